"""Ways of printing statements, and what only looks like one, each on a small report of its own."""

from __future__ import annotations

import pytest

from ingest.reading import read
from kb.domain.record import Record
from kb.reference import load_vocabulary
from tests.ingest.test_unseen_styles import pool
from tests.support.typeset.families import Family, FamilyReport, told

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


def _records(report: FamilyReport) -> tuple[Record, ...]:
    return read(report.typeset(), "trait.pdf", load_vocabulary()).records
