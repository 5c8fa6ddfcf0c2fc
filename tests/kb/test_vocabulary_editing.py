from __future__ import annotations

import pytest

from kb import vocabulary_editing as editing
from kb.catalog.catalog import Catalog
from kb.domain.staff import Actor
from kb.domain.vocabulary_change import Doing, Edit, Part, edited
from kb.errors import BadRequest, NotFound
from kb.reference import load_vocabulary

ANN, BEN = Actor("ann", "192.0.2.7"), Actor("ben")
TOPIC = "uof-chemical-agents"
DRONE = Edit(Doing.ADD, Part.TERM, TOPIC, "drone")


@pytest.fixture
def catalog(tmp_path):
    made = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3")
    yield made
    made.close()


def test_a_change_is_in_force_at_once_and_in_the_trail(catalog):
    assert catalog.vocabulary == load_vocabulary()
    kept = editing.apply(catalog, [DRONE], by=ANN, seen=0)
    assert "drone" in catalog.vocabulary.get(TOPIC).alt_labels
    assert catalog.vocabulary.version == kept.seq == 1
    with catalog.read() as view:
        (change,) = view.wording.changes()
        deed = view.trail.deeds()[0]
    assert (change.by, change.edits) == ("ann", (DRONE,))
    assert (deed.who, deed.what, deed.address) == ("ann", "vocabulary changed", "192.0.2.7")
    assert "drone" in deed.detail


def test_of_two_editors_the_later_is_told_and_loses_nothing(catalog):
    editing.apply(catalog, [DRONE], by=ANN, seen=0)
    other = Edit(Doing.ADD, Part.TERM, TOPIC, "smoke canister")
    with pytest.raises(editing.VocabularyMoved):
        editing.apply(catalog, [other], by=BEN, seen=0)
    editing.apply(catalog, [other], by=BEN, seen=1)
    words = catalog.vocabulary.get(TOPIC).alt_labels
    assert {"drone", "smoke canister"} <= set(words)


def test_a_change_is_taken_back_and_that_too(catalog):
    editing.apply(catalog, [DRONE], by=ANN, seen=0)
    editing.undo(catalog, 1, by=BEN, seen=1)
    assert "drone" not in catalog.vocabulary.get(TOPIC).alt_labels
    with pytest.raises(BadRequest, match="taken back already"):
        editing.undo(catalog, 1, by=BEN, seen=2)
    editing.undo(catalog, 2, by=ANN, seen=2)
    assert "drone" in catalog.vocabulary.get(TOPIC).alt_labels
    with pytest.raises(NotFound):
        editing.undo(catalog, 9, by=ANN, seen=3)


@pytest.mark.parametrize(
    ("edit", "field", "told"),
    [
        (Edit(Doing.ADD, Part.TERM, TOPIC, "of the"), "terms", "carries a subject"),
        (Edit(Doing.ADD, Part.TERM, TOPIC, "x" * 200), "terms", "longer than"),
        (Edit(Doing.ADD, Part.PAIR, TOPIC, "drone + "), "terms", "no pair"),
        (Edit(Doing.ADD, Part.ABBREVIATION, TOPIC, "drone"), "abbreviations", "no abbreviation"),
        (Edit(Doing.ADD, Part.LONG_FORM, "UAS", ""), "abbreviations", "stands for"),
        (Edit(Doing.ADD, Part.TERM, "use-of-force", "drone"), "terms", "is a family"),
        (Edit(Doing.SET, Part.LABEL, TOPIC, ""), "label", "1 to 100"),
        (Edit(Doing.SET, Part.LABEL, TOPIC, "De-escalation tactics"), "label", "exists already"),
        (Edit(Doing.ADD, Part.TOPIC, "drones", "Drones", TOPIC), "family", "no family"),
        (Edit(Doing.SET, Part.SCOPE_NOTE, TOPIC, "x" * 2000), "scope_note", "at most"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_is_refused_beside_its_field(catalog, edit, field, told):
    with pytest.raises(BadRequest, match=told) as refused:
        editing.apply(catalog, [edit], by=ANN, seen=0)
    assert refused.value.code == field
    assert catalog.vocabulary.version == 0


def test_what_changes_nothing_is_no_change(catalog):
    known = load_vocabulary().get(TOPIC).alt_labels[0]
    with pytest.raises(BadRequest, match="changes nothing"):
        editing.apply(catalog, [Edit(Doing.ADD, Part.TERM, TOPIC, known)], by=ANN, seen=0)


def test_a_word_that_another_form_of_it_still_says_is_told():
    retired = [
        Edit(Doing.RETIRE, Part.TERM, "uof-chemical-agents", word)
        for word in ("tear gas", "pepper spray")
    ]
    after = edited(load_vocabulary(), retired)
    assert editing.said_otherwise(after, retired) == (("tear gas", "tear-gas"),)
    both = [*retired, Edit(Doing.RETIRE, Part.TERM, "uof-chemical-agents", "tear-gas")]
    assert not editing.said_otherwise(edited(load_vocabulary(), both), both)


def test_ids_of_new_topics_are_made_once(catalog):
    name = editing.new_id(catalog.vocabulary, "Drones & aircraft", "use-of-force")
    assert name == "use-of-force-drones-aircraft"
    edit = Edit(Doing.ADD, Part.TOPIC, name, "Drones & aircraft", "use-of-force")
    editing.apply(catalog, [edit], by=ANN, seen=0)
    assert editing.new_id(catalog.vocabulary, "Drones: aircraft", "use-of-force") == f"{name}-2"
    with pytest.raises(BadRequest, match="name"):
        editing.new_id(catalog.vocabulary, "!!!")
