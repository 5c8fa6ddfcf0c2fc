from __future__ import annotations

import pytest

from indexer.directory import Directory
from indexer.named_values import strangers
from indexer.parser import parse

AGENCIES = {
    f"{place}-police-department": f"{place.title()} Police Department"
    for place in ("alden", "brook", "corin", "dale", "elm", "fell", "grove", "hill", "inlet", "jay")
}
KINDS = {"finding": "Finding", "lesson": "Lesson"}
HELD = {"agency": [*AGENCIES][1:], "kind": ["finding", "lesson"]}
DIRECTORY = Directory({"agency": AGENCIES, "kind": KINDS}, {}, (), {})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("agency:elm-police-department radio", ()),
        ("radio", ()),
        ("number:1.1", ()),
        ("radio -kind:finding", ()),
        (
            "agency:elm",
            ("no agency goes by 'elm'; there is agency:elm-police-department",),
        ),
        # No statement is about it.
        ("agency:alden", ("no agency goes by 'alden'",)),
        ("agency:fire", ("no agency goes by 'fire'",)),
        ("kind:idea", ("no kind goes by 'idea'; there is kind:finding, kind:lesson",)),
        ("kind:idea OR kind:idea", ("no kind goes by 'idea'; there is kind:finding, kind:lesson",)),
    ],
)
def test_what_nothing_goes_by_is_told_with_what_may_be_meant(question, told):
    assert strangers(parse(question).tree, DIRECTORY, HELD.__getitem__) == told


def test_of_many_that_may_be_meant_five_are_named():
    (told,) = strangers(parse("agency:police").tree, DIRECTORY, HELD.__getitem__)
    assert told.count("agency:") == 5
