from __future__ import annotations

import pytest

from indexer.keeping.sync import sync
from indexer.recurring.field_rarity import rarity_among
from indexer.recurring.statement_pairs import likenesses
from kb.catalog.catalog import Catalog
from kb.domain.ids import ReportId
from kb.domain.record import Kind
from kb.domain.topic import TopicId, TopicTag
from kb.reference import load_vocabulary
from tests.support.engines import make_engine
from tests.support.extractions import extraction, record

RELIEF = "Deputies on traffic posts went as long as twenty-two hours without relief or food."
LIMITS = "Search managers should set twelve-hour limits for teams and provide sleeping quarters."
RADIOS = "Buy trailer-mounted repeaters so that portable sets reach every road of the county hours."


@pytest.fixture
def catalog(tmp_path):
    opened = Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    yield opened
    opened.close()


def put(catalog: Catalog, name: str, text: str, topic: str) -> ReportId:
    tags = (TopicTag(TopicId(topic), ("hours",)),)
    rows = [record("1", "1", text, kind=Kind.LESSON, topics=tags)]
    with catalog.begin() as tx:
        return tx.put_report(extraction(rows, name=name, title=name, sites=()))


def test_of_one_subject_a_shared_word_suffices_to_be_compared(catalog, tmp_path):
    mine = put(catalog, "relief", RELIEF, "wel-fatigue")
    put(catalog, "limits", LIMITS, "wel-fatigue")
    put(catalog, "radios", RADIOS, "com-radio")
    engine = make_engine("memory", tmp_path)
    sync(catalog, engine, load_vocabulary())
    with catalog.read() as view:
        rarity = rarity_among(3, view.likenesses.words())
        (pair,) = likenesses(view, engine, mine, rarity)
        told = view.records((pair.one, pair.other))
    assert {one.record.text for one in told.values()} == {RELIEF, LIMITS}
