"""Ways to print a chapter in words that no other report has: openings, headings, lone words."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable

from tests.support.typeset.labelled_bodies import each
from tests.support.typeset.one_text import CHAPTERS, Chapter
from tests.support.typeset.printed_text import Body, Sheet
from tests.support.typeset.told_bodies import WHY


def opened(find: str, ask: str, *, numbered: bool = False) -> Body:
    """Print statements as paragraphs that open alike: "The Panel finds that ..."."""

    def one(sheet: Sheet, kind: str, number: str, text: str) -> Iterator[Flowable]:
        opening = sheet.strong(find if kind == "finding" else ask)
        shown = str(len(sheet.wanted) + 1) if numbered else ""
        said = sheet.said(kind, shown, f"{opening} {text[0].lower()}{text[1:]}")
        sheet.wanted[-1].text = sheet.wanted[-1].text.replace("<b>", "").replace("</b>", "")
        yield sheet.plain(f"{shown}. {said}" if numbered else said)

    return each(one)


def asked_below(find: str, ask: str) -> Body:
    """Print a numbered heading over what was found, then lone words over what is asked for."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for found in chapter.found:
            number = sheet.count("finding")
            yield sheet.head(find.format(n=number), 2)
            yield sheet.plain(sheet.said("finding", number if "{" in find else "", found.text))
            yield sheet.plain(sheet.strong(ask), keepWithNext=1, spaceAfter=2)
            for text in found.asked:
                said = sheet.said("recommendation", "", text)
                yield sheet.plain(said, bullet="\N{BULLET}", leftIndent=24, firstLineIndent=0)

    return body


def spoken(find: str, ask: str) -> Body:
    """Print what was found amid its reasons, and what is asked under lone words in the text."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        for place, found in enumerate(chapter.found):
            said = sheet.said("finding", "", found.text)
            yield sheet.plain(f"{sheet.strong(find)} {said}")
            yield sheet.plain(WHY[place % 2])
            for text in found.asked:
                yield sheet.plain(f"{sheet.strong(ask)} {sheet.said('recommendation', '', text)}")

    return body


def all_at_the_end(find: str, ask: str, bullet: str, meant: str = "finding") -> Body:
    """Print both lists once, in a last chapter, under headings in the report's own words."""

    def body(sheet: Sheet, chapter: Chapter, index: int) -> Iterator[Flowable]:
        yield from map(sheet.plain, chapter.told)
        if index < len(CHAPTERS):
            return
        found = [f for c in CHAPTERS for f in c.found]
        groups = ([f.text for f in found], [t for f in found for t in f.asked])
        for kind, head, texts in zip((meant, "recommendation"), (find, ask), groups, strict=True):
            yield sheet.head(head, 2)
            for place, text in enumerate(texts, 1):
                mark = bullet.format(n=place)
                said = sheet.said(kind, mark.strip("().") if "{" in bullet else "", text)
                yield sheet.plain(said, bullet=mark, leftIndent=24, firstLineIndent=0)

    return body
