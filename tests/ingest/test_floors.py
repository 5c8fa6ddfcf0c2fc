"""How well reports are read, as floors a little under what is reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.answer import answer
from ingest.evaluation import Tally, evaluate, figures
from ingest.reading import read
from kb.reference import load_vocabulary
from tests.support.shared import CORPUS, SHARED, needs_shared

SAMPLES = {
    "statements F1": 0.995, "strict F1": 0.99, "page": 0.99, "kind": 0.995, "number": 0.99,
    "parent": 0.98, "status": 1.0, "incidents": 0.9, "attributes F1": 0.75,
    "metadata": 0.89, "topics F1": 0.73,
}  # fmt: skip
PUBLISHED = {
    "statements F1": 0.96, "strict F1": 0.94, "page": 0.98, "kind": 0.98, "number": 0.98,
    "parent": 0.9, "metadata": 0.9, "topics F1": 0.63,
}  # fmt: skip
MOST_DECOYS = 0.01
# Each with its page: what the sample reports themselves print wrong.
WARNINGS = {
    "harlow-bend-demonstrations-2020.pdf": {("stated_count", 11), ("numbering_gap", 45)},
    "kestrel-county-inquiry-2023.pdf": {("number_repeated", 20)},
    "prairie-junction-school-2024.pdf": {("numbering_gap", 18)},
}


def measured(gold: Path, pdf: Path) -> dict[str, float]:
    vocabulary = load_vocabulary()
    total = Tally()
    for _, tally in evaluate(
        gold, lambda name: answer(read((pdf / name).read_bytes(), name, vocabulary))
    ):
        total += tally
    return figures(total)


def assert_reached(found: dict[str, float], floors: dict[str, float]) -> None:
    missed = {name: found[name] for name, floor in floors.items() if found[name] < floor}
    assert not missed
    assert found["decoys"] <= MOST_DECOYS


def test_sample_reports_are_read_as_well_as_before() -> None:
    assert_reached(measured(CORPUS / "gold", CORPUS / "reports"), SAMPLES)


@pytest.mark.slow
@needs_shared
def test_published_reports_are_read_as_well_as_before() -> None:
    reports = SHARED / "reports"
    assert_reached(measured(reports / "gold", reports / "pdf"), PUBLISHED)


@pytest.mark.parametrize("name", WARNINGS)
def test_what_a_report_prints_wrong_is_named_with_its_page(name: str) -> None:
    data = (CORPUS / "reports" / name).read_bytes()
    warnings = {(w.code, w.page) for w in read(data, name, load_vocabulary()).warnings}
    assert warnings >= WARNINGS[name]
    assert not {code for code, _ in warnings} & {"label_without_text", "low_confidence_style"}
