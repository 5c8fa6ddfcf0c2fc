"""Where it happened, as the account tells it: "in the market town of Thornby".

Reports of inspectorates, inquiries and coroners name no local agency and print no "Place, State";
the sentence that tells the day names the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.dates import MONTH, days_between
from ingest.incidents.account import Told
from ingest.incidents.days import Dated
from ingest.incidents.gazetteer import NO_PLACE, WORD, bare

# The surest day's sentence and those that follow it: people go on to say where they are.
OPENING = 5
# A place of the sentence alone is named at least so often; one it calls a town is one.
FEWEST_NAMED = 2

_SETTLEMENT = (
    r"(?:town|city|village|hamlet|suburb|borough|community|township|municipality|settlement)"
)
# "Barlow", "Port Edwin", "Hawea Junction", "Stoke on Trent"
_NAME = rf"{WORD}(?:[ -](?:(?:on|upon|le|de|des|du|la|in|under)[ -])?{WORD}){{0,2}}"
_ROAD = r"(?:Street|Road|Lane|Avenue|Drive|Place|Close|Crescent|Terrace|Way|Row|Court|Highway)"
# Any sentence may describe the place that the report goes on naming: "Otepiri has a population of
# 54,000", "Wherrybridge is a cathedral city", "The river at Tarrawong, a town of 14,200 people".
_DESCRIBED = re.compile(
    rf"\b(?P<place>{_NAME})(?: has a population of"
    r"| has (?:some |about )?[\d,]+ people"
    rf"|(?: is|,) (?:an? |the )?(?:[\w-]+ ){{0,2}}?{_SETTLEMENT}\b"
    r"|,? (?:is )?home to (?:some |about )?\d| \(pop(?:ulation|\.) (?:of )?\d)"
)
_OFTEN_NAMED = 2
_SENTENCE_END = re.compile(r"[.;:?!]\W{0,3}\d{0,2}$")
# Days so near to the surest are of the same event.
_SAME_EVENT_DAYS = 2
# From the surest way of saying a place to the least sure.
_SAID = (
    # A form's row: "Place of death: Merinda Creek, Queensland"
    re.compile(
        rf"^(?:Place|Location)(?: of (?:death|incident|fire|event))?:\s+"
        rf"(?:\d+\w? (?:{WORD} ){{1,3}}{_ROAD}, )?(?P<place>{_NAME})"
    ),
    # "a hotel in the market town of Thornaby Cross"
    re.compile(rf"\b{_SETTLEMENT} of (?P<place>{_NAME})"),
    # "at Kingsmoor, a village of some 3,000 people"
    _DESCRIBED,
    # "Armed siege, 14 Totara Street, Whareora, 2-3 June 2021"
    re.compile(rf"\b\d+\w? (?:{WORD} ){{1,3}}{_ROAD}, (?P<place>{_NAME})"),
    # "a man drove through the Moraine Valley"
    re.compile(rf"\b(?:in|through|across) the (?P<place>{WORD}(?: {WORD})? Valley)\b"),
    re.compile(rf"\b(?:in|at|near|outside|struck|hit) (?P<place>{_NAME})"),
)
_CALLED = 4
# What is in a place and is none: "at Harmon High School", "in Hartwell Park"
_IN_A_PLACE = re.compile(
    rf"\b(?:{_ROAD}|Bridge|Tunnel|Square|Park|Plaza|Arena|Stadium|Hall|House|Hotel|School|College"
    r"|University|Campus|Hospital|Cent(?:er|re)|Station|Terminal|Exchange|Airport|Tower|Prison|Jail|Mill"
    r"|Church|Club|Room|Building|Depot|Unit|Police|Department|Office|Court|Inquiry|Commission"
    r"|Authority|Council|Group|Service|Team|Report|Act|River|Line|Quad|Lawn|General"
    r"|Appendix|Chapter|Part|Section|Figure|Table|Finding|Recommendation|Lesson|Annex|Phase)$"
)
_CALENDAR = re.compile(
    rf"(?:{MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Christmas|Easter|Spring|Summer|Autumn|Winter)\b"
)


@dataclass(frozen=True, slots=True)
class AccountPlace:
    """A place with the page and the sentence that says it happened there.

    `with_state` says that its state is printed with it: "in Fort Garland, Oklahoma".
    """

    name: str
    page: int
    quote: str
    with_state: bool = False


def place_of_account(
    title: str, told: Sequence[Told], dated: Sequence[Dated], regions: Sequence[str]
) -> AccountPlace | None:
    """Give the place where the event of the surest day is told to have happened; None if nowhere.

    `regions` are the names of states and countries, which are no places of this kind.
    """
    of_event = _of_event(told, dated)
    sentences = [*([Told(title, 1, 1.0)] if of_event else []), *_labelled(told), *of_event]
    found = [
        (rank, AccountPlace(place, t.page, t.text, with_state))
        for t in sentences
        for rank, said in enumerate(_SAID)
        for place, with_state in _places(said, t.text, regions)
        if rank <= _CALLED or with_state or _named(place, title, told) >= FEWEST_NAMED
    ]
    if found:
        return min(found, key=lambda f: (f[0], not f[1].with_state))[1]
    described = (
        AccountPlace(place, t.page, t.text)
        for t in told
        if t.early
        for place, _ in _places(_DESCRIBED, t.text, regions)
        # Named also within names: "the Elmhurst Arena Inquiry"
        if sum(place in other.text for other in told) >= _OFTEN_NAMED
    )
    return next(described, None)


def _labelled(told: Sequence[Told]) -> list[Told]:
    return [t for t in told if t.early and _SAID[0].match(t.text)]


def _of_event(told: Sequence[Told], dated: Sequence[Dated]) -> list[Told]:
    """Give the sentences from the surest day on, and those of the days around it."""
    in_text = {t.text for t in told}
    days = [d for d in dated if d.date.full and d.text in in_text]
    surest = max(days, key=lambda d: d.score, default=None)
    if surest is None:
        return []
    at = next(n for n, t in enumerate(told) if t.text == surest.text)
    near = {
        d.text for d in days
        if abs(days_between(d.date.start, surest.date.start)) <= _SAME_EVENT_DAYS
    }  # fmt: skip
    opening = told[at : at + OPENING]
    return [t for t in (*opening, *(t for t in told if t.text in near)) if t.early]


def _places(said: re.Pattern[str], text: str, regions: Sequence[str]) -> Iterator[tuple[str, bool]]:
    for match in said.finditer(text):
        place = _without_region(bare(match["place"]), regions)
        if place and not (
            place in regions
            or place.isupper()
            or NO_PLACE.match(place)
            or _IN_A_PLACE.search(place)
            or _CALENDAR.match(place)
        ):
            after = text[match.end("place") :]
            with_state = after.startswith(", ") and after[2:].startswith(tuple(regions))
            yield place, with_state or place != bare(match["place"])


def _without_region(place: str, regions: Sequence[str]) -> str:
    """Leave out the state that stands after a place without a comma: "Lorne Creek NSW"."""
    return next((place[: -len(r) - 1] for r in regions if place.endswith(f" {r}")), place)


def _named(place: str, title: str, told: Sequence[Told]) -> int:
    """Count the mentions in sentences; titles and headings print all words with capitals."""
    mention = re.compile(rf"(?:^|(?<=[a-z\d,.(] )){re.escape(place)}\b(?! [A-Z])")
    named = sum(len(mention.findall(t.text)) for t in told if _SENTENCE_END.search(t.text))
    return named + (place in title) if named else 0
