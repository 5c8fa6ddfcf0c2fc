"""Sites as people write them on a line: "Harlow Bend, OH"."""

from __future__ import annotations

from kb.domain.ids import site_id
from kb.domain.incident import Site
from kb.errors import BadRequest
from kb.reference import load_states


def site_line(site: Site) -> str:
    """Write a site on a line."""
    return f"{site.place}, {site.state}".strip(", ")


def read_site(told: str) -> Site:
    """Read "Place, State"; the state by its postal code or its name, none where it has none.

    Raises BadRequest for a state that is not known.
    """
    place, _, state = (part.strip() for part in told.rpartition(","))
    if not place:
        place, state = state, ""
    found = next((s for s in load_states() if state in {s.code, s.name}), None)
    if state and found is None:
        raise BadRequest(
            f"{state!r} is no state, province or country's part that is known",
            hint="Write Harlow Bend, OH.",
            code="sites",
        )
    code, country = (found.code, found.country) if found else ("", "US")
    return Site(site_id(place, code), place, code, country=country)
