from __future__ import annotations

import pytest

from indexer.answer.directory import Directory
from indexer.answer.named_values import meant, strangers
from indexer.question.parser import parse

AGENCIES = {
    f"{place}-police-department": f"{place.title()} Police Department"
    for place in ("alden", "brook", "corin", "dale", "elm", "fell", "grove", "hill", "inlet", "jay")
}
KINDS = {"finding": "Finding", "lesson": "Lesson"}
HELD = {"agency": [*AGENCIES][1:], "kind": ["finding", "lesson"]}
DIRECTORY = Directory({"agency": AGENCIES, "kind": KINDS}, {}, (), {})


def offered(question: str) -> list[tuple[str, str]]:
    return list(meant(question, parse(question).tree, DIRECTORY, HELD.__getitem__))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("agency:elm-police-department radio", ()),
        ("radio", ()),
        ("number:1.1", ()),
        ("radio -kind:finding", ()),
        ("agency:elm", ("no agency goes by 'elm'",)),
        ("kind:idea OR kind:idea", ("no kind goes by 'idea'",)),
    ],
)
def test_what_nothing_goes_by_is_told(question, told):
    assert strangers(parse(question).tree, DIRECTORY) == told


@pytest.mark.parametrize(
    ("question", "offers"),
    [
        ("agency:elm-police-department radio", []),
        (
            'radio Agency:"Elm" -gas',
            [
                (
                    "Agency: Elm Police Department",
                    "radio agency:elm-police-department -gas",
                )
            ],
        ),
        # No statement is about it.
        ("agency:alden", []),
        ("agency:fire", []),
        ("kind:idea", [("Kind: Finding", "kind:finding"), ("Kind: Lesson", "kind:lesson")]),
    ],
)
def test_what_may_be_meant_is_offered_where_a_statement_has_it(question, offers):
    assert offered(question) == offers


def test_of_many_that_may_be_meant_five_are_offered():
    assert len(offered("agency:police")) == 5


def test_a_question_of_many_strange_values_has_few_of_them_looked_at():
    question = " OR ".join(f"kind:idea{n}" for n in range(100))
    assert len(strangers(parse(question).tree, DIRECTORY)) == 3
    assert len(offered(question)) == 6
