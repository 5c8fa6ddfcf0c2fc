"""What is said word for word again, as reports on progress and second publications do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
# "Fully implemented." is no statement to repeat.
FEWEST_WORDS = 6


def gathered(found: Iterable[T], said: Callable[[T], tuple[str, str]]) -> list[tuple[T, list[T]]]:
    """Give each statement once, the first of it, with those that repeat it.

    `said` gives a statement's words and its id.
    """
    told: dict[str, tuple[T, list[T]]] = {}
    for one in found:
        text, name = said(one)
        words = text.casefold().split()
        key = " ".join(words) if len(words) >= FEWEST_WORDS else name
        if key in told:
            told[key][1].append(one)
        else:
            told[key] = (one, [])
    return list(told.values())
