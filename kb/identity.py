"""Lasting ids: which record of a new reading is which of the readings before.

A record keeps its id when a report is read again, matched by printed number first and by its words
then; an id once given is never given to another statement, also after its record has vanished.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.domain.ids import RecordId, ReportId, record_id, section_slug
from kb.domain.record import Kind, Record

# Share of words two readings of one statement have in common at least (Dice's coefficient).
LIKENESS = 0.6

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Known:
    """An id given before, with what it was given to."""

    id: RecordId
    kind: str
    number: str
    text: str


def assign(
    report: ReportId, records: Sequence[Record], known: Iterable[Known] = ()
) -> dict[str, RecordId]:
    """Give each record's key its lasting id: one of `known` where it is that statement, or new."""
    earlier = list(known)
    given: dict[str, RecordId] = {}
    for sameness in (_number_and_words, _printed_number, _words):
        _match(records, earlier, given, sameness)
    _match_alike(records, earlier, given)
    taken = {old.id for old in earlier} | set(given.values())
    _name_new(report, [r for r in records if r.key not in given], records, taken, given)
    return given


def name_written(
    report: ReportId, kind: Kind, number: str, page: int, taken: Collection[RecordId]
) -> RecordId:
    """Give a lasting id to a statement that staff write; none that was ever `taken`."""
    repeat = 1
    while True:
        named = number or f"p{page}-{repeat}"
        name = record_id(report, kind, named, repeat=repeat if number else 1)
        if name not in taken:
            return name
        repeat += 1


def _number_and_words(one: Record | Known) -> Hashable:
    return (str(one.kind), one.number, _bag(one.text)) if one.number else None


def _printed_number(one: Record | Known) -> Hashable:
    return (str(one.kind), one.number) if one.number else None


def _words(one: Record | Known) -> Hashable:
    return _bag(one.text) or None


def _bag(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))


def _match(
    records: Sequence[Record],
    earlier: Sequence[Known],
    given: dict[str, RecordId],
    sameness: Callable[[Record | Known], Hashable],
) -> None:
    """Match those that agree, where exactly one on each side does."""
    new, old = defaultdict(list), defaultdict(list)
    for record in records:
        if record.key not in given:
            new[sameness(record)].append(record.key)
    used = set(given.values())
    for before in earlier:
        if before.id not in used:
            old[sameness(before)].append(before.id)
    for same, keys in new.items():
        if same is not None and len(keys) == 1 and len(old.get(same, ())) == 1:
            given[keys[0]] = old[same][0]


def _match_alike(
    records: Sequence[Record], earlier: Sequence[Known], given: dict[str, RecordId]
) -> None:
    """Match what was read a little differently: equal numbers first, the likest pairs first."""
    used = set(given.values())
    left = [(before, Counter(_bag(before.text))) for before in earlier if before.id not in used]
    new = [(record, Counter(_bag(record.text))) for record in records if record.key not in given]
    pairs: list[tuple[bool, float, int, int]] = []
    for row, (record, words) in enumerate(new):
        for column, (before, old_words) in enumerate(left):
            likeness = _likeness(words, old_words)
            same = record.number == before.number
            if likeness >= LIKENESS and (same or not record.number):
                pairs.append((not same, -likeness, row, column))
    for _, _, row, column in sorted(pairs):
        key, before_id = new[row][0].key, left[column][0].id
        if key not in given and before_id not in used:
            given[key] = before_id
            used.add(before_id)


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    fewer, more = sorted((one.total(), other.total()))
    # Texts of very different length cannot be alike; counting their words would cost most.
    if not fewer or 2 * fewer < LIKENESS * (fewer + more):
        return 0.0
    return 2 * (one & other).total() / (fewer + more)


def _name_new(
    report: ReportId,
    new: Sequence[Record],
    every: Sequence[Record],
    taken: Collection[RecordId],
    given: dict[str, RecordId],
) -> None:
    used = set(taken)
    sections = _sections_needed(every)
    numbers = _numbers(every)
    for record in new:
        section = sections.get(record.key, "")
        repeat = 1
        while (
            name := record_id(report, record.kind, numbers[record.key], section, repeat)
        ) in used:
            repeat += 1
        used.add(name)
        given[record.key] = name


def _numbers(records: Sequence[Record]) -> dict[str, str]:
    """Name the unnumbered by page and place on the page (`p12-2`)."""
    on_page: Counter[tuple[str, int]] = Counter()
    numbers: dict[str, str] = {}
    for record in records:
        if record.number:
            numbers[record.key] = record.number
        else:
            on_page[record.kind, record.page] += 1
            numbers[record.key] = f"p{record.page}-{on_page[record.kind, record.page]}"
    return numbers


def _sections_needed(records: Sequence[Record]) -> dict[str, str]:
    """Give the telling title by key where one number stands in several places.

    A number printed twice in one place has the same title twice, or none.
    """
    by_key = {record.key: record for record in records}
    together: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        if record.number:
            together[record.kind, record.number].append(record)
    needed: dict[str, str] = {}
    for group in together.values():
        places = {record.key: _place(record, by_key) for record in group}
        titles = {place: _telling(place, set(places.values())) for place in places.values()}
        if len(titles) > 1:
            needed |= {key: titles[place] for key, place in places.items()}
    return needed


def _place(record: Record, by_key: Mapping[str, Record]) -> tuple[str, ...]:
    """Give the titles above a record, then those above its parents.

    An improvement plan gathers the corrective actions of all capabilities in one appendix, 1.1 in
    each: which capability is meant, only the weakness they answer says.
    """
    titles: list[str] = []
    passed: set[str] = set()
    above: Record | None = record
    while above and above.key not in passed:
        titles += above.section
        passed.add(above.key)
        above = by_key.get(above.parent or "")
    return tuple(titles)


def _telling(place: tuple[str, ...], places: Collection[tuple[str, ...]]) -> str:
    """Give the outermost title that no other place has at its depth, or all that differ."""
    others = [other for other in places if other != place]
    for depth, title in enumerate(place):
        if all(_slug_at(other, depth) != section_slug(title) for other in others):
            return title
    return " ".join(
        title
        for depth, title in enumerate(place)
        if any(_slug_at(other, depth) != section_slug(title) for other in others)
    )


def _slug_at(place: tuple[str, ...], depth: int) -> str:
    return section_slug(place[depth]) if depth < len(place) else ""
