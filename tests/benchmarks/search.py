"""Speed, memory and size of each engine beside its peers, and how they grow.

`python -m tests.benchmarks.search 5000 50000 1000000 [--only NAME,NAME...] [--opensearch URL]`.
Whoosh and what is compared with it stop at 50,000 unless named. Each is measured in a process of
its own, and all of a size by turns, statements and questions a few at a time. Times are the
processor's, those of a cluster on the clock; ratios are what counts where others use the machine
too.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from indexer.documents import Document
from kb.analysis import words_of
from tests.benchmarks.contestants import PEERS, Ask, Contestant, engine, with_meaning, with_snippets
from tests.benchmarks.drawn import documents, questions, sample
from tests.benchmarks.turns import Turn, by_turns

WARMING = 20
# All questions are asked so often, unless they take longer than so many seconds.
ROUNDS = 3
MOST_SECONDS = 120.0
# Statements taken in and questions answered in one turn: some hundredths of a second.
ROWS_A_TURN = 250
QUESTIONS_A_TURN = 10
HEADING = (
    "| statements | who | p50 ms | p95 ms | indexed/s | memory MB | bytes each | load |",
    "|---|---|---|---|---|---|---|---|",
)
WHOOSH_UP_TO = 50_000
# Figure, what is measured, what it is compared with, and what is asked of the quotient.
RATIOS = (
    ("p95", "whoosh + snippets", "plain whoosh", "at most 0.2"),
    ("p50", "tantivy", "bare tantivy", "at most 2"),
    ("p95", "tantivy", "bare tantivy", "at most 2"),
    ("speed", "tantivy", "bare tantivy", "10,000/s"),
    ("p50", "tantivy", "sqlite fts5", "below 1"),
    ("p50", "tantivy", "opensearch", "below 1"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of a search, statements indexed a second, bytes of memory and of index."""

    name: str
    size: int
    p50: float
    p95: float
    speed: float
    memory: int
    index: int
    load: float


class Drawing:
    """The lot, which keeps account of the time that drawing takes, and that of others' turns."""

    def __init__(self, one: Contestant, size: int, turn: Turn) -> None:
        """Nothing is drawn yet."""
        self.seconds = 0.0
        self._clock = time.thread_time if one.clock is time.process_time else one.clock
        self._rows = enumerate(documents(size), 1)
        self._turn = turn

    def __iter__(self) -> Iterator[Document]:
        """Draw one after another."""
        while True:
            began = self._clock()
            at, row = next(self._rows, (0, None))
            if at % ROWS_A_TURN == 0:
                self._turn()
            self.seconds += self._clock() - began
            if row is None:
                return
            yield row


def measure(turn: Turn, name: str, size: int, urls: Sequence[str]) -> Measured:
    """Fill and ask."""
    one = next(c for c in contestants(urls) if c.name == name)
    with tempfile.TemporaryDirectory() as scratch:
        words_of(" ".join(sample()))
        rows, began = Drawing(one, size, turn), one.clock()
        ask, stored = one.fill(Path(scratch) / "index", iter(rows))
        speed = size / (one.clock() - began - rows.seconds)
        taken = _asked(one, ask, turn)
        return Measured(
            name, size, statistics.median(taken), taken[len(taken) * 95 // 100],
            speed, _resident(), stored(), os.getloadavg()[0],
        )  # fmt: skip


def _asked(one: Contestant, ask: Ask, turn: Turn) -> list[float]:
    """Ask all questions, after twenty that only warm up; gives up when it takes too long."""
    asked = questions()
    taken: list[float] = []
    for at, question in enumerate((*asked[:WARMING], *asked * ROUNDS)):
        if at % QUESTIONS_A_TURN == 0:
            turn()
        began = one.clock()
        ask(question)
        taken.append((one.clock() - began) * 1000)
        if sum(taken) > MOST_SECONDS * 1000 and len(taken) > 2 * WARMING:
            break
    return sorted(taken[WARMING:])


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def contestants(urls: Sequence[str]) -> list[Contestant]:
    """Give all there are; a cluster is one by its address."""
    ours = [engine("whoosh"), engine("tantivy"), *map(engine, urls)]
    return [with_snippets(ours[0]), *ours, *map(with_meaning, ours[:2]), *PEERS]


def row(one: Measured) -> str:
    """Give a line of the table."""
    return (
        f"| {one.size:,} | {one.name} | {one.p50:.2f} | {one.p95:.2f} | {one.speed:,.0f} "
        f"| {one.memory / 1e6:,.0f} | {one.index / one.size:,.0f} | {one.load:.0f} |"
    )


def ratios(found: Sequence[Measured]) -> Iterator[str]:
    """Compare at each size, then each with itself over sizes."""
    by = {(one.name, one.size): one for one in found}
    for size in sorted({one.size for one in found}):
        for figure, name, peer, asked in RATIOS:
            ours, theirs = by.get((name, size)), by.get((peer, size))
            if ours and theirs:
                quotient = getattr(ours, figure) / getattr(theirs, figure)
                yield f"{size:,}: {figure} of {name} is {quotient:.2f} of {peer} (asked: {asked})"
    for name in dict.fromkeys(one.name for one in found):
        sizes = sorted(one.size for one in found if one.name == name)
        for low, high in pairwise(sizes):
            yield _growth(by[name, low], by[name, high])


def _growth(low: Measured, high: Measured) -> str:
    grown = ", ".join(
        f"{figure} {getattr(high, figure) / getattr(low, figure):.1f}"
        for figure in ("p50", "p95", "memory", "index")
    )
    return f"{low.name}, {high.size / low.size:.0f} times to {high.size:,}: {grown}"


def main() -> None:
    """Print a table for each size, then the ratios."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("sizes", type=int, nargs="+")
    given.add_argument("--only", default="", help="names of contestants, between commas")
    given.add_argument("--opensearch", default=[], action="append", help="a cluster's address")
    told = given.parse_args()
    only = set(filter(None, told.only.split(",")))
    found: list[Measured] = []
    for line in HEADING:
        print(line)
    for size in told.sizes:
        names = list(_taking_part(size, only, told.opensearch))
        found += by_turns(measure, [(name, size, told.opensearch) for name in names])
        print(*map(row, found[-len(names) :]), sep="\n", flush=True)
    print(*ratios(found), sep="\n")


def _taking_part(size: int, only: Collection[str], urls: Sequence[str]) -> Iterator[str]:
    """Name those that are measured at a size: those asked for, else all that are not too slow."""
    for one in contestants(urls):
        slow = "whoosh" in one.name and size > WHOOSH_UP_TO
        if one.name in only if only else not slow:
            yield one.name


if __name__ == "__main__":
    main()
