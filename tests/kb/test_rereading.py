from __future__ import annotations

from dataclasses import replace

import pytest

from kb import curation
from kb.catalog.catalog import Catalog
from kb.domain.record import Kind
from kb.errors import Gone, NotFound
from tests.support.extractions import extraction, record

FINDING = record("1", "1", "Command had no plan for the second night of the march.")
ADVICE = record("2", "1.1", "Write a plan for each night.", kind=Kind.RECOMMENDATION, parent="1")
LESSON = record("3", "", "Radios failed in the tunnel.", kind=Kind.LESSON)


@pytest.fixture
def catalog(tmp_path):
    opened = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3")
    yield opened
    opened.close()


def put(catalog, *records):
    with catalog.begin() as tx:
        return tx.put_report(extraction(records))


def test_the_same_reading_changes_nothing(catalog):
    put(catalog, FINDING, ADVICE)
    found = catalog.rehearse(extraction((FINDING, ADVICE)))
    assert not found.any
    assert found.same == 2


def test_each_record_says_how_it_changes_and_nothing_is_stored(catalog):
    report = put(catalog, FINDING, ADVICE)
    reworded = replace(ADVICE, text="Write a plan for every night.", page=2, page_end=2)
    again = extraction((reworded, LESSON))
    again = replace(again, bibliography=replace(again.bibliography, title="Another title"))
    found = catalog.rehearse(again)
    changed, new, gone = found.changes
    assert changed.id == f"{report}/recommendation/1.1"
    assert changed.reworded
    assert ("parent", f"{report}/finding/1", "") in changed.fields
    assert new.before is None
    assert new.after == LESSON
    assert gone.after is None
    assert gone.before == FINDING
    assert found.about == ("title",)
    with catalog.read() as view:
        assert [p.record for p in view.report(report).records] == [FINDING, ADVICE]
        assert view.last_change() == 1


def test_a_decision_on_other_words_is_told_of(catalog):
    report = put(catalog, FINDING, ADVICE)
    curation.accept(catalog, f"{report}/finding/1", by="staff")
    other = replace(FINDING, text="Command had a plan for the second night of the march.")
    found = catalog.rehearse(extraction((other, ADVICE)))
    [stale] = found.stale
    assert f"{report}/finding/1" in stale.message
    put(catalog, other, ADVICE)
    with catalog.read() as view:
        assert stale in view.report(report).warnings
        assert len(view.decisions(report)) == 1


def test_only_what_is_held_and_shown_is_rehearsed(catalog):
    with pytest.raises(NotFound):
        catalog.rehearse(extraction((FINDING,)))
    report = put(catalog, FINDING)
    curation.withdraw(catalog, report, why="asked to")
    with pytest.raises(Gone):
        catalog.rehearse(extraction((FINDING,)))
    with catalog.read() as view:
        assert list(view.stored()) == []
