"""The part of a text that answers, with every matched word marked, the same on every engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.query import And, Near, Node, Or, Phrase, Prefer, Prefix, Term, Words
from kb.analysis import Word, placed_words, stem, stopwords

# A statement up to this long is shown whole; of longer text a window of this size.
WHOLE = 420
_GAP = "…"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; whoever renders it escapes it, then marks it."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question looks for: stems, beginnings of words."""

    stems: frozenset[str]
    prefixes: tuple[str, ...] = ()

    def holds(self, word: Word) -> bool:
        """Say whether a word of a text is one of them."""
        return word.term in self.stems or (
            bool(self.prefixes) and word.word.startswith(self.prefixes)
        )


def wanted(tree: Node) -> Wanted:
    """Collect the words that a tree looks for, those it excludes left out."""
    found = list(_looked_for(tree))
    return Wanted(
        frozenset(stem(word) for word, star in found if not star and word not in stopwords()),
        tuple(dict.fromkeys(word for word, star in found if star)),
    )


def _looked_for(node: Node) -> Iterator[tuple[str, bool]]:
    match node:
        case Term():
            yield node.text, False
        case Prefix():
            yield node.text, True
        case Phrase() if node.field:
            return
        case Phrase() | Near():
            yield from ((word, False) for word in node.words)
        case And() | Or() | Words():
            for part in node.parts:
                yield from _looked_for(part)
        case Prefer():
            yield from _looked_for(node.part)
        case _:
            return


def snip(text: str, words: Wanted, length: int = WHOLE) -> tuple[Segment, ...]:
    """Cut the window that holds most different wanted words, and mark them in it."""
    marks = [(*at, word.term) for word, at in placed_words(text) if words.holds(word)]
    start, end = _window(text, marks, length)
    segments = [Segment(_GAP + " ")] if start else []
    at = start
    for left, right, _ in marks:
        if start <= left and right <= end:
            segments += [Segment(text[at:left])] if left > at else []
            segments.append(Segment(text[left:right], marked=True))
            at = right
    segments += [Segment(text[at:end])] if end > at else []
    return (*segments, *([Segment(" " + _GAP)] if end < len(text) else []))


def _window(text: str, marks: list[tuple[int, int, str]], length: int) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    best, best_start = -1, 0
    for i, (left, _, _) in enumerate(marks):
        inside = {term for at, end, term in marks[i:] if end <= left + length * 3 // 4}
        if len(inside) > best:
            best, best_start = len(inside), left
    start = _sentence_start(text, best_start, length // 3)
    end = min(len(text), start + length)
    return start, end if end == len(text) else text.rfind(" ", start + length // 2, end) % end


def _sentence_start(text: str, at: int, reach: int) -> int:
    """Go back to where a sentence begins, else to a word within reach."""
    ends = [m.end() for m in re.finditer(r"[.!?]\s+", text[max(0, at - reach) : at])]
    if at <= reach:
        return 0
    if ends:
        return at - reach + ends[-1]
    space = text.find(" ", at - reach // 2, at)
    return space + 1 if space >= 0 else at
