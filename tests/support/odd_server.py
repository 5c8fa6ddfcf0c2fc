"""A local web server that can misbehave in every way a published URL has been seen to."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ingest.fetching.addresses import public_web_address
from ingest.fetching.request import Network

PDF = b"%PDF-1.7\n" + b"% filling so that it comes in several pieces\n" * 4000 + b"%%EOF\n"
VERSION = '"v1"'

Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers each path as the table of the server says."""

    server: Server  # type: ignore[assignment]

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        with contextlib.suppress(ConnectionError):
            self.server.behaviours[self.path](self)
        self.close_connection = True

    def start(self, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test output clean."""


class Server(ThreadingHTTPServer):
    """Records what it was asked, with the headers."""

    daemon_threads = True

    def __init__(self, behaviours: dict[str, Behaviour]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviours = behaviours
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def port(self) -> int:
        return self.server_address[1]

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextlib.contextmanager
def serving(behaviours: dict[str, Behaviour]) -> Iterator[Server]:
    with Server(behaviours) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@dataclass
class NameService:
    """Gives each host its answers in turn and repeats the last; remembers each question."""

    answers: dict[str, list[str]]
    questions: list[str] = field(default_factory=list)

    def __call__(self, host: str, _port: int) -> tuple[str, ...]:
        self.questions.append(host)
        answers = self.answers.get(host, [host])
        return (answers.pop(0) if len(answers) > 1 else answers[0],)


def admitting(server: Server, names: NameService | None = None) -> Network:
    """Use the real check for every address but the test server's own."""

    def check(address: str, port: int) -> None:
        if (address, port) != ("127.0.0.1", server.port):
            public_web_address(address, port)

    return Network(check=check, resolve=names or NameService({}))


def whole(handler: Handler) -> None:
    handler.start(Content_Length=str(len(PDF)), Content_Type="application/pdf", ETag=VERSION)
    handler.wfile.write(PDF)


def breaks_off_then_resumes(handler: Handler) -> None:
    """Send a third at a time, and the rest only to who asks for it with the right version."""
    asked = handler.headers.get("Range")
    if asked is None:
        handler.start(Content_Length=str(len(PDF)), ETag=VERSION)
        handler.wfile.write(PDF[: len(PDF) // 3])
        return
    assert handler.headers["If-Range"] == VERSION
    start = int(asked.removeprefix("bytes=").removesuffix("-"))
    handler.start(
        206,
        Content_Length=str(len(PDF) - start),
        Content_Range=f"bytes {start}-{len(PDF) - 1}/{len(PDF)}",
        ETag=VERSION,
    )
    handler.wfile.write(PDF[start : start + len(PDF) // 3])


def always_breaks_off(handler: Handler) -> None:
    handler.start(Content_Length=str(len(PDF)))
    handler.wfile.write(PDF[: len(PDF) // 3])


def says_less(handler: Handler) -> None:
    handler.start(Content_Length=str(len(PDF) - 500))
    handler.wfile.write(PDF)


def says_nothing_of_length(handler: Handler) -> None:
    handler.start()
    handler.wfile.write(PDF)


def says_too_much(handler: Handler) -> None:
    handler.start(Content_Length=str(10**12))
    handler.wfile.write(PDF)


def never_ends(handler: Handler) -> None:
    handler.start()
    handler.wfile.write(PDF)
    while True:
        handler.wfile.write(b"x" * 65_536)


def drips(handler: Handler) -> None:
    handler.start(Content_Length=str(len(PDF)))
    for byte in PDF:
        handler.wfile.write(bytes((byte,)))
        time.sleep(0.02)


def drips_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(5000):
        handler.wfile.write(b"x")
        time.sleep(0.02)


def falls_silent(handler: Handler) -> None:
    handler.start(Content_Length=str(len(PDF)))
    handler.wfile.write(PDF[:2000])
    time.sleep(3)


def page(handler: Handler) -> None:
    handler.start(Content_Type="application/pdf")
    handler.wfile.write(b"<!DOCTYPE html><html><title>Sign in</title></html>" + b" " * 5000)


def empty(handler: Handler) -> None:
    handler.start(Content_Length="0")


def gone(handler: Handler) -> None:
    handler.start(404, Content_Length="0")


def busy(handler: Handler) -> None:
    handler.start(429, Content_Length="0", Retry_After="120")


def refuses_the_range(handler: Handler) -> None:
    handler.start(416, Content_Length="0")


def sends_another_range(handler: Handler) -> None:
    handler.start(206, Content_Length="10", Content_Range="bytes 0-9/10")
    handler.wfile.write(PDF[:10])


def redirect(to: str, status: int = 302) -> Behaviour:
    def behave(handler: Handler) -> None:
        handler.start(status, Location=to, Content_Length="0")

    return behave


def no_http(handler: Handler) -> None:
    handler.wfile.write(b"\x00\x01\x02 this is not HTTP\r\n\r\n")
