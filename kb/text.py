"""Text operations that keep track of where each character came from.

For layout (joining lines, undoing hyphens), for matching (folding) and for whoever must lead a hit
in cleaned text back to the page. Knows nothing of PDFs, reports or the index.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"
HYPHENS = "-\u2010\u2011"

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011'’][^\W\d_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*)[-\u2010\u2011\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SPACES = re.compile(r"\s+")

# First halves that keep their hyphen where a report prints the compound nowhere unbroken:
# "less-lethal", "body-worn", "self-deployed", "after-action", "one-year".
_COMPOUND_FIRST = frozenset(
    [
        "after",
        "all",
        "best",
        "body",
        "bottom",
        "broad",
        "burned",
        "case",
        "check",
        "city",
        "class",
        "close",
        "command",
        "community",
        "cost",
        "county",
        "cross",
        "data",
        "decision",
        "double",
        "east",
        "eight",
        "eighty",
        "evidence",
        "ex",
        "eye",
        "face",
        "far",
        "fast",
        "federal",
        "fifty",
        "first",
        "five",
        "follow",
        "forty",
        "four",
        "front",
        "full",
        "game",
        "good",
        "half",
        "hand",
        "hard",
        "head",
        "heavy",
        "high",
        "hot",
        "in",
        "inner",
        "joint",
        "just",
        "key",
        "know",
        "large",
        "last",
        "law",
        "lead",
        "least",
        "less",
        "level",
        "life",
        "light",
        "like",
        "line",
        "long",
        "low",
        "mass",
        "mid",
        "military",
        "much",
        "multi",
        "near",
        "nine",
        "ninety",
        "non",
        "north",
        "officer",
        "off",
        "on",
        "one",
        "open",
        "out",
        "part",
        "peer",
        "plain",
        "police",
        "policy",
        "post",
        "problem",
        "public",
        "quasi",
        "rapid",
        "re",
        "real",
        "right",
        "risk",
        "safety",
        "second",
        "self",
        "semi",
        "seven",
        "seventy",
        "short",
        "side",
        "single",
        "six",
        "sixty",
        "small",
        "so",
        "south",
        "state",
        "still",
        "strong",
        "ten",
        "third",
        "thirty",
        "three",
        "time",
        "top",
        "trauma",
        "two",
        "twenty",
        "up",
        "use",
        "value",
        "victim",
        "web",
        "well",
        "west",
        "whole",
        "wide",
        "work",
        "year",
    ]
)
# Of those, the ones that are as often the first syllables of one word ("in-cident", "re-port").
_SYLLABLE = frozenset(
    ["in", "on", "out", "off", "up", "re", "non", "so", "one", "all", "ex", "part", "mid", "like"]
)
_SHORT_SYLLABLE = frozenset(part for part in _SYLLABLE if len(part) < len("non"))

_FOLDS = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        SOFT_HYPHEN: None,
        "\u200b": None,
        "\ufeff": None,
    }
)


@dataclass(frozen=True, slots=True)
class SpanMap:
    """Offsets of cleaned text against the text it was made from.

    `clean[i]` and `raw[i]` are where the i-th stretch of unchanged length begins in each; both
    begin with 0 and end with the texts' lengths.
    """

    clean: tuple[int, ...]
    raw: tuple[int, ...]

    def to_raw(self, offset: int) -> int:
        """Give the offset in the raw text of the character at `offset` in the cleaned one."""
        return _across(self.clean, self.raw, offset)

    def to_clean(self, offset: int) -> int:
        """Give the offset in the cleaned text; what was dropped maps to what follows it."""
        return _across(self.raw, self.clean, offset)


def _across(source: tuple[int, ...], target: tuple[int, ...], offset: int) -> int:
    offset = max(0, min(offset, source[-1]))
    index = bisect_right(source, offset) - 1
    if index + 1 >= len(source):
        return target[-1]
    return min(target[index] + offset - source[index], target[index + 1])


def fold(text: str) -> tuple[str, SpanMap]:
    """Fold case, ligatures, accents, quotes, dashes and runs of space, for matching."""
    out: list[str] = []
    clean, raw = [0], [0]
    length, space = 0, True
    for index, char in enumerate(text):
        piece = _fold_char(char)
        if piece == " " and space:
            piece = ""
        space = piece == " " or (space and not piece)
        if len(piece) != 1:
            clean += (length, length + len(piece))
            raw += (index, index + 1)
        out.append(piece)
        length += len(piece)
    return "".join(out), SpanMap((*clean, length), (*raw, len(text)))


def _fold_char(char: str) -> str:
    if char < "\x7f":
        return " " if char.isspace() else char.lower()
    plain = unicodedata.normalize("NFKD", char.translate(_FOLDS)).casefold()
    return " " if plain.isspace() else "".join(c for c in plain if not unicodedata.combining(c))


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Collect words and hyphened compounds that stand unbroken inside lines, in lower case."""
    found: set[str] = set()
    for text in texts:
        inner = text.rstrip()
        if inner.endswith(("-", "\u2010", "\u2011", SOFT_HYPHEN)):
            inner = inner.rpartition(" ")[0]
        found.update(w.lower().replace("\u2010", "-") for w in _WORD.findall(inner))
    return frozenset(found)


def join_lines(lines: Iterable[str], words: Collection[str] = ()) -> str:
    """Join the lines of one paragraph by single spaces, undoing hyphens at line ends.

    `words` are those seen unbroken in the same report (`words_of`): the evidence whether "recom-" +
    "mended" is one word and "less-" + "lethal" a compound.
    """
    text = ""
    for line in lines:
        text = join_two(text, _SPACES.sub(" ", line).strip(), words)
    return text.replace(SOFT_HYPHEN, "")


def join_two(first: str, second: str, words: Collection[str] = ()) -> str:
    """Join two stretches of one sentence as `join_lines` does."""
    if not first or not second:
        return first or second
    if first[-1] in HYPHENS or first[-1] == SOFT_HYPHEN:
        return _join_hyphened(first, second, words)
    # A dash between words is set without spaces: "the plan—" + "never tested".
    return first + second if first[-1] in "—/" and first[-2:-1] != " " else f"{first} {second}"


def _join_hyphened(first: str, second: str, words: Collection[str]) -> str:
    before, after = _LAST_WORD.search(first), _FIRST_WORD.match(second)
    if not before or not after:
        # "2019-" + "2020", "pre- and post-": the hyphen is printed, not made by the line end.
        return (
            first + second
            if second[0].isdigit() and first[-2:-1].isdigit()
            else (f"{first} {second}" if first[-2:-1] in ("", " ") else first + second)
        )
    if first[-1] == SOFT_HYPHEN or _is_one_word(before[1], after[0], words):
        return first[:-1] + second
    # "pre- and post-incident"
    return f"{first} {second}" if after[0] in ("and", "or", "to") else first + second


_BEFORE_E = frozenset({"de", "re", "pre"})


def _is_one_word(before: str, after: str, words: Collection[str]) -> bool:
    if after[0].isupper() and not before.isupper():
        return False
    head, tail = before.lower(), after.lower()
    last = head.rpartition("-")[2]
    if head + tail in words or (last != head and last + tail in words):
        return True
    if f"{head}-{tail}" in words or f"{last}-{tail}" in words or tail in ("and", "or"):
        return False
    # "de-escalation", "re-entry": the hyphen keeps two vowels apart, wherever the line breaks.
    if last in _BEFORE_E and tail.startswith("e"):
        return False
    if last in _COMPOUND_FIRST and (last not in _SYLLABLE or tail in words):
        return last in _SHORT_SYLLABLE
    return True
