"""The same statement printed several times is one record; its other pages go into `also_on`.

Reports print a statement in the summary (often shortened), where the body argues it, in a closing
list and in an appendix. The body's occurrence is the record.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.labels import number_parts
from ingest.layout.blocks import Role
from ingest.statements.candidate import Source
from ingest.statements.flow import Flow, Zone
from ingest.statements.statement import Statement

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Cluster:
    """One statement: the occurrence that is the record, and the others."""

    canonical: Statement
    repeats: tuple[Statement, ...] = ()


def words_of(text: str) -> Counter[str]:
    """Count a text's telling words, case folded: the short ones stand in every statement."""
    return Counter(w for w in _WORD.findall(text.lower()) if len(w) >= TELLING or w.isdigit())


# Letters from which on a word tells one statement from another.
TELLING = 4


def share_held(part: Counter[str], whole: Counter[str]) -> float:
    """Say which share of `part`'s words `whole` holds (0 to 1)."""
    return _common(part, whole) / max(1, part.total())


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Give the F1 of two texts' words (0 to 1)."""
    return 2 * _common(one, other) / max(1, one.total() + other.total())


def _common(one: Counter[str], other: Counter[str]) -> int:
    """Count the words that both hold."""
    return sum(min(one[word], other[word]) for word in one.keys() & other.keys())


def cluster(
    flow: Flow, primary: Sequence[Statement], secondary: Iterable[Statement]
) -> tuple[Cluster, ...]:
    """Join occurrences of one statement; secondary ones only ever join, they found no record."""
    prose = _prose(flow, primary)
    ranked = sorted(primary, key=lambda s: _rank(flow, s, prose))
    chosen = _selections(flow, ranked)
    ranked.sort(key=lambda s: id(s) in chosen)
    listing = _repeat_lists(flow, ranked)
    clusters = _Clusters()
    for statement in ranked:
        found = clusters.find(statement, flow, strict=id(statement) not in listing)
        if found is None and id(statement) in listing and _is_reworded(statement, clusters):
            continue
        clusters.add(found, statement)
    for statement in secondary:
        found = clusters.find(statement, flow, strict=False)
        if found is not None:
            clusters.add(found, statement)
    return tuple(_argued(flow, c) for c in clusters.in_order())


def _argued(flow: Flow, found: Cluster) -> Cluster:
    """Let what argues a statement in the body stand for one that a list only repeats.

    "Finding" over a box in the analysis, "5.5" in the list of findings: the number is the list's.
    A table of recommendations in an appendix may be the only place that numbers and labels them.
    """
    own = found.canonical
    better = [s for s in found.repeats if _argues(flow, s, own)]
    if not better:
        return found
    best = min(better, key=lambda s: s.candidate.block)
    number = best.candidate.number or own.candidate.number
    label = best.candidate.label or own.candidate.label
    numbered = replace(best, candidate=replace(best.candidate, number=number, label=label))
    return Cluster(numbered, (own, *(s for s in found.repeats if s is not best)))


def _argues(flow: Flow, one: Statement, listed: Statement) -> bool:
    if flow.zones[one.candidate.block] is not Zone.BODY:
        return False
    boxed = one.candidate.source is Source.LABEL or (
        flow.blocks[one.candidate.block].boxed >= 0 > flow.blocks[listed.candidate.block].boxed
        and not one.candidate.number
    )
    return (boxed and listed.candidate.source is Source.ITEM) or flow.zones[
        listed.candidate.block
    ] in _LISTED


_LISTED = frozenset({Zone.LIST, Zone.APPENDIX, Zone.SUMMARY})


def _is_reworded(statement: Statement, clusters: _Clusters) -> bool:
    """Say whether a list repeats in other words what already has a record under that number."""
    number = statement.candidate.number
    return bool(number) and statement.candidate.source is Source.LABEL and clusters.has(statement)


def _rank(flow: Flow, statement: Statement, prose: dict[int, float]) -> tuple[float, ...]:
    """Order occurrences by how well they argue: part of the report, prose about it, a number."""
    # an office's numbers tell each recommendation apart, and what argues it stands before it
    coded = statement.candidate.source is Source.CLOSING
    argued = 0.0 if coded else prose[id(statement)]
    zone = flow.zones[statement.candidate.block]
    unnumbered = not statement.candidate.number
    return (zone, argued < ARGUED, unnumbered, -round(argued, -1), statement.candidate.block)


# Words of prose about each statement, below which they are but a list.
ARGUED = 12.0
# Words counted for one statement: the last of a chapter has all that follows.
MOST_PROSE = 300


def _prose(flow: Flow, statements: Sequence[Statement]) -> dict[int, float]:
    """Give each statement the mean number of words between those of its series.

    A series is what one form prints in one go: it ends where a number comes again.
    """
    out: dict[int, float] = {}
    for series in _series(sorted(statements, key=lambda s: s.candidate.block)):
        gaps = [
            min(MOST_PROSE, _words_between(flow, one, other))
            for one, other in pairwise(series)
        ]  # fmt: skip
        mean = sum(gaps) / len(gaps) if gaps else 0.0
        out.update((id(s), mean) for s in series)
    return out


def _series(ordered: Iterable[Statement]) -> Iterator[list[Statement]]:
    # a number that comes again begins anew; chapters may print 4 before 2
    open_series: dict[object, list[Statement]] = {}
    for statement in ordered:
        c = statement.candidate
        key = (c.kind, c.source, c.depth)
        current = open_series.get(key)
        if current and not _anew(current, statement):
            current.append(statement)
            continue
        if current:
            yield current
        open_series[key] = [statement]
    yield from open_series.values()


def _anew(before: Sequence[Statement], statement: Statement) -> bool:
    own = statement.candidate
    if not own.number:
        return before[-1].candidate.head != own.head
    counts = number_parts(own.number)[1]
    return any(number_parts(s.candidate.number)[1] == counts for s in before)


def _words_between(flow: Flow, one: Statement, other: Statement) -> int:
    first = one.pieces[-1].block + 1
    return sum(len(flow.blocks[i].text.split()) for i in range(first, other.candidate.block))


def _repeat_lists(flow: Flow, ranked: Sequence[Statement]) -> set[int]:
    """Name the statements of lists most of whose members are printed in better places too."""
    scopes: dict[object, list[Statement]] = defaultdict(list)
    for statement in ranked:
        scopes[_scope(flow, statement)].append(statement)
    out: set[int] = set()
    place = {id(s): i for i, s in enumerate(ranked)}
    texts = {id(s): words_of(s.text) for s in ranked}
    for members in scopes.values():
        inside = {id(m) for m in members}
        first = min(place[i] for i in inside)
        better = [s for s in ranked[:first] if id(s) not in inside]
        matched = sum(any(_alike(texts[id(m)], texts[id(o)]) for o in better) for m in members)
        if matched >= MOST * len(members):
            out |= inside
    return out


MOST = 0.6


def _selections(flow: Flow, ranked: Sequence[Statement]) -> set[int]:
    """Name the statements of lists without numbers that only choose from longer ones.

    "Priority Recommendations" in front repeats six of the twenty that stand by theme at the end.
    """
    listed = [s for s in ranked if s.candidate.head >= 0 and not s.candidate.number]
    scopes: dict[object, list[Statement]] = defaultdict(list)
    for statement in listed:
        scopes[_scope(flow, statement)].append(statement)
    texts = {id(s): words_of(s.text) for s in listed}
    out: set[int] = set()
    for scope, members in scopes.items():
        kind = members[0].candidate.kind
        others = [s for s in listed if s.candidate.kind is kind and id(s) not in out]
        others = [s for s in others if _scope(flow, s) != scope]
        found = [
            next((o for o in others if _alike(texts[id(m)], texts[id(o)])), None) for m in members
        ]
        from_ = {_scope(flow, s) for s in found if s}
        longer = sum(len(scopes[s]) for s in from_) > len(members)
        if longer and sum(s is not None for s in found) >= MOST * len(members):
            out |= {id(m) for m in members}
    return out


def _scope(flow: Flow, statement: Statement) -> object:
    c = statement.candidate
    if c.head >= 0:
        return c.kind, c.head, flow.paths[c.block]
    return c.kind, c.source, flow.zones[c.block]


def _alike(one: Counter[str], other: Counter[str]) -> bool:
    small, large = sorted((one, other), key=Counter.total)
    if small.total() < ENOUGH:
        return False
    return likeness(one, other) >= SAME or share_held(small, large) >= HELD


# Share of words in common from which two texts are the same statement; a shortened form holds
# nearly only words of the whole, and must have a few of them.
SAME = 0.8
HELD = 0.85
ENOUGH = 5


class _Clusters:
    """Statements found so far, looked up by kind and number or by words."""

    def __init__(self) -> None:
        self._members: list[list[Statement]] = []
        self._words: list[Counter[str]] = []
        self._by_number: dict[object, list[int]] = defaultdict(list)
        self._by_kind: dict[object, list[int]] = defaultdict(list)

    def has(self, statement: Statement) -> bool:
        return bool(self._by_number[self._key(statement)])

    @staticmethod
    def _key(statement: Statement) -> object:
        return statement.candidate.kind, statement.candidate.number

    def find(self, statement: Statement, flow: Flow, *, strict: bool) -> int | None:
        """Find the cluster that a statement repeats; `strict` ones only by number and words."""
        words = words_of(statement.text)
        if statement.candidate.number and statement.candidate.source is not Source.ITEM:
            best = self._best(self._by_number[self._key(statement)], words)
            if best is not None and self._same_number(best, statement, words, flow):
                return best
        if strict:
            return None
        best = self._best(self._by_kind[statement.candidate.kind], words)
        return best if best is not None and _alike(words, self._words[best]) else None

    def _same_number(
        self, best: int, statement: Statement, words: Counter[str], flow: Flow
    ) -> bool:
        own = self._members[best][0]
        if flow.zones[own.candidate.block] == flow.zones[statement.candidate.block]:
            return _alike(words, self._words[best]) or _is_short_form(statement, own)
        return _near(words, self._words[best], SHORTENED)

    def _best(self, among: list[int], words: Counter[str]) -> int | None:
        return max(among, key=lambda i: likeness(words, self._words[i]), default=None)

    def add(self, found: int | None, statement: Statement) -> None:
        if found is not None:
            self._members[found].append(statement)
            return
        self._members.append([statement])
        self._words.append(words_of(statement.text))
        self._by_number[self._key(statement)].append(len(self._members) - 1)
        self._by_kind[statement.candidate.kind].append(len(self._members) - 1)

    def in_order(self) -> tuple[Cluster, ...]:
        found = [Cluster(m[0], tuple(m[1:])) for m in self._members]
        return tuple(sorted(found, key=lambda c: (c.canonical.candidate.block,
                                                  c.canonical.candidate.offset)))  # fmt: skip


# A summary's form under the same number keeps some of the words.
SHORTENED = 0.3


def _is_short_form(statement: Statement, whole: Statement) -> bool:
    """Say whether a text without a sentence's end is the beginning of another with its number.

    "R5 Every steward who is posted at" in a list in front, "... at a gate should hold its key."
    """
    short, full = (re.findall(r"\w+", s.text.lower()) for s in (statement, whole))
    broken = statement.text.rstrip()[-1:] not in ".;!?”"
    return broken and len(full) > len(short) > 1 and full[: len(short)] == short


def _near(one: Counter[str], other: Counter[str], share: float) -> bool:
    small, large = sorted((one, other), key=Counter.total)
    return share_held(small, large) >= share


def printed_again(flow: Flow, clusters: Sequence[Cluster]) -> tuple[tuple[int, ...], ...]:
    """Give for each cluster the blocks that print its statement again, in reading order.

    Besides the occurrences with labels, paragraphs elsewhere that hold the statement's words are
    looked for: summaries repeat statements without any label.
    """
    texts = [words_of(c.canonical.text) for c in clusters]
    used = {p.block for c in clusters for p in c.canonical.pieces}
    rare = _index(texts)
    blocks = [{s.candidate.block for s in found.repeats} for found in clusters]
    for index, block in enumerate(flow.blocks):
        if index in used or block.role is Role.HEADING:
            continue
        held = _holder(words_of(block.text), texts, rare)
        if held is not None and not _is_own(clusters[held], index):
            blocks[held].add(index)
    return tuple(tuple(sorted(found)) for found in blocks)


def also_on(flow: Flow, found: Cluster, again: Sequence[int]) -> tuple[int, ...]:
    """Give the other pages of a statement, 1-based and sorted; `again` are its other blocks."""
    pages = {s.page for s in found.repeats} | {flow.blocks[index].page for index in again}
    return tuple(sorted(pages - {found.canonical.page}))


def _is_own(cluster: Cluster, index: int) -> bool:
    return index in cluster.canonical.narrative


def _index(texts: Sequence[Counter[str]]) -> dict[str, list[int]]:
    where: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(texts):
        for word in words:
            where[word].append(place)
    return {w: places for w, places in where.items() if len(places) <= COMMON}


# A word in more statements than this tells none of them.
COMMON = 6


def _holder(
    words: Counter[str], texts: Sequence[Counter[str]], rare: dict[str, list[int]]
) -> int | None:
    if words.total() < ENOUGH:
        return None
    votes = Counter(place for word in words for place in rare.get(word, ()))
    for place, _ in votes.most_common(3):
        whole = texts[place]
        if whole.total() >= ENOUGH and (
            share_held(whole, words) >= HELD or share_held(words, whole) >= HELD
        ):
            return place
    return None
