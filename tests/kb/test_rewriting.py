from __future__ import annotations

import pytest

from kb import curation, rewriting
from kb.catalog.catalog import Catalog
from kb.curation import Correction
from kb.domain.passage import Box
from kb.domain.record import Kind
from kb.errors import BadRequest, NotFound
from kb.rewriting import Missed
from tests.support.extractions import extraction, record

REPORT = "mips-2020-nine-nights-canal-street"
FIRST, SECOND = f"{REPORT}/finding/1", f"{REPORT}/finding/2"


@pytest.fixture
def catalog(tmp_path):
    opened = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3")
    put(opened)
    yield opened
    opened.close()


def put(catalog, first="No plan. No radio.", pipeline=1, more=()):
    found = [record("1", "1", first), record("2", "2", "No training."), *more]
    with catalog.begin() as tx:
        tx.put_report(extraction(found, pipeline=pipeline))


def shown(catalog):
    with catalog.read() as view:
        return {r.id.removeprefix(f"{REPORT}/"): r.record.text for r in view.report(REPORT).records}


def test_parts_get_ids_of_their_own_and_keep_them_when_read_again(catalog):
    rewriting.split(catalog, FIRST, ["No plan.", "No radio."], by="ann")
    told = {"finding/1": "No plan.", "finding/p1-1": "No radio.", "finding/2": "No training."}
    assert shown(catalog) == told
    put(catalog, pipeline=2)
    assert shown(catalog) == told
    curation.correct(catalog, f"{REPORT}/finding/p1-1", Correction(text="Radios failed."), by="ann")
    assert shown(catalog)["finding/p1-1"] == "Radios failed."


def test_a_split_of_words_read_otherwise_is_set_aside_whole(catalog):
    rewriting.split(catalog, FIRST, ["No plan.", "No radio."], by="ann")
    put(catalog, first="No plan at all on any night.", pipeline=2)
    assert shown(catalog)["finding/1"] == "No plan at all on any night."
    with catalog.read() as view:
        assert [s.decision.verb for s in view.reviewing.stale(REPORT)] == ["split"]


def test_ids_of_what_was_taken_back_are_never_given_again(catalog):
    made = rewriting.split(catalog, FIRST, ["No plan.", "No radio."], by="ann")
    curation.undo(catalog, REPORT, made.seq, by="ann")
    again = rewriting.split(catalog, FIRST, ["No", "plan. No radio."], by="ann")
    assert [w.id for w in again.written] == [f"{REPORT}/finding/p1-2"]


def test_a_merged_statement_is_gone_until_the_merge_is_taken_back(catalog):
    made = rewriting.merge(catalog, FIRST, SECOND, by="ann")
    assert shown(catalog) == {"finding/1": "No plan. No radio. No training."}
    curation.undo(catalog, REPORT, made.seq, by="ann")
    assert set(shown(catalog)) == {"finding/1", "finding/2"}


def test_what_was_missed_is_found_on_its_page(catalog):
    box = Box(72, 100, 300, 112)
    made = rewriting.add(
        catalog, REPORT, Missed(1, Kind.LESSON, "First  page.", number="7", boxes=(box,)), by="ann"
    )
    assert made.record == f"{REPORT}/lesson/7"
    with catalog.read() as view:
        [span] = view.record(made.record).record.passage.spans
    assert (span.page, span.start, span.end, span.boxes) == (1, 0, 11, (box,))


def test_what_was_missed_and_is_read_now_asks_which_stands(catalog):
    rewriting.add(catalog, REPORT, Missed(1, Kind.FINDING, "Nights long.", number="3"), by="ann")
    put(catalog, pipeline=2, more=[record("3", "3", "Nights long.")])
    assert shown(catalog)["finding/3"] == "Nights long."
    with catalog.read() as view:
        [stale] = view.reviewing.stale(REPORT)
    curation.undo(catalog, REPORT, stale.decision.seq, by="ann")
    with catalog.read() as view:
        assert view.reviewing.stale(REPORT) == ()


def test_a_stale_decision_is_taken_anew_kept_or_dropped(catalog):
    made = curation.correct(catalog, FIRST, Correction(kind=Kind.LESSON), by="ann")
    put(catalog, first="No plan. No radios.", pipeline=2)
    renewed = rewriting.renew(catalog, REPORT, made.seq, by="ben")
    with catalog.read() as view:
        record = view.record(FIRST).record
    assert (record.text, record.kind) == ("No plan. No radios.", Kind.LESSON)
    put(catalog, first="No plans. No radios.", pipeline=3)
    kept = rewriting.keep_old(catalog, REPORT, renewed.seq, by="ben")
    assert shown(catalog)["finding/1"] == "No plan. No radios."
    put(catalog, first="No plans and no radios.", pipeline=4)
    curation.undo(catalog, REPORT, kept.seq, by="ben")
    assert shown(catalog)["finding/1"] == "No plans and no radios."
    with catalog.read() as view:
        assert view.reviewing.stale(REPORT) == ()


@pytest.mark.parametrize("parts", [[], ["all"], ["all", "  "], ["x"] * 21])
def test_a_split_needs_parts(catalog, parts):
    with pytest.raises(BadRequest):
        rewriting.split(catalog, FIRST, parts, by="ann")


def test_what_cannot_be_merged_or_added_is_refused(catalog):
    for other in (FIRST, "nothing", f"{REPORT}/finding/9"):
        with pytest.raises(BadRequest):
            rewriting.merge(catalog, FIRST, other, by="ann")
    for wrong in (Missed(9, Kind.FINDING, "x"), Missed(1, Kind.FINDING, " ")):
        with pytest.raises(BadRequest):
            rewriting.add(catalog, REPORT, wrong, by="ann")
    with pytest.raises(NotFound):
        rewriting.add(catalog, "nothing", Missed(1, Kind.FINDING, "x"), by="ann")
    with pytest.raises(NotFound):
        rewriting.renew(catalog, REPORT, 1, by="ann")
