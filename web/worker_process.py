"""The worker that a server starts beside itself, and starts again where it dies."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_LOG = logging.getLogger("kb.worker")
_AGAIN_AFTER = 2.0
_TO_END = 20.0
_ROOT = Path(__file__).resolve().parents[1]
COMMAND = ("-m", "kb", "work", "--ends-with")


class WorkerProcess:
    """`kb work` in a process of its own, so that no request ever waits for reading.

    It is spawned, not forked: the server forks web workers at any moment, and one forked while
    `subprocess` has the pipe open on which it waits for a child would keep that pipe, and this
    thread, waiting for ever. `without` are files the worker must not have: the server's sockets.
    """

    def __init__(self, without: Sequence[int] = (), command: Sequence[str] = ()) -> None:
        self._without = without
        self._command = command or (*COMMAND, str(os.getpid()))
        self._over, self._ended = threading.Event(), threading.Event()
        self._ended.set()
        self._pid = 0
        self._thread = threading.Thread(target=self._keep, daemon=True, name="worker-process")

    def start(self) -> None:
        """Start it and keep it running."""
        self._thread.start()

    def stop(self) -> None:
        """End it: it finishes what it is doing where that does not take long."""
        self._over.set()
        for told in (signal.SIGTERM, signal.SIGKILL):
            if not self._ended.is_set():
                with suppress(ProcessLookupError):
                    os.kill(self._pid, told)
                self._ended.wait(_TO_END)

    def _keep(self) -> None:
        while not self._over.is_set():
            self._pid = self._spawned()
            self._ended.clear()
            # The server collects every child that ends, so this one may be gone already.
            with suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
            self._ended.set()
            if not self._over.wait(_AGAIN_AFTER):
                _LOG.warning("the worker ended and is started again")

    def _spawned(self) -> int:
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        return os.posix_spawn(
            sys.executable,
            [sys.executable, *self._command],
            {**os.environ, "PYTHONPATH": path},
            file_actions=[(os.POSIX_SPAWN_CLOSE, file) for file in self._without],
        )
