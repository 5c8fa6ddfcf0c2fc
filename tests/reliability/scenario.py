"""What a trial of reliability is: what it promises, how often it is tried, what it found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


class RefusedError(Exception):
    """The machine refuses what a trial needs; the message is listed in allowed_skips.toml."""


@dataclass(slots=True)
class Measured:
    """What a trial saw: `faults` are broken promises, `figures` what is only told."""

    faults: list[str] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)

    def check(self, holds: object, fault: str) -> None:
        """Note a fault where a promise does not hold."""
        if not holds:
            self.faults.append(fault)

    def count(self, name: str, more: float = 1) -> None:
        """Add to a figure."""
        self.figures[name] = self.figures.get(name, 0) + more

    def __str__(self) -> str:
        return ", ".join(f"{value:g} {name}" for name, value in self.figures.items())


@dataclass(frozen=True, slots=True)
class Scenario:
    """One row of the table: `quick` times at each full run of the tests, `full` before a release.

    `run` is given how often, and an empty folder.
    """

    name: str
    promise: str
    run: Callable[[int, Path], Measured]
    quick: int
    full: int
