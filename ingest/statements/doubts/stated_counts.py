"""How many statements a report says it makes, to check what was read against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ingest.headings_of_kind import kind_of_heading
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
    r"|areas (?:for|of|needing) improvement|corrective actions|action items|conclusions"
    r"|contributing factors)"
)
_STATED = re.compile(
    rf"\b(?P<number>{_NUMBER})\s+(?:(?!of\b|and\b)[\w-]+\s+){{0,2}}?(?P<kind>{_KIND})\b",
    re.IGNORECASE,
)
# Who makes a report's own statements, and the words for making them.
_MAKER = (
    r"(?:(?:this|the|our|present) (?:[\w-]+ ){0,2}?(?:report|review|assessment|study|inquiry|audit"
    r"|investigation|evaluation|analysis|panel|board|committee|commission|task force|team|chapter"
    r"|exercise)|we|i)"
)
_MAKES = (
    r"(?:makes?|made|are making|is making|contains?|offers?|presents?|identif(?:y|ies|ied)"
    r"|sets? (?:out|forth)|lists?|includes?|provides?|produced|summari[sz]es?|issued?|developed"
    r"|records?|recorded)"
)
# "The review identified nine strengths and twelve areas for improvement": all that is counted in
# one breath is made by the one who makes the first of them.
_BREATH = r"(?:(?!\bthat\b|\bwhich\b|\bwho\b)[^.;:()]){0,60}"
_OWN_BEFORE = re.compile(
    rf"(?:\b{_MAKER}(?: (?:\w+ly|also|therefore|has|have|then))? {_MAKES}\b{_BREATH}"
    # "Our conclusions are collected in a matrix, in section 7, that contains 18 findings and"
    rf"|\b(?:in|by) (?:a|the) (?:matrix|table|list)\b[^.;:()]{{0,30}} (?:contains?|holds?)\b"
    rf"{_BREATH}"
    rf"|\b(?:the|these|our) following (?:\w+ )?|\btotal of )$",
    re.IGNORECASE,
)
# "Twenty-two corrective actions were identified." as the end of the sentence that begins with it.
_OWN_AFTER = re.compile(
    r"^[^.;:]{0,90}?\b(?:are|were|was|have been) (?:identified|set out|presented|offered|listed"
    r"|developed|made(?: in this \w+| below)?)[^\w]*$",
    re.IGNORECASE,
)
# Of another report, of a part of what is printed, of what became of it, or only roughly counted.
_OTHERS = re.compile(
    r"\b(?:earlier|previous(?:ly)?|prior|another|other|last|first|that|past|interim) "
    r"(?:reports?|reviews?|study|studies|audits?|assessments?|recommendations|findings)\b"
    r"|\bof (?:the|these|those|its|our) \d+\b"
    r"|\b(?:19|20)\d\d (?:report|review|audit|assessment|study)\b"
    # "In 2010 the Commission issued three safety recommendations"
    r"|\b(?:in|during|on) (?:[\w,]+ ){0,2}(?:19|20)\d\d,? (?:the|this|we|our)\b"
    r"|\b(?:since|to date|remaining|additional|further|outstanding|open|closed|implemented"
    r"|completed?|accepted|per cent|percent|at least|more than|nearly|about|approximately|over)\b",
    re.IGNORECASE,
)
# Leaders, or titles run together with their page numbers, show a contents page.
_CONTENTS = re.compile(r"(?:\.\s?){5,}|(?:[a-z]\s+\d{1,3}\s+[A-Z].*){3,}")


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
        counted = list(_STATED.finditer(sentence))
        if not counted or _OTHERS.search(sentence) or _CONTENTS.search(sentence):
            continue
        times = Counter(_kind(m) for m in counted)
        for match in (m for m in counted if _is_own(sentence, m)):
            kind, count = _kind(match), read_number_word(match["number"])
            # "four urgent recommendations to KiwiRail, and two further recommendations" are parts
            if kind and count > 1 and times[kind] == 1:
                yield kind, StatedCount(kind.value, count, page.number, sentence[:200])


def _kind(match: re.Match[str]) -> Kind | None:
    found = kind_of_heading(match["kind"])
    return found[0] if found else None


def _is_own(sentence: str, match: re.Match[str]) -> bool:
    """Say whether the report counts what it makes itself, not what others did or it tells of."""
    before, after = sentence[: match.start()], sentence[match.end() :]
    return bool(
        _OWN_BEFORE.search(before)
        or _IN_REPORT.match(after)
        or (_STARTS.match(before) and _OWN_AFTER.match(after))
    )


# What may stand before a count in a sentence that says in the passive what was identified.
_STARTS = re.compile(
    rf"^(?:(?:in (?:all|total)|altogether),? )?(?:{_NUMBER}\b[^.;:]*(?:,|\band) )?$", re.IGNORECASE
)
_IN_REPORT = re.compile(
    r"^ (?:in|made by) (?:this|the|our) (?:report|review|study)\b", re.IGNORECASE
)
