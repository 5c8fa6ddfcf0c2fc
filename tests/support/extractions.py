"""Small readings of reports that never were, for tests of what comes after reading."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from kb.domain.extraction import Extraction
from kb.domain.ids import IncidentId, site_id
from kb.domain.incident import Attribute, Incident, Site
from kb.domain.record import Kind, Record
from kb.domain.report import Bibliography, NarrativePassage, Page

HARLOW_BEND = Site(site_id("Harlow Bend", "OH"), "Harlow Bend", "OH", "Harlow Bend Police")


def incident(**changed: object) -> Incident:
    """Give a demonstration in September 2019."""
    values: dict[str, object] = {
        "id": IncidentId("read"),
        "name": "Canal Street demonstrations",
        "type": "public-order/mass-demonstration",
        "start": "2019-09-13",
        "end": "2019-09-21",
        "place": "Harlow Bend",
        "state": "OH",
        "attributes": (Attribute("crowd_size", 3200, 2, "an estimated 3,200"),),
    }
    return Incident(**{**values, **changed})  # type: ignore[arg-type]


def record(key: str, number: str = "", text: str = "", **changed: object) -> Record:
    """Give a finding on page 1."""
    values: dict[str, object] = {
        "kind": Kind.FINDING,
        "label": f"Finding {number}" if number else "",
        "page": 1,
        "page_end": 1,
    }
    words = text or f"Statement {key} says {number}."
    return Record(key=key, number=number, text=words, **{**values, **changed})  # type: ignore[arg-type]


def extraction(
    records: Sequence[Record] = (),
    *,
    name: str = "nine-nights",
    title: str = "Nine Nights on Canal Street",
    published: str = "2020-08-14",
    pipeline: int = 1,
    incidents: Sequence[Incident] | None = None,
    sites: Sequence[Site] = (HARLOW_BEND,),
) -> Extraction:
    """Give a reading of two pages."""
    told = (incident(),) if incidents is None else tuple(incidents)
    return Extraction(
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        source=f"{name}.pdf",
        pipeline=pipeline,
        style="numbered",
        bibliography=Bibliography(
            title=title,
            publisher="Midland Institute for Public Safety",
            published=published,
            kind="after-action",
            sites=tuple(sites),
            incidents=told,
        ),
        pages=(Page(1, "i", "First page.", 612, 792), Page(2, "1", "Second page.", 612, 792)),
        sections=(),
        records=tuple(records),
        narrative=(NarrativePassage("n1", ("Background",), "What happened.", 2, 2),),
    )
