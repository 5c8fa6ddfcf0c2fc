"""Which type of incident a report is about: every sentence that names one speaks for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.dates import days_between
from ingest.incidents.account import ELSEWHERE, Told
from ingest.incidents.days import COURSE_DAYS, FORM_DAY, OPENING_SCORE, Dated
from ingest.incidents.happenings import happened
from ingest.incidents.signs import type_by_signs
from ingest.incidents.told_alike import type_told_alike
from kb.reference import IncidentType, load_incident_types

# How much the title speaks for a type beside sentences of the text, and how much these at most.
TITLE_WEIGHT = 8
MOST_SENTENCES = 10
FEWEST_VOTES = 3


@dataclass(frozen=True, slots=True)
class _Narrower:
    """A type that says `more` than another, where so many votes speak for it."""

    than: str
    more: str
    fewest: float
    unless_titled: bool = False


# A type stands where the title names it, or where this share of what is told speaks of it.
SHARE_TOLD = 0.02
# How much a sentence that dates an event speaks for the type it names, and how many count.
DATED_WEIGHT = 3
MOST_DATED = 2
# How much more than of any event a report on bias speaks of stops.
BIAS_OVER_EVENT = 1.5
# "Demonstrations" of software and "protests" of bidders are no public order: such an event is told
# with police in it, in this share of the sentences.
_POLICED = frozenset(
    {
        "mass-violence",
        "public-order",
        "use-of-force",
        "officer-targeted",
        "siege",
        "manhunt",
        "government-facility",
        "bias",
        "pursuit",
    }
)
_POLICE = re.compile(
    r"\b(?:police|polic(?:ing|e) |sheriff|deput(?:y|ies)\b|law enforcement|constabular|troopers?\b"
    r"|patrol|gunm[ae]n|shooter|officers? (?:shot|fired|arrested|responded))",
    re.IGNORECASE,
)
SHARE_POLICED = 0.02
SUMMIT_TOLD = 5
AT_A_MATCH = 5
# "The driver of a pickup entered the parade": an attack without a shot is no active shooter's, and
# where a day's sentence tells of driving into people, "gunfire" was a rumor.
DRIVEN_INTO = 1
DRIVEN_ON_THE_DAY = 1 + DATED_WEIGHT
_SHOOTERS = "mass-violence/active-shooter"
_SHOT = re.compile(
    r"\b(?:shots?|shoot\w*|gun\w*|fired|firearms?|handguns?|rifles?|pistols?|bullets?)\b",
    re.IGNORECASE,
)
# From this score on a day is surely that of an event, told in it and so many sentences with it.
SURE_DAY = 1.0
# So many signs say more than one loose word.
MANY_SIGNS = 3
ACCOUNT_SENTENCES = 6
OPENING_SENTENCES = 12
FORM_ROWS = 4
# Fewer sentences say too little to hold it against them.
FEWEST_SENTENCES = 100
# Families that name the kind of study; they stand only where no event does.
_STUDIES = frozenset({"organizational", "national", "bias"})
_STUDY_TYPES = frozenset({"use-of-force/pattern-review", "use-of-force/ois-pattern"})
# Types that say more than one, and how many sentences must speak for them.
_MORE_THAN = (
    _Narrower("officer-targeted/ambush", "officer-targeted/ambush-manhunt", 2),
    # The protests after a shooting by police are its consequence, unless the title is about them
    _Narrower(
        "public-order/mass-demonstration", "use-of-force/officer-involved-shooting", 3,
        unless_titled=True,
    ),
    _Narrower("pursuit/vehicle-pursuit", "use-of-force/officer-involved-shooting", 2),
    _Narrower("public-order/mass-demonstration", "public-order/counter-demonstration", 2),
    # "the Vehicle Attack on the Marlow Lantern Parade"
    _Narrower(
        "mass-violence/active-shooter-public-venue", "mass-violence/vehicle-attack", DRIVEN_INTO
    ),
    # "a sedan sped down Water Street and into a crowd of marchers" on the day of the event
    _Narrower(
        "public-order/mass-demonstration", "mass-violence/vehicle-attack", DRIVEN_ON_THE_DAY,
        unless_titled=True,
    ),
    # Marches go on outside every summit: the title names it, or its day and more
    _Narrower("public-order/mass-demonstration", "public-order/summit-nsse", SUMMIT_TOLD),
    # Disorder at a match is that of its supporters
    _Narrower("public-order/civil-unrest", "public-order/celebration-sports", AT_A_MATCH),
    # "the Harbour Bridge Blockade" in the title: the road was held for days
    _Narrower("public-order/mass-demonstration", "public-order/occupation", TITLE_WEIGHT),
)  # fmt: skip
# A shooting or a crash is seldom reviewed as the pursuit that it began with.
_HOW_OTHERS_BEGIN = "pursuit/vehicle-pursuit"
_IN_PEACE = "planned-event/special-event"
_HARMFUL = frozenset({"mass-violence", "medical-event", "public-order"})
_HOW_IT_ENDS = "medical-event/mass-casualty"


def type_of(heading: str, told: Sequence[Told], dated: Sequence[Dated]) -> IncidentType | None:
    """Give the type most spoken for; None where too little speaks for any.

    Where too little does, a short report may tell all in one sentence with its day ("a gunman
    killed one person at the county fair"): then the looser words that people use count in it, and
    at last what the sentences from that day on tell together.
    """
    found = _best(heading, told, dated, hasty=False)
    if found is None:
        loosely = _best(heading, told, dated, hasty=True)
        deeds = _done_there(heading, told, dated) if loosely else None
        found = _of_many_signs(heading, told, dated) or deeds or loosely
    if found and found.id == _IN_PEACE:
        # A bomb among those who watch a marathon is no event that went well
        deeds = _done_there(heading, told, dated)
        return deeds if deeds and deeds.family in _HARMFUL else found
    if found and found.id != _HOW_OTHERS_BEGIN:
        return found
    together = _told_together(heading, told, dated)
    # That it ended in a crash is so of most pursuits
    crashed = found and together and together.id == _HOW_IT_ENDS
    return found if crashed else together or found


def _of_many_signs(
    heading: str, told: Sequence[Told], dated: Sequence[Dated]
) -> IncidentType | None:
    """Give the type that so many signs tell that no loose word says more."""
    account = _opening(heading, told, dated, OPENING_SCORE)
    return _in_keeping(type_by_signs(account, MANY_SIGNS), heading, told) if account else None


def _done_there(heading: str, told: Sequence[Told], dated: Sequence[Dated]) -> IncidentType | None:
    """Give the type that deeds tell where a loose word has spoken for one: they say more."""
    account = _opening(heading, told, dated, SURE_DAY)[: 2 + ACCOUNT_SENTENCES]
    return _in_keeping(happened(account), heading, told) if account else None


def _told_together(
    heading: str, told: Sequence[Told], dated: Sequence[Dated]
) -> IncidentType | None:
    """Give the type of the event whose account begins with the surest day."""
    account = _opening(heading, told, dated, SURE_DAY)
    if not account:
        # Of a day less sure only what was done to whom tells an event, not what is spoken of
        lesser = _opening(heading, told, dated, OPENING_SCORE)
        return _in_keeping(happened(lesser[: 2 + ACCOUNT_SENTENCES]), heading, told)
    form = FORM_ROWS if any(FORM_DAY.match(text) for text in account) else 0
    short = account[: 2 + form + ACCOUNT_SENTENCES]
    return (
        _named(happened(short if _in_text(heading, told, dated, SURE_DAY) else account))
        or _in_keeping(type_by_signs(account), heading, told)
        or _named(_spoken_of(heading, told, dated))
        or _in_keeping(type_told_alike(account), heading, told)
    )


def _in_keeping(kind: str, heading: str, told: Sequence[Told]) -> IncidentType | None:
    """Give a type, but none of police work where a report hardly speaks of police."""
    found = _named(kind)
    policed = found and (found.family not in _POLICED or _policed(heading, told))
    return found if policed else None


def _named(kind: str) -> IncidentType | None:
    return next((t for t, _ in _patterns() if t.id == kind), None)


def _spoken_of(heading: str, told: Sequence[Told], dated: Sequence[Dated]) -> str:
    """Give the event that two sentences name; "" for none. Its day is sure, so fewer may do."""
    votes = _votes(heading, [t.text for t in told if t.early], dated, hasty=True)
    policed = _policed(heading, told)
    events = {
        t.id: votes[t.id]
        for t, _ in _patterns()
        if not _is_study(t) and (policed or t.family not in _POLICED)
    }
    best = max(events, key=lambda k: events[k])
    return best if events[best] >= FEWEST_VOTES - 1 else ""


def _opening(heading: str, told: Sequence[Told], dated: Sequence[Dated], least: float) -> list[str]:
    """Give title, subtitle and the sentences from the surest day on; [] without one so sure.

    What was told of the days before it, as far as one course reaches, comes first.

    Of a title's day those of the beginning: "Review of the Pursuit and Shooting of January 18,
    2022" need not name the day again.
    """
    if not any(d.date.full and d.score >= least for d in dated):
        return []
    known = _in_text(heading, told, dated, OPENING_SCORE)
    surest = max(_in_text(heading, told, dated, least), key=lambda d: d.score, default=None)
    begun = {
        d.text for d in known
        if surest and 0 <= days_between(d.date.start, surest.date.start) <= COURSE_DAYS
    }  # fmt: skip
    at = next((n for n, t in enumerate(told) if t.text in begun), 0)
    # "Date and time of death: March 3, 2020": of a form's rows a few, then where that day is told
    form = told[at : at + FORM_ROWS] if FORM_DAY.match(told[at].text) else ()
    after = (n for n, t in enumerate(told) if n >= at + len(form) and t.text in begun)
    at = next(after, at) if form else at
    opening = [t.text for t in (*form, *told[at : at + OPENING_SENTENCES]) if t.early]
    opening = [text for text in opening if not ELSEWHERE.search(text)]
    return [*heading.split("\n")[:2], *opening]


def _in_text(
    heading: str, told: Sequence[Told], dated: Sequence[Dated], least: float
) -> list[Dated]:
    """Give what the text itself dates; a line of the cover only where nothing else does.

    After "Incident of February 22, 2023" come a publisher, a town and the contents.
    """
    texts = {t.text for t in told}
    known = [d for d in dated if d.date.full and d.score >= least and d.text in texts]
    cover = set(heading.split("\n"))
    return [d for d in known if d.text not in cover] or known


def _best(
    heading: str, told: Sequence[Told], dated: Sequence[Dated], *, hasty: bool
) -> IncidentType | None:
    votes = _votes(heading, [t.text for t in told if t.early], dated, hasty=hasty)
    policed = _policed(heading, told)
    shot = any(_SHOT.search(text) for text in (heading, *(t.text for t in told if t.early)))
    types = {
        t.id: t for t, _ in _patterns()
        if (policed or t.family not in _POLICED) and (shot or not t.id.startswith(_SHOOTERS))
    }  # fmt: skip
    votes = {kind: n for kind, n in votes.items() if kind in types}
    studies = {k: v for k, v in votes.items() if _is_study(types[k])}
    events = {k: v if _happened(types[k], heading, dated) else 0.0
              for k, v in votes.items() if k not in studies}  # fmt: skip
    best_event = max(events, key=lambda k: events[k])
    best_study = max(studies, key=lambda k: studies[k])
    fewest = min(FEWEST_VOTES, 1 + studies[best_study])
    best = best_event if events[best_event] >= fewest else best_study
    much_more = studies[best_study] > BIAS_OVER_EVENT * events[best_event]
    if best_study.startswith("bias") and much_more:
        best = best_study
    best = _narrower(best, votes)
    return types[best] if votes[best] >= FEWEST_VOTES else None


def _happened(kind: IncidentType, heading: str, dated: Sequence[Dated]) -> bool:
    """Say whether an event of this type is told: the title names it, or some event has a day.

    A report on how agencies use data speaks of flood warnings, and of no flood.
    """
    named = (pattern.search(heading) for known, pattern in _patterns() if known.id == kind.id)
    return any(d.date.full for d in dated) or any(named)


def _votes(
    heading: str, told: Sequence[str], dated: Sequence[Dated], *, hasty: bool
) -> dict[str, float]:
    """Count for each type the sentences that name it; the title and dated events count more."""
    whole_text = "\n".join(told)
    breaks = [m.start() for m in re.finditer("\n", whole_text)]
    events = "\n".join(dict.fromkeys(d.text for d in dated if d.date.full and d.text != heading))
    votes: dict[str, float] = {}
    for kind, pattern in _patterns():
        lines = {bisect_left(breaks, m.start()) for m in pattern.finditer(whole_text)}
        in_title = len({m[0].lower() for m in pattern.finditer(heading)})
        loose = _hasty_patterns()[kind.id] if hasty else pattern
        told_with_date = min(MOST_DATED, len(loose.findall(events)))
        often = in_title or told_with_date or len(lines) >= SHARE_TOLD * len(told)
        weight = min(len(lines), MOST_SENTENCES) if often else 0
        votes[kind.id] = weight + TITLE_WEIGHT * in_title + DATED_WEIGHT * told_with_date
    return votes


def _policed(heading: str, told: Sequence[Told]) -> bool:
    early = [t for t in told if t.early]
    spoken = sum(bool(_POLICE.search(t.text)) for t in early)
    short = len(early) < FEWEST_SENTENCES
    return short or bool(_POLICE.search(heading)) or spoken > SHARE_POLICED * len(early)


def _is_study(kind: IncidentType) -> bool:
    return kind.family in _STUDIES or kind.id in _STUDY_TYPES


def is_of_years(kind: IncidentType) -> bool:
    """Say whether such a report studies what happened over years, not one event."""
    return kind.family == "bias" or kind.id in _STUDY_TYPES


def _narrower(best: str, votes: dict[str, float]) -> str:
    """Prefer the type that says more: an ambush with its manhunt is not only an ambush."""
    titled = votes[best] >= TITLE_WEIGHT + FEWEST_VOTES
    rows = (n for n in _MORE_THAN if n.than == best and not (n.unless_titled and titled))
    return next((n.more for n in rows if votes.get(n.more, 0.0) >= n.fewest), best)


@cache
def _patterns() -> tuple[tuple[IncidentType, re.Pattern[str]], ...]:
    return tuple(
        (t, re.compile(rf"\b(?:{'|'.join(t.cues)})\b", re.IGNORECASE))
        for t in load_incident_types()
    )


@cache
def _hasty_patterns() -> dict[str, re.Pattern[str]]:
    return {
        t.id: re.compile(rf"\b(?:{'|'.join((*t.cues, *t.typed))})\b", re.IGNORECASE)
        for t in load_incident_types()
    }
