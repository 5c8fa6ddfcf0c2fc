"""Names of organisations: which line of a cover is one, and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.dates import find_dates

_NOUNS = (
    r"(?:department|office|commission|committee|council|board|institute|institution|university"
    r"|college|forum|foundation|centers?|centre|agency|bureau|police|association|ministry"
    r"|parliament|inspectorate|consulting|consultants|consultancy|group|team|task ?force|inquiry"
    r"|service|services|authority|government|llc|inc\.?|ltd\.?|corporation|company|partners"
    r"|society|academy|laboratory|administration|legislature|senate|house of \w+|general assembly"
    r"|city of [A-Z]\w+|county of [A-Z]\w+|ombudsman|auditor(?: general)?|inspector general|network"
    r"|panel|coalition|constabulary|sheriff[’']?s office|management|division|unit|library|press"
    r"|district|grand jury|coroners?[’']? court|coroner|hospital|headquarters|national guard"
    r"|fire (?:and |& )?rescue|fire brigade|(?:city|county|national|state|legislative) assembly"
    r"|schools|attorney general|prosecutor|directorate|secretariat|observatory|federation"
    # firms that review: "21CP Solutions", "... Risk Advisors", "... & Associates"
    r"|advis[eo]rs|associates|solutions"
    r"|sheriffdom|consortium|collaborative|alliance|emergency communications|communications"
    r" district"
    r"|prevention program(?:me)?|resilience forum|partnership"
    r"|health (?:system|network))"
)
ORGANISATION = re.compile(rf"\b{_NOUNS}\b", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:was|were|is|are|has|have|be|that|which|should|this|these|its|their|during|after|following"
    r"|study|findings|recommendations?|shooting|attack|disturbance|explosion|riot|siege|collapse"
    r"|deaths? of|shootings|crash|occupation|derailment"
    r"|incident(?! (?:response|management|command|review|support|investigation))"
    # but "Safety Review Board", "Critical Incident Response Team" name who writes
    r"|(?:report|review|assessment|response|analysis)(?! (?:board|panel|commission|committee|office"
    r"|team|group|unit|agency|authority|consortium|network|collaborative|council|alliance)))\b",
    re.IGNORECASE,
)
MOST_WORDS = 16
# Who receives or adopts a report has not written it: "Submitted to the Board of Commissioners"
_RECEIVING = re.compile(
    # who ordered a review has not written it
    r"(?:commissioned|requested|ordered) by\b|"
    r"(?:adopted|approved|accepted|endorsed|filed|heard|received|revised) by\b"
    r"|(?:submitted|presented|delivered|addressed|being sent|sent|report(?:ed)?|a report) to\b"
    r"|(?:prepared|written|made) for\b",
    re.IGNORECASE,
)
# "Prepared by the Training Division", "by the Emergency Management Bureau": the part of a body that
# wrote it does not publish; a bureau or branch named by what it does alone is such a part
_FUNCTIONS = (
    r"(?:Emergency|Management|Training|Professional|Standards|Planning|Research|Patrol|Field|Special"
    r"|Operations|Homeland|Security|Strategic|Services|Support|Community|Policing|Investigations?"
    r"|Investigative|Administrative|Internal|Affairs|Tactical|Public|Safety|Risk|Technical|and|&)"
)
PART = re.compile(
    r"\b(?:Division|Section|Unit|Team)(?=\n|$)"
    rf"|^(?:{_FUNCTIONS} )+(?:Bureau|Branch|Command|Directorate)(?=\n|$)"
    r"|^Office of (?:Planning|Research|Professional|Training|Policy|Strategic|Internal)\b"
)
_BY = re.compile(
    r"(?:prepared|written|compiled|produced|published|issued) by\s+(?:the\s+)?", re.IGNORECASE
)
# "Office of Federal Program Review" is a body and no review
_OFFICE_OF_REVIEW = re.compile(
    r"(?:[A-Z]\w+ ){0,3}(?:Office|Bureau|Board|Division|Center|Centre|Institute) (?:of|for)"
    r" (?:(?:[A-Z]\w+|the|and|&) ){1,6}"
    r"(?:Review|Assessment|Analysis|Response|Study)"
)
# The words of a name begin with capitals; "Three attorneys and a retired commander" is none
_SMALL_WORDS = frozenset(
    {"of", "for", "the", "and", "on", "in", "into", "to", "at", "&", "de", "du", "des"}
)
# "BELLAMY COUNTY, ALA.", "Port Gamble, Wash.", "New Tannery, N.J.", "Ridgeline Advisors, Inc."
_STATE_END = re.compile(r",\s+(?!(?:Inc|Ltd|Co)\b)(?:[A-Z][A-Za-z]{1,4}|[A-Z]\.\s?[A-Z])\.$")
_SHORTENED_END = re.compile(
    r",\s+(?:[A-Z][A-Za-z]{1,4}|(?:[A-Z]\.\s?)[A-Z])\.$|\b(?:Inc|Ltd|Co)\.$"
)
# What may stand beside a name on its line: "Hollis Police Department — Hollis, North Carolina"
# and "St. Aldric Medical Center, Harmon Falls, Virginia. Approved by the Committee"
_BESIDE = re.compile(
    r"\s+[—–|•·]\s+|\.\s+(?=(?:Approved|Adopted|Accepted|Issued|Prepared|Published|Released"
    r"|Submitted)\b)"
)
_COMMA = re.compile(r",\s+(?=[A-Z])")
# A report's number or a page's is no part of an organisation's name: "Marine inquiry MO-2019-202
# Fatal jet boat accident", "Background to the public inquiry 2"
# But "Fire Protection District No. 3" has one.
_NUMBERED = re.compile(
    r"\b(?:[A-Z]{1,3}-)?\d{2,4}-\d{2,4}\b|(?<!\bNo\.)(?<!\bDistrict)\s\d{1,3}$", re.IGNORECASE
)
# A report that is filed in a case begins with the court's caption, which is not who wrote it:
# "UNITED STATES DISTRICT COURT DISTRICT OF NEW JERSEY"
CAPTION = re.compile(
    r"\b(?:district|circuit|superior|supreme|high|federal) court\b|\bcourt of appeals?\b"
    r"|\b(?:plaintiffs?|defendants?)\b",
    re.IGNORECASE,
)


def is_organisation(text: str) -> bool:
    """Say whether a line is an organisation's name and nothing else."""
    words = text.split()
    return (
        1 < len(words) <= MOST_WORDS
        and bool(ORGANISATION.search(text))
        and (not _SENTENCE.search(text) or bool(_OFFICE_OF_REVIEW.fullmatch(text)))
        and not _RECEIVING.match(text)
        and not _ends_sentence(text)
        # "Board of Inquiry: Death of Marcus Ellery in the Tolliver County Jail" is a title
        and not re.search(r":(?:\s|$)", text)
        and not CAPTION.search(text)
        # "1.1. Mandate of the Portfolio Committee" is a heading
        and not text[:1].isdigit()
        and not _NUMBERED.search(text)
        # "CRSB/SR-15/02 Adopted November 12, 2015 Cascade Regional Safety Board" is an imprint
        and not any(found.full for found in find_dates(text))
    )


def _ends_sentence(text: str, marks: str = ".?") -> bool:
    """Say whether a mark closes a text that is not that of an abbreviated state or firm."""
    return text.rstrip().endswith(tuple(marks)) and not _SHORTENED_END.search(text.rstrip())


def is_short(part: str) -> bool:
    """Say whether a paragraph is short enough for a name and what goes with it, and no sentence."""
    return len(part.split()) <= MOST_WORDS and not re.search(r"[.;?]", part)


def is_name(text: str) -> bool:
    """Say whether all words of a line may be words of a name."""
    return all(w[:1].isupper() or w in _SMALL_WORDS for w in re.findall(r"[^\W\d_]\S*|&", text))


def body_in(line: str) -> str:
    """Give the organisation that a cover's line names beside place or date; "" where none."""
    if len(line.split()) > MOST_WORDS or _RECEIVING.match(line) or _ends_sentence(line, "."):
        return ""
    written = _BY.match(line)
    # "Prepared by Ada Rowe for the City of Elk Ridge": whom it is for has not written it
    line = line[written.end() :].partition(" for ")[0] if written else line
    line = _STATE_END.sub("", line)
    parts = (part for dated in _around_dates(line) for part in _BESIDE.split(dated))
    pieces = (piece for part in parts for piece in (part, *_COMMA.split(part)))
    return next((p for p in pieces if is_organisation(p) and not (written and PART.search(p))), "")


def _around_dates(line: str) -> Iterator[str]:
    start = 0
    for found in find_dates(line):
        yield line[start : found.first].strip(" ,.;:")
        start = found.last
    yield line[start:].strip(" ,.;:")
