"""A real service over a data folder of its own, to be fed, killed, starved and started again."""

from __future__ import annotations

import http.client
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from indexer.engines.registry import engine_of
from indexer.keeping.rebuild import rebuild
from kb import membership
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.staff import Actor, Scope
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.processes import children_of, command_of, runs
from tests.support.shared import ROOT

PATIENCE_SECONDS = 240.0
PASSWORD = "quiet river seven lanterns"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; a status of 0 says that nothing did."""

    status: int
    body: bytes = b""

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Service:
    """`kb serve` as an operator runs it, in a session of its own; `token` may edit."""

    settings: Settings
    token: str
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self, workers: int = 2, **environ: str) -> None:
        """Start it and wait until it is ready."""
        self.port = free_port()
        command = [sys.executable, "-m", "kb", "serve", "--workers", str(workers)]
        given = {"KB_DATA_DIR": str(self.settings.data_dir), "KB_SEMANTIC": "off"}
        with (self.settings.data_dir.parent / "served.log").open("ab") as said:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)],
                cwd=ROOT,
                env=os.environ | given | environ,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        until(lambda: self.get("/health/ready").status == 200, "it is ready")
        # The first may answer before the last is there.
        until(lambda: len(self.web_workers()) >= workers, "all web workers are there")

    def processes(self) -> set[int]:
        """Give it and all it started."""
        assert self.process
        found, new = {self.process.pid}, {self.process.pid}
        while new:
            new = set().union(*(children_of(pid) for pid in new)) - found
            found |= new
        return found

    def web_workers(self) -> set[int]:
        """Give the processes that answer."""
        assert self.process
        return {
            pid for pid in children_of(self.process.pid) if " work " not in f"{command_of(pid)} "
        }

    def kill(self) -> None:
        """End all of it as a power cut does, and wait until nothing runs."""
        every = self.processes()
        for pid in every:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert self.process
        self.process.wait(30)
        until(lambda: not any(map(runs, every)), "all processes are gone")

    def stop(self) -> None:
        """End it as an operator does."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for an address."""
        return self.ask(urllib.request.Request(self.url + path, headers=dict(headers or {})))

    def told(self, path: str) -> Any:
        """Ask by token for JSON that must be there."""
        answer = self.get(path, {"Authorization": f"Bearer {self.token}"})
        assert answer.status == 200, (path, answer)
        return answer.json

    def upload(self, number: int) -> Answer:
        """Send a PDF that no other number makes."""
        return self._post(f"/api/v1/reports?name={number}.pdf", pdf(number), "application/pdf")

    def decide(self, verb: str, **fields: object) -> Answer:
        """Decide by program."""
        body = json.dumps(fields).encode()
        return self._post(f"/api/v1/decisions/{verb}", body, "application/json")

    def jobs(self, numbers: list[int]) -> list[dict[str, Any]]:
        """Tell how far jobs are."""
        return [self.told(f"/api/v1/jobs/{number}") for number in numbers]

    def read_all(self, numbers: list[int]) -> None:
        """Wait until these jobs are done; fails where none ends for long.

        How long all of them take says how many were taken in, and how busy the machine is.
        """
        while left := self._unread(numbers):
            until(lambda left=left: len(self._unread(left)) < len(left), f"{len(left)} jobs go on")

    def _unread(self, numbers: list[int]) -> list[int]:
        jobs = self.jobs(numbers)
        failed = [job for job in jobs if job["state"] == "failed"]
        assert not failed, failed
        told = zip(numbers, jobs, strict=True)
        return [number for number, job in told if job["state"] != "done"]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _post(self, path: str, body: bytes, kind: str) -> Answer:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": kind}
        return self.ask(urllib.request.Request(self.url + path, data=body, headers=headers))

    @staticmethod
    def ask(request: urllib.request.Request) -> Answer:
        try:
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return Answer(answer.status, answer.read())
            except urllib.error.HTTPError as refused:
                return Answer(refused.code, refused.read())
        except (OSError, http.client.HTTPException) as error:
            return Answer(0, repr(error).encode())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def until(holds: Any, told: str, patience: float = PATIENCE_SECONDS) -> None:
    """Wait for something that must come true."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, f"not within {patience:.0f} seconds: {told}"
        time.sleep(0.1)


def pdf(number: int) -> bytes:
    """A PDF of one statement, the same bytes whenever it is made."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 700, f"Recommendation {number}. Keep channel {number} free for command.")
    canvas.save()
    return out.getvalue()


def filled(folder: Path, *, indexed: bool = True, catalog_url: str = "") -> Service:
    """Fill a data folder with three reports and an editor whose token is at hand."""
    settings = Settings.at(folder / "data", catalog_url=catalog_url, semantic="off")
    catalog = Catalog.open(settings.catalog_url, upgrade=True)
    small_catalog.fill(catalog, Blobs(settings.blobs_dir))
    member = membership.accept(
        catalog, membership.setup_secret(catalog) or "", "chief", PASSWORD, ""
    )
    token = membership.make_token(catalog, member, "a trial", Scope, Actor("chief"))
    if indexed:
        rebuild(catalog, engine_of(settings), catalog.vocabulary)
    catalog.close()
    return Service(settings, token)


@contextmanager
def served(folder: Path, workers: int = 2, **environ: str) -> Iterator[Service]:
    """Serve a filled folder while the block runs."""
    service = filled(folder)
    service.start(workers, **environ)
    try:
        yield service
    finally:
        service.stop()
