"""Untrusted PDFs are read and drawn in child processes that can do little and not for long.

`run_sandboxed("module:function", payload)` runs one function of bytes to bytes in a fresh Python in
a session of its own: limited memory, processor time, wall-clock time and file size, no inherited
handles, no secrets in its environment, and no network where the kernel lets it be taken away.
Whatever the child does, the caller gets bytes or a `BadPdf`.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import msgspec

from kb.errors import BadPdf, KbError

MEBI = 1024 * 1024
_ROOT = Path(__file__).resolve().parent.parent
_CLONE_NEWNET = 0x40000000
_DONE, _FAILED = b"+", b"-"
_BROKEN = "Open it in a PDF viewer and save it anew, or ask its publisher for another copy."
_TOO_MUCH = "Save it anew as a plain PDF, or split it; such files are often damaged or hostile."
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "HOME", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: bytes of address space and of any file, seconds of clock and processor.

    `per_mebibyte` seconds are granted on top for each MiB of payload: a long report takes longer,
    while a small file that takes long is damaged or hostile.
    """

    memory: int = 1024 * MEBI
    seconds: float = 40.0
    per_mebibyte: float = 10.0
    file_size: int = 64 * MEBI

    def seconds_for(self, payload: bytes) -> float:
        """Give the seconds granted to a payload, ten minutes at most."""
        return min(600.0, self.seconds + self.per_mebibyte * len(payload) // MEBI)


class _Failure(msgspec.Struct):
    message: str
    hint: str
    code: str


def run_sandboxed(function: str, payload: bytes, *, limits: Limits | None = None) -> bytes:
    """Run `module:function`, from bytes to bytes, in a limited child process.

    Raises BadPdf: the child's own, or `timeout`, `resource_limit`, `crashed` where it died.
    """
    allowed = limits or Limits()
    seconds = allowed.seconds_for(payload)
    arguments = [function, str(allowed.memory), str(int(seconds) + 1), str(allowed.file_size)]
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "ingest.sandbox", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=_environment(),
        start_new_session=True,
    )
    try:
        answer, _ = child.communicate(payload, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise BadPdf(
            f"reading it took longer than {seconds:.0f} seconds", hint=_TOO_MUCH, code="timeout"
        ) from None
    finally:
        _end(child)
    return _opened(answer, child.returncode)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    # numpy's linear algebra would reserve memory for as many threads as there are processors.
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
    return {**kept, **threads, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child's whole process group and let go of its pipes."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def _opened(answer: bytes, status: int) -> bytes:
    if answer[:1] == _DONE:
        return answer[1:]
    if answer[:1] == _FAILED:
        failure = msgspec.msgpack.decode(answer[1:], type=_Failure)
        raise BadPdf(failure.message, hint=failure.hint, code=failure.code)
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise BadPdf(
            "reading it used more memory or time than is allowed",
            hint=_TOO_MUCH,
            code="resource_limit",
        )
    raise BadPdf("the PDF library crashed on it", hint=_BROKEN, code="crashed")


def main(function: str, memory: int, seconds: int, file_size: int) -> NoReturn:
    """Be the child: take limits upon itself, run the function on standard input, answer, end."""
    answer_to = os.dup(1)
    os.dup2(2, 1)
    _limit(memory, seconds, file_size)
    answer = _answer(function, sys.stdin.buffer.read())
    with os.fdopen(answer_to, "wb") as out:
        out.write(answer)
    # The libraries' own clean-up may crash on a damaged file after all is said.
    os._exit(0)


def _limit(memory: int, seconds: int, file_size: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(_CLONE_NEWNET)


def _answer(function: str, payload: bytes) -> bytes:
    try:
        return _DONE + _named(function)(payload)
    except KbError as error:
        failure = _Failure(str(error), error.hint, error.code)
    except MemoryError:
        failure = _Failure(
            "reading it used more memory than is allowed", _TOO_MUCH, "resource_limit"
        )
    except RecursionError:
        failure = _Failure("its parts are nested without end", _BROKEN, "damaged")
    except Exception as error:  # noqa: BLE001 - whatever a hostile file makes a library raise
        failure = _Failure(f"it cannot be read ({type(error).__name__})", _BROKEN, "damaged")
    return _FAILED + msgspec.msgpack.encode(failure)


def _named(function: str) -> Callable[[bytes], bytes]:
    module, _, name = function.partition(":")
    found: Callable[[bytes], bytes] = getattr(importlib.import_module(module), name)
    return found


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
