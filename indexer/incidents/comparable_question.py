"""What is asked of comparable incidents: a description, corrections to what was read, demands.

Attributes are read from the description; what is given by name takes the place of what was read.
`How` says of each what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from indexer.engine import SearchEngine
from indexer.incidents.accounts_of_types import nearness, shares, standing_out
from indexer.incidents.mending import mended
from indexer.incidents.telling import TELLS_A_KIND, telling_words
from kb.attribute_table import BY_KEY
from kb.attributes import read_attributes
from kb.domain.incident import Attribute
from kb.errors import BadRequest
from kb.reference import load_incident_types
from kb.shorthand import spelled_out

LONGEST = 20_000
# Where the type of incident stands among the attributes: what people compare first.
TYPE = "type"
TYPE_LABEL = "Type of incident"
TYPE_WEIGHT = 6.0
MOST_RESULTS = 100
# A description that speaks of many types says little by the last of them.
MOST_TYPES = 3
# What went before ("dozens of complaints after unrest") is no more than the background.
BACKGROUND = 0.5
_BEFORE = re.compile(r"\b(?:after|since|following)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|(?:not|\w+n['’]t) (?:an?|any)|never (?:had |was |saw )?(?:an?|any)"
    r"|without(?: an?| any)?)\s+"
    r"(?:(?:mass|active|real|actual|violent|planned)\s+)?$",
    re.IGNORECASE,
)


_VIOLENCE, _DISASTER = "mass-violence/", "disaster/"
_OCCASIONS = ("planned-event/special-event", "public-order/celebration-sports")


# What a type's name holds without being its cue, which a text may deny as well.
_HAPPENED = re.compile(
    r"\b(?:shootings?|shots?(?: fired)?|shooters?|gunm[ae]n|gunfire|explosions?|bombs?|fires?)\b",
    re.IGNORECASE,
)
# "no shots fired, big fight at the game" denies the shots alone.
_CLAUSE_OVER = re.compile(r"[,;:.]|\b(?:but|only|just)\b")
# A denial stands so close before what it denies, in characters.
_NEAR = 40


class How(StrEnum):
    """What an attribute counts: as usual, twice or half, demanded, excluded, or not at all."""

    USUAL = ""
    MORE = "more"
    LESS = "less"
    MUST = "must"
    NOT = "not"
    OFF = "off"


FACTORS = {How.MORE: 2.0, How.LESS: 0.5}


@dataclass(frozen=True, slots=True)
class Question:
    """A description and what was added by hand.

    `given` are values by attribute key, `hows` by attribute key or `type`. `types` replace those
    read from the text. `family`, `state` and the years `since` and `until` are hard filters.
    `topic` is what the asker wants to read about. `unlike` asks for incidents too that have nothing
    in common with it.
    """

    text: str = ""
    types: tuple[str, ...] = ()
    given: Mapping[str, str | int | float] = field(default_factory=dict)
    hows: Mapping[str, How] = field(default_factory=dict)
    family: str = ""
    state: str = ""
    since: int | None = None
    until: int | None = None
    topic: str = ""
    limit: int = 10
    unlike: bool = True

    @property
    def empty(self) -> bool:
        """Say whether nothing is asked."""
        return not (self.text or self.types or self.given or self.family or self.state)

    @property
    def filtered(self) -> bool:
        """Say whether a hard filter is set."""
        return bool(self.family or self.state) or self.since is not None or self.until is not None


@dataclass(frozen=True, slots=True)
class AskedAttribute:
    """One attribute of the incident described.

    `quote` are the words it was read from, spelled out, "" where it was given by name. `weight` is
    what it counts, `how` why.
    """

    key: str
    value: str | int | float
    quote: str
    how: How
    weight: float


@dataclass(frozen=True, slots=True)
class Understood:
    """The incident described, as it will be compared.

    `types` come with how much the description speaks of each, between 0 and 1; `leanings` with how
    near it comes to accounts of each, together one. `told` is the description spelled out,
    without the kinds of event that it denies.
    """

    types: tuple[tuple[str, float], ...]
    attributes: tuple[AskedAttribute, ...]
    type_how: How = How.USUAL
    told: str = ""
    leanings: tuple[tuple[str, float], ...] = ()

    @property
    def compared(self) -> tuple[AskedAttribute, ...]:
        """Give the attributes that count in likeness."""
        return tuple(a for a in self.attributes if a.how not in {How.OFF, How.NOT})

    @property
    def demanding(self) -> bool:
        """Say whether an attribute must be, or must not be."""
        return any(a.how in {How.MUST, How.NOT} for a in self.attributes)

    @property
    def type_weight(self) -> float:
        """Give what the type counts."""
        if not (self.types or self.leanings) or self.type_how in {How.OFF, How.NOT}:
            return 0.0
        return TYPE_WEIGHT * FACTORS.get(self.type_how, 1.0)


def understand(question: Question, engine: SearchEngine | None = None) -> Understood:
    """Read the description and lay what was given over it.

    With an engine slips of the keyboard are mended, and where no word names a type the likest
    account tells it. Raises BadRequest for a text past the ceiling.
    """
    if len(question.text) > LONGEST:
        raise BadRequest(
            f"the description is {len(question.text):,} characters long",
            hint=f"Shorten it to {LONGEST:,}.",
        )
    stated = _in_full(question.text, engine)
    told = without_denied(stated)
    # Types given by hand are what is meant
    asked = engine and not question.types and telling_words(told) >= TELLS_A_KIND
    near = nearness(told, engine.encoder if engine and asked else None)
    types = tuple((t, 1.0) for t in question.types) or _types(told, near)
    return Understood(
        types[:MOST_TYPES],
        tuple(_attributes(question, stated)),
        question.hows.get(TYPE, How.USUAL),
        told,
        tuple(shares(near).items()),
    )


def _in_full(text: str, engine: SearchEngine | None) -> str:
    """Spell out what was typed in haste, slips mended where an engine knows words."""
    told = spelled_out(text.lower() if text.isupper() else text)
    return mended(told, engine) if engine else told


def _types(told: str, near: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Read the types from cues; where these name nothing but the background, an account tells."""
    named = types_of(told)
    if any(share > BACKGROUND for _, share in named):
        return named
    accounted = standing_out(near)
    return (
        *((kind, 1.0) for kind in accounted),
        *(one for one in named if one[0] not in accounted),
    )


def types_of(text: str) -> tuple[tuple[str, float], ...]:
    """Give the types whose cues a text holds, each with its share of the most spoken of.

    A type that only the background names has half a share at most, as has the occasion of an
    attack: "a pickup ran down people at homecoming".
    """
    counts = {kind: _spoken(kind, pattern, text) for kind, pattern in _type_patterns()}
    if any(n for kind, n in counts.items() if kind.startswith(_VIOLENCE)):
        counts |= {kind: BACKGROUND * counts[kind] for kind in _OCCASIONS}
    most = max(1.0, *counts.values())
    spoken = sorted((k for k, n in counts.items() if n), key=lambda k: (-counts[k], k))
    return tuple((kind, counts[kind] / most) for kind in spoken)


def _spoken(kind: str, cues: re.Pattern[str], text: str) -> float:
    found = (text[: cue.start()] for cue in cues.finditer(text))
    # A landslide after the quake is of the quake.
    goes_on = kind.startswith(_DISASTER)
    return sum(BACKGROUND if _BEFORE.search(before) and not goes_on else 1.0 for before in found)


def without_denied(text: str) -> str:
    """Leave out the kinds of event that a text denies: "no shooting, only a march"."""
    kept, until = text, len(text)
    for start, end in sorted(set(_denied(text)), reverse=True):
        kept = kept[:start] + kept[min(end, until) :]
        until = start
    return kept


def _denied(text: str) -> Iterator[tuple[int, int]]:
    for cues in (_HAPPENED, *(pattern for _, pattern in _type_patterns())):
        for cue in cues.finditer(text):
            denial = _DENIED.search(text, max(0, cue.start() - _NEAR), cue.start())
            if denial:
                over = _CLAUSE_OVER.search(text, denial.end(), cue.end())
                yield denial.start(), over.start() if over else cue.end()


@cache
def _type_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind.id, re.compile(rf"\b(?:{'|'.join((*kind.cues, *kind.typed))})\b", re.IGNORECASE))
        for kind in load_incident_types()
    )


def _attributes(question: Question, told: str) -> Iterator[AskedAttribute]:
    read = {a.key: a for a in read_attributes(told)}
    named = {key: Attribute(key, value) for key, value in question.given.items()}
    both = {**read, **named}
    for spec in BY_KEY.values():
        if spec.key in both:
            one, how = both[spec.key], question.hows.get(spec.key, How.USUAL)
            weight = spec.weight * FACTORS.get(how, 1.0)
            yield AskedAttribute(spec.key, one.value, one.quote, how, weight)


def value_given(key: str, written: str) -> str | int | float:
    """Read a value as a form or an address writes it.

    Raises BadRequest for an unknown attribute, a value outside its list, or what is no number.
    """
    spec = BY_KEY.get(key)
    if spec is None:
        raise BadRequest(f"{key!r} is no attribute", hint=f"There are {', '.join(BY_KEY)}.")
    if spec.values:
        known = {v.casefold(): v for v in spec.values}
        if written.casefold() in known or spec.kind == "text":
            return known.get(written.casefold(), written)
        raise BadRequest(
            f"{spec.label}: {written!r} is none of its values",
            hint=f"Choose from {', '.join(spec.values)}.",
        )
    return _number(spec.label, written)


def _number(label: str, written: str) -> int | float:
    bare = re.sub(r"[\s,]", "", written)
    if not re.fullmatch(r"\d{1,9}(?:\.\d{1,3})?", bare):
        raise BadRequest(f"{label}: {written!r} is no number", hint="Write it in figures: 1,200.")
    value = float(bare)
    return int(value) if value.is_integer() else value


def hows_given(pairs: Iterable[tuple[str, str]]) -> dict[str, How]:
    """Read what each attribute counts; raises BadRequest for unknown names."""
    found: dict[str, How] = {}
    for key, written in pairs:
        if key != TYPE and key not in BY_KEY:
            raise BadRequest(f"{key!r} is no attribute", hint=f"There are {', '.join(BY_KEY)}.")
        try:
            found[key] = How(written)
        except ValueError as error:
            known = ", ".join(h.value for h in How if h)
            raise BadRequest(
                f"an attribute cannot count {written!r}", hint=f"It can count {known}."
            ) from error
    return {key: how for key, how in found.items() if how}
