"""Statements like one: the search for its words and its meaning in all other reports."""

from __future__ import annotations

from kb.analysis import tokenize
from web.state import SearchState

# A statement says what it is about early on; addresses stay short enough to send.
_LONGEST = 600


def alike_url(text: str, report: str) -> str:
    """Address the search for a statement's own words, outside the report it stands in."""
    words = " ".join(token.word for token in tokenize(text))
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition(" ")[0]
    return SearchState().asking(f"{words} -report:{report}").url()
