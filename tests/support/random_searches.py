"""Documents and query trees drawn by hypothesis, over few words so that they meet often."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from indexer.documents import Document
from indexer.embedding.meaning import Vectors
from indexer.query import (
    And,
    Everything,
    FieldIs,
    Filter,
    Near,
    Not,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Range,
    Term,
    Words,
)

WORDS = ("gas", "warning", "warnings", "the", "radio", "command", "post", "of", "polices")
AXES = ("gas", "warning", "radio", "command", "post")
words = st.sampled_from(WORDS)
telling = st.sampled_from([w for w in WORDS if w not in ("the", "of")])
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)


class Axes:
    """An encoder whose vectors lie along the few words there are."""

    name = "axes"
    absent = ""

    def embed(self, given: Sequence[str]) -> Vectors:
        rows = np.zeros((len(given), 384), dtype=np.float32)
        for row, text in zip(rows, given, strict=True):
            row[: len(AXES)] = [text.split().count(axis) for axis in AXES]
            row[len(AXES)] = 0.5
            row[:] = row / np.linalg.norm(row)
        return rows


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    count = draw(st.integers(1, 8))
    return [_document(draw, n) for n in range(count)]


def _document(draw: st.DrawFn, n: int) -> Document:
    collection = draw(st.sampled_from(["records", "records", "passages"]))
    fields = draw(st.sets(st.sampled_from(["statement", "section", "label"])))
    text = tuple((name, draw(texts)) for name in sorted(fields))
    kinds = draw(st.sampled_from([("finding",), ("lesson",), ("finding", "lesson"), ()]))
    numbers = (
        ("year", draw(st.integers(2012, 2015))),
        ("date", draw(st.integers(20120101, 20120103))),
    )
    return Document(
        f"r{n % 3}/x/{n}",
        collection,
        f"r{n % 3}",
        text,
        (*((("kind", kinds),) if kinds else ()), ("report", (f"r{n % 3}",))),
        draw(st.sampled_from([numbers, numbers, ()])),
        draw(st.one_of(texts, st.just(""))) if collection == "records" else "",
    )


def _worded(parts: list[Term], least: int, asked: str, alike: float | None) -> Words:
    vector = tuple(Axes().embed([asked])[0].tolist()) if asked else ()
    return Words(tuple(parts), least, vector, alike, 0.5)


leaves = st.one_of(
    telling.map(Term),
    telling.map(lambda w: Prefix(w[:3])),
    st.builds(lambda a, b, c: Phrase((a, b, c)), telling, words, words),
    st.builds(lambda a, b: Phrase((a, b), "label"), telling, telling),
    st.builds(
        lambda a, d: Near(tuple(a), d), st.lists(telling, min_size=2, max_size=4), st.integers(1, 5)
    ),
    st.just(FieldIs("kind", "finding")),
    st.builds(Range, st.just("year"), st.integers(2012, 2014), st.integers(2013, 2015)),
    st.just(Everything()),
)
parts = st.deferred(lambda: st.lists(trees, min_size=1, max_size=3).map(tuple))
trees = st.deferred(
    lambda: st.one_of(
        leaves,
        parts.map(And),
        st.builds(Or, parts, st.integers(1, 2)),
        st.builds(Not, leaves),
        st.builds(Prefer, leaves),
        st.builds(
            _worded,
            st.lists(telling.map(Term), min_size=1, max_size=4),
            st.integers(1, 2),
            st.sampled_from(["", "gas", "radio command"]),
            st.sampled_from([None, 0.3, 0.8]),
        ),
    )
)
filters = st.sampled_from(
    [(), (Filter("kind", ("finding",)),), (Filter("year", ("2013..",)), Filter("report", ("r1",)))]
)
