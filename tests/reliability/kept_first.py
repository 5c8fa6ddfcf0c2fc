"""One upload traced: its PDF, the folder and the catalog are on the disk before the answer."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.reliability.failing_calls import REFUSED
from tests.reliability.scenario import Measured, RefusedError
from tests.reliability.service import served, until

_CALLS = "fsync,fdatasync,rename,sendto"
_LINE = re.compile(r"^(?P<pid>\d+) +(?:<\.\.\. )?(?P<call>\w+)(?P<told>.*)$")
_DONE = re.compile(r"= 0$")


def run(times: int, folder: Path) -> Measured:
    """Trace the web worker during so many uploads, one after another."""
    seen, log = Measured(), folder / "calls"
    with served(folder, workers=1) as service:
        for number in range(times):
            with _traced(service.web_workers(), log):
                sent = service.upload(number)
            seen.check(sent.status == 202, f"the upload is answered with {sent.status}")
            _check_order(list(_made(log.read_text(errors="replace").splitlines())), seen)
            seen.count("uploads traced")
    return seen


@contextmanager
def _traced(workers: set[int], log: Path) -> Iterator[None]:
    """Trace what is running already; raises RefusedError where that is not allowed."""
    of = [part for pid in workers for part in ("-p", str(pid))]
    command = ["strace", "-f", "-y", "-s", "40", "-e", f"trace={_CALLS}", "-o", str(log), *of]
    try:
        tracer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise RefusedError(REFUSED) from error
    try:
        until(lambda: tracer.poll() is not None or all(map(_is_traced, workers)), "it is traced")
        if tracer.poll() is not None:
            raise RefusedError(REFUSED)
        yield
    finally:
        tracer.terminate()
        tracer.wait(30)


def _is_traced(pid: int) -> bool:
    """Say whether every thread of a process is traced."""
    states = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/status")]
    return all("TracerPid:\t0\n" not in state for state in states)


def _made(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give calls with their arguments, each as it ended well; an answer as it began."""
    begun: dict[tuple[str, str], str] = {}
    for line in lines:
        found = _LINE.match(line)
        if not found:
            continue
        call, told, key = found["call"], found["told"], (found["pid"], found["call"])
        if call == "sendto":
            yield call, told
        elif "<unfinished" in told:
            begun[key] = told
        elif _DONE.search(told):
            yield call, begun.pop(key, "") + told


def _check_order(made: list[tuple[str, str]], seen: Measured) -> None:
    """Check that everything is on the disk before the answer's first byte, in order."""
    steps = {
        "the PDF": lambda call, told: call == "fsync" and ".unfinished-" in told,
        "its name": lambda call, told: call == "rename" and "/sha256/" in told,
        "its folder": lambda call, told: call == "fsync" and "/sha256/" in told
        and ".unfinished-" not in told,
        "the catalog": lambda call, told: call in {"fsync", "fdatasync"} and "catalog" in told,
        "the answer": lambda call, told: call == "sendto" and "HTTP/1.1 202" in told,
    }  # fmt: skip
    at = -1
    for name, is_it in steps.items():
        later = [n for n, one in enumerate(made) if n > at and is_it(*one)]
        seen.check(later, f"{name} is not kept in its turn")
        at = later[0] if later else at
