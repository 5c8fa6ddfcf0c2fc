from __future__ import annotations

from dataclasses import replace

import pytest

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.published import RecordInReport
from kb.domain.record import Kind
from tests.support.small_catalog import fill
from web.presenters.headline import spokesman

SHORT = "Neighboring agencies should sign a mutual aid agreement."
LONG = "Neighboring agencies should sign a written mutual aid agreement before the next incident."


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> RecordInReport:
    folder = tmp_path_factory.mktemp("headline")
    catalog = Catalog.open(f"sqlite:///{folder / 'catalog.sqlite3'}")
    fill(catalog, Blobs(folder / "blobs"))
    with catalog.read() as view:
        found = view.statements(next(s.id for s in view.summaries() if s.records))[0]
    catalog.close()
    return found


def chosen(sample: RecordInReport, *told: tuple[Kind, str]) -> str:
    rows = [
        replace(
            sample,
            published=replace(sample.published, record=replace(sample.record, kind=k, text=t)),
        )
        for k, t in told
    ]
    return spokesman(rows).record.text


@pytest.mark.parametrize(
    "other",
    [
        "This agreement should be signed.",
        "Sign a mutual aid agreement with the",
        "MUTUAL AID AGREEMENTS WERE NOT SIGNED BY NEIGHBORING AGENCIES",
        "Mutual aid.",
        LONG,
        "Buses and water should be bought.",
    ],
)
def test_what_heads_a_lesson_is_whole_central_and_short(sample, other):
    rows = [(Kind.RECOMMENDATION, text) for text in (other, SHORT, LONG)]
    assert chosen(sample, *rows) == SHORT


def test_what_to_do_speaks_before_what_happened(sample):
    happened = "Neighboring agencies had signed no mutual aid agreement."
    assert chosen(sample, (Kind.FINDING, happened), (Kind.LESSON, LONG)) == LONG


def test_where_none_is_whole_one_speaks_all_the_same(sample):
    assert chosen(sample, (Kind.FINDING, "Mutual aid."), (Kind.FINDING, "No aid."))
