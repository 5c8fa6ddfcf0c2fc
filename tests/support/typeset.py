"""Reports in house styles drawn by lot, typeset with gold answers, to measure unseen styles.

A seed decides everything: page, type, columns, what kinds there are, how labels are worded,
numbered and placed, what is repeated where, and what stands about that must not become a record.
The statements come from a pool given by the caller, so that the words are real and the style new.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from io import BytesIO

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

WORDS = {
    "finding": ("Finding", "FINDING", "Key Finding", "Conclusion"),
    "observation": ("Observation", "OBSERVATION"),
    "lesson": ("Lesson Learned", "Lesson", "LESSON LEARNED", "Lesson Identified"),
    "recommendation": ("Recommendation", "RECOMMENDATION", "Rec.", "Recommendation No."),
    "strength": ("Strength", "Best Practice", "STRENGTH"),
    "improvement": ("Area for Improvement", "AREA FOR IMPROVEMENT", "Area Needing Improvement"),
    "action-item": ("Action Item", "ACTION ITEM"),
}
HEADINGS = {
    "finding": ("Findings", "Key Findings", "What we found"),
    "observation": ("Observations",),
    "lesson": ("Lessons Learned",),
    "recommendation": ("Recommendations", "Our recommendations"),
    "strength": ("Strengths", "What Went Well"),
    "improvement": ("Areas for Improvement",),
    "action-item": ("Action Items",),
}
PAIRS = (
    ("finding", "recommendation"),
    ("observation", "recommendation"),
    ("finding", "lesson"),
    ("strength", "improvement"),
    ("recommendation", "action-item"),
    ("recommendation", ""),
    ("lesson", ""),
    ("finding", ""),
)
THEMES = (
    "Command and coordination",
    "Training and exercises",
    "Communications",
    "Mutual aid",
    "Use of force",
    "Community relations",
    "Medical response",
    "Public information",
    "Officer wellness",
    "Equipment and logistics",
    "Dispatch",
    "Planning and preparedness",
)
NARRATIVE = (
    "Interviews with {n} supervisors described the first hours in similar terms.",
    "The review team compared the radio log with the dispatch record for the same period.",
    "Two sergeants recalled that the map in the command vehicle was an earlier edition.",
    "By {n} o'clock most of the relief shift had arrived at the fairground gate.",
    "Members of the public spoke at {n} listening sessions held in the library annex.",
    "Records kept by the county show how many radios were issued and when they came back.",
    "Neighboring departments had trained together on {n} occasions in the year before.",
    "The plan in force that evening dated from an earlier administration.",
    "Several witnesses placed the barricade one block farther east than the log does.",
    "Weather played a part: rain fell until shortly before midnight and the lots were soft.",
)
# Where the statements of a chapter stand in lists by kind, not one after the other.
APART = frozenset({"list", "bullets", "table"})
DECOYS = (
    "As Recommendation 3 of an earlier state task force put it, no plan survives without practice.",
    "The discussion of Finding 2 above describes the sequence in which units were released.",
    "Recommendation 1.2 in this chapter should be read together with the policy in force.",
)


@dataclass(frozen=True, slots=True)
class Style:
    """What the lot decided."""

    seed: int
    kinds: tuple[str, str]
    words: tuple[str, str]
    number: str
    separator: str
    placement: str
    statement: str
    discussion: bool
    columns: int
    font: str
    size: float
    accent: str
    summary: bool
    closing: bool
    contents: bool
    page: tuple[float, float]


@dataclass(slots=True)
class Statement:
    """One statement and, once the report is typeset, the pages it came to stand on."""

    kind: str
    label: str
    number: str
    text: str
    parent: str | None
    section: str
    page: int = 0
    page_end: int = 0
    also_on: list[int] = field(default_factory=list)


def draw_style(seed: int) -> Style:
    """Draw a house style by lot."""
    lot = random.Random(seed)
    kinds = lot.choice(PAIRS)
    placement = lot.choice(
        ("inline", "inline", "own line", "margin", "table", "box", "band", "list", "bullets")
    )
    numbers = ("none",) if placement == "bullets" else ("plain", "decimal", "hash", "dash", "coded")
    if placement == "list":
        numbers = ("plain", "decimal")
    return Style(
        seed=seed,
        kinds=kinds,
        words=(lot.choice(WORDS[kinds[0]]), lot.choice(WORDS[kinds[1]]) if kinds[1] else ""),
        number=lot.choice(numbers),
        separator=lot.choice((":", ".", " \N{EN DASH}", "")),
        placement=placement,
        statement=lot.choice(("bold", "plain", "italic", "colour")),
        discussion=lot.random() < 0.7,
        columns=2 if lot.random() < 0.2 and placement in {"inline", "own line", "list"} else 1,
        font=lot.choice(("Helvetica", "Times")),
        size=lot.choice((9.5, 10, 10.5, 11)),
        accent=lot.choice(("#1f3a5f", "#7a1f2b", "#245c3a", "#444444")),
        summary=lot.random() < 0.5,
        closing=lot.random() < 0.4,
        contents=lot.random() < 0.5,
        page=lot.choice((letter, A4)),
    )


class Report:
    """A report in one style: `typeset()` gives the PDF, `gold()` the answers."""

    def __init__(self, style: Style, pool: dict[str, list[str]]) -> None:
        self.style = style
        self.lot = random.Random(style.seed + 1)
        self.pool = {kind: self.lot.sample(texts, len(texts)) for kind, texts in pool.items()}
        self.title = (
            f"Review of the {self.lot.choice(('Mill Street', 'Fairground', 'Route 9'))} Incident"
        )
        self.statements: list[Statement] = []
        self._made: list[Statement] = []
        self.chapters: list[tuple[str, list[Statement]]] = []
        self.decoys: list[tuple[str, str]] = []
        self._decoy_pages: dict[str, int] = {}
        for index, theme in enumerate(self.lot.sample(THEMES, self.lot.randint(3, 6)), 1):
            self.chapters.append((theme, list(self._chapter(theme, index))))
        self.statements = [s for _, chapter in self.chapters for s in chapter]

    def _take(self, kind: str) -> str:
        near = {"finding": "observation", "lesson": "recommendation", "improvement": "finding"}
        texts = self.pool.get(kind) or self.pool.get(near.get(kind, "recommendation")) or []
        return texts.pop() if texts else f"The agency should review its {kind} practice every year."

    def _chapter(self, theme: str, index: int) -> Iterator[Statement]:
        first, second = self.style.kinds
        for _ in range(self.lot.randint(1, 3)):
            parent = self._statement(first, 0, theme, index, None)
            yield parent
            if second:
                for _ in range(self.lot.randint(1, 3)):
                    yield self._statement(second, 1, theme, index, parent)

    def _statement(
        self, kind: str, rank: int, theme: str, chapter: int, parent: Statement | None
    ) -> Statement:
        number = self._number(kind, rank, chapter, parent)
        word = self.style.words[rank]
        if self.style.placement == "list":
            label = number
        elif self.style.placement == "bullets":
            label = ""
        else:
            label = f"{word} {number}".strip()
        up = parent.number if parent and self._tells_parent() else None
        made = Statement(kind, label, number, self._take(kind), up, theme)
        self._made.append(made)
        return made

    def _tells_parent(self) -> bool:
        """Say whether a reader can tell what a statement belongs to: by its number or its place."""
        apart = self.style.placement in APART
        return self.style.number != "none" and (not apart or self.style.number != "plain")

    def _number(self, kind: str, rank: int, chapter: int, parent: Statement | None) -> str:
        made = self._made
        of_kind = sum(s.kind == kind for s in made) + 1
        nested = parent is not None and parent.number
        if self.style.number == "none":
            return ""
        if nested and self.style.number != "plain" and parent is not None:
            of_parent = sum(s.parent == parent.number and s.kind == kind for s in made) + 1
            return f"{parent.number}{'-' if self.style.number == 'dash' else '.'}{of_parent}"
        if self.style.number == "hash":
            return f"#{of_kind}"
        if self.style.number == "decimal":
            in_chapter = sum(s.kind == kind and s.number.startswith(f"{chapter}.") for s in made)
            return f"{chapter}.{in_chapter + 1}"
        if self.style.number == "coded":
            return f"{kind[0].upper()}{of_kind}" if rank == 0 else f"R{of_kind}"
        return str(of_kind)

    def typeset(self) -> bytes:
        """Give the PDF; afterwards the statements know their pages."""
        out = BytesIO()
        width, height = self.style.page
        doc = BaseDocTemplate(out, pagesize=self.style.page, title=self.title, author="")
        margin = 72
        gap = 18
        inner = width - 2 * margin
        one = [Frame(margin, margin, inner, height - 2 * margin, id="one")]
        half = (inner - gap) / 2
        two = [
            Frame(margin, margin, half, height - 2 * margin, id="l"),
            Frame(margin + half + gap, margin, half, height - 2 * margin, id="r"),
        ]
        doc.addPageTemplates(
            [
                PageTemplate("cover", one),
                PageTemplate("one", one, onPage=self._furniture),
                PageTemplate("two", two, onPage=self._furniture),
            ]
        )
        for s in self.statements:
            s.page, s.page_end, s.also_on = 0, 0, []
        doc.build(list(self._story()), canvasmaker=self._canvas)
        return out.getvalue()

    def _canvas(self, *args: object, **kwargs: object) -> Canvas:
        canvas = Canvas(*args, **kwargs)
        canvas.setNamedCB("mark", self._seen)
        return canvas

    def _seen(self, canvas: Canvas, _kind: str, label: str) -> None:
        page = canvas.getPageNumber()
        role, index = label.split(":")
        if role == "decoy":
            self._decoy_pages[index] = page
            return
        statement = self.statements[int(index)]
        if role == "from":
            statement.page = page
        elif role == "to":
            statement.page_end = page
        elif page not in statement.also_on:
            statement.also_on.append(page)

    def _furniture(self, canvas: Canvas, doc: BaseDocTemplate) -> None:
        canvas.setFont(f"{self._face()}", 8)
        width, height = self.style.page
        canvas.drawString(72, height - 40, self.title)
        canvas.drawCentredString(width / 2, 36, str(doc.page))

    def _face(self, bold: bool = False) -> str:
        if self.style.font == "Times":
            return "Times-Bold" if bold else "Times-Roman"
        return "Helvetica-Bold" if bold else "Helvetica"

    def _para(self, **more: object) -> ParagraphStyle:
        size = self.style.size
        base: dict[str, object] = {
            "fontName": self._face(),
            "fontSize": size,
            "leading": size * 1.3,
        }
        return ParagraphStyle("p", **{**base, "spaceAfter": size * 0.6, **more})

    def _story(self) -> Iterator[Flowable]:
        yield Spacer(1, 160)
        yield Paragraph(self.title, self._para(fontSize=26, leading=31, fontName=self._face(True)))
        yield Paragraph("Office of Independent Review", self._para(fontSize=14, leading=20))
        yield Paragraph("March 2021", self._para(fontSize=12))
        yield NextPageTemplate("one")
        yield PageBreak()
        if self.style.contents:
            yield from self._contents()
        if self.style.summary:
            yield from self._listing("Executive Summary", "also")
        yield NextPageTemplate("two" if self.style.columns == 2 else "one")
        yield PageBreak()
        for index, (theme, chapter) in enumerate(self.chapters, 1):
            yield from self._body(index, theme, chapter)
        if self.style.closing:
            yield NextPageTemplate("one")
            yield PageBreak()
            yield from self._listing("Appendix A: Summary of statements", "also")

    def _heading(self, text: str, rank: int = 1) -> Paragraph:
        size = {1: 17, 2: 13}[rank]
        style = self._para(
            fontName=self._face(True),
            fontSize=size,
            leading=size * 1.25,
            textColor=HexColor(self.style.accent),
            spaceBefore=12,
            spaceAfter=8,
            keepWithNext=1,
        )
        return Paragraph(text, style)

    def _contents(self) -> Iterator[Flowable]:
        yield self._heading("Contents")
        for index, (theme, chapter) in enumerate(self.chapters, 1):
            yield self._leader(f"{index}. {theme}", index + 4)
            for s in chapter:
                if s.label and self.lot.random() < 0.8:
                    yield self._leader(f"{s.label}: {s.text[:48]}", index + 4)
                    self.decoys.append((f"{s.label}: {s.text[:48]}", ""))
        yield PageBreak()

    def _leader(self, text: str, page: int) -> Paragraph:
        return Paragraph(f"{escape(text)} {'.' * 30} {page}", self._para(spaceAfter=2))

    def _listing(self, title: str, role: str) -> Iterator[Flowable]:
        yield self._heading(title)
        yield Paragraph(self._prose(2), self._para())
        for s in self.statements:
            index = self.statements.index(s)
            mark = f'<onDraw name="mark" label="{role}:{index}"/>'
            head = f"<b>{escape(s.label)}</b> " if s.label else "\N{BULLET} "
            yield Paragraph(mark + head + escape(s.text), self._para(leftIndent=10))

    def _prose(self, sentences: int) -> str:
        return " ".join(
            self.lot.choice(NARRATIVE).format(n=self.lot.randint(3, 40)) for _ in range(sentences)
        )

    def _body(self, index: int, theme: str, chapter: list[Statement]) -> Iterator[Flowable]:
        yield self._heading(f"{index}. {theme}")
        for _ in range(self.lot.randint(1, 3)):
            yield Paragraph(self._prose(4), self._para())
        if self.lot.random() < 0.5:
            decoy = self.lot.choice(DECOYS)
            yield Paragraph(self._prose(1) + " " + decoy, self._para())
        last = ""
        groups = [chapter]
        if self.style.placement in APART:
            groups = [[s for s in chapter if s.kind == kind] for kind in self.style.kinds if kind]
        for group in groups:
            for s in group:
                if self.style.placement in APART and s.kind != last:
                    yield self._heading(self.lot.choice(HEADINGS[s.kind]), 2)
                    last = s.kind
                yield from self._one(s)
                if self.style.discussion and self.style.placement not in {
                    "list",
                    "bullets",
                    "table",
                }:
                    yield Paragraph(self._prose(self.lot.randint(2, 5)), self._para())

    def _one(self, s: Statement) -> Iterator[Flowable]:
        index = self.statements.index(s)
        text = (
            f'<onDraw name="mark" label="from:{index}"/>{escape(s.text)}'
            f'<onDraw name="mark" label="to:{index}"/>'
        )
        text = {
            "bold": f"<b>{text}</b>",
            "italic": f"<i>{text}</i>",
            "colour": f'<font color="{self.style.accent}">{text}</font>',
        }.get(self.style.statement, text)
        yield from getattr(self, "_" + self.style.placement.replace(" ", "_"))(s, text)

    def _label(self, s: Statement) -> str:
        return escape(s.label) + self.style.separator

    def _inline(self, s: Statement, text: str) -> Iterator[Flowable]:
        yield Paragraph(f"<b>{self._label(s)}</b> {text}", self._para())

    def _own_line(self, s: Statement, text: str) -> Iterator[Flowable]:
        yield Paragraph(f"<b>{escape(s.label)}</b>", self._para(keepWithNext=1, spaceAfter=2))
        yield Paragraph(text, self._para())

    def _margin(self, s: Statement, text: str) -> Iterator[Flowable]:
        label = Paragraph(f"<b>{escape(s.label)}</b>", self._para())
        yield Table([[label, Paragraph(text, self._para())]], colWidths=[110, None])

    def _table(self, s: Statement, text: str) -> Iterator[Flowable]:
        row = [Paragraph(escape(s.label), self._para()), Paragraph(text, self._para())]
        grid = [
            ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        yield Table([row], colWidths=[110, None], style=grid)

    def _box(self, s: Statement, text: str) -> Iterator[Flowable]:
        para = Paragraph(f"<b>{self._label(s)}</b> {text}", self._para())
        shade = [("BACKGROUND", (0, 0), (-1, -1), HexColor("#e6ecf2"))]
        yield Table([[para]], colWidths=[self.style.page[0] - 150], style=shade)
        yield Spacer(1, 6)

    def _band(self, s: Statement, text: str) -> Iterator[Flowable]:
        head = Paragraph(f"<b>{escape(s.label)}</b>", self._para(textColor=white, spaceAfter=0))
        shade = [("BACKGROUND", (0, 0), (-1, 0), HexColor(self.style.accent))]
        width = self.style.page[0] - 150
        yield Table([[head], [Paragraph(text, self._para())]], colWidths=[width], style=shade)
        yield Spacer(1, 6)

    def _list(self, s: Statement, text: str) -> Iterator[Flowable]:
        yield Paragraph(text, self._para(leftIndent=30), bulletText=f"{s.number}.")

    def _bullets(self, _s: Statement, text: str) -> Iterator[Flowable]:
        yield Paragraph(text, self._para(leftIndent=20), bulletText="\N{BULLET}")

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
            "records": [
                {
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
                    "status": None,
                }
                for s in self.statements
            ],
            "decoys": [],
        }


__all__ = ["Report", "Style", "draw_style"]
