"""An incident as its page, JSON and the API show it: its reports side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.attribute_table import BY_KEY, written
from kb.catalog.incidents import doubt
from kb.domain.incident import Attribute, Incident
from kb.domain.published import PublishedReport
from kb.domain.topic import Vocabulary
from web.presenters import links
from web.presenters.links import Ref
from web.presenters.places import IncidentRow, ReportRow, incident_row
from web.presenters.records import RecordBrief, brief_records

# Records shown of each topic; search holds the rest.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class IncidentsPage:
    """A list of incidents; `next` is the address of the rest."""

    total: int
    incidents: tuple[IncidentRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class AttributeShown:
    """One comparable value with the page and the words it came from; `page_url` opens the page."""

    key: str
    label: str
    value: str
    page: int
    quote: str
    page_url: str


@dataclass(frozen=True, slots=True)
class ReportBeside:
    """A report beside the others on the same incident: what it holds and what it says happened.

    `doubt` says what is open about its telling of this incident, "" if nothing is.
    """

    report: ReportRow
    doubt: str
    attributes: tuple[AttributeShown, ...]


@dataclass(frozen=True, slots=True)
class TopicRecords:
    """The records of an incident's reports on one topic, the first few of `total`."""

    topic: Ref
    total: int
    records: tuple[RecordBrief, ...]
    url: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One incident; `keys` are the attributes that any of its reports states."""

    incident: IncidentRow
    keys: tuple[Ref, ...]
    reports: tuple[ReportBeside, ...]
    topics: tuple[TopicRecords, ...]


def incident_page(
    incident: Incident,
    reports: Sequence[PublishedReport],
    rows: Sequence[ReportRow],
    vocabulary: Vocabulary,
) -> IncidentPage:
    """Show one incident as each of its reports tells it; `rows` show the same reports in order."""
    beside = tuple(
        _beside(report, row, incident) for report, row in zip(reports, rows, strict=True)
    )
    return IncidentPage(
        incident=incident_row(incident),
        keys=tuple(_keys(beside)),
        reports=beside,
        topics=tuple(_by_topic(reports, vocabulary, incident.id)),
    )


def _beside(report: PublishedReport, row: ReportRow, incident: Incident) -> ReportBeside:
    account = next((i for i in report.incidents if i.id == incident.id), None)
    if account is None:
        return ReportBeside(row, "", ())
    told = tuple(attribute_shown(a, report.id) for a in account.attributes)
    return ReportBeside(row, doubt(account, incident), told)


def attribute_shown(attribute: Attribute, report: str) -> AttributeShown:
    """Show an attribute with the page it was read from."""
    return AttributeShown(
        key=attribute.key,
        label=attribute_label(attribute.key),
        value=written(attribute.key, attribute.value),
        page=attribute.page,
        quote=attribute.quote,
        page_url=links.page_url(report, attribute.page) if attribute.page else "",
    )


def attribute_label(key: str) -> str:
    """Name an attribute as people read it."""
    return BY_KEY[key].label if key in BY_KEY else key.replace("_", " ").capitalize()


def _keys(beside: Iterable[ReportBeside]) -> Iterator[Ref]:
    stated = dict.fromkeys(a.key for b in beside for a in b.attributes)
    known = [key for key in BY_KEY if key in stated]
    for key in [*known, *(key for key in stated if key not in BY_KEY)]:
        yield Ref(key, attribute_label(key), "")


def _by_topic(
    reports: Iterable[PublishedReport], vocabulary: Vocabulary, incident: str
) -> Iterator[TopicRecords]:
    """Gather records by topic, the topics with most records first."""
    gathered: dict[str, list[RecordBrief]] = {}
    for report in reports:
        for shown in brief_records(report, vocabulary):
            for topic in shown.topics:
                gathered.setdefault(topic.id, []).append(shown)
    for name, found in sorted(gathered.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield TopicRecords(
            topic=links.topic_ref(vocabulary, name),
            total=len(found),
            records=tuple(found[:_SHOWN]),
            url=links.search_url(incident=incident, topic=name),
        )
