"""Numbers as reports print them ("3,200", "twenty-three", "1.2 million"), and as kb says them."""

from __future__ import annotations

import re

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
    "a": 1, "an": 1, "no": 0, "none": 0, "both": 2, "dozen": 12, "dozens": 24, "couple": 2,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}

_SMALL = "|".join((*_TENS, *reversed(_UNITS)))
_SPELLED = (
    rf"(?:(?:{_SMALL}|a)(?:[-\u2010\u2011 ](?:{_SMALL}))?(?:[ -](?:hundred|thousand|million"
    rf"|dozen))?"
    rf"(?:(?: and)? (?:{_SMALL})(?:[-\u2010\u2011](?:{_SMALL}))?(?: hundred| thousand)?)*"
    r"|half[- ](?:a )?dozen|(?:a )?dozen|both|no)"
)
_FIGURES = r"\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?!\d)|\d+(?:\.\d+)?(?![\d,]*\d)"
# One number; put it into a larger pattern and read it with `value_of`. No groups of its own.
# The first half of "thirty-four" is none.
NUMBER = (
    rf"(?:(?:{_FIGURES})(?: (?:million|thousand))?"
    rf"|\b{_SPELLED}\b(?![-\u2010\u2011](?:{'|'.join(_UNITS[1:10])})\b))"
)
NUMBER_WORD = rf"(?:{_SMALL})"
# "a fifth": one more of those counted before
COUNTED_ON = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_DIGITS = re.compile(rf"({_FIGURES})(?: (million|thousand))?$")


def value_of(printed: str) -> float | None:
    """Give the value of a number found with `NUMBER`; None for words that are no number."""
    text = " ".join(printed.lower().replace("\u2011", "-").replace("\u2010", "-").split())
    figures = _DIGITS.match(text)
    if figures:
        bare = re.sub(r"[,\u202f\u00a0]", "", figures[1])
        return float(bare) * _SCALES.get(figures[2] or "", 1)
    return _spelled_value(re.split(r"[ -]", text))


def whole(value: float) -> int | float:
    """Give an int where nothing is lost."""
    return int(value) if value == int(value) else value


def _spelled_value(words: list[str]) -> float | None:
    if words[0] == "half":
        return _VALUES["dozen"] / 2
    total = part = 0.0
    read = False
    for word in words:
        if word in _SCALES:
            part = (part or 1) * _SCALES[word]
            if word != "hundred":
                total, part = total + part, 0.0
        elif word == "dozen":
            part = (part or 1) * _VALUES[word]
        elif word in _VALUES:
            part += _VALUES[word]
        elif word != "and":
            return None
        read = True
    return total + part if read else None


def several(number: int, of: str) -> str:
    """Say how many of something there are: "1 report", "1,200 reports"."""
    return f"{number:,} {of}{'s' if number != 1 else ''}"
