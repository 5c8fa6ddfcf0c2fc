"""The places and agencies that a report is about, with state or region, from the gazetteer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.domain.ids import site_id
from kb.domain.incident import Site
from kb.domain.report import Evidence
from kb.reference import Agency, State

MOST_SITES = 8
# A place is a site where the title names it, or where this share of all mentions is its own.
SHARE_OF_MENTIONS = 0.12
FEWEST_MENTIONS = 2

_WORD = r"[A-Z][\w’'-]+"
_PLACE = (
    rf"(?:(?:St|Ft|Mt|Saint|Fort|Mount|New|Las|Los|San|Santa|El|La|Port|Lake)\.?\s+)?"
    rf"{_WORD}(?:[ ]{_WORD}){{0,2}}"
)
_AGENCY_NOUN = (
    r"(?:Metropolitan\s+)?(?:(?:State\s+)?University\s+)?(?:Police\s+(?:Department|Bureau|Service)"
    r"|Sheriff[’']?s?[’']?\s+(?:Office|Department)|Fire(?:\s+(?:and|&))?(?:\s+Rescue)?"
    r"\s+(?:Department|District|Authority)|Fire\s+Rescue|Department\s+of\s+Public\s+Safety"
    r"|Division\s+of\s+Police|(?:Unified\s+)?School\s+District)"
)
_AGENCY = re.compile(rf"\b(?P<place>{_PLACE}?)[ ]+(?P<noun>{_AGENCY_NOUN})\b")
_LEADING = re.compile(
    r"^(?:The|A|An|In|Of|At|By|For|From|To|And|But|When|While|After|Before|Since|Both|With|Our|City|"
    r"County|Town|Village|If|As|On|Two|Three|Four|Many|Some|All|Several|Other|State|Local|National"
    r"|Federal|Chief|Officer|Sergeant|Lieutenant|Captain|Sheriff|Mayor|Assessment|Review|Report)\s+",
)
_NO_PLACE = re.compile(
    r"^(?:The|This|That|Each|Every|Any|Local|County|City|State|University|Campus|Metropolitan|Our"
    r"|Its|Their|National|Federal|International|American|U\.S|US|Volunteer|Rural|Regional|School"
    r"|Public|Unified|Community|Tribal|Port|Fire|Police|Department|District|Joint|Host|Small|Other"
    r"|Outside|No|Recommendation|Finding|Former)$"
)
_GOVERNED = re.compile(
    rf"\b(?:(?:City|Town|Village|County|Borough) of (?P<city>(?!the\b){_PLACE}?)"
    r"(?=\s+(?:Office|Police|Department|Council|\||and\b)|[\s,.|]*$|[,.|])"
    rf"|(?P<county>{_WORD}(?: {_WORD})? County)\b)",
    re.MULTILINE,
)
# An office's address tells where the publisher sits, not what the report is about.
_ADDRESS = re.compile(
    r"\b\d{1,5}\s+\w+(?:\s\w+)?\s+(?:Street|St|Avenue|Ave|Road|Rd|NW|NE|SW|SE|Boulevard|Blvd|Drive)\b"
    r"|\b\d{5}(?:-\d{4})?\b|P\.?O\.? Box",
)


# Bodies that serve the place they sit in; consultants and associations sit elsewhere.
_LOCAL = re.compile(
    r"\b(?:police|sheriff|county|city of|town of|village of|parish|borough|school district"
    r"|fire (?:protection )?district|university|college)\b",
    re.IGNORECASE,
)
_LOCAL_BODY = re.compile(rf"(?:The )?(?P<place>{_WORD}(?: {_WORD}){{0,2}}? (?:County|Parish))\b")
_CITY_OF = re.compile(
    rf"\bCity of (?P<place>{_WORD}(?: {_WORD}){{0,2}}?)(?=,| Office\b| Police\b|$)"
)
# "Astor Falls, OR 97299": state and postal code, or the state's code in an address
_POSTED = re.compile(r",\s+(?P<code>[A-Z]{2})\s+\d{5}(?:-\d{4})?\b")
_LETTERHEAD_PAGES = 2
# How much a line of the cover or a running head says of the state beside a mention in the text: it
# is printed once, and reports name other states for comparison.
_LETTERHEAD_WEIGHT = 8
# A place that is named so often is what a report is about, where nothing else says so.
_OFTEN_NAMED = 3
# Such a place's agency is introduced on one of the first pages.
_FRONT_PAGES = 4


@dataclass(frozen=True, slots=True)
class _Found:
    place: str
    state: str
    page: int
    quote: str


class Gazetteer:
    """States and regions with every way of writing them, ready to be matched."""

    def __init__(self, states: Sequence[State], agencies: Sequence[Agency] = ()) -> None:
        """Prepare the patterns; postal codes count only after a comma ("Ferguson, MO")."""
        self._by_name: dict[str, State] = {}
        for state in states:
            for name in (state.name, *state.names):
                self._by_name.setdefault(_key(name), state)
        self._by_code = {s.postal: s for s in states if s.postal}
        names = sorted({n for s in states for n in (s.name, *s.names)}, key=len, reverse=True)
        codes = "|".join(sorted(self._by_code))
        named = "|".join(re.escape(n) for n in names)
        self._paired = re.compile(
            rf"\b(?P<place>{_PLACE}),\s+(?:(?P<name>{named})|(?P<code>{codes}))(?![\w’'])"
        )
        # "STATE OF KANSAS"; no "S.C." in "50 U.S.C. 1861"; "IN" and "ME" in capitals are words
        capitals = "|".join(re.escape(s.name.upper()) for s in states if s.code != "DC")
        self._name = re.compile(rf"(?<![\w’'.-])(?:{named}|{capitals})(?![\w])")
        self._agencies = agencies

    def state(self, printed: str) -> State | None:
        """Find a state by name, usual abbreviation or postal code."""
        return self._by_name.get(_key(printed)) or self._by_code.get(printed)

    def pairs(self, text: str) -> list[tuple[str, State, str]]:
        """Give "Place, State" mentions with their words; addresses are left out."""
        out = []
        for match in self._paired.finditer(text):
            around = text[max(0, match.start() - 40) : match.end() + 12]
            state = self.state(match["name"] or match["code"])
            if state and not _ADDRESS.search(around):
                out.append((_bare(match["place"]), state, match[0]))
        return out

    def names(self, text: str) -> list[State]:
        """Give the states that a text names in full or abbreviated."""
        found = (self.state(m[0]) for m in self._name.finditer(text))
        return [s for s in found if s]

    def agencies(self, text: str) -> list[Agency]:
        """Give the known agencies (police forces of other countries) that a text names."""
        return [a for a in self._agencies if a.name in text]


def find_sites(
    title: str,
    pages: Sequence[tuple[int, str]],
    gazetteer: Gazetteer,
    publisher: str = "",
    letterhead: Sequence[str] = (),
) -> tuple[tuple[Site, ...], tuple[Evidence, ...]]:
    """Give the sites of a report, the one it names first and most at the head.

    `title` is title and subtitle; `pages` are page numbers and texts; `letterhead` the lines of
    the cover and the running heads. A place without a state takes the state of the title, of a
    local `publisher`'s address, or that the report names most, its letterhead before its text.
    """
    mentions = _agency_mentions(pages)
    paired = _pairs(title, pages, gazetteer)
    known = _known_agencies(title, pages, gazetteer)
    home = (
        _in_title(title, gazetteer)
        or _at_address(publisher, pages, gazetteer)
        or _home_state(pages, gazetteer, paired, letterhead)
    )
    chosen = _chosen(title, mentions)
    sites = [_site(place, noun, home, paired) for place, noun in chosen]
    sites += known
    if not sites:
        sites = _from_title(title, paired) or _of_publisher(publisher, home)
    if not sites:
        sites = _on_cover(pages, paired) or _named_often(pages, home, paired)
    if not sites:
        cover = "\n".join([title, *(text for _, text in pages[:1]), *letterhead])
        sites = _statewide(cover, gazetteer, home) or _governed(title, pages, home)
    sites = [_with_agency(site, mentions) for site in sites]
    evidence = tuple(_evidence(site, paired, pages) for site in sites)
    return tuple(dict.fromkeys(sites))[:MOST_SITES], evidence[:MOST_SITES]


def _agency_mentions(pages: Sequence[tuple[int, str]]) -> Counter[tuple[str, str]]:
    mentions: Counter[tuple[str, str]] = Counter()
    for _, text in pages:
        for match in _AGENCY.finditer(text):
            place = _bare(match["place"])
            if place and not _NO_PLACE.match(place):
                noun = " ".join(match["noun"].replace("’", "'").split())
                mentions[place, noun] += 1
    return _merged(mentions)


def _merged(mentions: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Count "Program Tamarack Falls" with "Tamarack Falls", where both are named."""
    merged: Counter[tuple[str, str]] = Counter()
    for (place, noun), times in mentions.items():
        within = [p for p, n in mentions if n == noun and place.endswith(f" {p}")]
        merged[min(within, key=len, default=place), noun] += times
    return merged


def _bare(place: str) -> str:
    text = " ".join(place.split())
    while True:
        shorter = _LEADING.sub("", text)
        if shorter == text:
            return "" if _NO_PLACE.match(text) else text
        text = shorter


def _pairs(
    title: str, pages: Iterable[tuple[int, str]], gazetteer: Gazetteer
) -> dict[str, tuple[State, int, str]]:
    """Give for each place the state it is printed with most, page and words of the first time."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str], tuple[State, int, str]] = {}
    for page, text in [(0, title), *pages]:
        for place, state, words in gazetteer.pairs(text):
            if place:
                votes[place][state.code] += 5 if page == 0 else 1
                first.setdefault((place, state.code), (state, page, words))
    return {p: first[p, codes.most_common(1)[0][0]] for p, codes in votes.items()}


def _in_title(title: str, gazetteer: Gazetteer) -> State | None:
    found = [*gazetteer.names(title), *(s for _, s, _ in gazetteer.pairs(title))]
    return found[-1] if found else None


def _home_state(
    pages: Sequence[tuple[int, str]],
    gazetteer: Gazetteer,
    paired: dict[str, tuple[State, int, str]],
    letterhead: Sequence[str],
) -> State | None:
    """Find the state that a report names most, clearly ahead: letterhead before text."""
    votes: Counter[str] = Counter()
    by_code: dict[str, State] = {}
    weighed = [(line, _LETTERHEAD_WEIGHT) for line in letterhead]
    weighed += [(text, 3 if page <= pages[0][0] + 1 else 1) for page, text in pages]
    for text, weight in weighed:
        for state in [*gazetteer.names(text), *(s for _, s, _ in gazetteer.pairs(text))]:
            votes[state.code] += weight
            by_code[state.code] = state
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
        return next((s for s, _, _ in paired.values() if ranked and s.code == ranked[0][0]), None)
    return by_code[ranked[0][0]]


def _at_address(
    publisher: str, pages: Sequence[tuple[int, str]], gazetteer: Gazetteer
) -> State | None:
    """Find the state in the letterhead of a local body, which sits where it serves."""
    if not _LOCAL.search(publisher):
        return None
    shown = "\n".join(text for _, text in pages[:_LETTERHEAD_PAGES])
    codes = (match["code"] for match in _POSTED.finditer(shown))
    return next((state for code in codes if (state := gazetteer.state(code))), None)


def _of_publisher(publisher: str, home: State | None) -> list[Site]:
    """Take the agency that reports on itself: "BONNEVILLE FLATS COUNTY SHERIFF'S OFFICE"."""
    name = publisher.title().replace("'S", "'s").replace("’S", "’s")
    # "City of Elm Office of Inspector General" says its place also where no state is known
    city = _CITY_OF.search(name.replace(" Of ", " of "))
    match = _AGENCY.search(name) or _LOCAL_BODY.match(name) or city
    place = _bare(match["place"]) if match else ""
    if not place or not (home or city):
        return []
    agency = name if _AGENCY.search(name) else ""
    code, country = (home.code, home.country) if home else ("", "")
    return [Site(site_id(place, code), place, code, agency, country or "US")]


def _chosen(title: str, mentions: Counter[tuple[str, str]]) -> list[tuple[str, str]]:
    total = sum(mentions.values())
    held: list[tuple[str, str]] = []
    by_weight = sorted(mentions, key=lambda m: (m[0] not in title, -mentions[m], m))
    for place, noun in by_weight:
        often = mentions[place, noun] >= max(FEWEST_MENTIONS, SHARE_OF_MENTIONS * total)
        if place in title or often:
            held.append((place, noun))
    return held


def _site(
    place: str, noun: str, home: State | None, paired: dict[str, tuple[State, int, str]]
) -> Site:
    state = paired[place][0] if place in paired else home
    code, country = (state.code, state.country) if state else ("", "")
    return Site(site_id(place, code), place, code, f"{place} {noun}", country or "US")


def _known_agencies(
    title: str, pages: Sequence[tuple[int, str]], gazetteer: Gazetteer
) -> list[Site]:
    counts: Counter[Agency] = Counter()
    for _, text in [(0, title), *pages]:
        counts.update(gazetteer.agencies(text))
    total = sum(counts.values())
    return [
        Site(site_id(a.place, a.state), a.place, a.state, a.name, a.country)
        for a, n in counts.most_common(MOST_SITES)
        if n >= max(FEWEST_MENTIONS, SHARE_OF_MENTIONS * total / 2)
    ]


def _from_title(title: str, paired: dict[str, tuple[State, int, str]]) -> list[Site]:
    """Take "Place, State" of the title where no agency of the place is named."""
    return [
        Site(site_id(place, state.code), place, state.code, country=state.country)
        for place, (state, page, words) in paired.items()
        if page == 0 and words in title
    ]


def _on_cover(
    pages: Sequence[tuple[int, str]], paired: dict[str, tuple[State, int, str]]
) -> list[Site]:
    """Take the one place that the cover names with its state: "for the City of Ashgrove, GA"."""
    first = pages[0][0] if pages else 0
    shown = {p: state for p, (state, page, _) in paired.items() if page == first}
    return [
        Site(site_id(place, state.code), place, state.code, country=state.country)
        for place, state in shown.items()
        if len(shown) == 1 and state.code != "DC"
    ]


def _named_often(
    pages: Sequence[tuple[int, str]],
    home: State | None,
    paired: dict[str, tuple[State, int, str]],
) -> list[Site]:
    """Take the one place whose agency a report names, once, and which it goes on naming.

    A report of six pages introduces "the Port Saltery Police Service", and then says "the Service".
    """
    introduced = _agency_mentions(pages[:_FRONT_PAGES])
    whole = "\n".join(text for _, text in pages)
    times = {m: len(re.findall(rf"\b{re.escape(m[0])}\b", whole)) for m in introduced}
    often = [m for m in introduced if times[m] >= _OFTEN_NAMED or m[0] in paired]
    often.sort(key=lambda m: -times[m])
    alone = len(often) == 1 or (len(often) > 1 and times[often[0]] > times[often[1]])
    return [_site(*often[0], home, paired)] if alone else []


def _with_agency(site: Site, mentions: Counter[tuple[str, str]]) -> Site:
    """Add the agency that the report names most with a site's place."""
    own = [m for m in mentions if m[0] == site.place]
    if site.agency or not own:
        return site
    place, noun = max(own, key=lambda m: mentions[m])
    return replace(site, agency=f"{place} {noun}")


def _statewide(cover: str, gazetteer: Gazetteer, home: State | None) -> list[Site]:
    """Take the state itself where title or cover name it: "What ... Teach Colorado Agencies".

    The District of Columbia is left out: committees and addresses name it on covers of all kinds.
    """
    if not home or home.code == "DC" or home not in gazetteer.names(cover):
        return []
    return [Site(site_id(home.name, home.code), home.name, home.code, country=home.country)]


def _governed(title: str, pages: Sequence[tuple[int, str]], home: State | None) -> list[Site]:
    """Take the city or county whose own body reports: "City of Harlow Bend | Office of ...".

    It must stand in the title or on the first pages, and be named again and again.
    """
    counts = Counter(
        " ".join(m[0].split()) if m["county"] else m["city"]
        for _, text in [(0, title), *pages]
        for m in _GOVERNED.finditer(text)
    )
    front = "\n".join([title, *(text for _, text in pages[:2])])
    code, country = (home.code, home.country) if home else ("", "US")
    return [
        Site(site_id(place, code), place, code, country=country)
        for place, times in counts.most_common(1)
        if times >= FEWEST_MENTIONS and place in front
    ]


def _evidence(
    site: Site, paired: dict[str, tuple[State, int, str]], pages: Sequence[tuple[int, str]]
) -> Evidence:
    if site.place in paired and paired[site.place][1]:
        _, page, words = paired[site.place]
        return Evidence("site", f"{site.place}, {site.state}", page, words)
    name = site.agency or site.place
    page = next((p for p, text in pages if name in " ".join(text.split())), 0)
    return Evidence("site", f"{site.place}, {site.state}", page, name)


def _key(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower().replace("’", "'"))
