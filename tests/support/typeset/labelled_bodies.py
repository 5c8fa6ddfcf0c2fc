"""Ways to print a chapter whose statements have labels, each with its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.platypus import Flowable, Spacer, Table

from tests.support.typeset.one_text import CHAPTERS, Chapter
from tests.support.typeset.printed_text import SPELLED, Body, Sheet


def each(
    print_one: Callable[[Sheet, str, str, str], Iterator[Flowable]], *, numbers: str = "plain"
) -> Body:
    """Print statements one after the other by `print_one(sheet, kind, number, text)`."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield sheet.plain(chapter.told[0])
        for place, found in enumerate(chapter.found, 1):
            number = str(sheet.count("finding")) if numbers == "plain" else f"{index}.{place}"
            yield from print_one(sheet, "finding", number, found.text)
            if place == 1:
                yield sheet.plain(chapter.told[1])
            for turn, asked in enumerate(found.asked, 1):
                own = str(sheet.count("recommendation"))
                deep = f"{number}.{turn}"
                yield from print_one(
                    sheet, "recommendation", own if numbers == "plain" else deep, asked
                )

    return body


def run_in(
    sign: str, find: str = "Finding", ask: str = "Recommendation", meant: str = "finding"
) -> Body:
    """Print labels and statements in one paragraph: "Finding 3: ...".

    `meant` is the kind of what is found.
    """

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = find if kind == "finding" else ask
        label = f"{word} {number}{sign}".strip()
        said = sheet.said(meant if kind == "finding" else kind, number, text)
        yield sheet.plain(f"{sheet.strong(label)} {said}")

    return each(one)


def own_line(
    find: str = "Finding", ask: str = "Recommendation", meant: str = "finding", *,
    spelled: bool = False,
) -> Body:  # fmt: skip
    """Print labels on lines of their own."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = find if kind == "finding" else ask
        shown = SPELLED[int(number) - 1] if spelled else number
        label = sheet.strong(f"{word} {shown}")
        said = sheet.said(meant if kind == "finding" else kind, number, text)
        yield sheet.plain(label, keepWithNext=1, spaceAfter=2, firstLineIndent=0)
        yield sheet.plain(said, firstLineIndent=0)

    return each(one)


def number_first(*, apart: bool = False, words: tuple[str, str] = ("Finding", "Recommendation")):
    """Print "12 Recommendation" before the statement, or the number in a line above the word."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = words[kind != "finding"]
        said = sheet.said(kind, number, text)
        if apart:
            yield sheet.plain(f"{sheet.strong(number)}<br/>{sheet.strong(word)}",
                              spaceAfter=2, keepWithNext=1, firstLineIndent=0)  # fmt: skip
            yield sheet.plain(said, firstLineIndent=0)
        else:
            yield sheet.plain(f"{sheet.strong(f'{number} {word}')} {said}")

    return each(one)


def word_below(words: tuple[str, str] = ("Finding", "Recommendation")) -> Body:
    """Print the word on one line and its number on the next."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = words[kind != "finding"]
        yield sheet.plain(f"{sheet.strong(word)}<br/>{sheet.strong(number)}",
                          spaceAfter=2, keepWithNext=1, firstLineIndent=0)  # fmt: skip
        yield sheet.plain(sheet.said(kind, number, text), firstLineIndent=0)

    return each(one)


def closed_by(shape: str, *, right: bool = False) -> Body:
    """Print the label after the statement: "(Recommendation 7)", or at the right below it."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "Finding" if kind == "finding" else "Recommendation"
        label = shape.format(word=word, number=number)
        said = sheet.said(kind, number, text)
        if right:
            yield sheet.plain(said, spaceAfter=0)
            yield sheet.plain(sheet.strong(label), alignment=TA_RIGHT)
        else:
            yield sheet.plain(f"{said} {sheet.strong(label)}")

    return each(one)


def beside(*, sides: str, broken: bool = False, lines: bool = False) -> Body:
    """Print labels in the left, right or alternating margin of their statements."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "Finding" if kind == "finding" else "Recommendation"
        left = sides == "left" or (sides == "both" and len(sheet.wanted) % 2 == 0)
        joint = "<br/>" if broken else " "
        label = sheet.plain(sheet.strong(f"{word}{joint}{number}"), firstLineIndent=0)
        text_ = sheet.plain(sheet.said(kind, number, text), firstLineIndent=0)
        cells = [label, text_] if left else [text_, label]
        widths = [100, 350] if left else [350, 100]
        grid = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if lines:
            grid.append(("LINEABOVE", (0, 0), (-1, -1), 0.5, HexColor("#888888")))
        yield Table([cells], colWidths=widths, style=grid)

    return each(one)


def numbered_paragraphs(*, label: str = "Recommendation {n}: ") -> Body:
    """Print every paragraph with a number, and labels in bold amid those."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        place = 0

        def paragraph(text: str) -> Flowable:
            nonlocal place
            place += 1
            return sheet.plain(text, bullet=f"{index}.{place}", leftIndent=30, firstLineIndent=0)

        for told in chapter.told:
            yield paragraph(told)
        yield paragraph("Finding 3 of the harbour master's own report of August was to the same "
                        "effect; we have not relied upon it.")  # fmt: skip
        for found in chapter.found:
            yield paragraph(f"It was plain to all of us. {found.text}")
            for text in found.asked:
                number = sheet.count("recommendation")
                head = sheet.strong(label.format(n=number).strip())
                yield paragraph(f"{head} {sheet.said('recommendation', number, text)}")

    return body


def nested(sign: str = ":") -> Body:
    """Print recommendations with items of their own, which belong to them."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            label = sheet.strong(f"Finding {sheet.count('finding')}{sign}")
            yield sheet.plain(
                f"{label} {sheet.said('finding', sheet.count('finding'), found.text)}"
            )
            number = sheet.count("recommendation")
            lead = "The port authority and the police should together:"
            items = [t[0].lower() + t[1:].rstrip(".") for t in found.asked]
            parts = [f"(a) {items[0]};", f"(b) {items[1]}, and in doing so",
                     "(i) tell the council; and", "(ii) keep a record."]  # fmt: skip
            said = sheet.said("recommendation", number, " ".join([lead, *parts]))
            mark = said[: said.index("/>") + 2]
            yield sheet.plain(f"{sheet.strong(f'Recommendation {number}{sign}')} {mark}{lead}")
            for part in parts:
                sign_, _, text = part.partition(" ")
                deep = 44 if sign_ in ("(i)", "(ii)") else 24
                yield sheet.plain(text, bullet=sign_, leftIndent=deep + 20, bulletIndent=deep,
                                  firstLineIndent=0)  # fmt: skip

    return body


def titled(sign: str = ": ", *, bold_text: bool = False) -> Body:
    """Print a short title on the label's line and the statement below."""
    titles = ("Plan for the quay", "Who decides", "Messages", "One desk", "Keys", "Bars", "Sound",
              "Tests", "The map", "Names of gates")  # fmt: skip

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "Finding" if kind == "finding" else "Recommendation"
        title = titles[int(number) % len(titles)]
        label = sheet.strong(f"{word} {number}{sign}{title}")
        said = sheet.said(kind, number, text)
        yield sheet.plain(label, keepWithNext=1, spaceAfter=2, firstLineIndent=0)
        yield sheet.plain(f"<b>{said}</b>" if bold_text else said, firstLineIndent=0)

    return each(one)


def boxed(*, shade: bool = True, frame: bool = False, label: str = "{word} {number}") -> Body:
    """Print label and statement in a box of their own."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "Finding" if kind == "finding" else "Recommendation"
        head = sheet.plain(sheet.strong(label.format(word=word, number=number)), spaceAfter=2,
                           firstLineIndent=0)  # fmt: skip
        said = sheet.plain(sheet.said(kind, number, text), firstLineIndent=0)
        style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if shade:
            style.append(("BACKGROUND", (0, 0), (-1, -1), HexColor("#eeeeee")))
        if frame:
            style.append(("BOX", (0, 0), (-1, -1), 0.7, HexColor("#333333")))
        yield Table([[[head, said]]], colWidths=[450], style=style)
        yield Spacer(1, 8)

    return each(one)


def coded(find: str = "F{n}", ask: str = "R{n}", sign: str = "") -> Body:
    """Print codes before statements: "R12 The police should ..."."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        code = (find if kind == "finding" else ask).format(n=number)
        yield sheet.plain(f"{sheet.strong(code + sign)} {sheet.said(kind, code, text)}")

    return each(one)


def words_only(find: str, ask: str, sign: str = ":", meant: str = "finding") -> Body:
    """Print words without numbers before statements: "Remedy: ..."; `meant` as in `run_in`."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = find if kind == "finding" else ask
        said = sheet.said(meant if kind == "finding" else kind, "", text)
        yield sheet.plain(f"{sheet.strong(word + sign)} {said}")

    return each(one)


def headed(find: str = "Finding", ask: str = "Recommendation", sign: str = " ") -> Body:
    """Print label and statement as one line in a heading's type, with an explanation below."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = find if kind == "finding" else ask
        yield sheet.head(f"{word} {number}{sign}{sheet.said(kind, number, text)}", 2)
        yield sheet.plain("Those we spoke with told us of it at length, and the logs bear it out.")

    return each(one)


def below_another(find: str, ask: str) -> Body:
    """Print each finding as a heading of its own words, with what is asked in a list below it."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            number = sheet.count("finding")
            yield sheet.plain(sheet.strong(f"{find} {number}"), firstLineIndent=0, spaceAfter=2,
                              keepWithNext=1)  # fmt: skip
            yield sheet.plain(sheet.said("finding", number, found.text), firstLineIndent=0)
            yield sheet.plain(sheet.strong(ask), firstLineIndent=0, keepWithNext=1)
            for turn, text in enumerate(found.asked, 1):
                own = f"{number}.{turn}"
                yield sheet.plain(sheet.said("recommendation", own, text), bullet=own,
                                  leftIndent=30, firstLineIndent=0)  # fmt: skip

    return body


def decimal(find: str = "Finding", ask: str = "Recommendation", sign: str = ": ") -> Body:
    """Print labels with numbers of chapter and finding: "Recommendation 2.1.3: ..."."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = find if kind == "finding" else ask
        label = sheet.strong(f"{word} {number}{sign}".rstrip())
        yield sheet.plain(f"{label} {sheet.said(kind, number, text)}")

    return each(one, numbers="decimal")


def with_details(*, rows: tuple[str, ...], grid: bool) -> Body:
    """Print recommendations with lines of details below, which belong to none: "Owner: ..."."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "Finding" if kind == "finding" else "Recommendation"
        said = sheet.said(kind, number, text)
        yield sheet.plain(f"{sheet.strong(f'{word} {number}:')} {said}")
        if kind == "finding":
            return
        flat = {"firstLineIndent": 0, "spaceAfter": 2}
        if not grid:
            for row in rows:
                yield sheet.plain(f"<i>{row}:</i> the harbour master, by the end of June", **flat)
            return
        cells = [[sheet.plain(row, **flat) for row in rows],
                 [sheet.plain("Harbour master", **flat) for _ in rows]]  # fmt: skip
        yield Table(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888"))])
        yield Spacer(1, 6)

    return each(one)


def summarised(how: str) -> Body:
    """Print statements with labels in the chapters and again at the end: "list" or "table"."""
    inner = run_in(":")

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from inner(sheet, chapter, index)
        if index < len(CHAPTERS):
            return
        yield sheet.head("Summary of recommendations")
        asked = [w for w in sheet.wanted if w.kind == "recommendation"]
        flat = {"firstLineIndent": 0, "spaceAfter": 3}
        if how == "list":
            for w in asked:
                yield sheet.plain(w.text, bullet=f"{w.number}.", leftIndent=24, firstLineIndent=0)
            return
        rows = [[sheet.plain(sheet.strong(h), **flat) for h in ("No.", "Recommendation", "Lead")]]
        rows += [[sheet.plain(t, **flat) for t in (w.number, w.text, "Harbour master")]
                 for w in asked]  # fmt: skip
        grid = [("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888"))]
        yield Table(rows, colWidths=[36, 320, 94], style=grid, repeatRows=1)

    return body


def closed_after_reasons(shape: str, *, numbered: bool = False) -> Body:
    """Print what is asked as the last sentence of its reasons, closed by its label."""
    why = (
        "The roster should have shown it, and nobody looked. Those on duty did what they could.",
        "We heard of it from three of the crew, who had raised it a year before and been told to "
        "wait. In the end a passer-by opened the shutter and let the first of the families in.",
        "It need not have been so. At two other ports the same is done without any fuss.",
    )

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            for text in found.asked:
                number = sheet.count("recommendation")
                said = sheet.said("recommendation", number, text)
                label = sheet.strong(shape.format(number=number))
                whole = f"{why[number % len(why)]} {said} {label}"
                if numbered:
                    yield sheet.plain(whole, bullet=str(number), leftIndent=28, firstLineIndent=0)
                else:
                    yield sheet.plain(whole)

    return body
