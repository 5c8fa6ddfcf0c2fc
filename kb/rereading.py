"""What another reading of a report would change for its readers, record by record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.domain.extraction import Doubt
from kb.domain.ids import RecordId
from kb.domain.published import PublishedRecord, PublishedReport
from kb.domain.record import Record

STALE = "stale_decision"
# What of a record and of a report's description a change is told of, in this order.
_OF_A_RECORD = ("kind", "label", "number", "page", "page_end", "section", "status", "also_on")
_OF_A_REPORT = ("title", "publisher", "published", "kind", "sites", "incidents", "stated_counts")


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record as it is shown and as it would be; None before for a new one, after for one gone.

    `fields` are (name, before, after) of what differs besides the words.
    """

    id: RecordId
    before: Record | None
    after: Record | None
    fields: tuple[tuple[str, str, str], ...] = ()

    @property
    def reworded(self) -> bool:
        """Say whether the words themselves differ."""
        return bool(self.before and self.after and self.before.text != self.after.text)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes in a report: records, decisions set aside by it, fields of its description.

    `same` is how many records stay as they are.
    """

    same: int
    changes: tuple[RecordChange, ...]
    stale: tuple[Doubt, ...]
    about: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Say whether readers or staff would notice anything."""
        return bool(self.changes or self.stale or self.about)


def difference(before: PublishedReport, after: PublishedReport) -> Difference:
    """Compare two readings of one report as published, matched by their lasting ids."""
    old = {published.id: published for published in before.records}
    new = {published.id: published for published in after.records}
    pairs = [(name, old.get(name), new.get(name)) for name in {**new, **old}]
    changes = tuple(c for pair in pairs if (c := _change(*pair)) is not None)
    known = set(before.warnings)
    return Difference(
        same=len(pairs) - len(changes),
        changes=changes,
        stale=tuple(d for d in after.warnings if d.code == STALE and d not in known),
        about=tuple(
            name
            for name in _OF_A_REPORT
            if getattr(before.bibliography, name) != getattr(after.bibliography, name)
        ),
    )


def _change(
    name: RecordId, old: PublishedRecord | None, new: PublishedRecord | None
) -> RecordChange | None:
    if old is None or new is None:
        return RecordChange(name, old.record if old else None, new.record if new else None)
    fields = tuple(_fields(old, new))
    if not fields and old.record.text == new.record.text:
        return None
    return RecordChange(name, old.record, new.record, fields)


def _fields(old: PublishedRecord, new: PublishedRecord) -> Iterable[tuple[str, str, str]]:
    for field in _OF_A_RECORD:
        one, other = getattr(old.record, field), getattr(new.record, field)
        if one != other:
            yield field, _told(one), _told(other)
    if old.parent != new.parent:
        yield "parent", old.parent or "", new.parent or ""
    topics = [tuple(tag.topic for tag in published.record.topics) for published in (old, new)]
    if set(topics[0]) != set(topics[1]):
        yield "topics", _told(topics[0]), _told(topics[1])


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return str(value)
