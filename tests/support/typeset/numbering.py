"""Numbers as house styles give them: through the report, by chapter, under a parent, in code."""

from __future__ import annotations

import random
from collections import Counter

from tests.support.typeset.lot import Style

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _roman(count: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        out += letters * times
    return out


class Numbering:
    """Gives each statement its number; leaves one out now and then where the style slips."""

    def __init__(self, style: Style, lot: random.Random) -> None:
        self._style = style
        self._lot = lot
        self._counts: Counter[object] = Counter()

    def next(self, kind: str, rank: int, chapter: int, parent: str) -> str:
        """Give the number of the next statement of a kind."""
        how = self._style.number
        if parent and how in ("decimal", "hash", "dash", "coded"):
            joint = "-" if how == "dash" else "."
            return f"{parent}{joint}{self._count(kind, parent)}"
        series = (kind, chapter) if how in ("letters", "decimal", "anew") else (kind,)
        count = self._count(*series) if how != "none" else 0
        letter = kind[0].upper() if rank == 0 else "R"
        return {
            "none": "",
            "letters": chr(ord("a") + count - 1) if count else "",
            "decimal": f"{chapter}.{count}",
            "hash": f"#{count}",
            "coded": f"{letter}.{count}",
            "roman": _roman(count),
        }.get(how, str(count))

    def _count(self, *series: object) -> int:
        skips = self._style.slip == "skip" and self._counts[series] and self._lot.random() < 0.07
        self._counts[series] += 2 if skips else 1
        return self._counts[series]
