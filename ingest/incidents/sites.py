"""The places and agencies that a report is about, with state or region, from the gazetteer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.incidents.account_places import AccountPlace
from ingest.incidents.agencies_of_sites import with_agency, with_publisher, with_titled_force
from ingest.incidents.gazetteer import NO_PLACE, PLACE, WORD, Gazetteer, bare
from kb.domain.ids import site_id
from kb.domain.incident import Site
from kb.domain.report import Evidence
from kb.reference import Agency, State

MOST_SITES = 8
# A place is a site where the title names it, or where this share of all mentions is its own.
SHARE_OF_MENTIONS = 0.12
FEWEST_MENTIONS = 2

_AGENCY_NOUN = (
    r"(?:Metropolitan\s+)?(?:(?:State\s+)?University\s+)?(?:Police\s+(?:Department|Bureau|Service)"
    r"|Sheriff[’']?s?[’']?\s+(?:Office|Department)|Fire(?:\s+(?:and|&))?(?:\s+Rescue)?"
    r"\s+(?:Department|District|Authority)|Fire\s+Rescue|Department\s+of\s+Public\s+Safety"
    r"|Division\s+of\s+Police|(?:Unified\s+)?School\s+District)"
)
_AGENCY = re.compile(rf"\b(?P<place>{PLACE}?)[ ]+(?P<noun>{_AGENCY_NOUN})\b")
_GOVERNED = re.compile(
    rf"\b(?:(?:City|Town|Village|County|Borough) of (?P<city>(?!the\b){PLACE}?)"
    r"(?=\s+(?:Office|Police|Department|Council|\||and\b)|[\s,.|]*$|[,.|])"
    rf"|(?P<county>{WORD}(?: {WORD})? (?:County|Parish))\b)",
    re.MULTILINE,
)
# Bodies that serve the place they sit in; consultants and associations sit elsewhere.
_LOCAL = re.compile(
    r"\b(?:police|sheriff|county|city of|town of|village of|parish|borough|school district"
    r"|fire (?:protection )?district|university|college)\b",
    re.IGNORECASE,
)
_LOCAL_BODY = re.compile(rf"(?:The )?(?P<place>{WORD}(?: {WORD}){{0,2}}? (?:County|Parish))\b")
_CITY_OF = re.compile(rf"\bCity of (?P<place>{WORD}(?: {WORD}){{0,2}}?)(?=,| Office\b| Police\b|$)")
# "Astor Falls, OR 97299": state and postal code, or the state's code in an address
_POSTED = re.compile(r",\s+(?P<code>[A-Z]{2})\s+\d{5}(?:-\d{4})?\b")
_CODE_AFTER = re.compile(r",\s+[A-Z]{2}$")
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


def find_sites(
    title: str,
    pages: Sequence[tuple[int, str]],
    gazetteer: Gazetteer,
    publisher: str = "",
    letterhead: Sequence[str] = (),
    *,
    told_at: AccountPlace | None = None,
) -> tuple[tuple[Site, ...], tuple[Evidence, ...]]:
    """Give the sites of a report, the one it names first and most at the head.

    `title` is title and subtitle; `pages` are page numbers and texts; `letterhead` the lines of
    the cover and the running heads; `told_at` the place of the account. A place without a state
    takes the state of the title, of a local `publisher`'s address, or that the report names most,
    its letterhead before its text.
    """
    mentions = _agency_mentions(pages)
    paired = _pairs(title, pages, gazetteer)
    known = _known_agencies(title, pages, gazetteer)
    home = (
        _in_title(title, gazetteer)
        or _at_address(publisher, pages, gazetteer)
        or _home_state(pages, gazetteer, paired, letterhead)
    )
    at = _of_account(told_at, home, paired)
    served = [_site(place, noun, home, paired) for place, noun in _chosen(title, mentions)]
    cover = "\n".join([title, *(text for _, text in pages[:1]), *letterhead])
    # The first that gives any: from what is surest of the place to what is least sure
    sites = (
        _at_place([*served, *known], at, gazetteer)
        or _from_title(_named_by("\n".join(title.split("\n")[:2]), paired))
        or _titled(at, "\n".join(title.split("\n")[:2]))
        or _of_publisher(publisher, home)
        or _from_title(_named_by(title, paired))
        or _on_cover(pages, paired)
        or _titled(_governed(title, pages, home), title)
        or at
        or _named_often(pages, home, paired)
        or _statewide(cover, gazetteer, home)
        or _governed(title, pages, home)
    )
    if told_at and told_at.with_state and not any(site.place in title for site in sites):
        sites = [*at, *(site for site in sites if site.place != told_at.name)]
    sites = [with_publisher(with_agency(site, mentions), publisher) for site in sites]
    sites = [with_titled_force(site, title) for site in sites[:1]] + sites[1:]
    evidence = tuple(_evidence(site, paired, pages, told_at) for site in sites)
    return tuple(dict.fromkeys(sites))[:MOST_SITES], evidence[:MOST_SITES]


def _agency_mentions(pages: Sequence[tuple[int, str]]) -> Counter[tuple[str, str]]:
    mentions: Counter[tuple[str, str]] = Counter()
    for _, text in pages:
        for match in _AGENCY.finditer(text):
            place = bare(match["place"])
            if place and not NO_PLACE.match(place):
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
        paired_states = (s for _, s, _ in gazetteer.pairs(text))
        for state in [*gazetteer.names(text), *gazetteer.served(text), *paired_states]:
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
    match = _AGENCY.search(name) or _LOCAL_BODY.search(name) or city
    place = bare(match["place"]) if match else ""
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


def _named_by(
    title: str, paired: dict[str, tuple[State, int, str]]
) -> dict[str, tuple[State, int, str]]:
    """Take "Place, State" of the title.

    Else what the title names and the text pairs: "What Ashby Learned", "Ashby, Pennsylvania, has".
    """
    # "UK, Scotland and Wales" lists regions; a code in the text may follow a person's name
    named = {p: found for p, found in paired.items()
             if re.search(rf"\b{re.escape(p)}\b", title) and not p.isupper()
             and (found[1] == 0 or not _CODE_AFTER.search(found[2]))}  # fmt: skip
    whole = {p: found for p, found in named.items() if found[1] == 0 and found[2] in title}
    return whole or named


def _from_title(named: dict[str, tuple[State, int, str]]) -> list[Site]:
    return [
        Site(site_id(place, state.code), place, state.code, country=state.country)
        for place, (state, _, _) in named.items()
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


def _of_account(
    told_at: AccountPlace | None,
    home: State | None,
    paired: dict[str, tuple[State, int, str]],
) -> list[Site]:
    """Take the place where the account says it happened."""
    if told_at is None:
        return []
    state = paired[told_at.name][0] if told_at.name in paired else home
    code, country = (state.code, state.country) if state else ("", "US")
    return [Site(site_id(told_at.name, code), told_at.name, code, country=country)]


def _at_place(sites: list[Site], at: list[Site], gazetteer: Gazetteer) -> list[Site]:
    """Put the place of the account for that of a force of the whole state: "Queensland Police".

    Such a force sits in the capital, and serves wherever it happened.
    """
    forces = [site for site in sites if site.agency and _is_of_state(site, gazetteer)]
    if not at or not forces or len(forces) < len(sites):
        return sites
    first = forces[0]
    place = at[0].place
    return [replace(first, id=site_id(place, first.state), place=place)]


def _is_of_state(site: Site, gazetteer: Gazetteer) -> bool:
    state = gazetteer.state(site.state)
    # "Victoria Police", "Police Scotland", "NSW Police Force"
    named = (state.name, *state.names) if state else ()
    return any(name in site.agency for name in named if name)


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


def _titled(sites: list[Site], title: str) -> list[Site]:
    return [site for site in sites if site.place in title]


def _evidence(
    site: Site,
    paired: dict[str, tuple[State, int, str]],
    pages: Sequence[tuple[int, str]],
    told_at: AccountPlace | None,
) -> Evidence:
    if site.place in paired and paired[site.place][1]:
        _, page, words = paired[site.place]
        return Evidence("site", f"{site.place}, {site.state}", page, words)
    if told_at and told_at.name == site.place:
        return Evidence("site", f"{site.place}, {site.state}", told_at.page, told_at.quote)
    name = site.agency or site.place
    page = next((p for p, text in pages if name in " ".join(text.split())), 0)
    return Evidence("site", f"{site.place}, {site.state}", page, name)
