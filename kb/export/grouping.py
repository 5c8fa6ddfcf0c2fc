"""Statements under headings, as documents show them, without holding them all in memory."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO

import msgspec

from kb.catalog.rows import from_bytes
from kb.export.base import Row, RowReport
from kb.numbers import several

OTHER = "Other subjects"


@dataclass(frozen=True, slots=True)
class Grouped:
    """All rows of an export, kept in a file, by heading in the order headings first come.

    `reports` are the sources, each once, by title.
    """

    total: int
    reports: tuple[RowReport, ...]
    _places: dict[str, array[int]]
    _kept: IO[bytes] = field(repr=False)

    def headings(self) -> tuple[str, ...]:
        """Name the groups."""
        return tuple(self._places)

    def under(self, heading: str) -> Iterator[Row]:
        """Give the rows under a heading, in the order they came."""
        for place in self._places[heading]:
            self._kept.seek(place)
            yield from_bytes(self._kept.readline(), Row)


@contextmanager
def grouped(rows: Iterable[Row]) -> Iterator[Grouped]:
    """Take all rows and give them by heading; the file goes at the end of the block."""
    places: dict[str, array[int]] = {}
    reports: dict[str, RowReport] = {}
    total = 0
    with tempfile.TemporaryFile() as kept:
        encoder = msgspec.json.Encoder()
        for row in rows:
            places.setdefault(heading_of(row), array("Q")).append(kept.tell())
            kept.write(encoder.encode(row) + b"\n")
            reports.setdefault(row.report.id, row.report)
            total += 1
        sources = tuple(sorted(reports.values(), key=lambda one: one.title.casefold()))
        yield Grouped(total, sources, places, kept)


def heading_of(row: Row) -> str:
    """Give the packet's own heading, else the statement's first subject."""
    return row.heading or (row.topics[0].label if row.topics else OTHER)


def counted(groups: Grouped) -> str:
    """Say how many statements of how many reports there are, and that samples are fictional."""
    samples = sum(report.sample for report in groups.reports)
    return counts_told(groups.total, len(groups.reports), samples)


def counts_told(statements: int, reports: int, samples: int) -> str:
    """Say the same by the numbers of statements and reports, and of samples among these."""
    held = f"{several(statements, 'statement')} from {several(reports, 'report')}"
    if not samples:
        return f"{held}."
    invented = "whose places and events are invented"
    if samples == 1:
        return f"{held}, {'' if reports == 1 else '1 of them '}a fictional sample {invented}."
    which = "all" if samples == reports else f"{samples:,}"
    return f"{held}, {which} of them fictional samples {invented}."
