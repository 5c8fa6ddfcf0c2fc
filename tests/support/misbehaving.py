"""Functions for the child process that misbehave, each in its own way."""

from __future__ import annotations

import os
import signal
import sys
import time


def echo(payload: bytes) -> bytes:
    os.write(1, b"libraries print where they like")
    return payload[::-1]


def rest(payload: bytes) -> bytes:
    time.sleep(float(payload))
    return b"done"


def hang(payload: bytes) -> bytes:
    time.sleep(60)
    return payload


def eat_memory(payload: bytes) -> bytes:
    return bytes(4 << 30)


def burn(payload: bytes) -> bytes:
    while True:
        pass


def abort(payload: bytes) -> bytes:
    """End as pdfium does when it is refused memory."""
    os.abort()


def killed(payload: bytes) -> bytes:
    """End as when the kernel, short of memory, or a person ends a process."""
    os.kill(os.getpid(), signal.SIGKILL)
    return payload


def corrupt(payload: bytes) -> bytes:
    """End as the C library does when it finds its heap torn."""
    os.write(2, b"free(): invalid pointer\n")
    os.abort()


def trespass(payload: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return payload


def chatter(payload: bytes) -> bytes:
    try:
        for _ in range(4000):
            sys.stderr.write("x" * 1000)
    except OSError:
        pass
    return b"done"
