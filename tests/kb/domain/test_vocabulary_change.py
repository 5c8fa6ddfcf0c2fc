"""Laws of the overlay over the vocabulary, on drawn changes to the one that is shipped."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kb.domain.topic import Topic, Vocabulary
from kb.domain.vocabulary_change import Doing, Edit, Part, VocabularyChange, lay_over
from kb.reference import load_vocabulary

SHIPPED = load_vocabulary()
FAMILY = SHIPPED.families()[0]
TOPIC = SHIPPED.narrower(FAMILY.id)[0]
NAMES = (TOPIC.id, FAMILY.id, "drones", "nobody-knows-it")
VALUES = (TOPIC.alt_labels[0], "drone", "Drone", "drone + warrant", "unmanned aircraft system")

edits = st.builds(
    Edit,
    st.sampled_from(Doing),
    st.sampled_from(Part),
    st.sampled_from(NAMES),
    st.sampled_from(VALUES),
    st.sampled_from(("", FAMILY.id, TOPIC.id)),
)
changes = st.lists(
    st.builds(VocabularyChange, st.lists(edits, max_size=4).map(tuple)), max_size=5
).map(lambda drawn: [replace(c, seq=n) for n, c in enumerate(drawn, start=1)])


def plain(vocabulary: Vocabulary) -> Vocabulary:
    return replace(vocabulary, version=0)


def changed(*edits: Edit) -> Vocabulary:
    return lay_over(SHIPPED, [VocabularyChange(edits, seq=1)])


def test_without_changes_nothing_changes():
    assert lay_over(SHIPPED, []) == SHIPPED


@given(changes, edits)
def test_the_same_edit_twice_changes_nothing_more(drawn, edit):
    """Of one edit: a topic's term may stand before the topic it needs, and count the next time."""
    one = VocabularyChange((edit,), seq=len(drawn) + 1)
    once = lay_over(SHIPPED, [*drawn, one])
    again = lay_over(SHIPPED, [*drawn, one, replace(one, seq=one.seq + 1)])
    assert plain(once) == plain(again)
    assert again.version == once.version + 1


@given(changes, st.integers(1, 5))
def test_a_change_taken_back_was_never_made(drawn, which):
    taken = [c for c in drawn if c.seq == which]
    back = VocabularyChange(undoes=which, seq=len(drawn) + 1)
    kept = [c for c in drawn if c not in taken]
    assert plain(lay_over(SHIPPED, [*drawn, back])) == plain(lay_over(SHIPPED, kept))
    again = VocabularyChange(undoes=back.seq, seq=back.seq + 1)
    assert plain(lay_over(SHIPPED, [*drawn, back, again])) == plain(lay_over(SHIPPED, drawn))


@given(changes)
def test_nothing_is_ever_deleted_and_families_come_first(drawn):
    made = lay_over(SHIPPED, drawn)
    assert {t.id for t in SHIPPED} <= {t.id for t in made}
    levels = [t.broader is None for t in made]
    assert levels == sorted(levels, reverse=True)
    families = {t.id for t in made if t.broader is None}
    assert all(t.broader in families for t in made if t.broader)


def test_a_word_is_added_retired_and_brought_back():
    term = TOPIC.alt_labels[0]
    gone = changed(Edit(Doing.RETIRE, Part.TERM, TOPIC.id, term.upper())).get(TOPIC.id)
    assert gone
    assert term not in gone.alt_labels
    new = changed(Edit(Doing.ADD, Part.TERM, TOPIC.id, "drone")).get(TOPIC.id)
    assert new
    assert (new.alt_labels[-1], new.firm) == ("drone", ("drone",))


def test_a_new_topic_takes_its_words_and_a_retired_family_takes_its_topics_along():
    made = changed(
        Edit(Doing.ADD, Part.TOPIC, "sky", "The sky"),
        Edit(Doing.ADD, Part.TOPIC, "drones", "Drones", "sky"),
        Edit(Doing.ADD, Part.PAIR, "drones", "drone + warrant"),
        Edit(Doing.ADD, Part.LONG_FORM, "MCV", "mobile command vehicle"),
    )
    assert made.narrower("sky") == (made.get("drones"),)
    assert dict(made.long_forms)["MCV"] == ("mobile command vehicle",)
    retired = lay_over(
        SHIPPED,
        [VocabularyChange((Edit(Doing.RETIRE, Part.TOPIC, FAMILY.id),), seq=1)],
    )
    assert FAMILY not in retired.families()
    assert not retired.narrower(FAMILY.id)
    kept = retired.get(TOPIC.id)
    assert isinstance(kept, Topic)
    assert kept.retired
