"""Many at once: workers that start on an empty index, rebuilds side by side, readers all along."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from tests.reliability.scenario import Measured
from tests.reliability.service import Service, filled
from tests.reliability.truth import check_index_agrees
from tests.support.shared import ROOT

READERS = 8


def run(times: int, folder: Path) -> Measured:
    """Start four workers where nothing is indexed yet; rebuild twice at once under readers."""
    seen = Measured()
    service = filled(folder, indexed=False)
    service.start(workers=4)
    statuses: Counter[int] = Counter()
    totals: Counter[int] = Counter()
    spent: list[float] = []
    over = threading.Event()
    reading = [
        threading.Thread(target=_read, args=(service, over, statuses, totals, spent))
        for _ in range(READERS)
    ]
    try:
        for thread in reading:
            thread.start()
        for _ in range(times):
            both = [reindex(service) for _ in range(2)]
            ended = [process.wait(600) for process in both]
            seen.check(ended == [0, 0], f"rebuilds ended with {ended}")
            seen.count("rebuilds", 2)
    finally:
        over.set()
        for thread in reading:
            thread.join()
        service.stop()
    seen.check(set(statuses) == {200}, f"readers got {dict(statuses)}")
    seen.check(len(totals) == 1, f"readers counted {dict(totals)}")
    check_index_agrees(service.settings, seen)
    seen.count("searches", statuses.total())
    spent.sort()
    seen.figures["ms, median"] = round(1000 * spent[len(spent) // 2])
    seen.figures["ms, 99 of 100"] = round(1000 * spent[len(spent) * 99 // 100])
    return seen


def _read(
    service: Service,
    over: threading.Event,
    statuses: Counter[int],
    totals: Counter[int],
    spent: list[float],
) -> None:
    while not over.is_set():
        began = time.monotonic()
        answer = service.get("/api/v1/search?q=warning+gas&limit=10")
        spent.append(time.monotonic() - began)
        statuses[answer.status] += 1
        if not answer.status:
            sys.stderr.write(f"no answer: {answer.body.decode()}\n")
        if answer.status == 200:
            totals[answer.json["total"]] += 1


def reindex(service: Service) -> subprocess.Popen[bytes]:
    """Begin to build the index anew, as an operator does."""
    environ = {"KB_DATA_DIR": str(service.settings.data_dir), "KB_SEMANTIC": "off"}
    return subprocess.Popen(
        [sys.executable, "-m", "kb", "reindex"],
        cwd=ROOT,
        env=os.environ | environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
