"""The pure overlay that lays staff decisions over what the machine read.

Laws, held by property tests: without decisions nothing changes; the same decisions twice change
nothing more; decisions on different records commute; a decision taken back was never taken; a
rejected record is not shown; of two decisions on the same thing the later wins; none is applied to
text it was not made for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kb.domain.decision import Decision, Verb, Written, fingerprint, in_force
from kb.domain.ids import RecordId, TopicId
from kb.domain.passage import Passage
from kb.domain.published import PublishedRecord
from kb.domain.record import Record
from kb.domain.topic import TopicTag

# Whoever decides one of these wants the record shown.
_SHOWING = frozenset({Verb.ACCEPT, Verb.CORRECT, Verb.SPLIT, Verb.MERGE})


@dataclass(frozen=True, slots=True)
class Overlay:
    """Records as published, and decisions set aside since the reading they were made on changed."""

    records: tuple[PublishedRecord, ...]
    stale: tuple[Decision, ...] = ()


def publish(records: Sequence[PublishedRecord], decisions: Iterable[Decision]) -> Overlay:
    """Lay decisions over the machine's records; relations to what is not shown are dropped."""
    every = tuple(decisions)
    made = {written.id for decision in every for written in decision.written}
    sheet = _Sheet(records)
    # One on a statement whose own making was taken back or set aside rests until that comes back.
    stale = tuple(
        decision
        for decision in in_force(every)
        if decision.record
        and not sheet.take(decision)
        and (decision.verb is Verb.ADD or decision.record not in made)
    )
    return Overlay(sheet.laid_out(), stale)


class _Sheet:
    """The records of one report while decisions are laid over them, oldest first."""

    def __init__(self, records: Sequence[PublishedRecord]) -> None:
        self._order = [published.id for published in records]
        self._shown = {published.id: published for published in records}
        self._seen = {p.id: fingerprint(p.record) for p in records}
        self._rejected: set[RecordId] = set()
        self._absorbed: dict[RecordId, RecordId] = {}
        self._parts: dict[RecordId, list[RecordId]] = {}
        self._added: list[RecordId] = []
        self._tied: set[RecordId] = set()

    def take(self, decision: Decision) -> bool:
        """Lay one decision over the records; False where it was made on other words."""
        name = decision.record
        assert name is not None
        if decision.verb is Verb.ADD:
            return self._add(name, decision)
        if self._seen.get(name) != decision.made_on:
            return False
        if any(self._seen.get(other) != print_ for other, print_ in decision.absorbed):
            return False
        if decision.verb is Verb.REJECT:
            self._rejected.add(name)
        elif decision.verb in _SHOWING:
            self._rejected.discard(name)
        self._relate(name, decision)
        changed = _changed(self._shown[name].record, decision)
        self._shown[name] = replace(self._shown[name], record=changed)
        return True

    def laid_out(self) -> tuple[PublishedRecord, ...]:
        """Give what is shown, in reading order, with relations among it only."""
        hidden = self._rejected | set(self._absorbed)
        order = [name for name in self._in_order() if name not in hidden]
        parents = {name: self._parent(name, set(order)) for name in order}
        children: dict[RecordId, list[RecordId]] = {}
        for name, parent in parents.items():
            if parent:
                children.setdefault(parent, []).append(name)
        return tuple(
            replace(
                self._shown[name],
                record=self._numbered(name, parents[name]),
                parent=parents[name],
                children=tuple(children.get(name, ())),
            )
            for name in order
        )

    def _add(self, name: RecordId, decision: Decision) -> bool:
        if name in self._order or not decision.written:
            return False
        if name not in self._shown:
            self._make(decision.written[0])
            self._added.append(name)
        return True

    def _make(self, written: Written) -> None:
        record = written.as_record()
        self._shown[written.id] = PublishedRecord(written.id, record, written.parent)
        self._seen[written.id] = fingerprint(record)

    def _relate(self, name: RecordId, decision: Decision) -> None:
        new = [w for w in decision.written if w.id not in self._shown]
        for written in new:
            self._make(written)
        parts = self._parts.setdefault(name, [])
        self._parts[name] = [*(w.id for w in new), *parts]
        if decision.verb is Verb.MERGE:
            self._absorbed.pop(name, None)
            self._absorbed.update({other: name for other, _ in decision.absorbed if other != name})
        if decision.parent is not None:
            parent = RecordId(decision.parent) if decision.parent else None
            self._shown[name] = replace(self._shown[name], parent=parent)
            self._tied.add(name)

    def _in_order(self) -> Iterator[RecordId]:
        """Walk the records: parts follow what they were split from, others stand by their page."""
        waiting = sorted(self._added, key=self._place, reverse=True)
        for name in self._order:
            while waiting and self._place(waiting[-1]) < self._place(name):
                yield from self._with_parts(waiting.pop())
            yield from self._with_parts(name)
        for name in reversed(waiting):
            yield from self._with_parts(name)

    def _with_parts(self, name: RecordId) -> Iterator[RecordId]:
        yield name
        for part in self._parts.get(name, ()):
            yield from self._with_parts(part)

    def _place(self, name: RecordId) -> tuple[int, int, str]:
        record = self._shown[name].record
        spans = record.passage.spans
        return record.page, spans[0].start if spans else 0, name

    def _parent(self, name: RecordId, shown: set[RecordId]) -> RecordId | None:
        parent = self._shown[name].parent
        while parent in self._absorbed:
            parent = self._absorbed[parent]
        return parent if parent in shown and parent != name else None

    def _numbered(self, name: RecordId, parent: RecordId | None) -> Record:
        record = self._shown[name].record
        if name not in self._tied:
            return record
        return replace(record, parent_number=self._shown[parent].record.number if parent else "")


def _changed(record: Record, decision: Decision) -> Record:
    if decision.verb is Verb.RETAG and decision.topics is not None:
        by = decision.by or "staff"
        return replace(record, topics=tuple(TopicTag(TopicId(t), by=by) for t in decision.topics))
    if decision.verb not in _SHOWING:
        return record
    return replace(
        _moved(record, decision),
        confidence=1.0,
        text=record.text if decision.text is None else decision.text,
        kind=record.kind if decision.kind is None else decision.kind,
        label=record.label if decision.label is None else decision.label,
        number=record.number if decision.number is None else decision.number,
        status=record.status if decision.status is None else decision.status,
    )


def _moved(record: Record, decision: Decision) -> Record:
    """Put a record where the decision says it stands."""
    if decision.page is None and decision.passage is None:
        return record
    passage = decision.passage or Passage()
    page = decision.page or passage.page or record.page
    return replace(record, passage=passage, page=page, page_end=max(page, passage.page_end))
