"""Statements asked for by their printed label: "Finding 12", "Lesson Learned 5.1"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.query import Node, Or, Phrase
from indexer.question.meant import replaced
from kb.analysis import fold, stopwords, tokenize

_NUMBER = r"(?:\d+(?:\.\d+)*|[A-Z]{1,3}[.-]?\d+(?:\.\d+)*)"
# A label's words and its number: "Finding 12", "Action Item 3.2.1", "Recommendation C.12".
_WHOLE = re.compile(rf"\s*(?:[A-Za-z]+\s+){{1,4}}{_NUMBER}\s*")
_WITHIN = re.compile(rf"\b([A-Za-z]{{4,}})\s+({_NUMBER})(?![\w.,-]*\w)")
MOST_LABELS = 4


def with_labels(tree: Node, question: str, match: str) -> Node:
    """Let the labels that a question names find their statements, before what holds the words.

    A question for all words is only widened where it is a label and nothing else.
    """
    labels = tuple(_labels(question, match))
    if not labels:
        return tree
    return replaced(tree, lambda words: Or((words, *labels)))


def _labels(question: str, match: str) -> Iterator[Phrase]:
    if _WHOLE.fullmatch(question):
        yield _phrase(question)
    elif match == "any":
        # "crowd over 5,000" and "under 50 officers" name no label.
        named = (m.groups() for m in _WITHIN.finditer(question))
        found = dict.fromkeys(" ".join(one) for one in named if fold(one[0]) not in stopwords())
        yield from (_phrase(label) for label in list(found)[:MOST_LABELS])


def _phrase(label: str) -> Phrase:
    return Phrase(tuple(token.word for token in tokenize(label)), "label")
