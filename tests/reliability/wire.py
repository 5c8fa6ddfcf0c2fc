"""Requests that no browser sends, byte by byte: conflicting lengths, odd headers, slow clients."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from tests.reliability.scenario import Measured
from tests.reliability.service import Service, served

SLOW = 20
_POST = b"POST /api/v1/comparable HTTP/1.1\r\nHost: x\r\n"
_GET = b"GET /health/live HTTP/1.1\r\n"
# What hides a second request behind a first one whose end two servers may see differently.
_HIDDEN = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
_CHUNKED = b"Transfer-Encoding: chunked\r\n"

# Each with whether it must be refused; none may be answered twice.
CASES: dict[str, tuple[bytes, bool]] = {
    "length and chunks": (
        _POST + b"Content-Length: 4\r\n" + _CHUNKED + b"\r\n0\r\n\r\n" + _HIDDEN, True),
    "chunks and length": (
        _POST + _CHUNKED + b"Content-Length: 6\r\n\r\n0\r\n\r\n" + _HIDDEN, True),
    "two lengths": (
        _POST + b"Content-Length: 0\r\nContent-Length: 40\r\n\r\n" + _HIDDEN, True),
    "a list of lengths": (_POST + b"Content-Length: 0, 40\r\n\r\n" + _HIDDEN, True),
    "a length with a sign": (_POST + b"Content-Length: +4\r\n\r\nabcd", True),
    "a negative length": (_POST + b"Content-Length: -1\r\n\r\n", True),
    "a length in hex": (_POST + b"Content-Length: 0x4\r\n\r\nabcd", True),
    "a length with a space": (_POST + b"Content-Length : 4\r\n\r\nabcd", True),
    "chunks twice": (_POST + _CHUNKED + _CHUNKED + b"\r\n0\r\n\r\n" + _HIDDEN, True),
    "a coding unknown": (_POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + _HIDDEN, True),
    "identity and chunks": (
        _POST + b"Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n" + _HIDDEN, True),
    "chunks behind a tab": (
        _POST + b"Transfer-Encoding:\tchunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", True),
    "chunks in HTTP/1.0": (
        _POST.replace(b"1.1", b"1.0") + _CHUNKED + b"\r\n0\r\n\r\n" + _HIDDEN, True),
    "a chunk of no size": (_POST + _CHUNKED + b"\r\nzz\r\nabc\r\n0\r\n\r\n", True),
    "a chunk of a giant size": (
        _POST + _CHUNKED + b"\r\nffffffffffffffffff\r\nabc\r\n0\r\n\r\n", True),
    "a chunk longer than told": (_POST + _CHUNKED + b"\r\n1\r\nabc\r\n0\r\n\r\n", True),
    "a folded header": (_GET + b"Host: x\r\nX-A: b\r\n c\r\n\r\n", True),
    "a header without a name": (_GET + b"Host: x\r\n: b\r\n\r\n", True),
    "a name with a space": (_GET + b"Host: x\r\nX A: b\r\n\r\n", True),
    "NUL in a header": (_GET + b"Host: x\r\nX-A: b\0c\r\n\r\n", True),
    "two hosts": (_GET + b"Host: x\r\nHost: y\r\n\r\n", False),
    "bare line feeds": (_GET.replace(b"\r", b"") + b"Host: x\n\n", False),
    "a header of 70,000 bytes": (_GET + b"Host: x\r\nX-A: " + b"a" * 70_000 + b"\r\n\r\n", True),
    "1,000 headers": (
        _GET + b"Host: x\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(1000)) + b"\r\n", True),
    "an address of 20,000 bytes": (
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", True),
    "no version": (b"GET /health/live\r\n\r\n", True),
    "a version unknown": (b"GET /health/live HTTP/9.9\r\nHost: x\r\n\r\n", True),
    "a method in small letters": (b"get /health/live HTTP/1.1\r\nHost: x\r\n\r\n", False),
    "TLS spoken to a plain port": (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 60, True),
    "half a request": (b"GET /hea", False),
    "half a body": (_POST + b"Content-Length: 500\r\n\r\n{", False),
}  # fmt: skip
_STATUS = re.compile(rb"^HTTP/1\.[01] (\d{3}) ", re.MULTILINE)


def run(times: int, folder: Path) -> Measured:
    """Send each case, then let slow clients hold connections while others search."""
    seen = Measured()
    with served(folder) as service:
        before = service.processes()
        for _ in range(times):
            for name, (sent, refused) in CASES.items():
                _send(service, name, sent, seen, refused=refused)
            _slow_clients(service, seen)
        seen.check(before <= service.processes(), "a process ended")
    return seen


def _send(service: Service, name: str, sent: bytes, seen: Measured, *, refused: bool) -> None:
    statuses = [int(status) for status in _STATUS.findall(_answered(service, sent))]
    hidden = sent.endswith(_HIDDEN)
    seen.check(len(statuses) <= 1 or not hidden, f"{name}: answered {len(statuses)} times")
    bad = [status for status in statuses if status >= 500 and status != 501]
    seen.check(not bad, f"{name}: {bad}")
    seen.check(not refused or all(s >= 400 for s in statuses), f"{name}: taken ({statuses})")
    seen.count("odd requests")


def _answered(service: Service, sent: bytes) -> bytes:
    """Send bytes, say that nothing follows, and give all that comes back."""
    with closing(socket.create_connection(("127.0.0.1", service.port), 30)) as line:
        try:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            return b"".join(_pieces(line))
        except ConnectionError:
            return b""


def _pieces(line: socket.socket) -> Iterator[bytes]:
    try:
        while piece := line.recv(65536):
            yield piece
    except (ConnectionError, TimeoutError):
        return


def _slow_clients(service: Service, seen: Measured) -> None:
    """Hold half-sent headers and bodies open; everybody else is served."""
    with ExitStack() as stack:
        for half in (b"GET / HTTP/1.1\r\nHost: x\r\nX-A", _POST + b"Content-Length: 9\r\n\r\n{"):
            for _ in range(SLOW):
                line = socket.create_connection(("127.0.0.1", service.port), 30)
                stack.enter_context(closing(line))
                line.sendall(half)
        began = time.monotonic()
        statuses = [service.get("/search?q=gas").status for _ in range(10)]
        seen.figures["seconds until ten searches were answered"] = round(time.monotonic() - began)
    seen.check(statuses == [200] * 10, f"beside slow clients searches got {statuses}")
    seen.count("slow clients", 2 * SLOW)
