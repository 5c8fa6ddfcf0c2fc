"""The abbreviations that a report defines, and known ones that its own long forms support."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_SHORT = r"(?P<short>[A-Z][A-Za-z0-9&/-]{1,7})"
# In the manner of "public information officer (PIO)", "emergency operations centers (EOCs)"
_AFTER = re.compile(rf"\(\s*[“\"']?{_SHORT}[”\"']?(?:[,;]\s[^()]{{1,40}})?\s*\)")
# The other way about: "PIO (public information officer)"
_BEFORE = re.compile(rf"\b{_SHORT}\s+\((?P<long>[A-Za-z][^()]{{4,80}})\)")
# A line of a glossary: "PIO – Public Information Officer", "PIO  Public Information Officer"
_GLOSSARY = re.compile(
    rf"^{_SHORT}(?:\s*[:=\u2013\u2014-]\s*|\s+)(?P<long>[A-Za-z][A-Za-z',/& -]{{4,80}})$",
    re.MULTILINE,
)
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+(?=s?\b)")
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’][a-z]+)?")
_SMALL = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"]
)
# The long form may have two small words for each letter at most.
_MOST_WORDS_PER_LETTER = 3


def find_abbreviations(
    text: str, known: Mapping[str, Sequence[str]] | None = None
) -> tuple[tuple[str, str], ...]:
    """Give (abbreviation, long form) pairs in alphabetic order; the first definition stands.

    `known` long forms count where the text prints both the abbreviation and the long form.
    """
    found: dict[str, str] = {}
    for match in _AFTER.finditer(text):
        long = _long_before(text[max(0, match.start() - 160) : match.start()], match["short"])
        _keep(found, match["short"], long)
    for pattern in (_BEFORE, _GLOSSARY):
        for match in pattern.finditer(text):
            long = " ".join(match["long"].split())
            if _spells(match["short"], long):
                _keep(found, match["short"], long)
    for short, long in _supported(text, known or {}):
        _keep(found, short, long)
    return tuple(sorted(found.items()))


def _keep(found: dict[str, str], short: str, long: str) -> None:
    if long:
        # "EOCs" defines the abbreviation "EOC"
        singular = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
        found.setdefault(singular, long)


def _supported(text: str, known: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    lowered = text.lower().replace("-", " ")
    printed = set(_CAPITALS.findall(text))
    return [
        (short, long)
        for short, forms in known.items()
        if short in printed
        for long in forms
        if long.lower().replace("-", " ") in lowered
    ]


def _long_before(before: str, short: str) -> str:
    """Read the long form backwards: as few words as spell the abbreviation."""
    words = list(_WORD.finditer(before.replace("\u2011", "-")))
    letters = [c for c in short if c.isalpha()]
    for size in range(2, min(len(words), len(letters) * _MOST_WORDS_PER_LETTER) + 1):
        start = words[-size].start()
        long = " ".join(before[start:].split())
        if words[-size][0].lower() not in _SMALL and _spells(short, long):
            return long
    return ""


def _spells(short: str, long: str) -> bool:
    """Say whether the words' initials give the abbreviation, small words being optional."""
    bare = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
    letters = [c.lower() for c in bare if c.isalpha()]
    words = [w.lower() for w in _WORD.findall(long)]
    return len(letters) > 1 and bool(words) and _spell(letters, words)


def _spell(letters: list[str], words: list[str]) -> bool:
    if not letters or not words:
        return not letters and all(w in _SMALL for w in words)
    if words[0][0] == letters[0] and _spell(letters[1:], words[1:]):
        return True
    return words[0] in _SMALL and _spell(letters, words[1:])
