"""A packet: statements that a trainer gathered, under own headings, with own notes.

Everything here is pure: each change gives another packet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kb.domain.ids import RecordId
from kb.errors import BadRequest

MOST_ITEMS = 500
LONGEST_LINE = 200
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class PacketItem:
    """One statement gathered. `heading` "" leaves it under its own subject."""

    record: RecordId
    heading: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Packet:
    """Statements in the trainer's order; those of one heading stand together.

    `questions` are for a discussion, one a line.
    """

    title: str = ""
    introduction: str = ""
    questions: str = ""
    items: tuple[PacketItem, ...] = ()

    def holds(self, record: str) -> bool:
        """Say whether a statement is in it."""
        return any(item.record == record for item in self.items)

    def asked(self) -> tuple[str, ...]:
        """Give the questions one by one."""
        return tuple(line.strip() for line in self.questions.splitlines() if line.strip())


def added(packet: Packet, records: Iterable[str]) -> Packet:
    """Put statements at the end, those it holds already left where they are.

    Raises BadRequest where it would hold too many; then none is put in.
    """
    held = {item.record for item in packet.items}
    fresh = [RecordId(name) for name in dict.fromkeys(records) if name not in held]
    if len(held) + len(fresh) > MOST_ITEMS:
        raise BadRequest(
            f"a packet holds at most {MOST_ITEMS:,} statements; "
            f"this one has {len(held):,} and {len(fresh):,} would come to it",
            hint="Narrow the search first; any number of results can be exported without a packet.",
        )
    items = (*packet.items, *(PacketItem(record) for record in fresh))
    return replace(packet, items=_together(items))


def removed(packet: Packet, record: str) -> Packet:
    """Take a statement out."""
    return replace(packet, items=tuple(i for i in packet.items if i.record != record))


def moved(packet: Packet, record: str, by: int) -> Packet:
    """Move a statement up (-1) or down (1) among those of its heading, as far as there are any."""
    items = list(packet.items)
    at = next((n for n, item in enumerate(items) if item.record == record), None)
    if at is None:
        return packet
    to = at + by
    if 0 <= to < len(items) and items[to].heading == items[at].heading:
        items[at], items[to] = items[to], items[at]
    return replace(packet, items=tuple(items))


def heading_moved(packet: Packet, heading: str, by: int) -> Packet:
    """Move all statements of a heading before (-1) or behind (1) those of the one beside it."""
    order = list(dict.fromkeys(item.heading for item in packet.items))
    if heading not in order:
        return packet
    at = order.index(heading)
    to = at + by
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    items = (item for name in order for item in packet.items if item.heading == name)
    return replace(packet, items=tuple(items))


def written(
    packet: Packet,
    *,
    title: str,
    introduction: str,
    questions: str,
    headings: Mapping[str, str],
    notes: Mapping[str, str],
) -> Packet:
    """Take over what was typed; `headings` and `notes` are by record, others stay as they are.

    Raises BadRequest where a text is longer than it may be.
    """
    items = (
        PacketItem(
            item.record,
            _line(headings.get(item.record, item.heading)),
            _text(notes.get(item.record, item.note)),
        )
        for item in packet.items
    )
    return Packet(
        _line(title),
        _text(introduction),
        _text(questions),
        _together(tuple(items)),
    )


def _line(text: str) -> str:
    return _bounded(" ".join(text.split()), LONGEST_LINE)


def _text(text: str) -> str:
    return _bounded(text.replace("\r\n", "\n").strip(), LONGEST_TEXT)


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        raise BadRequest(
            f"“{text[:40]}…” has {len(text):,} characters",
            hint=f"Shorten it to {most:,}; go back to find what you typed.",
        )
    return text


def _together(items: tuple[PacketItem, ...]) -> tuple[PacketItem, ...]:
    """Bring statements of one heading together, where the first of them stands."""
    order = dict.fromkeys(item.heading for item in items)
    return tuple(item for name in order for item in items if item.heading == name)
