"""Who publishes a report: imprint, citation, copyright line, cover, and who is named most."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.dates import find_dates
from ingest.front_matter import FrontMatter, Group, likeness, printed_as, squeeze
from kb.domain.report import Evidence

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
    r"|health (?:system|network))"
)
_ORGANISATION = re.compile(rf"\b{_NOUNS}\b", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:was|were|is|are|has|have|be|that|which|should|this|these|its|their|during|after|following"
    r"|study|findings|recommendations?|shooting|attack|disturbance|explosion|riot|siege|collapse"
    r"|deaths? of|shootings|crash|occupation|derailment"
    r"|incident(?! (?:response|management|command|review|support|investigation))"
    # but "Safety Review Board", "Critical Incident Response Team" name who writes
    r"|(?:report|review|assessment|response|analysis)(?! (?:board|panel|commission|committee|office"
    r"|team|group|unit|agency|authority)))\b",
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
# Who receives or adopts a report has not written it: "Submitted to the Board of Commissioners"
_RECEIVING = re.compile(
    r"(?:adopted|approved|accepted|endorsed|filed|heard|received|revised) by\b"
    r"|(?:submitted|presented|delivered|addressed|report(?:ed)?|a report) to\b"
    r"|(?:prepared|written|made) for\b",
    re.IGNORECASE,
)
# "Prepared by the Training Division": the part of a body that wrote it does not publish
_PART = re.compile(
    r"\b(?:Division|Section|Unit|Team)$"
    r"|^Office of (?:Planning|Research|Professional|Training|Policy|Strategic|Internal)\b"
)
# Where a person reports to a body, that body publishes: "Prepared for the Police Services Board"
_FOR = re.compile(
    rf"\b(?i:(?:prepared|written|conducted|review|report) for)\s+(?:the\s+)?(?P<name>{_NAME})"
)
_BY = re.compile(
    r"(?:prepared|written|compiled|produced|published|issued) by\s+(?:the\s+)?", re.IGNORECASE
)
_SAID_END = re.compile(r"\s+(?:Released|Published|Issued|Adopted|Approved|Prepared|Submitted)$")
# What may stand beside a name on its line: "Hollis Police Department — Hollis, North Carolina"
_BESIDE = re.compile(r"\s+[—–|•·]\s+")
_COMMA = re.compile(r",\s+(?=[A-Z])")
_SAME_NAME = 0.75


# A person, not the publisher: "A report by The Rt Hon the Baroness Hallett DBE"
_HONORIFIC = re.compile(
    r"^(?:The\s+)?(?:Rt\.?\s+)?(?:Hon|Dr|Mr|Mrs|Ms|Sir|Dame|Lord|Lady|Baroness|Judge|Justice"
    r"|Prof|Professor|Senator|Rep|Governor|Mayor|Chief)\b\.?\s+(?:the\s+)?[A-Z]"
    # "Prepared by Captain D. Archuleta"
    r"|^(?:(?:Deputy|Assistant|Acting|Detective|State|Chief)\s+)?(?:Captain|Capt|Lieutenant|Lt"
    r"|Sergeant|Sgt|Inspector|Superintendent|Sheriff|Colonel|Col)\b\.?\s+(?!General\b)"
    r"(?:[A-Z]\.?\s*)*(?:[A-Z][\w’'-]+)?$"
    # "Coroner Philippa Raine", "Anneliese Broughton, Deputy State Coroner"
    r"|^(?:(?:Deputy|State|Chief)\s+)*Coroner\s+[A-Z]"
    r"|^(?:[A-Z][\w.’'-]*\s+){1,3}[A-Z][\w’'-]+,\s+(?:[A-Z][\w’'.-]*\s+){0,3}"
    r"(?:Coroner|Commissioner|Reviewer|Chair|Auditor|Inspector|Director|Monitor)$"
)
# A report's number or a page's is no part of an organisation's name: "Marine inquiry MO-2019-202
# Fatal jet boat accident", "Background to the public inquiry 2"
# But "Fire Protection District No. 3" has one.
_NUMBERED = re.compile(
    r"\b(?:[A-Z]{1,3}-)?\d{2,4}-\d{2,4}\b|(?<!\bNo\.)(?<!\bDistrict)\s\d{1,3}$", re.IGNORECASE
)
# A report that is filed in a case begins with the court's caption, which is not who wrote it:
# "UNITED STATES DISTRICT COURT DISTRICT OF NEW JERSEY"
_CAPTION = re.compile(
    r"\b(?:district|circuit|superior|supreme|high|federal) court\b|\bcourt of appeals?\b"
    r"|\b(?:plaintiffs?|defendants?)\b",
    re.IGNORECASE,
)
# Who prints is not who publishes: "on behalf of the Controller of His Majesty's Stationery Office"
_PRINTER = re.compile(r"\b(?:Stationery|Printing) Office\b|\bPrint(?:ers|ing)\b")
# "the Board's Recommendation", "each Agency's Privacy and Civil Liberties Officer" name nobody
_ANY_BODY = re.compile(
    r"(?:Agency|Board|Bureau|Commission|Committee|Council|Department|Government|Office)[’']s?\b"
)
# A heading or date that stands before or after the name: "Introduction The Interagency Council"
_HEADING = re.compile(
    r"^(?:Abstract|Background|Foreword|Introduction|Preface|Summary|Report of)\s+(?:[Tt]he\s+)?"
    r"|^IN THE\s+(?=.*\bCOURT\b)"
)
# Where a court sat: "CORONERS COURT OF VICTORIA AT DUNMARRA"
_SEAT = re.compile(r"(?<=\w)\s+(?:AT|at)\s+(?:[A-Z][\w’'-]+ ?){1,3}$")
_MONTH_END = re.compile(
    r"\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)$"
)
# A body that reports in its own name: "Report of the Standing Committee on Finance"
_REPORT_OF = re.compile(
    rf"\b(?i:reports?\s+(?:of|by)\s+the)\s+(?P<name>(?-i:{_NAME}))",
)
_REPORTING_BODY = re.compile(
    r"\b(?:auditor|board|commission|committee|inspector|ombudsman|panel|task ?force|team)\b",
    re.IGNORECASE,
)
# Whose report is answered, and who answers: "UK Government Response to the Covid-19 Inquiry"
_ANSWERED = re.compile(r"\bresponse\s+to\s+(?P<what>.+)", re.IGNORECASE | re.DOTALL)
_ANSWERING = re.compile(
    r"^(?:The\s+)?(?P<name>(?:[A-Z]\w*\s+){0,3}Government)(?:[’']s)?\s+Response\b"
)
# What follows a name on its line: "Australian Transport Safety Bureau PO Box 967", "..., http://"
_AFTER_NAME = re.compile(
    r"(?<![\s,])[\s,]+(?:P\.?\s?O\.?\s+Box\b|https?://|www\.|\d{1,5}\s+[A-Z]|Tel(?:ephone)?\b|E-?mail\b)",
    re.IGNORECASE,
)
# "Published by: Postal address: Office location:" is a column of labels, their values beside it
_LABEL_COLUMN = re.compile(
    r"^(?:published|issued|produced) by:(?:\s+[\w -]{3,24}:)+$", re.IGNORECASE
)
# An organisation that a report explains with its short form on its first pages.
_DEFINED = re.compile(
    rf"\b(?:[Tt]he\s+)?(?P<name>{_NAME})\s+\([“\"]?(?P<short>[A-Z]{{3,8}})[”\"]?\)"
)
# How often the report must use the short form of the one who speaks in it.
_FEWEST_USES = 5


@dataclass(slots=True)
class _Candidate:
    name: str
    score: float
    page: int
    quote: str
    named: float = 0.0


def is_organisation(text: str) -> bool:
    """Say whether a line is an organisation's name and nothing else."""
    words = text.split()
    return (
        1 < len(words) <= MOST_WORDS
        and bool(_ORGANISATION.search(text))
        and not _SENTENCE.search(text)
        and not _RECEIVING.match(text)
        and not text.rstrip().endswith((".", "?"))
        # "Board of Inquiry: Death of Marcus Ellery in the Tolliver County Jail" is a title
        and not re.search(r":(?:\s|$)", text)
        and not _CAPTION.search(text)
        # "1.1. Mandate of the Portfolio Committee" is a heading
        and not text[:1].isdigit()
        and not _NUMBERED.search(text)
        # "CRSB/SR-15/02 Adopted November 12, 2015 Cascade Regional Safety Board" is an imprint
        and not any(found.full for found in find_dates(text))
    )


def read_publisher(front: FrontMatter, title: str) -> tuple[str, tuple[Evidence, ...]]:
    """Give the publisher as printed and where it was read; "" where nothing names one."""
    pool: list[_Candidate] = []
    answered = _ANSWERED.search(title)
    for name, score, page, quote in _named(front, title):
        # The inquiry whose report is answered has not published the answer
        if not (answered and squeeze(_bare(name)) in squeeze(answered["what"])):
            _add(pool, name, score, page, quote)
    if not pool:
        return "", ()
    best = max(pool, key=lambda c: c.score)
    return best.name, (Evidence("publisher", best.name, best.page, best.quote),)


def _named(front: FrontMatter, title: str) -> Iterator[tuple[str, float, int, str]]:
    yield from _from_citation(front, title)
    for page, text in front.texts:
        for match in _IMPRINT.finditer(text):
            if not _printed(text, match):
                # "the study conducted by Watson Wyatt and GAO" tells of another work
                aside = not _stands_apart(text, match) or _PART.search(match["name"])
                yield match["name"], 0.8 if aside else 3.0, page, _around(text, match)
        for match in _COPYRIGHT.finditer(text):
            if not _printed(text, match):
                yield match["name"], 2.0, page, _around(text, match)
        # Two lines of a cover are no sentence: "The Nine Days", "Independent Review of the ..."
        for line in text.split("\n"):
            for match in _STATEMENT.finditer(line):
                if _speaks(match["name"]):
                    yield match["name"], 0.4, page, _around(line, match)
    yield from _from_title(front, title)
    yield from _from_cover(front, title)
    yield from _from_elsewhere(front)


def _stands_apart(text: str, match: re.Match[str]) -> bool:
    """Say whether an imprint opens its line or sentence, or says what this document is."""
    before = text[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
    own = r"(?:this|the) (?:report|document|review|publication)\s+(?:was|is|has been)\s*$"
    return not before.strip() or bool(re.search(rf"[.:;]\s*$|{own}", before, re.IGNORECASE))


def _printed(text: str, match: re.Match[str]) -> bool:
    return "printed" in text[max(0, match.start() - 60) : match.start()].lower()


def _from_title(front: FrontMatter, title: str) -> Iterator[tuple[str, float, int, str]]:
    """Take who reports or answers in its own name, where the title says so."""
    for match in _REPORT_OF.finditer(title):
        if _REPORTING_BODY.search(match["name"]):
            yield match["name"], 2.5, front.first, match[0]
    answering = _ANSWERING.search(title)
    if answering:
        yield answering["name"], 2.5, front.first, answering[0]


def _speaks(name: str) -> bool:
    """Say whether a mention can be the publisher's: running text names owners and others too."""
    owner = name.endswith(("’s", "'s", "’"))
    return bool(_ORGANISATION.search(name)) and not owner and not name.endswith(" Act")


def _from_cover(front: FrontMatter, title: str) -> Iterator[tuple[str, float, int, str]]:
    names = [n for g in front.cover for n in _bodies(g) if squeeze(n) != squeeze(title)]
    # "DEPARTMENT OF ENERGY: Key Challenges Remain" is about the department, by another
    names.sort(key=lambda n: squeeze(n) in squeeze(title))
    for rank, name in enumerate(names):
        titled = squeeze(name) in squeeze(title)
        yield name, 1.0 if titled else 2.5 - 0.5 * min(rank, 3), front.first, name
    for group in front.cover:
        for match in _FOR.finditer(group.text):
            yield match["name"], 0.8, front.first, group.text
        # "Final Report of the Mass Casualty Commission" above a title in words of its own
        for match in _REPORT_OF.finditer(group.text):
            answered = _ANSWERED.search(group.text[: match.end()])
            if _REPORTING_BODY.search(match["name"]) and not answered:
                yield match["name"], 2.5, front.first, group.text
    for group, beside in pairwise(front.groups):
        if _LABEL_COLUMN.match(group.text):
            yield beside.text, 3.0, beside.page, beside.text


def _bodies(group: Group) -> Iterator[str]:
    """Give the organisations that a group of a cover names, each on a line of its own."""
    # "IN THE CORONERS COURT OF VICTORIA AT DUNMARRA", "COR 2019 002417"
    numbered = any(re.search(r"\d", part) for part in group.paragraphs[1:])
    if is_organisation(group.text) and not numbered:
        yield body_in(group.text)
        return
    yield from (body for part in group.paragraphs if (body := body_in(part)))


def body_in(line: str) -> str:
    """Give the organisation that a cover's line names beside place or date; "" where none."""
    if len(line.split()) > MOST_WORDS or _RECEIVING.match(line) or line.rstrip().endswith("."):
        return ""
    written = _BY.match(line)
    line = line[written.end() :] if written else line
    parts = (part for dated in _around_dates(line) for part in _BESIDE.split(dated))
    pieces = (piece for part in parts for piece in (part, *_COMMA.split(part)))
    return next((p for p in pieces if is_organisation(p) and not (written and _PART.search(p))), "")


def _around_dates(line: str) -> Iterator[str]:
    start = 0
    for found in find_dates(line):
        yield line[start : found.first].strip(" ,.;:")
        start = found.last
    yield line[start:].strip(" ,.;:")


def _from_elsewhere(front: FrontMatter) -> Iterator[tuple[str, float, int, str]]:
    author = _AFTER_NAME.split(front.info.get("Author", ""))[0]
    if is_organisation(author):
        yield author, 2.0, 0, "document information"
    for head, times in front.running:
        for part in re.split(r"\s+\|\s+", head):
            if is_organisation(part) and times > 1:
                yield part, 1.2, front.first, head
    for page, text in front.texts:
        for match in _DEFINED.finditer(text):
            uses = front.uses(match["short"])
            if uses >= _FEWEST_USES and _ORGANISATION.search(match["name"]):
                yield match["name"], min(1.5, uses / 20), page, _around(text, match)


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
    """Add a proof to the one it names; the best proof's spelling stands, of equals the fuller."""
    bare = _bare(name)
    if len(bare) < len("GAO") or _nobody(bare):
        return
    for candidate in pool:
        if _same(candidate.name, bare):
            candidate.score += score
            fuller = bare.count(" ") > candidate.name.count(" ")
            if score > candidate.named or (score == candidate.named and fuller):
                candidate.name, candidate.named = bare, score
            return
    bonus = 0.5 if _ORGANISATION.search(bare) else 0.0
    pool.append(_Candidate(bare, score + bonus, page, quote, score))


def _same(one: str, other: str) -> bool:
    """Say whether two spellings name one: "U.S. ..." and "United States ..." do."""
    a, b = (re.sub(r"^United States\b", "US", name) for name in (one, other))
    return likeness(a, b) >= _SAME_NAME or squeeze(a) == squeeze(b)


def _nobody(bare: str) -> bool:
    return (
        any(p.match(bare) for p in (_HONORIFIC, _ANY_BODY))
        or bool(_PRINTER.search(bare))
        or bool(_ORGANISATION.fullmatch(bare))
    )


def _bare(name: str) -> str:
    text = " ".join(_AFTER_NAME.split(name)[0].split()).strip(" ,.;:|")
    if re.search(r"\bcourt\b", text, re.IGNORECASE):
        text = _SEAT.sub("", text)
    text = _SAID_END.sub("", _MONTH_END.sub("", _HEADING.sub("", text)))
    # A name and the next line's: "Transport Accident Investigation Commission The Transport ..."
    text = re.split(r"(?<=\w\w)\s+The\s+(?=[A-Z])", text)[0]
    text = re.sub(r"[’']s$", "", _SMALL_END.sub("", text))
    return re.sub(r"^[Tt]he\s+", "", text)
