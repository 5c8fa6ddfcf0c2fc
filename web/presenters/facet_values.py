"""All values of one filter, those whose name holds what is typed; each click leads back."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.answer.finding import FoundFacet
from web.presenters.filters import Choice
from web.presenters.search import FacetAnswer
from web.state import SEARCH, SearchState


@dataclass(frozen=True, slots=True)
class ValuesAnswer:
    """All values of a filter as the API gives them."""

    name: str
    label: str
    values: tuple[FacetAnswer, ...]


@dataclass(frozen=True, slots=True)
class ValuesShown:
    """What people see: the values as links, what is typed, and what the form carries along."""

    typed: str
    choices: tuple[Choice, ...]
    hidden: tuple[tuple[str, str], ...]
    here: str
    back: str
    all: str


def values_answer(facet: FoundFacet) -> ValuesAnswer:
    """Give a filter's values; `count` is how many results choosing it alone gives."""
    told = tuple(FacetAnswer(v.value, v.label, v.count, v.selected) for v in facet.values)
    return ValuesAnswer(facet.name, facet.label, told)


def values_shown(facet: FoundFacet, state: SearchState, typed: str) -> ValuesShown:
    """Give a filter's values as links to the results."""
    choices = tuple(
        Choice(
            v.label,
            v.count,
            v.selected,
            2 if v.parent else 1,
            state.toggled(facet.name, v.value).url(),
        )
        for v in facet.values
        if v.count or v.selected
    )
    hidden = tuple(state.without())
    return ValuesShown(
        typed,
        choices,
        hidden,
        f"{SEARCH}/values/{facet.name}",
        state.from_cursor("").url(),
        state.values_url(facet.name),
    )
