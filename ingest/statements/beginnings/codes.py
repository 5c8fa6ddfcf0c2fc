"""Statements under codes: "C.12", "R7", "WP-3", "2A" and below it "2A.1"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.headings_of_kind import kind_of_heading
from ingest.labels import Form, number_parts, read_code
from ingest.layout.blocks import Role
from ingest.statements.asking import asks
from ingest.statements.beginnings.recurring import is_sentence
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Zone, is_heading
from ingest.statements.sequences import COMPLETE, completeness
from kb.domain.record import Kind

# A code that comes but once is a name.
SHORTEST_SERIES = 2
# Share of coded texts that say what should be done, for all of them to be recommendations.
ASKING = 0.6

# What a code's letters stand for where they are the initials of a kind, in any report.
INITIALS = {
    "R": Kind.RECOMMENDATION, "REC": Kind.RECOMMENDATION, "MR": Kind.RECOMMENDATION,
    "F": Kind.FINDING, "O": Kind.OBSERVATION, "OBS": Kind.OBSERVATION, "L": Kind.LESSON,
    "LL": Kind.LESSON, "AFI": Kind.IMPROVEMENT, "AI": Kind.ACTION_ITEM,
    "CA": Kind.CORRECTIVE_ACTION,
}  # fmt: skip


def find_codes(flow: Flow, taken: set[int], beside: Callable[[int], int]) -> Iterator[Candidate]:
    """Give the places that begin with a code; `beside` finds the text of one that stands alone."""
    for index, block in enumerate(flow.blocks):
        heading = block.role is Role.HEADING and len(block.text.split()) > 1
        if index in taken or heading or flow.zones[index] is Zone.ASIDE:
            continue
        label = read_code(block.text, spaced=True) or read_code(block.bullet)
        if not label or not label.number:
            continue
        in_bullet = read_code(block.text, spaced=True) is None
        end = 0 if in_bullet else label.end
        where = (index, end) if end < len(block.text) else (beside(index), 0)
        if where[0] >= 0:
            yield Candidate(
                index, where[0], where[1], None, Source.CODE, label.label, label.number,
                form=Form.CODE, separator=label.separator,
            )  # fmt: skip


def kinds_of_codes(flow: Flow, codes: Iterable[Candidate]) -> Iterator[Candidate]:
    """Give codes that run in sequence their kind; others (a road "A4", a form "SF-86") go."""
    found = tuple(codes)
    kept = _sequences(found)
    series = [c for c in found if number_parts(c.number)[0] in kept]
    own = _own_initials(flow) if series else {}
    for code in series:
        kind = own.get(number_parts(code.number)[0]) or _kind(flow, code, series)
        if kind is not None:
            yield replace(code, kind=kind)


def _sequences(codes: Iterable[Candidate]) -> set[str]:
    """Give the letters whose codes run from 1; "" for codes that begin with a section's number."""
    series: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        series[number_parts(code.number)[0]].append(code.number)
    return {prefix for prefix, numbers in series.items() if _runs(prefix, numbers)}


def _runs(prefix: str, numbers: Sequence[str]) -> bool:
    if not prefix:
        return len(set(numbers)) >= FEWEST_SECTIONED and completeness(numbers) >= COMPLETE
    counts = {parts[0] for n in numbers if (parts := number_parts(n)[1])}
    return (
        len(counts) >= SHORTEST_SERIES
        and min(counts) == 1
        and len(counts) >= COMPLETE * max(counts)
    )


# "2A", "2B", "3A": codes whose first number is that of a section begin anywhere.
FEWEST_SECTIONED = 4


def _own_initials(flow: Flow) -> dict[str, Kind]:
    """Give the initials of the words of kind that head lists or labels of this report.

    "LI-1" stands in the margin, "Lessons identified" over the list of the summary.
    """
    heads = (kind_of_heading(b.text) for b in flow.blocks if is_heading(b) or b.bold)
    return {
        letters: kind
        for kind, word in filter(None, heads)
        for letters in ("".join(part[0] for part in words).upper() for words in _spoken(word))
        if len(letters) > 1
    }


def _spoken(word: str) -> tuple[list[str], list[str]]:
    """Give all parts of a word of kind, and those that are spoken: "area(s) for improvement"."""
    parts = re.findall(r"\w+", word)
    return parts, [part for part in parts if part.lower() not in ("for", "of", "to", "in", "and")]


def _kind(flow: Flow, candidate: Candidate, codes: Sequence[Candidate]) -> Kind | None:
    """Tell a code's kind by its letters, by the heading above it or by what the coded texts ask."""
    prefixes = {number_parts(c.number)[0] for c in codes}
    initials = {_own_letters(prefix) for prefix in prefixes}
    initial = INITIALS.get(_own_letters(number_parts(candidate.number)[0]))
    if initial and initials <= set(INITIALS):
        return initial
    if told := _kind_by_depth(flow, candidate, codes):
        return told
    headed = (kind_of_heading(title) for title in reversed(flow.paths[candidate.block]))
    announced = next((kind for kind in headed if kind), None)
    if announced:
        return announced[0]
    return _kind_by_letters(flow, candidate, codes)


def _own_letters(prefix: str) -> str:
    """Give the letters of the kind, without those of a subject before them: R of "COM-R"."""
    return prefix.rpartition("-")[2]


def _kind_by_letters(flow: Flow, candidate: Candidate, codes: Sequence[Candidate]) -> Kind | None:
    """Tell what letters of a report's own mean: those that ask are asked, those beside them found.

    "N-1 Keep fire lanes open ...", where "K-1 Nobody knew ..." stands in another chapter.
    """
    by_letters: dict[str, list[Candidate]] = defaultdict(list)
    for code in codes:
        by_letters[number_parts(code.number)[0]].append(code)
    letters = number_parts(candidate.number)[0]
    if not letters:
        return None
    if _asking(flow, by_letters[letters]):
        return Kind.RECOMMENDATION
    own = by_letters.pop(letters)
    told = sum(is_sentence(flow.blocks[c.text_block].text[c.offset :]) for c in own)
    beside = any(_asking(flow, others) for one, others in by_letters.items() if one)
    found = beside and len(own) >= FEWEST_TOLD and told >= ASKING * len(own)
    return Kind.FINDING if found else None


# Codes that ask nothing must come so often to tell what was found.
FEWEST_TOLD = 3


def _kind_by_depth(flow: Flow, candidate: Candidate, codes: Sequence[Candidate]) -> Kind | None:
    """Tell what "2A" is beside "2A.1": those that ask are asked, those they answer were found.

    Letters alone ("K-1", "N-1") tell no depth: only where "A-1" stands beside "A-1.1" as well.
    """
    letters = number_parts(candidate.number)[0]
    own = [c for c in codes if c.depth == candidate.depth]
    above = [c for c in codes if c.depth == candidate.depth - 1]
    below = [c for c in codes if c.depth == candidate.depth + 1]
    if _asking(flow, own):
        return Kind.RECOMMENDATION if above or not letters else None
    return Kind.FINDING if _asking(flow, below) else None


def _asking(flow: Flow, codes: Sequence[Candidate]) -> bool:
    asked = sum(asks(flow.blocks[c.text_block].text[c.offset :]) for c in codes)
    return bool(codes) and asked >= ASKING * len(codes)
