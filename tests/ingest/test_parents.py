"""Corrective actions of an improvement plan hang under the weakness printed beside them."""

from __future__ import annotations

from itertools import pairwise

from ingest.store import read_file
from kb.domain.record import Kind
from tests.support.shared import ROOT


def test_actions_numbered_anew_for_each_capability_answer_the_weakness_beside_them() -> None:
    read = read_file(ROOT / "corpus" / "reports" / "alder-county-wildfire-aar-2022.pdf")
    by_key = {r.key: r for r in read.records}
    actions = [r for r in read.records if r.kind is Kind.CORRECTIVE_ACTION and r.number]
    answered = [by_key[a.parent or ""] for a in actions]
    assert all(w.kind is Kind.IMPROVEMENT for w in answered)
    assert all(
        w.number == a.number.partition(".")[0] for a, w in zip(actions, answered, strict=True)
    )
    # The plan takes the weaknesses of all five capabilities in the order of the analysis.
    weaknesses = {r.key for r in read.records if r.kind is Kind.IMPROVEMENT}
    assert {w.key for w in answered} == weaknesses
    assert all(int(one.key) <= int(next_one.key) for one, next_one in pairwise(answered))
