"""One GET to a checked address: redirects followed by hand, all of it within one deadline.

A host name is resolved once for each hop; all its addresses must pass the check, and the
connection goes to the checked address itself, so an answer of the name service that changes in
between changes nothing. Proxies of the environment are not used. May import
`ingest.fetching.addresses` and `kb.errors` only.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Self
from urllib.parse import quote, urljoin, urlsplit

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from ingest.fetching.addresses import AddressCheck, Resolver, public_web_address, resolve
from kb.errors import FetchError

USER_AGENT = "kb-fetch/0.1 (collects published after-action reports, one at a time)"

_CHUNK = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_TRY_LATER = "run the same command again later; what has arrived is kept"
_BY_HAND = "open the address in a browser and give the file to `python -m kb ingest`"


@dataclass(frozen=True, slots=True)
class Network:
    """How the fetcher reaches the world; tests of transfer hand in their own."""

    check: AddressCheck = public_web_address
    resolve: Resolver = resolve


class Deadline:
    """Cuts a connection when its time is up, however slowly the other side drips."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds
        self._watched: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for sock in self._watched:
            sock.close()

    @property
    def over(self) -> bool:
        """Say whether the time is up."""
        return time.monotonic() >= self._end

    def watch(self, sock: socket.socket) -> None:
        """Cut this connection too; a duplicate is kept, as TLS takes the socket itself over."""
        self._watched.append(sock.dup())
        if self.over:
            self._cut()

    def _cut(self) -> None:
        for sock in self._watched:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


class _Plain(HTTPConnection):
    address: str
    deadline: Deadline

    def _new_conn(self) -> socket.socket:
        return _connect(self.address, self.port, self.timeout, self.deadline)


class _Encrypted(HTTPSConnection):
    address: str
    deadline: Deadline

    def _new_conn(self) -> socket.socket:
        return _connect(self.address, self.port, self.timeout, self.deadline)


def _connect(address: str, port: int, silence: object, deadline: Deadline) -> socket.socket:
    seconds = silence if isinstance(silence, float) else None
    sock = socket.create_connection((address, port), seconds)
    deadline.watch(sock)
    return sock


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose body has not been read yet. Close it by leaving the `with` of `ask`."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: HTTPResponse
    deadline: Deadline

    def chunks(self) -> Iterator[bytes]:
        """Give the body as it arrives; raise `FetchError` if it breaks off or takes too long."""
        with _as_fetch_error(self.url, self.deadline):
            while chunk := self.body.read1(_CHUNK):
                yield chunk
                if self.deadline.over:
                    raise TimeoutError
            if self.deadline.over:
                raise TimeoutError


@contextlib.contextmanager
def ask(
    url: str,
    headers: Mapping[str, str],
    network: Network,
    deadline: Deadline,
    *,
    silence: float,
    redirects: int,
) -> Iterator[Answer]:
    """Ask for `url`, following at most `redirects` redirects, each checked like the first.

    `silence` is how many seconds the other side may say nothing.
    """
    with contextlib.ExitStack() as open_connections:
        seen: list[str] = []
        while True:
            _refuse_circle(url, seen, redirects)
            seen.append(url)
            answer = open_connections.enter_context(
                _one_hop(url, headers, network, deadline, silence)
            )
            if answer.status not in _REDIRECTS:
                break
            url = _next_hop(answer)
        yield answer


@contextlib.contextmanager
def _one_hop(
    url: str, headers: Mapping[str, str], network: Network, deadline: Deadline, silence: float
) -> Iterator[Answer]:
    scheme, host, port, path = _parts(url)
    address = _checked_address(host, port, network)
    connection = (_Encrypted if scheme == "https" else _Plain)(host, port, timeout=float(silence))
    connection.address, connection.deadline = address, deadline
    sent = {"User-Agent": USER_AGENT, "Accept": "application/pdf", "Accept-Encoding": "identity"}
    with contextlib.closing(connection):
        with _as_fetch_error(url, deadline):
            connection.request(
                "GET",
                path,
                headers={**sent, **headers},
                preload_content=False,
                decode_content=False,
            )
            response = connection.getresponse()
        with contextlib.closing(response):
            yield Answer(url, response.status, response.headers, response, deadline)


def _parts(url: str) -> tuple[str, str, int, str]:
    """Cut a URL into scheme, host, port and the path to ask for."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"{url} is not a web address ({error})", hint=_BY_HAND) from error
    if parts.scheme not in _PORTS or not host:
        raise FetchError(f"{url} is not an http or https address", hint=_BY_HAND)
    if parts.username or parts.password:
        raise FetchError("the address carries a user name or a password", hint=_BY_HAND)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}" if parts.query else ""
    return parts.scheme, host, port or _PORTS[parts.scheme], path + query


def _checked_address(host: str, port: int, network: Network) -> str:
    addresses = network.resolve(host, port)
    if not addresses:
        raise FetchError(f"{host} has no address", hint=_BY_HAND)
    for address in addresses:
        network.check(address, port)
    return addresses[0]


def _refuse_circle(url: str, seen: list[str], redirects: int) -> None:
    if url in seen:
        raise FetchError(f"the server redirects in a circle ({url})", hint=_BY_HAND)
    if len(seen) > redirects:
        raise FetchError(f"redirected more than {redirects} times", hint=_BY_HAND)


def _next_hop(answer: Answer) -> str:
    location = answer.headers.get("Location", "")
    if not location:
        raise FetchError(f"the server redirects ({answer.status}) to nowhere", hint=_BY_HAND)
    following = urljoin(answer.url, location)
    if answer.url.startswith("https:") and not following.startswith("https:"):
        raise FetchError(f"redirected from https to {following}, unprotected", hint=_BY_HAND)
    return following


@contextlib.contextmanager
def _as_fetch_error(url: str, deadline: Deadline) -> Iterator[None]:
    """Turn what a connection can raise into one sentence."""
    host = urlsplit(url).hostname
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise FetchError(
            f"{host} cannot prove that it is {host} ({error.verify_message})", hint=_BY_HAND
        ) from error
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if deadline.over:
            message = f"{host} was still sending after {deadline.seconds:g} seconds"
        elif isinstance(error, TimeoutError) or "timed out" in str(error):
            message = f"{host} stopped answering"
        else:
            message = f"the connection to {host} broke off ({error})"
        raise FetchError(message, hint=_TRY_LATER, code="interrupted") from error
