"""Ways to print a chapter as services and offices do: drills, coroners, juries, inspectorates."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.lib.enums import TA_CENTER
from reportlab.platypus import Flowable, Table

from tests.support.typeset.labelled_bodies import each
from tests.support.typeset.one_text import CHAPTERS, Chapter
from tests.support.typeset.printed_text import Body, Sheet
from tests.support.typeset.told_bodies import WHY

ORDINALS = (
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
    "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth",
    "Eighteenth", "Nineteenth", "Twentieth",
)  # fmt: skip


def triplets(
    words: tuple[str, str, str] = ("Issue", "Discussion", "Recommendation"), *,
    sign: str = ":", letters: bool = False, numbered: bool = False,
    kinds: tuple[str, str] = ("finding", "recommendation"),
) -> Body:  # fmt: skip
    """Print what was seen, why, and what to do about it, as drills are written up."""
    kind = "observation" if words[0].startswith("Observation") else kinds[0]

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for place, found in enumerate(chapter.found):
            number = str(sum(w.kind == kind for w in sheet.wanted) + 1) if numbered else ""
            marks = ("a. ", "b. ", "c. ") if letters else ("", "", "")
            heads = [f"{mark}{sheet.strong(f'{word}{sign}')}" for mark, word in
                     zip(marks, words, strict=True)]  # fmt: skip
            if numbered:
                heads[0] = sheet.strong(f"{words[0]} {number}{sign}")
            asked = found.asked[place % 2]
            yield sheet.plain(f"{heads[0]} {sheet.said(kind, number, found.text)}")
            yield sheet.plain(f"{heads[1]} {WHY[place % 2]}")
            said = sheet.said(kinds[1], "", asked)
            yield sheet.plain(f"{heads[2]} {said}")

    return body


def discussed(label: str = "Recommendation #{n}:", lead: str = "Discussion:") -> Body:
    """Print each recommendation with a paragraph or two that discuss it."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for place, text in enumerate(t for f in chapter.found for t in f.asked):
            number = sheet.count("recommendation")
            said = sheet.said("recommendation", number, text)
            yield sheet.plain(f"{sheet.strong(label.format(n=number))} {said}")
            head = f"<i>{lead}</i> " if lead else ""
            yield sheet.plain(f"{head}{WHY[place % 2]}", leftIndent=12)
            yield sheet.plain(WHY[1 - place % 2], leftIndent=12)

    return body


def concerns(head: str, bullet: str, closing: str = "") -> Body:
    """Print a coroner's concerns in each chapter under one head, and what law asks after them."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.plain(sheet.strong(head), firstLineIndent=0, keepWithNext=1)
        for place, found in enumerate(chapter.found, 1):
            mark = bullet.format(n=place)
            said = sheet.said("improvement", place if "{" in bullet else "", found.text)
            yield sheet.plain(said, bullet=mark, leftIndent=28, firstLineIndent=0)
        if closing:
            yield sheet.plain(sheet.strong(closing), firstLineIndent=0, keepWithNext=1)
            yield sheet.plain("In my opinion action should be taken to prevent future deaths, and "
                              "I believe that you have the power to take such action.")  # fmt: skip

    return body


def matters(shape: str = "Matter of concern ({number})", *, alone: bool = False) -> Body:
    """Print each concern and each proposal under a label whose number stands in brackets."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        label = shape if kind == "finding" else "Recommendation ({number})"
        meant = "improvement" if kind == "finding" else kind
        head = sheet.strong(label.format(number=number))
        said = sheet.said(meant, number, text)
        if alone:
            yield sheet.plain(head, firstLineIndent=0, spaceAfter=2, keepWithNext=1)
            yield sheet.plain(said, firstLineIndent=0)
        else:
            yield sheet.plain(f"{head} {said}")

    return each(one)


def jury(sign: str = ".", *, heads: bool = True, cites: bool = False) -> Body:
    """Print F1 and R1 under their heads, and who must respond to which of them."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        first, asked = sheet.count("finding"), sheet.count("recommendation")
        for kind, head, texts in (
            ("finding", "Findings", [f.text for f in chapter.found]),
            ("recommendation", "Recommendations", [t for f in chapter.found for t in f.asked]),
        ):
            if heads:
                yield sheet.head(head, 2)
            for place, text in enumerate(texts):
                code = f"{kind[0].upper()}{sheet.count(kind)}"
                cited = f" (F{first + place // 2})" if cites and kind != "finding" else ""
                said = sheet.said(kind, code, f"{text[:-1]}{cited}." if cited else text)
                yield sheet.plain(f"{sheet.strong(code + sign)} {said}")
        yield sheet.head("Responses required", 2)
        yield sheet.plain(f"Council of Harrow: F{first}, F{first + 1}, R{asked}, R{asked + 1} "
                          "(within 90 days)", bullet="\N{BULLET}", leftIndent=18,
                          firstLineIndent=0)  # fmt: skip
        yield sheet.plain(f"Port authority: F{first + 1}, R{asked + 2}, R{asked + 3} (within 60 "
                          "days)", bullet="\N{BULLET}", leftIndent=18,
                          firstLineIndent=0)  # fmt: skip

    return body


def inspected(head: str = "Areas for improvement", *, bold: bool = True) -> Body:
    """Print what must improve as sentences under a head, each with what was seen below it."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.head(head, 2)
        for place, found in enumerate(chapter.found):
            for turn, text in enumerate(found.asked):
                said = sheet.said("improvement", "", text)
                yield sheet.plain(f"<b>{said}</b>" if bold else said, bullet=None)
                yield sheet.plain(WHY[(place + turn) % 2])

    return body


def singly(head: str = "Area for improvement", *, meant: str = "improvement") -> Body:
    """Print the same head over each single sentence, as text boxes lose their boxes."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            for turn, text in enumerate(found.asked):
                yield sheet.head(head, 2)
                yield sheet.plain(sheet.said(meant, "", text))
                yield sheet.plain(WHY[turn])

    return body


def two_languages(shape: str = "{word} {number} / {other} {number}") -> Body:
    """Print labels in two languages before statements in one."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word, other = (("Finding", "Constatation") if kind == "finding"
                       else ("Recommendation", "Recommandation"))  # fmt: skip
        label = sheet.strong(shape.format(word=word, other=other, number=number))
        yield sheet.plain(f"{label} {sheet.said(kind, number, text)}")

    return each(one)


def memorandum(shape: str = "{n}. {head}.", *, underlined: bool = True) -> Body:
    """Print numbered paragraphs whose heads run in, with lettered paragraphs below them."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        def opened(place: int, head: str, text: str) -> Flowable:
            shown = f"<u>{head}</u>" if underlined else sheet.strong(head)
            return sheet.plain(f"{shape.format(n=place, head=shown)} {text}", firstLineIndent=0)

        yield opened(1, "Background", " ".join(chapter.told))
        for place, (kind, head, texts) in enumerate((
            ("finding", "Findings", [f.text for f in chapter.found]),
            ("recommendation", "Recommendations", [t for f in chapter.found for t in f.asked]),
        ), 2):  # fmt: skip
            yield opened(place, head, "The following is submitted.")
            for letter, text in zip("abcd", texts, strict=False):
                said = sheet.said(kind, letter, text)
                yield sheet.plain(f"{letter}. {said}", leftIndent=24, firstLineIndent=0)

    return body


def ordinal(shape: str = "{ordinal} {word}:") -> Body:
    """Print labels that count in words: "Third recommendation: ..."."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "finding" if kind == "finding" else "recommendation"
        label = sheet.strong(shape.format(ordinal=ORDINALS[int(number) - 1], word=word))
        yield sheet.plain(f"{label} {sheet.said(kind, number, text)}")

    return each(one)


def marked_portions(mark: str = "(U)") -> Body:
    """Print the mark of what may be published before each paragraph."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        for told in chapter.told:
            yield sheet.plain(f"{mark} {told}")
        for found in chapter.found:
            for kind, text in (("finding", found.text),
                               *(("recommendation", t) for t in found.asked)):  # fmt: skip
                number = sheet.count(kind)
                label = sheet.strong(f"{kind.capitalize()} {number}:")
                yield sheet.plain(f"{mark} {label} {sheet.said(kind, number, text)}")

    return body


def hanging(sign: str = "", *, indent: float = 110) -> Body:
    """Print labels at the left of statements that hang beside them, as tabs do."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "Finding" if kind == "finding" else "Recommendation"
        yield sheet.plain(sheet.said(kind, number, text), bullet=f"{word} {number}{sign}",
                          leftIndent=indent, firstLineIndent=0)  # fmt: skip

    return each(one)


def spaced_out() -> Body:
    """Print labels letter by letter above their statements."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "FINDING" if kind == "finding" else "RECOMMENDATION"
        yield sheet.plain(sheet.strong(f"{' '.join(word)}&nbsp;&nbsp;{number}"), spaceAfter=2,
                          firstLineIndent=0, keepWithNext=1)  # fmt: skip
        yield sheet.plain(sheet.said(kind, number, text), firstLineIndent=0)

    return each(one)


def underlined(sign: str = ":") -> Body:
    """Print labels underlined in the text's own type."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "Finding" if kind == "finding" else "Recommendation"
        yield sheet.plain(f"<u>{word} {number}</u>{sign} {sheet.said(kind, number, text)}")

    return each(one)


def of_all(shape: str) -> Body:
    """Print labels that say how many there are, or of which year: "Finding 3 of 10"."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "Finding" if kind == "finding" else "Recommendation"
        last = 10 if kind == "finding" else 20
        label = sheet.strong(shape.format(word=word, number=number, last=last))
        yield sheet.plain(f"{label} {sheet.said(kind, number, text)}")

    return each(one)


def of_year(shape: str = "{word} 2021-{number}") -> Body:
    """Print labels numbered within the year: "Recommendation 2021-04"."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "Finding" if kind == "finding" else "Recommendation"
        own = f"2021-{int(number):02d}"
        yield sheet.plain(f"{sheet.strong(f'{word} {own}:')} {sheet.said(kind, own, text)}")

    return each(one)


def by_subject(find: str = "{code}-F{n}", ask: str = "{code}-R{n}") -> Body:
    """Print codes of letters for the chapter: "COM-F1", "COM-R2"."""
    codes = ("PLN", "COM", "BAR", "GAT", "MED", "AFT")

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        code = codes[CHAPTERS.index(chapter)]
        turn = 0
        for place, found in enumerate(chapter.found, 1):
            own = find.format(code=code, n=place)
            yield sheet.plain(f"{sheet.strong(own)} {sheet.said('finding', own, found.text)}")
            for text in found.asked:
                turn += 1
                own = ask.format(code=code, n=turn)
                yield sheet.plain(f"{sheet.strong(own)} {sheet.said('recommendation', own, text)}")

    return body


def analysed() -> Body:
    """Print an exercise's observations with references, analysis and numbered recommendations."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for place, found in enumerate(chapter.found, 1):
            own = f"{index}.{place}"
            said = sheet.said("observation", own, found.text)
            yield sheet.plain(f"{sheet.strong(f'Observation {own}:')} {said}")
            yield sheet.plain(f"{sheet.strong('References:')} Harbour plan, 2016; staff manual.")
            yield sheet.plain(f"{sheet.strong('Analysis:')} {WHY[place % 2]}")
            yield sheet.plain(sheet.strong("Recommendations:"), keepWithNext=1)
            for turn, text in enumerate(found.asked, 1):
                said = sheet.said("recommendation", turn, text)
                yield sheet.plain(said, bullet=f"{turn}.", leftIndent=24, firstLineIndent=0)

    return body


def centred(sign: str = "") -> Body:
    """Print labels centred on lines of their own."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        word = "FINDING" if kind == "finding" else "RECOMMENDATION"
        yield sheet.plain(sheet.strong(f"{word} NO. {number}{sign}"), alignment=TA_CENTER,
                          firstLineIndent=0, spaceAfter=2, keepWithNext=1)  # fmt: skip
        yield sheet.plain(sheet.said(kind, number, text))

    return each(one)


def first_second() -> Body:
    """Print under one head paragraphs that count in words: "First, the council should ..."."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.head("Recommendations", 2)
        asked = [t for f in chapter.found for t in f.asked]
        for ordinal_, text in zip(ORDINALS, asked, strict=False):
            said = sheet.said("recommendation", "", f"{ordinal_}, {text[0].lower()}{text[1:]}")
            yield sheet.plain(said)

    return body


def large_numerals() -> Body:
    """Print a large numeral at the left of each thing asked, under a head."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        yield sheet.head("Recommendations", 2)
        for found in chapter.found:
            for text in found.asked:
                number = sheet.count("recommendation")
                size = sheet.look.size * 2.6
                big = sheet.plain(f"<b>{number}</b>", fontSize=size, leading=size, spaceAfter=0,
                                  firstLineIndent=0)  # fmt: skip
                said = sheet.said("recommendation", number, text)
                cells = [[big, sheet.plain(f"{said} {WHY[0]}" if not text else said,
                                           firstLineIndent=0)]]  # fmt: skip
                yield Table(cells, colWidths=[54, 396], style=[("VALIGN", (0, 0), (-1, -1),
                                                                "TOP")])  # fmt: skip

    return body
