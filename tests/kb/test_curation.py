from __future__ import annotations

import pytest

from kb import curation
from kb.catalog.catalog import Catalog
from kb.curation import Correction, Overtaken
from kb.domain.record import Kind
from kb.domain.staff import Actor
from kb.errors import BadRequest, Gone, NotFound
from kb.reference import load_vocabulary
from tests.support.extractions import extraction, record

FINDING = "mips-2020-nine-nights-canal-street/finding/1"
SECOND = "mips-2020-nine-nights-canal-street/finding/2"
REPORT = "mips-2020-nine-nights-canal-street"


@pytest.fixture
def catalog(tmp_path):
    opened = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3")
    put(opened)
    yield opened
    opened.close()


def put(catalog, text="Comand had no plan.", pipeline=1):
    found = [record("1", "1", text), record("2", "2", "Radios failed.", parent="1")]
    with catalog.begin() as tx:
        tx.put_report(extraction(found, pipeline=pipeline))


def shown(catalog):
    with catalog.read() as view:
        return view.record(FINDING).record


def test_a_correction_holds_over_reading_again(catalog):
    curation.correct(
        catalog, FINDING, Correction(text="Command had no plan.", kind=Kind.LESSON), by="ed"
    )
    put(catalog, pipeline=2)
    assert (shown(catalog).text, shown(catalog).kind) == ("Command had no plan.", Kind.LESSON)


def test_a_correction_of_other_words_is_set_aside_and_told(catalog):
    curation.correct(catalog, FINDING, Correction(text="Command had no plan."), by="ed")
    put(catalog, text="Command had no plan for the second night.", pipeline=2)
    assert shown(catalog).text == "Command had no plan for the second night."
    with catalog.read() as view:
        assert [doubt.code for doubt in view.report(REPORT).warnings] == ["stale_decision"]
        assert len(view.decisions(REPORT)) == 1


def test_a_rejected_record_is_gone_and_can_come_back(catalog):
    curation.reject(catalog, FINDING, by="ed")
    with pytest.raises(Gone):
        shown(catalog)
    with catalog.read() as view:
        assert view.summary(REPORT).records == 1
    curation.accept(catalog, FINDING, by="ed")
    assert shown(catalog).text == "Comand had no plan."


def test_retagging_takes_subtopics_only(catalog):
    vocabulary = load_vocabulary()
    family = vocabulary.families()[0]
    topic = vocabulary.narrower(family.id)[0]
    curation.retag(catalog, FINDING, (topic.id, topic.id), vocabulary, by="ed")
    assert [tag.topic for tag in shown(catalog).topics] == [topic.id]
    for wrong in (family.id, "no-such-topic"):
        with pytest.raises(BadRequest):
            curation.retag(catalog, FINDING, (wrong,), vocabulary, by="ed")


def test_a_withdrawn_report_is_in_no_answer(catalog):
    curation.withdraw(catalog, REPORT, why="the publisher asked for it", by="ed")
    with catalog.read() as view:
        assert (view.summaries(), view.incidents()) == ((), ())
        assert view.records([FINDING]) == {}
        assert view.counts().withdrawn == 1
        for ask in (view.report, view.summary):
            with pytest.raises(Gone, match="the publisher asked for it"):
                ask(REPORT)
        with pytest.raises(Gone):
            view.record(FINDING)
    put(catalog, pipeline=2)
    with catalog.read() as view:
        assert view.summaries() == ()
    curation.restore(catalog, REPORT, by="ed")
    assert shown(catalog).text


def test_each_decision_is_a_change_for_the_index(catalog):
    curation.correct(catalog, FINDING, Correction(number="2"), by="ed")
    curation.withdraw(catalog, REPORT, why="x")
    with catalog.read() as view:
        assert [change.what for change in view.changes_after(0)] == ["put", "correct", "withdraw"]
        seqs = [decision.seq for decision in view.decisions(REPORT)]
    assert seqs == sorted(set(seqs))


def test_what_does_not_exist_cannot_be_decided_on(catalog):
    with pytest.raises(NotFound):
        curation.reject(catalog, f"{REPORT}/finding/99", by="ed")
    with pytest.raises(NotFound):
        curation.withdraw(catalog, "nothing", why="x")
    with pytest.raises(BadRequest):
        curation.correct(catalog, FINDING, Correction(), by="ed")
    with pytest.raises(BadRequest):
        curation.correct(catalog, FINDING, Correction(text=" "), by="ed")


def mark(catalog, record=FINDING):
    with catalog.read() as view:
        return view.reviewing.base(record).mark


def test_a_decision_on_what_somebody_else_decided_first_changes_nothing(catalog):
    seen = mark(catalog)
    curation.accept(catalog, FINDING, by="ann", seen=seen)
    with pytest.raises(Overtaken):
        curation.correct(catalog, FINDING, Correction(text="Mine."), by="ben", seen=seen)
    assert shown(catalog).text == "Comand had no plan."
    curation.correct(catalog, FINDING, Correction(text="Mine."), by="ben", seen=mark(catalog))
    assert shown(catalog).text == "Mine."


def test_a_decision_on_a_reading_that_was_replaced_changes_nothing(catalog):
    seen = mark(catalog)
    put(catalog, text="Command had no plan at all.", pipeline=2)
    with pytest.raises(Overtaken):
        curation.reject(catalog, FINDING, by="ann", seen=seen)


def test_what_was_taken_back_is_kept_and_can_be_taken_up_again(catalog):
    made = curation.correct(catalog, FINDING, Correction(text="Mine."), by="ann")
    back = curation.undo(catalog, REPORT, made.seq, by="ann")
    assert shown(catalog).text == "Comand had no plan."
    curation.undo(catalog, REPORT, back.seq, by="ann")
    assert shown(catalog).text == "Mine."
    with catalog.read() as view:
        assert len(view.decisions(REPORT)) == 3


def test_only_the_last_decision_on_a_thing_is_taken_back(catalog):
    first = curation.correct(catalog, FINDING, Correction(text="One."), by="ann")
    second = curation.correct(catalog, FINDING, Correction(text="Two."), by="ann")
    with pytest.raises(Overtaken):
        curation.undo(catalog, REPORT, first.seq, by="ann")
    curation.undo(catalog, REPORT, second.seq, by="ann")
    curation.undo(catalog, REPORT, first.seq, by="ann")
    assert shown(catalog).text == "Comand had no plan."


def test_every_decision_stands_in_the_trail_with_who_took_it_and_from_where(catalog):
    curation.accept(catalog, FINDING, by=Actor("ann", "192.0.2.7"))
    curation.mark_reviewed(catalog, REPORT, by=Actor("ann", "192.0.2.7"))
    with catalog.read() as view:
        told = [(d.who, d.what, d.about, d.address) for d in view.trail.deeds()]
    assert told == [
        ("ann", "reviewed", REPORT, "192.0.2.7"),
        ("ann", "accept", FINDING, "192.0.2.7"),
    ]


def test_a_report_is_reviewed_until_it_is_read_otherwise(catalog):
    curation.mark_reviewed(catalog, REPORT, by="ann")
    put(catalog, pipeline=2)
    with catalog.read() as view:
        assert view.reviewing.reviewed(REPORT)
    put(catalog, text="Other words.", pipeline=3)
    with catalog.read() as view:
        assert view.reviewing.reviewed(REPORT) is None


def test_a_stale_decision_shows_old_and_new_words(catalog):
    curation.reject(catalog, FINDING, by="ann")
    put(catalog, text="Command had no plan for the second night.", pipeline=2)
    with catalog.read() as view:
        [stale] = view.reviewing.stale(REPORT)
    assert stale.before.text == "Comand had no plan."
    assert stale.now.text == "Command had no plan for the second night."


@pytest.mark.parametrize(
    ("correction", "field"),
    [
        (Correction(text=" "), "text"),
        (Correction(text="x" * 20_001), "text"),
        (Correction(number="1" * 201), "number"),
        (Correction(page=3), "page"),
        (Correction(page=0), "page"),
        (Correction(status="done"), "status"),
        (Correction(parent="nothing"), "parent"),
        (Correction(parent=FINDING), "parent"),
        (Correction(parent=SECOND), "parent"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(catalog, correction, field):
    with pytest.raises(BadRequest) as refused:
        curation.correct(catalog, FINDING, correction, by="ann")
    assert refused.value.code == field


def test_a_parent_is_tied_and_untied(catalog):
    curation.correct(catalog, SECOND, Correction(parent=""), by="ann")
    with catalog.read() as view:
        assert view.record(SECOND).published.parent is None
    curation.correct(catalog, FINDING, Correction(parent=SECOND), by="ann")
    with catalog.read() as view:
        assert view.record(FINDING).record.parent_number == "2"
        assert view.record(SECOND).published.children == (FINDING,)
