"""One text printed in one way: its look, its pages, and what a careful reader takes out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from tests.support.typeset.one_text import ABOUT, CHAPTERS, METHOD, TITLE, Chapter

WIDTH, HEIGHT = A4
MARGIN, GUTTER = 72.0, 20.0
_OUTSIDE_TAGS = re.compile(r"[^<>]+(?=<|$)")
SPELLED = [
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
    "Twenty",
]


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is set apart from where its statements stand.

    `head` is how headings are set: "large", "bold" (in the text's size), "italic", "capitals".
    `strong` is how labels are set: "b", "i" or "" for not at all. `loose` sets paragraphs apart by
    space, else their first lines are set in. `head_colour` sets large headings in that colour and
    in no bold type, as word processors do.
    """

    face: str = "Times"
    size: float = 10.5
    head: str = "large"
    strong: str = "b"
    columns: int = 1
    justified: bool = False
    loose: bool = True
    running: bool = True
    numbered_chapters: bool = True
    landscape: bool = False
    head_colour: str = ""

    @property
    def width(self) -> float:
        """Give the page's width."""
        return HEIGHT if self.landscape else WIDTH

    @property
    def height(self) -> float:
        """Give the page's height."""
        return WIDTH if self.landscape else HEIGHT

    def font(self, *, bold: bool = False, italic: bool = False) -> str:
        """Give the font's name."""
        if self.face == "Times":
            return {(0, 0): "Times-Roman", (1, 0): "Times-Bold", (0, 1): "Times-Italic"}[
                int(bold), int(italic)
            ]
        kind = {(0, 0): "", (1, 0): "-Bold", (0, 1): "-Oblique"}[int(bold), int(italic)]
        return f"{self.face}{kind}"


@dataclass(slots=True)
class Wanted:
    """One statement as a careful reader takes it out of the report."""

    kind: str
    number: str
    text: str
    page: int = 0


@dataclass(slots=True)
class Sheet:
    """What a variation prints on: the look, and the statements given out one after the other."""

    look: Look
    wanted: list[Wanted] = field(default_factory=list)

    def style(self, **more: object) -> ParagraphStyle:
        """Give the style of running text, changed by `more`."""
        look = self.look
        base: dict[str, object] = {
            "fontName": look.font(),
            "fontSize": look.size,
            "leading": look.size * 1.25,
            "spaceAfter": look.size * (0.7 if look.loose else 0.0),
            "firstLineIndent": 0 if look.loose else 14,
            "alignment": TA_JUSTIFY if look.justified else TA_LEFT,
        }
        return ParagraphStyle("p", **{**base, **more})

    def plain(self, text: str, bullet: str | None = None, **more: object) -> Paragraph:
        """Set a paragraph of running text."""
        return Paragraph(text, self.style(**more), bulletText=bullet)

    def strong(self, text: str) -> str:
        """Mark words up as labels are set."""
        return f"<{self.look.strong}>{text}</{self.look.strong}>" if self.look.strong else text

    def head(self, text: str, rank: int = 1) -> Paragraph:
        """Set a heading."""
        look, how = self.look, self.look.head
        size = look.size * {1: 1.6, 2: 1.2}[rank] if how == "large" else look.size
        return Paragraph(
            _OUTSIDE_TAGS.sub(lambda m: m[0].upper(), text) if how == "capitals" else text,
            self.style(
                fontName=look.font(
                    bold=how in ("large", "bold") and not look.head_colour, italic=how == "italic"
                ),
                textColor=HexColor(look.head_colour or "#000000"),
                fontSize=size, leading=size * 1.25, spaceBefore=look.size, firstLineIndent=0,
                spaceAfter=look.size * 0.6, keepWithNext=1, alignment=TA_LEFT,
            ),
        )  # fmt: skip

    def said(self, kind: str, number: object, text: str) -> str:
        """Note a statement and give its words with the mark by which its page is known."""
        self.wanted.append(Wanted(kind, str(number), text))
        return f'<onDraw name="mark" label="{len(self.wanted) - 1}"/>{text}'

    def count(self, kind: str) -> int:
        """Give the next number of what is asked, or of all that is not."""
        asked = kind == "recommendation"
        return sum((w.kind == "recommendation") == asked for w in self.wanted) + 1


Body = Callable[[Sheet, Chapter, int], Iterator[Flowable]]


@dataclass(frozen=True, slots=True)
class Variation:
    """A way to print chapters, with its look."""

    body: Body
    look: Look = Look()


class Printed:
    """The text printed in one variation: `pdf`, and `wanted` with pages."""

    def __init__(self, variation: Variation) -> None:
        self._sheet = Sheet(variation.look)
        out = BytesIO()
        document = _document(out, variation.look)
        story = list(self._story(variation.body))
        document.build(story, canvasmaker=self._canvas)
        self.pdf = out.getvalue()

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """Give the statements in the order in which they are printed."""
        return tuple(self._sheet.wanted)

    def gold(self, slug: str) -> dict[str, object]:
        """Give the answers in the shape of the gold files."""
        records = [
            {"kind": w.kind, "number": w.number or None, "text": w.text, "page": w.page}
            for w in self.wanted
        ]
        report = {"title": TITLE, "publisher": "", "published": "2021"}
        return {"slug": slug, "report": report, "records": records}

    def _canvas(self, *args: object, **kwargs: object) -> Canvas:
        canvas = Canvas(*args, **kwargs)
        canvas.setNamedCB("mark", self._seen)
        return canvas

    def _seen(self, canvas: Canvas, _kind: str, label: str) -> None:
        wanted = self._sheet.wanted[int(label)]
        wanted.page = wanted.page or canvas.getPageNumber()

    def _story(self, body: Body) -> Iterator[Flowable]:
        sheet = self._sheet
        yield Spacer(1, 150)
        yield sheet.plain(TITLE, fontSize=24, leading=30, firstLineIndent=0)
        yield sheet.plain("Report to the Council of Harrow, March 2021", firstLineIndent=0)
        yield PageBreak()
        yield sheet.head("About this account")
        yield from map(sheet.plain, ABOUT)
        for index, chapter in enumerate(CHAPTERS, 1):
            number = f"{index}. " if sheet.look.numbered_chapters else ""
            yield sheet.head(f"{number}{chapter.title}")
            yield from body(sheet, chapter, index)
        yield sheet.head("Annex: How we worked")
        yield from map(sheet.plain, METHOD)


def _document(out: BytesIO, look: Look) -> BaseDocTemplate:
    page = (look.width, look.height)
    document = BaseDocTemplate(out, pagesize=page, title=TITLE)
    width = (look.width - 2 * MARGIN - GUTTER * (look.columns - 1)) / look.columns
    frames = [
        Frame(MARGIN + i * (width + GUTTER), MARGIN, width, look.height - 2 * MARGIN, 0, 0, 0, 0)
        for i in range(look.columns)
    ]

    def furnish(canvas: Canvas, doc: BaseDocTemplate) -> None:
        canvas.setFont(look.font(), 8)
        if look.running and doc.page > 1:
            canvas.drawString(MARGIN, look.height - 40, "Harrow Landing")
        canvas.drawCentredString(look.width / 2, 30, str(doc.page))

    document.addPageTemplates(PageTemplate("page", frames, onPage=furnish))
    return document
