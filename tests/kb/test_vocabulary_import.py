from __future__ import annotations

import pytest

from kb.domain.vocabulary_change import Doing, Edit, Part, edited
from kb.errors import BadRequest
from kb.export.skos import turtle
from kb.reference import load_vocabulary
from kb.vocabulary_editing import check
from kb.vocabulary_import import read_skos

SHIPPED = load_vocabulary()
BASE = "https://kb.example/topics"
HEAD = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <https://other.example/> .\n"
)
FOREIGN = (
    HEAD
    + """
:Sky a skos:Concept ; skos:prefLabel "Aircraft"@en, "Aéronefs"@fr ; skos:narrower :Drones .
:Drones a skos:Concept ; skos:prefLabel "Drones"@en ; skos:altLabel "quadcopter", "drone"@en ;
  skos:hiddenLabel "dron" ; skos:scopeNote "Unmanned aircraft."@en .
"""
)
NEW = (
    Edit(Doing.ADD, Part.TOPIC, "sky", "Aircraft"),
    Edit(Doing.ADD, Part.TOPIC, "drones", "Drones", "sky"),
    Edit(Doing.ADD, Part.TERM, "drones", "quadcopter"),
    Edit(Doing.ADD, Part.PAIR, "drones", "drone + warrant"),
    Edit(Doing.ADD, Part.ABBREVIATION, "drones", "MCV"),
    Edit(Doing.ADD, Part.AMBIGUOUS, "drones", "flight"),
    Edit(Doing.ADD, Part.LONG_FORM, "MCV", "mobile command vehicle"),
    Edit(Doing.RETIRE, Part.TOPIC, "uof-chemical-agents"),
)


def test_our_own_export_changes_nothing():
    read = read_skos(turtle(SHIPPED, BASE), SHIPPED, retire_missing=True)
    assert read.edits == ()
    assert read.concepts == len(SHIPPED.topics)


def test_an_export_of_a_changed_vocabulary_makes_the_shipped_one_the_same():
    changed = edited(SHIPPED, NEW)
    for retire in (False, True):
        edits = read_skos(turtle(changed, BASE), SHIPPED, retire_missing=retire).edits
        assert turtle(edited(SHIPPED, check(SHIPPED, edits)), BASE) == turtle(changed, BASE)


def test_what_the_file_lacks_is_retired_only_when_asked():
    changed = edited(SHIPPED, NEW[:3])
    file = turtle(SHIPPED, BASE)
    assert read_skos(file, changed).edits == ()
    gone = read_skos(file, changed, retire_missing=True).edits
    assert {(e.doing, e.part, e.of) for e in gone} == {
        (Doing.RETIRE, Part.TOPIC, "sky"),
        (Doing.RETIRE, Part.TOPIC, "drones"),
    }


def test_a_vocabulary_of_others_is_taken_over_in_english():
    read = read_skos(FOREIGN, SHIPPED)
    made = edited(SHIPPED, check(SHIPPED, read.edits))
    (topic,) = made.narrower("aircraft")
    assert (topic.id, topic.pref_label, topic.scope_note) == (
        "drones",
        "Drones",
        "Unmanned aircraft.",
    )
    assert set(topic.firm) == {"drone", "quadcopter", "dron"}
    assert read.notes == ("1 labels in other languages than English were passed over",)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("", "nothing in it"),
        ("<html><body>404</body></html>", "not Turtle"),
        (HEAD + ':a a skos:Concept ;\n skos:prefLabel "broken .', "Turtle: Quote expected"),
        (HEAD + ":a a skos:Concept ;\n ; oops", "not Turtle: line 4"),
        (HEAD + ":a :b :c .", "names no concept"),
        (HEAD + ":a a skos:Concept .", "no skos:prefLabel"),
        (HEAD + ':a a skos:Concept ; skos:prefLabel "Nom"@fr .', "no skos:prefLabel"),
        (HEAD + ':a a skos:Concept ; skos:prefLabel "A" ; skos:broader :b .', "which is not there"),
        (
            HEAD
            + ':a a skos:Concept ; skos:prefLabel "A" ; skos:broader :b .\n'
            + ':b a skos:Concept ; skos:prefLabel "B" ; skos:broader :c .\n'
            + ':c a skos:Concept ; skos:prefLabel "C" .',
            "three levels",
        ),
        (
            HEAD
            + ':a a skos:Concept ; skos:prefLabel "A" ; skos:broader :b, :c .\n'
            + ':b a skos:Concept ; skos:prefLabel "B" .\n:c a skos:Concept ; skos:prefLabel "C" .',
            "2 broader concepts",
        ),
        (HEAD + "[" * 5000, "Turtle|nested"),
    ],
    ids=lambda value: value[-30:],
)
def test_a_file_that_cannot_be_taken_over_says_why(file, told):
    with pytest.raises(BadRequest, match=told):
        read_skos(file, SHIPPED)
