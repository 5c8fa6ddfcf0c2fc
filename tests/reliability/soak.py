"""Uploads, decisions, searches and rebuilds for a while: nothing is lost and no process grows.

What a process holds while it works rises and falls; so the least of the last third is compared with
the least of the second. A leak of a tenth of a megabyte a second shows in minutes.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from pathlib import Path

from tests.reliability.crowd import reindex
from tests.reliability.load import COUNTED, PATHS
from tests.reliability.power import REPORT
from tests.reliability.scenario import Measured
from tests.reliability.searchers import searching
from tests.reliability.service import Service, filled, until
from tests.reliability.truth import Acknowledged, check_index_agrees, check_kept
from tests.support.processes import command_of, memory_of

WORKERS, SEARCHERS, READING = 2, 4, 0.05
REBUILT_EVERY, LOOKED_EVERY = 60.0, 0.5
MIB_MORE, LOADED_AFTER = 50, 3.0


def run(seconds: int, folder: Path) -> Measured:
    """Do all of it at once for so many seconds; then wait until all that was sent is read."""
    seen, told, over = Measured(), Acknowledged(), threading.Event()
    service = filled(folder)
    service.start(workers=WORKERS)
    held: dict[int, list[int]] = defaultdict(list)
    beside = [
        threading.Thread(target=_feed, args=(service, told, over, seen)),
        threading.Thread(target=_rebuild, args=(service, seconds, over, seen)),
    ]
    try:
        workers = service.web_workers()
        with searching(service.port, SEARCHERS, PATHS, pause=READING) as asked:
            _warm(service)
            for thread in beside:
                thread.start()
            _watch(service, seconds, held)
            over.set()
            for thread in beside:
                thread.join()
        seen.check(workers == service.web_workers(), "a web worker ended")
        service.read_all(list(told.uploads.values()))
    finally:
        over.set()
        service.stop()
    seen.check(not asked.refused, f"searchers got {asked.refused}")
    seen.check(not asked.resets, f"{asked.resets} searchers' connections were reset")
    seen.check(len(asked.totals[COUNTED]) == 1, f"searchers counted {asked.totals[COUNTED]}")
    seen.count("searches", len(asked.spent))
    more = max(map(_grown, held.values())) / 1024
    seen.check(more <= MIB_MORE, f"a process holds {more:.0f} MiB more than a while before")
    seen.figures["MiB more in a process"] = round(more)
    check_kept(service.settings, told, seen)
    check_index_agrees(service.settings, seen)
    return seen


def _warm(service: Service) -> None:
    """Wait until the processes hold what each loads once, however slow the machine is."""
    most, since = 0, time.monotonic()

    def is_loaded() -> bool:
        nonlocal most, since
        now = sum(map(memory_of, service.web_workers()))
        if now > most + 1024:
            most, since = now, time.monotonic()
        return time.monotonic() - since >= LOADED_AFTER

    until(is_loaded, "what is loaded once is loaded")


def _watch(service: Service, seconds: int, held: dict[int, list[int]]) -> None:
    """Look at what each process that stays holds, but for the master, which only waits."""
    staying = service.web_workers() | {
        pid for pid in service.processes() if " work " in f"{command_of(pid)} "
    }
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for pid in staying:
            held[pid].append(memory_of(pid))
        time.sleep(LOOKED_EVERY)


def _grown(samples: list[int]) -> int:
    third = len(samples) // 3
    return min(samples[2 * third :]) - min(samples[third : 2 * third])


def _feed(service: Service, told: Acknowledged, over: threading.Event, seen: Measured) -> None:
    """Upload one PDF after another, as fast as they are read, and decide meanwhile."""
    number, job = 0, 0
    while not over.wait(LOOKED_EVERY):
        if not job or service.jobs([job])[0]["state"] == "done":
            number += 1
            added = service.upload(number)
            seen.check(added.status == 202, f"an upload: {added.status} {added.body[:200]!r}")
            if added.status == 202:
                told.uploads[number] = job = added.json["id"]
        taken = service.decide("describe", report=REPORT, title=f"Title {time.monotonic_ns()}")
        seen.check(taken.status == 201, f"a decision: {taken.status} {taken.body[:200]!r}")
        if taken.status == 201:
            told.decisions.add(taken.json["seq"])


def _rebuild(service: Service, seconds: int, over: threading.Event, seen: Measured) -> None:
    while not over.wait(min(REBUILT_EVERY, seconds / 4)):
        process = reindex(service)
        seen.check(process.wait(600) == 0, f"a rebuild ended with {process.returncode}")
        seen.count("rebuilds")
