"""Who publishes a report: imprint, citation, copyright line, cover, and who is named most."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.front_matter import FrontMatter, likeness, printed_as, squeeze
from kb.domain.report import Evidence

_NOUNS = (
    r"(?:department|office|commission|committee|council|board|institute|institution|university"
    r"|college|forum|foundation|centers?|centre|agency|bureau|police|association|ministry"
    r"|parliament|inspectorate|consulting|consultants|consultancy|group|team|task ?force|inquiry"
    r"|service|services|authority|government|llc|inc\.?|ltd\.?|corporation|company|partners"
    r"|society|academy|laboratory|administration|legislature|senate|house of \w+|general assembly"
    r"|city of [A-Z]\w+|county of [A-Z]\w+|ombudsman|auditor(?: general)?|inspector general|network"
    r"|panel|coalition|constabulary|sheriff’?'?s office|management|division|unit|library|press)"
)
_ORGANISATION = re.compile(rf"\b{_NOUNS}\b", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:was|were|is|are|has|have|be|that|which|should|this|these|its|their|during|after|following"
    r"|report|review|assessment|response|study|findings|recommendations?|analysis|shooting|attack)\b",
    re.IGNORECASE,
)
# A name of an organisation in running text: capitalised words, small words between them.
_NAME = (
    r"[A-Z][\w’'&.-]*(?:(?:,(?=\s[A-Z][\w’']+(?:,|\sand\s|\s&)))?\s+"
    r"(?:(?:of|for|the|and|on|in|&|to|at)\s+){0,3}[A-Z][\w’'&-]*){1,12}"
)
_IMPRINT = re.compile(
    r"\b(?i:(?:published|issued|released|prepared|produced|written|compiled|conducted)\s+by"
    r"(?:\s+authority\s+of)?|publisher:|a\s+(?:publication|report)\s+(?:of|by)|report\s+by"
    rf"|on\s+behalf\s+of)[\s:]+(?:the\s+)?(?P<name>{_NAME})"
)
_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|[Cc]opyright)\s*(?:©\s*)?(?:\d{{4}}[\s,]*)?(?:by\s+)?(?:the\s+)?(?P<name>{_NAME})"
)
_STATEMENT = re.compile(rf"\b[Tt]he\s+(?P<name>{_NAME})(?:\s+\([A-Z]{{2,8}}\))?")
_SMALL_END = re.compile(r"(?:[\s,]+(?:of|for|the|and|on|in|&|to|at))+$")
MOST_WORDS = 16
_SAME_NAME = 0.75


@dataclass(slots=True)
class _Candidate:
    name: str
    score: float
    page: int
    quote: str


def is_organisation(text: str) -> bool:
    """Say whether a line is an organisation's name and nothing else."""
    words = text.split()
    return (
        1 < len(words) <= MOST_WORDS
        and bool(_ORGANISATION.search(text))
        and not _SENTENCE.search(text)
        and not text.rstrip().endswith((".", ":", "?"))
    )


def read_publisher(front: FrontMatter, title: str) -> tuple[str, tuple[Evidence, ...]]:
    """Give the publisher as printed and where it was read; "" where nothing names one."""
    pool: list[_Candidate] = []
    for name, score, page, quote in _named(front, title):
        _add(pool, name, score, page, quote)
    if not pool:
        return "", ()
    best = max(pool, key=lambda c: c.score)
    return best.name, (Evidence("publisher", best.name, best.page, best.quote),)


def _named(front: FrontMatter, title: str) -> Iterator[tuple[str, float, int, str]]:
    yield from _from_citation(front, title)
    for page, text in front.texts:
        for pattern, score in ((_IMPRINT, 3.0), (_COPYRIGHT, 2.0), (_STATEMENT, 0.4)):
            for match in pattern.finditer(text):
                if pattern is not _STATEMENT or _ORGANISATION.search(match["name"]):
                    yield match["name"], score, page, _around(text, match)
    lines = [
        g for g in front.cover if is_organisation(g.text) and squeeze(g.text) != squeeze(title)
    ]
    for rank, group in enumerate(lines):
        yield group.text, 2.5 - 0.5 * min(rank, 3), group.page, group.text
    yield from _from_elsewhere(front)


def _from_elsewhere(front: FrontMatter) -> Iterator[tuple[str, float, int, str]]:
    author = front.info.get("Author", "")
    if is_organisation(author):
        yield author, 1.0, 0, "document information"
    for head, times in front.running:
        for part in re.split(r"\s+\|\s+", head):
            if is_organisation(part) and times > 1:
                yield part, 0.8, front.first, head


def _from_citation(front: FrontMatter, title: str) -> Iterator[tuple[str, float, int, str]]:
    printed = printed_as(squeeze(title), front.citation)
    if not printed:
        return
    rest = front.citation[front.citation.index(printed) + len(printed) :]
    rest = re.sub(r"^[\s.,:;”\"]+", "", rest)
    rest = re.sub(r"^[A-Z][\w. ]+,\s*(?:[A-Z]{2}|[A-Z][a-z]+|D\.C\.):\s*", "", rest)
    name = re.split(r"\.(?:\s|$)|,?\s*\(?(?:19|20)\d\d|;|\shttps?:", rest)[0].strip(" ,.")
    if name and len(name.split()) <= MOST_WORDS:
        yield name, 4.0, front.citation_page, front.citation


def _around(text: str, match: re.Match[str]) -> str:
    return " ".join(text[max(0, match.start() - 20) : match.end() + 20].split())


def _add(pool: list[_Candidate], name: str, score: float, page: int, quote: str) -> None:
    bare = _SMALL_END.sub("", " ".join(name.split()).strip(" ,.;:|"))
    bare = re.sub(r"^[Tt]he\s+", "", bare)
    if not bare or len(bare) < len("GAO"):
        return
    for candidate in pool:
        if likeness(candidate.name, bare) >= _SAME_NAME or squeeze(candidate.name) == squeeze(bare):
            candidate.score += score
            if bare.count(" ") > candidate.name.count(" ") and score >= 1:
                candidate.name = bare
            return
    bonus = 0.5 if _ORGANISATION.search(bare) else 0.0
    pool.append(_Candidate(bare, score + bonus, page, quote))
