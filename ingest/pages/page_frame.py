"""Where a page's points are once it is turned so that its text can be read."""

from __future__ import annotations

from dataclasses import dataclass

from kb.domain.passage import Box

_HALF = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """From a PDF's own coordinates to a page turned for reading, with its origin at the top left.

    The sides are the PDF's. `quarters` is the direction in which text that stands level there runs
    in the PDF: 0 to the right, 1 up, 2 to the left, 3 down.
    """

    left: float
    bottom: float
    right: float
    top: float
    quarters: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as read."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % _HALF else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Give where a point of the PDF is on the page as read."""
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == _HALF:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Give where a rectangle of the PDF is on the page as read."""
        (x0, y0), (x1, y1) = self.place(left, bottom), self.place(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
