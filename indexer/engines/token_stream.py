"""A text as `kb.analysis` reads it, written for engines that split at spaces and know no more.

Each word stands as its stem, each stop word as GAP, which the engine drops but whose place it
counts: so all engines have the same words at the same positions, whatever analyzers they bring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

from indexer.documents import Document
from indexer.fields import BY_NAME
from kb.analysis import Word, stem, stopwords, words_of

# No token of `kb.analysis` holds an underscore.
GAP = "_"
_MOST_PIECES = 100_000
_LONGEST_PIECE = 40
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Streams:
    """A document's text fields as streams, and its words as printed (folded)."""

    fields: Mapping[str, str]
    words: frozenset[str]


class _Kept(dict[str, Value], Generic[Value]):
    """What is read of that which stands between two spaces.

    Each is read once, since no token of `kb.analysis` holds a space; forgotten when there are too
    many.
    """

    def __init__(self, read: Callable[[Sequence[Word]], Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, printed: str) -> Value:
        read = self._read(words_of(printed))
        if len(printed) <= _LONGEST_PIECE:
            if len(self) >= _MOST_PIECES:
                self.clear()
            self[printed] = read
        return read


_STREAMS = _Kept(lambda told: " ".join([GAP if word.stop else word.term for word in told]))
_PRINTED = _Kept(lambda told: tuple(word.word for word in told if not word.stop))


def streams(document: Document) -> Streams:
    """Write a document's text fields as streams."""
    fields: dict[str, str] = {}
    words: set[str] = set()
    for name, text in document.text:
        pieces = text.split()
        fields[name] = " ".join(filter(None, map(_STREAMS.__getitem__, pieces)))
        if BY_NAME[name].finds:
            words.update(chain.from_iterable(map(_PRINTED.__getitem__, pieces)))
    return Streams(fields, frozenset(words))


def places(stream: str) -> dict[str, list[int]]:
    """Read a stream back: each stem's positions."""
    found: dict[str, list[int]] = {}
    for position, term in enumerate(stream.split(" ")):
        if term != GAP:
            found.setdefault(term, []).append(position)
    return found


def phrase(words: tuple[str, ...]) -> list[tuple[int, str]]:
    """Give a phrase's stems with their places from the first on; stop words only hold theirs."""
    told = [(i, stem(word)) for i, word in enumerate(words) if word not in stopwords()]
    return [(i - told[0][0], term) for i, term in told]


def within(lists: list[list[int]], distance: int) -> bool:
    """Say whether one of each list's positions can be chosen at most `distance` apart."""
    return any(
        all(any(left <= at <= left + distance for at in some) for some in lists)
        for left in (at for some in lists for at in some)
    )


def clean(text: str) -> str:
    """Give what UTF-8 can carry: a lone surrogate becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
