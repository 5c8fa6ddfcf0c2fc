"""The readable reference: every document looked at for every question. Slow and plainly right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from indexer.documents import Document
from indexer.embedding.meaning import Encoder, Vector, key
from indexer.engine import Batch, Generation, fill_by_writing
from indexer.engines.token_stream import within
from indexer.fields import BY_NAME, RANKING_FIELDS, SORTS, fingerprint
from indexer.query import (
    And,
    Everything,
    FieldIs,
    Filter,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Range,
    Search,
    Term,
    Words,
)
from indexer.question import cursor as cursors
from indexer.question.meant import bare_words, by_words, named, seeks
from indexer.question.ranges import bounds_in
from indexer.ranking.listing import all_listed
from indexer.ranking.scoring import (
    DECIMALS,
    LABELLED,
    LEAST_TOP,
    UNLIKE,
    idf,
    normalised,
    saturated,
    span,
    spread,
)
from indexer.results import FacetCount, Hit, ResultPage
from indexer.tally import Tally, tallied
from kb.analysis import stem, stopwords, tokenize
from kb.errors import EngineUnavailable


@dataclass(frozen=True, slots=True)
class _Held:
    """A document with its words: stems by field and position."""

    document: Document
    stems: dict[str, dict[str, list[int]]]
    words: frozenset[str]
    lengths: dict[str, int]
    keywords: dict[str, tuple[str, ...]]
    numbers: dict[str, int]
    vector: tuple[float, ...] = ()


@dataclass(slots=True)
class _Build:
    held: dict[str, _Held] = field(default_factory=dict)
    cursor: int = 0
    meaning: str = ""
    vectors: dict[str, Vector] = field(default_factory=dict)


class MemoryEngine:
    """Holds everything in the process; what `SearchEngine` promises, in the plainest way."""

    name = "memory"

    def __init__(self, encoder: Encoder | None = None) -> None:
        """Begin with no generation."""
        self.encoder = encoder
        self._builds: dict[str, _Build] = {}
        self._live = ""

    def generations(self) -> Sequence[Generation]:
        """List the builds, newest first."""
        return [
            Generation(
                name, len(b.held), b.cursor, fingerprint(), "", name == self._live, b.meaning
            )
            for name, b in reversed(self._builds.items())
        ]

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold nothing: no other process can reach it."""
        return nullcontext()

    def create(self) -> str:
        """Start an empty build."""
        name = f"m{len(self._builds) + 1}"
        self._builds[name] = _Build()
        return name

    def write(
        self,
        generation: str,
        batch: Sequence[Document],
        *,
        replacing: Collection[str],
        cursor: int,
        vectors: Mapping[str, Vector] | None = None,
    ) -> None:
        """Replace the reports' documents."""
        build = self._builds[generation]
        whole = vectors is not None and all(key(d.meaning) in vectors for d in batch if d.meaning)
        name = self.encoder.name if self.encoder else ""
        build.meaning = name if whole and (not build.held or build.meaning == name) else ""
        build.vectors |= vectors or {}
        kept = {i: h for i, h in build.held.items() if h.document.report not in replacing}
        build.held = kept | {d.id: _hold(d, build.vectors.get(key(d.meaning))) for d in batch}
        build.cursor = cursor

    def fill(self, generation: str, batches: Iterable[Batch], *, cursor: int) -> None:
        """Write one batch after another."""
        fill_by_writing(self, generation, batches, cursor)

    def vectors(self, keys: Sequence[str]) -> Mapping[str, Vector]:
        """Give the vectors that the live build holds."""
        held = self._builds[self._live].vectors if self._live else {}
        return {k: held[k] for k in keys if k in held}

    def activate(self, generation: str) -> None:
        """Answer from this build from now on."""
        if generation not in self._builds:
            raise EngineUnavailable(f"no generation {generation}", hint="Run `kb reindex`.")
        self._live = generation

    def looking_at(self, generation: str) -> MemoryEngine:
        """Give an engine over the same builds that answers from this one."""
        other = copy(self)
        other.__dict__.update(_live=generation)
        return other

    def open_newest(self) -> None:
        """Do nothing: all is in memory."""

    def search(self, search: Search) -> ResultPage:
        """Look at every document."""
        held = self._held(search.collection)
        matching = [h for h in held if _matches(search.tree, h)]
        shown = [h for h in matching if all(_passes(f, h) for f in search.filters)]
        keyed = sorted(
            (key, h.document.id) for h, key in zip(shown, _keys(search, shown, held), strict=True)
        )
        rest = [k for k in keyed if not search.after or k > cursors.unpack(search.after)]
        page = rest[: search.limit]
        more = cursors.pack(*page[-1]) if page and len(rest) > search.limit else None
        by_id = {h.document.id: h for h in shown}
        hits = tuple(
            Hit(i, -key if search.sort == "relevance" else 0.0, _why(search.tree, by_id[i]))
            for key, i in page
        )
        counts = [(name, _counts(name, matching, search.filters)) for name in search.facets]
        facets, cut = all_listed(search, counts)
        return ResultPage(len(shown), hits, facets, more, self._live, cut)

    def terms(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """Give words that begin so."""
        found = Counter(
            w for h in self._all() for w in h.words if w.startswith(prefix) and w not in stopwords()
        )
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Count the documents that hold each word."""
        return {w: sum(_matches(Term(w), h) for h in self._all()) for w in words}

    def tally(self, field: str, trees: Sequence[Node]) -> Tally:
        """Count by facets."""
        return tallied(self.search, field, trees)

    def _all(self) -> Iterable[_Held]:
        if self._live not in self._builds:
            raise EngineUnavailable("nothing is indexed yet", hint="Run `python -m kb reindex`.")
        return self._builds[self._live].held.values()

    def _held(self, collection: str) -> list[_Held]:
        return [h for h in self._all() if h.document.collection == collection]


def _hold(document: Document, vector: Vector | None) -> _Held:
    stems: dict[str, dict[str, list[int]]] = {}
    words: set[str] = set()
    lengths: dict[str, int] = {}
    for name, text in document.text:
        places: dict[str, list[int]] = {}
        for token in tokenize(text):
            if not token.stop:
                places.setdefault(token.term, []).append(token.position)
                if BY_NAME[name].finds:
                    words.add(token.word)
        stems[name] = places
        lengths[name] = sum(map(len, places.values()))
    held = dict(document.keywords), dict(document.numbers)
    row = () if vector is None else tuple(vector.tolist())
    return _Held(document, stems, frozenset(words), lengths, *held, row)


def _matches(node: Node, held: _Held) -> bool:  # noqa: PLR0911 - one line for each node
    match node:
        case Term() | Phrase() | Near():
            named_field = node.field if isinstance(node, Phrase) else ""
            return any(
                _in_field(node, places)
                for name, places in held.stems.items()
                if (name == named_field if named_field else BY_NAME[name].finds)
            )
        case Prefix():
            return any(word.startswith(node.text) for word in held.words)
        case FieldIs():
            return node.value in held.keywords.get(node.field, ())
        case Range():
            return _within(held.numbers.get(node.field), node.low, node.high)
        case And():
            return all(_matches(part, held) for part in node.parts)
        case Or():
            return sum(_matches(part, held) for part in node.parts) >= node.least
        case Words():
            worded = sum(_matches(part, held) for part in node.parts) >= node.least
            return worded or _alike(node, held)
        case Not():
            return not _matches(node.part, held)
        case _:
            return isinstance(node, Prefer | Everything)


def _cosine(vector: tuple[float, ...], held: _Held) -> float:
    if not held.vector:
        return UNLIKE
    return round(sum(a * b for a, b in zip(vector, held.vector, strict=True)), DECIMALS)


def _alike(node: Words, held: _Held) -> bool:
    return bool(node.vector) and node.alike is not None and _cosine(node.vector, held) >= node.alike


def _why(tree: Node, held: _Held) -> tuple[str, ...]:
    if not seeks(tree):
        return ()
    meant = any(_alike(node, held) for node in bare_words(tree))
    return named(_matches(by_words(tree), held), meant)


def _in_field(node: Term | Phrase | Near, places: dict[str, list[int]]) -> bool:
    match node:
        case Term():
            return stem(node.text) in places
        case Phrase():
            wanted = [(i, stem(w)) for i, w in enumerate(node.words) if w not in stopwords()]
            first, *others = wanted
            return any(
                all(at + i - first[0] in places.get(s, ()) for i, s in others)
                for at in places.get(first[1], ())
            )
        case Near():
            return within([places.get(stem(w), []) for w in node.words], node.distance)


def _within(value: int | None, low: int | None, high: int | None) -> bool:
    if value is None:
        return False
    return (low is None or value >= low) and (high is None or value <= high)


def _passes(one: Filter, held: _Held) -> bool:
    values = held.keywords.get(one.field, ())
    number = held.numbers.get(one.field)
    return any(v in values or _in_range(one.field, number, v) for v in one.values)


def _in_range(name: str, number: int | None, value: str) -> bool:
    bounds = bounds_in(name, value)
    return bounds is not None and _within(number, *bounds)


def _counts(name: str, matching: list[_Held], filters: Sequence[Filter]) -> tuple[FacetCount, ...]:
    others = [f for f in filters if f.field != name]
    seen = [h for h in matching if all(_passes(f, h) for f in others)]
    found: Counter[str] = Counter()
    for held in seen:
        found.update(held.keywords.get(name, ()))
        found.update([str(held.numbers[name])] if name in held.numbers else [])
    return tuple(
        FacetCount(value, n) for value, n in sorted(found.items(), key=lambda p: (-p[1], p[0]))
    )


def _keys(search: Search, shown: list[_Held], held: list[_Held]) -> list[float]:
    _, name, direction = SORTS[search.sort]
    if name:
        return [float(direction * h.numbers.get(name, 0)) for h in shown]
    score = _scorer(search.tree, held)
    return [-score(h) for h in shown]


def _scorer(node: Node, held: list[_Held]) -> Callable[[_Held], float]:  # noqa: PLR0911 - one for each node
    """Give the function that scores a document for a node."""
    match node:
        case Term():
            return partial(_word_score, (node.text,), held, _means(held))
        case Prefix():
            rarity = idf(len(held), sum(_matches(node, h) for h in held))
            return lambda h: rarity if _matches(node, h) else 0.0
        case Phrase() if node.field:
            rarity = LABELLED * idf(len(held), sum(_matches(node, h) for h in held))
            return lambda h: rarity if _matches(node, h) else 0.0
        case Phrase() | Near():
            told = tuple(w for w in node.words if w not in stopwords())
            words = partial(_word_score, told, held, _means(held))
            return lambda h: words(h) if _matches(node, h) else 0.0
        case And() | Or():
            scorers = [_scorer(part, held) for part in node.parts]
            return lambda h: sum(score(h) for score in scorers) if _matches(node, h) else 0.0
        case Words():
            return _fused(node, held)
        case Prefer():
            return _scorer(node.part, held)
        case _:
            return lambda _: 0.0


def _fused(node: Words, held: list[_Held]) -> Callable[[_Held], float]:
    scorers = [_scorer(part, held) for part in node.parts]
    if not node.vector:
        return lambda h: sum(score(h) for score in scorers) if _matches(node, h) else 0.0
    worded = {h.document.id: sum(score(h) for score in scorers) for h in held}
    cosines = {h.document.id: _cosine(node.vector, h) for h in held}
    told = np.array([c for c in cosines.values() if c > UNLIKE])
    low, high = span(told)
    top = max([*worded.values(), LEAST_TOP])

    def score(one: _Held) -> float:
        if not _matches(node, one):
            return 0.0
        if cosines[one.document.id] <= UNLIKE:
            return worded[one.document.id]
        meant = float(spread(np.array([cosines[one.document.id]]), low, high)[0])
        return node.share * worded[one.document.id] + (1 - node.share) * top * meant

    return score


def _means(held: list[_Held]) -> dict[str, float]:
    count = max(1, len(held))
    return {f.name: sum(h.lengths.get(f.name, 0) for h in held) / count for f in RANKING_FIELDS}


def _word_score(
    words: tuple[str, ...], held: list[_Held], means: dict[str, float], one: _Held
) -> float:
    total = 0.0
    for word in words:
        rarity = idf(len(held), sum(_ranks(word, h) for h in held))
        counts = (
            normalised(len(p[stem(word)]), one.lengths[f], means[f], BY_NAME[f].weight)
            for f, p in one.stems.items()
            if BY_NAME[f].weight and stem(word) in p
        )
        total += rarity * saturated(sum(counts))
    return total


def _ranks(word: str, held: _Held) -> bool:
    """Say whether a document holds a word where it counts in ranking."""
    return any(BY_NAME[f].weight and stem(word) in places for f, places in held.stems.items())
