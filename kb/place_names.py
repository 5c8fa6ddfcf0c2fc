"""How a place is named together with its state, and the places of a report each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from kb.domain.ids import SiteId
from kb.domain.incident import Incident, Site
from kb.reference import load_states

# Cities that bear the name of the state or province they lie in.
_CITIES_TOO = frozenset({"new york", "quebec"})


def state_name(state: str) -> str:
    """Name a state by its postal code; regions elsewhere are named as they are."""
    return _names().get(state, state)


def state_code(named: str) -> str:
    """Give a state's postal code by its code or any of its names; all else in capitals."""
    return _codes().get(named.casefold(), named.upper())


def place_name(place: str, state: str) -> str:
    """Name a place with its state: "Ferguson, MO"; a state that is itself the place once.

    An incident all over Vermont has the place "Vermont" and the state "VT".
    """
    if _is_state(place, state):
        return place
    return ", ".join(part for part in (place, state) if part)


def place_in_full(place: str, state: str) -> str:
    """Name a place with its state in full, as headings do: "Ferguson, Missouri"."""
    if _is_state(place, state):
        return place
    return place_name(place, state_name(state))


def site_name(site: Site) -> str:
    """Name a site by place and state."""
    return place_name(site.place, site.state)


def places_of(sites: Iterable[Site]) -> tuple[Site, ...]:
    """Give each place once, with all its agencies: a report lists one for each agency."""
    found: dict[SiteId, Site] = {}
    for site in sites:
        found[site.id] = _joined(found.get(site.id, site), site)
    return tuple(found.values())


def scenes_of(incidents: Iterable[Incident]) -> tuple[Site, ...]:
    """Give where incidents happened, also where no report names the place as its site."""
    return places_of(
        Site(incident.site, incident.place, incident.state, country=incident.country)
        for incident in incidents
        if incident.site and incident.place
    )


def _is_state(place: str, state: str) -> bool:
    named = {name.casefold() for name in (state, state_name(state)) if name}
    return place.casefold() in named - _CITIES_TOO


def _joined(known: Site, more: Site) -> Site:
    names = [*known.agency.split("; "), *more.agency.split("; ")]
    return replace(
        known,
        agency="; ".join(dict.fromkeys(filter(None, names))),
        population=known.population or more.population,
    )


@cache
def _codes() -> dict[str, str]:
    states = load_states()
    names = {n.casefold(): one.code for one in states for n in (one.name, *one.names)}
    return names | {one.code.casefold(): one.code for one in states}


@cache
def _names() -> dict[str, str]:
    return {state.code: state.name for state in load_states()}
