from __future__ import annotations

import pytest

from indexer.incidents.worries import worry_in


@pytest.mark.parametrize(
    ("told", "worry"),
    [
        (
            "Shots, 600 children. how did they do reunification and who tells families",
            "how did they do reunification and who tells families",
        ),
        ("No shots fired, what about the families?", "what about the families?"),
        ("Fire in two cell blocks. Who's in charge, the state?", "Who's in charge, the state?"),
        ("Is there anything on clearing a large building", None),
        ("A march of 300. The chief wants to know how others use gas.", "The chief wants to know"),
        ("Festival of 50,000, worried about a truck or lost children", "worried about a truck"),
        ("We have 300 officers and want to know how to study the data.", "want to know how to"),
        ("Phones are encrypted. mayor asks do we pay", "mayor asks do we pay"),
        ("Mutual aid fired pepperballs, whose rules apply", "whose rules apply"),
        ("The chief wants to fix notification next time", "The chief wants to fix"),
        ("A man whose rifle jammed, one dead", ""),
        ("He shot a deputy, who ran into the hills", ""),
        ("A man with a rifle in the mall. Three dead.", ""),
        ("A truck hit the parade. What did others do?", ""),
        ("Council asks what others know.", ""),
        ("", ""),
    ],
)
def test_what_asks_is_told_from_what_tells(told, worry):
    found = worry_in(told)
    if worry is None:
        assert found == told
    else:
        assert bool(found) == bool(worry)
        assert found.startswith(worry)


def test_questions_of_several_sentences_stand_in_their_order():
    told = "Who notifies the families? Two are dead. How should we brief the press?"
    assert worry_in(told) == "Who notifies the families? How should we brief the press?"
