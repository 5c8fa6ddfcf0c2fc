from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text import fold, join_lines, join_two, words_of

WORDS = words_of(["the less-lethal weapon was recommended", "co-operation", "reports in force"])


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["was recom-", "mended"], "was recommended"),
        (["trained in de-", "escalation"], "trained in de-escalation"),
        (["a less-", "lethal weapon"], "a less-lethal weapon"),
        (["no body-", "worn camera"], "no body-worn camera"),
        (["the in-", "cident"], "the incident"),
        (["from 2019-", "2020"], "from 2019-2020"),
        (["pre-", "and post-incident"], "pre- and post-incident"),
        (["the Smith-", "Jones report"], "the Smith-Jones report"),
        (["soft\u00ad", "ware"], "software"),
        (["the plan—", "never tested"], "the plan—never tested"),
        (["two  words", " more "], "two words more"),
        (["COMMU-", "NITY"], "COMMUNITY"),
    ],
)
def test_lines_are_joined_on_evidence(lines, text):
    assert join_lines(lines, WORDS) == text


def test_a_broken_word_is_no_evidence_for_itself():
    assert "recom" not in words_of(["was recom-"])
    assert "less-lethal" in WORDS


def test_an_empty_side_adds_nothing():
    assert join_two("", "text") == "text"
    assert join_two("text", "") == "text"


def test_fold_undoes_ligatures_quotes_and_accents():
    folded, spans = fold("O\ufb03cers’  “Résumé”")
    assert folded == 'officers\' "resume"'
    at = folded.index("resume")
    assert spans.to_raw(at) == "O\ufb03cers’  “Résumé”".index("R")


@given(st.text())
def test_fold_maps_every_offset_into_the_raw_text(text):
    folded, spans = fold(text)
    offsets = [spans.to_raw(i) for i in range(len(folded) + 1)]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)
    assert 0 <= spans.to_clean(len(text)) <= len(folded)
