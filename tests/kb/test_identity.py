from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.domain.ids import ReportId
from kb.domain.record import Kind
from kb.identity import Known, assign
from tests.support.extractions import record

REPORT = ReportId("mips-2020-nine-nights")


def known(records, ids):
    return [Known(ids[r.key], r.kind, r.number, r.text) for r in records]


def test_names_say_kind_and_number():
    ids = assign(REPORT, [record("a", "1.1", kind=Kind.LESSON)])
    assert ids == {"a": f"{REPORT}/lesson/1.1"}


def test_the_unnumbered_are_named_by_page_and_place():
    ids = assign(REPORT, [record("a", page=12), record("b", page=12), record("c", page=13)])
    assert [i.rpartition("/")[2] for i in ids.values()] == ["p12-1", "p12-2", "p13-1"]


def test_restarted_numbering_is_told_apart_by_section():
    first = record("a", "1", section=("Command", "Planning"))
    second = record("b", "1", section=("Training", "Planning"))
    ids = assign(REPORT, [first, second])
    assert ids == {"a": f"{REPORT}/finding/command/1", "b": f"{REPORT}/finding/training/1"}


def test_a_number_printed_twice_in_one_place_is_counted():
    ids = assign(REPORT, [record("a", "7", "One."), record("b", "7", "Other.")])
    assert ids == {"a": f"{REPORT}/finding/7", "b": f"{REPORT}/finding/7~2"}


def test_what_one_appendix_gathers_is_told_apart_by_the_sections_of_its_parents():
    plan = ("Appendix A: Improvement Plan",)
    weak = [record("w1", "1", section=("Coordination",)), record("w2", "1", section=("Warning",))]
    actions = [
        record("a", "1.1", section=plan, parent="w1"),
        record("b", "1.1", section=plan, parent="w2"),
        record("c", "1.2", section=plan, parent="w2"),
    ]
    ids = assign(REPORT, [*weak, *actions])
    assert ids["a"] == f"{REPORT}/finding/coordination/1.1"
    assert ids["b"] == f"{REPORT}/finding/warning/1.1"
    assert ids["c"] == f"{REPORT}/finding/1.2"


def test_a_number_twice_in_one_section_and_once_in_another_is_counted_in_the_first_only():
    placed = (("a", "Command"), ("b", "Command"), ("c", "Training"))
    ids = assign(REPORT, [record(key, "1", section=(title,)) for key, title in placed])
    names = [f"{REPORT}/finding/{end}" for end in ("command/1", "command/1~2", "training/1")]
    assert list(ids.values()) == names


def test_places_that_no_single_title_tells_apart_are_told_by_all_that_differ():
    places = [("Part I", "Plan"), ("Part I", "Radio"), ("Part II", "Plan")]
    ids = assign(REPORT, [record(str(i), "1", section=p) for i, p in enumerate(places)])
    assert ids["0"] == f"{REPORT}/finding/part-i-plan/1"
    assert not any("~" in name for name in ids.values())


def test_numbers_that_differ_by_a_stroke_are_not_one_number_printed_twice():
    ids = assign(REPORT, [record("a", "3/1"), record("b", "31")])
    assert list(ids.values()) == [f"{REPORT}/finding/3-1", f"{REPORT}/finding/31"]


def test_an_id_stays_when_numbering_is_later_seen_to_restart():
    first = record("a", "1", section=("Command",))
    ids = assign(REPORT, [first])
    other = record("b", "1", "Another statement.", section=("Training",))
    again = assign(REPORT, [first, other], known([first], ids))
    assert again == {"a": f"{REPORT}/finding/1", "b": f"{REPORT}/finding/training/1"}


def test_reading_again_keeps_ids_by_number():
    before = [record("a", "1", "Comand lacked a plan"), record("b", "2", "No radios")]
    ids = assign(REPORT, before)
    after = [record("x", "2", "No radios worked."), record("y", "1", "Command lacked a plan.")]
    again = assign(REPORT, after, known(before, ids))
    assert again == {"x": ids["b"], "y": ids["a"]}


def test_reading_again_keeps_ids_by_words_where_the_number_was_missed():
    words = "Command staff had no written plan for the second night."
    before = [record("a", "", words, page=4)]
    ids = assign(REPORT, before)
    after = [record("b", "3", words.replace("written ", "")), record("c", "", words, page=9)]
    again = assign(REPORT, after, known(before, ids))
    assert again["c"] == ids["a"]
    assert again["b"] == f"{REPORT}/finding/3"


def test_an_id_is_never_given_to_another_statement():
    before = [record("a", "", "Officers had no shields and no helmets.", page=4)]
    ids = assign(REPORT, before)
    after = [record("b", "", "Mutual aid came late from two counties.", page=4)]
    again = assign(REPORT, after, known(before, ids))
    assert again["b"] == f"{REPORT}/finding/p4-1~2"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "1", "2", "1.1"]),
            st.sampled_from(["No plan.", "No radios at all.", "Late aid came."]),
            st.integers(1, 3),
            st.sampled_from([(), ("A",), ("B",)]),
        ),
        max_size=12,
    )
)
def test_ids_are_unique_and_reading_the_same_again_changes_none(rows):
    records = [
        record(str(place), number, text, page=page, section=section)
        for place, (number, text, page, section) in enumerate(rows)
    ]
    ids = assign(REPORT, records)
    assert len(set(ids.values())) == len(records)
    again = assign(REPORT, records, known(records, ids))
    assert set(again.values()) == set(ids.values())
    for one in records:
        twins = [r for r in records if (r.number, r.text) == (one.number, one.text)]
        assert again[one.key] in {ids[twin.key] for twin in twins}
