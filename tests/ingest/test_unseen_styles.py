"""Reports in styles drawn by lot, which no rule was written for, are read nearly as well."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from ingest.answer import answer
from ingest.evaluation import Tally, figures, score
from ingest.reading import read
from kb.reference import load_vocabulary
from tests.support.shared import CORPUS
from tests.support.typeset.lot import draw_style
from tests.support.typeset.report import Report

FLOORS = {
    "statements F1": 0.97, "strict F1": 0.95, "page": 0.98, "kind": 0.98, "number": 0.98,
    "parent": 0.9, "status": 0.95,
}  # fmt: skip


def pool() -> dict[str, list[str]]:
    texts: dict[str, list[str]] = defaultdict(list)
    for path in sorted((CORPUS / "gold").glob("*.json")):
        for record in json.loads(path.read_text())["records"]:
            texts[record["kind"]].append(record["text"])
    return texts


def measured(seeds: range) -> dict[str, float]:
    vocabulary, texts, total = load_vocabulary(), pool(), Tally()
    for seed in seeds:
        report = Report(draw_style(seed), texts)
        data = report.typeset()
        total += score(report.gold(), answer(read(data, f"style-{seed}.pdf", vocabulary)))
    return figures(total)


@pytest.mark.slow
def test_thirty_styles_drawn_by_lot() -> None:
    found = measured(range(500, 530))
    missed = {name: found[name] for name, floor in FLOORS.items() if found[name] < floor}
    assert not missed
    assert found["decoys"] <= 0.01


def test_three_styles_drawn_by_lot() -> None:
    assert measured(range(3))["statements F1"] >= FLOORS["statements F1"]
