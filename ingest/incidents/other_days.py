"""Which days that a report names are none of the event: of plans, births, hearings, reviewers."""

from __future__ import annotations

import re

from ingest.dates import FoundDate

# "May 10 Flood watch becomes a warning", "June 4, 14:00 Planning meeting for the march": what leads
# up to an event is none of it, unless the same words tell what happened as well.
_LEADS_UP = re.compile(
    r"\b(?:(?:flash |coastal )?flood|(?:severe |winter |tropical )?storm|thunderstorm|tornado"
    r"|hurricane|high wind|wind|(?:excessive )?heat|freeze|fire weather|weather|red flag|tsunami"
    r"|blizzard|surge|evacuation) (?:watch(?:es)?|warnings?|advisor(?:y|ies)|outlooks?|alerts?)\b"
    r"[^.,;]*"
    r"|\b(?:forecasts?|forecasters?|forecasted|predict(?:ed|s)|expected to"
    r"|calls? with|weather service|meteorologists?)\b[^.,;]*"
    r"|\b(?:planning|preparatory|co-?ordination|pre-event|operational|tactical|intelligence"
    r"|security|safety) (?:meetings?|briefings?|conferences?|calls?|sessions?)\b[^.,;]*"
    r"|\b(?:conference calls?|briefings?|tabletop|exercises?|rehears\w+)\b[^.,;]*"
    r"|\b(?:appl(?:y|ies|ied) for|requested|granted) (?:an? |the )?permits?\b[^.,;]*"
    r"|\bpermits? (?:(?:is|was) )?(?:issued|granted|applied for)\b[^.,;]*",
    re.IGNORECASE,
)
NOT_EVENT = re.compile(
    r"\b(?:interview\w*|published|report(?:ed)? (?:was|to)|review (?:team|began)|site visits?"
    r"|assess\w*|commission (?:was|sat)|appointed|policy|training|study|survey\w*"
    r"|records? (?:for|from)|decree|settlement|engaged|council (?:asked|voted)"
    r"|elected|hired|founded|built"
    r"|opened in|law|act of|established|update|logged|complaints|sentenced|convicted|indicted"
    r"|pleaded|trial)\b",
    re.IGNORECASE,
)
CITED = re.compile(
    r"[‘“\"][A-Z][^’”\"]{10,200}[’”\"],?\s+(?:\d|[A-Z])|\bibid\b|\bQ\d+\b|\bvol\.|\bpp?\. ?\d"
)
# "published its Second Report, Police response to the 2024 summer disorder, on 14 April 2025"
OF_A_REPORT = re.compile(
    r"\b(?:published|issued|released|laid|printed)\b[^.;]{0,60}\breports?\b"
    r"|\breports?\b[^.;]{0,60}\b(?:published|issued|released|laid|printed)\b"
    # On a coroner's first page the days of hearing and findings stand beside that of the death
    r"|\b(?:hearing|sitting)s?(?: dates?)?\W{0,3}$|\bdates? of (?:findings|hearings?|report)\b",
    re.IGNORECASE,
)
# "Inquest into the death of Mathieu R., September 19 to October 7, 2022": the days of the hearing
_HEARD = re.compile(r"\b(?:inquest|hearings?|jury|verdict|sittings?)\b", re.IGNORECASE)
# "Callum Innes, born 4 May 1987, died at 06.41 on 29 December 2018"
BORN = re.compile(r"\b(?:born|birth)\W*(?:on |in )?$", re.IGNORECASE)
# "On 19 February he had been granted bail" tells what was before the event.
BEFORE_IT = re.compile(r",? (?:he|she|they|it|the \w+|\w+) had (?:been|already|just)\b")
# "On 21 July 2022, the Inquiry opened" is a day of those who looked into it.
OF_REVIEWERS = re.compile(
    r"\b(?:inquir(?:y|ies)|commission|committee|panel|task force|review(?:ers?)?|report|hearings?"
    # but "When the home team lost the final on June 15"
    r"|government|(?<!home )(?<!away )(?<!visiting )(?<!local )teams?"
    r"|auditors?|visited|fieldwork)\b",
    re.IGNORECASE,
)


def without_lead_up(text: str) -> str:
    """Leave out what only came before an event: a watch, a plan, a briefing."""
    return _LEADS_UP.sub(" ", text)


def of_hearing(text: str, found: FoundDate) -> bool:
    """Say whether a span of days is that of those who sat over the event."""
    return found.full and found.end > found.start and bool(_HEARD.search(text))
