"""Statements that staff write anew: one split into several, several merged, one the machine missed.

Each is a decision like those of `kb.curation`, under the same rules; new statements get lasting ids
of their own, which are never given to another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.catalog.catalog import Catalog
from kb.catalog.reviewing import Base
from kb.catalog.writing import Transaction
from kb.curation import LONGEST_TEXT, decide, keep
from kb.domain.decision import Decision, Verb, Written, fingerprint
from kb.domain.ids import RecordId, ReportId
from kb.domain.passage import Box, PageSpan, Passage
from kb.domain.record import Kind, Record
from kb.domain.report import Page
from kb.domain.staff import Actor
from kb.errors import BadRequest, NotFound
from kb.identity import name_written
from kb.placing import find_in_passage, find_on_page

MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Missed:
    """A statement that the machine missed; `boxes` are the lines chosen on the page, in points."""

    page: int
    kind: Kind
    text: str
    label: str = ""
    number: str = ""
    boxes: tuple[Box, ...] = ()


def split(
    catalog: Catalog, record: str, parts: Sequence[str], *, by: Actor | str, seen: str = ""
) -> Decision:
    """Leave the first part to a record and make statements of the others, without numbers.

    Raises NotFound, Overtaken, BadRequest for fewer than two parts with words.
    """
    texts = [part.strip() for part in parts if part.strip()]
    if not 1 < len(texts) <= MOST_PARTS:
        raise BadRequest(
            f"a statement is split into 2 to {MOST_PARTS} parts",
            hint="Put an empty line where each part ends.",
            code="parts",
        )
    with catalog.begin() as tx:
        base = tx.reviewing.base(record)
        shown = _shown(tx, base, record)
        pages = tx.reviewing.pages(base.report)
        taken = set(tx.reviewing.ids(base.report))
        written = []
        for text in texts[1:]:
            name = name_written(base.report, shown.kind, "", shown.page, frozenset(taken))
            taken.add(name)
            written.append(_part(name, shown, pages, text))
        decision = Decision(
            Verb.SPLIT,
            base.report,
            RecordId(record),
            text=texts[0],
            passage=find_in_passage(pages, shown.passage, texts[0]),
            written=tuple(written),
        )
        return decide(tx, decision, by, seen)


def merge(
    catalog: Catalog, record: str, other: str, *, by: Actor | str, seen: str = "", text: str = ""
) -> Decision:
    """Let a record take in another of its report, its words after its own, or `text`.

    Raises NotFound, Overtaken, BadRequest where they are not two shown statements of one report.
    """
    with catalog.begin() as tx:
        base = tx.reviewing.base(record)
        try:
            taken = tx.reviewing.base(other)
            second = _shown(tx, taken, other)
        except NotFound as error:
            raise BadRequest("no statement goes by that name", code="other") from error
        if taken.report != base.report or other == record:
            raise BadRequest("choose another statement of this report", code="other")
        first = _shown(tx, base, record)
        spans = dict.fromkeys((*first.passage.spans, *second.passage.spans))
        decision = Decision(
            Verb.MERGE,
            base.report,
            RecordId(record),
            text=text.strip() or f"{first.text} {second.text}",
            passage=Passage(tuple(sorted(spans, key=lambda s: (s.page, s.start)))),
            page=min(first.page, second.page),
            absorbed=((RecordId(other), taken.fingerprint),),
        )
        return decide(tx, decision, by, seen)


def add(catalog: Catalog, report: str, missed: Missed, *, by: Actor | str) -> Decision:
    """Write a statement that the machine missed. Raises NotFound, BadRequest with the field."""
    text = missed.text.strip()
    if not text or len(text) > LONGEST_TEXT:
        raise BadRequest(f"a statement has 1 to {LONGEST_TEXT:,} characters", code="text")
    with catalog.begin() as tx:
        if not tx.has_report(report):
            raise NotFound(f"there is no report {report}", hint="The list names them all.")
        of = ReportId(report)
        page = next((p for p in tx.reviewing.pages(of) if p.number == missed.page), None)
        if page is None:
            count = tx.page_count(report)
            raise BadRequest(f"the report has pages 1 to {count}", code="page")
        taken = tx.reviewing.ids(of)
        name = name_written(of, missed.kind, missed.number.strip(), page.number, taken)
        written = Written(
            id=name,
            kind=missed.kind,
            text=text,
            page=page.number,
            page_end=page.number,
            label=missed.label.strip(),
            number=missed.number.strip(),
            passage=_placed(page, text, missed.boxes),
        )
        return keep(tx, Decision(Verb.ADD, of, name, written=(written,)), by, text[:200])


def renew(catalog: Catalog, report: str, seq: int, *, by: Actor | str) -> Decision:
    """Take a decision that was set aside anew, on the words that are read now.

    Raises NotFound, and BadRequest where the statement is read no more.
    """
    with catalog.begin() as tx:
        old = _aside(tx, report, seq)
        base = tx.reviewing.bases(old.report).get(RecordId(old.record or ""))
        if base is None or old.verb in {Verb.ADD, Verb.SPLIT, Verb.MERGE}:
            raise BadRequest(
                "this decision cannot be carried over to what is read now",
                hint="Drop it, and decide on what stands there now.",
            )
        keep(tx, Decision(Verb.UNDO, old.report, old.record, undoes=seq), by, "renewed")
        return keep(tx, replace(old, made_on=fingerprint(base), seq=0), by, f"renewed {seq}")


def keep_old(catalog: Catalog, report: str, seq: int, *, by: Actor | str) -> Decision:
    """Let the words stand that a decision set aside was made on, with what it changed of them.

    Raises NotFound, and BadRequest where the statement is read no more.
    """
    with catalog.begin() as tx:
        old = _aside(tx, report, seq)
        stale = next(s for s in tx.reviewing.stale(old.report) if s.decision.seq == seq)
        if stale.before is None or stale.now is None or old.verb is Verb.REJECT:
            raise BadRequest(
                "there are no earlier words to keep here",
                hint="Drop the decision, or reject what is read now.",
            )
        keep(tx, Decision(Verb.UNDO, old.report, old.record, undoes=seq), by, "old words kept")
        kept = replace(
            old,
            verb=Verb.CORRECT,
            made_on=fingerprint(stale.now),
            text=old.text or stale.before.text,
            kind=old.kind or stale.before.kind,
            number=stale.before.number if old.number is None else old.number,
            topics=None,
            seq=0,
        )
        return keep(tx, kept, by, f"old words of {seq} kept")


def _aside(tx: Transaction, report: str, seq: int) -> Decision:
    if not tx.has_report(report):
        raise NotFound(f"there is no report {report}", hint="The list names them all.")
    found = [d for d in tx.reviewing.overlay(ReportId(report)).stale if d.seq == seq]
    if not found:
        raise NotFound(f"no decision {seq} is set aside", hint="Load the report's page again.")
    return found[0]


def _shown(tx: Transaction, base: Base, record: str) -> Record:
    """Give a record as it is shown; raises BadRequest for one that is not."""
    shown = {p.id: p.record for p in tx.reviewing.overlay(base.report).records}
    if RecordId(record) not in shown:
        raise BadRequest("this statement is not shown", hint="Show it again first.", code="other")
    return shown[RecordId(record)]


def _part(name: RecordId, shown: Record, pages: Sequence[Page], text: str) -> Written:
    passage = find_in_passage(pages, shown.passage, text)
    return Written(
        id=name,
        kind=shown.kind,
        text=text,
        page=passage.page or shown.page,
        page_end=passage.page_end or shown.page_end,
        label=shown.label if not shown.number else "",
        passage=passage,
        section=shown.section,
        topics=shown.topics,
    )


def _placed(page: Page, text: str, boxes: tuple[Box, ...]) -> Passage:
    found = find_on_page(page, text)
    start, end = (found.start, found.end) if found else (0, 0)
    return Passage((PageSpan(page.number, start, end, boxes),)) if found or boxes else Passage()
