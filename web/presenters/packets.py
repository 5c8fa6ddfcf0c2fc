"""A packet as its page shows it to whoever gathers, reads or prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.catalog.packets import UNKEPT_DAYS, StoredPacket
from kb.citations import Citation, citations
from kb.domain.incident import Incident
from kb.export.base import Row
from kb.export.grouping import counts_told, heading_of
from web.presenters import links
from web.presenters.incidents import AttributeShown, attribute_shown
from web.presenters.links import Ref
from web.presenters.places import IncidentRow, incident_row

UNTITLED = "Untitled packet"


@dataclass(frozen=True, slots=True)
class PacketStatement:
    """One statement of a packet with its citation; `first` and `last` are within its heading."""

    id: str
    kind: str
    kind_label: str
    name: str
    text: str
    status: str
    page: int
    printed_page: str
    url: str
    report: Ref
    citation: Citation
    heading: str
    note: str
    sample: bool
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class PacketGroup:
    """The statements under one heading; "" where the trainer gave none."""

    heading: str
    statements: tuple[PacketStatement, ...]


@dataclass(frozen=True, slots=True)
class PacketSource:
    """A report that a packet draws on, cited once."""

    report: Ref
    citation: Citation
    rights: str
    sample: bool


@dataclass(frozen=True, slots=True)
class PacketPage:
    """A packet. `url` is its page; `gone` counts statements no longer published.

    `shared` is the address for readers, `guide` that of the discussion guide.
    """

    title: str
    introduction: str
    questions: tuple[str, ...]
    total: int
    gone: int
    groups: tuple[PacketGroup, ...]
    sources: tuple[PacketSource, ...]
    changed: str
    url: str
    shared: str
    guide: str

    @property
    def counted(self) -> str:
        """Say how many statements of how many reports it holds, and that samples are fictional."""
        samples = sum(source.sample for source in self.sources)
        return counts_told(self.total, len(self.sources), samples)


@dataclass(frozen=True, slots=True)
class PacketInHand(PacketPage):
    """A packet for whoever may change it; `written` are the questions as typed."""

    kept: bool
    written: str
    mine: bool
    unkept_days: int = UNKEPT_DAYS


@dataclass(frozen=True, slots=True)
class IncidentSummary:
    """What a discussion begins with: an incident and what its reports state of it, by page."""

    incident: IncidentRow
    attributes: tuple[AttributeShown, ...]


def packet_url(key: str) -> str:
    """Address a packet for whoever may change it."""
    return f"/packets/{key}"


def shared_url(shared: str) -> str:
    """Address a packet for readers."""
    return f"/packets/shared/{shared}"


def packet_in_hand(stored: StoredPacket, rows: Iterable[Row], *, mine: bool) -> PacketInHand:
    """Show a packet to whoever may change it, under the trainer's own headings."""
    shown = tuple(rows)
    packet = stored.packet
    url = packet_url(stored.key)
    return PacketInHand(
        title=packet.title,
        introduction=packet.introduction,
        questions=packet.asked(),
        total=len(shown),
        gone=len(packet.items) - len(shown),
        groups=tuple(_groups(shown, [row.heading for row in shown])),
        sources=sources(shown),
        changed=stored.changed[:10],
        url=url,
        shared=shared_url(stored.shared),
        guide=f"{url}/guide",
        kept=stored.kept,
        written=packet.questions,
        mine=mine,
    )


def packet_page(stored: StoredPacket, rows: Iterable[Row]) -> PacketPage:
    """Show a packet to readers, under headings or, where there are none, subjects."""
    shown = tuple(rows)
    packet = stored.packet
    url = shared_url(stored.shared)
    return PacketPage(
        title=packet.title or UNTITLED,
        introduction=packet.introduction,
        questions=packet.asked(),
        total=len(shown),
        gone=len(packet.items) - len(shown),
        groups=tuple(_groups(shown, [heading_of(row) for row in shown])),
        sources=sources(shown),
        changed=stored.changed[:10],
        url=url,
        shared=url,
        guide=f"{url}/guide",
    )


def sources(rows: Iterable[Row]) -> tuple[PacketSource, ...]:
    """Name the reports that rows come from, each once, by title."""
    reports = {row.report.id: row.report for row in rows}
    return tuple(
        PacketSource(
            Ref(one.id, one.title, links.report_url(one.id)),
            citations(one.bibliography, url=one.publisher_url)[0],
            one.rights,
            one.sample,
        )
        for one in sorted(reports.values(), key=lambda one: one.title.casefold())
    )


def incident_summary(incident: Incident) -> IncidentSummary:
    """Summarise an incident by what its reports state."""
    told = (attribute_shown(a, a.report or incident.reports[0]) for a in incident.attributes)
    by_key = {one.key: one for one in told}
    return IncidentSummary(incident_row(incident), tuple(by_key.values()))


def _groups(rows: tuple[Row, ...], headings: list[str]) -> Iterator[PacketGroup]:
    gathered: dict[str, list[Row]] = {}
    for row, heading in zip(rows, headings, strict=True):
        gathered.setdefault(heading, []).append(row)
    for heading, under in gathered.items():
        last = len(under) - 1
        yield PacketGroup(
            heading,
            tuple(_statement(row, at == 0, at == last) for at, row in enumerate(under)),
        )


def _statement(row: Row, first: bool, last: bool) -> PacketStatement:
    return PacketStatement(
        id=row.id,
        kind=row.kind,
        kind_label=row.kind_label,
        name=row.name,
        text=row.text,
        status=row.status,
        page=row.page,
        printed_page=row.printed_page,
        url=links.record_url(row.id),
        report=Ref(row.report.id, row.report.title, links.report_url(row.report.id)),
        citation=row.citation,
        heading=row.heading,
        note=row.note,
        sample=row.report.sample,
        first=first,
        last=last,
    )
