"""The attributes of an incident: what its report states, as far as it fits the type of incident."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.dates import find_dates
from ingest.incidents.account import ELSEWHERE, Told
from ingest.incidents.courses import HEADING_DAYS, Course
from ingest.incidents.days import COURSE_DAYS, LONGEST_COURSE
from ingest.incidents.outbreaks import OUTBREAK
from kb.attribute_rules.counted import counted
from kb.attribute_rules.harm import HELD, ONE_KILLED
from kb.attributes import Mention, choose, counted_in, mentions, named_in
from kb.domain.incident import Attribute
from kb.numbers import NUMBER, value_of, whole
from kb.reference import IncidentType, load_incident_types

# Types that say where it happened.
_IMPLIED_SETTING = {
    "mass-violence/active-shooter-school": "school",
    "mass-violence/active-shooter-campus": "campus",
    "disaster/wildfire": "rural/wilderness",
    "bias/stops-disparity": "street/downtown",
}
# Types that say with what.
_IMPLIED_WEAPON = {"mass-violence/vehicle-attack": "vehicle", "mass-violence/bombing": "IED"}
# Types that say why, where nothing else is stated.
_IMPLIED_TRIGGER = {
    "public-order/celebration-sports": "celebration",
    "disaster/flood": "weather",
    "disaster/hurricane": "weather",
}
_CELEBRATED = re.compile(
    r"\b(?:celebrat\w+|part(?:y|ies)|victory|won|champion\w*|title|parade|revell?ers|homecoming"
    r"|spring break|commencement|graduation)\b",
    re.IGNORECASE,
)
_FAMILIES = frozenset(t.family for t in load_incident_types())
_VIOLENCE = frozenset(
    {"mass-violence", "officer-targeted", "siege", "manhunt", "use-of-force", "government-facility"}
)
# Of a study of an agency these are its own; crowds and aid belong to events that it mentions.
_OF_AGENCIES = frozenset({"organizational", "national"})
# "Six deaths in five years", "since 2010 there have been 17": of other events, over years
_HARM = frozenset(
    {"killed", "killed_officers", "killed_public", "injured", "injured_officers", "injured_public"}
)
_OVER_YEARS = re.compile(
    rf"\b(?:in|over|within|during|for) (?:the )?(?:past |last |previous |preceding |prior )?"
    rf"(?:{NUMBER}|several|few|many) (?:years|decades)\b|\bsince (?:19|20)\d\d\b"
    # "Between 2014 and 2019 eleven people died in the jail"
    r"|\b(?:between|from) (?:19|20)\d\d (?:and|to|through|until) (?:19|20)\d\d\b"
    r"|\b(?:each|every|a|per) year\b|\bannual(?:ly)?\b",
    re.IGNORECASE,
)
# "By then 212 people had been brought out by those who lived near them": found and saved, while
# those who leave for what comes are evacuated
_SAVED = re.compile(
    r"\b(?:brought|carried|lifted|pulled|dug|led|got|taken) (?:[\w-]+ ){0,4}?(?:out|to safety)\b"
    r"|\brescue\w*",
    re.IGNORECASE,
)
_LEFT = re.compile(r"\b(?:evacuat\w+|le(?:ft|ave)|fled|displaced|ordered|moved)\b", re.IGNORECASE)
# What strikes a whole region has no setting; a church in it is only a church
_OF_A_REGION = frozenset(
    {"disaster/flood", "disaster/hurricane", "disaster/earthquake", "medical-event/pandemic"}
)
# What no weather sets off
_NOT_BY_WEATHER = re.compile(
    r"\b(?:earthquake|explosion|derail\w+|ransomware|cyber\S*|chemical|refinery|pipeline)\b",
    re.IGNORECASE,
)
_PROFILE = frozenset(
    {"jurisdiction_type", "jurisdiction_population", "sworn_strength", "complaints",
     "uses_of_force", "trigger"}
)  # fmt: skip
_NO_PLACE_OF_ITS_OWN = frozenset({"transport", "national", "organizational"})
# Attributes that say something about some families of incidents only.
_ONLY_FOR: dict[str, frozenset[str]] = {
    "weapon": _VIOLENCE | {"pursuit"},
    "trigger": frozenset({"public-order", "use-of-force", "disaster", "bias"}),
    "setting": _FAMILIES - _NO_PLACE_OF_ITS_OWN,
    "indoor_outdoor": frozenset({"mass-violence", "medical-event", "planned-event"}),
    "planned_or_spontaneous": frozenset({"public-order", "planned-event"}),
    "crowd_size_high": frozenset(
        {
            "public-order",
            "mass-violence",
            "medical-event",
            "planned-event",
            "use-of-force",
            "government-facility",
        }
    ),
    # The officers of a ship are crew
    "killed_officers": _FAMILIES - {"transport"},
    "injured_officers": _FAMILIES - {"transport"},
    "killed_public": _FAMILIES - {"disaster", "medical-event", "transport"},
    # A shooting or a death in custody is over at once; what lasts is what came after
    "duration_hours": _FAMILIES - {"use-of-force", "organizational", "national"},
    "sworn_strength": _FAMILIES - {"transport"},
    "jurisdiction_type": _FAMILIES - {"transport", "national"},
}
# A stated duration this share off the dates still agrees with them.
NEAR_ENOUGH = 0.2
HOURS_A_DAY = 24
# An account says first where it happened; what is named later is where people went. So many
# sentences from the day on count so much more, the one with the day most.
_OPENING, _OPENING_WEIGHT, _DAY_WEIGHT = 8, 0.9, 1.0
# The title says where it happened more surely than any sentence.
_TITLE_WEIGHT = 3.0
# "police headquarters", once, is where complaint forms lie: in a long account a setting is spoken
# of again.
_LEAST_SPOKEN = 2.0
_LONG = 60
# Where one person confronts police, "the rancher was killed" counts one death.
_ONE_SUBJECT = frozenset({"siege", "use-of-force", "manhunt", "pursuit"})
# Who is held in these is a hostage.
_RIOT = "public-order/riot"
_HOLDING = frozenset({"siege/hostage-barricade", _RIOT})
_STUDENTS = re.compile(r"\b(?:campus|universit|college|student|quad\b)", re.IGNORECASE)
_KILLED_ONE = (counted("killed", "kill,dead,died,death,surrender,talked out", ONE_KILLED),)
# "Tarleton County", "Office of the Sheriff, Bellamy County": whose agency it is
_COUNTY = re.compile(r"\b(?:County|Parish)\b")
_UNIVERSITY = re.compile(r"\b(?:University|College)\b")
# An explosion is over at once, whatever search follows; an outbreak has no first hour
_NO_HOURS = frozenset({"mass-violence/bombing", OUTBREAK})
_CAMPUS_SHOOTING = "mass-violence/active-shooter-campus"
_OF_THE_INJURED = frozenset({"injured_officers", "injured_public"})
# State police, federal and transit officers come to help nearly everywhere; they lead where the
# title or the agency of the site names them.
_HELPERS = frozenset({"state", "federal", "special", "tribal"})
# "a party on Castle Terrace grew until it filled the street", "fans began to fill Market Street"
_IN_STREET = (
    r"(?i:fans|people|crowds?|part(?:y|ies)|students|groups|marchers)[^.]{0,80}?"
    r"(?:fill(?:ed|ing)?|blocked|closed|across|in|through|on) "
    r"(?:(?:the|a) streets?\b|[A-Z]\w+ (?:Street|Avenue|Boulevard)\b)"
)
# "arrived on Canal Street": crowds are where the streets have names; "March 3" is a month
_STREET = re.compile(
    rf"{_IN_STREET}|"
    r"(?i:demonstrat|protest|march(?!,? \d)|crowd|people|rall|riot|disorder)[^.]{0,60}?"
    r"(?: in the streets?\b| through the (?:streets|city)\b)|"
    r"(?i:demonstrat|protest|march(?!,? \d)|crowd|rall|riot|disorder|gather)[^.]{0,80}?"
    r"\b[A-Z]\w+ (?:Street|Avenue|Boulevard|Square|Plaza)\b"
    r"|\b[A-Z]\w+ (?:Street|Avenue|Boulevard|Square|Plaza)\b[^.]{0,60}?"
    r"(?i:demonstrat|protest|march(?!,? \d)|crowd|riot|disorder)"
)
_HEADING_HOURS = re.compile(rf"({NUMBER})[ -]hours?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of an incident before its attributes: title, lead agency, type and course.

    `publisher` is who reports.
    """

    heading: str
    agency: str
    kind: IncidentType
    course: Course
    publisher: str = ""


def attributes_of(known: Setting, told: Sequence[Told]) -> tuple[Attribute, ...]:
    """Choose one value for each attribute that is stated and says something of this type."""
    opening = _opening(known.course, told)
    found = [m for t in told for m in (*_mentions(known, t), *_jurisdictions(t))]
    for t in opening:
        weight = _DAY_WEIGHT if _on_first_day(known.course, t) else _OPENING_WEIGHT
        found += [replace(m, weight=weight) for m in _places(t)]
    found += _of_heading(known)
    durations = [m for m in found if m.key == "duration_hours"]
    found = [m for m in found if not _counted_apart(m, found)]
    fit = [
        m for m in found
        if m.key != "duration_hours" and _fits(m.key, known.kind) and not _of_all(m, known.kind)
        and not _of_others(m, known)
    ]  # fmt: skip
    least = _LEAST_SPOKEN if len(told) > _LONG else 0.0
    chosen = {a.key: a for a in choose(_surely(fit, least))}
    for key, implied in (("setting", _IMPLIED_SETTING), ("weapon", _IMPLIED_WEAPON)):
        value = implied.get(known.kind.id)
        if value:
            chosen[key] = Attribute(key, value, 1, known.kind.label)
    trigger = _implied_trigger(known, opening)
    if trigger:
        chosen.setdefault("trigger", Attribute("trigger", trigger, 1, known.kind.label))
    lasted = _duration([*_days_of_heading(known.heading), *durations], known.course)
    if lasted and _fits("duration_hours", known.kind) and known.kind.id not in _NO_HOURS:
        chosen["duration_hours"] = lasted
    return tuple(chosen.values())


def _implied_trigger(known: Setting, opening: Sequence[Told]) -> str | None:
    """Give why such an event happens; a match is no celebration unless somebody celebrated."""
    trigger = _IMPLIED_TRIGGER.get(known.kind.id)
    told = "\n".join([known.heading, *(t.text for t in opening)])
    return trigger if trigger != "celebration" or _CELEBRATED.search(told) else None


def _counted_apart(one: Mention, found: Sequence[Mention]) -> bool:
    """Say whether a number of injured is that of officers or of the public in the same words."""
    return one.key == "injured" and any(
        m.key in _OF_THE_INJURED and m.value == one.value and m.quote == one.quote for m in found
    )


def _opening(course: Course, told: Sequence[Told]) -> Sequence[Told]:
    """Give the sentences with which a report begins to tell the event, from its first day on."""
    for at, t in enumerate(told):
        if _on_first_day(course, t):
            return [o for o in told[at : at + _OPENING] if o.early]
    return ()


def _on_first_day(course: Course, t: Told) -> bool:
    return bool(course.start) and any(d.start == course.start for d in find_dates(t.text))


def _places(t: Told) -> Iterator[Mention]:
    """Read the setting also where a sentence states no fact: an account says where it is."""
    for value in named_in(t.text, "setting") if not ELSEWHERE.search(t.text) else ():
        yield Mention("setting", value, t.text, t.page)


def _mentions(known: Setting, t: Told) -> Iterator[Mention]:
    for mention in mentions(t.text, page=t.page, weight=t.weight, named=t.early):
        elsewhere = mention.key == "setting" and ELSEWHERE.search(t.text)
        if mention.key != "jurisdiction_type" and not elsewhere:
            yield mention
    if known.kind.family in _ONE_SUBJECT:
        for mention in counted_in(t.text, _KILLED_ONE):
            yield replace(mention, page=t.page, weight=mention.weight * t.weight)
    if known.kind.id in _HOLDING:
        for mention in counted_in(t.text, (HELD,)):
            yield replace(mention, page=t.page, weight=mention.weight * t.weight)
    if known.kind.family == "public-order" and t.early and _STREET.search(t.text):
        yield Mention("setting", "street/downtown", t.text, t.page)


def _jurisdictions(t: Told) -> Iterator[Mention]:
    """Read whose agency it is out of advice too: "Campus police should use dialogue officers"."""
    for value in named_in(t.text, "jurisdiction_type"):
        if value not in _HELPERS:
            yield Mention("jurisdiction_type", value, t.text, t.page, t.weight)


def _of_heading(known: Setting) -> Iterator[Mention]:
    """Read setting and jurisdiction out of the title and the name of the agency."""
    for text in (known.heading, known.agency):
        for mention in mentions(text, page=1):
            if mention.key in {"setting", "jurisdiction_type"}:
                yield replace(mention, weight=_TITLE_WEIGHT)
    if known.kind.family in _ONE_SUBJECT:
        # "Findings of the Inquest into the Death of Aaron Pell"
        yield from (replace(m, page=1) for m in counted_in(known.heading, _KILLED_ONE))
    if _COUNTY.search(known.agency):
        yield Mention("jurisdiction_type", "county", known.agency, 1, _TITLE_WEIGHT)
    if known.kind.id == _CAMPUS_SHOOTING and _UNIVERSITY.search(known.heading):
        yield Mention("jurisdiction_type", "campus", known.heading, 1, _TITLE_WEIGHT)
    if _UNIVERSITY.search(known.publisher) and known.kind.family == "public-order":
        yield Mention("setting", "campus", known.publisher, 1, _TITLE_WEIGHT)
        yield Mention("jurisdiction_type", "campus", known.publisher, 1, _TITLE_WEIGHT)


def _surely(found: Sequence[Mention], least: float) -> Iterator[Mention]:
    """Leave out a setting that is spoken of less: most places are named in passing."""
    spoken: dict[object, float] = {}
    for m in found:
        if m.key == "setting":
            spoken[m.value] = spoken.get(m.value, 0.0) + m.weight
    most = max(spoken.values(), default=0.0)
    return (m for m in found if m.key != "setting" or most >= least)


def _fits(key: str, kind: IncidentType) -> bool:
    """Say whether an attribute belongs to this family: the rifles of hunters start no wildfire."""
    if kind.family in _OF_AGENCIES and key not in _PROFILE:
        return False
    families = _ONLY_FOR.get(key)
    return families is None or kind.family in families


def _of_all(mention: Mention, kind: IncidentType) -> bool:
    """Say whether this is so of every event of its kind: homes are lost in all disasters."""
    return kind.family == "disaster" and mention.value == "residence"


def _of_others(mention: Mention, known: Setting) -> bool:
    """Say whether it is told of something else: deaths over years, people saved, a verdict."""
    kind = known.kind
    if mention.key in _HARM:
        return bool(_OVER_YEARS.search(mention.quote)) and kind.id != OUTBREAK
    if mention.key == "evacuated" and kind.family == "disaster":
        return bool(_SAVED.search(mention.quote)) and not _LEFT.search(mention.quote)
    if mention.key == "setting":
        # The dormitories of a prison are no campus
        barred = kind.id == _RIOT and mention.value == "campus"
        return kind.id in _OF_A_REGION or (barred and not _STUDENTS.search(mention.quote))
    if mention.key == "trigger" and kind.family == "disaster" and mention.value != "weather":
        return True
    if mention.value == "verdict or charging decision":
        # An inquest ends with a verdict, a grand jury reports on floods; a protest begins with one
        return kind.family != "public-order"
    by_itself = f"{kind.label}\n{known.heading}"
    return mention.value == "weather" and bool(_NOT_BY_WEATHER.search(by_itself))


def _days_of_heading(heading: str) -> Iterator[Mention]:
    # "Nine Nights on Canal Street"
    for match in HEADING_DAYS.finditer(heading):
        days = value_of(match[1])
        if days:
            yield Mention("duration_hours", whole(days * HOURS_A_DAY), match[0], 1)
    # "Thirty-One Hours in Tollgate", "Four Hours in Founders Square"
    for match in _HEADING_HOURS.finditer(heading):
        hours = value_of(match[1])
        if hours:
            yield Mention("duration_hours", whole(hours), match[0], 1, _TITLE_WEIGHT)


def _duration(stated: Sequence[Mention], course: Course) -> Attribute | None:
    """Take the title's duration, else one that agrees with the dates, else days by the dates."""
    if course.days > LONGEST_COURSE or not course.start:
        return None
    titled = next((m for m in stated if m.weight == _TITLE_WEIGHT), None)
    if titled or not course.days:
        return _as_attribute(titled or _longest(stated))
    hours = course.days * HOURS_A_DAY
    near = [
        m for m in stated
        if abs(float(m.value) - hours) <= max(HOURS_A_DAY, hours * NEAR_ENOUGH)
    ]  # fmt: skip
    if near:
        return _as_attribute(min(near, key=lambda m: abs(float(m.value) - hours - 12)))
    # What went on past midnight has two days, and may be over in three hours
    if course.days == 1:
        return None
    return Attribute("duration_hours", hours, course.page, f"{course.start} to {course.end}")


def _longest(stated: Iterable[Mention]) -> Mention | None:
    """Give the longest duration that one day holds, else the longest of some days."""
    by_length = sorted(stated, key=lambda m: float(m.value))
    within = [m for m in by_length if float(m.value) <= HOURS_A_DAY]
    days = [m for m in by_length if float(m.value) <= COURSE_DAYS * HOURS_A_DAY]
    return next(reversed(within or days), None)


def _as_attribute(mention: Mention | None) -> Attribute | None:
    if mention is None:
        return None
    return Attribute(mention.key, mention.value, mention.page, mention.quote)
