"""The worker that a server starts beside itself, and starts again where it dies."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path

_LOG = logging.getLogger("kb.worker")
_AGAIN_AFTER = 2.0
_TO_END = 20.0
_ROOT = Path(__file__).resolve().parents[1]


class WorkerProcess:
    """`kb work` in a process of its own, so that no request ever waits for reading."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True, name="worker-process")

    def start(self) -> None:
        """Start it and keep it running."""
        self._thread.start()

    def stop(self) -> None:
        """End it: it finishes what it is doing where that does not take long."""
        self._over.set()
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()

    def _keep(self) -> None:
        while not self._over.is_set():
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kb", "work", "--parent-ends-me"], cwd=_ROOT
            )
            self._process.wait()
            if not self._over.wait(_AGAIN_AFTER):
                _LOG.warning("the worker ended and is started again")
