"""A report is read by what comes back in it, also where no word of its labels is known."""

from __future__ import annotations

import json

import pytest

from ingest.answer import answer
from ingest.evaluation import score
from ingest.reading import read
from kb.reference import load_vocabulary
from tests.benchmarks.rules_of_one_style import words_unknown
from tests.support.shared import CORPUS


@pytest.mark.parametrize(
    ("slug", "floor"),
    [("harlow-bend-demonstrations-2020", 0.95), ("tamarack-falls-assessment-2016", 0.92)],
)
def test_what_comes_back_is_read_though_no_word_is_known(slug: str, floor: float) -> None:
    gold = json.loads((CORPUS / "gold" / f"{slug}.json").read_text())
    data = (CORPUS / "reports" / f"{slug}.pdf").read_bytes()
    with words_unknown():
        found = score(gold, answer(read(data, slug, load_vocabulary())))
    assert found.f1("found", "got", "gold") >= floor
    assert found.counts["decoys"] == 0
