"""Printed lines and pages made by hand, to test layout without a PDF."""

from __future__ import annotations

from ingest.pages.lines import Line, OutlineEntry, RawDocument, RawPage, Run, Shape
from kb.domain.passage import Box

WIDTH, HEIGHT = 612.0, 792.0
# Mean width of a character in parts of the type size.
CHARACTER = 0.5


def run(text: str, x: float, size: float = 10.0, *, bold: bool = False, color: int = 0) -> Run:
    width = len(text) * size * CHARACTER
    return Run(text, "Serif", size, bold, False, color, x, x + width)


def line(
    text: str, x: float, y: float, size: float = 10.0, *, bold: bool = False, color: int = 0
) -> Line:
    """Set a text with its baseline at `y`."""
    return of_runs(y, run(text, x, size, bold=bold, color=color))


def of_runs(y: float, *runs: Run) -> Line:
    size = max(r.size for r in runs)
    box = Box(runs[0].x0, y - 0.8 * size, runs[-1].x1, y + 0.2 * size)
    return Line("".join(r.text for r in runs), box, runs)


def paragraph(words: str, x: float, y: float, width: float, size: float = 10.0) -> list[Line]:
    """Break words into lines of at most that width, set 1.2 times the size apart."""
    out: list[Line] = []
    current = ""
    for word in words.split():
        longer = f"{current} {word}".strip()
        if len(longer) * size * CHARACTER > width and current:
            out.append(line(current, x, y + len(out) * 1.2 * size, size))
            current = word
        else:
            current = longer
    return [*out, line(current, x, y + len(out) * 1.2 * size, size)]


def page(number: int, *parts: Line | list[Line], shapes: tuple[Shape, ...] = ()) -> RawPage:
    lines: list[Line] = []
    for part in parts:
        lines += part if isinstance(part, list) else [part]
    return RawPage(number, "", WIDTH, HEIGHT, tuple(lines), shapes)


def document(*pages: RawPage, outline: tuple[OutlineEntry, ...] = ()) -> RawDocument:
    return RawDocument(pages, outline)
