"""What staff do with records and reports, as plain functions over the catalog.

Each keeps one decision for ever, writes its line in the audit trail and publishes its report anew,
in one transaction. A decision on a record holds for the words the machine had read when it was
taken; when a later reading has other words, it is set aside and its report says so, rather than
applied to what nobody saw. `seen` is the mark of the state that a person decided on; where another
decision came first, Overtaken is raised and nothing is changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kb.catalog.catalog import Catalog
from kb.catalog.reviewing import Base
from kb.catalog.writing import Transaction
from kb.domain.decision import Decision, Verb
from kb.domain.description import Description, Standing
from kb.domain.ids import RecordId, ReportId
from kb.domain.passage import Passage
from kb.domain.record import Kind, Status
from kb.domain.staff import Actor
from kb.domain.topic import Vocabulary
from kb.errors import BadRequest, Conflict, NotFound

# A statement is a sentence or a few; ten pages of text are none.
LONGEST_TEXT, LONGEST_LINE, LONGEST_TITLE = 20_000, 200, 500


class Overtaken(Conflict):
    """Somebody else decided on the same thing in the meantime; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a record is to say instead; what is None stays as it is, a `parent` of "" unties it.

    `passage` is where the words stand; without it a changed page leaves the words unmarked.
    """

    text: str | None = None
    kind: Kind | None = None
    label: str | None = None
    number: str | None = None
    status: str | None = None
    parent: str | None = None
    page: int | None = None
    passage: Passage | None = None


def accept(
    catalog: Catalog, record: str, *, by: Actor | str, note: str = "", seen: str = ""
) -> Decision:
    """Confirm a record as it is shown; one rejected before is shown again.

    Raises NotFound, Overtaken.
    """
    with catalog.begin() as tx:
        return decide(tx, Decision(Verb.ACCEPT, _NOWHERE, RecordId(record), note=note), by, seen)


def reject(
    catalog: Catalog, record: str, *, by: Actor | str, note: str = "", seen: str = ""
) -> Decision:
    """Take a record out of the published report. Raises NotFound, Overtaken."""
    with catalog.begin() as tx:
        return decide(tx, Decision(Verb.REJECT, _NOWHERE, RecordId(record), note=note), by, seen)


def correct(
    catalog: Catalog,
    record: str,
    correction: Correction,
    *,
    by: Actor | str,
    note: str = "",
    seen: str = "",
) -> Decision:
    """Put right what was misread. Raises NotFound, Overtaken, BadRequest with the field's name."""
    if correction == Correction():
        raise BadRequest("the correction changes nothing", hint="Give at least one value.")
    _check(correction)
    with catalog.begin() as tx:
        base = tx.reviewing.base(record)
        _check_place(tx, base, RecordId(record), correction)
        decision = Decision(
            Verb.CORRECT,
            base.report,
            RecordId(record),
            note=note,
            text=correction.text,
            kind=correction.kind,
            label=correction.label,
            number=correction.number,
            status=correction.status,
            parent=correction.parent,
            page=correction.page,
            passage=correction.passage,
        )
        return decide(tx, decision, by, seen)


def retag(
    catalog: Catalog,
    record: str,
    topics: tuple[str, ...],
    vocabulary: Vocabulary,
    *,
    by: Actor | str,
    note: str = "",
    seen: str = "",
) -> Decision:
    """Give a record these subtopics instead of the machine's.

    Raises NotFound, Overtaken, BadRequest.
    """
    for topic_id in topics:
        topic = vocabulary.get(topic_id)
        if topic is None or topic.broader is None:
            raise BadRequest(
                f"{topic_id!r} is not a subtopic of the vocabulary",
                hint="The topics page lists them with their ids.",
                code="topics",
            )
    chosen = tuple(dict.fromkeys(topics))
    decision = Decision(Verb.RETAG, _NOWHERE, RecordId(record), note=note, topics=chosen)
    with catalog.begin() as tx:
        return decide(tx, decision, by, seen)


def undo(catalog: Catalog, report: str, seq: int, *, by: Actor | str) -> Decision:
    """Take a decision back, an undo among them; both stay in the record of decisions.

    Only the last one on a thing can be taken back, so that nothing later is lost with it. Raises
    NotFound, Overtaken.
    """
    with catalog.begin() as tx:
        every = tx.reviewing.decisions(report)
        found = next((d for d in every if d.seq == seq), None)
        if found is None:
            raise NotFound(f"{report} has no decision {seq}", hint="Load its page again.")
        if found.verb in _NOT_UNDONE:
            raise BadRequest(
                f"to {found.verb} is not taken back", hint="Decide the opposite on its own page."
            )
        aside = {d.seq for d in tx.reviewing.overlay(found.report).stale}
        later = any(d.seq > seq and _overlies(d, found, every) for d in every)
        if later and seq not in aside:
            raise Overtaken(
                "another decision was taken on it since",
                hint="Load the page again and take back the last one first.",
            )
        decision = Decision(Verb.UNDO, found.report, found.record, undoes=seq)
        return keep(tx, decision, by, f"{found.verb}, number {seq}")


def mark_reviewed(catalog: Catalog, report: str, *, by: Actor | str, note: str = "") -> Decision:
    """Say that a whole report was looked at and is right as it is shown. Raises NotFound."""
    with catalog.begin() as tx:
        reading = tx.reviewing.reading(_existing(tx, report))
        decision = Decision(Verb.REVIEWED, ReportId(report), note=note, made_on=reading)
        return keep(tx, decision, by, note)


def withdraw(catalog: Catalog, report: str, *, why: str, by: Actor | str = "") -> Decision:
    """Take a report out of every page and answer; its pages tell why. Raises NotFound."""
    with catalog.begin() as tx:
        return keep(tx, Decision(Verb.WITHDRAW, ReportId(report), note=why), by, why)


def restore(catalog: Catalog, report: str, *, by: Actor | str = "", note: str = "") -> Decision:
    """Show a withdrawn report again. Raises NotFound."""
    with catalog.begin() as tx:
        return keep(tx, Decision(Verb.RESTORE, ReportId(report), note=note), by, note)


def describe(
    catalog: Catalog,
    report: str,
    description: Description,
    *,
    by: Actor | str,
    seen: str = "",
) -> Decision:
    """Put right what a report is said to be. Raises NotFound, Overtaken, BadRequest."""
    if description == Description():
        raise BadRequest("the description changes nothing", hint="Change at least one value.")
    _check_description(description)
    with catalog.begin() as tx:
        of = _existing(tx, report)
        check_seen(report_mark(tx.reviewing.decisions(of)), seen)
        for other in description.supersedes or ():
            if other == of or not tx.has_report(other):
                raise BadRequest(f"there is no other report {other!r}", code="supersedes")
        decision = Decision(Verb.DESCRIBE, of, description=description)
        told = [n for n in Description.__slots__ if getattr(description, n) is not None]
        return keep(tx, decision, by, ", ".join(told))


def stand(catalog: Catalog, report: str, standing: Standing, *, by: Actor | str) -> Decision:
    """Say who sees a report. Raises NotFound."""
    with catalog.begin() as tx:
        decision = Decision(Verb.STAND, _existing(tx, report), standing=standing)
        return keep(tx, decision, by, standing.value)


def report_mark(every: Iterable[Decision]) -> str:
    """Name the state of a report's description: the last decision on the report as a whole."""
    return str(max((d.seq for d in every if d.record is None), default=0))


def decide(tx: Transaction, decision: Decision, by: Actor | str, seen: str) -> Decision:
    """Keep a decision on a record, made on what was `seen` ("" for whatever stands now).

    Raises NotFound, Overtaken.
    """
    assert decision.record is not None
    base = tx.reviewing.base(decision.record)
    check_seen(base.mark, seen)
    placed = replace(decision, report=base.report, made_on=base.fingerprint)
    return keep(tx, placed, by, decision.note)


def check_seen(mark: str, seen: str) -> None:
    """Raise Overtaken where a state is not the one that was seen."""
    if seen and seen != mark:
        raise Overtaken(
            "somebody else decided on this in the meantime",
            hint="Both versions stand side by side; what you typed is kept.",
        )


_NOWHERE = ReportId("")
_NOT_UNDONE = frozenset({Verb.WITHDRAW, Verb.RESTORE, Verb.STAND})
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def keep(tx: Transaction, decision: Decision, by: Actor | str, detail: str = "") -> Decision:
    """Keep a decision with its line in the trail; raises NotFound."""
    actor = by if isinstance(by, Actor) else Actor(by)
    kept = tx.decide(replace(decision, by=actor.name))
    tx.trail.note(actor, decision.verb.value, decision.record or decision.report, detail)
    return kept


def _existing(tx: Transaction, report: str) -> ReportId:
    if not tx.has_report(report):
        raise NotFound(f"there is no report {report}", hint="The list of reports names them all.")
    return ReportId(report)


def _overlies(later: Decision, earlier: Decision, every: tuple[Decision, ...]) -> bool:
    """Say whether a later decision on the same thing still stands over an earlier one."""
    if later.verb is Verb.UNDO:
        return later.undoes == earlier.seq and not _undone(later, every)
    if _undone(later, every):
        return False
    if earlier.record is None:
        return later.record is None and later.verb is earlier.verb
    return bool(later.touched & earlier.touched)


def _undone(decision: Decision, every: tuple[Decision, ...]) -> bool:
    return any(
        d.verb is Verb.UNDO and d.undoes == decision.seq and not _undone(d, every) for d in every
    )


def _check_description(description: Description) -> None:
    if description.title is not None and not description.title.strip():
        raise BadRequest("a report needs a title", code="title")
    for name in ("title", "publisher", "rights"):
        if len(getattr(description, name) or "") > LONGEST_TITLE:
            raise BadRequest(f"at most {LONGEST_TITLE} characters", code=name)
    check_date(description.published or "", "published")


def check_date(date: str, field: str) -> None:
    """Raise BadRequest for what is no ISO date, perhaps shortened; "" is none and may be."""
    if date and not (_DATE.fullmatch(date) and _is_date(date)):
        raise BadRequest(
            f"{date!r} is not a date", hint="Write 2021, 2021-03 or 2021-03-09.", code=field
        )


def _is_date(told: str) -> bool:
    year, month, day = (*told.split("-"), "01", "01")[:3]
    try:
        dt.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _check(correction: Correction) -> None:
    text = correction.text
    if text is not None and not text.strip():
        raise BadRequest(
            "a statement needs words", hint="To take a record out, reject it instead.", code="text"
        )
    if text is not None and len(text) > LONGEST_TEXT:
        raise BadRequest(f"a statement has at most {LONGEST_TEXT:,} characters", code="text")
    for name in ("label", "number"):
        if len(getattr(correction, name) or "") > LONGEST_LINE:
            raise BadRequest(f"at most {LONGEST_LINE} characters", code=name)
    if correction.status and correction.status not in set(Status):
        raise BadRequest(
            f"there is no status {correction.status!r}",
            hint=f"It is one of: {', '.join(Status)}.",
            code="status",
        )


def _check_place(tx: Transaction, base: Base, record: RecordId, correction: Correction) -> None:
    """Raise BadRequest for a page that the report lacks, or a parent that cannot be one."""
    pages = tx.page_count(base.report)
    if correction.page is not None and not 1 <= correction.page <= pages:
        raise BadRequest(f"the report has pages 1 to {pages}", code="page")
    if not correction.parent:
        return
    shown = {p.id: p.parent for p in tx.reviewing.overlay(base.report).records}
    above: RecordId | None = RecordId(correction.parent)
    if above not in shown:
        raise BadRequest(f"no statement of this report goes by {above!r}", code="parent")
    while above:
        if above == record:
            raise BadRequest("a statement cannot belong to itself", code="parent")
        above = shown.get(above)
