"""Precision and recall of lessons that recur, on a catalog that holds the reports concerned.

`KB_DATA_DIR=... python -m tests.benchmarks.recurrence` brings the lessons up to date and prints how
long that took, how many of the pairs in `corpus/gold/same_meaning_pairs.jsonl` are in one lesson
together, and how many of a hundred drawn pairs are the same by `corpus/gold/judged_pairs.jsonl`.
Pairs not judged there yet are printed to be read, with `--texts` all of them.

Two statements are the same when one sentence, leaving out names, figures and places, states what
both are for. What one found lacking and the other asks for is the same; what one praises and the
other misses is not.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from indexer.engines.registry import engine_of
from indexer.recurring.lessons import find_lessons, renew_lessons
from kb.catalog.catalog import Catalog, View
from kb.domain.ids import RecordId
from kb.domain.lesson import Lesson
from kb.domain.published import RecordInReport
from kb.settings import Settings
from tests.support.shared import CORPUS

GOLD = CORPUS / "gold"
DRAWN, SEED = 100, 20261126


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands: `nth` of its kind and number on its page, in the report's order."""

    report: str
    kind: str
    number: str
    page: int
    nth: int = 1


Pair = frozenset[Place]


def places(view: View) -> dict[str, Place]:
    """Give each record's place, its report named by its file."""
    found: dict[str, Place] = {}
    for summary in view.summaries():
        seen: Counter[tuple[str, str, int]] = Counter()
        for one in view.statements(summary.id):
            key = (one.record.kind.value, one.record.number, one.record.page)
            seen[key] += 1
            found[one.id] = Place(Path(summary.source).stem, *key, seen[key])
    return found


def read_pairs(path: Path) -> Iterator[tuple[Pair, dict[str, Any]]]:
    """Read pairs with what is said of each."""
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        yield frozenset({Place(**told["one"]), Place(**told["other"])}), told


def pairs_of(lessons: Sequence[Lesson], texts: Mapping[RecordId, str]) -> list[tuple[str, str]]:
    """Give the pairs of statements on different events that stand in one lesson.

    What a report on progress or a twin says again of the same event counts once.
    """
    found: dict[frozenset[tuple[str, str]], tuple[str, str]] = {}
    for lesson in lessons:
        for a, b in combinations(lesson.told, 2):
            if a.event != b.event:
                said = frozenset((t.event, " ".join(texts[t.record].split())) for t in (a, b))
                found.setdefault(said, min((a.record, b.record), (b.record, a.record)))
    return sorted(found.values())


def recall(lessons: Sequence[Lesson], known: dict[str, Place]) -> tuple[int, int, int]:
    """Count pairs found by reading: in one lesson, with both statements here, and all."""
    home = {known[record]: lesson.id for lesson in lessons for record in lesson.records}
    present = set(known.values())
    pairs = [pair for pair, _ in read_pairs(GOLD / "same_meaning_pairs.jsonl")]
    here = [pair for pair in pairs if pair <= present]
    together = [p for p in here if len({home.get(one) for one in p}) == 1 and set(p) <= set(home)]
    return len(together), len(here), len(pairs)


def main() -> None:
    """Print the figures."""
    settings = Settings.from_env(os.environ)
    catalog = Catalog.open(settings.catalog_url)
    engine = engine_of(settings)
    began = time.perf_counter()
    renew_lessons(catalog, engine)
    print(f"{time.perf_counter() - began:.1f} s")
    with catalog.read() as view:
        lessons, known = find_lessons(view), places(view)
        told = view.records(record for lesson in lessons for record in lesson.records)
        found = pairs_of(lessons, {name: one.record.text for name, one in told.items()})
        drawn = random.Random(SEED).sample(found, min(DRAWN, len(found)))
    together, here, every = recall(lessons, known)
    if not here:
        sys.exit(
            f"{settings.data_dir} holds no two reports of same_meaning_pairs.jsonl; read them into "
            "it first: `python -m kb ingest corpus/reports FOLDER`"
        )
    print(f"{len(lessons)} lessons, {len(found)} pairs of statements on different events")
    print(f"recall {together / here:.2f}: {together} of {here} pairs ({every - here} not here)")
    _judge([(known[a], known[b]) for a, b in drawn], {known[i]: t for i, t in told.items()})


def _judge(drawn: Sequence[tuple[Place, Place]], texts: dict[Place, RecordInReport]) -> None:
    path = GOLD / "judged_pairs.jsonl"
    judged = {p: bool(told["same"]) for p, told in read_pairs(path)} if path.exists() else {}
    judged |= {pair: True for pair, _ in read_pairs(GOLD / "same_meaning_pairs.jsonl")}
    answers = [judged[frozenset(pair)] for pair in drawn if frozenset(pair) in judged]
    if answers:
        print(f"precision {sum(answers) / len(answers):.2f}: {sum(answers)} of {len(answers)}")
    for one, other in drawn:
        if frozenset({one, other}) in judged and "--texts" not in sys.argv:
            continue
        print(json.dumps({"one": asdict(one), "other": asdict(other), "same": None}))
        for place in (one, other):
            print("   ", " ".join(texts[place].record.text.split())[:300])


if __name__ == "__main__":
    main()
