"""How many statements a report says it makes, to check what was read against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.labels import kind_of_heading
from kb.domain.record import Kind
from kb.domain.report import Page, StatedCount

_UNITS = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {w: n for n, w in enumerate(_UNITS, start=1)} | {
    w: 10 * n for n, w in enumerate(_TENS, start=2)
}
_NUMBER = (
    rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?|{'|'.join(_UNITS)})"
)
_KIND = (
    r"(?:findings?|recommendations?|observations?|lessons?(?: learned)?|strengths|best practices"
    r"|areas (?:for|of|needing) improvement|corrective actions|action items|actions|conclusions"
    r"|contributing factors)"
)
_STATED = re.compile(
    rf"\b(?P<number>{_NUMBER})\s+(?:(?!of\b|and\b)[\w-]+\s+){{0,2}}?(?P<kind>{_KIND})\b",
    re.IGNORECASE,
)
# The report speaks of itself, and not of another report or of a part of what it prints.
_OWN = re.compile(
    r"\b(?:this|the|our) (?:report|review|assessment|study|inquiry|report[’']s)\b|\bwe\b|\bour\b"
    r"|\b(?:makes?|made|contains?|offers?|presents?|identif(?:y|ies|ied)|resulted|sets? out|lists?"
    r"|includes?|following|produced|summari[sz]es?|total of|there are)\b",
    re.IGNORECASE,
)
# Characters within which the words for making them stand.
NEAR = 60
_OTHERS = re.compile(
    r"\b(?:earlier|previous|prior|another|other|last|first|that) (?:reports?|reviews?|study"
    r"|studies|audits?|assessments?)\b|\bof (?:the|these|those|its) \d+\b|\b(?:19|20)\d\d (?:report|review|audit"
    r"|assessment|study)\b|\b(?:remaining|additional|outstanding|implemented|completed?|per cent"
    r"|percent|at least|more than|nearly|about)\b",
    re.IGNORECASE,
)


def read_number_word(text: str) -> int:
    """Read `38`, `seven` or `thirty-six`; 0 where it is no number."""
    lowered = text.lower()
    if lowered.isdigit():
        return int(lowered)
    return sum(_WORDS.get(part, 0) for part in re.split(r"[- ]", lowered))


def stated_counts(pages: Iterable[Page]) -> tuple[StatedCount, ...]:
    """Give the counts that a report states of its own statements, the first for each kind."""
    found: dict[Kind, StatedCount] = {}
    for page in pages:
        for kind, stated in _on_page(page):
            if kind not in found or stated.count > found[kind].count:
                found[kind] = stated
    return tuple(found.values())


def _on_page(page: Page) -> Iterator[tuple[Kind, StatedCount]]:
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", page.text.replace("\n", " ")):
        if _OTHERS.search(sentence):
            continue
        for match in _STATED.finditer(sentence):
            kind = kind_of_heading(match["kind"])
            count = read_number_word(match["number"])
            around = sentence[max(0, match.start() - NEAR) : match.end() + NEAR]
            if kind and count > 1 and _OWN.search(around):
                yield kind[0], StatedCount(kind[0].value, count, page.number, sentence[:200])
