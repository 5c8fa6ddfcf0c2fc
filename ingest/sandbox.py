"""Run a function of ours over untrusted bytes in a child process that can neither stay nor spread.

The child has its own session, its own limits on memory, processor time and file size, a bare
environment and no inherited handle but its two pipes. It is killed with all it started when its
time is up or the parent ends. Safe to call from several threads at once.
"""

from __future__ import annotations

import ctypes
import importlib
import logging
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from kb.errors import BadPdf, KbError, ReadingKilled

# The first byte of what a child answers.
_DONE, _FAILED = b"+", b"-"
_ROOT = Path(__file__).resolve().parents[1]
# What a child may know of its parent's environment.
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "TESSDATA_PREFIX")
# One thread and one arena: each more of either reserves address space that counts as memory.
_FRUGAL = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "MALLOC_ARENA_MAX": "1",
    "PYTHONHASHSEED": "0",
}
# In a child's environment: when its time is up on a machine that does nothing else, and at the
# latest, on the clock of `time.monotonic`.
_ENDS, _LATEST = "READING_ENDS", "READING_ENDS_AT_THE_LATEST"
_PR_SET_PDEATHSIG = 1
_TOLD = 2000
_MIB = 1 << 20
# Seconds of work granted for each MiB beyond so many, and the most that any file is granted.
_MORE_SECONDS, _USUAL = 30, 2
_LONGEST = 600
# How long the child is left alone before its time is looked at again (seconds).
_LEAST_WAIT = 0.2
# Reports of hundreds of pages take 200 MiB of address space; the bytes of a file beyond so many are
# held this many times (as sent, as taken apart, as pdfium's own buffers).
_SMALL, _COPIES = 32 * _MIB, 3
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: address space and file size in bytes, times in seconds.

    `wall_seconds` does not count the time in which other programs have the processor, as long again
    at most.
    `file_bytes` also caps what the child can say on its standard error.
    """

    memory: int = 512 << 20
    cpu_seconds: int = 32
    wall_seconds: float = 42.0
    file_bytes: int = 64 * 1024

    @classmethod
    def for_size(cls, payload: int) -> Limits:
        """Grant time and memory by the bytes to read: a small file that takes long is hostile.

        Published reports take less than 10 seconds of processor time for each MiB. Recognising
        scanned pages is another program's work, for which the child waits; so each second of work
        beyond the second MiB brings two of the clock.
        """
        least, work = cls(), _MORE_SECONDS * max(0.0, payload / _MIB - _USUAL)
        return cls(
            memory=least.memory + _COPIES * max(0, payload - _SMALL),
            cpu_seconds=round(min(_LONGEST, least.cpu_seconds + work)),
            wall_seconds=min(_LONGEST, least.wall_seconds + 2 * work),
        )

    @property
    def latest_seconds(self) -> float:
        """Give the seconds after which a child is ended however busy the machine is."""
        return 2 * self.wall_seconds


class _Failure(msgspec.Struct):
    message: str
    hint: str
    code: str


def seconds_left() -> float | None:
    """Give a child the seconds of clock that it still has; None outside such a child."""
    ends, latest = os.environ.get(_ENDS), os.environ.get(_LATEST)
    if not ends or not latest:
        return None
    return min(float(ends) + _held_up("self"), float(latest)) - time.monotonic()


def _held_up(process: int | str) -> float:
    """Give the seconds for which a process was ready and others had the processor.

    0 where the kernel does not tell (`/proc/PID/schedstat`).
    """
    try:
        told = Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()
        return int(told[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def run_sandboxed(function_path: str, payload: bytes, *, limits: Limits) -> bytes:
    """Give what `package.module:function` makes of the payload, run apart under limits.

    Raises BadPdf with the function's own reason, or with the code `timeout`, `resource_limit` or
    `crashed`; ReadingKilled where neither the file nor we ended it.
    """
    with tempfile.TemporaryFile() as said:
        child = _start(function_path, limits, said)
        try:
            answer = _answered(child, payload, limits)
        finally:
            _end(child)
        return _result(answer, child.returncode, said)


def _answered(child: subprocess.Popen[bytes], payload: bytes, limits: Limits) -> bytes:
    """Give what the child answers; raises BadPdf when its time is up."""
    began = time.monotonic()
    given: bytes | None = payload
    left = limits.wall_seconds
    while left > 0:
        try:
            return child.communicate(given, timeout=max(left, _LEAST_WAIT))[0]
        except subprocess.TimeoutExpired:
            given = None
            granted = min(limits.wall_seconds + _held_up(child.pid), limits.latest_seconds)
            left = granted - (time.monotonic() - began)
    raise _timeout(limits)


def _start(function_path: str, limits: Limits, said: IO[bytes]) -> subprocess.Popen[bytes]:
    numbers = (limits.memory, limits.cpu_seconds, limits.file_bytes)
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    now = time.monotonic()
    environment |= {
        _ENDS: str(now + limits.wall_seconds),
        _LATEST: str(now + limits.latest_seconds),
    }
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        [sys.executable, "-B", "-m", "ingest.sandbox", function_path, *map(str, numbers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        cwd=_ROOT,
        env=environment | _FRUGAL,
        start_new_session=True,
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and all it started, and leave no zombie and no open pipe."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    for pipe in (child.stdin, child.stdout):
        if pipe:
            with suppress(OSError):
                pipe.close()
    child.wait()


def _result(answer: bytes, status: int, said: IO[bytes]) -> bytes:
    if answer[:1] == _DONE:
        return answer[1:]
    if answer[:1] == _FAILED:
        failure = msgspec.msgpack.decode(answer[1:], type=_Failure)
        _tell(said)
        raise BadPdf(failure.message, hint=failure.hint, code=failure.code)
    raise _death(status, _tell(said))


def _tell(said: IO[bytes]) -> str:
    said.seek(0)
    text = said.read()[-_TOLD:].decode("utf-8", "replace").strip()
    if text:
        _log.info("a child process said: %s", text)
    return text


def _timeout(limits: Limits) -> BadPdf:
    return BadPdf(
        f"reading this file took longer than {limits.wall_seconds:.0f} seconds and was ended",
        hint="Save it anew from the program that made it, or split it.",
        code="timeout",
    )


def _over(what: str) -> BadPdf:
    return BadPdf(
        f"reading this file needed more {what} than is allowed",
        hint="Save it anew from the program that made it, or split it.",
        code="resource_limit",
    )


def _death(status: int, said: str) -> BadPdf:
    if -status == signal.SIGXCPU:
        return _over("time")
    # The kernel, short of memory for whatever is running, or somebody who ends processes.
    if -status == signal.SIGKILL:
        return ReadingKilled(
            "the program that reads PDFs was ended from outside, or the machine ran out of memory",
            hint="Try again; if it happens again, give the machine more memory.",
            code="resource_limit",
        )
    # pdfium aborts without a word when it is refused memory; C's and C++'s own aborts say what was
    # wrong.
    if -status == signal.SIGABRT and not said:
        return _over("memory")
    name = signal.Signals(-status).name if status < 0 else f"status {status}"
    return BadPdf(
        f"the program that reads PDFs broke off on this file ({name})",
        hint="It is damaged or unpacks to more than is allowed; save it anew as a PDF.",
        code="crashed",
    )


def main(arguments: list[str]) -> int:
    """Be the child: take limits, read the payload, answer on what was standard output."""
    function_path, memory, cpu, file_bytes = arguments[0], *map(int, arguments[1:4])
    _die_with_parent()
    _limit(memory, cpu, file_bytes)
    # Libraries print where they like; only we write to the pipe.
    pipe = os.dup(1)
    os.dup2(2, 1)
    payload = sys.stdin.buffer.read()
    answer = _answer(function_path, payload)
    with os.fdopen(pipe, "wb") as out:
        out.write(answer)
        out.flush()
    # Nothing is left to tidy, and libraries sometimes fail at it.
    os._exit(0)


def _die_with_parent() -> None:
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == 1:
        os._exit(1)


def _limit(memory: int, cpu: int, file_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))


def _answer(function_path: str, payload: bytes) -> bytes:
    try:
        return _DONE + _named(function_path)(payload)
    except KbError as error:
        failure = _Failure(str(error), error.hint, error.code)
    except (MemoryError, RecursionError) as error:
        limit = _over("memory" if isinstance(error, MemoryError) else "depth")
        failure = _Failure(str(limit), limit.hint, limit.code)
    except Exception as error:  # noqa: BLE001 - whatever a file can provoke
        traceback.print_exc()
        failure = _Failure(
            f"reading this file failed unexpectedly ({type(error).__name__})",
            "The file may be damaged; if it opens elsewhere, report it to whoever runs this site.",
            "crashed",
        )
    return _FAILED + msgspec.msgpack.encode(failure)


def _named(function_path: str) -> Callable[[bytes], bytes]:
    module, _, name = function_path.partition(":")
    function: Callable[[bytes], bytes] = getattr(importlib.import_module(module), name)
    return function


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
