"""Induce the style of a report from the report: which candidates it means as statements.

A report is consistent with itself: for each kind it has one form (a labelled word, a code, items
under a heading, cells of a column), numbered in sequence. Forms compete for each kind by how well
they explain the report; what loses is kept only to find repeats.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from ingest.labels import Form as Label
from ingest.layout.blocks import Role
from ingest.statements.candidate import PRINTED, Source
from ingest.statements.flow import Flow, Zone, is_heading
from ingest.statements.sequences import COMPLETE, completeness
from ingest.statements.statement import Statement
from kb.domain.record import Kind


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which the report prints one kind, with how well it explains the report."""

    kind: Kind
    family: str
    count: int
    complete: float
    score: float

    @property
    def name(self) -> str:
        """Name it for a curator: `recommendation by label`."""
        return f"{self.kind.value} by {self.family}"


@dataclass(frozen=True, slots=True)
class Induced:
    """What the report means as statements, what only repeats them, and by which forms."""

    primary: tuple[Statement, ...]
    secondary: tuple[Statement, ...]
    forms: tuple[Form, ...]


NOTHING_STATED: Mapping[Kind, int] = MappingProxyType({})

# How much one statement of a form tells, other things equal: a printed label is deliberate.
_WEIGHT: Mapping[str, float] = {
    "label": 8.0,
    "closing code": 8.0,
    "code": 4.0,
    "word of its own": 4.0,
    "column": 1.2,
    "recurring words": 1.0,
    "asking list": 0.8,
    "said again": 0.9,
    "heading": 1.0,
    "statement of its own": 0.8,
    "sentence set apart": 0.8,
}
# A label without a number tells less: "Finding" over a box may only repeat the numbered list.
_UNNUMBERED = 1.5
_WORDED = frozenset({"label", "word of its own"})
_FAMILY = {
    Source.LABEL: "label",
    Source.CODE: "code",
    Source.OWN: "word of its own",
    Source.CLOSING: "closing code",
    Source.RECURRING: "recurring words",
    Source.ASKED: "asking list",
    Source.AGAIN: "said again",
    Source.CELL: "column",
    Source.ITEM: "heading",
    Source.PROSE: "heading",
    Source.STATED: "statement of its own",
    Source.LEAD: "sentence set apart",
}


# Their numbers count the report's paragraphs, or an office's recommendations over the years.
ELSEWHERE = frozenset({_FAMILY[Source.STATED], _FAMILY[Source.CLOSING]})


def induce(
    flow: Flow, statements: Sequence[Statement], stated: Mapping[Kind, int] = NOTHING_STATED
) -> Induced:
    """Let the forms of each kind compete and split the statements by the outcome.

    `stated` says how many of a kind the report says it makes: a form with so many explains that.
    """
    groups: dict[tuple[Kind, str], list[Statement]] = defaultdict(list)
    kept = _without_few_stated(_without_lone_words(flow, statements))
    opening = _opening_words(kept)
    for statement in kept:
        kind = statement.candidate.kind
        if kind is not None:
            groups[kind, _family(flow, statement, opening)].append(statement)
    forms = [
        _agreeing(_form(flow, kind, family, group), group, stated.get(kind, 0))
        for (kind, family), group in groups.items()
    ]
    best = _winners(forms)
    primary: list[Statement] = []
    secondary: list[Statement] = []
    for (kind, family), group in groups.items():
        won = best.get(kind)
        keep, rest = _by_zone(flow, group) if won and won.family == family else ([], group)
        if won and family == _FAMILY[Source.LABEL] and not keep:
            keep = _named_otherwise(group, groups[kind, won.family])
            rest = [s for s in group if s not in keep]
        primary.extend(keep)
        secondary.extend(rest)
    return Induced(_once(primary), tuple(secondary), tuple(best.values()))


def _opening_words(statements: Iterable[Statement]) -> frozenset[str]:
    """Give the words without a number that open single statements: "Recommendation: Fill ..."."""
    return frozenset(
        c.word.lower()
        for c in (s.candidate for s in statements)
        if c.source is Source.LABEL and c.form is Label.WORD and c.block == c.text_block
    )


def _family(flow: Flow, statement: Statement, opening: frozenset[str]) -> str:
    """Say by what form a statement is printed; the plural of a label in its type is the label.

    "Recommendation:" opens the one, "Recommendations:" stands over the list where there are more.
    """
    c = statement.candidate
    head = flow.blocks[c.head] if c.source is Source.ITEM and c.head >= 0 else None
    several = c.word.lower().removesuffix("s") in opening
    if head and several and not is_heading(head) and head.text.rstrip().endswith(":"):
        return _FAMILY[Source.LABEL]
    return _FAMILY[c.source]


def _named_otherwise(labelled: Iterable[Statement], listed: Iterable[Statement]) -> list[Statement]:
    """Keep labels whose word is another than that of the lists that print most of their kind.

    "Commendation. The truck driver ..." stands beside the bullets under "Strengths".
    """
    words = {s.candidate.word.lower().removesuffix("s") for s in listed}
    return [
        s
        for s in labelled
        if s.candidate.word.lower() not in (*words, "conclusion") and not s.candidate.number
    ]


def _once(primary: Iterable[Statement]) -> tuple[Statement, ...]:
    """Let a paragraph be one statement, as the form says that tells the most.

    A paragraph that says it recommends is that, also under a heading of observations; words that
    only come back make nothing of what a label or a column tells already.
    """
    ordered = tuple(primary)
    stated = {s.candidate.block for s in ordered if s.candidate.source is Source.STATED}
    told = {s.candidate.text_block for s in ordered if s.candidate.source is not Source.RECURRING}
    return tuple(
        s
        for s in ordered
        if (s.candidate.source is Source.STATED or s.candidate.block not in stated)
        and (s.candidate.source is not Source.RECURRING or s.candidate.text_block not in told)
    )


def _without_lone_words(flow: Flow, statements: Sequence[Statement]) -> list[Statement]:
    """Leave out labels alone on their lines that head sections: "Conclusion", "10. Conclusion".

    Such a word comes but once, or a few times under numbers that are those of sections.
    """
    numbers: dict[str, list[str]] = defaultdict(list)
    lone = {id(s) for s in statements if _is_lone(flow, s)}
    for s in (s for s in statements if id(s) in lone):
        numbers[s.candidate.word.lower()].append(s.candidate.number)
    # "3.1 RECOMMENDATION: Test" on one line makes a label of "3.2 RECOMMENDATION:" alone on its
    inline = {
        s.candidate.word.lower()
        for s in statements
        if s.candidate.form is Label.NUMBER_WORD and id(s) not in lone
    }
    return [
        s
        for s in statements
        if id(s) not in lone
        or (s.candidate.number and s.candidate.word.lower() in inline)
        or _are_labels(numbers[s.candidate.word.lower()])
    ]


def _are_labels(numbers: Sequence[str]) -> bool:
    numbered = [n for n in numbers if n]
    return len(numbers) >= FEWEST_LONE or (
        len(numbers) > 1 and (not numbered or completeness(numbered) >= COMPLETE)
    )


# So many lone words are labels, whatever their numbers.
FEWEST_LONE = 4


def _without_few_stated(statements: Sequence[Statement]) -> list[Statement]:
    """Leave out paragraphs that say "we recommend" where they are but asides."""
    stated = sum(s.candidate.source is Source.STATED for s in statements)
    if stated >= FEWEST_STATED:
        return list(statements)
    return [s for s in statements if s.candidate.source is not Source.STATED]


FEWEST_STATED = 3


def _is_lone(flow: Flow, statement: Statement) -> bool:
    c = statement.candidate
    # "1.2 | Strength | The mesh network ...": a row's number is no section's
    row = bool(c.number) and flow.blocks[c.block].role is Role.CELL
    alone = c.text_block != c.block and not row
    return c.source is Source.LABEL and alone and c.form in (Label.WORD, Label.NUMBER_WORD)


def _form(flow: Flow, kind: Kind, family: str, group: Sequence[Statement]) -> Form:
    numbers = {s.candidate.number for s in group if s.candidate.number}
    zones = Counter(flow.zones[s.candidate.block] for s in group)
    argued = zones[Zone.BODY]
    complete = completeness(numbers)
    count = max(zones.values())
    trusted = max(n * _TOLD.get(zone, 1.0) for zone, n in zones.items())
    weight = _WEIGHT[family] if numbers or family not in _WORDED else _UNNUMBERED
    if family in ELSEWHERE:
        complete = 1.0
    score = weight * trusted * (0.5 + complete / 2) + 0.1 * argued
    return Form(kind, family, count, complete, score)


def _agreeing(form: Form, group: Sequence[Statement], stated: int) -> Form:
    """Weigh a form more that has as many numbers, or statements in one part, as are stated."""
    numbers = {s.candidate.number for s in group if s.candidate.number}
    agrees = stated and stated in (form.count, len(numbers))
    return replace(form, score=AGREES * form.score) if agrees else form


# How much more a form tells that explains the count which the report states.
AGREES = 1.5


def _winners(forms: Iterable[Form]) -> dict[Kind, Form]:
    best: dict[Kind, Form] = {}
    for form in forms:
        if form.kind not in best or form.score > best[form.kind].score:
            best[form.kind] = form
    return best


def _by_zone(flow: Flow, group: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """Keep what the report's own parts print; a summary counts only where nothing else prints it.

    Unlabelled items are taken from the most argued part that holds enough of them.
    """
    if any(s.candidate.source in PRINTED for s in group):
        own = [s for s in group if flow.zones[s.candidate.block] is not Zone.OTHERS]
        numbered = [s for s in own if s.candidate.number]
        if len(numbered) >= MOSTLY * len(own):
            return numbered, [s for s in own if not s.candidate.number]
        return own, []
    counts = Counter(flow.zones[s.candidate.block] for s in group)
    enough = ENOUGH * max(n * _TRUST.get(z, 1.0) for z, n in counts.items())
    zone = min((z for z, n in counts.items() if n >= enough), default=min(counts))
    keep = [s for s in group if flow.zones[s.candidate.block] <= zone]
    return keep, [s for s in group if flow.zones[s.candidate.block] > zone]


# Share of numbered labels from which on an unnumbered one of that kind is a way of speaking.
MOSTLY = 0.7

# Share of the fullest part's items that a better part must hold to be the one meant.
ENOUGH = 0.5
# How much a statement tells of the report's form by where it stands: the body before its repeats.
_TOLD = {Zone.LIST: 0.7, Zone.APPENDIX: 0.4, Zone.SUMMARY: 0.4, Zone.OTHERS: 0.1}
# Appendices also reproduce other bodies' documents with lists of their own.
_TRUST = {Zone.APPENDIX: 0.4}

# Sentences that tell what others advise, or what the report itself does, recommend nothing.
REPORTED = re.compile(
    r"\b(?:guidance|guides?|guidelines?|standards?|planners|trainers|researchers?|experts?"
    r"|authors?|studies|association|literature|some (?:chiefs|agencies|officers))"
    r"\b[^.]{0,60}?\b(?:holds?|says?"
    r"|said|advises?|advised|suggests?|suggested|recommends?|recommended|states?|stated|notes?"
    r"|argues?|argued|observes?|urges?|issued)\b",
    re.IGNORECASE,
)
