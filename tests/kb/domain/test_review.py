from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kb.domain.decision import Decision, Verb, Written, fingerprint
from kb.domain.ids import RecordId, ReportId
from kb.domain.published import PublishedRecord
from kb.domain.record import Kind
from kb.domain.review import publish
from tests.support.extractions import record

REPORT = ReportId("r")
IDS = [RecordId(f"r/finding/{number}") for number in (1, 2, 3)]
RECORDS = [
    PublishedRecord(IDS[0], record("a", "1"), children=(IDS[1],)),
    PublishedRecord(IDS[1], record("b", "2"), parent=IDS[0]),
    PublishedRecord(IDS[2], record("c", "3")),
]


def decision(verb, place=0, seq=1, **values):
    made_on = fingerprint(RECORDS[place].record)
    return Decision(verb, REPORT, IDS[place], made_on=made_on, seq=seq, **values)


def test_without_decisions_nothing_changes():
    assert publish(RECORDS, []).records == tuple(RECORDS)


def test_reject_hides_and_unties_relations():
    shown = publish(RECORDS, [decision(Verb.REJECT)]).records
    assert [p.id for p in shown] == IDS[1:]
    assert shown[0].parent is None


def test_the_later_decision_wins():
    first = decision(Verb.CORRECT, text="One")
    second = decision(Verb.CORRECT, seq=2, text="Two", kind=Kind.LESSON)
    shown = publish(RECORDS, [second, first]).records[0].record
    assert (shown.text, shown.kind, shown.number) == ("Two", Kind.LESSON, "1")


def test_acceptance_after_rejection_shows_again():
    both = [decision(Verb.REJECT), decision(Verb.ACCEPT, seq=2)]
    shown = publish(RECORDS, both).records[0]
    assert shown.record.confidence == 1.0


def test_retagging_replaces_the_machines_topics():
    shown = publish(RECORDS, [decision(Verb.RETAG, topics=("crowd/arrests",), by="ed")])
    [tag] = shown.records[0].record.topics
    assert (tag.topic, tag.by) == ("crowd/arrests", "ed")


def test_a_decision_on_other_words_is_set_aside():
    made_before = replace(decision(Verb.REJECT), made_on="else")
    overlay = publish(RECORDS, [made_before])
    assert overlay.records == tuple(RECORDS)
    assert overlay.stale == (made_before,)


def part(place, number):
    name = RecordId(f"r/finding/{place + 1}-part-{number}")
    return Written(name, Kind.FINDING, f"Part {number}", 1, 1)


def split(place=0, seq=1, parts=1):
    written = tuple(part(place, number) for number in range(parts))
    return decision(Verb.SPLIT, place, seq, text="Head", written=written)


def merge(into=0, others=(1,), seq=1):
    absorbed = tuple((IDS[o], fingerprint(RECORDS[o].record)) for o in others)
    return decision(Verb.MERGE, into, seq, text="Whole", absorbed=absorbed)


def add(page=1, seq=1):
    written = Written(RecordId(f"r/lesson/p{page}"), Kind.LESSON, "Missed", page, page)
    return Decision(Verb.ADD, REPORT, written.id, seq=seq, written=(written,))


def test_parts_follow_what_they_were_split_from():
    shown = publish(RECORDS, [split(parts=2)]).records
    assert [p.record.text for p in shown[:3]] == ["Head", "Part 0", "Part 1"]
    assert [p.id for p in shown[3:]] == IDS[1:]


def test_a_part_can_be_decided_on_like_any_record():
    made_on = fingerprint(part(0, 0).as_record())
    on_part = Decision(Verb.CORRECT, REPORT, part(0, 0).id, made_on=made_on, text="Tail", seq=2)
    overlay = publish(RECORDS, [split(), on_part])
    assert overlay.records[1].record.text == "Tail"
    assert overlay.stale == ()


def test_a_decision_on_a_part_rests_while_the_split_is_taken_back():
    made_on = fingerprint(part(0, 0).as_record())
    on_part = Decision(Verb.REJECT, REPORT, part(0, 0).id, made_on=made_on, seq=2)
    overlay = publish(RECORDS, [split(), on_part, Decision(Verb.UNDO, REPORT, seq=3, undoes=1)])
    assert overlay.records == tuple(RECORDS)
    assert overlay.stale == ()


def test_what_was_merged_is_shown_once_and_its_children_go_along():
    tree = [RECORDS[0], RECORDS[1], replace(RECORDS[2], parent=IDS[1])]
    shown = publish(tree, [merge()]).records
    assert [(p.id, p.record.text) for p in shown] == [
        (IDS[0], "Whole"),
        (IDS[2], tree[2].record.text),
    ]
    assert shown[1].parent == IDS[0]
    assert shown[0].children == (IDS[2],)


def test_a_merge_with_other_words_is_set_aside_whole():
    other = decision(Verb.MERGE, text="Whole", absorbed=((IDS[1], "else"),))
    overlay = publish(RECORDS, [other])
    assert (overlay.records, overlay.stale) == (tuple(RECORDS), (other,))


def test_what_was_missed_stands_at_its_page():
    late = replace(RECORDS[2], record=replace(RECORDS[2].record, page=4, page_end=4))
    shown = publish([*RECORDS[:2], late], [add(page=3), add(page=9)]).records
    assert [p.record.page for p in shown] == [1, 1, 3, 4, 9]


def test_what_was_added_and_is_read_now_is_told():
    made = Decision(Verb.ADD, REPORT, IDS[0], seq=1, written=(replace(part(0, 0), id=IDS[0]),))
    overlay = publish(RECORDS, [made])
    assert (overlay.records, overlay.stale) == (tuple(RECORDS), (made,))


def test_an_undo_can_be_undone():
    made = [
        decision(Verb.REJECT),
        Decision(Verb.UNDO, REPORT, seq=2, undoes=1),
        Decision(Verb.UNDO, REPORT, seq=3, undoes=2),
    ]
    assert len(publish(RECORDS, made).records) == 2
    assert publish(RECORDS, made[:2]).records == tuple(RECORDS)


ON_ONE = st.builds(
    decision,
    st.sampled_from([Verb.ACCEPT, Verb.REJECT, Verb.CORRECT, Verb.RETAG]),
    st.integers(0, 2),
    st.just(1),
    text=st.sampled_from([None, "Text"]),
    topics=st.sampled_from([None, ("a/b",)]),
    page=st.sampled_from([None, 2]),
    parent=st.sampled_from([None, "", *IDS]),
)
SPLITS = st.builds(split, st.integers(0, 2), st.just(1), st.integers(1, 2))
ADDS = st.builds(add, st.integers(1, 3))
MERGES = st.sampled_from([merge(0, (1,)), merge(1, (0,)), merge(2, (0, 1)), merge(0, (2,))])
APART = st.one_of(ON_ONE, SPLITS, ADDS)
DECISIONS = st.one_of(APART, MERGES)


def in_turn(made):
    return [replace(d, seq=place) for place, d in enumerate(made, 1)]


@given(st.lists(DECISIONS, max_size=7))
def test_the_same_decisions_twice_change_nothing_more(made):
    assert publish(RECORDS, in_turn(made)).records == publish(RECORDS, in_turn(made * 2)).records


@given(st.lists(APART, max_size=7))
def test_decisions_on_different_records_commute(made):
    by_record = sorted(made, key=lambda d: d.record or "")
    assert publish(RECORDS, in_turn(made)).records == publish(RECORDS, in_turn(by_record)).records


@given(st.lists(DECISIONS, max_size=5), DECISIONS)
def test_a_decision_taken_back_was_never_taken(made, more):
    numbered = in_turn([*made, more])
    back = Decision(Verb.UNDO, REPORT, seq=len(numbered) + 1, undoes=len(numbered))
    assert publish(RECORDS, [*numbered, back]).records == publish(RECORDS, in_turn(made)).records


@given(st.lists(DECISIONS, max_size=7))
def test_relations_are_mutual_and_among_what_is_shown(made):
    shown = {p.id: p for p in publish(RECORDS, in_turn(made)).records}
    for published in shown.values():
        assert published.parent is None or published.id in shown[published.parent].children
        assert all(shown[child].parent == published.id for child in published.children)
