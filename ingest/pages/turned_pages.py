"""A page set sideways is read turned; here its boxes are put back on the page as shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.pages.lines import RawPage
from kb.domain.extraction import Extraction
from kb.domain.passage import Box, Passage
from kb.domain.report import Page

_QUARTER, _HALF = 1, 2


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a page was turned for reading (quarters, clockwise), and its size as read."""

    quarters: int
    width: float
    height: float

    def back(self, box: Box) -> Box:
        """Give where a box on the page as read is on the page as shown."""
        if self.quarters == _QUARTER:
            return Box(box.top, self.width - box.x1, box.bottom, self.width - box.x0)
        if self.quarters == _HALF:
            return Box(
                self.width - box.x1,
                self.height - box.bottom,
                self.width - box.x0,
                self.height - box.top,
            )
        return Box(self.height - box.bottom, box.x0, self.height - box.top, box.x1)


def as_shown(extraction: Extraction, pages: Iterable[RawPage]) -> Extraction:
    """Give the extraction with every box and page size as a viewer shows the page."""
    turns = {p.number: _Turn(p.turn, p.width, p.height) for p in pages if p.turn}
    if not turns:
        return extraction
    return replace(
        extraction,
        pages=tuple(_page(page, turns) for page in extraction.pages),
        records=tuple(replace(r, passage=_passage(r.passage, turns)) for r in extraction.records),
        narrative=tuple(
            replace(n, passage=_passage(n.passage, turns)) for n in extraction.narrative
        ),
    )


def _page(page: Page, turns: dict[int, _Turn]) -> Page:
    turn = turns.get(page.number)
    sideways = turn is not None and turn.quarters != _HALF
    return replace(page, width=page.height, height=page.width) if sideways else page


def _passage(passage: Passage, turns: dict[int, _Turn]) -> Passage:
    return Passage(
        tuple(
            replace(span, boxes=tuple(map(turns[span.page].back, span.boxes)))
            if span.page in turns
            else span
            for span in passage.spans
        )
    )
