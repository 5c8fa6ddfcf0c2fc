"""Whose agency a site has: the one named with it, the service that reports, the force inspected."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from ingest.incidents.gazetteer import WORD
from kb.domain.incident import Site

_SERVICE = re.compile(
    r"\b(?:police|sheriff|fire|emergency|communications|public safety|corrections|health|transit"
    r"|schools?|hospital)\b",
    re.IGNORECASE,
)
_OVERSEES = re.compile(
    r"\b(?:auditor|audit|inspector|ombuds\w*|oversight|review|commission|board|council|attorney"
    r"|prosecutor|coroner|jury|accountability|monitor|inquiry|panel|task force|institute|advisors"
    r"|court|authority|state of|commonwealth of)\b",
    re.IGNORECASE,
)
_FORCE = re.compile(rf"\b(?:of|by|into|in) (?P<force>{WORD}(?: {WORD})? (?:Police|Constabulary))\b"
                    r"(?! (?:Department|Bureau|Response|Officers?|Station))")  # fmt: skip


def with_agency(site: Site, mentions: Counter[tuple[str, str]]) -> Site:
    """Add the agency that the report names most with a site's place."""
    own = [m for m in mentions if m[0] == site.place]
    if site.agency or not own:
        return site
    place, noun = max(own, key=lambda m: mentions[m])
    return replace(site, agency=f"{place} {noun}")


def with_publisher(site: Site, publisher: str) -> Site:
    """Add who publishes where that is the place's own service: "TAMAR COUNTY SHERIFF'S OFFICE".

    Who oversees, audits or prosecutes has not done what the report is about.
    """
    own = site.place.lower() in publisher.lower() and _SERVICE.search(publisher)
    if site.agency or not own or _OVERSEES.search(publisher):
        return site
    named = publisher.title().replace("'S", "'s").replace("’S", "’s").replace(" Of ", " of ")
    return replace(site, agency=named if publisher.isupper() else publisher)


def with_titled_force(site: Site, title: str) -> Site:
    """Add the force that a title names: "an inspection of Wendshire Police"."""
    force = _FORCE.search(title)
    return replace(site, agency=force["force"]) if force and not site.agency else site
