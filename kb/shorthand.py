"""What people type in haste, spelled out: "abt 300 ppl outside HQ, 2 ofcrs hurt"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "corpus" / "vocabulary" / "shorthand.txt"
_THOUSANDS = re.compile(r"(?<![\w$.])(\d{1,3})k\b", re.IGNORECASE)
_ISH = re.compile(r"\b(\d+)-?ish\b", re.IGNORECASE)
# "150,000 pop." and "pop. 150,000"
_POPULATION = re.compile(
    r"\bpop(?:ulation)?\b\.?:? ?(?:of )?~?(?P<after>\d[\d,]*)"
    r"|~?(?P<before>\d[\d,]*) pop(?:ulation)?\b\.?",
    re.IGNORECASE,
)


def spelled_out(text: str) -> str:
    """Spell out what is short for something; other text stays as it is."""
    longer = _ISH.sub(r"about \1", _THOUSANDS.sub(r"\1,000", text))
    longer = _POPULATION.sub(lambda m: f"population of {m['after'] or m['before']}", longer)
    known = _known()
    return _pattern().sub(lambda m: known[m[0].lower()], longer)


@cache
def _known() -> Mapping[str, str]:
    """Read the file: one key a line."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" = ") for line in lines if line and not line.startswith("#"))
    return {key.lower(): meant for key, meant in pairs}


@cache
def _pattern() -> re.Pattern[str]:
    keys = sorted(_known(), key=len, reverse=True)
    several = "|".join(re.escape(key) for key in keys if len(key) > 1)
    single = "|".join(re.escape(key) for key in keys if len(key) == 1)
    return re.compile(rf"(?<![\w/'])(?:(?i:{several})|{single})(?![\w/'])")
