"""Styles of American police reports that no sample has, typeset small and read."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from ingest.layout.stages import lay_out
from ingest.pages.pdf import read_document
from ingest.statements.records import find_records
from kb.domain.record import Kind, Record
from tests.support.blocks import PROSE

RADIO = "Command staff and field supervisors worked on different radio channels all night."
POST = "The department should open one command post and name who is in charge of it."
PLAN = "The department should write one operational plan for every planned event."
MEDIC = "Officers carried wounded people to ambulances under fire and saved several lives."
FORM = "Agencies should publish on their website the form on which people can complain."
TRAIN = "All supervisors must be trained in the command of incidents before they lead one."

H, N = "Heading1", "Normal"
Line = tuple[str, str]


def typeset(lines: Sequence[Line]) -> bytes:
    styles = getSampleStyleSheet()
    out = BytesIO()
    story: list[object] = []
    for style, text in lines:
        story += [Paragraph(text, styles[style]), Spacer(1, 6)]
    SimpleDocTemplate(out, pagesize=letter).build(story)
    return out.getvalue()


def read(lines: Sequence[Line]) -> list[Record]:
    laid_out = lay_out(read_document(typeset(lines)))
    return list(find_records(laid_out.blocks, laid_out.words).records)


STYLES: dict[str, tuple[list[Line], list[tuple[Kind, str, str]]]] = {
    "pillars": (
        [
            (H, "Pillar One: Building Trust and Legitimacy"),
            (N, PROSE),
            (N, f"<b>1.1 RECOMMENDATION:</b> {PLAN}"),
            (N, PROSE),
            (N, f"<b>1.1.1 ACTION ITEM:</b> {FORM}"),
            (N, f"<b>1.2 RECOMMENDATION:</b> {POST}"),
            (N, PROSE),
        ],
        [
            (Kind.RECOMMENDATION, "1.1", PLAN),
            (Kind.ACTION_ITEM, "1.1.1", FORM),
            (Kind.RECOMMENDATION, "1.2", POST),
        ],
    ),
    "observation blocks": (
        [
            (H, "Capability 1: Operational Communications"),
            (N, f"<b>Observation 1.1:</b> {RADIO}"),
            (N, "<b>Reference:</b> Emergency operations plan, annex C."),
            (N, f"<b>Analysis:</b> {PROSE}"),
            (N, f"<b>Recommendation 1.1.1:</b> {POST}"),
            (N, f"<b>Observation 1.2:</b> {MEDIC}"),
            (N, "<b>Reference:</b> Mass casualty plan."),
            (N, f"<b>Analysis:</b> {PROSE}"),
            (N, f"<b>Recommendation 1.2.1:</b> {TRAIN}"),
        ],
        [
            (Kind.OBSERVATION, "1.1", RADIO),
            (Kind.RECOMMENDATION, "1.1.1", POST),
            (Kind.OBSERVATION, "1.2", MEDIC),
            (Kind.RECOMMENDATION, "1.2.1", TRAIN),
        ],
    ),
    "issue triples": (
        [
            (H, "Communications"),
            (N, "<b>Issue:</b> Radio channels"),
            (N, f"<b>Discussion:</b> {PROSE}"),
            (N, f"<b>Recommendation:</b> {POST}"),
            (N, "<b>Issue:</b> Written plans"),
            (N, f"<b>Discussion:</b> {PROSE}"),
            (N, f"<b>Recommendation:</b> {PLAN}"),
            (N, "<b>Issue:</b> Training"),
            (N, f"<b>Discussion:</b> {PROSE}"),
            (N, f"<b>Recommendation:</b> {TRAIN}"),
        ],
        [(Kind.RECOMMENDATION, "", text) for text in (POST, PLAN, TRAIN)],
    ),
    "areas for improvement": (
        [
            (H, "Incident Command"),
            (N, f"<b>Area for Improvement 1:</b> {RADIO}"),
            (N, PROSE),
            (N, f"<b>Recommendation 1.1:</b> {POST}"),
            (N, f"<b>Recommendation 1.2:</b> {PLAN}"),
            (N, f"<b>Commendation 1:</b> {MEDIC}"),
            (N, PROSE),
        ],
        [
            (Kind.IMPROVEMENT, "1", RADIO),
            (Kind.RECOMMENDATION, "1.1", POST),
            (Kind.RECOMMENDATION, "1.2", PLAN),
            (Kind.STRENGTH, "1", MEDIC),
        ],
    ),
    "roman areas with bullets": (
        [
            (H, "I. EMERGENCY SERVICES AND DISPATCH"),
            (N, f"<b>Promising Practice:</b> {MEDIC}"),
            (N, PROSE),
            (N, f"<b>Recommendation I.1:</b> {POST}"),
            (N, PROSE),
            (H, "II. COMMAND"),
            (N, f"<b>Promising Practice:</b> {RADIO}"),
            (N, PROSE),
            (N, f"<b>Recommendation II.1:</b> {PLAN}"),
            (N, PROSE),
        ],
        [
            (Kind.STRENGTH, "", MEDIC),
            (Kind.RECOMMENDATION, "I.1", POST),
            (Kind.STRENGTH, "", RADIO),
            (Kind.RECOMMENDATION, "II.1", PLAN),
        ],
    ),
    "contributing factors": (
        [
            (H, "Incident #1: The first night"),
            (N, PROSE),
            ("Heading2", "Contributing Factors"),
            (N, f"1. {RADIO}"),
            (N, "2. Supervisors on the line had not been briefed on the rules for dispersal."),
            ("Heading2", "Recommendations"),
            (N, f"1. {POST}"),
            (N, f"2. {PLAN}"),
            (H, "Incident #2: The second night"),
            (N, PROSE),
        ],
        [
            (Kind.CONTRIBUTING_FACTOR, "1", RADIO),
            (Kind.CONTRIBUTING_FACTOR, "2",
             "Supervisors on the line had not been briefed on the rules for dispersal."),
            (Kind.RECOMMENDATION, "1", POST),
            (Kind.RECOMMENDATION, "2", PLAN),
        ],
    ),
    "codes": (
        [
            (H, "Recommendations"),
            (N, f"<b>R1</b> {POST}"),
            (N, f"<b>R2</b> {PLAN}"),
            (N, f"<b>R3</b> {TRAIN}"),
            (H, "Monitored Recommendations"),
            (N, f"<b>MR1</b> {FORM}"),
            (N, "<b>MR2</b> The department should report on its progress every six months."),
        ],
        [
            (Kind.RECOMMENDATION, "R1", POST),
            (Kind.RECOMMENDATION, "R2", PLAN),
            (Kind.RECOMMENDATION, "R3", TRAIN),
            (Kind.RECOMMENDATION, "MR1", FORM),
            (Kind.RECOMMENDATION, "MR2",
             "The department should report on its progress every six months."),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STYLES)
def test_a_style_is_read(name: str) -> None:
    lines, expected = STYLES[name]
    assert [(r.kind, r.number, r.text) for r in read(lines)] == expected
