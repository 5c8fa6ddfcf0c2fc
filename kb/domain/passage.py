"""Where something is said: pages, character spans and boxes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in PDF points on the page as shown: origin top left, y downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    def union(self, other: Box) -> Box:
        """Give the smallest box around both."""
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )

    def contains(self, x: float, y: float) -> bool:
        """Say whether the point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class PageSpan:
    """Part of one page: `start`/`end` count characters of `Page.text`; boxes are its lines."""

    page: int
    start: int
    end: int
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text over one or more pages, in reading order."""

    spans: tuple[PageSpan, ...] = ()

    @property
    def page(self) -> int:
        """First page, counted from 1; 0 where nothing is known."""
        return self.spans[0].page if self.spans else 0

    @property
    def page_end(self) -> int:
        """Last page, counted from 1; 0 where nothing is known."""
        return self.spans[-1].page if self.spans else 0
