"""Files made to do harm through the real API, two at a time, while others search."""

from __future__ import annotations

import random
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.reliability.scenario import Measured
from tests.reliability.searchers import searched, searching
from tests.reliability.service import Answer, Service, filled, until
from tests.support.hostile_pdfs import EXPECTED, mutants
from tests.support.processes import command_of, memory_of
from tests.support.shared import SHARED

SEARCHERS, AT_ONCE, WORKERS = 20, 2, 2
MIB_MORE = 50
# Seconds that a searcher looks at an answer.
READING = 0.5
PATHS = ("/search?q=gas", "/api/v1/search?q=warnings+gas&limit=10")
_BAD = SHARED / "badpdf"
# Each takes the whole time that a file is granted; from this many files on they are sent too.
_SLOW, _ALL_FROM = frozenset({"bomb", "cyclic", "ten thousand pages", "nested", "ring"}), 100


def run(count: int, folder: Path) -> Measured:
    """Send so many files; each must end read or with a reason, and nobody else may notice."""
    seen = Measured()
    service = filled(folder)
    service.start(workers=WORKERS)
    try:
        idle = searched(service.port, SEARCHERS, PATHS, 2, pause=READING)
        workers = service.web_workers()
        before = {pid: memory_of(pid) for pid in workers}
        with searching(service.port, SEARCHERS, PATHS, pause=READING) as told:
            files = list(_files(count, folder))
            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(lambda data: _ends_plainly(service, data, seen), files))
        seen.check(workers == service.web_workers(), "a web worker ended")
        more = max(memory_of(pid) - before[pid] for pid in workers & service.web_workers()) / 1024
        seen.check(more <= MIB_MORE, f"a web worker took {more:.0f} MiB more")
        until(lambda: not _reading(service), "no child is left", 30)
    finally:
        service.stop()
    seen.check(not told.refused, f"searchers got {told.refused}")
    seen.check(not told.resets, f"{told.resets} searchers' connections were reset")
    seen.count("searches", len(told.spent))
    seen.figures["MiB more in a web worker"] = round(more)
    seen.figures["times as long for 99 of 100 searches"] = round(told.share(99) / idle.share(99), 1)
    return seen


def _files(count: int, folder: Path) -> Iterator[bytes]:
    """Give our own, then others' and drawn ones as far as the number allows."""
    whole = count >= _ALL_FROM
    own = [build() for name, (build, _) in EXPECTED.items() if whole or name not in _SLOW]
    yield from own
    if whole and _BAD.is_dir():
        made = folder / "made"
        command = [sys.executable, str(_BAD / "gen_hostile.py"), str(made)]
        subprocess.run(command, check=True, capture_output=True)
        found = [p for at in (made, _BAD / "files") for p in sorted(at.rglob("*")) if p.is_file()]
        for path in random.Random(count).sample(found, min(count, len(found))):
            yield path.read_bytes()
    yield from mutants(max(0, count - len(own)), seed=count)


def _ends_plainly(service: Service, data: bytes, seen: Measured) -> None:
    sent = _send(service, data)
    seen.count("files")
    if sent.status == 400:
        seen.check(sent.json["detail"] and sent.json["hint"], "a refusal says nothing")
        seen.count("refused at once")
        return
    seen.check(sent.status == 202, f"a file is answered with {sent.status}")
    job = sent.json["id"]
    until(lambda: service.jobs([job])[0]["state"] in {"done", "failed"}, "a file's job is over")
    over = service.jobs([job])[0]
    if over["state"] == "failed":
        seen.check(over["reason"] and over["hint"], f"job {job} failed without a reason")
        seen.count("ended with a reason")
    else:
        seen.count("read")


def _send(service: Service, data: bytes) -> Answer:
    headers = {"Authorization": f"Bearer {service.token}", "Content-Type": "application/pdf"}
    address = f"{service.url}/api/v1/reports?name=odd.pdf"
    return service.ask(urllib.request.Request(address, data=data, headers=headers))


def _reading(service: Service) -> list[int]:
    return [pid for pid in service.processes() if "ingest.sandbox" in command_of(pid)]
