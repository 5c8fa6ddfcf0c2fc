"""What an event is among or made of, whatever the words: who types "jail", and who reviews prisons.

The words of each scene are told by `corpus/vocabulary/scenes.txt`.
"""

from __future__ import annotations

from functools import cache

from indexer.query import Node, Or, Phrase, Term
from kb.analysis import terms
from kb.reference import load_scenes


def scenes_of(text: str) -> tuple[Node, ...]:
    """Give what to look for of each scene that a description holds a word of."""
    held = terms(text)
    return tuple(_looked_for(words) for words in load_scenes() if _is_in(words, held))


def _is_in(words: tuple[str, ...], held: list[str]) -> bool:
    said = f" {' '.join(held)} "
    return any(f" {stems} " in said for stems in _stemmed(words))


@cache
def _stemmed(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" ".join(terms(word)) for word in words)


@cache
def _looked_for(words: tuple[str, ...]) -> Node:
    return Or(tuple(Phrase(tuple(w.split())) if " " in w else Term(w) for w in words))
