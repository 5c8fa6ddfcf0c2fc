"""What free text says of an incident, as comparable values with the words they came from.

Used on published reports (page by page, by `ingest.incidents`) and on what people type when they
look for incidents like theirs. Nothing is guessed: what no sentence states stays unknown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.attribute_rules import (
    DENIED_AFTER,
    DENIED_BEFORE,
    DURATION_RULES,
    NOT_FACT,
    NUMBER_RULES,
    OUTSIDE_AGENCIES,
    STEMS,
    YES_NO_RULES,
    YesNoRule,
    category_patterns,
    hours_of,
)
from kb.attribute_table import ATTRIBUTES
from kb.domain.incident import Attribute
from kb.numbers import value_of, whole
from kb.sentences import sentences

# Values that are read as the highest that the text gives (a crowd's peak, all arrests together).
_HIGHEST = frozenset({"crowd_size_high", "arrests", "agencies_count", "evacuated"})
_SAY_MORE = frozenset({"multiple firearms"})
# How far from its subject a verb may stand, in characters.
_REACH = 90
_QUOTE = 240
# No sentence is longer; what a broken file runs together is not searched for minutes.
_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Mention:
    """One sentence stating one value; `weight` is how much it counts against other mentions."""

    key: str
    value: str | int | float
    quote: str
    page: int = 0
    weight: float = 1.0


def read_attributes(text: str) -> tuple[Attribute, ...]:
    """Read a short account of an incident, as people tell it."""
    return choose(mentions(text, loose=True))


def mentions(
    text: str, *, page: int = 0, weight: float = 1.0, loose: bool = False, named: bool = True
) -> list[Mention]:
    """Give every value that a text states, in order of the text.

    `loose` admits phrases that mean what they seem to mean in a short account only ("with about 70
    deputies" is the department's strength there, and a deployment in a report). Without `named`
    the attributes with named values (setting, weapon ...) are left alone.
    """
    found: list[Mention] = []
    for start, end in sentences(text):
        sentence = " ".join(text[start:end].split())[:_LONGEST]
        if not NOT_FACT.search(sentence):
            found += [
                Mention(m.key, m.value, m.quote, page, m.weight * weight)
                for m in _in_sentence(sentence, loose=loose, named=named)
            ]
    return found


def choose(found: Iterable[Mention]) -> tuple[Attribute, ...]:
    """Give one value for each attribute: the one most spoken for, ties to the first stated."""
    by_key: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        by_key[mention.key].append(mention)
    chosen = (_best(by_key[spec.key]) for spec in ATTRIBUTES if spec.key in by_key)
    return tuple(Attribute(m.key, m.value, m.page, m.quote) for m in chosen)


def _in_sentence(sentence: str, *, loose: bool, named: bool) -> Iterator[Mention]:
    quote = sentence if len(sentence) <= _QUOTE else sentence[: _QUOTE - 1].rstrip() + "…"
    yield from _numbers(sentence, quote, loose=loose)
    yield from _durations(sentence, quote)
    for rule in YES_NO_RULES:
        answer = _answer(rule, sentence)
        if answer:
            yield Mention(rule.key, answer, quote)
    if named:
        yield from _named_values(sentence, quote)


def _named_values(sentence: str, quote: str) -> Iterator[Mention]:
    for key, values in category_patterns().items():
        for value, pattern in values.items():
            if pattern.search(sentence):
                # "a rifle and two pistols" names the rifle too
                yield Mention(key, value, quote, weight=3.0 if value in _SAY_MORE else 1.0)


def _numbers(sentence: str, quote: str, *, loose: bool) -> Iterator[Mention]:
    lowered = sentence.lower()
    spoken = {key for key, stems in STEMS.items() if any(stem in lowered for stem in stems)}
    for rule in NUMBER_RULES:
        if rule.key not in spoken or (rule.loose and not loose):
            continue
        for match in rule.pattern.finditer(sentence):
            value = rule.fixed if rule.fixed is not None else value_of(match["n"])
            if value is not None and rule.least <= value <= rule.most and not _is_year(match):
                yield Mention(rule.key, whole(value), quote, weight=rule.weight)
    if "agencies_count" in spoken:
        yield from _outside_agencies(sentence, quote)


def _outside_agencies(sentence: str, quote: str) -> Iterator[Mention]:
    for match in OUTSIDE_AGENCIES.finditer(sentence):
        value = value_of(match["n"])
        if value:
            yield Mention("agencies_count", whole(value) + 1, quote)


def _is_year(match: re.Match[str]) -> bool:
    # "arrested 2015" is a year run into the sentence, "1,950 people" is none
    number = match.groupdict().get("n") or ""
    return bool(re.fullmatch(r"(?:19|20)\d\d", number)) and not re.match(
        r" (?:people|persons|protest|demonstr|resid|officers|sworn)", match.string[match.end("n") :]
    )


def _durations(sentence: str, quote: str) -> Iterator[Mention]:
    for pattern in DURATION_RULES:
        for match in pattern.finditer(sentence):
            value = value_of(match["n"])
            # "the first fourteen hours" is a part of it
            if value and not re.search(
                r"\b(?:first|last|next)\b", sentence[: match.end("n")][-40:]
            ):
                yield Mention("duration_hours", round(value * hours_of(match["unit"]), 2), quote)


def _answer(rule: YesNoRule, sentence: str) -> str:
    for subject in rule.subject.finditer(sentence):
        before = sentence[max(0, subject.start() - _REACH) : subject.start()]
        after = sentence[subject.end() : subject.end() + _REACH]
        if DENIED_BEFORE.search(before) or DENIED_AFTER.search(after):
            return "no"
        if rule.done.search(f"{before} {subject[0]} {after}"):
            return "partial" if rule.partial and rule.partial.search(sentence) else "yes"
    return ""


def _best(found: list[Mention]) -> Mention:
    if found[0].key in _HIGHEST:
        heaviest = max(m.weight for m in found)
        return max((m for m in found if m.weight == heaviest), key=lambda m: float(m.value))
    spoken: dict[str | int | float, float] = defaultdict(float)
    for mention in found:
        spoken[mention.value] += mention.weight
    best = max(spoken, key=lambda value: spoken[value])
    return next(m for m in found if m.value == best)
