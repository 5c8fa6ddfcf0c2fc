"""A PostgreSQL server of a test's own, to be killed and started again; it listens on loopback."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

DEBIANS = "/usr/lib/postgresql"
# PostgreSQL refuses to run as root.
ACCOUNT = "postgres"
STARTS = 40


@dataclass(frozen=True, slots=True)
class OwnPostgres:
    """Its commands, the folder that holds its data, and its port."""

    commands: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Name its database as SQLAlchemy does."""
        return f"postgresql+psycopg://{ACCOUNT}@127.0.0.1:{self.port}/{ACCOUNT}"

    def start(self) -> None:
        """Start it, and wait until it has replayed what a crash left.

        What served the clients of one that was killed holds its memory until it has noticed.
        """
        for _ in range(STARTS):
            with suppress(subprocess.CalledProcessError):
                self._control("-w", "start")
                return
            time.sleep(0.5)
        told = (self.folder / "log").read_text(encoding="utf-8", errors="replace")
        raise AssertionError(f"PostgreSQL does not start: {told[-1000:]}")

    def kill(self) -> None:
        """Kill it, as the kernel does when memory runs out."""
        pid = int((self.folder / "postmaster.pid").read_text(encoding="ascii").split()[0])
        os.kill(pid, signal.SIGKILL)

    def restart(self) -> None:
        """Restart it as an operator does: its clients are sent away."""
        self._control("-m", "fast", "-w", "restart")

    def stop(self) -> None:
        """End it at once."""
        self._control("-m", "immediate", "stop")

    def _control(self, *told: str) -> None:
        options = f"-h 127.0.0.1 -p {self.port} -k {self.folder}"
        _run(self.commands / "pg_ctl", self.folder, "-s", "-l", str(self.folder / "log"),
             "-o", options, *told)  # fmt: skip


@contextmanager
def own_postgres(port: int) -> Iterator[OwnPostgres | None]:
    """Make and start an empty server while the block runs; None where Debian's is not installed."""
    found = sorted(Path(DEBIANS).glob("*/bin/initdb"))
    if not found:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="kb-postgres-", ignore_cleanup_errors=True) as scratch:
        if os.geteuid() == 0:
            shutil.chown(scratch, ACCOUNT)
        made = OwnPostgres(found[-1].parent, Path(scratch), port)
        _run(found[-1], made.folder, "-U", ACCOUNT, "-A", "trust", "--data-checksums")
        made.start()
        try:
            yield made
        finally:
            made.stop()


def _run(command: Path, folder: Path, *options: str) -> None:
    become = ["runuser", "-u", ACCOUNT, "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*become, str(command), "-D", str(folder), *options],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )
