"""What stands in a report besides its statements, and must not become any."""

from __future__ import annotations

import random
from collections.abc import Iterator
from html import escape

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from tests.support.typeset import wording
from tests.support.typeset.lot import Style
from tests.support.typeset.placements import paragraph_style, set_words


class Matter:
    """Prose, quotations, sidebars, pull quotes, contents lines and a glossary, by lot."""

    def __init__(self, style: Style, lot: random.Random) -> None:
        self._style = style
        self._lot = lot
        self._snippets: list[str] = []
        self._pages: dict[int, int] = {}
        self._notes = 0
        self._figures = 0

    def seen(self, index: int, page: int) -> None:
        """Note the page that a decoy came to stand on."""
        self._pages[index] = page

    def decoys(self) -> list[dict[str, object]]:
        """Give what must not become a record, as gold files do."""
        return [
            {"page": page, "snippet": self._snippets[index]} for index, page in self._pages.items()
        ]

    def prose(self, sentences: int) -> str:
        """Give sentences that tell and ask for nothing."""
        return " ".join(
            set_words(
                self._style,
                self._lot.choice(wording.NARRATIVE).format(n=self._lot.randint(3, 40)),
            )
            + (self.note_mark() if self._lot.random() < 0.1 else "")
            for _ in range(sentences)
        )

    def note_mark(self) -> str:
        """Give a raised footnote mark where the style has footnotes, sometimes."""
        if "footnotes" not in self._style.matter or self._lot.random() < 0.5:
            return ""
        self._notes += 1
        return f"<super size='6'>{self._notes}</super>"

    def leader(self, text: str, page: int) -> Paragraph:
        """Give a line of the contents page."""
        style = paragraph_style(self._style, spaceAfter=2)
        return Paragraph(f"{self._decoy(text)}{escape(text)} {'.' * 30} {page}", style)

    def opening(self) -> Iterator[Flowable]:
        """Open a chapter: paragraphs, a cross-reference, what others recommended."""
        plain = paragraph_style(self._style)
        for _ in range(self._lot.randint(1, 3)):
            yield Paragraph(self.prose(4), plain)
        if self._lot.random() < 0.5:
            other = self._lot.choice(wording.CROSS_REFERENCES)
            yield Paragraph(f"{self.prose(1)} {self._decoy(other)}{other}", plain)
        if "quoted list" in self._style.matter and self._lot.random() < 0.5:
            yield from self._quoted()

    def between(self) -> Iterator[Flowable]:
        """Give what may stand between two statements."""
        wanted = self._style.matter & {"sidebar", "pull quotes", "figures"}
        for name in sorted(wanted):
            if self._lot.random() < 0.25:
                yield from {
                    "sidebar": self._sidebar,
                    "pull quotes": self._pull_quote,
                    "figures": self._figure,
                }[name]()

    def account(self) -> Iterator[Flowable]:
        """Tell what happened, in paragraphs that find and ask nothing, and what others found."""
        for _ in range(self._lot.randint(4, 8)):
            yield Paragraph(self.prose(5), paragraph_style(self._style))
        told = self._lot.choice(wording.ACCOUNTS)
        yield Paragraph(f"{self._decoy(told)}{told} {self.prose(2)}", paragraph_style(self._style))

    def glossary(self) -> Iterator[Flowable]:
        """Explain words, words of kind among them."""
        for term, meaning in wording.GLOSSARY:
            text = f"{self._decoy(meaning)}<b>{term}:</b> {meaning}"
            yield Paragraph(text, paragraph_style(self._style))

    def _decoy(self, snippet: str) -> str:
        self._snippets.append(snippet)
        return f'<onDraw name="mark" label="decoy:{len(self._snippets) - 1}"/>'

    def _quoted(self) -> Iterator[Flowable]:
        introduction = self._lot.choice(wording.QUOTED_INTRODUCTIONS)
        yield Paragraph(f"{self.prose(1)} {introduction}", paragraph_style(self._style))
        labelled = self._lot.random() < 0.4
        start = self._lot.randint(2, 9)
        for number, text in enumerate(self._lot.sample(wording.QUOTED, 3), start):
            head = f"Recommendation {number}: " if labelled else ""
            style = paragraph_style(self._style, leftIndent=36, rightIndent=36)
            bullet = None if labelled else "\N{BULLET}"
            quoted = f"{self._decoy(text)}<i>\N{LEFT DOUBLE QUOTATION MARK}{head}{text}"
            quoted += "\N{RIGHT DOUBLE QUOTATION MARK}</i>"
            yield Paragraph(quoted, style, bulletText=bullet)
        yield Paragraph(self.prose(2), paragraph_style(self._style))

    def _sidebar(self) -> Iterator[Flowable]:
        text = "Other departments should note how the county issues its radios. " + self.prose(2)
        style = paragraph_style(self._style, fontSize=self._style.size - 1)
        cell = [
            Paragraph("<b>Sidebar: radios in the county</b>", style),
            Paragraph(self._decoy(text) + text, style),
        ]
        shade = [("BACKGROUND", (0, 0), (-1, -1), HexColor("#f3ecd9"))]
        yield Table([[cell]], colWidths=["90%"], style=shade)
        yield Spacer(1, 6)

    def _pull_quote(self) -> Iterator[Flowable]:
        text = self._lot.choice(wording.PULL_QUOTES)
        style = paragraph_style(
            self._style,
            fontSize=self._style.size + 4,
            leading=self._style.size * 1.7,
            textColor=HexColor(self._style.accent),
            leftIndent=30,
            rightIndent=30,
        )
        quoted = f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}"
        yield Paragraph(f"{self._decoy(text)}<i>{quoted}</i>", style)

    def _figure(self) -> Iterator[Flowable]:
        self._figures += 1
        frame = [("BOX", (0, 0), (-1, -1), 0.5, HexColor("#666666"))]
        yield Table([[""]], colWidths=["60%"], rowHeights=[70], style=frame)
        caption = f"Figure {self._figures}. Where the recommendation units should have stood"
        style = paragraph_style(self._style, fontSize=self._style.size - 1.5)
        yield Paragraph(self._decoy(caption) + caption, style)
