"""Many searchers: alone, beside stalled clients, rebuilds and uploads, while workers are renewed.

Of what is asked, errors and wrong counts are faults; how soon answers came is only told.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from tests.reliability import collection
from tests.reliability.crowd import reindex
from tests.reliability.power import REPORT
from tests.reliability.scenario import Measured
from tests.reliability.searchers import Told, searched, searching
from tests.reliability.service import Service
from tests.reliability.truth import check_index_agrees

FEW, WORKERS, STALLED = 20, 4, 40
# Of how many connections one may be reset while workers are renewed.
ONE_RESET_IN = 1000
COUNTED = "/api/v1/search?q=warnings+gas&limit=10"
PATHS = (
    COUNTED,
    "/search?q=incident+command",
    "/search?q=radio+channel&kind=recommendation",
    "/search?q=officers&state=OH&limit=20",
    "/api/v1/search?q=mutual+aid&limit=10",
    "/search",
    "/reports",
    "/search?q=warnings&sort=date",
)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of each is done: `searchers` for `seconds` in each way, over so many reports."""

    searchers: int
    seconds: float
    reports: int
    rebuilds: int
    renewals: int


QUICK, FULL = Extent(50, 2, 25, 1, 2), Extent(200, 60, 1000, 3, 5)


def run(searchers: int, folder: Path) -> Measured:
    """Search in each way; from as many searchers on as `FULL` has, in the full extent."""
    extent = FULL if searchers >= FULL.searchers else QUICK
    seen = Measured()
    service = collection.collected(folder, extent.reports)
    service.start(workers=WORKERS)
    try:
        searched(service.port, FEW, PATHS, 1)
        one = searched(service.port, 1, PATHS, extent.seconds / 4)
        few = searched(service.port, FEW, PATHS, extent.seconds / 2)
        many = searched(service.port, extent.searchers, PATHS, extent.seconds)
        for told, name in ((one, "one"), (few, "few"), (many, "many")):
            _all_answered(told, name, seen)
        seen.figures["answers a second for many, of those for few"] = round(many.rate / few.rate, 2)
        _beside_stalled(service, few, extent, seen)
        _beside_rebuilds(service, many, extent, seen)
        _while_renewed(service, extent, seen)
    finally:
        service.stop()
    check_index_agrees(service.settings, seen)
    return seen


def _all_answered(told: Told, name: str, seen: Measured) -> None:
    seen.check(not told.refused, f"{name} searchers got {told.refused}")
    seen.check(not told.resets, f"{name} searchers: {told.resets} connections were reset")
    for path, totals in told.totals.items():
        seen.check(len(totals) == 1, f"{name} searchers counted {sorted(totals)} for {path}")
    seen.count("searches", len(told.spent))
    seen.figures[f"ms for {name}, 99 of 100"] = round(told.share(99))
    seen.figures[f"times the median for {name}"] = round(told.share(99) / told.share(50), 1)


def _beside_stalled(service: Service, few: Told, extent: Extent, seen: Measured) -> None:
    """Hold half-sent headers and half-sent bodies open meanwhile."""
    half = (
        b"GET / HTTP/1.1\r\nHost: x\r\nX-A",
        b"POST /api/v1/comparable HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
    )
    with ExitStack() as stack:
        for sent in half * STALLED:
            line = socket.create_connection(("127.0.0.1", service.port), 30)
            stack.enter_context(closing(line))
            line.sendall(sent)
        told = searched(service.port, FEW, PATHS, extent.seconds / 2)
    _all_answered(told, "few beside stalled ones", seen)
    seen.figures["times as long as without stalled ones"] = round(told.share(99) / few.share(99), 1)


def _beside_rebuilds(service: Service, before: Told, extent: Extent, seen: Measured) -> None:
    """Rebuild over and over, withdraw and publish a report, upload: every count is old or new."""
    with_it = service.get(COUNTED).json["total"]
    service.decide("withdraw", report=REPORT, why="A trial.")
    without = service.get(COUNTED).json["total"]
    over = threading.Event()
    changing = threading.Thread(target=_change, args=(service, over, seen))
    with searching(service.port, extent.searchers, PATHS) as told:
        changing.start()
        end = time.monotonic() + extent.seconds
        while time.monotonic() < end or seen.figures.get("rebuilds", 0) < extent.rebuilds:
            process = reindex(service)
            seen.check(process.wait(600) == 0, f"a rebuild ended with {process.returncode}")
            seen.count("rebuilds")
        over.set()
        changing.join()
    seen.check(not told.refused, f"beside rebuilds searchers got {told.refused}")
    seen.check(not told.resets, f"beside rebuilds {told.resets} connections were reset")
    found = told.totals[COUNTED]
    seen.check(found <= {with_it, without}, f"{found} counted, {with_it} and {without} are right")
    seen.check(with_it != without, "what was withdrawn is counted")
    seen.count("searches", len(told.spent))
    seen.figures["answers a second beside rebuilds, of those without"] = round(
        told.rate / before.rate, 2
    )


def _change(service: Service, over: threading.Event, seen: Measured) -> None:
    turn = 0
    while not over.wait(1):
        turn += 1
        sent = service.upload(turn)
        seen.check(sent.status == 202, f"an upload beside searchers: {sent.status} {sent.body!r}")
        if turn % 2:
            done = service.decide("restore", report=REPORT)
        else:
            done = service.decide("withdraw", report=REPORT, why="A trial.")
        seen.check(done.status == 201, f"a decision beside searchers: {done.status} {done.body!r}")
        seen.count("uploads beside searchers")


def _while_renewed(service: Service, extent: Extent, seen: Measured) -> None:
    """Have the master renew its workers over and over: nobody gets an error for it."""
    assert service.process
    with searching(service.port, extent.searchers, PATHS) as told:
        for _ in range(extent.renewals):
            time.sleep(2)
            os.kill(service.process.pid, signal.SIGHUP)
        time.sleep(2)
    seen.check(not told.refused, f"while workers were renewed searchers got {told.refused}")
    asked = len(told.spent) + told.resets
    seen.check(told.resets * ONE_RESET_IN <= asked, f"{told.resets} of {asked} requests were reset")
    seen.count("searches", len(told.spent))
    seen.count("requests reset", told.resets)
