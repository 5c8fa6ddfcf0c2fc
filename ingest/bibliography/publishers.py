"""Who publishes a report: imprint, citation, copyright line, cover, and who is named most."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile, pairwise, takewhile

from ingest.bibliography.front_matter import FrontMatter, Group, likeness, printed_as, squeeze
from ingest.bibliography.organisations import (
    CAPTION,
    MOST_WORDS,
    ORGANISATION,
    PART,
    body_in,
    is_name,
    is_organisation,
    is_short,
)
from ingest.dates import MONTH
from kb.domain.report import Evidence
from kb.reference import load_states

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
_SMALL_END = re.compile(r"(?:[\s,]+(?:of|for|the|and|on|in|&|to|at|an?))+$")
# Where a person reports to a body, that body publishes: "Prepared for the Police Services Board"
_FOR = re.compile(
    rf"\b(?i:(?:prepared|written|conducted|review|report) for|(?:commissioned|requested) by)\s+"
    rf"(?:the\s+)?(?P<name>{_NAME})"
)
_SAID_END = re.compile(
    r"\s+(?:Released|Published|Issued|Adopted|Approved|Prepared|Submitted|Dated)$"
)
_PROGRAM = re.compile(r"\bProgram(?:me)?$")
_SAME_NAME = 0.75


# A person, not the publisher: "A report by The Rt Hon the Baroness Hallett DBE"
_HONORIFIC = re.compile(
    r"^(?:The\s+)?(?:Rt\.?\s+)?(?:Hon|Honou?rable|Dr|Mr|Mrs|Ms|Sir|Dame|Lord|Lady|Baroness|Judge|Justice"
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
_SERIES_OR_STATE = re.compile(
    r"(?:State|Commonwealth|Province) of [A-Z][\w ]+|[A-Z][\w ]+ (?:Series|Bulletin|Memorandum)"
    r"|(?:Interoffice )?Memorandum",
    re.IGNORECASE,
)
# Where a court sat: "CORONERS COURT OF VICTORIA AT DUNMARRA"
_SEAT = re.compile(r"(?<=\w)\s+(?:AT|at)\s+(?:[A-Z][\w’'-]+ ?){1,3}$")
# The next line's rank or title: "Report of the Review Team", "Lt. Dorian Maypole, Chair"
_RANK_END = re.compile(
    r"(?:\s+(?:Lt|Capt|Sgt|Det|Col|Maj|Cmdr|Dr|Hon|Judge|Justice|Prof|Professor|Chief|Sheriff|Mr|Ms"
    r"|Mrs|The Honou?rable))+\.?$"
)
# "2018-2019 Almaden County Civil Grand Jury": the term that a body sits for
_TERM = re.compile(r"^(?:19|20)\d{2}\s*[-\N{EN DASH}/]\s*(?:(?:19|20)\d{2}|\d{2})\s+")
_COUNTY_LINE = re.compile(r"(?:County|Parish) of [^,]+|[^,]+ (?:County|Parish)(?=,|$)")
# A firm that stands on a cover has written the report.
_FIRM = re.compile(r"\b(?:LLC|LLP|Inc|Ltd|Advis[eo]rs|Consult(?:ing|ants)|Associates|Solutions)\b")
_MONTH_END = re.compile(rf"\s+{MONTH}$")
# A body that reports in its own name: "Report of the Standing Committee on Finance"
_REPORT_OF = re.compile(
    rf"\b(?i:reports?\s+(?:of|by)\s+the)\s+(?P<name>(?-i:{_NAME}))",
)
_REPORTING_BODY = re.compile(
    r"\b(?:auditor|board|commission|committee|inspector|ombudsman|panel|task ?force|team)\b",
    re.IGNORECASE,
)
_ANY_PANEL = re.compile(
    r"(?:(?:independent|special|joint|expert|presidential|president[’']s|chancellor[’']s|mayor[’']s"
    r"|governor[’']s|review|inquiry|of|panel|board|committee|team|task ?force)\s*)+",
    re.IGNORECASE,
)
_PEOPLE_AFTER = re.compile(r",? (?:and )?(?:[A-Z][\w.]+ )+[A-Z]")
# Whose report is answered, and who answers: "UK Government Response to the Covid-19 Inquiry"
_ANSWERED = re.compile(r"\bresponse\s+to\s+(?P<what>.+)", re.IGNORECASE | re.DOTALL)
_ANSWERING = re.compile(
    r"^(?:The\s+)?(?P<name>(?:[A-Z]\w*\s+){0,3}Government)(?:[’']s)?\s+Response\b"
)
_GREETING = re.compile(r"Dear\b")
_ADDRESSEE = re.compile(
    r"(?:To|Attn|Attention):|(?:The )?(?:Hon\.|Honou?rable|Mr\.?|Ms\.?|Mrs\.?) [A-Z]"
)
# What follows a name on its line: "Australian Transport Safety Bureau PO Box 967", "..., http://",
# "Office for Police Scrutiny, Investigation 2021/147733, published", "Sheriffs' Consortium, 2018"
_AFTER_NAME = re.compile(
    r"(?<![\s,])[\s,]+(?:P\.?\s?O\.?\s+Box\b|https?://|www\.|\d{1,5}\s+[A-Z]|Tel(?:ephone)?\b|E-?mail\b"
    r"|(?<=, )(?:(?:Investigation|Case|File|Reference|Report)(?: No\.?)? [\d/-]+|published\b"
    r"|(?:19|20)\d\d$))",
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
                aside = (
                    not _stands_apart(text, match)
                    or PART.search(match["name"])
                    # "by Thea Marchbanks, Judge Alonzo Pickett (ret.)" names people
                    or (_PEOPLE_AFTER.match(text[match.end() :]) and not _speaks(match["name"]))
                )
                yield match["name"], 0.8 if aside else 3.0, page, _around(text, match)
        for match in _COPYRIGHT.finditer(text):
            if not _printed(text, match):
                yield match["name"], 2.0, page, _around(text, match)
        # Two lines of a cover are no sentence: "The Nine Days", "Independent Review of the ..."
        for line in text.split("\n"):
            for match in _STATEMENT.finditer(line):
                # "The City and Its Fire Department", alone on its line, heads a chapter
                alone = not re.search(r"[a-z]", line.replace(match[0], "", 1))
                if _speaks(match["name"]) and not alone:
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
        any_panel = _ANY_PANEL.fullmatch(_bare(match["name"]))
        if _REPORTING_BODY.search(match["name"]) and not any_panel:
            yield match["name"], 2.5, front.first, match[0]
    answering = _ANSWERING.search(title)
    if answering:
        yield answering["name"], 2.5, front.first, answering[0]


def _speaks(name: str) -> bool:
    """Say whether a mention can be the publisher's: running text names owners and others too."""
    owner = name.endswith(("’s", "'s", "’"))
    return bool(ORGANISATION.search(name)) and not owner and not name.endswith(" Act")


def _from_cover(front: FrontMatter, title: str) -> Iterator[tuple[str, float, int, str]]:
    senders = (g for g in front.cover if not _addressed(g, front))
    names = [n for g in senders for n in _bodies(g) if squeeze(n) != squeeze(title)]
    # "DEPARTMENT OF ENERGY: Key Challenges Remain" is about the department, by another
    names.sort(key=lambda n: squeeze(n) in squeeze(title))
    names.sort(key=lambda n: not _FIRM.search(n))
    for rank, name in enumerate(names):
        # "Fatality Investigation and Prevention Program" below the institute that runs it
        inner = squeeze(name) in squeeze(title)
        worth = 0.4 if _PROGRAM.search(name) else 1.0 if inner else 2.5 - 0.5 * min(rank, 3)
        yield name, worth, front.first, name
    for group in front.cover:
        for match in _FOR.finditer(group.text):
            yield match["name"], 0.8, front.first, group.text
        # "Final Report of the Mass Casualty Commission" above a title in words of its own
        for match in _REPORT_OF.finditer(group.text):
            answered = _ANSWERED.search(group.text[: match.end()])
            if _REPORTING_BODY.search(match["name"]) and not answered:
                # "Report of the Panel of Review" below the commission that appointed it
                worth = 0.4 if _ANY_PANEL.fullmatch(_bare(match["name"])) else 2.5
                yield match["name"], worth, front.first, group.text
    for group, beside in pairwise(front.groups):
        if _LABEL_COLUMN.match(group.text):
            yield beside.text, 3.0, beside.page, beside.text


def _addressed(group: Group, front: FrontMatter) -> bool:
    """Say whether a group is the address that a letter goes to; its head is the sender's.

    "The Honorable Ann Reed, Mayor, City of Elm Ford" above "Dear Mayor Reed:".
    """
    at = front.cover.index(group)
    greeted = at + 1 < len(front.cover) and _GREETING.match(front.cover[at + 1].text)
    return bool(_ADDRESSEE.match(group.text) or _GREETING.match(group.text) or (at and greeted))


def _own_lines(group: Group) -> str:
    """Give a group's text up to the line that names where or in which series it publishes.

    "Office of the City Auditor" above "Ellery, Oregon" or "State of Ohio".
    """
    named = list(dropwhile(lambda line: not is_organisation(line), group.lines))
    kept = [*named[:1], *takewhile(lambda line: not _beside(line), named[1:])]
    return " ".join(kept) if len(kept) < len(named) else group.text


def _beside(line: str) -> bool:
    place, comma, state = line.strip().rpartition(", ")
    named = bool(comma and place) and state.strip() in _state_names()
    return named or bool(_SERIES_OR_STATE.fullmatch(line.strip()))


@cache
def _state_names() -> frozenset[str]:
    return frozenset(n for s in load_states() for n in (s.name, *s.names, s.postal) if n)


def _bodies(group: Group) -> Iterator[str]:
    """Give the organisations that a group of a cover names, each on a line of its own."""
    # "IN THE CORONERS COURT OF VICTORIA AT DUNMARRA", "COR 2019 002417"
    whole = _own_lines(group)
    numbered = whole == group.text and any(re.search(r"\d", p) for p in group.paragraphs[1:])
    if is_organisation(whole) and not numbered and is_name(whole):
        yield body_in(whole)
        return
    named = [whole for part in group.paragraphs if (whole := _body_of(group, part))]
    yield from named or _lines_alone(group)


def _body_of(group: Group, part: str) -> str:
    """Give the organisation that a paragraph of a cover names, "" where none."""
    whole = body_in(part)
    if (whole and is_name(part)) or CAPTION.search(group.text) or not is_short(part):
        return whole
    # "Redwood Oversight Group" above "Three attorneys and a retired commander"
    first = next((line for line in group.lines if part.startswith(line)), "")
    return body_in(first) or whole


def _lines_alone(group: Group) -> Iterator[str]:
    """Give the organisations that have a line of their own amid other lines of a paragraph.

    "Technical Series, Report 171", "National Center for Fire and Rescue Studies", "August 2017".
    """
    for line, below in pairwise((*group.lines, "")):
        name = _TERM.sub("", line)
        # "2022–2023 Civil Grand Jury" above "County of Arroyo Alto, California" is that county's
        county = _COUNTY_LINE.match(below) if name.endswith("Jury") else None
        name = f"{name}, {county[0]}" if county else name
        apart = not line.startswith("By ") and not CAPTION.search(group.text)
        if apart and is_organisation(name) and is_name(name):
            yield name


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
            if uses >= _FEWEST_USES and ORGANISATION.search(match["name"]):
                yield match["name"], min(1.5, uses / 20), page, _around(text, match)


def _from_citation(front: FrontMatter, title: str) -> Iterator[tuple[str, float, int, str]]:
    printed = printed_as(squeeze(title), front.citation)
    if not printed:
        return
    before, _, rest = front.citation.partition(printed)
    # Some begin with who publishes, and go on from the title to what it is a review of
    author = re.split(r"[.,]?\s*\(?(?:19|20)\d\d", before)[0].strip(" .,")
    if rest.startswith(":") and is_organisation(author):
        yield author, 4.0, front.citation_page, front.citation
        return
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
    bonus = 0.5 if ORGANISATION.search(bare) else 0.0
    pool.append(_Candidate(bare, score + bonus, page, quote, score))


def _same(one: str, other: str) -> bool:
    """Say whether two spellings name one: "U.S. ..." and "United States ..." do."""
    a, b = (re.sub(r"^United States\b", "US", name) for name in (one, other))
    return likeness(a, b) >= _SAME_NAME or squeeze(a) == squeeze(b)


def _nobody(bare: str) -> bool:
    return (
        # "Background to the public inquiry", read from the second word on
        not (bare[0].isupper() or bare[0].isdigit())
        or any(p.match(bare) for p in (_HONORIFIC, _ANY_BODY))
        or bool(_PRINTER.search(bare))
        # "The Chief Constable, Northmere Constabulary; The Chief Executive, Northmere Ambulance"
        or ";" in bare
        or bool(ORGANISATION.fullmatch(bare))
    )


def _without_place(name: str) -> str:
    """Leave out town and state after a name: "Elm Medical Center, Harmon Falls, Virginia"."""
    body, _, place = name.partition(", ")
    town, comma, state = place.partition(", ")
    named = comma and town and state in _state_names() and is_organisation(body)
    return body if named and not ORGANISATION.search(town) else name


def _bare(name: str) -> str:
    text = _without_place(" ".join(_AFTER_NAME.split(name)[0].split()).strip(" ,.;:|"))
    if re.search(r"\bcourt\b", text, re.IGNORECASE):
        text = _SEAT.sub("", text)
    text = _SAID_END.sub("", _MONTH_END.sub("", _HEADING.sub("", _RANK_END.sub("", text))))
    # A name and the next line's: "Transport Accident Investigation Commission The Transport ..."
    text = re.split(r"(?<=\w\w)\s+The\s+(?=[A-Z])", text)[0]
    text = re.sub(r"[’']s$", "", _SMALL_END.sub("", text))
    return re.sub(r"^[Tt]he\s+", "", text)
