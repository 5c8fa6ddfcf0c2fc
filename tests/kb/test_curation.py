from __future__ import annotations

import pytest

from kb import curation
from kb.catalog.catalog import Catalog
from kb.domain.record import Kind
from kb.errors import BadRequest, Gone, NotFound
from kb.reference import load_vocabulary
from tests.support.extractions import extraction, record

FINDING = "mips-2020-nine-nights-canal-street/finding/1"
REPORT = "mips-2020-nine-nights-canal-street"


@pytest.fixture
def catalog(tmp_path):
    opened = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3")
    put(opened)
    yield opened
    opened.close()


def put(catalog, text="Comand had no plan.", pipeline=1):
    with catalog.begin() as tx:
        tx.put_report(extraction([record("1", "1", text)], pipeline=pipeline))


def shown(catalog):
    with catalog.read() as view:
        return view.record(FINDING).record


def test_a_correction_holds_over_reading_again(catalog):
    curation.correct(catalog, FINDING, by="ed", text="Command had no plan.", kind=Kind.LESSON)
    put(catalog, pipeline=2)
    assert (shown(catalog).text, shown(catalog).kind) == ("Command had no plan.", Kind.LESSON)


def test_a_correction_of_other_words_is_set_aside_and_told(catalog):
    curation.correct(catalog, FINDING, by="ed", text="Command had no plan.")
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
        assert view.summary(REPORT).records == 0
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
    curation.correct(catalog, FINDING, by="ed", number="2")
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
        curation.correct(catalog, FINDING, by="ed")
    with pytest.raises(BadRequest):
        curation.correct(catalog, FINDING, by="ed", text=" ")
