"""Pages of a drawn style: columns, wide and turned pages, running heads, notes, watermarks."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from tests.support.typeset.lot import Style
from tests.support.typeset.placements import face

MARGIN = 72
GAP = 18


class Document(BaseDocTemplate):
    """A document with page templates named by what the story asks for."""

    def __init__(self, out: BytesIO, style: Style, title: str) -> None:
        super().__init__(out, pagesize=style.page, title=title, author="")
        self._style = style
        self._title = title
        width, height = style.page
        one = _frames(width, height, 1)
        wide = _frames(height, width, 1)
        self.addPageTemplates(
            [
                PageTemplate("cover", one),
                PageTemplate("one", one, onPage=self._furnish),
                PageTemplate("two", _frames(width, height, 2), onPage=self._furnish),
                PageTemplate("three", _frames(width, height, 3), onPage=self._furnish),
                PageTemplate("wide", wide, onPage=self._furnish, pagesize=(height, width)),
                PageTemplate("turned", wide, onPage=self._turn, pagesize=(width, height)),
            ]
        )

    def _turn(self, canvas: Canvas, doc: BaseDocTemplate) -> None:
        """Print a portrait page's text sideways, to be read with the page turned clockwise."""
        self._furnish(canvas, doc)
        canvas.translate(self._style.page[0], 0)
        canvas.rotate(90)

    def _furnish(self, canvas: Canvas, doc: BaseDocTemplate) -> None:
        width, height = canvas._pagesize
        if "watermark" in self._style.matter:
            canvas.saveState()
            canvas.setFillColor(Color(0.85, 0.85, 0.85))
            canvas.setFont(face(self._style, bold=True), 90)
            canvas.translate(width / 2, height / 2)
            canvas.rotate(45)
            canvas.drawCentredString(0, -30, "DRAFT")
            canvas.restoreState()
        canvas.setFont(face(self._style), 8)
        canvas.drawString(MARGIN, height - 40, self._title)
        canvas.drawCentredString(width / 2, 30, str(doc.page))
        if "footnotes" in self._style.matter and doc.page > 2:
            canvas.line(MARGIN, 66, MARGIN + 120, 66)
            canvas.setFont(face(self._style), 7)
            canvas.drawString(
                MARGIN, 57, f"{doc.page} Interview with a supervisor, {doc.page} May."
            )
            canvas.drawString(MARGIN, 48, f"{doc.page + 1} The log should be read with the map.")


def _frames(width: float, height: float, columns: int) -> list[Frame]:
    each = (width - 2 * MARGIN - GAP * (columns - 1)) / columns
    return [
        Frame(MARGIN + i * (each + GAP), MARGIN, each, height - 2 * MARGIN, id=f"c{columns}{i}")
        for i in range(columns)
    ]
