from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kb.domain.ids import RecordId, ReportId
from kb.domain.published import PublishedRecord
from kb.domain.record import Kind
from kb.domain.review import Decision, Verb, fingerprint, publish
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


DECISIONS = st.builds(
    decision,
    st.sampled_from([Verb.ACCEPT, Verb.REJECT, Verb.CORRECT, Verb.RETAG]),
    st.integers(0, 2),
    st.just(1),
    text=st.sampled_from([None, "Text"]),
    topics=st.sampled_from([None, ("a/b",)]),
)


@given(st.lists(DECISIONS, max_size=6))
def test_the_same_decisions_twice_change_nothing_more(made):
    numbered = [replace(d, seq=place) for place, d in enumerate(made)]
    again = [replace(d, seq=place + len(made)) for place, d in enumerate(made)]
    assert publish(RECORDS, numbered).records == publish(RECORDS, numbered + again).records


@given(st.lists(DECISIONS, max_size=6))
def test_decisions_on_different_records_commute(made):
    numbered = [replace(d, seq=place) for place, d in enumerate(made)]
    by_record = sorted(numbered, key=lambda d: d.record or "")
    moved = [replace(d, seq=place) for place, d in enumerate(by_record)]
    assert publish(RECORDS, numbered).records == publish(RECORDS, moved).records
