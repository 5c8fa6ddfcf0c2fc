"""A file of the live index cut short in place, under the workers that have it mapped."""

from __future__ import annotations

import os
from pathlib import Path

from tests.reliability import collection
from tests.reliability.scenario import Measured
from tests.reliability.service import Service, until
from tests.reliability.truth import check_index_agrees

WORDS = "/api/v1/search?q=gas+warnings"
WITHIN_SECONDS = 60.0
# Enough that files of the index have many pages.
REPORTS = 20


def run(times: int, folder: Path) -> Measured:
    """Empty the largest file, as an editor or a copy over it does; kb mends it alone."""
    seen = Measured()
    service = collection.collected(folder, REPORTS)
    service.start(workers=2)
    try:
        right = service.get(WORDS).json["total"]
        for _ in range(times):
            # Each worker has the index open.
            for _ in range(20):
                service.get(WORDS)
            before = service.web_workers()
            index = service.settings.data_dir / "index"
            largest = max((p for p in index.rglob("*") if p.is_file()), key=os.path.getsize)
            os.truncate(largest, 0)
            _mends_itself(service, right, seen)
            ended = len(before - service.web_workers())
            seen.check(ended <= len(before), f"{ended} workers ended")
            seen.count("cuts")
            seen.count("workers that ended", ended)
    finally:
        service.stop()
    check_index_agrees(service.settings, seen)
    return seen


def _mends_itself(service: Service, right: int, seen: Measured) -> None:
    """Search until the answer is right again, by each worker; it is never wrong meanwhile."""
    streak = 0

    def is_right() -> bool:
        nonlocal streak
        answer = service.get(WORDS)
        told = answer.json["total"] if answer.status == 200 else right
        seen.check(told == right, f"{told} counted of {right}")
        seen.check(answer.status in {0, 200, 503}, f"a search is answered with {answer.status}")
        seen.count("searches", 1)
        seen.count("not answered", answer.status != 200)
        streak = streak + 1 if answer.status == 200 else 0
        return streak >= 20

    until(is_right, "searches are answered again", WITHIN_SECONDS)
