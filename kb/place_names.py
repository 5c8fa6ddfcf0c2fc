"""How a place is named together with its state."""

from __future__ import annotations

from kb.reference import load_states


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
    return place_name(place, next((s.name for s in load_states() if s.code == state), state))


def _is_state(place: str, state: str) -> bool:
    named = {state, *(known.name for known in load_states() if known.code == state)} - {""}
    return place.casefold() in {name.casefold() for name in named}
