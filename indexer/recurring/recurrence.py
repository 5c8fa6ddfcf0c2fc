"""Which statements of different reports say the same: lessons that recur.

Conservative: two that are alike only on the whole stay apart; which are alike, and how far, is told
by `indexer.recurring.statement_pairs`. What reports on one event say twice
is one voice, so that only statements on different events bring a lesson about; those that repeat
them then stand beside them.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from indexer.recurring.stance import Stance, opposed
from kb.domain.ids import LessonId, RecordId, ReportId
from kb.domain.lesson import Lesson, Likeness, Told

# Probability from which statements of different events are taken to say the same, on average over a
# group; two events alone must be surer, since a third that says it too is evidence. Set by reading
# pairs around it: `python -m tests.benchmarks.recurrence` draws them.
SAME, SAME_ALONE, ALONE = 0.54, 0.73, 2
# No two of a group may be less alike: "train chaplains to tell of a death" and "a liaison for each
# family" are both like "a trained liaison tells of a death and stays", and not like each other.
LEAST = 0.2
# Two reports that repeat each other's statements nearly word for word are of one event, whatever
# their front pages say: at least so many statements, and such a share of the shorter report.
VERBATIM, REPEATED, REPEATED_SHARE = 1.0, 3, 0.15


@dataclass(frozen=True, slots=True)
class Statement:
    """A published statement that is like others; `event` names what its report is about."""

    id: RecordId
    report: ReportId
    event: str
    published: str
    stance: Stance


Pair = tuple[int, int]
Likenesses = Mapping[Pair, float]


def recurring(
    statements: Iterable[Statement],
    pairs: Iterable[Likeness],
    sizes: Mapping[ReportId, int],
    known: Mapping[RecordId, LessonId] | None = None,
) -> tuple[Lesson, ...]:
    """Group statements that say the same, whatever the order in which they come.

    Pairs of statements that are not given are left out. `sizes` counts the statements of each
    report; `known` says in which lesson each statement was, so that ids stay.
    """
    ordered = sorted(statements, key=lambda s: s.id)
    at = {s.id: place for place, s in enumerate(ordered)}
    found = {
        (min(at[p.one], at[p.other]), max(at[p.one], at[p.other])): p.value
        for p in pairs
        if p.one in at and p.other in at
    }
    ordered = _told_once(ordered, found, sizes)
    apart = {p: n for p, n in found.items() if _may_agree(ordered, p)}
    groups = [g for g in _groups(len(ordered), apart, ordered) if _sure(ordered, apart, g)]
    return _named([[ordered[i] for i in g] for g in groups], known or {})


def _told_once(
    statements: Sequence[Statement], found: Likenesses, sizes: Mapping[ReportId, int]
) -> list[Statement]:
    """Give reports that repeat each other the same event."""
    verbatim = Counter(
        tuple(sorted((statements[a].report, statements[b].report)))
        for (a, b), value in found.items()
        if value >= VERBATIM
    )
    joined = _Sets(s.event for s in statements)
    events = {s.report: s.event for s in statements}
    for (one, other), count in verbatim.items():
        if count >= max(REPEATED, REPEATED_SHARE * min(sizes[one], sizes[other])):
            joined.join(events[one], events[other])
    return [replace(s, event=joined.of(s.event)) for s in statements]


def _may_agree(statements: Sequence[Statement], pair: Pair) -> bool:
    one, other = statements[pair[0]], statements[pair[1]]
    return one.event != other.event and not opposed(one.stance, other.stance)


def _sure(statements: Sequence[Statement], likenesses: Likenesses, group: Sequence[int]) -> bool:
    """Ask more of a group that no third event bears out; what one event says is no lesson."""
    events = {statements[at].event for at in group}
    if len(events) > ALONE:
        return True
    values = (likenesses.get((min(p), max(p)), 0.0) for p in combinations(group, 2))
    return len(events) == ALONE and max(values) >= SAME_ALONE


@dataclass(frozen=True, slots=True)
class _Between:
    """How alike two groups are: their compared pairs' sum, number and least."""

    total: float = 0.0
    compared: int = 0
    least: float = 1.0

    def __add__(self, other: _Between) -> _Between:
        return _Between(
            self.total + other.total,
            self.compared + other.compared,
            min(self.least, other.least),
        )

    def same(self, asked: int) -> float:
        """Give the average of `asked` pairs, 0 where one was not compared or is unlike."""
        sure = self.compared == asked > 0 and self.least >= LEAST
        return self.total / asked if sure else 0.0


def _groups(size: int, likenesses: Likenesses, statements: Sequence[Statement]) -> list[list[int]]:
    """Join the most alike first, while two groups are the same on average and no two are unlike.

    Pairs within one event are not asked; pairs never compared count as unlike.
    """
    members: dict[int, list[int]] = {at: [at] for at in range(size)}
    between: dict[int, dict[int, _Between]] = defaultdict(dict)
    for (a, b), value in likenesses.items():
        between[a][b] = between[b][a] = _Between(value, 1, value)
    heap = [(-value, a, b) for (a, b), value in likenesses.items() if value >= SAME]
    heapq.heapify(heap)
    fresh = size
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        members[fresh] = members.pop(a) + members.pop(b)
        one, other = between.pop(a), between.pop(b)
        for near in (one.keys() | other.keys()) - {a, b}:
            if near not in members:
                continue
            both = one.get(near, _Between()) + other.get(near, _Between())
            between[near][fresh] = between[fresh][near] = both
            value = both.same(_asked(statements, members[near], members[fresh]))
            if value >= SAME:
                heapq.heappush(heap, (-value, near, fresh))
        fresh += 1
    return [group for group in members.values() if len(group) > 1]


def _asked(statements: Sequence[Statement], one: Sequence[int], other: Sequence[int]) -> int:
    return sum(statements[a].event != statements[b].event for a in one for b in other)


def _named(
    groups: Iterable[Sequence[Statement]], known: Mapping[RecordId, LessonId]
) -> tuple[Lesson, ...]:
    """Name each group as most of its statements were named before, else by its first."""
    ordered = [sorted(g, key=lambda s: (s.published or "9999", s.id)) for g in groups]
    ordered.sort(key=lambda g: (-len(g), g[0].id))
    taken: set[LessonId] = set()
    lessons: list[Lesson] = []
    for group in ordered:
        name = next(n for n in _candidates(group, known) if n not in taken)
        taken.add(name)
        lessons.append(Lesson(name, tuple(Told(s.id, s.event) for s in group)))
    return tuple(lessons)


def _candidates(
    group: Sequence[Statement], known: Mapping[RecordId, LessonId]
) -> Iterator[LessonId]:
    before = Counter(known[s.id] for s in group if s.id in known)
    yield from (name for name, _ in sorted(before.items(), key=lambda e: (-e[1], e[0])))
    yield from (LessonId(s.id) for s in group)


class _Sets:
    """Disjoint sets of names, each called by its least."""

    def __init__(self, names: Iterable[str]) -> None:
        self._above = {name: name for name in names}

    def of(self, name: str) -> str:
        while self._above[name] != name:
            name = self._above[name]
        return name

    def join(self, one: str, other: str) -> None:
        least, most = sorted((self.of(one), self.of(other)))
        self._above[most] = least
