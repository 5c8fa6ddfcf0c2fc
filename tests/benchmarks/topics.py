"""How well statements are tagged, with every report left out of the choice of the numbers in turn.

python -m tests.benchmarks.topics [GOLD ...]     figures on folders of gold answers
python -m tests.benchmarks.topics --write        counts `topic_weights.json` anew

Nothing is learned from gold answers but the four numbers at the head of `ingest.topics`. For each
report they are chosen on all others (the two reports that restate the same statements count as
one) and the report is scored with the choice.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import NamedTuple

from ingest import topics
from ingest.abbreviations import find_abbreviations
from ingest.topic_weights import WEIGHTS, as_json, load_weights, load_written, weigh
from ingest.topics import Tagger
from kb.reference import VOCABULARY_DIR, load_abbreviations, load_vocabulary
from tests.support.shared import CORPUS

# Reports with the same statements must be left out together.
SAME_STATEMENTS = {"tamarack-falls-progress-2017": "tamarack-falls-assessment-2016"}


class Choice(NamedTuple):
    """The numbers that are chosen: see the head of `ingest.topics`."""

    telling: float
    threshold: float
    share_of_best: float


CHOICES = tuple(
    Choice(*numbers) for numbers in product((0.3, 0.4, 0.5), (2.5, 3.0, 3.5, 4.0), (0.4, 0.5, 0.6))
)
OWN = Choice(topics.TELLING, topics.THRESHOLD, topics.SHARE_OF_BEST)


@dataclass(frozen=True, slots=True)
class Statement:
    """A gold statement with its subtopics."""

    text: str
    section: tuple[str, ...]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Report:
    """A gold report's statements that have subtopics, and the abbreviations that it explains."""

    slug: str
    statements: tuple[Statement, ...]
    defined: tuple[tuple[str, str], ...]


def read_gold(folders: Iterable[Path]) -> list[Report]:
    """Read the reports of which gold gives subtopics."""
    found = []
    for path in sorted(p for folder in folders for p in folder.glob("*.json")):
        records = json.loads(path.read_text(encoding="utf-8"))["records"]
        statements = tuple(
            Statement(r["text"], tuple(r.get("section") or ()), frozenset(r["topics"]))
            for r in records
            if r.get("topics")
        )
        words = "\n".join(s.text for s in statements)
        if statements:
            defined = find_abbreviations(words, load_abbreviations())
            found.append(Report(path.stem, statements, defined))
    return found


def tally(tagger: Tagger, report: Report, choice: Choice) -> Counter[str]:
    """Count subtopics right, given and wanted, and statements without any."""
    topics.TELLING, topics.THRESHOLD, topics.SHARE_OF_BEST = choice
    marks: Counter[str] = Counter()
    for statement in report.statements:
        tags = tagger.tag(statement.text, statement.section, report.defined)
        got = {tag.topic for tag in tags}
        marks.update(right=len(got & statement.topics), got=len(got), gold=len(statement.topics))
        marks.update(untagged=not got, statements=1)
    return marks


def f1(marks: Counter[str]) -> float:
    """Give micro F1."""
    return 2 * marks["right"] / max(1, marks["got"] + marks["gold"])


def left_out(reports: Sequence[Report]) -> Iterator[tuple[Report, Choice, Counter[str]]]:
    """Score each report with the numbers chosen on the others."""
    tagger = Tagger(load_vocabulary(), load_weights())
    by_choice = {c: {r.slug: tally(tagger, r, c) for r in reports} for c in CHOICES}
    sums: dict[str, dict[Choice, Counter[str]]] = defaultdict(dict)
    for choice, marks in by_choice.items():
        for report in reports:
            own = SAME_STATEMENTS.get(report.slug, report.slug)
            others = (m for s, m in marks.items() if SAME_STATEMENTS.get(s, s) != own)
            sums[report.slug][choice] = sum(others, Counter())
    for report in reports:
        best = max(CHOICES, key=lambda c: f1(sums[report.slug][c]))
        yield report, best, by_choice[best][report.slug]


def main(folders: Sequence[Path]) -> None:
    """Print one row a report and the sum, with our own numbers beside."""
    reports = read_gold(folders)
    tagger = Tagger(load_vocabulary(), load_weights())
    total, ours = Counter[str](), Counter[str]()
    for report, choice, marks in left_out(reports):
        own = tally(tagger, report, OWN)
        total, ours = total + marks, ours + own
        print(f"{report.slug[:42]:42} left out {f1(marks):.3f} {tuple(choice)}  own {f1(own):.3f}")
    print(f"{'all':42} left out {f1(total):.3f}  own {f1(ours):.3f}")
    print(f"untagged {ours['untagged']} of {ours['statements']}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        counted = weigh(load_written(load_vocabulary()))
        (VOCABULARY_DIR / WEIGHTS).write_bytes(as_json(counted))
    else:
        main([Path(argument) for argument in sys.argv[1:]] or [CORPUS / "gold"])
