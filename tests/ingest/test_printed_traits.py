"""Ways of printing statements, and what only looks like one, each on a small report of its own."""

from __future__ import annotations

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, Table

from ingest.reading import read
from kb.domain.record import Record
from kb.reference import load_vocabulary
from tests.ingest.test_unseen_styles import pool
from tests.support.printed_pages import narrative, typeset
from tests.support.typeset.family_report import Family, FamilyReport, told

# Each is set in the look of its number.
TRAITS = {
    101: Family(
        "labels in brackets close the statements",
        ("#The audit", "~ 6", "#Recommendations for Executive Action", "~",
         "{r} (Recommendation 1)", "{r} (Recommendation 2)", "{r} (Recommendation 3)"),
        ("1", "2", "3"),
    ),
    102: Family(
        "where labels open the statements, those in brackets refer to them",
        ("#The audit", "<b>Recommendation 1:</b> {r}", "~", "The county will buy the radios next "
         "year. (Recommendation 1)", "<b>Recommendation 2:</b> {r}", "~",
         "The sheriff must report on the desk in the spring. (Recommendation 2)"),
        ("1", "2"),
    ),
    103: Family(
        "a short title stands on the label's line",
        ("#What should change", "~", "<b>Recommendation 1: The duty roster</b>",
         "{r}",
         "~", "<b>Recommendation 2: Radio channels</b>", "{r}", "~",
         "<b>Recommendation 3: Records of the night</b>", "{r}", "~"),
        ("1", "2", "3"),
    ),
    104: Family(
        "a sentence of the text introduces a list as something else",
        ("#Recommendations", "~ 3", "Three traits of the evening stand out to those on duty:",
         "*The first hour, in which nobody kept a log of the calls.",
         "*The weather, which was better than the forecast had said.", "~",
         "We therefore recommend:", "*{r}", "*{r}", "*{r}"),
    ),
    105: Family(
        "boxes below a line that announces them",
        ("#Specific recommendations", "~ 3", "The recommendations include:", "[{r}", "[{r}",
         "[{r}", "~ 3"),
    ),
    106: Family(
        "a contents list on the cover names the parts",
        ("#Report of the Panel", "*Summary", "*Recommendations", "*Where the map was kept that day",
         "#The evening", "~ 8", "#Recommendations", "1. {r}", "2. {r}"),
        ("1", "2"),
    ),
    107: Family(
        "roman numbers without a mark after them",
        ("#Action plan", "~", "<b>Action Item I</b> {a}", "~", "<b>Action Item II</b> {a}", "~",
         "<b>Action Item III</b> {a}", "~"),
        ("I", "II", "III"),
    ),
    108: Family(
        "a list of chapters, in which one is called after a kind",
        ("#The parts of this report", "1.1 Summary", "1.2 Recommendations", "1.3 The evening",
         "1.4 Lessons to be learned", "#The evening", "~ 8", "#Recommendations", "1. {r}",
         "2. {r}"),
        ("1", "2"),
    ),
    109: Family(
        "what should have been is no recommendation",
        ("#Recommendations of the panel", "##Background", "The mayor should have been told of the "
         "map before the second night, and was not.", "~", "##What is asked", "{r}", "{r}"),
    ),
    110: Family(
        "titles of a few words over findings",
        ("#What was found", "~", "<b>Finding 1: Radio channels</b>", "{f}", "~",
         "<b>Finding 2: The duty roster</b>", "{f}", "~", "<b>Finding 3: Staffing</b>", "{f}", "~"),
        ("1", "2", "3"),
    ),
    111: Family(
        "a cell that begins with a bullet",
        ("#Summary of Recommendations", "|No.|Recommendation|Due", "|1|{r}|May 2022",
         "|2|• {r}|June 2022", "|3|{r}|June 2022"),
        ("1", "2", "3"),
    ),
    112: Family(
        "lettered capitals in bold under a heading of kind are its items",
        ("#Findings", "<b>(a) {F}</b>", "~", "<b>(b) {F}</b>", "~", "<b>(c) {F}</b>", "~"),
        ("a", "b", "c"),
    ),
    113: Family(
        "a numbered label in bold stands after the sentences of its paragraph",
        ("#Chapter 4 The first hour", "4.1 The duty officer could not be reached. Nobody had been "
         "named in his place. <b>Recommendation 1: {r}</b>", "~ 3",
         "4.2 The list of keyholders was of the year before. <b>Recommendation 2: {r}</b>", "~ 3",
         "4.3 We have said what we think of that. <b>Recommendation 3: {r}</b>", "~ 3"),
        ("1", "2", "3"),
    ),
    114: Family(
        "labels in two languages, the other one first",
        ("#Constats / Findings", "~ 3", "<b>Constat / Finding 1 :</b> {f}", "~ 2",
         "<b>Recommandation / Recommendation 1.1 :</b> {r}", "~ 2",
         "<b>Constat / Finding 2 :</b> {f}", "~ 2",
         "<b>Recommandation / Recommendation 2.1 :</b> {r}", "~ 2"),
        ("1", "1.1", "2", "2.1"),
    ),
    115: Family(
        "boxes to tick before what is to be done, under a numbered title what went well",
        ("#1. What went well", "* {s}", "* {s}", "#2. What could be improved", "* {i}", "* {i}",
         "#3. Action items", "\N{BALLOT BOX} {a}", "\N{BALLOT BOX} {a}", "#4. Sources", "~ 3"),
    ),
    116: Family(
        "a table's first column numbers what its second names",
        ("#Operational Communications", "~ 4", "|No.|Type|Observation|",
         "|1.1|Strength|{s}|", "|1.2|Area for Improvement|{i}|", "|1.3|Area for Improvement|{i}|",
         "|1.4|Strength|{s}|", "~ 2"),
        ("1.1", "1.2", "1.3", "1.4"),
    ),
    117: Family(
        "codes with a space in the column of references",
        ("#Lessons identified", "~ 4", "|Ref|Lesson identified|Owner|", "|LI 1|{l}|Secretariat|",
         "|LI 2|{l}|Secretariat|", "|LI 3|{l}|Police|", "~ 2"),
        ("LI 1", "LI 2", "LI 3"),
    ),
    118: Family(
        "the same word in a heading's type over each paragraph that is one",
        ("#What we learned", "<b>Lesson 1:</b> {l}", "~ 2", "##Recommended action", "{r}",
         "<b>Lesson 2:</b> {l}", "~ 2", "##Recommended action", "{r}", "<b>Lesson 3:</b> {l}",
         "~ 2", "##Recommended action", "{r}"),
        ("1", "", "2", "", "3", ""),
    ),
    119: Family(
        "numbers without a point in the margin",
        ("#Our recommendations", "~ 2", "!1!{r}", "!2!{r}", "!3!{r}", "!4!{r}", "#Sources", "~ 3"),
        ("1", "2", "3", "4"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("number", sorted(TRAITS))
def test_a_trait_is_read_as_a_person_reads_it(number: int) -> None:
    report = FamilyReport(number, TRAITS[number], pool())
    assert [told(r) for r in _records(report)] == [w.told for w in report.wanted]


def test_a_second_paragraph_set_alike_belongs_to_the_statement_and_its_answer_does_not() -> None:
    lines = (
        "#Response", "~ 3", "<b>Recommendation 1: We saw how the academy changed its course.</b>",
        "<b>We recommend that it review the course again each spring.</b>",
        "<b>The city accepts this recommendation.</b>", "~ 4",
        "<b>Recommendation 2: {r}</b>", "<b>The city accepts this recommendation.</b>", "~ 4",
    )  # fmt: skip
    first, second = _records(FamilyReport(120, Family("two paragraphs", lines), pool()))
    assert first.text.endswith("again each spring.")
    assert "accepts" not in second.text


def test_a_small_lettered_item_in_bold_is_no_heading() -> None:
    lines = (
        "#Findings", "~ 3", "<b>Recommendation 1: The desk should be staffed as follows:</b>",
        "<b>(a) by two people before midnight, and</b>", "<b>(b) by one person after it</b>",
        "~ 4", "<b>Recommendation 2:</b> {r}", "~ 4",
    )  # fmt: skip
    records = _records(FamilyReport(121, Family("letters", lines), pool()))
    assert [r.section for r in records] == [("Findings",), ("Findings",)]
    assert "one person after it" in records[0].text


def test_of_numbered_paragraphs_those_that_recommend_are_the_recommendations() -> None:
    lines = (
        "#6. Findings", "~ 4", "#7. Recommendations",
        "7.1 Two trains ran past the same signal within a year.",
        "7.2 On 30 June the panel recommended that the operator repair the signal.",
        "7.3 On 8 July the operator replied that it would look at the matter.",
        "7.4 On 30 June the panel recommended that the operator train its drivers again.",
        "7.5 On 9 July the operator replied that it had done so.", "#8. Sources", "~ 4",
    )  # fmt: skip
    records = _records(FamilyReport(122, Family("paragraphs", lines), pool()))
    assert [r.number for r in records] == ["7.2", "7.4"]


def test_a_row_broken_by_a_page_goes_on_below_the_head_printed_again() -> None:
    def table(*rows: tuple[str, str, str]) -> Table:
        cells = [[Paragraph(cell, _CELL) for cell in row] for row in (_HEAD, *rows)]
        return Table(
            cells, colWidths=[50, 300, 100], style=[("GRID", (0, 0), (-1, -1), 0.5, "#777")]
        )

    story = [
        narrative(4), Paragraph("Improvement plan", _CELL),
        table(("1.1", "Buy two repeaters and train four technicians.", "Sheriff"),
              ("1.2", "Sign transport agreements with the", "Office of")),
        PageBreak(),
        table(("", "school district and with two van operators.", "Emergencies"),
              ("1.3", "Issue one checkpoint standard to all posts.", "Sheriff")),
    ]  # fmt: skip
    records = read(typeset(story), "broken-row.pdf", load_vocabulary()).records
    assert [(r.number, r.page, r.page_end, r.text) for r in records] == [
        ("1.1", 1, 1, "Buy two repeaters and train four technicians."),
        (
            "1.2", 1, 2,
            "Sign transport agreements with the school district and with two van operators.",
        ),
        ("1.3", 2, 2, "Issue one checkpoint standard to all posts."),
    ]  # fmt: skip


_CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=9, leading=11)
_GRID = [("GRID", (0, 0), (-1, -1), 0.5, "#777")]
_HEAD = ("No.", "Corrective Action", "Responsible")


def test_the_summary_is_known_by_its_heading_on_a_page_with_few_lines() -> None:
    lines = (
        "#Executive Summary", "Rec. 1 {r}", "Rec. 2 {r}", "%", "#The night", "~ 9",
        "<b>Rec. 1:</b> {0}", "~ 6", "<b>Rec. 2:</b> {1}", "~ 6",
    )  # fmt: skip
    records = _records(FamilyReport(123, Family("a short summary", lines), pool()))
    assert [(r.number, r.page, r.also_on) for r in records] == [("1", 2, (1,)), ("2", 2, (1,))]


def _records(report: FamilyReport) -> tuple[Record, ...]:
    return read(report.typeset(), "trait.pdf", load_vocabulary()).records
