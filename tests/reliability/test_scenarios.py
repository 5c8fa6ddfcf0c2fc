"""Each trial of reliability in its quick size; `python -m tests.benchmarks.reliability` in full."""

from __future__ import annotations

import sys

import pytest

from tests.reliability.registry import HELD, SCENARIOS
from tests.reliability.scenario import RefusedError, Scenario
from tests.support.shared import ROOT


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.enable_socket
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_what_is_promised_holds(scenario: Scenario, tmp_path, capsys):
    try:
        seen = scenario.run(scenario.quick, tmp_path)
    except RefusedError as refused:
        pytest.skip(str(refused))
    with capsys.disabled():
        sys.stdout.write(f"\n{scenario.name}: {seen}\n")
    assert seen.faults == []


def test_what_tests_hold_elsewhere_is_there():
    assert [path for path in HELD.values() if not (ROOT / path).exists()] == []
