"""Pages as reports print them, typeset one trait at a time: columns, turned tables, ornaments."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Table,
)

NARRATIVE = (
    "Members of the team compared the radio log with the dispatch record for the same hours and "
    "spoke with those who had been on duty at the north gate when the second shift came in. "
)
STATEMENTS = (
    "The department should issue every officer a radio that reaches the county channel.",
    "The department should hold a drill with its neighbors before each summer season.",
    "The city should fund a second dispatch desk for nights on which a crowd is expected.",
    "The sheriff should name one commander for each event and publish the name beforehand.",
    "The agencies should agree on plain language for all orders given over the radio.",
    "The university should share its camera views with the command post during events.",
    "The department should record when and by whom each dispersal order was given.",
    "The county should stage ambulances where they can leave without crossing the crowd.",
)
_PLAIN = ParagraphStyle("plain", fontName="Times-Roman", fontSize=10, leading=12, spaceAfter=7)
_HEAD = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=15, leading=18, spaceAfter=9)


def statement(index: int) -> Paragraph:
    text = f"<b>Recommendation {index + 1}:</b> {STATEMENTS[index]}"
    return Paragraph(text, _PLAIN)


def narrative(times: int = 2) -> Paragraph:
    return Paragraph(NARRATIVE * times, _PLAIN)


def heading(text: str = "Recommendations") -> Paragraph:
    return Paragraph(text, _HEAD)


def typeset(
    story: Sequence[Flowable],
    *,
    columns: int = 1,
    size: tuple[float, float] = letter,
    paint: Callable[[Canvas, int], None] = lambda _canvas, _page: None,
    turned: int = 0,
) -> bytes:
    """Set a story in so many columns; `paint` adds to each page, `turned` is the page's /Rotate."""
    out = io.BytesIO()
    margin, gutter = 60.0, 18.0
    width = (size[0] - 2 * margin - gutter * (columns - 1)) / columns
    frames = [
        Frame(margin + i * (width + gutter), margin, width, size[1] - 2 * margin, 0, 0, 0, 0)
        for i in range(columns)
    ]

    def on_page(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setPageRotation(turned)
        canvas.saveState()
        paint(canvas, document.page)
        canvas.restoreState()

    document = BaseDocTemplate(out, pagesize=size)
    document.addPageTemplates(PageTemplate("page", frames, onPage=on_page))
    document.build(list(story))
    return out.getvalue()


def in_columns(columns: int) -> bytes:
    """Eight statements between narrative, in two or three columns."""
    story: list[Flowable] = [heading(), narrative()]
    for index in range(len(STATEMENTS)):
        story += [statement(index), narrative(3)]
    return typeset(story, columns=columns)


def wide_table(rows: int, *, size: tuple[float, float] = landscape(letter)) -> bytes:
    """A table of recommendations over several landscape pages, its head repeated on each."""
    head = ("No.", "Recommendation", "Responsible", "Status")
    body = [
        [
            Paragraph(str(row + 1), _PLAIN),
            Paragraph(
                f"{STATEMENTS[row % len(STATEMENTS)]} {NARRATIVE.split('.', maxsplit=1)[0]}.",
                _PLAIN,
            ),
            Paragraph("Police Department", _PLAIN),
            Paragraph("Ongoing", _PLAIN),
        ]
        for row in range(rows)
    ]
    table = Table(
        [[Paragraph(f"<b>{h}</b>", _PLAIN) for h in head], *body],
        colWidths=[40, 400, 110, 80],
        repeatRows=1,
        style=[("GRID", (0, 0), (-1, -1), 0.5, "#777777"), ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )
    return typeset([heading("Implementation status of recommendations"), table], size=size)


def watermark(canvas: Canvas, _page: int) -> None:
    """Large pale letters across the page, slanting as word processors set them."""
    canvas.setFillGray(0.85)
    canvas.setFont("Helvetica-Bold", 90)
    canvas.translate(160, 200)
    canvas.rotate(50)
    canvas.drawString(0, 0, "DRAFT")


def level_watermark(canvas: Canvas, _page: int) -> None:
    """The same set level in the midst of the text."""
    canvas.setFillGray(0.88)
    canvas.setFont("Helvetica-Bold", 80)
    canvas.drawCentredString(306, 400, "DRAFT")


def level_watermark_over(lines: Sequence[float]) -> Callable[[Canvas, int], None]:
    """A watermark whose baselines are those of text it lies over."""

    def paint(canvas: Canvas, _page: int) -> None:
        canvas.setFillGray(0.8)
        canvas.setFont("Helvetica-Bold", 70)
        for base in lines:
            canvas.drawCentredString(306, base, "DRAFT")

    return paint


def by_hand(draw: Callable[[Canvas], None]) -> bytes:
    """One page drawn line by line, for what paragraphs cannot be set to do."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def lines_at(canvas: Canvas, y: float, *texts: str, x: float = 72, font: str = "Times-Roman"):
    canvas.setFont(font, 10)
    for row, text in enumerate(texts):
        canvas.drawString(x, y - 13 * row, text)


def letter_spaced(canvas: Canvas) -> None:
    """Titles spaced by the typesetter, and by a typist."""
    text = canvas.beginText(72, 720)
    text.setFont("Helvetica-Bold", 16)
    text.setCharSpace(6)
    text.textOut("RECOMMENDATIONS")
    text.setCharSpace(0)
    canvas.drawText(text)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 690, "F I N D I N G S   A N D   L E S S O N S")


def hyphenated(canvas: Canvas) -> None:
    lines_at(
        canvas, 700,
        "Recommendation 1: The de-", "partment should train every offi-", "cer in de-",
        "escalation and in after-", "action work.",
    )  # fmt: skip


def doubled_bold(canvas: Canvas) -> None:
    """A label painted three times, a hair apart, to look bold."""
    for shift in (0, 0.25, 0.5):
        lines_at(canvas, 700, "Recommendation 1:", x=72 + shift, font="Times-Bold")
    lines_at(canvas, 700, "The department should test its radios.", x=165)


def small_capitals(canvas: Canvas) -> None:
    """A label of one large and many small capitals."""
    text = canvas.beginText(72, 700)
    for size, part in ((11, "R"), (8.5, "ECOMMENDATION"), (11, " 1: ")):
        text.setFont("Times-Bold", size)
        text.textOut(part)
    text.setFont("Times-Roman", 10)
    text.textOut("The department should test its radios.")
    canvas.drawText(text)


def ligatures(canvas: Canvas) -> None:
    pdfmetrics.registerFont(TTFont("WithLigatures", "Vera.ttf"))
    lines_at(
        canvas, 700, "Recommendation 1: The brie\N{LATIN SMALL LIGATURE FI}ng should con"
        "\N{LATIN SMALL LIGATURE FI}rm each \N{LATIN SMALL LIGATURE FL}ow.", font="WithLigatures",
    )  # fmt: skip
