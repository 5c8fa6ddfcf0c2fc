"""All incidents as columns, so that ten thousand are compared in a few milliseconds.

An incident has as many values of an attribute as its reports state; the likest of them counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from operator import is_

import numpy as np
import numpy.typing as npt

from indexer.incidents.comparable_question import AskedAttribute, How, Question, Understood
from indexer.incidents.kinship import KIN, OPEN, type_likeness
from indexer.incidents.likeness import (
    AGREES,
    Likenesses,
    agree,
    likeness,
    likenesses,
)
from kb.attribute_table import BY_KEY
from kb.domain.ids import IncidentId
from kb.domain.incident import Incident
from kb.domain.published import ReportSummary

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
UNKNOWN = -1.0
# What counts of how near a description comes to each type, beside the types it names. On 84
# descriptions 0.2 to 0.6 make an nDCG@5 of 0.890, 0.894, 0.897, 0.895 and 0.894.
MEANT = 0.4


@dataclass(frozen=True, slots=True)
class Column:
    """The stated values of one attribute: `rows[i]` is the incident of `numbers[i]` or `names[i]`.

    Values come either as numbers or as places in `names`, each different name once.
    """

    rows: Rows
    numbers: Likenesses
    names: tuple[str, ...]

    def likeness(self, asked: AskedAttribute, size: int) -> Likenesses:
        """Give each incident's likeness, UNKNOWN where none of its reports states a value."""
        spec = BY_KEY[asked.key]
        if self.names or isinstance(asked.value, str):
            by_name = np.array([likeness(spec, asked.value, n) for n in self.names] or [0.0])
            values = by_name[self.numbers.astype(np.int64)] if len(self.rows) else by_name[:0]
        else:
            values = likenesses(spec, asked.value, self.numbers)
        best = np.full(size, UNKNOWN)
        np.maximum.at(best, self.rows, values)
        return best

    def agreeing(self, asked: AskedAttribute, size: int) -> Mask:
        """Mask the incidents of which a report states what is demanded."""
        spec = BY_KEY[asked.key]
        different, which = np.unique(self.numbers, return_inverse=True)
        stated = [self.names[int(n)] for n in different] if self.names else different.tolist()
        agreeing = np.array([agree(spec, asked.value, [v]) for v in stated], dtype=np.bool_)
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.rows[agreeing[which]]] = True
        return mask


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike each incident is: `kind` by its type, UNKNOWN where that is, and by details.

    `detailed` is over those known, `known` and `whole` are in weight; `score` takes type and
    details together. `same_type` masks those of the same or a kindred type, `other_type` those of a
    type that is neither; `details` counts what else agrees.
    """

    score: Likenesses
    kind: Likenesses
    detailed: Likenesses
    known: Likenesses
    whole: float
    same_type: Mask
    other_type: Mask
    details: Rows


@dataclass(frozen=True, slots=True)
class Admitted:
    """Which incidents the hard filters let through, and why others were left out.

    `left` says of each filter how many incidents were left out for want of knowing.
    """

    mask: Mask
    left: tuple[str, ...]


class IncidentTable:
    """The incidents of one state of the catalog."""

    def __init__(
        self, incidents: Sequence[Incident], summaries: Sequence[ReportSummary] = ()
    ) -> None:
        """Turn incidents into columns; `summaries` are those of the reports that tell of them.

        Reports that tell of none stand after them, each as an incident of which nothing is known.
        """
        self._told = tuple(incidents)
        self.incidents = incidents = (*incidents, *_unread(incidents, summaries))
        self.heads: Mapping[str, ReportSummary] = {head.id: head for head in summaries}
        self._types = tuple(dict.fromkeys(i.type for i in incidents))
        at = {kind: n for n, kind in enumerate(self._types)}
        self._type_of = np.array([at[i.type] for i in incidents], dtype=np.int64)
        self._columns = _columns(self.incidents)
        told = [(row, report) for row, i in enumerate(incidents) for report in i.reports]
        self._report_rows = np.array([row for row, _ in told], dtype=np.int64)
        self._reports = tuple(report for _, report in told)

    def now(
        self, incidents: Sequence[Incident], summaries: Sequence[ReportSummary]
    ) -> IncidentTable:
        """Give the table of a later state, with the same columns where no incident changed."""
        same = len(incidents) == len(self._told) and all(map(is_, incidents, self._told))
        if not same or self.incidents[len(incidents) :] != tuple(_unread(incidents, summaries)):
            return IncidentTable(incidents, summaries)
        later = copy(self)
        later.heads = {head.id: head for head in summaries}
        return later

    @property
    def unread(self) -> Mask:
        """Mask the reports in which no event was read."""
        return np.arange(len(self.incidents)) >= len(self._told)

    @property
    def nowhere(self) -> Mask:
        """Mask the reports in which neither an event was read nor a place within a country."""
        told = len(self._told)
        unplaced = [not _has_place(self.heads, i) for i in self.incidents[told:]]
        return np.array([False] * told + unplaced, dtype=np.bool_)

    @property
    def of_open_type(self) -> Mask:
        """Mask the incidents whose type holds several kinds of event."""
        return np.array([kind in OPEN for kind in self._types], dtype=np.bool_)[self._type_of]

    def told(self, scores: Mapping[str, float]) -> Likenesses:
        """Give each incident the best of its reports' scores, 0 where none has one."""
        best = np.zeros(len(self.incidents))
        given = np.array([scores.get(report, 0.0) for report in self._reports])
        np.maximum.at(best, self._report_rows, given)
        return best

    def alike(self, described: Understood) -> Alike:
        """Compare all incidents with the one described."""
        size = len(self.incidents)
        total, known = np.zeros(size), np.zeros(size)
        nearest, kind = np.full(size, UNKNOWN), np.full(size, UNKNOWN)
        details, whole = np.zeros(size, dtype=np.int64), 0.0
        if described.type_weight:
            nearest = self._nearest_type(described)
            kind = self._meant_likeness(described)
        for asked in described.compared:
            column = self._columns.get(asked.key)
            whole += asked.weight
            if column is not None:
                alike = column.likeness(asked, size)
                details += alike >= AGREES
                self._add(total, known, alike, asked.weight)
        detailed, stated = _over(total, known), known.copy()
        self._add(total, known, kind, described.type_weight)
        score = _over(total, known)
        other = (nearest >= 0) & (nearest < KIN)
        return Alike(score, kind, detailed, stated, whole, nearest >= KIN, other, details)

    def admitted(self, question: Question, described: Understood) -> Admitted:
        """Apply the hard filters; where there is any, reports whose event was not read go."""
        mask = np.ones(len(self.incidents), dtype=np.bool_)
        if question.filtered or described.demanding:
            mask &= ~self.unread
        left: list[str] = []
        for label, known, fits in self._filters(question):
            unknown = int((mask & ~known).sum())
            if unknown:
                left.append(f"{unknown:,} whose {label} is not known")
            mask &= known & fits
        for asked in described.attributes:
            self._demand(asked, mask, left)
        return Admitted(mask, tuple(left))

    def _demand(self, asked: AskedAttribute, mask: Mask, left: list[str]) -> None:
        if asked.how not in {How.MUST, How.NOT}:
            return
        size = len(self.incidents)
        column = self._columns.get(asked.key)
        stated = np.zeros(size, dtype=np.bool_)
        agreeing = np.zeros(size, dtype=np.bool_)
        if column is not None:
            stated[column.rows] = True
            agreeing = column.agreeing(asked, size)
        if asked.how is How.NOT:
            # What no report states may well not have been: it stays, and is shown as not stated
            mask &= ~agreeing
            return
        unknown = int((mask & ~stated).sum())
        if unknown:
            left.append(f"{unknown:,} of which no report states {BY_KEY[asked.key].label.lower()}")
        mask &= agreeing

    def _filters(self, question: Question) -> list[tuple[str, Mask, Mask]]:
        """Give label, what is known and what fits, of each filter that is set."""
        found: list[tuple[str, Mask, Mask]] = []
        if question.family:
            found.append(("type", *self._where(lambda i: i.type, _of_family(question.family))))
        if question.state:
            found.append(("state", *self._where(lambda i: i.state, question.state.__eq__)))
        if question.since is not None or question.until is not None:
            low, high = question.since or 0, question.until or 9999
            found.append(
                ("date", *self._where(lambda i: i.start[:4], lambda y: low <= int(y) <= high))
            )
        return found

    def _where(
        self, read: Callable[[Incident], str], fits: Callable[[str], bool]
    ) -> tuple[Mask, Mask]:
        values = [read(i) for i in self.incidents]
        known = np.array([bool(v) for v in values], dtype=np.bool_)
        return known, np.array([bool(v) and fits(v) for v in values], dtype=np.bool_)

    def _named_likeness(self, described: Understood) -> Likenesses:
        """Compare with the types that the description names, UNKNOWN where none is known."""
        return self._by_type(
            lambda kind: max(share * type_likeness(t, kind) for t, share in described.types)
            if described.types else UNKNOWN
        )  # fmt: skip

    def _nearest_type(self, described: Understood) -> Likenesses:
        """Compare with the nearest type that is named, however little is said of it."""
        return self._by_type(
            lambda kind: max(type_likeness(t, kind) for t, _ in described.types)
            if described.types else UNKNOWN
        )  # fmt: skip

    def _meant_likeness(self, described: Understood) -> Likenesses:
        """Compare with all types as far as each is meant, beside those that are named."""
        named = self._named_likeness(described)
        if not described.leanings:
            return named
        meant = self._by_type(
            lambda kind: sum(share * type_likeness(t, kind) for t, share in described.leanings)
        )
        both = MEANT * meant + (1 - MEANT) * named
        return np.where((named >= 0) & (meant >= 0), both, meant)

    def _by_type(self, likeness_of: Callable[[str], float]) -> Likenesses:
        values = np.array([likeness_of(kind) if kind else UNKNOWN for kind in self._types])
        return values[self._type_of] if len(self._type_of) else np.zeros(0)

    @staticmethod
    def _add(total: Likenesses, known: Likenesses, alike: Likenesses, weight: float) -> None:
        stated = alike >= 0
        total += np.where(stated, weight * alike, 0.0)
        known += np.where(stated, weight, 0.0)


def is_unread(incident: Incident) -> bool:
    """Say whether it stands for a report in which no event was read."""
    return [str(report) for report in incident.reports] == [str(incident.id)]


def _has_place(heads: Mapping[str, ReportSummary], incident: Incident) -> bool:
    sites = (site for report in incident.reports if report in heads for site in heads[report].sites)
    return any(site.state and site.place not in {"", site.state} for site in sites)


def _unread(
    incidents: Iterable[Incident], summaries: Iterable[ReportSummary]
) -> Iterator[Incident]:
    """Give each report with statements that tells of no incident as one, named like the report."""
    told = {report for incident in incidents for report in incident.reports}
    for head in summaries:
        if head.id not in told and head.records:
            yield Incident(IncidentId(head.id), head.title, reports=(head.id,))


def _over(total: Likenesses, known: Likenesses) -> Likenesses:
    return np.divide(total, known, out=np.zeros(len(total)), where=known > 0)


def _of_family(family: str) -> Callable[[str], bool]:
    return lambda kind: kind == family or kind.startswith(f"{family}/")


def _columns(incidents: Sequence[Incident]) -> dict[str, Column]:
    stated: dict[str, list[tuple[int, str | int | float]]] = defaultdict(list)
    for row, incident in enumerate(incidents):
        for attribute in incident.attributes:
            if attribute.key in BY_KEY:
                stated[attribute.key].append((row, attribute.value))
    return {key: _column(pairs) for key, pairs in stated.items()}


def _column(pairs: Sequence[tuple[int, str | int | float]]) -> Column:
    rows = np.array([row for row, _ in pairs], dtype=np.int64)
    values = [value for _, value in pairs]
    if any(isinstance(v, str) for v in values):
        names = tuple(dict.fromkeys(str(v) for v in values))
        at = {name: float(n) for n, name in enumerate(names)}
        return Column(rows, np.array([at[str(v)] for v in values]), names)
    return Column(rows, np.array(values, dtype=np.float64), ())
