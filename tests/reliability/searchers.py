"""Many who search at once, each on a connection kept open as a browser does."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PATIENCE_SECONDS = 60.0


@dataclass(slots=True)
class Told:
    """What searchers were told: statuses, totals by address, seconds each; resets are no answer."""

    statuses: Counter[int] = field(default_factory=Counter)
    totals: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    waits: set[str] = field(default_factory=set)
    spent: list[float] = field(default_factory=list)
    resets: int = 0
    seconds: float = 0.0

    def share(self, of_hundred: int) -> float:
        """Give the milliseconds within which so many of a hundred were answered."""
        ordered = sorted(self.spent)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * of_hundred // 100)]

    @property
    def rate(self) -> float:
        """How many were answered a second."""
        return len(self.spent) / self.seconds

    @property
    def refused(self) -> dict[int, int]:
        """Statuses other than 200, with how often."""
        return {status: count for status, count in self.statuses.items() if status != 200}


@contextmanager
def searching(
    port: int,
    clients: int,
    paths: Sequence[str],
    headers: Mapping[str, str] | None = None,
    *,
    pause: float = 0.0,
) -> Iterator[Told]:
    """Let so many ask for these addresses over and over while the block runs.

    `pause` is how many seconds each reads an answer before asking again.
    """
    told, over = Told(), threading.Event()
    extra = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
    turned = [[*paths[n % len(paths) :], *paths[: n % len(paths)]] for n in range(clients)]
    crowd = (_search(port, over, asked, told, extra=extra, pause=pause) for asked in turned)

    async def all_of_them() -> None:
        await asyncio.gather(*crowd)

    began = time.monotonic()
    thread = threading.Thread(target=asyncio.run, args=(all_of_them(),))
    thread.start()
    try:
        yield told
    finally:
        over.set()
        thread.join()
        told.seconds = time.monotonic() - began


def searched(
    port: int,
    clients: int,
    paths: Sequence[str],
    seconds: float,
    headers: Mapping[str, str] | None = None,
    *,
    pause: float = 0.0,
) -> Told:
    """Let so many search for some seconds."""
    with searching(port, clients, paths, headers, pause=pause) as told:
        time.sleep(seconds)
    return told


async def _search(
    port: int,
    over: threading.Event,
    paths: Sequence[str],
    told: Told,
    *,
    extra: str,
    pause: float,
) -> None:
    line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    for path in itertools.cycle(paths):
        if over.is_set():
            break
        began = time.monotonic()
        try:
            line = line or await asyncio.open_connection("127.0.0.1", port)
            line[1].write(f"GET {path} HTTP/1.1\r\nHost: x\r\n{extra}\r\n".encode())
            kept = await asyncio.wait_for(_answer(line[0], path, told), PATIENCE_SECONDS)
            told.spent.append(time.monotonic() - began)
        except (OSError, asyncio.IncompleteReadError):
            told.resets += 1
            kept = False
            await asyncio.sleep(0.05)
        if not kept and line:
            line[1].close()
            line = None
        await asyncio.sleep(pause)
    if line:
        line[1].close()
        with suppress(OSError):
            await line[1].wait_closed()


async def _answer(reader: asyncio.StreamReader, path: str, told: Told) -> bool:
    """Read one answer; say whether the connection stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    body = await _body(reader, headers)
    told.statuses[status] += 1
    if "retry-after" in headers:
        told.waits.add(headers["retry-after"])
    if status == 200 and path.startswith("/api/"):
        told.totals[path].add(json.loads(body)["total"])
    return headers.get("connection") != "close"


async def _body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers["content-length"]))
    body = b""
    # Each piece is its length in hex, a line's end, and itself with another; the last is empty.
    while length := int(await reader.readuntil(b"\r\n"), 16):
        body += (await reader.readexactly(length + 2))[:-2]
    await reader.readexactly(2)
    return body
