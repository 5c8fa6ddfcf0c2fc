"""The title and subtitle: the largest type of the first pages, tried against everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile, zip_longest

from ingest.bibliography.front_matter import FrontMatter, Group, likeness, printed_as, squeeze
from ingest.bibliography.organisations import body_in, is_organisation
from ingest.dates import MONTH, find_dates, is_date
from kb.domain.report import Evidence

# What a title is rarely made of alone: kinds and series of reports, distribution marks, codes.
_SERIES_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "final",
        "interim",
        "annual",
        "draft",
        "revised",
        "public",
        "full",
        "official",
        "independent",
        "internal",
        "policy",
        "special",
        "statistical",
        "working",
        "transport",
        "safety",
        "investigation",
        "aviation",
        "marine",
        "rail",
        "air",
        "accident",
        "occurrence",
        "after-action",
        "after",
        "action",
        "critical",
        "incident",
        "technical",
        "assessment",
        "progress",
        "summary",
        "report",
        "reports",
        "review",
        "paper",
        "papers",
        "study",
        "series",
        "testimony",
        "volume",
        "version",
        "release",
        "executive",
        "highlights",
        "accessible",
        "gao",
        "hc",
        "no",
        "number",
        "part",
        "session",
        "to",
        "congress",
        "congressional",
        "requesters",
        "committees",
        "for",
        "use",
        "only",
        "second",
        "first",
        "third",
        "fourth",
        "of",
        "and",
        "edition",
        "significant",
        "serious",
        "major",
        "operational",
        "performance",
        "audit",
        "debrief",
        "debriefing",
        "lessons",
        "learned",
        "improvement",
        "plan",
    ]
)
_CODE = re.compile(r"[A-Z]{0,6}[\d./\u2013-]*\d[\d./\u2013-]*[A-Z]?(?:st|nd|rd|th)?|[IVX]+")
_NOT_TITLE = re.compile(
    r"^(?:table of )?contents$|^foreword|^preface|^acknowledge?ments|^executive summary|^summary$"
    r"|^(?:letter|message) from|^dear |^this (?:report|publication|document)|^copyright|^©|^\W*$"
    # A clerk's note, "[The following report, replaces", and headings: "1.2. Purpose of and method"
    r"|^\[|^\d{1,2}(?:\.\d+)*\.\s|^\d{1,2}\.\d+\s|^approved\s+for\s+(?:publication|release)\b"
    # Headings of the text: "III. INTAKE", "ISSUE 1: Mission requests", "Theme 1. The first minutes"
    r"|^[ivx]{1,5}\.\s|^(?:issue|chapter|part|section|theme|lesson|finding|observation|appendix"
    r"|annex)\s+(?:\d{1,2}|[ivx]{1,4}|[a-z]|one|two|three)[:.]\s",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"(?:[A-Z][\w-]*\s+){0,4}(?:paper|bulletin|circular|monograph|issue brief)s?"
    r"(?:\s+series)?,?\s+(?:no\.?\s*|number\s+)?\d[\w-]*(?:\s*\([^()]{1,40}\))?",
    re.IGNORECASE,
)
# What a cover says of the paper, not of its subject: "Prepared by the Office of Planning"
_OF_PAPER = re.compile(
    r"(?:prepared|published|issued|released|submitted|presented|adopted|approved|filed|dated)\b"
    r"|(?:report|issue|release) (?:date|no|number)\b|(?:to|from|date|held at)\s*:"
    # The form that heads a coroner's findings
    r"|(?:hearing|sitting|heard|(?:date of )?findings|catchwords|file|citation|before|coroner"
    r"|jurisdiction|representation)\b[^:]{0,20}:",
    re.IGNORECASE,
)
_BY = re.compile(r"by", re.IGNORECASE)
# "Case 19-044" above what the case is
_ONLY_NUMBER = re.compile(
    r"(?:case|incident|inquiry|file|review|investigation|complaint)\s+(?:no\.?\s*|#)?[\w./-]*\d[\w./-]*",
    re.IGNORECASE,
)
# A line that begins so says more of what stands above it
_GOES_ON = re.compile(r"(?:of|to|into|on|for|in|at|after|during|and|with) (?!\d)")
_UNDER_ACT = re.compile(r"(?:under|pursuant to) the .+\bact(?:,? \d{4})?", re.IGNORECASE)
# "Strathmarr, 2 December 2021" below the title
_PLACE_AND_DAY = re.compile(rf"(?:[A-Z][\w’'-]+ ?){{1,3}}, \d{{1,2}} {MONTH} \d{{4}}")
# What kind of paper it is, and a line of nothing else: "After-Action Report/Improvement Plan"
_KIND = re.compile(
    r"\b(?:report|review|assessment|after[- ]action|debrief(?:ing)?|hot ?wash|inquest|inquiry"
    r"|lessons|plan|evaluation|audit|study)\b",
    re.IGNORECASE,
)
_ONLY_KIND = re.compile(
    rf"(?:(?:{_KIND.pattern}|final|critical|independent|incident|learned|improvement|action|post)"
    r"(?:[\s/&,-]+|$))+",
    re.IGNORECASE,
)
_FEWEST_OF_TITLE = 3
# A running head of the whole: on so many pages, and no other wording of the title.
_FEWEST_HEADS, _ALREADY_NAMED = 8, 0.4
MOST_WORDS = 45
# "A verified tally of residents. A count should be taken five times a day. Post"
_SENTENCE_END = re.compile(r"[a-z]{3,}\.(?:\s+[A-Z]|\s*$)")
_FEWEST_WORDS = 2
# From so many words on a full stop shows a sentence of the text.
_LONG = 12
# How much a proof counts, beside the share of the largest type (1).
_BY_INFO, _BY_CITATION, _BY_RUNNING_HEAD = 0.7, 1.2, 0.4
_LATER_PAGE = 0.5
# What speaks for a line that only names the series speaks for the series.
_SERIES_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    page: int
    size: float
    score: float


def read_title(front: FrontMatter) -> tuple[str, str, tuple[Evidence, ...]]:
    """Give title, subtitle ("" where there is none) and the evidence for both."""
    if front.subject:
        return front.subject, "", (Evidence("title", front.subject, front.first, front.subject),)
    candidates = list(_candidates(front))
    if not candidates:
        title = front.info.get("Title", "")
        proof = (Evidence("title", title, 0, "document information"),) if title else ()
        return title, "", proof
    best = max(candidates, key=lambda c: c.score)
    title = _of_whole(_bare_of_series(_as_printed_best(best.text, front)), front)
    subtitle, page = _subtitle(best, title, front)
    title, subtitle = _carried_on(title, subtitle, best, front)
    whole, subtitle = _with_kind(*_as_one(title, subtitle, front))
    proofs = [Evidence("title", whole, best.page, best.text if whole == title else whole)]
    if subtitle:
        proofs.append(Evidence("subtitle", subtitle, page, subtitle))
    return whole, subtitle, tuple(proofs)


def _candidates(front: FrontMatter) -> Iterator[_Candidate]:
    groups = [g for g in front.groups if g.page <= front.first + 2]
    largest = max((g.size for g in front.cover if not _hopeless(g.text)), default=0.0)
    for one, following in zip_longest(groups, groups[1:]):
        yield _judged(_of_subject(one), one, largest, front)
        if following and following.page == one.page:
            joined = _joining(one, following)
            text = f"{_of_subject(one)} {_of_subject(following)}"
            yield _judged(text, one, largest, front, joined=joined)


def _of_subject(group: Group) -> str:
    """Give a group's words but for who determined what, under which act, where and when.

    "DETERMINATION / BY / SHERIFF ... / UNDER THE INQUIRIES ... ACT 2016 / into the death of ...".
    """
    kept = [
        part
        for before, part in zip(("", *group.paragraphs), group.paragraphs, strict=False)
        if not (_BY.fullmatch(part) or _BY.fullmatch(before) or _UNDER_ACT.fullmatch(part))
    ]
    while len(kept) > 1 and _PLACE_AND_DAY.fullmatch(kept[-1]):
        kept.pop()
    return " ".join(kept) if kept else group.text


def _joining(one: Group, other: Group) -> float:
    """Two groups of different type are one title only where something else says so."""
    alike = abs(one.size - other.size) < 1 and one.bold == other.bold
    plain = not any(
        _is_series(g.text) or is_organisation(g.text) or _hopeless(g.text) for g in (one, other)
    )
    return 0.1 if alike and plain else -0.55


def _judged(
    text: str, group: Group, largest: float, front: FrontMatter, *, joined: float = 0.0
) -> _Candidate:
    type_share = min(1.0, group.size / largest) if largest else 0.0
    if group.page > front.first:
        type_share *= _LATER_PAGE
    proofs = _proofs(text, front)
    if _is_series(text):
        proofs *= _SERIES_SHARE
    score = type_share + proofs - _faults(text) + joined
    return _Candidate(text, group.page, group.size, score)


def _proofs(text: str, front: FrontMatter) -> float:
    squeezed = squeeze(text)
    # Some programs are given the subject where others are given the title
    told = [t for key in ("Title", "Subject") if not _is_series(t := front.info.get(key, ""))]
    likest = (1.0 if squeeze(t) == squeezed else likeness(text, t) for t in told)
    score = _BY_INFO * max(likest, default=0.0)
    if len(squeezed) > len("report") and squeezed in squeeze(front.citation):
        score += _BY_CITATION
    heads = [likeness(text, head) for head, _ in front.running]
    return score + _BY_RUNNING_HEAD * max(heads, default=0.0)


def _faults(text: str) -> float:
    faults = 0.0
    words = text.split()
    if _hopeless(text):
        faults += 3
    if _is_series(text) or len(words) < _FEWEST_WORDS:
        faults += 0.7
    if is_organisation(text):
        faults += 0.7
    if len(words) > MOST_WORDS or (len(words) > _LONG and _SENTENCE_END.search(text)):
        faults += 2
    return faults


def _is_series(text: str) -> bool:
    """Say whether a line only names the kind or series of report: "Working Paper 22"."""
    words = [w.strip("()[],:;.\u2013\u2014- ") for w in text.split()]
    return all(w.lower() in _SERIES_WORDS or _CODE.fullmatch(w) for w in words if w)


def _hopeless(text: str) -> bool:
    return (
        is_date(text) or bool(_NOT_TITLE.match(text.strip())) or not re.search(r"[A-Za-z]{3}", text)
    )


def _as_printed_best(text: str, front: FrontMatter) -> str:
    """Prefer the spelling that keeps words apart and small letters: cover, citation or info."""
    squeezed = squeeze(text)
    info = front.info.get("Title", "")
    for other in (info if squeeze(info) == squeezed else "", front.citation):
        found = printed_as(squeezed, other)
        if found and (text.isupper() or _letter_spaced(text) or found.count(" ") > text.count(" ")):
            return found
    for head, _ in front.running:
        if squeeze(head) == squeezed and text.isupper() and not head.isupper():
            return head
    return _unspaced(text) if _letter_spaced(text) else text.strip(" :–—-")


def _bare_of_series(title: str) -> str:
    """Leave out the series that a title is set together with: "Working Paper 22 ..."."""
    match = _SERIES.match(title)
    rest = title[match.end() :].strip(" :.–—-") if match else ""
    return rest if len(rest.split()) >= _FEWEST_OF_TITLE else title


def _of_whole(title: str, front: FrontMatter) -> str:
    """Name the whole before a part that is published by itself, if the running heads name it.

    "STATE OF FEDERAL IT REPORT / PUBLIC RELEASE VERSION 1.0" runs over the chapter "Cybersecurity".
    """
    if front.info.get("Title") or front.citation:
        return title
    for head, times in front.running:
        whole = re.split(r"\s+[/|]\s+", head)[0].strip()
        telling = re.search(r"\b(?:report|review|strategy|plan)\b", whole, re.IGNORECASE)
        named = likeness(whole, title) > _ALREADY_NAMED or _is_series(whole)
        if telling and not named and times >= _FEWEST_HEADS and len(whole.split()) > _FEWEST_WORDS:
            return f"{whole.title() if whole.isupper() else whole}: {title}"
    return title


def _letter_spaced(text: str) -> bool:
    words = text.split()
    return len(words) > 4 and sum(len(w) == 1 for w in words) * 2 > len(words)  # noqa: PLR2004


def _unspaced(text: str) -> str:
    # Words of a letter-spaced title stand further apart than its letters, where that is kept
    return " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}", text))


def _subtitle(best: _Candidate, title: str, front: FrontMatter) -> tuple[str, int]:
    """Take the group after the title on its page, if it is prose and smaller type."""
    after = False
    for group in front.groups:
        if group.page != best.page:
            continue
        if after:
            text = " ".join(takewhile(_says_more, group.paragraphs))
            told = _FEWEST_WORDS < len(text.split()) < MOST_WORDS or _ONLY_KIND.fullmatch(text)
            ok = group.size <= best.size and told
            return (text, group.page) if ok and not _names(text) else ("", 0)
        after = squeeze(_of_subject(group)) in squeeze(best.text) and bool(title)
    return "", 0


def _carried_on(title: str, subtitle: str, best: _Candidate, front: FrontMatter) -> tuple[str, str]:
    """Go on with a title where the line below does in smaller type.

    "Sentinel Event Review" above "of Police Response to Demonstrations in Port Ansel".
    """
    below = next(
        (g.paragraphs[0] for g in front.groups
         if g.page == best.page and subtitle and subtitle.startswith(g.paragraphs[0])),
        "",
    )  # fmt: skip
    # "Report on the Shooting of Ann Straker" is whole, and "on Quarry Lane" tells where it was
    if not _GOES_ON.match(below) or not _KIND.fullmatch(title.rsplit(maxsplit=1)[-1]):
        return title, subtitle
    return f"{title} {below}", subtitle[len(below) :].strip()


def _as_one(title: str, subtitle: str, front: FrontMatter) -> tuple[str, str]:
    """Take both for the title where the document information says that they are one.

    "SPECIAL EVENTS" above "Agencies Should Clarify Roles" is "Special Events: Agencies ..." there.
    """
    told = front.info.get("Title", "")
    one = bool(subtitle) and squeeze(told) == squeeze(title + subtitle)
    return (told, "") if one else (title, subtitle)


def _with_kind(title: str, subtitle: str) -> tuple[str, str]:
    """Join the line that says what kind of paper it is to a title that names only the event.

    "Operation Kotare" above "Debrief Report" is the event's name; the report's is both.
    """
    kind = _ONLY_KIND.match(subtitle)
    if subtitle and _ONLY_NUMBER.fullmatch(title):
        return f"{title}: {subtitle}", ""
    if not kind or _KIND.search(title) or subtitle[kind.end() :][:1].islower():
        return title, subtitle
    return f"{title}: {kind[0].strip(' ,')}", subtitle[kind.end() :].strip()


def _says_more(part: str) -> bool:
    """Say whether a line under the title goes on with it: no date, no body, no imprint."""
    dated = next((d.first == 0 and d.full for d in find_dates(part)), False)
    dated = dated or bool(_PLACE_AND_DAY.fullmatch(part))
    return not (dated or _hopeless(part) or body_in(part) or of_paper(part))


def of_paper(part: str) -> bool:
    """Say whether a line tells of the paper and not of its subject: "Released January 31"."""
    return bool(_OF_PAPER.match(part))


def _names(text: str) -> bool:
    """Say whether this is a list of people: "Rosalind Achterberg, Terrence Oyelaran"."""
    if _ONLY_KIND.match(text):
        return False
    parts = [p.strip() for p in re.split(r",|;| and ", text) if p.strip()]
    person = re.compile(r"(?:[A-Z][\w.’'-]+\s+){1,3}[A-Z][\w’'-]+(?:\s+\([\w -]+\))?$")
    return all(person.match(p) for p in parts)
