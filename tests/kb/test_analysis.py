from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import analysis


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("body-worn cameras", "body worn camera"),
        ("9-1-1", "911"),
        ("K-9 unit", "K9 units"),
        ("U.S. Marshals", "US marshal"),
        ("e-mail", "email"),
        ("the officer’s radio", "an officer radio"),
        ("De-escalation", "de escalation"),
        ("1,200 people", "1200 people"),
        ("Résumé", "resume"),
        ("getting", "get"),
    ],
)
def test_spellings_of_one_thing_give_the_same_terms(one, other):
    assert analysis.terms(one) == analysis.terms(other)


def test_stop_words_leave_gaps_in_positions():
    found = analysis.analyze("duty to intervene")
    assert [(t.word, t.position) for t in found] == [("duty", 0), ("intervene", 2)]
    assert analysis.phrase_terms("duty to intervene") == ("duti", "to", "interven")


def test_offsets_name_the_printed_word():
    text = "At 9-1-1 the U.S. officers’ radios failed."
    assert [text[t.start : t.end] for t in analysis.analyze(text)] == [
        "9-1-1", "U.S.", "officers", "radios", "failed",
    ]  # fmt: skip


def test_identifiers_are_kept_whole():
    assert analysis.identifiers("See 2010-08-I-WV, GAO-07-791 and C.12.") == [
        "see", "2010-08-i-wv", "gao-07-791", "and", "c.12",
    ]  # fmt: skip


@given(st.text())
def test_any_text_is_read_and_spans_are_true(text):
    end = 0
    for token in analysis.tokenize(text):
        assert end <= token.start < token.end <= len(text)
        assert token.word
        end = token.end


@given(st.text(alphabet="aZ19.,-'’_ é٣"))
def test_an_index_holds_the_words_that_a_question_is_read_into(text):
    read = [(token.word, token.term, token.stop) for token in analysis.tokenize(text)]
    assert [(word.word, word.term, word.stop) for word in analysis.words_of(text)] == read


def test_stemming_needs_no_nltk_data():
    code = (
        "import sys\n"
        "sys.addaudithook(lambda e, a: sys.exit('nltk_data sought')"
        " if e == 'open' and 'nltk_data' in str(a[0]) else None)\n"
        "from kb.analysis import terms\n"
        "assert terms('radios failing') == ['radio', 'fail']\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
