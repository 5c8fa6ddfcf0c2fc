"""Exports of thousands of statements: memory stays flat, and what is written reads back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from kb.export.base import Cover
from kb.export.jsonl import JSONL, read_rows
from kb.export.registry import FORMATS
from tests.reliability import collection
from tests.reliability.scenario import Measured
from tests.reliability.service import Service
from tests.support.processes import forget_peak, memory_of

MIB_MORE = 30


def run(reports: int, folder: Path) -> Measured:
    """Export every statement in every format, then a JSON one again after reading it."""
    seen = Measured()
    service = collection.collected(folder, reports)
    service.start(workers=1)
    try:
        # What every export needs once is loaded by a small one.
        for one in FORMATS:
            service.get(f"/search.{one.name}?q=officers&state=OH&kind=finding")
        total = service.get("/search.json").json["total"]
        seen.figures["rows"] = total
        for one in FORMATS:
            _export(service, one.name, total, seen)
    finally:
        service.stop()
    return seen


def _export(service: Service, name: str, total: int, seen: Measured) -> None:
    (worker,) = service.web_workers()
    forget_peak(worker)
    before = memory_of(worker)
    answer = service.get(f"/search.{name}")
    more = (memory_of(worker, "VmHWM") - before) / 1024
    seen.check(answer.status == 200, f"{name} is answered with {answer.status}")
    seen.check(more <= MIB_MORE, f"{name} took {more:.0f} MiB more")
    seen.figures[f"MiB more for {name}"] = round(more)
    if name == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
        seen.check(len({row["id"] for row in rows}) == total, f"{len(rows)} rows of {total}")
    if name == "jsonl":
        read = list(read_rows(answer.body.splitlines()))
        again = b"".join(JSONL.write(Cover("", "", ""), read))
        seen.check(len(read) == total, f"{len(read)} of {total} read back")
        seen.check(again == answer.body, "what was read back is written otherwise")
