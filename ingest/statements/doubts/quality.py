"""Doubts that a curator can act on, each with its page: gaps, repeats, counts, missing text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from ingest.labels import number_parts
from ingest.statements.candidate import Candidate
from ingest.statements.flow import Flow
from ingest.statements.styles.induction import ELSEWHERE, Form
from kb.domain.extraction import Doubt
from kb.domain.record import Kind, Record
from kb.domain.report import Page, StatedCount


def doubts(
    records: Sequence[Record],
    pages: Sequence[Page],
    counts: Iterable[StatedCount],
    forms: Iterable[Form],
    problems: Iterable[str] = (),
) -> tuple[Doubt, ...]:
    """Collect every doubt about one reading, in page order."""
    forms, counts = tuple(forms), tuple(counts)
    # paragraph numbers and codes of a whole office run over other things too
    loose = {f.kind for f in forms if f.complete < WEAK or f.family in ELSEWHERE}
    found = (
        *_numbering([r for r in records if r.kind not in loose]),
        *_stated(records, counts),
        *_without_text(pages),
        *_weak_forms((f for f in forms if not _is_stated(f, records, counts)), records),
        *map(_problem, problems),
        *_nothing(records),
    )
    return tuple(sorted(found, key=lambda d: (d.page, d.code)))


def _problem(problem: str) -> Doubt:
    """Take apart what reading the file complained of: "page_damaged: page 7 cannot be read"."""
    found = re.match(r"(?P<code>[a-z_]+): (?P<message>.*)", problem, re.DOTALL)
    page = re.search(r"\bpage (\d+)", problem)
    code, message = (found["code"], found["message"]) if found else ("reading_problem", problem)
    return Doubt(code, int(page[1]) if page else 0, message)


def _numbering(records: Sequence[Record]) -> Iterator[Doubt]:
    """Walk each kind's numbers in reading order; a series restarts where its first comes again."""
    series: dict[tuple[Kind, str, tuple[int, ...]], Record] = {}
    counts = _counts(records)
    for record in records:
        prefix, parts = number_parts(record.number)
        key = (record.kind, prefix, parts[:-1])
        if not parts or sorted(counts[key]) == [*range(1, len(counts[key]) + 1)]:
            continue
        before = series.get(key)
        # "OFI-10" in a box beside OFI-5; where numbers start anew, a 2 above fills no gap below
        anywhere = counts[key] if len(set(counts[key])) == len(counts[key]) else ()
        yield from _step(before, record, anywhere)
        series[key] = record


def _counts(records: Sequence[Record]) -> dict[object, list[int]]:
    """Give the numbers that each series prints, in whatever order.

    Chapters may print recommendations 1 and 4, then 2 and 6, as a list at the front numbers them.
    """
    counts: dict[object, list[int]] = defaultdict(list)
    for record in records:
        prefix, parts = number_parts(record.number)
        if parts:
            counts[record.kind, prefix, parts[:-1]].append(parts[-1])
    return counts


def _step(before: Record | None, record: Record, printed: Collection[int]) -> Iterator[Doubt]:
    count = number_parts(record.number)[1][-1]
    last = number_parts(before.number)[1][-1] if before else 0
    restarts = count == 1 and before is not None and before.section != record.section
    if before and count == last and not restarts:
        yield Doubt(
            "number_repeated", record.page,
            f"{_name(record)} is printed twice{_on(before.page, record.page)}",
        )  # fmt: skip
    elif last + 1 < count <= last + LARGEST_GAP:
        left_out = [n for n in range(last + 1, count) if n not in printed]
        missing = ", ".join(_renumbered(record.number, n) for n in left_out)
        after = f"after {before.number}" if before else "first"
        if missing:
            yield Doubt(
                "numbering_gap", record.page,
                f"{record.kind.label} {record.number} comes {after}: {missing} is missing",
            )  # fmt: skip


def _on(before: int, page: int) -> str:
    return f" on page {page}" if before == page else f": on page {before} and on page {page}"


def _renumbered(number: str, count: int) -> str:
    """Put another last count into a number: `12.4` with 3 -> `12.3`."""
    cut = len(number)
    while cut and number[cut - 1].isdigit():
        cut -= 1
    return f"{number[:cut]}{count}"


# A jump of more is another series ("Finding 9" of another report), not a gap.
LARGEST_GAP = 5


def _name(record: Record) -> str:
    label = record.label or f"{record.kind.label} {record.number}"
    return label if record.number in label else f"{label} {record.number}"


def _stated(records: Sequence[Record], counts: Iterable[StatedCount]) -> Iterator[Doubt]:
    for stated in counts:
        have = sum(r.kind.value == stated.kind for r in records)
        if have != stated.count:
            yield Doubt(
                "stated_count", stated.page,
                f"The report states {stated.count} {stated.kind} statements, {have} were found: "
                f"“{stated.quote}”",
            )  # fmt: skip


def _is_stated(form: Form, records: Sequence[Record], counts: Iterable[StatedCount]) -> bool:
    """Say whether the report says that it makes as many of a kind as were read in this form."""
    have = sum(r.kind is form.kind for r in records)
    return any((stated.kind, stated.count) == (form.kind.value, have) for stated in counts)


def _without_text(pages: Iterable[Page]) -> Iterator[Doubt]:
    for page in pages:
        if not page.text.strip():
            yield Doubt("no_text", page.number, f"Page {page.number} has no text layer")


def _weak_forms(forms: Iterable[Form], records: Sequence[Record]) -> Iterator[Doubt]:
    """Name the forms that nothing confirms, each with the page of its first statement."""
    for form in forms:
        page = min((r.page for r in records if r.kind is form.kind), default=0)
        doubtful = form.complete < WEAK and form.family not in ("label", "closing code")
        if form.family in UNCONFIRMED or doubtful:
            yield Doubt(
                "low_confidence_style", page,
                f"Read {form.count} as {form.name}; nothing printed confirms it"
                if form.family in UNCONFIRMED
                else f"Read {form.count} as {form.name}, but the numbers do not run in sequence",
            )  # fmt: skip


WEAK = 0.7
# Forms that are taken for what the report means by nothing but what their sentences say.
UNCONFIRMED = frozenset({"sentence", "asking list", "recurring words"})


def _nothing(records: Sequence[Record]) -> Iterator[Doubt]:
    if not records:
        yield Doubt("no_statements", 0, "The report prints no statements that are labelled as such")


def labels_without_text(
    flow: Flow, labels: Iterable[Candidate], found: Iterable[Candidate]
) -> tuple[Doubt, ...]:
    """Name the labels after which no statement stands, here or under that number elsewhere."""
    read = tuple(found)
    held = {c.block for c in read}
    known = {(c.kind, c.number) for c in read if c.number}
    missing: dict[int, Candidate] = defaultdict()
    for candidate in labels:
        if candidate.block not in held and (candidate.kind, candidate.number) not in known:
            missing[candidate.block] = candidate
    return tuple(
        Doubt("label_without_text", flow.blocks[i].page, f"No text follows “{c.label}”")
        for i, c in sorted(missing.items())
    )
