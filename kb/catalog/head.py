"""What a published report has besides its rows: stored in the column `head`."""

from __future__ import annotations

from dataclasses import dataclass

from kb.domain.extraction import Doubt
from kb.domain.report import Bibliography, Section


@dataclass(frozen=True, slots=True)
class Head:
    """Bibliography, outline and warnings of the reading shown, under decisions."""

    bibliography: Bibliography
    sections: tuple[Section, ...]
    warnings: tuple[Doubt, ...]
    style: str
    pipeline: int
