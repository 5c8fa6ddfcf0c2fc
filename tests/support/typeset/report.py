"""A report in a drawn style: its statements, typeset among what a report also holds, and its gold.

The statements come from a pool given by the caller, so that the words are real and the style new.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Paragraph, Spacer

from tests.support.typeset import wording
from tests.support.typeset.lot import GROUPED, UNLABELLED, Style
from tests.support.typeset.matter import Matter
from tests.support.typeset.numbering import Numbering
from tests.support.typeset.pages import Document
from tests.support.typeset.placements import (
    SET,
    Set,
    bold_paragraph,
    face,
    paragraph_style,
    set_words,
    table,
)

# Kinds that stand beside what comes before them, not under it.
BESIDE = frozenset({"improvement"})


@dataclass(slots=True)
class Statement:
    """One statement and, once the report is typeset, the pages it came to stand on."""

    kind: str
    label: str
    number: str
    word: str
    text: str
    parent: str | None
    section: str
    status: str | None = None
    answer: str = ""
    title: str = ""
    page: int = 0
    page_end: int = 0
    also_on: list[int] = field(default_factory=list)


class Report:
    """A report in one style: `typeset()` gives the PDF, afterwards `gold()` the answers."""

    def __init__(self, style: Style, pool: dict[str, list[str]]) -> None:
        self.style = style
        self.lot = random.Random(style.seed + 1)
        distinct = {kind: list(dict.fromkeys(texts)) for kind, texts in pool.items()}
        self.pool = {kind: self.lot.sample(texts, len(texts)) for kind, texts in distinct.items()}
        place = self.lot.choice(("Mill Street", "Fairground", "Route 9"))
        self.title = f"Review of the {place} Incident"
        self.matter = Matter(style, self.lot)
        self._numbering = Numbering(style, self.lot)
        self.chapters: list[tuple[str, list[Statement]]] = []
        for index, theme in enumerate(self.lot.sample(wording.THEMES, self.lot.randint(3, 6)), 1):
            self.chapters.append((theme, list(self._chapter(theme, index))))
        self.statements = [s for _, chapter in self.chapters for s in chapter]

    def _chapter(self, theme: str, index: int) -> Iterator[Statement]:
        first, second = self.style.kinds
        for _ in range(0 if self.style.genre == "account" else self.lot.randint(1, 3)):
            parent = self._statement(first, 0, theme, index, None)
            yield parent
            for _ in range(self.lot.randint(1, 3) if second else 0):
                yield self._statement(second, 1, theme, index, parent)

    def _statement(
        self, kind: str, rank: int, theme: str, chapter: int, parent: Statement | None
    ) -> Statement:
        up = parent.number if parent else ""
        number = self._numbering.next(kind, rank, chapter, up)
        word = self.style.words[rank]
        label = f"{word} {number}".strip()
        if self.style.placement in UNLABELLED:
            label = number
        told = up if up and kind not in BESIDE and self._tells_parent() else None
        made = Statement(kind, label, number, word, self._take(kind), told, theme)
        if self.style.placement == "titled":
            made.title = self.lot.choice(wording.TITLES)
        if self.style.genre == "response":
            made.status, made.answer = self.lot.choice(wording.ANSWERS)
        elif self.style.genre == "progress":
            made.status, made.answer = self.lot.choice(wording.STATUSES)
        return made

    def _tells_parent(self) -> bool:
        """Say whether a reader can tell what a statement belongs to: by its number or its place."""
        return self.style.placement not in GROUPED or self.style.number == "decimal"

    def _take(self, kind: str) -> str:
        texts = self.pool.get(kind) or self.pool.get(wording.NEAR.get(kind, ""), [])
        if kind == "recommendation" and self.style.placement == "prose":
            texts = [t for t in texts if " should " in t]
        if not texts:
            return f"The agency should review its {kind} practice every year."
        text = texts[-1]
        for other in self.pool.values():
            if text in other:
                other.remove(text)
        return text

    # Typesetting ------------------------------------------------------------------------------

    def typeset(self) -> bytes:
        """Give the PDF; afterwards the statements know their pages."""
        for s in self.statements:
            s.page, s.page_end, s.also_on = 0, 0, []
        out = BytesIO()
        document = Document(out, self.style, self.title)
        document.build(list(self._story()), canvasmaker=self._canvas)
        return out.getvalue()

    def _canvas(self, *args: object, **kwargs: object) -> Canvas:
        canvas = Canvas(*args, **kwargs)
        canvas.setNamedCB("mark", self._seen)
        return canvas

    def _seen(self, canvas: Canvas, _kind: str, label: str) -> None:
        page = canvas.getPageNumber()
        role, index = label.split(":")
        if role == "decoy":
            self.matter.seen(int(index), page)
            return
        statement = self.statements[int(index)]
        if role == "from":
            statement.page = statement.page or page
        elif role == "to":
            statement.page_end = page
        elif page not in statement.also_on:
            statement.also_on.append(page)

    def _story(self) -> Iterator[Flowable]:
        style = self.style
        title = " ".join(self.title.upper()) if "spaced title" in style.matter else self.title
        big = paragraph_style(style, fontSize=26, leading=31, fontName=face(style, bold=True))
        yield Spacer(1, 160)
        yield Paragraph(title, big)
        office = paragraph_style(style, fontSize=14, leading=20)
        yield Paragraph("Office of Independent Review", office)
        yield Paragraph("March 2021", paragraph_style(style, fontSize=12))
        yield NextPageTemplate("one")
        yield PageBreak()
        if style.contents:
            yield from self._contents()
        if style.summary:
            yield from self._listing("Executive Summary", style.summary)
        yield NextPageTemplate(("one", "two", "three")[style.columns - 1])
        yield PageBreak()
        for index, (theme, chapter) in enumerate(self.chapters, 1):
            yield from self._body(index, theme, chapter)
        yield NextPageTemplate("one")
        yield from self._closing()
        if "glossary" in style.matter:
            yield PageBreak()
            yield self._heading("Glossary")
            yield from self.matter.glossary()

    def _heading(self, text: str, rank: int = 1) -> Paragraph:
        size = {1: 17, 2: 13}[rank]
        return bold_paragraph(
            self.style,
            text,
            fontName=face(self.style, bold=True),
            fontSize=size,
            leading=size * 1.25,
            textColor=HexColor(self.style.accent),
            spaceBefore=12,
            spaceAfter=8,
            keepWithNext=1,
        )

    def _contents(self) -> Iterator[Flowable]:
        yield self._heading("Contents")
        for index, (theme, chapter) in enumerate(self.chapters, 1):
            yield self.matter.leader(f"{index}. {theme}", index + 4)
            for s in chapter:
                if s.label and self.lot.random() < 0.8:
                    yield self.matter.leader(f"{s.label}: {s.text[:48]}", index + 4)
        yield PageBreak()

    def _listing(self, title: str, how: str) -> Iterator[Flowable]:
        """Repeat every statement: whole, short, or without its label."""
        yield self._heading(title)
        yield Paragraph(self.matter.prose(2), paragraph_style(self.style))
        for index, s in enumerate(self.statements):
            text = s.text
            if how == "short":
                text = " ".join(text.split()[: max(8, len(text.split()) * 2 // 3)]).rstrip(",;:.")
            label = s.label if how != "untitled" else ""
            head = f"<b>{escape(label)}</b> " if label else "\N{BULLET} "
            mark = f'<onDraw name="mark" label="also:{index}"/>'
            text = set_words(self.style, escape(text))
            yield Paragraph(mark + head + text, paragraph_style(self.style, leftIndent=10))

    def _closing(self) -> Iterator[Flowable]:
        how = self.style.closing
        if not how:
            return
        if how in ("wide", "turned"):
            yield NextPageTemplate(how)
        yield PageBreak()
        if how == "whole":
            yield from self._listing("Appendix A: Summary of statements", how)
            return
        width = self.style.page[0 if how == "table" else 1] - 144
        for kind in self.style.kinds:
            ones = [self._set(i, "also") for i, s in enumerate(self.statements) if s.kind == kind]
            if ones:
                yield self._heading(f"Appendix: Table of {wording.HEADINGS[kind][0]}", 2)
                yield table(self.style, kind, ones, width=width)
        yield NextPageTemplate("one")

    def _body(self, index: int, theme: str, chapter: list[Statement]) -> Iterator[Flowable]:
        yield self._heading(f"{index}. {theme}")
        yield from self.matter.opening()
        if self.style.placement in GROUPED:
            for kind in filter(None, self.style.kinds):
                group = [s for s in chapter if s.kind == kind]
                if group:
                    yield self._heading(self.lot.choice(wording.HEADINGS[kind]), 2)
                    yield from self._group(kind, group)
            return
        if not chapter:
            yield from self.matter.account()
        for s in chapter:
            yield from SET[self.style.placement](self.style, self._set(self.statements.index(s)))
            yield from self._after(s)

    def _group(self, kind: str, group: list[Statement]) -> Iterator[Flowable]:
        ones = [self._set(self.statements.index(s)) for s in group]
        if self.style.placement == "table":
            yield table(self.style, kind, ones, width=self.style.page[0] - 144)
            return
        for one in ones:
            yield from SET[self.style.placement](self.style, one)
            if self.style.placement == "lead":
                yield Paragraph(self.matter.prose(4), paragraph_style(self.style))

    def _after(self, s: Statement) -> Iterator[Flowable]:
        plain = paragraph_style(self.style)
        if self.style.genre == "response":
            yield Paragraph(f"<b>Government response</b><br/>{s.answer}", plain)
        elif self.style.genre == "progress":
            yield Paragraph(f"<b>Status:</b> {s.answer}", plain)
        if self.style.discussion:
            yield Paragraph(self.matter.prose(self.lot.randint(2, 5)), plain)
        yield from self.matter.between()

    def _set(self, index: int, role: str = "") -> Set:
        s = self.statements[index]
        if role:
            mark = f'<onDraw name="mark" label="{role}:{index}"/>'
            return Set(s.label, s.number, s.word, mark + set_words(self.style, escape(s.text)))
        text = f"{set_words(self.style, escape(s.text))}{self.matter.note_mark()}"
        text = {
            "bold": f"<b>{text}</b>",
            "italic": f"<i>{text}</i>",
            "colour": f'<font color="{self.style.accent}">{text}</font>',
        }.get(self.style.statement, text)
        text = (
            f'<onDraw name="mark" label="from:{index}"/>{text}'
            f'<onDraw name="mark" label="to:{index}"/>'
        )
        return Set(s.label, s.number, s.word, text, s.title)

    # Answers ----------------------------------------------------------------------------------

    def gold(self) -> dict[str, object]:
        """Give the answers in the shape of the gold files."""
        return {
            "slug": f"style-{self.style.seed}",
            "file": f"style-{self.style.seed}.pdf",
            "report": {
                "title": self.title,
                "publisher": "Office of Independent Review",
                "published": "2021-03",
                "sites": [],
                "incidents": [],
            },
            "records": [_answer(s) for s in self.statements],
            "decoys": self.matter.decoys(),
        }


def _answer(s: Statement) -> dict[str, object]:
    return {
        "kind": s.kind,
        "label": s.label or None,
        "number": s.number or None,
        "page": s.page,
        "page_end": s.page_end,
        "also_on": s.also_on,
        "text": s.text,
        "parent": s.parent,
        "section": [s.section],
        "topics": [],
        "status": s.status,
    }
