"""What free text says of an incident, as comparable values with the words they came from.

Used on published reports (page by page, by `ingest.incidents.reported`) and on what people type
when they look for incidents like theirs. Nothing is guessed: what no sentence states stays unknown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.attribute_rules.answers import (
    DENIED_AFTER,
    DENIED_BEFORE,
    NOT_FACT,
    YES_NO_RULES,
    YesNoRule,
)
from kb.attribute_rules.counted import Counted, NumberRule
from kb.attribute_rules.durations import DURATION_RULES, DURATION_TYPED, HOURS, SAID
from kb.attribute_rules.named import category_patterns
from kb.attribute_rules.people_together import people_together
from kb.attribute_rules.table import NUMBERS
from kb.attribute_rules.typed import TYPED_NUMBERS, TYPED_YES_NO_RULES
from kb.attribute_table import ATTRIBUTES
from kb.domain.incident import Attribute
from kb.numbers import COUNTED_ON, NUMBER, value_of, whole
from kb.sentences import sentences

# Values that are read as the highest that the text gives (a crowd's peak, all arrests together).
_HIGHEST = frozenset({"crowd_size_high", "arrests", "agencies_count", "evacuated", "hostages"})
# Values that include others: who carries a rifle and two pistols carries a rifle too.
_INCLUDING = frozenset({"multiple firearms"})
_INCLUDED = frozenset({"rifle", "handgun", "shotgun"})
_INCLUDING_WEIGHT = 3.0
# How far from its subject a verb may stand, in characters.
_REACH = 90
_QUOTE = 240
# No sentence is longer; what a broken file runs together is not searched for minutes.
_LONGEST = 1500
_NUMBERED = re.compile(r"^\(?\d{1,3}(?:\.\d{1,3})+\)?\s+(?=[A-Z])")
_CLAUSE_END = re.compile(r", |; | but | and (?=(?:we|they|he|she|the|should|can) )")
_PART_OF_IT = re.compile(r"\b(?:first|last|next)\b[^,;]{0,40}$")
_ON_AND_ON = re.compile(r"over the (?:next|following)\b", re.IGNORECASE)
_AND_MINUTES = re.compile(rf"s?,? (?:and )?({NUMBER}) minutes\b", re.IGNORECASE)
_AND_A_HALF, _HALF = re.compile(r"\band a half\b", re.IGNORECASE), 0.5
_YEAR = re.compile(r"(?:19|20)\d\d")
# Whose deputies come to help says nothing of who is asking.
_JURISDICTION = "jurisdiction_type"
_HELPERS = re.compile(
    r"\b(?:sen[dt]|sends|sending|help(?:ed|ing|s)?|com(?:e|es|ing)|came|on (?:its|their|the) way"
    r"|arriv\w+|assist\w*|join(?:ed|ing|s)?|borrow\w*|call(?:ed|ing) (?:in|for)|ask(?:ed|ing)? for"
    r"|request\w*|mutual aid|with (?:the )?(?:county|state|federal))\b",
    re.IGNORECASE,
)
_TYPED_CLAUSE = re.compile(r"[,;.:()]| and | but | while ")
_AGED = re.compile(
    r"\b(?:(?:m[ae]n|wom[ae]n|boys?|girls?|person|youth|teenager|resident) of|aged?) (?:about )?$",
    re.IGNORECASE,
)
_NEXT = re.compile(rf" {COUNTED_ON}\b", re.IGNORECASE)
# "At 5:22 a.m. on November 13 the man was arrested" counts none
_DAY_OF_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" $"
)
_PEOPLE_AFTER = re.compile(r" (?:people|persons|protest|demonstr|resid|officers|sworn)")


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
    return [
        Mention(m.key, m.value, m.quote, page, m.weight * weight)
        for stated in _facts(text, loose=loose)
        for m in _in_sentence(stated, loose=loose, named=named)
    ]


def choose(found: Iterable[Mention]) -> tuple[Attribute, ...]:
    """Give one value for each attribute: the one most spoken for, ties to the first stated."""
    by_key: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        by_key[mention.key].append(mention)
    chosen = (_best(by_key[spec.key]) for spec in ATTRIBUTES if spec.key in by_key)
    return tuple(Attribute(m.key, m.value, m.page, m.quote) for m in chosen)


def counted_in(sentence: str, rows: Sequence[Counted], *, loose: bool = False) -> Iterator[Mention]:
    """Give the numbers that these rows find in one sentence."""
    quote = _shortened(sentence)
    lowered = sentence.lower()
    for row in rows:
        if row.concerns(lowered):
            for rule in row.rules:
                if loose or not rule.loose:
                    for value in _values(rule, sentence):
                        yield Mention(row.key, value, quote, weight=rule.weight)


def named_in(sentence: str, key: str) -> Iterator[str]:
    """Give the values of an attribute with named values that a sentence speaks for, fact or not."""
    for value, pattern in category_patterns()[key].items():
        if pattern.search(sentence):
            yield value


def _facts(text: str, *, loose: bool) -> Iterator[str]:
    """Give the sentences that state facts; of what people type, the clauses that do.

    "two officers are hurt, should we use gas": the first half is a fact.
    """
    for start, end in sentences(text):
        # "3.3 Ninety-three people were arrested": the number is the paragraph's
        sentence = _NUMBERED.sub("", " ".join(text[start:end].split())[:_LONGEST])
        if not NOT_FACT.search(sentence):
            yield sentence
        elif loose:
            yield from (c for c in _CLAUSE_END.split(sentence) if not NOT_FACT.search(c))


def _in_sentence(sentence: str, *, loose: bool, named: bool) -> Iterator[Mention]:
    quote = _shortened(sentence)
    sums = tuple(people_together(sentence))
    for mention in counted_in(sentence, (*NUMBERS, *(TYPED_NUMBERS if loose else ())), loose=loose):
        if not any(s.key == mention.key and mention.value in s.parts for s in sums):
            yield mention
    for s in sums:
        yield Mention(s.key, s.value, quote)
    yield from _durations(sentence, quote, loose=loose)
    for rule in (*YES_NO_RULES, *(TYPED_YES_NO_RULES if loose else ())):
        answer = _answer(rule, sentence)
        if answer:
            yield Mention(rule.key, answer, quote)
    if named:
        yield from _named_values(sentence, quote, loose=loose)


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= _QUOTE else sentence[: _QUOTE - 1].rstrip() + "…"


def _named_values(sentence: str, quote: str, *, loose: bool) -> Iterator[Mention]:
    ours = _without_helpers(sentence) if loose else sentence
    for key, values in category_patterns().items():
        said = ours if key == _JURISDICTION else sentence
        spoken = [value for value, pattern in values.items() if pattern.search(said)]
        several = _INCLUDING.intersection(spoken)
        for value in spoken:
            if not (several and value in _INCLUDED):
                weight = _INCLUDING_WEIGHT if value in several else 1.0
                yield Mention(key, value, quote, weight=weight)


def _without_helpers(sentence: str) -> str:
    return ", ".join(c for c in _TYPED_CLAUSE.split(sentence) if not _HELPERS.search(c))


def _values(rule: NumberRule, sentence: str) -> Iterator[int | float]:
    for match in rule.pattern.finditer(sentence):
        value = rule.fixed if rule.fixed is not None else value_of(match["n"])
        none = value is None or any(said(match) for said in (_is_year, _is_age, _is_day, _is_next))
        if value is not None and not none and rule.least <= value <= rule.most:
            yield whole(value + rule.plus)


def _is_year(match: re.Match[str]) -> bool:
    # "arrested 2015" is a year run into the sentence, "1,950 people" is none
    number = match.groupdict().get("n") or ""
    after = match.string[match.end("n") :] if number else ""
    return bool(_YEAR.fullmatch(number)) and not _PEOPLE_AFTER.match(after)


def _is_age(match: re.Match[str]) -> bool:
    """Say whether it is somebody's age: "A man of thirty-four died"."""
    return "n" in match.groupdict() and bool(_AGED.search(match.string[: match.start("n")]))


def _is_day(match: re.Match[str]) -> bool:
    """Say whether it is the day of a month, in figures after its name."""
    return "n" in match.groupdict() and bool(_DAY_OF_MONTH.search(match.string[: match.start("n")]))


def _is_next(match: re.Match[str]) -> bool:
    """Say whether it is one more of those counted before: "killing four and wounding a fifth"."""
    return "n" in match.groupdict() and bool(_NEXT.match(match.string[match.end("n") :]))


def _durations(sentence: str, quote: str, *, loose: bool) -> Iterator[Mention]:
    if not any(unit in sentence.lower() for unit in HOURS):
        return
    for pattern in (*DURATION_RULES, *(DURATION_TYPED if loose else ())):
        for match in pattern.finditer(sentence):
            printed = match["n"].lower()
            value = SAID.get(printed) or value_of(printed)
            # "the first fourteen hours" is a part of it
            part = _PART_OF_IT.search(sentence[match.start() : match.start("n")])
            part = part or _PART_OF_IT.search(sentence[: match.start()])
            if value and not (part and not _ON_AND_ON.match(match[0])):
                value += _HALF if _AND_A_HALF.search(match[0]) else 0
                hours = round(value * HOURS[match["unit"].lower()] + _minutes(match), 2)
                yield Mention("duration_hours", hours, quote)


def _minutes(match: re.Match[str]) -> float:
    """Give the minutes that follow hours, as a part of one: "one hour and nine minutes"."""
    more = _AND_MINUTES.match(match.string, match.end("unit"))
    return (value_of(more[1]) or 0) * HOURS["minute"] if more else 0.0


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
