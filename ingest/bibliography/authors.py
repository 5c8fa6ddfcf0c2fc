"""Who wrote a report: the people its cover names, else its page of the team."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.bibliography.front_matter import FrontMatter, Group, squeeze
from ingest.bibliography.organisations import is_organisation
from ingest.dates import is_date

_LABEL = re.compile(
    r"^(?:(?:prepared |written |compiled |report(?:ed)? )?by(?:\s*:|\s+|$)|authors?\s*:?\s*"
    r"|(?:report of )?(?:the )?(?:review|assessment|inquiry|audit|investigation|project) "
    r"(?:team|panel|board)\s*:?\s*$)",
    re.IGNORECASE,
)
# "Command Review and Agency Response", "What Went Well": words of a title, of nobody's name
# A label before somebody: Dame Rosalind Achterberg after "Chair:", a captain after "FROM:"
_LABELLED = re.compile(
    r"^(?:chair(?:man|woman|person)?|from|(?:independent )?reviewer|commissioner|author|prepared"
    r" by)\s*:\s*"
    r"(?P<rest>.+)$",
    re.IGNORECASE,
)
_OF_SUBJECT = re.compile(
    r"\d|\b(?:report|review|response|assessment|operations?|evacuation|security|enforcement"
    r"|series|reform|action|lessons|issues|what|went|critical|agency|command|memorandum|interoffice"
    r"|final|draft|volume|summary|executive|investigation|occurrence|inquiry|incident|accident"
    r"|inspection)\b",
    re.IGNORECASE,
)
_HONORIFIC = (
    r"(?:(?:The\s+)?(?:Rt\.?\s+)?(?:Honou?rable|Hon|Dr|Mr|Mrs|Ms|Mx|Sir|Dame|Rev|Judge|Justice"
    r"|Magistrate|Ma[iî]tre|Prof|Professor)"
    r"|(?:(?:Former|Retired|Deputy|Assistant|Fire|Police|Undersheriff)\s+)*"
    r"(?:Chief|Sheriff|Commissioner|Superintendent|Inspector|Captain|Capt|Lieutenant|Lt|Sergeant|Sgt"
    r"|Colonel|Col|Major|Maj|General|Gen|Commander|Cmdr|Special Counsel|Deputy Counsel"
    r"|Counsel))\.?\s+"
)
_DEGREE = (
    r"(?:,?\s+(?:Ph\.?\s?D|J\.?D|Ed\.?D|M\.?D|M\.?P\.?A|M\.?A|M\.?S|MPH|R\.?N|CEM|Esq|KC|QC|OBE"
    r"|DBE)\b\.?)"
)
_NAME = (
    r"(?:[A-Z][\w.’'-]*\s+){1,3}(?:(?:de|da|del|di|la|van|von|der|bin|al)\s+){0,2}[A-Z][\w’'-]+"
    r"(?:,? (?:Jr|Sr|II|III)\.?)?"
)
_RETIRED = r"(?:,?\s+\(?(?:[Rr]et(?:ired|\.|d)?\.?)\)?)"
# What somebody is, after the name: "Police Auditor", "Co-Chair", "Deputy State Coroner"
_ROLE = (
    r"(?:,\s+(?:[A-Z][\w-]*\s+(?:of\s+)?){0,3}(?:[Cc]o-)?(?:Chair(?:man|woman|person)?|Commissioner|Auditor"
    r"|Reviewer|Director|Chief|Sheriff|Coroner|Monitor|Counsel|Inspector|Member|Lead|Author|Editor"
    r"|Investigator|Analyst|Consultant|Facilitator|Secretary|Manager|Coordinator|Examiner))"
)
_PERSON = re.compile(
    rf"(?P<title>{_HONORIFIC})?(?P<name>{_NAME})(?P<more>(?:{_DEGREE}|{_RETIRED}|{_ROLE}"
    r"|\s+\([\w -]+\))*)"
)
_SAYS_WHO = re.compile(rf"{_DEGREE}|{_RETIRED}|{_ROLE}")
_ASIDE = re.compile(r"\s\([^)]+\)")
# Between people of one line; the comma of a role or a degree is none.
_BETWEEN = re.compile(
    rf"(?!{_DEGREE}|{_ROLE}|{_RETIRED}),(?!\s+(?:Jr|Sr|II))|;|\s[·|•]\s|\band\b|&"
)
_TEAM = re.compile(
    r"(?:about )?the (?:authors|reviewers|review team|panel|commissioners)"
    r"|(?:the )?(?:review|assessment|project|inquiry|audit|evaluation|after[- ]action) (?:team"
    r"|panel)"
    r"(?: members)?|authors|(?:members of )?the (?:commission|panel|task force|board)|team members",
    re.IGNORECASE,
)
_MOST_OF_TEAM = 30


def authors_of(front: FrontMatter, title: str, subtitle: str, publisher: str) -> tuple[str, ...]:
    """Give the cover's people, else those of the team's page, else the document information's.

    Names are as printed, degrees and what somebody is after a comma left out.
    """
    other = squeeze(title + subtitle + publisher)
    found = (people for group in front.cover if (people := _listed(group, other)))
    people = next(found, ()) or tuple(_labelled(front)) or _of_team(front)
    if people:
        return people
    listed = tuple(a.strip() for a in front.info.get("Author", "").split(";") if a.strip())
    return listed if all(_PERSON.fullmatch(a) or is_organisation(a) for a in listed) else ()


def people_in(text: str) -> tuple[str, ...]:
    """Give the people whom a line names and nothing else; () where it says anything more.

    "AVIATION INVESTIGATION REPORT A11F0012" is nobody's name.
    """
    bare = _LABEL.sub("", text.strip())
    parts = [p.strip(" ,.") for p in _BETWEEN.split(bare) if p and p.strip(" ,.")]
    people = [_person(part) for part in parts]
    return tuple(people) if people and all(people) else ()


def _person(part: str) -> str:
    match = _PERSON.fullmatch(part)
    if not match or _OF_SUBJECT.search(match["name"]) or is_organisation(match["name"]):
        return ""
    aside = "".join(_ASIDE.findall(match["more"]))
    return " ".join(f"{match['title'] or ''}{match['name']}{aside}".split())


def _listed(group: Group, other: str) -> tuple[str, ...]:
    """Give the people of a group of the cover, which may set each on a line, below a label."""
    parts = [part for part in (group.text, *group.paragraphs) if squeeze(part) not in other]
    lines = [line for line in group.lines if squeeze(line) not in other]
    return max((*map(people_in, parts), _of_lines(lines)), key=len, default=())


def _of_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Give the people of lines; one line alone says too little unless it says what they are."""
    # "Ontario" and "2020" may stand below
    told = [line for line in lines if " " in line.strip() and not is_date(line)]
    named = [(line, people_in(line)) for line in told if not _LABEL.fullmatch(line.strip())]
    people = tuple(p for _, found in named for p in found)
    sure = len(people) > 1 or any(_is_told(line) for line, found in named if found)
    return people if sure and sum(bool(found) for _, found in named) * 2 >= len(named) else ()


def _is_told(line: str) -> bool:
    """Say whether a line says by itself that its words are somebody: a rank, a role, a degree."""
    match = _PERSON.fullmatch(line.strip())
    return bool(match and (match["title"] or _SAYS_WHO.search(match["more"])))


def _labelled(front: FrontMatter) -> Iterator[str]:
    for group in front.cover:
        for line in group.lines:
            label = _LABELLED.match(line)
            person = _PERSON.match(label["rest"]) if label else None
            if person and label and label["rest"][person.end() :][:1] in ("", ","):
                yield from filter(None, [_person(person[0])])


def _of_team(front: FrontMatter) -> tuple[str, ...]:
    """Give the people below a heading behind the cover that announces who wrote it."""
    below = False
    for group in front.groups:
        if group.page > front.first and _TEAM.fullmatch(group.text.strip(" .:")):
            below = True
        elif below:
            people = tuple(_beginning(group))
            return people if 1 < len(people) <= _MOST_OF_TEAM else ()
    return ()


def _beginning(group: Group) -> Iterator[str]:
    """Give the people with whom the lines of a group begin: "Ann Straker, Delta Institute"."""
    for line in group.lines:
        match = _PERSON.match(line)
        if match and line[match.end() :][:1] in ("", ","):
            name = _person(match[0])
            if name:
                yield name
