"""Other ways of writing what was asked: abbreviations and their long forms, misspelt words.

Each is shown above the results, and all can be switched off (`expand=no`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from indexer.engine import SearchEngine
from indexer.query import And, FieldIs, Node, Not, Or, Phrase, Prefer, Term, Words
from kb.analysis import fold, stem, tokenize

# Abbreviations with what they stand for, as a vocabulary holds them.
LongForms = tuple[tuple[str, tuple[str, ...]], ...]


class Known(Protocol):
    """What is known beside the index: what abbreviations stand for, and what things are called."""

    @property
    def long_forms(self) -> LongForms:
        """What abbreviations of the field stand for."""

    def names(self, word: str) -> bool:
        """Say whether a site, agency, incident, publisher or report is called so."""

    def topics_of(self, word: str) -> tuple[tuple[str, str], ...]:
        """Give the topics of whose terms a word is one (kettling, taser), each with its label."""


@dataclass(frozen=True, slots=True)
class Nameless:
    """A collection apart from the catalog: it has no names."""

    long_forms: LongForms = ()

    def names(self, word: str) -> bool:  # noqa: ARG002
        """Say no."""
        return False

    def topics_of(self, word: str) -> tuple[tuple[str, str], ...]:  # noqa: ARG002
        """Give none."""
        return ()


# One letter makes another word of a shorter one, LAPD a land.
SHORTEST_MISSPELT = 5
TWO_SLIPS_FROM = 7
MOST_CANDIDATES = 20_000
# "marchers" is no slip for "matches" where something speaks of a march: how much longer than a
# word's stem the word asked for may be, and how long that stem must be.
LONGEST_ENDING = 3
SHORTEST_KIN = 4
MOST_KIN = 3


@dataclass(frozen=True, slots=True)
class Expansion:
    """`word`, as asked, was also looked for as `forms`; `misspelt` where it occurs nowhere.

    Where nothing holds a term of the vocabulary, `forms` name its `topics`, looked for instead.
    """

    word: str
    forms: tuple[str, ...]
    misspelt: bool = False
    topics: tuple[str, ...] = ()


def expand(tree: Node, engine: SearchEngine, known: Known) -> tuple[Node, tuple[Expansion, ...]]:
    """Add other forms of the bare words that a tree holds; phrases are left as they are."""
    words = _bare(tree)
    if not words:
        return tree, ()
    found = {e.word: e for e in _expansions(words, engine, known)}
    return (_replaced(tree, found), tuple(found.values())) if found else (tree, ())


def _expansions(words: Sequence[str], engine: SearchEngine, known: Known) -> list[Expansion]:
    holding = engine.frequencies(tuple(dict.fromkeys(words)))
    short, long = _short_forms(known.long_forms), _by_word(known.long_forms)
    told = [Expansion(w, forms) for w in dict.fromkeys(words) if (forms := long.get(w))]
    told += [
        Expansion(" ".join(words[i : i + n]), forms)
        for n in (2, 3, 4)
        for i in range(len(words) - n + 1)
        if (forms := short.get(tuple(map(stem, words[i : i + n]))))
    ]
    spelled_out = {e.word for e in told}
    for word in dict.fromkeys(words):
        # "Aurora", where only a site is called so, is no slip for a witness named Arora.
        if holding[word] == 0 and word not in spelled_out and not known.names(word):
            told += _by_topic(word, known) or _mended(word, engine)
    return told


def _by_topic(word: str, known: Known) -> list[Expansion]:
    """Look for a term of the vocabulary that no text holds by the topic that it is a term of."""
    topics = known.topics_of(word)
    labels = tuple(label for _, label in topics)
    return [Expansion(word, labels, topics=tuple(name for name, _ in topics))] if topics else []


def _mended(word: str, engine: SearchEngine) -> list[Expansion]:
    """Look for a word that nothing holds by its kin, else by what it was perhaps meant to be."""
    if forms := kin(word, engine):
        return [Expansion(word, forms)]
    right = nearest(word, engine)
    return [Expansion(word, (right,), misspelt=True)] if right else []


def kin(word: str, engine: SearchEngine) -> tuple[str, ...]:
    """Give indexed words of which this is a form that stems do not join: march for marchers."""
    shortest = len(word) - LONGEST_ENDING
    if not word.isalpha() or shortest < SHORTEST_KIN:
        return ()
    found: dict[str, str] = {}
    for other, _ in engine.terms(word[:shortest], MOST_CANDIDATES):
        root = stem(other)
        if len(root) >= shortest and word.startswith(root):
            found.setdefault(root, other)
    return tuple(found.values())[:MOST_KIN]


def nearest(word: str, engine: SearchEngine) -> str:
    """Give the indexed word that differs least by slips of the keyboard, "" where none is near."""
    if len(word) < SHORTEST_MISSPELT or not word.isalpha():
        return ""
    most = 2 if len(word) >= TWO_SLIPS_FROM else 1
    letters = set(word)
    # A slip adds a letter, takes one away, or both: most words need not be laid side by side.
    near = (
        (apart, -count, other)
        for other, count in engine.terms(word[0], MOST_CANDIDATES)
        if abs(len(other) - len(word)) <= most
        and other.isalpha()
        and len(letters ^ set(other)) <= 2 * most
        and (apart := slips(word, other, most)) <= most
    )
    return min(near, default=(0, 0, ""))[2]


def slips(one: str, other: str, most: int) -> int:
    """Count insertions, deletions, changes and swaps of neighbours (Damerau 1964), up to `most`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one):
        above = row
        row = [i + 1]
        for j, b in enumerate(other):
            cost = min(above[j + 1] + 1, row[j] + 1, above[j] + (a != b))
            if before and j and a == other[j - 1] and one[i - 1] == b:
                cost = min(cost, before[j - 1] + 1)
            row.append(cost)
        before = above
        if min(row) > most:
            return most + 1
    return row[-1]


def _bare(node: Node) -> list[str]:
    match node:
        case Term():
            return [node.text]
        case And() | Or() | Words():
            return [word for part in node.parts for word in _bare(part)]
        case Prefer():
            return _bare(node.part)
        case _:
            return []


def _replaced(node: Node, found: Mapping[str, Expansion]) -> Node:
    match node:
        case Term() if node.text in found:
            return Or((node, *_forms(found[node.text])))
        case And():
            return replace(node, parts=tuple(_replaced(part, found) for part in node.parts))
        case Or() | Words():
            parts = tuple(_replaced(part, found) for part in node.parts)
            every = 1 < len(parts) == node.least
            more = () if every else _short_parts(node.parts, found)
            return replace(node, parts=(*parts, *more))
        case Prefer():
            return Prefer(_replaced(node.part, found))
        case Not():
            return node
        case _:
            return node


def _short_parts(parts: Sequence[Node], found: Mapping[str, Expansion]) -> list[Node]:
    """Give "bwc" beside the bare words body, worn and camera."""
    bare = " ".join(p.text for p in parts if isinstance(p, Term))
    return [_form(f) for e in found.values() if " " in e.word and e.word in bare for f in e.forms]


def _forms(one: Expansion) -> list[Node]:
    if one.topics:
        return [FieldIs("topic", topic) for topic in one.topics]
    return [_form(form) for form in one.forms]


def _form(text: str) -> Node:
    words = tuple(token.word for token in tokenize(text))
    return Term(words[0]) if len(words) == 1 else Phrase(words)


@lru_cache(maxsize=2)
def _by_word(long_forms: LongForms) -> dict[str, tuple[str, ...]]:
    return {fold(short): forms for short, forms in long_forms}


@lru_cache(maxsize=2)
def _short_forms(long_forms: LongForms) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Give abbreviations by the stems of their long forms."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for short, forms in long_forms:
        for form in forms:
            stems = tuple(t.term for t in tokenize(form) if not t.stop)
            found[stems] = (*found.get(stems, ()), fold(short))
    return found
