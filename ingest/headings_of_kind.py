"""Which kind of statement a heading announces, such as `Key Findings`."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.words_of_kind import ADJECTIVES, WORD_OF_KIND, word_told
from kb.domain.record import Kind


def kind_of_heading(text: str) -> tuple[Kind, str] | None:
    """Say which kind a heading announces, with the word as printed; None where none or several.

    `Key Findings`, `7. RECOMMENDATIONS`, `Recommendations for Executive Action`, `The Process and
    Lessons Learned` announce one; `Findings and Recommendations` announces two and so none.
    """
    return _kind_of_heading(text, _ANY_WORD)


# A report's headings are asked for over and over; `words` are part of what is remembered.
@lru_cache(maxsize=4096)
def _kind_of_heading(text: str, words: re.Pattern[str]) -> tuple[Kind, str] | None:
    bare = _HEAD_NUMBER.sub("", _CITED.sub("", text).strip()).strip(" :.*")
    found = list(words.finditer(_before_preposition(bare)))
    kinds = {word_told(m)[1] for m in found if not _is_plain_action(m, bare)}
    if kinds == _FOUND:
        kinds = {Kind.FINDING}
    if len(kinds) != 1 or not _heads(bare, found[0], found[-1]):
        return None
    word, kind = word_told(found[0])
    return (Kind.FINDING if Kind.FINDING in kinds else kind), word


# "Observations and Findings": two words for what was found.
_FOUND = frozenset({Kind.OBSERVATION, Kind.FINDING})

# "Finding undiagnosed patients (recommendation 8)" cites one, it announces none.
_CITED = re.compile(r"\([^()]*\b(?:recommendations?|findings?|lessons?) \d[^()]*\)", re.IGNORECASE)


def _before_preposition(text: str) -> str:
    """Leave out what the statements are about: `Recommendations | for Executive Action`."""
    found = _ANY_WORD.search(text)
    cut = _PREPOSITION.search(text, found.end()) if found else None
    return text[: cut.start()] if cut else text


def _is_plain_action(found: re.Match[str], heading: str) -> bool:
    # "Safety action" and "Action by the operator" tell what was done; "Action:" alone and "Actions
    # for agencies" announce
    given = found[0].lower() == "actions" and _FOR_WHOM.fullmatch(heading, found.end())
    return found[0].lower() in ("action", "actions") and found[0] != heading and not given


_FOR_WHOM = re.compile(r" for (?:the |all |other |each )?(?:[\w’'-]+ ?){1,4}", re.IGNORECASE)


_PREPOSITION = re.compile(r"\b(?:for|to|on|of|from|by|in|regarding|concerning)\b", re.IGNORECASE)


def kinds_of_heading(text: str) -> tuple[Kind, ...]:
    """Give every kind that a heading names, in order."""
    kinds = [word_told(m)[1] for m in _ANY_WORD.finditer(text)]
    return tuple(dict.fromkeys(kinds))


_HEAD_NUMBER = re.compile(
    r"^(?:(?:chapter|section|part|appendix|annex)\s+\w+\s*[:.\u2013\u2014-]?\s*)?"
    r"(?:[A-Z]?\d{0,3}(?:\.\d{1,3})*[.):]?\s+|[IVXA-Z]{1,4}[.)]\s+|\([a-z0-9]\)\s+)?",
    re.IGNORECASE,
)
_ANY_WORD = re.compile(rf"\b{ADJECTIVES}{{0,2}}(?:{WORD_OF_KIND})\b", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?:the|our|its|their|summary|list|table|overview|process|conclusions?|discussion|other"
    r"|analysis|statement|committee[’']?s?|commission[’']?s?|board[’']?s?|of|and|in|a|an|\W)\s*)*$",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"^\s*(?:$|[:.;,(\u2013\u2014-]|(?:for|to|on|of|as|by|regarding|concerning|about|in"
    r"|relating|related|with|made|issued|arising|and|continued|list|include|are)\b)",
    re.IGNORECASE,
)


def _heads(text: str, first: re.Match[str], last: re.Match[str]) -> bool:
    """Say whether the word of kind is what the heading is about, not a word in a long title."""
    before, after = text[: first.start()], text[last.end() :]
    if _LEADING.match(before):
        return bool(_TRAILING.match(after))
    return len(text.split()) <= MOST_HEADING_WORDS and not after.strip(" :.") and bool(before)


# "On-Scene Command Recommendations" ends on its kind; longer ones are rather titles of topics.
MOST_HEADING_WORDS = 7
