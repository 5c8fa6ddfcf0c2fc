"""What staff do with records and reports, as plain functions over the catalog.

Each keeps one decision for ever and publishes its report anew in the same transaction. A decision
on a record holds for the words the machine had read when it was taken; when a later reading has
other words, it is set aside and its report says so, rather than applied to what nobody saw.
"""

from __future__ import annotations

from kb.catalog.catalog import Catalog
from kb.domain.ids import RecordId, ReportId
from kb.domain.record import Kind
from kb.domain.review import Decision, Verb
from kb.domain.topic import Vocabulary
from kb.errors import BadRequest


def accept(catalog: Catalog, record: str, *, by: str, note: str = "") -> Decision:
    """Confirm a record as read; one rejected before is shown again. Raises NotFound."""
    return _decide(catalog, Verb.ACCEPT, record, by=by, note=note)


def reject(catalog: Catalog, record: str, *, by: str, note: str = "") -> Decision:
    """Take a record out of the published report. Raises NotFound."""
    return _decide(catalog, Verb.REJECT, record, by=by, note=note)


def correct(
    catalog: Catalog,
    record: str,
    *,
    by: str,
    note: str = "",
    text: str | None = None,
    kind: Kind | None = None,
    label: str | None = None,
    number: str | None = None,
    status: str | None = None,
) -> Decision:
    """Put right what was misread; what is None stays as read. Raises NotFound, BadRequest."""
    if all(value is None for value in (text, kind, label, number, status)):
        raise BadRequest("the correction changes nothing", hint="Give at least one value.")
    if text is not None and not text.strip():
        raise BadRequest("a statement needs words", hint="To take a record out, reject it instead.")
    return _decide(
        catalog,
        Verb.CORRECT,
        record,
        by=by,
        note=note,
        text=text,
        kind=kind,
        label=label,
        number=number,
        status=status,
    )


def retag(
    catalog: Catalog,
    record: str,
    topics: tuple[str, ...],
    vocabulary: Vocabulary,
    *,
    by: str,
    note: str = "",
) -> Decision:
    """Give a record these subtopics instead of the machine's. Raises NotFound, BadRequest."""
    for topic_id in topics:
        topic = vocabulary.get(topic_id)
        if topic is None or topic.broader is None:
            raise BadRequest(
                f"{topic_id!r} is not a subtopic of the vocabulary",
                hint="The topics page lists them with their ids.",
            )
    chosen = tuple(dict.fromkeys(topics))
    return _decide(catalog, Verb.RETAG, record, by=by, note=note, topics=chosen)


def withdraw(catalog: Catalog, report: str, *, why: str, by: str = "") -> Decision:
    """Take a report out of every page and answer; its pages tell why. Raises NotFound."""
    decision = Decision(Verb.WITHDRAW, ReportId(report), by=by, note=why)
    with catalog.begin() as tx:
        return tx.decide(decision)


def restore(catalog: Catalog, report: str, *, by: str = "", note: str = "") -> Decision:
    """Show a withdrawn report again. Raises NotFound."""
    decision = Decision(Verb.RESTORE, ReportId(report), by=by, note=note)
    with catalog.begin() as tx:
        return tx.decide(decision)


def _decide(
    catalog: Catalog,
    verb: Verb,
    record: str,
    *,
    by: str,
    note: str,
    text: str | None = None,
    kind: Kind | None = None,
    label: str | None = None,
    number: str | None = None,
    status: str | None = None,
    topics: tuple[str, ...] | None = None,
) -> Decision:
    with catalog.begin() as tx:
        report, made_on = tx.machine_reading(record)
        return tx.decide(
            Decision(
                verb=verb,
                report=report,
                record=RecordId(record),
                by=by,
                note=note,
                made_on=made_on,
                text=text,
                kind=kind,
                label=label,
                number=number,
                status=status,
                topics=topics,
            )
        )
