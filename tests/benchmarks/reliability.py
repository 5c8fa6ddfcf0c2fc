"""`python -m tests.benchmarks.reliability [--quick] [NAME...]`: the table of what held.

Trials come with what was measured; promises that tests hold are run as those tests. Ends with 1
where anything failed. Power cuts, full disks and refused calls need root.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.reliability.registry import HELD, SCENARIOS
from tests.reliability.scenario import RefusedError, Scenario
from tests.support.shared import ROOT


def main(quick: bool, names: list[str]) -> int:
    """Run and print; give how many failed."""
    print(
        "| what happens | size | measured | promised | held | seconds |\n|---|---|---|---|---|---|",
        flush=True,
    )
    failed = 0
    for scenario in SCENARIOS:
        if not names or scenario.name in names:
            failed += not _tried(scenario, scenario.quick if quick else scenario.full)
    for promise, path in HELD.items():
        if not names or promise in names:
            failed += not _tested(promise, path)
    return failed


def _tried(scenario: Scenario, size: int) -> bool:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        try:
            seen = scenario.run(size, Path(folder))
        except RefusedError as refused:
            _print(scenario.name, size, str(refused), scenario.promise, "refused", began=began)
            return True
        except AssertionError as error:
            _print(scenario.name, size, str(error), scenario.promise, "**no**", began=began)
            return False
    held = not seen.faults
    told = str(seen) if held else "; ".join(dict.fromkeys(seen.faults))
    _print(scenario.name, size, told, scenario.promise, "yes" if held else "**no**", began=began)
    return held


def _tested(promise: str, path: str) -> bool:
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", path]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    summary = (run.stdout.strip().splitlines() or ["nothing"])[-1]
    _print(promise, 1, summary, f"`{path}`", "**no**" if run.returncode else "yes", began=began)
    return not run.returncode


def _print(name: str, size: int, told: str, promise: str, held: str, *, began: float) -> None:
    seconds = time.monotonic() - began
    print(f"| {name} | {size} | {told} | {promise} | {held} | {seconds:.0f} |", flush=True)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(bool(main("--quick" in arguments, [a for a in arguments if a != "--quick"])))
