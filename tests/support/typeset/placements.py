"""How one statement, or all of one kind in a chapter, is set. One row for each way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from reportlab.lib.colors import HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from tests.support.typeset.lot import Style


@dataclass(frozen=True, slots=True)
class Set:
    """A statement to be set: its label and number, and its text as reportlab's markup.

    `title` is the short title that some styles print on the label's line.
    """

    label: str
    number: str
    word: str
    text: str
    title: str = ""


def paragraph_style(style: Style, **more: object) -> ParagraphStyle:
    """Give the style of running text, changed by `more`."""
    base: dict[str, object] = {
        "fontName": face(style),
        "embeddedHyphenation": int("hyphens" in style.matter),
        "fontSize": style.size,
        "leading": style.size * 1.3,
        "spaceAfter": style.size * 0.6,
    }
    return ParagraphStyle("p", **{**base, **more})


def face(style: Style, *, bold: bool = False) -> str:
    """Give the name of the report's font; one with ligatures where the style has them."""
    if "ligatures" in style.matter:
        return _with_ligatures(bold=bold)
    if style.font == "Times":
        return "Times-Bold" if bold else "Times-Roman"
    return "Helvetica-Bold" if bold else "Helvetica"


@cache
def _with_ligatures(*, bold: bool) -> str:
    for name in ("Vera", "VeraBd", "VeraIt", "VeraBI"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    pdfmetrics.registerFontFamily("Vera", "Vera", "VeraBd", "VeraIt", "VeraBI")
    return "VeraBd" if bold else "Vera"


_BREAK = re.compile(r"(?<=[a-z]{2}[aeiou])(?=[bcdfglmnprstv][aeiou][a-z]{2})")


def set_words(style: Style, text: str) -> str:
    """Give a text as the style sets its words: with ligatures, with places to break long words."""
    if "hyphens" in style.matter:
        text = _BREAK.sub("\N{SOFT HYPHEN}", text)
    if "ligatures" in style.matter:
        text = text.replace("fi", "\N{LATIN SMALL LIGATURE FI}")
        text = text.replace("fl", "\N{LATIN SMALL LIGATURE FL}")
    return text


class Doubled(Paragraph):
    """A paragraph printed twice, a fraction of a point apart, as some printers make bold."""

    def draw(self) -> None:
        super().draw()
        self.canv.translate(0.25, 0)
        super().draw()


def label_of(style: Style, one: Set) -> str:
    """Give the label as markup, in small capitals where the style has them."""
    if "small capitals" not in style.matter:
        return escape(one.label)
    small = style.size * 0.8
    words = [
        f'{w[0].upper()}<font size="{small}">{w[1:].upper()}</font>' if w[1:].isalpha() else w
        for w in one.label.split()
    ]
    return " ".join(words)


def bold_paragraph(style: Style, text: str, **more: object) -> Paragraph:
    """Give a paragraph whose markup is bold, doubled where the style doubles."""
    kind = Doubled if "doubled bold" in style.matter else Paragraph
    return kind(text, paragraph_style(style, **more))


def _inline(style: Style, one: Set) -> Iterator[Flowable]:
    label = label_of(style, one) + style.separator
    yield Paragraph(f"<b>{label}</b> {one.text}", paragraph_style(style))


def _number_first(style: Style, one: Set) -> Iterator[Flowable]:
    head = f"{one.number} {one.word.upper()}{style.separator or ':'}"
    yield Paragraph(f"<b>{escape(head)}</b> {one.text}", paragraph_style(style))


def _code(style: Style, one: Set) -> Iterator[Flowable]:
    yield Paragraph(f"<b>{one.number}</b> {one.text}", paragraph_style(style))


def _own_line(style: Style, one: Set) -> Iterator[Flowable]:
    label = f"<b>{label_of(style, one)}</b>"
    yield bold_paragraph(style, label, keepWithNext=1, spaceAfter=2)
    yield Paragraph(one.text, paragraph_style(style))


def _beside(style: Style, one: Set, *edges: tuple[object, ...]) -> Iterator[Flowable]:
    label = Paragraph(f"<b>{label_of(style, one)}</b>", paragraph_style(style))
    text = Paragraph(one.text, paragraph_style(style))
    yield Table([[label, text]], colWidths=[150, None], style=list(edges))


def _margin(style: Style, one: Set) -> Iterator[Flowable]:
    yield from _beside(style, one, ("VALIGN", (0, 0), (-1, -1), "TOP"))


def _low_margin(style: Style, one: Set) -> Iterator[Flowable]:
    yield from _beside(style, one, ("VALIGN", (0, 0), (-1, -1), "BOTTOM"))


def _row(style: Style, one: Set) -> Iterator[Flowable]:
    grid = ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888"))
    yield from _beside(style, one, grid, ("VALIGN", (0, 0), (-1, -1), "TOP"))


def _box(style: Style, one: Set) -> Iterator[Flowable]:
    label = label_of(style, one) + style.separator
    para = Paragraph(f"<b>{label}</b> {one.text}", paragraph_style(style))
    shade = [("BACKGROUND", (0, 0), (-1, -1), HexColor("#e6ecf2"))]
    yield Table([[para]], colWidths=[style.page[0] - 150], style=shade)
    yield Spacer(1, 6)


def _band(style: Style, one: Set) -> Iterator[Flowable]:
    label = f"<b>{label_of(style, one)}</b>"
    head = Paragraph(label, paragraph_style(style, textColor=white, spaceAfter=0))
    shade = [("BACKGROUND", (0, 0), (-1, 0), HexColor(style.accent))]
    text = Paragraph(one.text, paragraph_style(style))
    yield Table([[head], [text]], colWidths=[style.page[0] - 150], style=shade)
    yield Spacer(1, 6)


def _listed(style: Style, one: Set) -> Iterator[Flowable]:
    yield Paragraph(one.text, paragraph_style(style, leftIndent=30), bulletText=f"{one.number}.")


def _lettered(style: Style, one: Set) -> Iterator[Flowable]:
    yield Paragraph(one.text, paragraph_style(style, leftIndent=30), bulletText=f"({one.number})")


def _bullets(style: Style, one: Set) -> Iterator[Flowable]:
    yield Paragraph(one.text, paragraph_style(style, leftIndent=20), bulletText="\N{BULLET}")


def _prose(style: Style, one: Set) -> Iterator[Flowable]:
    yield Paragraph(one.text, paragraph_style(style))


def _as_heading(style: Style, one: Set) -> Iterator[Flowable]:
    head = f"{label_of(style, one)}{style.separator or ':'} {one.text}"
    large = style.size + 2
    yield bold_paragraph(style, f"<b>{head}</b>", fontSize=large, leading=large * 1.25)


def _titled(style: Style, one: Set) -> Iterator[Flowable]:
    title = f"<b>{label_of(style, one)}{style.separator or ':'} {escape(one.title)}</b>"
    yield Paragraph(title, paragraph_style(style, keepWithNext=1))
    yield Paragraph(one.text, paragraph_style(style))


def _closed(style: Style, one: Set) -> Iterator[Flowable]:
    yield Paragraph(f"{one.text} ({one.label})", paragraph_style(style))


def _lead(style: Style, one: Set) -> Iterator[Flowable]:
    yield Paragraph(one.text, paragraph_style(style))


SET: dict[str, Callable[[Style, Set], Iterator[Flowable]]] = {
    "inline": _inline,
    "number first": _number_first,
    "code": _code,
    "own line": _own_line,
    "margin": _margin,
    "low margin": _low_margin,
    "row": _row,
    "box": _box,
    "band": _band,
    "list": _listed,
    "letters": _lettered,
    "bullets": _bullets,
    "prose": _prose,
    "heading": _as_heading,
    "titled": _titled,
    "closing label": _closed,
    "lead": _lead,
}


def table(style: Style, kind: str, ones: Sequence[Set], *, width: float) -> Flowable:
    """Set statements in one table whose head repeats on every page that it runs over."""
    small = paragraph_style(style, fontSize=style.size - 1.5, leading=style.size * 1.15)
    head = ("No.", kind.replace("-", " ").capitalize(), "Responsible", "Due")
    rows = [[Paragraph(f"<b>{text}</b>", small) for text in head]]
    rows += [
        [Paragraph(cell, small) for cell in (one.number, one.text, "Chief of Police", "July 2022")]
        for one in ones
    ]
    grid = [
        ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888")),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor("#dddddd")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    widths = [40, width - 190, 90, 60]
    return Table(rows, colWidths=widths, style=grid, repeatRows=1)
