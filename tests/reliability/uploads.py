"""Uploads that are too long, lie about their length, break off, or are no form at all."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.reliability.scenario import Measured
from tests.reliability.service import Service, pdf, served, until

_MIB = 1 << 20
_LIMIT = 256 * _MIB
# Of a large body a request is answered once a part of it is there.
_BEGUN = pdf(1) + b"x" * 40_000
_WHOLE = pdf(1) + b"\n%" + b"x" * (3 * _MIB)


def run(times: int, folder: Path) -> Measured:
    """Send each kind of bad upload; nothing of it may stay."""
    seen = Measured()
    with served(folder) as service:
        for turn in range(times):
            for told, body, expected in _lengths():
                status = _sent(service, told, body)
                seen.check(status in expected, f"{told[:60]!r}: {status}")
                seen.count("lengths")
            for part in range(10):
                _break_off(service, turn * 10 + part, seen)
            _odd_forms(service, seen)
            # who hung up is noticed when the server next reads from them
            until(lambda: not _held(service), "nothing of them stays")
            again = service.upload(turn)
            seen.check(again.status == 202, f"a good one after them: {again.status}")
            until(lambda job=again.json["id"]: service.jobs([job])[0]["state"] == "done", "read")
    return seen


def _lengths() -> Iterator[tuple[bytes, Iterator[bytes], set[int]]]:
    """Give headers, body, and what may be answered; 0 says that the connection was closed."""
    over = b"Content-Length: %d\r\n" % (_LIMIT + 1)
    yield over, iter([_BEGUN]), {400, 413, 0}
    yield b"Content-Length: %d\r\n" % 10**15, iter([_BEGUN]), {413, 0}
    # More is sent than was told: what follows is not part of it.
    yield b"Content-Length: 5\r\nConnection: close\r\n", iter([pdf(1)]), {202, 400}
    yield b"Content-Length: 0\r\n", iter([]), {400}
    # Chunks beyond the limit, sent until the service has had enough.
    chunk = b"%x\r\n" % _MIB + b"%PDF-" + b"x" * (_MIB - 5) + b"\r\n"
    yield b"Transfer-Encoding: chunked\r\n", (chunk for _ in range(258)), {413, 400, 0}


def _sent(service: Service, headers: bytes, body: Iterator[bytes]) -> int:
    with closing(_begun(service, headers)) as line:
        try:
            for piece in body:
                line.sendall(piece)
        except (ConnectionError, TimeoutError):
            pass
        try:
            answer = line.recv(65536)
        except (ConnectionError, TimeoutError):
            return 0
    return int(answer.split(b" ", 2)[1]) if answer else 0


def _break_off(service: Service, part: int, seen: Measured) -> None:
    """Send a tenth more of a file each time, then hang up."""
    told = b"Content-Length: %d\r\n" % len(_WHOLE)
    with closing(_begun(service, told)) as line:
        line.sendall(_WHOLE[: len(_WHOLE) * (part % 10) // 10])
    seen.count("broken off")


def _begun(service: Service, headers: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", service.port), 60)
    token = f"Authorization: Bearer {service.token}\r\n".encode()
    head = b"POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\n"
    line.sendall(head + token + headers + b"\r\n")
    return line


def _odd_forms(service: Service, seen: Measured) -> None:
    """Post to the desk's form what is no form; without a session each is refused."""
    parts = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' for _ in range(1001)
    )
    bodies = {
        b"multipart/form-data; boundary=b": parts + b"--b--\r\n",
        b"multipart/form-data": b"--b\r\n\r\n",
        b"multipart/form-data; boundary=" + b"c" * 300: b"--c--",
        b"multipart/mixed; boundary=b": b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n",
        b"application/x-www-form-urlencoded": b"a=" + b"x" * _MIB,
    }
    for kind, body in bodies.items():
        request = (
            b"POST /staff/upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: %s\r\n"
            b"Content-Length: %d\r\n\r\n" % (kind, len(body))
        )
        with closing(socket.create_connection(("127.0.0.1", service.port), 60)) as line:
            try:
                line.sendall(request + body)
                status = int(line.recv(65536).split(b" ", 2)[1])
            except (ConnectionError, IndexError):
                status = 0
        seen.check(status in {0, 303, 400, 413}, f"a form as {kind[:40]!r}: {status}")
        seen.count("odd forms")


def _held(service: Service) -> list[Path]:
    """Give what is there of uploads that are not whole."""
    return list(service.settings.uploads_dir.rglob(".unfinished-*"))
