"""What the examples under `web/deploy` and the operations guide name exists."""

from __future__ import annotations

import re

import click
import pytest
import yaml

from kb.cli.main import main
from kb.settings import SETTINGS
from tests.support.shared import ROOT

EXAMPLES = sorted((ROOT / "web/deploy").iterdir())
GUIDE = ROOT / "web/help/operations.md"
NAMES = {setting.name for setting in SETTINGS}
COMMAND = re.compile(r"(?:python -m |`)kb ([a-z]+)((?: [^`\n]*)?)")


def named(path):
    return pytest.param(path, id=path.name)


@pytest.mark.parametrize("path", [named(p) for p in [*EXAMPLES, GUIDE]])
def test_settings_files_and_commands_exist(path):
    told = path.read_text(encoding="utf-8")
    assert set(re.findall(r"\bKB_[A-Z_]*[A-Z]\b", told)) <= NAMES
    files = set(re.findall(r"\brequirements[a-z-]*\.txt|\bweb/deploy/[a-z.-]+[a-z]", told))
    assert [file for file in files if not (ROOT / file).exists()] == []
    for name, rest in COMMAND.findall(told):
        command = main.get_command(click.Context(main), name)
        assert command, f"kb {name}"
        known = {opt for parameter in command.params for opt in parameter.opts}
        assert set(re.findall(r"--[a-z][a-z-]*", rest)) <= known, f"kb {name}{rest}"


def test_containers_wait_for_what_they_need():
    compose = yaml.safe_load((ROOT / "web/deploy/several-machines.compose.yml").read_text("utf-8"))
    services = compose["services"]
    for one in services.values():
        for other, how in one.get("depends_on", {}).items():
            ends = services[other].get("restart", "no") == "no"
            assert (how["condition"] == "service_completed_successfully") is ends
            assert how["condition"] != "service_healthy" or "healthcheck" in services[other]
        kept = {volume.split(":")[0] for volume in one.get("volumes", ())}
        assert {name for name in kept if "/" not in name} <= set(compose["volumes"])
