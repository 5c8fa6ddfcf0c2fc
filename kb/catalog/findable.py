"""What of reports is searched, read for many at once: an index is built from it.

A report whole, with its pages and links, takes ten questions to the database; ten thousand of them
take longer than the engine needs to index what they say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from kb.catalog.head import Head
from kb.catalog.incidents import own_account
from kb.catalog.rows import from_bytes, unpack
from kb.catalog.schema import accounts, passages, records, reports
from kb.catalog.standing import seen_by, words_seen_by
from kb.domain.ids import IncidentId, ReportId
from kb.domain.incident import Incident
from kb.domain.published import FindableReport, PublishedRecord
from kb.domain.report import NarrativePassage

T = TypeVar("T")


def findable(
    connection: Connection, ids: Sequence[ReportId], *, staff: bool
) -> tuple[FindableReport, ...]:
    """Give what of each report is searched, in the order asked, some dozens at most.

    Those whose words are not shown, or that are not there, are left out.
    """
    query = select(reports.c.id, reports.c.head).where(
        reports.c.id.in_(ids), words_seen_by(staff=staff)
    )
    heads = {row.id: unpack(row.head, Head) for row in connection.execute(query)}
    shown = [name for name in dict.fromkeys(ids) if name in heads]
    statements = _parts(connection, records, shown, PublishedRecord)
    told = _parts(connection, passages, shown, NarrativePassage)
    happened = _incidents(connection, shown, staff=staff)
    return tuple(
        FindableReport(name, heads[name].bibliography, statements[name], told[name], happened[name])
        for name in shown
    )


def _parts(
    connection: Connection, table: Any, ids: Sequence[ReportId], kind: type[T]
) -> dict[str, tuple[T, ...]]:
    query = select(table.c.report, table.c.body).where(table.c.report.in_(ids))
    found: dict[str, list[T]] = defaultdict(list)
    for row in connection.execute(query.order_by(table.c.report, table.c.place)):
        found[row.report].append(unpack(row.body, kind))
    return {name: tuple(found[name]) for name in ids}


def _incidents(
    connection: Connection, ids: Sequence[ReportId], *, staff: bool
) -> dict[str, tuple[Incident, ...]]:
    """Give each report's own accounts, each incident named as all its reports name it."""
    mine = select(accounts.c.report, accounts.c.incident).where(accounts.c.report.in_(ids))
    order = connection.execute(mine.order_by(accounts.c.report, accounts.c.place)).all()
    every = (
        select(accounts.c.incident, accounts.c.report, accounts.c.body)
        .join(reports, reports.c.id == accounts.c.report)
        .where(seen_by(staff=staff), accounts.c.incident.in_({row.incident for row in order}))
        .order_by(reports.c.published, reports.c.id)
    )
    told: dict[IncidentId, list[tuple[ReportId, Incident]]] = defaultdict(list)
    for incident, report, body in connection.execute(every):
        told[IncidentId(incident)].append((ReportId(report), from_bytes(body, Incident)))
    found: dict[str, tuple[Incident, ...]] = dict.fromkeys(ids, ())
    for report, incident in order:
        account_of = own_account(report, incident, told[incident])
        found[report] = (*found[report], account_of)
    return found
