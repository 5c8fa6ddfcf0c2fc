"""`make serve` as a stranger meets it: a fresh copy, an empty data folder, twelve reports."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.support.shared import CORPUS, ROOT
from tests.support.tree import tracked_files

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SAMPLES = len(list((CORPUS / "reports").glob("*.pdf")))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of what is in version control, with the Python that runs this test."""
    copy = tmp_path_factory.mktemp("checkout")
    for path in tracked_files():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    return copy


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextmanager
def make_serve(checkout, port):
    """Start it with its output in a file; end the whole process group."""
    log = checkout / f"serve-{port}.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            ["make", "serve", f"PORT={port}", f"VENV={sys.prefix}"],
            cwd=checkout,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process, log
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


def answer(port, path):
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
        return response.read()


def wait_until_it_answers(port, process, log):
    """Give the seconds until the health check answers."""
    started = time.monotonic()
    while time.monotonic() - started < 400:
        assert process.poll() is None, log.read_text()
        try:
            answer(port, "/health/ready")
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return time.monotonic() - started
    pytest.fail(f"no answer in 400 s:\n{log.read_text()}")


def reports_served(port):
    page = json.loads(answer(port, "/api/v1/search?limit=1"))
    return len(page["facets"]["report"])


def test_reads_the_samples_once_and_survives_being_killed(checkout):
    with make_serve(checkout, free_port()) as (process, _):
        while not (checkout / "data" / "blobs").exists() and process.poll() is None:
            time.sleep(0.05)
        time.sleep(1)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    with make_serve(checkout, port := free_port()) as (process, log):
        wait_until_it_answers(port, process, log)
        assert reports_served(port) == SAMPLES
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    with make_serve(checkout, port := free_port()) as (process, log):
        seconds = wait_until_it_answers(port, process, log)
        assert reports_served(port) == SAMPLES
        assert "harlow-bend" not in log.read_text()
    assert seconds < 20
