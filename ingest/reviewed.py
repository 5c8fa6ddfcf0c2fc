"""Reports that staff reviewed as gold answers: what is shown of them is what was to be read."""

from __future__ import annotations

from typing import Any

from ingest.answer import answer
from kb.domain.extraction import Extraction
from kb.domain.published import PublishedReport


def gold_of(report: PublishedReport) -> dict[str, Any]:
    """Give a reviewed report in the form of a gold answer, decisions applied."""
    shown = Extraction(
        sha256=report.sha256,
        source=report.source,
        pipeline=report.pipeline,
        style=report.style,
        bibliography=report.bibliography,
        pages=report.pages,
        sections=report.sections,
        records=tuple(published.record for published in report.records),
        narrative=(),
    )
    return {**answer(shown), "slug": report.id, "file": report.source}
