"""Three small readings, enough for every page: two reports on one incident, one without records."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from indexer.engine import SearchEngine
from indexer.engines.memory import MemoryEngine
from indexer.keeping.catching_up import documents_for
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.extraction import Doubt, Extraction
from kb.domain.ids import IncidentId, LessonId, TopicId, site_id
from kb.domain.incident import Attribute, Incident, Site
from kb.domain.lesson import Lesson, Told
from kb.domain.passage import Box, PageSpan, Passage
from kb.domain.record import Kind, Record
from kb.domain.report import (
    Bibliography,
    Evidence,
    NarrativePassage,
    Page,
    Section,
    StatedCount,
)
from kb.domain.topic import TopicTag
from kb.reference import load_vocabulary
from tests.support.shared import CORPUS

PLACE = Site(site_id("Harlow Bend", "OH"), "Harlow Bend", "OH", "Harlow Bend Police Department")
_FIRE = replace(PLACE, agency="Harlow Bend Fire Department")
STATEMENTS = (
    "Officers gave no audible warning before tear gas was used on Canal Street.",
    "The department should give at least two audible warnings before chemical agents are used.",
    "Unified command with mutual aid agencies was set up on the third day only.",
    "Radio channels of the county and the city were not patched together.",
)
PDFS = (
    "harlow-bend-demonstrations-2020",
    "harlow-bend-accountability-2021",
    "front-range-barricades-2017",
)


def incident(name: str, page: int) -> Incident:
    """Tell of the demonstrations as one report does."""
    return Incident(
        id=IncidentId("x"),
        name=name,
        type="public-order/mass-demonstration",
        start="2020-06-01",
        end="2020-06-06",
        place=PLACE.place,
        state=PLACE.state,
        page=page,
        attributes=(
            Attribute("crowd_size", 2400, page, "some 2,400 people stood on Canal Street"),
            Attribute("injured_officers", 11, page, "eleven officers were hurt"),
        ),
        site=PLACE.id,
    )


def record(at: int, kind: Kind, number: str, text: str, **more: object) -> Record:
    """Make one record on page 2, the lines below each other."""
    top = 120.0 + 60 * at
    span = PageSpan(2, _PAGE_TWO.find(text), _PAGE_TWO.find(text) + len(text),
                    (Box(72, top, 520, top + 12), Box(72, top + 14, 400, top + 26)))  # fmt: skip
    shown: dict[str, object] = {
        "key": str(at), "kind": kind, "label": kind.label, "number": number, "text": text,
        "page": 2, "page_end": 2, "passage": Passage((span,)), "section": ("Force",),
        "confidence": 0.93, "evidence": ("the printed label",),
    }  # fmt: skip
    return Record(**{**shown, **more})  # type: ignore[arg-type]


_PAGE_TWO = "Force\n\n" + "\n\n".join(STATEMENTS) + "\n\nThe narrative goes on."


def extraction(at: int) -> Extraction:
    """Make one of the three readings."""
    source = f"{PDFS[at]}.pdf"
    data = (CORPUS / "reports" / source).read_bytes()
    return Extraction(
        sha256=hashlib.sha256(data).hexdigest(),
        source=source,
        pipeline=1,
        style="induced",
        bibliography=_bibliography(at),
        pages=(
            Page(1, "i", "Cover", 612, 792),
            Page(2, "1", _PAGE_TWO, 612, 792),
            Page(3, "2", "", 612, 792),
        ),
        sections=(Section("1", "Force", 1, 2, 3, "1"), Section("2", "Warnings", 2, 2, 2, "1.1")),
        records=() if at == 2 else _records(at),
        narrative=(
            NarrativePassage("n1", ("Force",), "The narrative of Canal Street and its gas.", 2, 2),
        ),
        warnings=(Doubt("number_gap", 2, "Finding 2 is followed by Finding 4."),)
        if at == 0
        else (),
    )


def replaced(read: Extraction, place: int, text: str) -> Extraction:
    """Give a later reading in which one record has other words."""
    records = list(read.records)
    records[place] = replace(records[place], text=text)
    return replace(read, records=tuple(records), pipeline=read.pipeline + 1)


def _bibliography(at: int) -> Bibliography:
    titles = (
        "Five Days on Canal Street",
        "Accountability after Canal Street",
        "Doors That Stay Closed",
    )
    told = (
        (incident("Canal Street demonstrations", 2),),
        (incident("Canal Street protests", 2),),
        (),
    )
    return Bibliography(
        title=titles[at],
        subtitle="An After-Action Review" if at == 0 else "",
        publisher="Institute for Incident Review",
        authors=("Jane Q. Rivera", "Institute for Incident Review") if at == 0 else (),
        published=("2020-11-02", "2021-03", "2017")[at],
        kind="after-action",
        sites=((PLACE,), (PLACE, _FIRE), ())[at],
        incidents=told[at],
        stated_counts=(StatedCount("finding", 3, 1, "this report makes three findings"),),
        evidence=(Evidence("title", titles[at], 1, titles[at]),),
    )


def _records(at: int) -> tuple[Record, ...]:
    gas = TopicTag(TopicId("uof-chemical-agents"), ("tear gas",))
    first, second, third, fourth = STATEMENTS
    found = (
        record(0, Kind.FINDING, "1", first, topics=(gas,), also_on=(3,)),
        record(1, Kind.RECOMMENDATION, "1.1", second, parent="0", topics=(gas,)),
        record(2, Kind.FINDING, "2", third),
        record(3, Kind.LESSON, "", fourth, status="in progress" if at else ""),
    )
    return found if at == 0 else found[:2] + found[3:]


def fill(catalog: Catalog, blobs: Blobs) -> None:
    """Store the three readings and their PDFs."""
    for name in PDFS:
        blobs.put((CORPUS / "reports" / f"{name}.pdf").read_bytes())
    with catalog.begin() as tx:
        for at in range(3):
            tx.put_report(
                extraction(at),
                url="https://publisher.example/report",
                rights="Free to copy.",
                sample=at == 2,
            )


def recur(catalog: Catalog) -> Lesson:
    """Keep a lesson of two statements, as if their reports told of two events."""
    with catalog.read() as view:
        reports = [view.report(s.id) for s in reversed(view.summaries()) if s.records]
    told = tuple(Told(report.records[1].id, report.id) for report in reports)
    lesson = Lesson(LessonId(told[0].record), told)
    with catalog.begin() as tx:
        tx.lessons.replace([lesson])
    return lesson


def index(catalog: Catalog, engine: SearchEngine | None = None) -> SearchEngine:
    """Index all that the catalog publishes."""
    live = engine or MemoryEngine()
    name = live.create()
    with catalog.read() as view:
        reports = [summary.id for summary in view.summaries()]
        for _, found in documents_for(view, reports, load_vocabulary()):
            live.write(name, found, replacing=(), cursor=0)
    live.activate(name)
    return live
