"""Slips of the keyboard in what people tell in haste: "susspect", "sherrif", "evacution".

A description says much that no report says ("remote", "unarmed"), so that a word is not read as its
neighbour for being near it, but only where the slip is one that people make.
"""

from __future__ import annotations

import re

from indexer.engine import SearchEngine
from indexer.question.expansion import kin, nearest, slips
from kb.analysis import analyze

# A short word, or one with a capital, is as likely a name.
_WORD = re.compile(r"(?<![\w'’-])[a-z]{6,}(?![\w'’-])")
_DOUBLED = re.compile(r"(.)\1")
_VOWELS = re.compile(r"[aeiou]")
MOST_WORDS = 200
# So long a word has few neighbours.
LONG = 9


def mended(text: str, engine: SearchEngine) -> str:
    """Give the text with words that nothing indexed holds as what they were meant to be."""
    words = tuple(t.word for t in analyze(text) if _WORD.fullmatch(t.word))[:MOST_WORDS]
    holding = engine.frequencies(words) if words else {}
    right = {
        word: meant
        for word in words
        if not holding[word]
        and not kin(word, engine)
        and (meant := nearest(word, engine))
        and is_slip(word, meant)
    }
    return _WORD.sub(lambda found: right.get(found[0], found[0]), text)


def is_slip(typed: str, meant: str) -> bool:
    """Say whether one word may be typed for the other: vowels, doubled or swapped letters.

    Of a long word any one letter may be wrong.
    """
    apart = slips(typed, meant, 2)
    if _DOUBLED.sub(r"\1", typed) == _DOUBLED.sub(r"\1", meant):
        return True
    if apart == 1:
        swapped = sorted(typed) == sorted(meant)
        return swapped or len(typed) >= LONG or _consonants(typed) == _consonants(meant)
    return len(typed) >= LONG and sorted(typed) == sorted(meant)


def _consonants(word: str) -> str:
    return _VOWELS.sub("", _DOUBLED.sub(r"\1", word))
