"""Ways to print a chapter as matrices, forms, slides and plain text from a machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from tests.support.typeset.one_text import CHAPTERS, Chapter
from tests.support.typeset.printed_text import Body, Sheet

GRID = ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888"))
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
FLAT: dict[str, object] = {"firstLineIndent": 0, "spaceAfter": 3, "alignment": TA_LEFT}
OWNERS = ("Port authority", "Police", "Council", "Ambulance service")


def matrix(
    heads: Sequence[str] = ("What went well", "What could be improved", "Actions"), *,
    kinds: Sequence[str] = ("strength", "improvement", "action-item"), theme: bool = False,
    bullet: str = "\N{BULLET}", grid: bool = True,
) -> Body:  # fmt: skip
    """Print all of a chapter in one row: a column for each kind, its statements as bullets."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        found = [f.text for f in chapter.found]
        texts = ([found[0]], found[1:], [t for f in chapter.found for t in f.asked])
        if len(heads) == 2:
            texts = (found, texts[2])
        cells: list[object] = [
            [sheet.plain(sheet.said(kind, "", text), bullet=bullet or None, firstLineIndent=0,
                         leftIndent=12 if bullet else 0) for text in column]
            for kind, column in zip(kinds, texts, strict=True)
        ]  # fmt: skip
        top: list[object] = [sheet.plain(f"<b>{h}</b>", **FLAT) for h in heads]
        if theme:
            top.insert(0, sheet.plain("<b>Area</b>", **FLAT))
            cells.insert(0, sheet.plain(chapter.title, **FLAT))
        width = (450 - 70 * theme) / len(heads)
        widths = [*([70.0] if theme else []), *[width] * len(heads)]
        yield Table([top, cells], colWidths=widths, style=[TOP, GRID] if grid else [TOP])
        yield Spacer(1, 8)

    return body


def spanned(*, head_row: bool = False) -> Body:
    """Print one table a chapter in which each finding has a row across all columns above its own.

    `head_row` prints the chapter's title as a shaded row across the table as well.
    """

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        style: list[tuple[object, ...]] = [GRID, TOP]
        rows: list[list[object]] = []

        def across(flowable: Flowable, colour: str) -> None:
            rows.append([flowable, "", ""])
            place = len(rows) - 1
            style.append(("SPAN", (0, place), (-1, place)))
            style.append(("BACKGROUND", (0, place), (-1, place), HexColor(colour)))

        if head_row:
            across(sheet.plain(f"<b>{chapter.title}</b>", **FLAT), "#cccccc")
        rows.append([sheet.plain(f"<b>{h}</b>", **FLAT)
                     for h in ("No.", "Recommendation", "Lead")])  # fmt: skip
        for found in chapter.found:
            number = sheet.count("finding")
            said = sheet.said("finding", number, found.text)
            across(sheet.plain(f"<b>Finding {number}:</b> {said}", **FLAT), "#eeeeee")
            for text in found.asked:
                own = sheet.count("recommendation")
                cells = (str(own), sheet.said("recommendation", own, text), OWNERS[own % 4])
                rows.append([sheet.plain(cell, **FLAT) for cell in cells])
        yield Table(rows, colWidths=[40, 310, 100], style=style)

    return body


def register(
    heads: Sequence[str], *, place: int, number: str = "R{n}", meant: str = "recommendation"
) -> Body:
    """Print what is asked in one last table of many columns, as trackers are kept.

    `place` is the column of what is asked.
    """

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            yield sheet.plain(f"{found.text} Those who were there spoke of it at length.")
        if index < len(CHAPTERS):
            return
        yield sheet.head("6. Action plan")
        rows = [[sheet.plain(f"<b>{h}</b>", **FLAT) for h in heads]]
        other = {"Priority": ("High", "Medium", "Low"), "Owner": OWNERS, "Status": ("Open", "Done"),
                 "Due": ("June 2021", "May 2022"), "Theme": ("Keys", "Maps", "Sound")}  # fmt: skip
        for chap in CHAPTERS:
            for text in (t for f in chap.found for t in f.asked):
                count = len(rows)
                own = number.format(n=count)
                cells = [other.get(h, (own,))[count % len(other.get(h, (own,)))] for h in heads]
                cells[place] = sheet.said(meant, own, text)
                rows.append([sheet.plain(cell, **FLAT) for cell in cells])
        narrow = (450 - 210) / (len(heads) - 1)
        widths = [210 if i == place else narrow for i in range(len(heads))]
        yield Table(rows, colWidths=widths, style=[GRID, TOP], repeatRows=1)

    return body


def form(
    find: str = "7. Finding", ask: str = "8. Recommendation", *, small: float = 7.5,
    meant: str = "recommendation",
) -> Body:  # fmt: skip
    """Print each finding as a form whose boxes have their names in small print above the entry."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            number = str(sum(w.kind == "finding" for w in sheet.wanted) + 1)

            def box(name: str, entry: str) -> list[Flowable]:
                return [sheet.plain(name, fontSize=small, leading=small * 1.2, **{**FLAT,
                                    "spaceAfter": 1}),
                        sheet.plain(entry, **FLAT)]  # fmt: skip

            asked = int(number)
            rows: list[list[object]] = [
                [box("1. Incident name", "Harrow Landing"), box("2. Entry no.", number)],
                [box(find, sheet.said("finding", "", found.text)), ""],
                [box(ask, sheet.said(meant, "", found.asked[asked % 2])), ""],
                [box("9. Prepared by", "Harbour master"), box("10. Date", "4 March 2021")],
            ]
            spans = [("SPAN", (0, row), (1, row)) for row in (1, 2)]
            yield Table(rows, colWidths=[300, 150], style=[GRID, TOP, *spans])
            yield Spacer(1, 10)

    return body


def slides(
    find: str = "What we found", ask: str = "What we recommend", *, beside: bool = True
) -> Body:
    """Print a chapter on slides of its own: bullets beside each other, or a slide for each kind."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield PageBreak()
        groups = (("finding", find, [f.text for f in chapter.found]),
                  ("recommendation", ask, [t for f in chapter.found for t in f.asked]))  # fmt: skip
        columns = []
        for kind, head, texts in groups:
            items = [sheet.plain(sheet.said(kind, "", text), bullet="\N{BULLET}", leftIndent=16,
                                 firstLineIndent=0) for text in texts]  # fmt: skip
            columns.append([sheet.plain(f"<b>{head}</b>", **FLAT), *items])
        if beside:
            yield sheet.head(chapter.title)
            width = (sheet.look.width - 144) / 2
            yield Table([columns], colWidths=[width, width], style=[TOP])
        else:
            for column in columns:
                yield sheet.head(chapter.title)
                yield from column
                yield PageBreak()
        yield PageBreak()

    return body


def machine(rule: str = "=", *, labels: bool = True) -> Body:
    """Print plain text: heads underlined by signs, items with stars, labels in capitals."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        if labels:
            for found in chapter.found:
                for kind, text in (("finding", found.text),
                                   *(("recommendation", t) for t in found.asked)):  # fmt: skip
                    number = sheet.count(kind)
                    head = f"{kind.upper()} {number}"
                    yield sheet.plain(f"{head}<br/>{rule * len(head)}", spaceAfter=2,
                                      firstLineIndent=0)  # fmt: skip
                    yield sheet.plain(sheet.said(kind, number, text), firstLineIndent=0)
            return
        groups = ([f.text for f in chapter.found], [t for f in chapter.found for t in f.asked])
        for kind, texts in zip(("finding", "recommendation"), groups, strict=True):
            head = f"{kind.upper()}S"
            yield sheet.plain(f"{head}<br/>{rule * len(head)}", spaceAfter=2, firstLineIndent=0)
            for text in texts:
                yield sheet.plain(sheet.said(kind, "", text), bullet="*", leftIndent=16,
                                  firstLineIndent=0)  # fmt: skip

    return body


def marked_up(head: str = "### {word} {number}", *, stars: bool = False) -> Body:
    """Print text whose marks of a light markup were never turned into type."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            for kind, text in (("finding", found.text),
                               *(("recommendation", t) for t in found.asked)):  # fmt: skip
                number = sheet.count(kind)
                said = sheet.said(kind, number, text)
                word = kind.capitalize()
                if stars:
                    yield sheet.plain(f"**{word} {number}:** {said}")
                else:
                    yield sheet.plain(head.format(word=word, number=number), firstLineIndent=0)
                    yield sheet.plain(said, firstLineIndent=0)

    return body


def ticks(head: str = "Action list", mark: str = "o", *, meant: str = "action-item") -> Body:
    """Print what is to be done as boxes to tick, in ZapfDingbats, under a head."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.head(head, 2)
        for found in chapter.found:
            for text in found.asked:
                said = sheet.said(meant, "", text)
                yield sheet.plain(said, bullet=mark, leftIndent=20, firstLineIndent=0,
                                  bulletFontName="ZapfDingbats")  # fmt: skip

    return body


def circled(head: str = "Recommendations") -> Body:
    """Print numbers in circles before what is asked, counting anew in each chapter."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.head(head, 2)
        for place, text in enumerate(t for f in chapter.found for t in f.asked):
            said = sheet.said("recommendation", place + 1, text)
            yield sheet.plain(said, bullet=chr(0x2776 + place), leftIndent=22, firstLineIndent=0,
                              bulletFontName="ZapfDingbats")  # fmt: skip

    return body


def outline(head: str = "Findings and recommendations") -> Body:
    """Print each finding as a numbered item and what is asked as lettered items inside it."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.head(head, 2)
        for place, found in enumerate(chapter.found, 1):
            yield sheet.plain(sheet.said("finding", place, found.text), bullet=f"{place}.",
                              leftIndent=22, firstLineIndent=0)  # fmt: skip
            for letter, text in zip("ab", found.asked, strict=True):
                yield sheet.plain(sheet.said("recommendation", letter, text), bullet=f"{letter}.",
                                  leftIndent=44, bulletIndent=22, firstLineIndent=0)  # fmt: skip

    return body


def box_with_list(*, shade: bool = True) -> Body:
    """Print a finding and the bullets of what is asked together in one box."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            number = sheet.count("finding")
            cell: list[Flowable] = [
                sheet.plain(sheet.strong(f"Finding {number}"), **FLAT),
                sheet.plain(sheet.said("finding", number, found.text), **FLAT),
                sheet.plain(sheet.strong("Recommendations"), **FLAT),
            ]
            for text in found.asked:
                said = sheet.said("recommendation", "", text)
                cell.append(sheet.plain(said, bullet="\N{BULLET}", leftIndent=14,
                                        firstLineIndent=0))  # fmt: skip
            style = [("BOX", (0, 0), (-1, -1), 0.7, HexColor("#333333"))]
            if shade:
                style.append(("BACKGROUND", (0, 0), (-1, -1), HexColor("#eeeeee")))
            yield Table([[cell]], colWidths=[450], style=style)
            yield Spacer(1, 8)

    return body
