"""Rows for every export: plain ones, and one that tries to break each format."""

from __future__ import annotations

from dataclasses import replace

from kb.domain.passage import Box, PageSpan, Passage
from kb.export.base import Cover, Row, RowReport, RowTopic

REPORT = RowReport(
    id="iir-2020-five-days-canal-street",
    title="Five Days on Canal Street",
    subtitle="An After-Action Review",
    authors=("Jane Q. Rivera", "Institute for Incident Review"),
    publisher="Institute for Incident Review",
    published="2020-11-02",
    year=2020,
    rights="Free to copy with the source named.",
    publisher_url="https://publisher.example/five_days.pdf",
    permalink="https://kb.example/reports/iir-2020-five-days-canal-street",
    source="five_days.pdf",
    sha256="ab" * 32,
    sites=("Harlow Bend, OH",),
)
# Only its title is known.
BARE = replace(
    REPORT,
    id="doors",
    title="Doors & Keys: 100% {Closed}?",
    subtitle="",
    authors=(),
    publisher="",
    published="",
    year=None,
    rights="",
    publisher_url="",
    permalink="https://kb.example/reports/doors",
    sites=(),
)
GAS = RowTopic("uof-chemical-agents", "Chemical agents", "Use of force", ("tear gas",), 0.9)
RADIO = RowTopic("comms-interoperability", "Interoperability", "Communications")


def row(**changed: object) -> Row:
    """Give a recommendation on printed page 12."""
    values: dict[str, object] = {
        "id": f"{REPORT.id}/recommendation/1.1",
        "permalink": f"https://kb.example/records/{REPORT.id}/recommendation/1.1",
        "kind": "recommendation",
        "kind_label": "Recommendation",
        "label": "Recommendation",
        "number": "1.1",
        "text": "Give at least two audible warnings before chemical agents are used.",
        "page": 20,
        "page_end": 21,
        "printed_page": "12",
        "report": REPORT,
        "section": ("Force", "Warnings"),
        "topics": (GAS,),
        "passage": Passage((PageSpan(20, 5, 40, (Box(72, 120, 520, 132.5),)),)),
        "confidence": 0.93,
        "evidence": ("the printed label",),
    }
    return Row(**{**values, **changed})  # type: ignore[arg-type]


ROWS = (
    row(),
    row(
        id="doors/finding/7",
        permalink="https://kb.example/records/doors/finding/7",
        kind="finding",
        kind_label="Finding",
        label="FINDING 7",
        number="7",
        text='=LINK("https://evil.example";"x") & 50% of\n“doors”, {keys} _and_ #1 \\end <b>',
        page=3,
        page_end=3,
        printed_page="",
        report=BARE,
        section=(),
        topics=(),
        passage=Passage(),
    ),
    row(
        id=f"{REPORT.id}/lesson/p9-1",
        permalink=f"https://kb.example/records/{REPORT.id}/lesson/p9-1",
        kind="lesson",
        kind_label="Lesson",
        label="",
        number="",
        text="Las señales de radio se perdieron; the channels were not patched together.",
        page=9,
        page_end=9,
        printed_page="1",
        status="in progress",
        topics=(RADIO, GAS),
        parent=f"{REPORT.id}/recommendation/1.1",
        also_on=(3,),
        heading="Radio",
        note="Ask who holds the patch.\nAnd who may.",
    ),
)
COVER = Cover(
    "Family reunification", "https://kb.example/packets/x", "2026-11-26", "Friday's lesson.",
    ("Who speaks to families first?", "Where do they wait?"),
)  # fmt: skip
