"""Ways to print a chapter whose statements are ranked, addressed, marked or coded in other ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.platypus import Flowable, Spacer, Table

from tests.support.typeset.labelled_bodies import each
from tests.support.typeset.one_text import CHAPTERS, Chapter
from tests.support.typeset.printed_text import Body, Sheet
from tests.support.typeset.told_bodies import WHY

FLAT: dict[str, object] = {"firstLineIndent": 0, "spaceAfter": 3, "alignment": TA_LEFT}
WHOM = ("Port Authority", "Police", "Council", "Ambulance Service")


def shaped(
    find: str, ask: str, number: str = "{n}",
    meant: tuple[str, str] = ("finding", "recommendation"),
) -> Body:  # fmt: skip
    """Print labels of any shape; `{n}`, `{nn}` and `{whom}` stand for number and addressee."""

    def one(sheet: Sheet, kind: str, count: str, text: str) -> Iterator[Flowable]:
        shape = find if kind == "finding" else ask
        facts = {"n": count, "nn": f"{int(count):02d}", "whom": WHOM[int(count) % 4],
                 "c": "F" if kind == "finding" else "R"}  # fmt: skip
        label = sheet.strong(shape.format(**facts))
        said = sheet.said(meant[kind != "finding"], number.format(**facts), text)
        yield sheet.plain(f"{label} {said}")

    return each(one)


def ranks(heads: Sequence[str] = ("Short term", "Long term"), bullet: str = "{n}.") -> Body:
    """Print what is asked under heads of when, below a heading that names it."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.head("Recommendations", 2)
        for head, found in zip(heads, chapter.found, strict=True):
            yield sheet.plain(sheet.strong(head), firstLineIndent=0, keepWithNext=1)
            for text in found.asked:
                number = str(sheet.count("recommendation")) if "{" in bullet else ""
                said = sheet.said("recommendation", number, text)
                yield sheet.plain(said, bullet=bullet.format(n=number), leftIndent=24,
                                  firstLineIndent=0)  # fmt: skip

    return body


def headed_tables(head: str = "Recommendation {n}", *, shade: bool = True) -> Body:
    """Print each thing asked in a small table: its label, the words, then who and when."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            for text in found.asked:
                number = sheet.count("recommendation")
                label = sheet.plain(f"<b>{head.format(n=number)}</b>", **FLAT)
                own = head.format(n=number).rpartition(" ")[2]
                said = sheet.plain(sheet.said("recommendation", own, text), **FLAT)
                rows: list[list[object]] = [
                    [label, ""],
                    [said, ""],
                    [sheet.plain(f"Lead: {WHOM[number % 4]}", **FLAT),
                     sheet.plain("Due: June 2021", **FLAT)],
                ]  # fmt: skip
                style: list[tuple[object, ...]] = [
                    ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888")),
                    ("SPAN", (0, 0), (1, 0)), ("SPAN", (0, 1), (1, 1)),
                ]  # fmt: skip
                if shade:
                    style.append(("BACKGROUND", (0, 0), (-1, 0), HexColor("#d5e3ee")))
                yield Table(rows, colWidths=[300, 150], style=style)
                yield Spacer(1, 8)

    return body


def shortened(*, first: bool = True) -> Body:
    """Print short forms of what is asked in a summary before the chapters that ask it in full."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        if index == 1 and first:
            yield sheet.plain(sheet.strong("The recommendations in short"), keepWithNext=1)
            asked = [t for c in CHAPTERS for f in c.found for t in f.asked]
            for number, text in enumerate(asked, 1):
                short = " ".join(text.split()[:6]).rstrip(",.")
                yield sheet.plain(short, bullet=f"R{number}", leftIndent=28, firstLineIndent=0)
        yield from map(sheet.plain, chapter.told)
        for place, found in enumerate(chapter.found):
            yield sheet.plain(f"{found.text} {WHY[place]}")
            for text in found.asked:
                code = f"R{sheet.count('recommendation')}"
                yield sheet.plain(
                    f"{sheet.strong(code)} {sheet.said('recommendation', code, text)}"
                )

    return body


def arrowed(mark: str = "\N{HEAVY WIDE-HEADED RIGHTWARDS ARROW}", head: str = "") -> Body:
    """Print a finding in bold and arrows before what is asked, under a label once in a chapter."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.head(head or "Recommendations", 2)
        for found in chapter.found:
            for text in found.asked:
                said = sheet.said("recommendation", "", text)
                yield sheet.plain(said, bullet=mark, leftIndent=22, firstLineIndent=0,
                                  bulletFontName="ZapfDingbats")  # fmt: skip

    return body


def barred_left(word: bool = True) -> Body:
    """Print statements beside an upright rule, as quotations are set, with their labels inside."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        name = "Finding" if kind == "finding" else "Recommendation"
        said = sheet.said(kind, number, text)
        cell = sheet.plain(f"{sheet.strong(f'{name} {number}')}<br/>{said}", **FLAT)
        rule = [("LINEBEFORE", (0, 0), (0, -1), 2, HexColor("#175070"))]
        yield Table([[cell]], colWidths=[440], style=rule)
        yield Spacer(1, 6)

    return each(one)


def number_at_right() -> Body:
    """Print codes at the right edge of what is asked."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.head("Recommendations", 2)
        for found in chapter.found:
            for text in found.asked:
                code = f"R{sheet.count('recommendation')}"
                said = sheet.plain(sheet.said("recommendation", code, text), **FLAT)
                cells = [[said, sheet.plain(sheet.strong(code), **FLAT)]]
                top = [("VALIGN", (0, 0), (-1, -1), "TOP")]
                yield Table(cells, colWidths=[400, 50], style=top)

    return body


def in_numbered(verb: str = "We recommend that") -> Body:
    """Print numbered paragraphs, those that recommend in bold."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        told = [(t, "") for t in chapter.told]
        for found in chapter.found:
            told.append((f"{found.text} {WHY[0]}", ""))
            told += [("", t) for t in found.asked if " should " in t]
        for place, (text, asked) in enumerate(told, 1):
            number = f"{index}.{place}"
            whole = f"{verb} {asked[:1].lower()}{asked[1:]}"
            said = f"<b>{sheet.said('recommendation', number, whole)}</b>" if asked else text
            yield sheet.plain(said, bullet=number, leftIndent=32, firstLineIndent=0)

    return body


def capitals() -> Body:
    """Print what is asked wholly in capitals under a label."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for place, found in enumerate(chapter.found):
            for text in found.asked:
                number = sheet.count("recommendation")
                said = sheet.said("recommendation", number, text)
                mark, words = said[: said.index("/>") + 2], text.upper()
                yield sheet.plain(f"{sheet.strong(f'RECOMMENDATION {number}:')} {mark}{words}")
                yield sheet.plain(WHY[place])

    return body
