"""One immutable reading of one PDF by one version of the pipeline."""

from __future__ import annotations

from dataclasses import dataclass

from kb.domain.record import Record
from kb.domain.report import Bibliography, NarrativePassage, Page, Section


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a curator can act on; `page` is 0 where it concerns the whole report."""

    code: str
    page: int
    message: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything the machine read. `style` names the house style it recognised or induced.

    `vocabulary` is the version of the vocabulary that its statements were tagged with.
    """

    sha256: str
    source: str
    pipeline: int
    style: str
    bibliography: Bibliography
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    records: tuple[Record, ...]
    narrative: tuple[NarrativePassage, ...]
    warnings: tuple[Doubt, ...] = ()
    vocabulary: int = 0
