"""Ways to print a chapter whose statements are told by their place, their type or their theme."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.platypus import Flowable, Spacer, Table

from tests.support.typeset.labelled_bodies import each
from tests.support.typeset.one_text import CHAPTERS, Chapter
from tests.support.typeset.printed_text import Body, Sheet

WHY = (
    "We came to this view after hearing from the watchman and from two of the stewards. Their "
    "accounts agree in all that matters, and nothing in the logs speaks against them.",
    "Others have done the same at little cost. The harbour master told us that he had thought of "
    "it himself, and that a quotation from the year before is still on file.",
)


def badges(*, word: str = "", shade: bool = True) -> Body:
    """Print what is asked beside numbers in coloured squares, under a heading that names it."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.head("Recommendations", 2)
        for found in chapter.found:
            for text in found.asked:
                number = f"{word}{sheet.count('recommendation')}"
                flat = {"firstLineIndent": 0, "spaceAfter": 0}
                white = {"textColor": HexColor("#ffffff")} if shade else {}
                badge = sheet.plain(f"<b>{number}</b>", **flat, **white)
                said = sheet.plain(sheet.said("recommendation", number, text), **flat)
                style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
                if shade:
                    style.append(("BACKGROUND", (0, 0), (0, 0), HexColor("#175070")))
                yield Table([[badge, said]], colWidths=[42, 408], style=style)
                yield Spacer(1, 6)

    return body


def set_apart(head: str = "Recommendations", *, italic: bool = False) -> Body:
    """Print what is asked as sentences in a type of their own, each with its reasons below."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.head(head, 2)
        for place, found in enumerate(chapter.found):
            for turn, text in enumerate(found.asked):
                said = sheet.said("recommendation", "", text)
                yield sheet.plain(f"<i>{said}</i>" if italic else f"<b>{said}</b>")
                yield sheet.plain(WHY[(place + turn) % 2])

    return body


def numbered_heads(head: str = "Recommendations", *, deep: bool = True) -> Body:
    """Print what is asked in one last chapter, as numbered headings with reasons below."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        if index < len(CHAPTERS):
            return
        yield sheet.head(f"6. {head}")
        yield sheet.plain("We set out below what we ask, each with the reasons for it.")
        asked = [t for c in CHAPTERS for f in c.found for t in f.asked]
        for place, text in enumerate(asked, 1):
            number = f"6.{place}" if deep else f"{place}"
            point = "" if deep else "."
            yield sheet.head(f"{number}{point} {sheet.said('recommendation', number, text)}", 2)
            yield sheet.plain(WHY[place % 2])

    return body


def with_theme(shape: str) -> Body:
    """Print labels with a theme beside the number: "Recommendation 3 (Training): ..."."""
    themes = ("Planning", "Messages", "Keys and gates", "Sound", "Training")

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "Finding" if kind == "finding" else "Recommendation"
        theme = themes[int(number) % len(themes)]
        label = sheet.strong(shape.format(word=word, number=number, theme=theme))
        yield sheet.plain(f"{label} {sheet.said(kind, number, text)}")

    return each(one)


def answered(answer: str) -> Body:
    """Print after what is asked what was answered, which belongs to no statement."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "Finding" if kind == "finding" else "Recommendation"
        yield sheet.plain(f"{sheet.strong(f'{word} {number}.')} {sheet.said(kind, number, text)}")
        if kind == "recommendation":
            yield sheet.plain(f"{sheet.strong(answer)} Agreed. The port should have this in hand "
                              "by the summer, and will report to the council.")  # fmt: skip

    return each(one)


def rows_of_finding(*, grid: bool) -> Body:
    """Print a table in which a finding stands once, beside a row for each thing asked."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        flat = {"firstLineIndent": 0, "spaceAfter": 2, "alignment": TA_LEFT}
        heads = ("Finding", "No.", "Recommendation")
        rows: list[list[object]] = [[sheet.plain(f"<b>{h}</b>", **flat) for h in heads]]
        style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        for found in chapter.found:
            first = sheet.plain(sheet.said("finding", "", found.text), **flat)
            begin = len(rows)
            for turn, text in enumerate(found.asked):
                number = sheet.count("recommendation")
                said = sheet.plain(sheet.said("recommendation", number, text), **flat)
                rows.append(["" if turn else first, sheet.plain(str(number), **flat), said])
            style.append(("SPAN", (0, begin), (0, len(rows) - 1)))
        if grid:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888")))
        yield Table(rows, colWidths=[190, 30, 230], style=style, repeatRows=1)

    return body


def asked_that(lead: str, bullet: str) -> Body:
    """Print in each chapter one sentence that recommends, over a list of what."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            yield sheet.plain(found.text)
        yield sheet.plain(sheet.strong(lead))
        for place, text in enumerate((t for f in chapter.found for t in f.asked), 1):
            mark = bullet.format(n=place)
            number = mark.strip("().") if "{" in bullet else ""
            said = sheet.said("recommendation", number, text)
            yield sheet.plain(said, bullet=mark, leftIndent=24, firstLineIndent=0)

    return body


def marked(mark: str, word: str) -> Body:
    """Print what is asked as paragraphs opened by an ornament and a word without a number."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            yield sheet.plain(f"{found.text} {WHY[0]}")
            for text in found.asked:
                said = sheet.said("recommendation", "", text)
                yield sheet.plain(f"{mark}{sheet.strong(word)} {said}", leftIndent=18,
                                  firstLineIndent=0)  # fmt: skip

    return body
