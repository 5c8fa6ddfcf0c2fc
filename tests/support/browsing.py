"""A real server for a data folder, and headless Chromium to look at it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from kb.settings import Settings
from tests.support.shared import ROOT

CHROMIUM = os.environ.get("KB_TEST_CHROMIUM", "/usr/bin/chromium")
PATIENCE_SECONDS = 60


@contextmanager
def serving(settings: Settings, workers: int) -> Iterator[str]:
    """Serve a data folder on a free port while the block runs; give the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kb", "serve", "--port", str(port), "--workers", str(workers)]
    environ = os.environ | {"KB_DATA_DIR": str(settings.data_dir), "KB_SEMANTIC": settings.semantic}
    server = subprocess.Popen(command, cwd=ROOT, env=environ)
    try:
        _wait(f"http://127.0.0.1:{port}/health/ready")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Open headless Chromium."""
    assert Path(CHROMIUM).exists(), "install Chromium, or name it in KB_TEST_CHROMIUM"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def _wait(url: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"{url} does not answer")
