"""Ways to print a chapter whose statements stand in lists, tables, forms or prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.platypus import Flowable, Spacer, Table

from tests.support.typeset.one_text import CHAPTERS, Chapter
from tests.support.typeset.printed_text import Body, Sheet


def table(*heads: str, grid: bool, numbers: bool = True) -> Body:
    """Print a chapter's findings, each with what is asked, as rows of one table."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        flat = {"firstLineIndent": 0, "spaceAfter": 3, "alignment": TA_LEFT}
        rows: list[list[object]] = [[sheet.plain(sheet.strong(h), **flat) for h in heads]]
        for found in chapter.found:
            number = f"F{sheet.count('finding')}" if numbers else ""
            first = sheet.plain(sheet.said("finding", number, found.text), **flat)
            asked = []
            for text in found.asked:
                own = f"R{sheet.count('recommendation')}" if numbers else ""
                said = sheet.said("recommendation", own, text)
                asked.append(sheet.plain(f"{own} {said}".strip(), **flat))
            row = [first, asked]
            rows.append([sheet.plain(number, **flat), *row] if numbers else row)
        style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if grid:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888")))
        widths = [36, 200, 214] if numbers else [215, 235]
        yield Table(rows, colWidths=widths, style=style, repeatRows=1)

    return body


def lists(
    find: str, ask: str, bullet: str = "{n}.", *, anew: bool = False,
    kinds: tuple[str, str] = ("finding", "recommendation"),
) -> Body:  # fmt: skip
    """Print a chapter's statements as two lists under headings; `bullet` "" for paragraphs."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        groups = ([f.text for f in chapter.found], [t for f in chapter.found for t in f.asked])
        for kind, head, texts in zip(kinds, (find, ask), groups, strict=True):
            yield sheet.head(head, 2)
            for place, text in enumerate(texts, 1):
                number = place if anew else sheet.count(kind)
                mark = bullet.format(n=number, r=_roman(place), a=chr(96 + place))
                counted = "{" in bullet
                shown = mark.strip("().") if counted else ""
                said = sheet.said(kind, shown, text)
                if bullet:
                    yield sheet.plain(said, bullet=mark, leftIndent=24, firstLineIndent=0)
                else:
                    yield sheet.plain(said)

    return body


def _roman(count: int) -> str:
    return ("i", "ii", "iii", "iv")[count - 1]


def at_the_end(head: str, bullet: str, *, by_whom: bool = False) -> Body:
    """Print findings with their labels, and all recommendations in one last chapter."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            yield sheet.plain(sheet.strong(found.text))
        if index < len(CHAPTERS):
            return
        yield sheet.head(head)
        yield sheet.plain("We set out below what we ask of those concerned.")
        asked = [t for c in CHAPTERS for f in c.found for t in f.asked]
        for place, text in enumerate(asked):
            if by_whom and place % 5 == 0:
                whom = ("the port authority", "the police", "the council", "all services")
                yield sheet.head(f"For {whom[place // 5]}", 2)
            number = place + 1
            said = sheet.said("recommendation", number if "{" in bullet else "", text)
            if bullet:
                yield sheet.plain(said, bullet=bullet.format(n=number), leftIndent=24,
                                  firstLineIndent=0)  # fmt: skip
            else:
                yield sheet.plain(said)

    return body


def cards(words: tuple[str, str], more: Sequence[str] = ()) -> Body:
    """Print each finding as a form: "Ref", the finding, what is asked, who does it."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        flat = {"firstLineIndent": 0, "spaceAfter": 3, "alignment": TA_LEFT}
        for found in chapter.found:
            number = sheet.count("finding")
            rows = [("Reference", f"{number}"),
                    (words[0], sheet.said("finding", number, found.text)),
                    (words[1], sheet.said("recommendation", number, found.asked[0])),
                    *((name, "Harbour master") for name in more)]  # fmt: skip
            cells = [[sheet.plain(sheet.strong(a), **flat), sheet.plain(b, **flat)]
                     for a, b in rows]  # fmt: skip
            grid = [("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888")),
                    ("VALIGN", (0, 0), (-1, -1), "TOP")]  # fmt: skip
            yield Table(cells, colWidths=[100, 350], style=grid)
            yield Spacer(1, 8)

    return body


def in_prose(verb: str, *, strong: bool = True) -> Body:
    """Print recommendations amid prose, as paragraphs that say who recommends."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            yield sheet.plain(f"{found.text} We saw nothing that would explain it.")
            for text in found.asked:
                if " should " not in text:
                    continue
                whole = f"{verb} {text[0].lower()}{text[1:]}"
                said = sheet.said("recommendation", "", whole)
                yield sheet.plain(sheet.strong(said) if strong else said)

    return body


def side_by_side(find: str = "Findings", ask: str = "Recommendations", *, labels: bool) -> Body:
    """Print findings in a left column and what is asked in a right one, without rules."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        flat = {"firstLineIndent": 0, "alignment": TA_LEFT}
        left: list[Flowable] = [sheet.plain(sheet.strong(find), **flat)]
        right: list[Flowable] = [sheet.plain(sheet.strong(ask), **flat)]
        for found in chapter.found:
            number = sheet.count("finding")
            said = sheet.said("finding", number, found.text)
            left.append(sheet.plain(f"{sheet.strong(f'Finding {number}.')} {said}" if labels
                                    else f"{number}. {said}", **flat))  # fmt: skip
        for found in chapter.found:
            for text in found.asked:
                number = sheet.count("recommendation")
                said = sheet.said("recommendation", number, text)
                right.append(sheet.plain(
                    f"{sheet.strong(f'Recommendation {number}.')} {said}" if labels
                    else f"{number}. {said}", **flat))  # fmt: skip
        yield Table([[left, right]], colWidths=[225, 225], style=[("VALIGN", (0, 0), (-1, -1),
                                                                   "TOP")])  # fmt: skip

    return body


def by_sentence(*, strong: bool) -> Body:
    """Print what is found in bold opening its paragraph, and what is asked as bullets below."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.head("Recommendations", 2)
        for found in chapter.found:
            for text in found.asked:
                said = sheet.said("recommendation", "", text)
                opened = f"<b>{said}</b>" if strong else said
                why = "We came to this view after hearing from the watchman and from two stewards."
                yield sheet.plain(f"{opened} {why}" if strong else opened,
                                  bullet="\N{BLACK SMALL SQUARE}", leftIndent=18,
                                  firstLineIndent=0)  # fmt: skip

    return body


def barred(
    find: str, ask: str, bullet: str = "\N{BULLET}", *, one_cell: bool = False, shade: bool = True
) -> Body:
    """Print two lists under bars of colour, each item in a shaded row of its own or all in one."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        groups = ([f.text for f in chapter.found], [t for f in chapter.found for t in f.asked])
        for kind, head, texts in zip(
            ("finding", "recommendation"), (find, ask), groups, strict=True
        ):
            bar = sheet.plain(f"<b>{head}</b>", textColor=HexColor("#ffffff"), firstLineIndent=0)
            items = [
                sheet.plain(
                    sheet.said(kind, "", text), bullet=bullet or None, firstLineIndent=0,
                    leftIndent=14 if bullet else 0,
                )
                for text in texts
            ]  # fmt: skip
            rows: list[list[object]] = [[items]] if one_cell else [[item] for item in items]
            style = [("BACKGROUND", (0, 0), (-1, 0), HexColor("#175070"))]
            if shade:
                style.append(("BACKGROUND", (0, 1), (-1, -1), HexColor("#e6f0f6")))
            yield Table([[bar], *rows], colWidths=[450], style=style)
            yield Spacer(1, 8)
        yield from map(sheet.plain, chapter.told)

    return body


def wide_table(
    *, gap: float, heads: tuple[str, ...] = ("No.", "Finding", "Recommendation")
) -> Body:
    """Print a chapter as a table without rules whose rows are `gap` points apart, with owners."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        flat = {"firstLineIndent": 0, "spaceAfter": 0, "alignment": TA_LEFT}
        rows = [[sheet.plain(f"<b>{h}</b>", **flat) for h in (*heads, "Owner")]]
        for place, found in enumerate(chapter.found, 1):
            number = f"{index}.{place}"
            text = found.asked[0]
            rows.append([
                sheet.plain(number, **flat),
                sheet.plain(sheet.said("finding", number, found.text), **flat),
                sheet.plain(sheet.said("recommendation", "", text), **flat),
                sheet.plain("Port", **flat),
            ])  # fmt: skip
        style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), gap),
                 ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]  # fmt: skip
        yield Table(rows, colWidths=[36, 190, 184, 40], style=style, repeatRows=1)

    return body
