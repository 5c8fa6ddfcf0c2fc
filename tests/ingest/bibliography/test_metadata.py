from __future__ import annotations

import pytest

from ingest.bibliography.metadata import read_bibliography
from ingest.layout.blocks import LaidOut
from ingest.pages.lines import RawDocument
from kb.domain.passage import Box
from kb.domain.report import Page
from kb.reference import load_abbreviations, load_states
from tests.support.blocks import block, in_order


def read(*lines: tuple[str, float], text: str = "", info: tuple[tuple[str, str], ...] = ()):
    """Read a report with these lines of cover, each with its type size, and a page of text."""
    cover = [
        block(words, box=Box(72.0, 80.0 * n, 500.0, 80.0 * n + size), size=size)
        for n, (words, size) in enumerate(lines, start=1)
    ]
    body = block(text or "Nothing happened.", page=2)
    blocks = in_order([*cover, body])
    pages = tuple(
        Page(n, str(n), "\n".join(b.text for b in blocks if b.page == n), 612, 792) for n in (1, 2)
    )
    return read_bibliography(
        RawDocument((), info=info),
        LaidOut(pages, blocks, 11.0),
        load_states(),
        load_abbreviations(),
    )


def test_a_plain_cover():
    made = read(
        ("Delta Institute for Policing", 12),
        ("Nights on Mill Street", 28),
        ("An after-action review for Harlow Bend, Ohio", 14),
        ("Ann Straker and Ben Ames", 12),
        ("March 2020", 12),
        text="The Harlow Bend Police Department responded. The Harlow Bend Police Department left.",
    )
    assert made.title == "Nights on Mill Street"
    assert made.publisher == "Delta Institute for Policing"
    assert made.published == "2020-03"
    assert made.kind == "after-action"
    assert made.authors == ("Ann Straker", "Ben Ames")
    assert [(s.place, s.state) for s in made.sites] == [("Harlow Bend", "OH")]


def test_each_value_has_its_evidence():
    made = read(("Delta Institute", 12), ("Nights on Mill Street", 28), ("March 2020", 12))
    proofs = {e.field: (e.value, e.page) for e in made.evidence}
    assert proofs["title"] == ("Nights on Mill Street", 1)
    assert proofs["publisher"] == ("Delta Institute", 1)
    assert proofs["published"] == ("2020-03", 1)


def test_what_the_pages_do_not_show_stays_unknown():
    made = read(("Nights on Mill Street", 28))
    assert (made.publisher, made.published, made.authors, made.sites) == ("", "", (), ())


@pytest.mark.parametrize(
    ("cover", "kind"),
    [
        ("Progress Report on Reform", "progress-report"),
        ("Government Response to the Mill Fire Inquiry", "government-response"),
        ("Report of the Task Force on Schools", "task-force-report"),
        ("Nights on Mill Street", ""),
    ],
)
def test_kind(cover, kind):
    assert read((cover, 28)).kind == kind


def test_a_report_number_is_no_author():
    assert read(("Runaway Train", 28), ("RAIL INVESTIGATION REPORT R12", 12)).authors == ()


def test_words_of_a_subtitle_are_nobody():
    assert read(("Siege", 28), ("Command Review and Agency Response", 14)).authors == ()


def test_authors_of_the_document_information_are_people_or_bodies():
    assert read(("Storm", 28), info=(("Author", "Ann Straker; Ben Ames"),)).authors == (
        "Ann Straker", "Ben Ames",
    )  # fmt: skip
    assert read(("Storm", 28), info=(("Author", "audreyC"),)).authors == ()


def test_the_earlier_day_of_a_cover_is_that_of_the_event():
    made = read(
        ("Marine inquiry: sinking of a fishing vessel off Elm Harbour", 28),
        ("16 October 2021", 12),
        ("May 2023", 12),
        text="On 26 November 2016 another fishing vessel sank. The fishing vessel was found.",
    )
    assert made.published == "2023-05"
    assert [i.start for i in made.incidents] == ["2021-10-16"]


def test_text_and_hearings_on_a_cover_are_not_of_the_event():
    made = read(
        ("Inquest into the siege at Elm", 28),
        ("Hearing dates", 12),
        ("1 to 12 March 2021", 12),
        ("Delivered on 19 August 2021", 12),
        ("A siege at Oak Hill on June 4, 2011, was on many minds that night.", 11),
        text="On the evening of Saturday 11 May 2019 a siege began. The siege ended at dawn.",
    )
    assert made.published == "2021-08-19"
    assert [i.start for i in made.incidents] == ["2019-05-11"]
