"""What is installed, how it is run, and that no skip goes unseen."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata

import pytest

from tests.support.shared import ROOT

# Versions below these have known holes or are not what was tried with kb.
FLOORS = {
    "pdfminer.six": "20260107",
    "Flask": "3.1.3",
    "Werkzeug": "3.1.9",
    "Jinja2": "3.1.6",
    "gunicorn": "27.0.1",
    "urllib3": "2.8.0",
}
RUN = ROOT / "requirements.txt"
TEST = ROOT / "requirements-test.txt"
PARTS = [
    ROOT / f"requirements-{part}.txt" for part in ("opensearch", "postgres", "redis", "oidc", "mcp")
]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def folded(name: str) -> str:
    return name.lower().replace(".", "-")


def pins(path) -> list[tuple[str, str]]:
    """Name and version; a package may be pinned twice, for older and newer Pythons."""
    return PIN.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("package", FLOORS)
def test_versions_are_above_their_floors(package):
    assert number(metadata.version(package)) >= number(FLOORS[package])


def test_whoosh_is_the_version_that_was_tried():
    assert metadata.version("Whoosh") == "2.7.4"


@pytest.mark.parametrize("path", [RUN, TEST, *PARTS], ids=lambda path: path.stem)
def test_every_requirement_is_pinned_and_hashed(path):
    text = path.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", "\n" + text)[1:]
    assert len(entries) == len(pins(path))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("path", [RUN, TEST, *PARTS], ids=lambda path: path.stem)
def test_requirements_name_no_package_source(path):
    assert re.findall(r"://|--(?:extra-)?index-url|--find-links", path.read_text("utf-8")) == []


def test_tests_run_with_what_users_run():
    assert set(pins(RUN)) - set(pins(TEST)) == set()


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.stem)
def test_optional_parts_are_tested_as_users_install_them(path):
    assert set(pins(path)) - set(pins(TEST)) == set()


def test_what_is_declared_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {folded(re.split(r"[><=]", entry)[0]) for entry in project["dependencies"]}
    assert declared - {folded(name) for name, _ in pins(RUN)} == set()


@pytest.mark.parametrize("script", [".ci/run"])
def test_scripts_parse(script):
    bash = shutil.which("bash")
    assert bash
    assert subprocess.run([bash, "-n", str(ROOT / script)], check=False).returncode == 0


def test_make_knows_its_targets():
    make = shutil.which("make")
    assert make
    run = [make, "-n", "serve", "test"]
    assert subprocess.run(run, cwd=ROOT, capture_output=True, check=False).returncode == 0


SKIPPING = """
import pytest
def test_listed(): pytest.skip("../shared is absent")
def test_unlisted(): pytest.skip("did not feel like it")
"""


@pytest.mark.parametrize("workers", [[], ["-n", "1"]], ids=["alone", "with workers"])
def test_a_skip_that_is_not_listed_fails_the_run(tmp_path, workers):
    for name in ("conftest.py", "allowed_skips.toml"):
        shutil.copy(ROOT / "tests" / name, tmp_path / name)
    (tmp_path / "test_skipping.py").write_text(SKIPPING)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *workers, "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "UNLISTED SKIP test_skipping.py::test_unlisted: did not feel like it" in run.stdout
    assert "test_listed:" not in run.stdout
