"""A text pasted into the box of words: its quotes, parentheses and signs are its own.

The first page of a report quotes, puts asides in brackets and stresses a NOT. Read as a question it
demanded each of them at once and found nothing, or was refused for its ninth phrase.
"""

from __future__ import annotations

import re

from indexer.fields import PREFIXES

OPERATORS = ("AND", "OR", "NOT", "&&", "||")
# Who asks with operators writes fewer words, or an operator for every few of them.
LONGEST_QUESTION = 32
_WORDS_AN_OPERATOR = 10
_QUOTED = re.compile(r'"[^"]*"')
_FIELD = re.compile(
    rf'(?<!\S)([+-]?(?:{"|".join(PREFIXES)}):(?:"[^"]*"|[^\s()"]+))(?!\S)', re.IGNORECASE
)
_MARKS = str.maketrans(dict.fromkeys('()"*:~', " "))


def pasted(question: str) -> bool:
    """Say whether it is a text: many words outside quotes, and hardly an operator or sign."""
    if len(question.split(maxsplit=LONGEST_QUESTION)) <= LONGEST_QUESTION:
        return False
    words = _QUOTED.sub(" ", question).split()
    signs = sum(word in OPERATORS or word[0] in "+-" for word in words)
    return len(words) > LONGEST_QUESTION and signs * _WORDS_AN_OPERATOR < len(words)


def plain(text: str) -> str:
    """Give a text's words with nothing that asks; what names a field (`state:CO`) still does."""
    between = _FIELD.split(text)
    between[::2] = map(_words, between[::2])
    return " ".join(filter(None, between))


def _words(text: str) -> str:
    words = (word.lstrip("+-") for word in text.translate(_MARKS).split())
    return " ".join(word.lower() if word in OPERATORS else word for word in words if word)
