from __future__ import annotations

import pytest

from indexer.query import And, FieldIs, Words
from indexer.question.parser import parse
from indexer.question.pasted import LONGEST_QUESTION, pasted, plain

PAGE = (
    'Officers (two of them on bicycles) were told "hold the line" and did NOT move. The crowd, '
    "which had gathered at 9:30 near the bridge, grew to some four hundred; bottles were thrown, "
    '*and* a second unit - called from the north - arrived late. "Nobody knew who was in charge," '
    "one sergeant said afterwards, and the radio channel was shared with the fire service."
)
NOTE = "read as a text: its quotes, parentheses and signs ask for nothing"


def test_a_page_asks_for_its_words_and_demands_none():
    parsed = parse(PAGE)
    assert isinstance(parsed.tree, Words)
    assert parsed.notes == (NOTE,)
    assert {"bicycles", "hold", "charge", "radio"} <= set(parsed.words)


def test_a_field_named_beside_a_page_still_narrows():
    tree = parse(f"state:CO {PAGE}").tree
    assert isinstance(tree, And)
    assert tree.parts[0] == FieldIs("state", "CO")


def test_a_page_without_marks_needs_no_word_about_it():
    assert parse("the crowd threw bottles at the line of officers " * 5).notes == ()


@pytest.mark.parametrize(
    "question",
    [
        'radio (channel OR frequency) "mutual aid"',
        " OR ".join(f"word{n}" for n in range(60)),
        " ".join(f"+word{n}" for n in range(60)),
        '"' + "one phrase as long as a page " * 20 + '"',
        " ".join(f"word{n}" for n in range(LONGEST_QUESTION)),
    ],
)
def test_who_asks_with_operators_is_understood_however_long_the_question(question):
    assert not pasted(question)


def test_nothing_of_a_text_is_left_that_asks():
    assert plain('+a "b c"~3 (d* OR e) -f kind:lesson g:h') == "a b c 3 d or e f kind:lesson g h"
