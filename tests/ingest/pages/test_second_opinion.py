from __future__ import annotations

import pytest

from ingest.pages import second_opinion
from ingest.pages.pdf import read_document
from ingest.reading import read
from kb.reference import load_vocabulary
from tests.support.hostile_pdfs import one_page, ring, stream, written
from tests.support.shared import CORPUS

SAMPLE = CORPUS / "reports" / "front-range-barricades-2017.pdf"
SENTENCE = b"Finding 1. The radios failed in the stairwell, and nobody had tried them there before."


def masked() -> bytes:
    """Words for one reader in marked content whose stand-in text is something else entirely."""
    lines = b"".join(
        b"/Span << /ActualText (Quick brown foxes jump over lazy dogs while zebras look on) >> BDC "
        b"1 0 0 1 72 %d Tm (%s) Tj EMC " % (700 - 20 * row, SENTENCE)
        for row in range(4)
    )
    return one_page(stream(b"BT /F 11 Tf " + lines + b"ET"))


def alike(data: bytes) -> float | None:
    return second_opinion.likeness(data, read_document(data))


def test_a_report_reads_alike_to_both():
    assert alike(SAMPLE.read_bytes()) > 0.95


def test_where_two_readers_see_two_texts_a_curator_is_told():
    found = read(masked(), "a.pdf", load_vocabulary())
    [doubt] = [d for d in found.warnings if d.code == "two_texts"]
    assert "alike" in doubt.message


@pytest.mark.parametrize("data", [ring(), written()])
def test_what_one_of_them_cannot_read_or_what_is_too_short_is_not_judged(data):
    assert alike(data) is None


def test_all_is_well_above_the_line_and_told_below():
    assert second_opinion.told(0.81) == second_opinion.told(None) == ()
    assert second_opinion.told(0.4)[0].startswith("two_texts: ")
