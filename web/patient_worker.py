"""A gunicorn worker in which a request takes a thread only once it has arrived.

gunicorn's own threads read what clients send, so that a few dozen who begin a request and say no
more hold all of them: ten searches waited 42 seconds beside forty half-sent headers and forty
half-sent bodies. Here such connections wait together, at no cost, and are given up after a while.

It leans on the insides of gunicorn 27, whose version is locked; its test says what to do with
another.
"""

from __future__ import annotations

import re
import select
import selectors
import socket
import time
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn.http.errors import LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

# How long a request may take to arrive (seconds), and how often those under way are looked at.
ARRIVES_WITHIN, _LOOKED_AT_EVERY = 20.0, 0.05
# A body of which this much is here is read while the rest arrives: uploads are large.
_MUCH = 32 * 1024
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_ASKS_FIRST = re.compile(rb"\r\nexpect:", re.IGNORECASE)
_TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def arrived(sent: bytes) -> bool:
    """Say whether what a client has sent so far is worth a thread.

    That is a whole head with its whole body, or much of it; and what will never be a request, which
    gunicorn refuses.
    """
    head, end, body = sent.partition(b"\r\n\r\n")
    if not end:
        # TLS spoken to a plain port begins with a control character.
        return len(sent) >= _MUCH or b"\n\n" in sent or not sent[:1].isalpha()
    head += b"\r\n"
    if _ASKS_FIRST.search(head) or len(body) >= _MUCH:
        return True
    if _CHUNKED.search(head):
        return body.endswith(b"0\r\n\r\n")
    length = _LENGTH.search(head)
    return length is None or len(body) >= int(length[1])


class AddressTooLong(LimitRequestLine):  # type: ignore[misc]
    """What is said to who asks by an address past `limit_request_line`."""

    def __str__(self) -> str:
        return (
            f"The address is longer than the {self.max_size} characters that are read. "
            "Ask with fewer words; a long description goes into Incidents like ours."
        )


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Keeps connections whose request has only begun away from the threads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What has sent nothing yet is in the poller, what has sent a part is looked at in turn.
        self._silent: dict[Any, float] = {}
        self._begun: dict[Any, float] = {}

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer what cannot be read; an address that is too long with what to do."""
        if isinstance(exc, LimitRequestLine):
            exc = AddressTooLong(exc.size, exc.max_size)
        super().handle_error(req, client, addr, exc)

    def enqueue_req(self, conn: Any) -> None:
        """Give a connection to a thread, or keep it until its request is there."""
        self._place(conn, time.monotonic() + ARRIVES_WITHIN)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Do what the poller has, then look at the requests that are under way."""
        super().wait_for_and_dispatch_events(_LOOKED_AT_EVERY if self._begun else timeout)
        now = time.monotonic()
        begun, self._begun = self._begun, {}
        for conn, until in begun.items():
            if until < now:
                self._hang_up(conn, _TOO_LATE)
            else:
                self._place(conn, until)
        for conn in [conn for conn, until in self._silent.items() if until < now]:
            self._forget_silent(conn)
            # Browsers open connections ahead, and would show what is said on them.
            self._hang_up(conn, b"")

    def _cap_keepalive(self, deadline: float) -> None:
        """Wait no longer than this for those who say nothing: the worker is about to end."""
        super()._cap_keepalive(deadline)
        self._silent = {conn: min(until, deadline) for conn, until in self._silent.items()}

    def _place(self, conn: Any, until: float) -> None:
        sent = _sent(conn)
        if sent is None:
            self._silent[conn] = until
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._speaks, conn))
        elif not sent or arrived(sent) or _says_no_more(conn):
            conn.data_ready = True
            super().enqueue_req(conn)
        else:
            self._begun[conn] = until

    def _speaks(self, conn: Any, _: Any) -> None:
        """Look at a connection that was silent until now."""
        until = self._silent[conn]
        self._forget_silent(conn)
        self._place(conn, until)

    def _forget_silent(self, conn: Any) -> None:
        del self._silent[conn]
        self.poller.unregister(conn.sock)

    def _hang_up(self, conn: Any, last_words: bytes) -> None:
        self.nr_conns -= 1
        with suppress(OSError):
            conn.sock.setblocking(False)
            conn.sock.send(last_words)
        conn.close()


def _sent(conn: Any) -> bytes | None:
    """Give what a client has sent and nobody read, b"" where it hung up, None for nothing yet."""
    read_ahead: bytes = conn.parser.unreader.buf.getvalue() if conn.parser else b""
    try:
        waiting: bytes = conn.sock.recv(2 * _MUCH, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return read_ahead or None
    except OSError:
        return b""
    return read_ahead + waiting if waiting else b""


def _says_no_more(conn: Any) -> bool:
    """Say whether a client has closed its side: what is here is all there will be."""
    poll = select.poll()
    poll.register(conn.sock, select.POLLRDHUP)
    return bool(poll.poll(0))
