"""The filters beside results: values one can click, families of topics, the chart of years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct

from indexer.answer.finding import FacetValue, FoundFacet
from indexer.query import bounds_of
from web.presenters.browse import Chart, YearCount, year_chart
from web.state import SearchState

# Values shown before "more"; the facets that are open at first.
SHOWN = 7
_YEAR = "year"
_OPEN = frozenset({"kind", "topic", "state", "type", _YEAR})


class Choice(Struct, frozen=True):
    """A value one can click; `level` is 2 below a family."""

    label: str
    count: int
    selected: bool
    level: int
    url: str

    @property
    def counted(self) -> str:
        """Write the count as people read it: 1,204."""
        return f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class FacetShown:
    """One filter: the first values and the rest, or a chart of years and two boxes of dates."""

    name: str
    label: str
    open: bool
    first: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    more: bool
    chart: Chart | None = None
    dated: bool = False
    all: str = ""


def filters_shown(state: SearchState, facets: Sequence[FoundFacet]) -> tuple[FacetShown, ...]:
    """Give the filters that could narrow the results, or do."""
    return tuple(_facet(state, facet) for facet in facets if _offered(state, facet))


def _offered(state: SearchState, facet: FoundFacet) -> bool:
    """Leave out a filter that could not narrow anything, unless it is what narrows now."""
    if facet.name == _YEAR and state.request.values("date"):
        return True
    return any(value.selected or value.count for value in facet.values)


def _facet(state: SearchState, facet: FoundFacet) -> FacetShown:
    chosen = any(value.selected for value in facet.values)
    opened = facet.name in _OPEN or chosen
    if facet.name == _YEAR:
        chart = year_chart(tuple(_years(state, facet)))
        return FacetShown(
            facet.name, facet.label, opened, (), (), more=False, chart=chart, dated=True
        )
    choices = list(_choices(state, facet))
    first, rest = _cut(choices)
    whole = state.values_url(facet.name)
    return FacetShown(facet.name, facet.label, opened, first, rest, facet.more, all=whole)


def _useful(value: FacetValue) -> bool:
    return bool(value.count) or value.selected


def _cut(choices: list[Choice]) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Show the first few, families before what lies below them, and all that is chosen."""
    if len(choices) <= SHOWN + 2:
        return tuple(choices), ()
    tops = [c for c in choices if c.level == 1]
    if len(tops) < len(choices):
        return _cut_families(choices)
    first = [c for i, c in enumerate(choices) if i < SHOWN or c.selected]
    return tuple(first), tuple(c for i, c in enumerate(choices) if i >= SHOWN and not c.selected)


def _cut_families(choices: list[Choice]) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Show the first families; what lies below one only where it or one of its own is chosen."""
    first: list[Choice] = []
    rest: list[Choice] = []
    for at, family in enumerate(_families(choices)):
        chosen = any(choice.selected for choice in family)
        place = first if chosen or at < SHOWN else rest
        place += family if chosen else family[:1]
    return tuple(first), tuple(rest)


def _families(choices: list[Choice]) -> list[list[Choice]]:
    families: list[list[Choice]] = []
    for choice in choices:
        if choice.level == 1 or not families:
            families.append([])
        families[-1].append(choice)
    return families


def _choices(state: SearchState, facet: FoundFacet) -> Iterator[Choice]:
    """Give the values that a click chooses, or takes back where they are chosen."""
    choosing = state.choosing(facet.name)
    for value in filter(_useful, facet.values):
        taken_back = value.selected and state.excluding(facet.name, value.value).url()
        level = 2 if value.parent else 1
        url = taken_back or choosing(value.value)
        yield Choice(value.label, value.count, value.selected, level, url)


def _years(state: SearchState, facet: FoundFacet) -> Iterator[YearCount]:
    chosen = [bounds for v in state.request.values("year") if (bounds := bounds_of(v))]
    for value in facet.values:
        if not value.value.isdigit():
            continue
        year = int(value.value)
        on = any((low or 0) <= year <= (high or year) for low, high in chosen)
        alone = state.request.values("year") == (value.value,)
        other = state.without_field("year") if alone else state.only("year", value.value)
        yield YearCount(year, value.count, on, other.url())
