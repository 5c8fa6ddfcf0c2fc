"""Two to five incidents side by side: what happened, then what their reports speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.attribute_table import ATTRIBUTES
from kb.domain.ids import ReportId
from kb.domain.incident import Incident
from kb.domain.published import ReportSummary
from kb.domain.topic import Vocabulary
from web.presenters import links
from web.presenters.comparable import Stated, TopicInIncident, shown_value, topic_count
from web.presenters.links import Ref
from web.presenters.places import IncidentRow, incident_row

FEWEST, MOST = 2, 5


@dataclass(frozen=True, slots=True)
class BesideColumn:
    """One incident with its reports; `sample` says that they are fictional."""

    incident: IncidentRow
    reports: tuple[Ref, ...]
    sample: bool


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """One attribute, for each incident what its reports state of it; () where none does."""

    key: str
    label: str
    cells: tuple[tuple[Stated, ...], ...]


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic with the number of statements on it of each incident's reports."""

    topic: Ref
    family: str
    cells: tuple[TopicInIncident, ...]


@dataclass(frozen=True, slots=True)
class BesidePage:
    """The incidents chosen, or how many were where that is too few or too many.

    `back` leads to where they are chosen.
    """

    chosen: int
    back: str
    columns: tuple[BesideColumn, ...] = ()
    attributes: tuple[AttributeRow, ...] = ()
    topics: tuple[TopicRow, ...] = ()
    sample: bool = False


def beside_page(
    incidents: Sequence[Incident],
    heads: Mapping[ReportId, ReportSummary],
    topics: Sequence[Sequence[tuple[str, int]]],
    vocabulary: Vocabulary,
) -> BesidePage:
    """Put incidents side by side; `topics` counts the statements of each by topic."""
    names = {r: heads[r].title for i in incidents for r in i.reports if r in heads}
    return BesidePage(
        chosen=len(incidents),
        back="/comparable",
        columns=tuple(_column(i, heads) for i in incidents),
        attributes=tuple(_attributes(incidents, names)),
        topics=tuple(_topics(incidents, topics, vocabulary)),
        sample=any(heads[r].sample for r in names),
    )


def _column(incident: Incident, heads: Mapping[ReportId, ReportSummary]) -> BesideColumn:
    told = [heads[r] for r in incident.reports if r in heads]
    reports = tuple(Ref(head.id, head.title, links.report_url(head.id)) for head in told)
    return BesideColumn(incident_row(incident), reports, any(head.sample for head in told))


def _attributes(
    incidents: Sequence[Incident], names: Mapping[ReportId, str]
) -> Iterator[AttributeRow]:
    for spec in ATTRIBUTES:
        cells = tuple(tuple(_stated(i, spec.key, names)) for i in incidents)
        if any(cells):
            yield AttributeRow(spec.key, spec.label, cells)


def _stated(incident: Incident, key: str, names: Mapping[ReportId, str]) -> Iterator[Stated]:
    for told in incident.attributes:
        if told.key == key:
            report = ReportId(told.report or next(iter(incident.reports), ""))
            url = links.page_url(report, told.page) if report and told.page else ""
            value = shown_value(key, told.value)
            yield Stated(value, report, names.get(report, report), told.page, told.quote, url)


def _topics(
    incidents: Sequence[Incident],
    topics: Sequence[Sequence[tuple[str, int]]],
    vocabulary: Vocabulary,
) -> Iterator[TopicRow]:
    """Give subtopics by family in the vocabulary's order, those that any report speaks of."""
    counts = [dict(found) for found in topics]
    for topic in vocabulary:
        family = vocabulary.get(topic.broader) if topic.broader else None
        if family and any(topic.id in found for found in counts):
            cells = tuple(
                topic_count(i.id, topic.id, found.get(topic.id, 0), vocabulary)
                for i, found in zip(incidents, counts, strict=True)
            )
            yield TopicRow(links.topic_ref(vocabulary, topic.id), family.pref_label, cells)
