"""Functions for the child process that misbehave, each in its own way."""

from __future__ import annotations

import os
import sys
import time


def echo(payload: bytes) -> bytes:
    os.write(1, b"libraries print where they like")
    return payload[::-1]


def hang(payload: bytes) -> bytes:
    time.sleep(60)
    return payload


def eat_memory(payload: bytes) -> bytes:
    return bytes(4 << 30)


def burn(payload: bytes) -> bytes:
    while True:
        pass


def abort(payload: bytes) -> bytes:
    os.abort()


def chatter(payload: bytes) -> bytes:
    try:
        for _ in range(4000):
            sys.stderr.write("x" * 1000)
    except OSError:
        pass
    return b"done"
