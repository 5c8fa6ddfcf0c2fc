"""What an incident is called: the name that a title prints, else type, place and date."""

from __future__ import annotations

import re
from calendar import month_name

from kb.domain.incident import Site
from kb.reference import IncidentType

_EVENT_NAME = re.compile(
    r"(?<![\w’'-])(?:[Tt]he\s+)?(?P<name>(?!(?:The|A|An|Response|Report|Police|Civil|Mass|Public)\b)"
    r"[A-Z][\w’'-]+(?:\s+(?!(?:Response|Report|Review|Police|Department|After|During)\b)"
    r"[A-Z][\w’'-]+){0,3}\s+(?:Fire|Wildfire|Flood|Shootings?|Bombings?|Attacks?|Riots?|Demonstrations"
    r"|Protests|Occupation|Ambush|Stand-?off|Siege|Earthquake|Tornado|Massacre|Derailment)"
    r"|(?:Hurricane|Tropical Storm|Operation)\s+[A-Z][a-z]+)\b"
    r"(?!\s+(?:Department|District|Rescue|Service|Response|Chief|Marshal|Authority|Inquiry))"
)


def printed_name(heading: str) -> str:
    """Take the event's own name from the title: "the Sugar Creek Fire", "Harbor Days Bombings"."""
    match = _EVENT_NAME.search(heading)
    return " ".join(match["name"].split()) if match else ""


def described(kind: IncidentType, place: str, site: Site | None, start: str) -> str:
    """Describe by type, place and date: "Wildfire in Alder County, OR, September 2021"."""
    state = site.state if site and site.state != place else ""
    where = ", ".join(part for part in (place, state) if part)
    when = start[:4]
    if len(start) >= len("2019-09") and not start.endswith("-01-01"):
        when = f"{month_name[int(start[5:7])]} {when}"
    named = f"{kind.noun} in {where}" if where else kind.noun
    return f"{named}, {when}" if when else named
