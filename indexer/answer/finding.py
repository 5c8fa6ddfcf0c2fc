"""A question answered in full: hits described, facets named, and why there is nothing if so.

Web pages, JSON and the command line all render what `find` gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from weakref import WeakKeyDictionary

from msgspec import Struct

from indexer.answer.describing import FoundHit, Lookup, describe
from indexer.answer.directory import Directory, Listings, directory_of
from indexer.answer.emptiness import Nothing, explain
from indexer.answer.grouping import Group
from indexer.answer.grouping import groups as grouped
from indexer.answer.named_values import strangers
from indexer.answer.snippets import wanted
from indexer.engine import SearchEngine
from indexer.fields import BY_NAME, Facet, Field
from indexer.query import Search
from indexer.question.asking import read
from indexer.question.expansion import Expansion
from indexer.question.request import GROUPINGS, FindRequest
from indexer.results import FacetCount, ResultPage
from kb.analysis import fold
from kb.errors import NotFound


class CatalogView(Listings, Lookup, Protocol):
    """What of the catalog is needed to describe results."""

    def last_change(self) -> int:
        """Give the number of the newest change."""


class FacetValue(Struct, frozen=True):
    """One value offered: `count` is what a click gives; `parent` is its family's value or ""."""

    value: str
    label: str
    count: int
    selected: bool
    parent: str = ""


@dataclass(frozen=True, slots=True)
class FoundFacet:
    """One facet with its values in the order to show; `more` says whether there are others."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """The best results of one report or incident, of `total`; `request` finds all of them."""

    field: str
    value: str
    label: str
    total: int
    hits: tuple[FoundHit, ...]
    request: FindRequest


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of results with all that is shown around it.

    `notes` say how the question was read, `nothing` why it is empty and what would help; `next` is
    the cursor for `after`, None at the end.
    """

    request: FindRequest
    total: int
    hits: tuple[FoundHit, ...]
    facets: tuple[FoundFacet, ...]
    next: str | None = None
    notes: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    nothing: Nothing | None = None
    generation: str = ""
    groups: tuple[FoundGroup, ...] = ()


_directories: WeakKeyDictionary[SearchEngine, tuple[tuple[int, int], Directory]] = (
    WeakKeyDictionary()
)


def find(view: CatalogView, engine: SearchEngine, request: FindRequest) -> FoundPage:
    """Answer a question.

    Raises BadRequest for an unknown value of a closed list, QueryTooCostly past the ceilings and
    EngineUnavailable where nothing is indexed yet.
    """
    directory = directory_for(view, engine)
    check_values(directory, request)
    parsed, expansions = read(engine, request, directory)
    search = Search(
        parsed.tree,
        request.collection,
        request.match,
        request.applied(),
        request.facets(),
        request.sort,
        request.limit,
        request.after,
        whole=False,
        notes=parsed.notes,
    )
    page, groups = _page(engine, search, request, directory)
    words = wanted(parsed.tree)
    hits = describe(view, directory, request.collection, page.hits, words)
    return FoundPage(
        request,
        page.total,
        hits,
        facets(page, request, directory),
        page.next,
        (*parsed.notes, *strangers(parsed.tree, directory), *unknown_values(request, directory)),
        expansions,
        None if page.total else explain(engine, request, directory, parsed),
        page.generation,
        _named_groups(groups, hits, request, directory),
    )


def _page(
    engine: SearchEngine, search: Search, request: FindRequest, directory: Directory
) -> tuple[ResultPage, tuple[Group, ...]]:
    """Give a page of results, or of groups with the results that stand for them."""
    if request.group == GROUPINGS[0]:
        return engine.search(search), ()

    def keys(report: str) -> list[tuple[str, str]]:
        told = directory.incidents.get(report, ()) if request.group == "incident" else ()
        return [("incident", one) for one in told] or [("report", report)]

    found, following = grouped(engine, search, keys)
    page = engine.search(replace(search, after="", limit=1))
    hits = {hit.id: hit for group in found for hit in group.hits}
    return replace(page, hits=tuple(hits.values()), next=following), found


def _named_groups(
    groups: Sequence[Group], hits: Sequence[FoundHit], request: FindRequest, directory: Directory
) -> tuple[FoundGroup, ...]:
    by_id = {hit.id: hit for hit in hits}
    alone = replace(request, group=GROUPINGS[0])
    return tuple(
        FoundGroup(
            one.field,
            one.value,
            directory.label(one.field, one.value),
            one.total,
            tuple(by_id[hit.id] for hit in one.hits if hit.id in by_id),
            alone.selecting(one.field, (one.value,)),
        )
        for one in groups
    )


def check_values(directory: Directory, request: FindRequest) -> None:
    """Raise BadRequest for an unknown value of a closed list."""
    for one in request.filters:
        for value in one.values:
            directory.check(one.field, value)


def values_of(
    view: CatalogView, engine: SearchEngine, request: FindRequest, name: str, typed: str
) -> FoundFacet:
    """Give one facet of a question with all its values, or those whose label holds what is typed.

    Raises NotFound for a name that is no facet of the collection, and what `find` raises.
    """
    if name not in request.facets():
        raise NotFound(
            f"there is no filter {name!r} here", hint=f"There are: {', '.join(request.facets())}."
        )
    directory = directory_for(view, engine)
    check_values(directory, request)
    parsed, _ = read(engine, request, directory)
    search = Search(
        parsed.tree, request.collection, request.match, request.applied(), (name,), limit=1
    )
    counts = dict(engine.search(search).facets)[name]
    whole = _named(BY_NAME[name], counts, request.values(name), directory)
    held = tuple(v for v in whole.values if fold(typed) in fold(v.label))
    return replace(whole, values=held)


def directory_for(view: CatalogView, engine: SearchEngine) -> Directory:
    """Give the labels, collected anew when the catalog has changed."""
    change = view.last_change(), view.vocabulary.version
    kept = _directories.get(engine)
    if kept is None or kept[0] != change:
        kept = (change, directory_of(view))
        _directories[engine] = kept
    return kept[1]


def unknown_values(request: FindRequest, directory: Directory) -> tuple[str, ...]:
    """Say which values of open lists nothing goes by, and which filters do not apply."""
    applied = {one.field for one in request.applied()}
    left = [
        f"{one.field} does not apply to passages"
        for one in request.filters
        if one.field not in applied
    ]
    return (*left, *_nobodies(request, directory))


def _nobodies(request: FindRequest, directory: Directory) -> tuple[str, ...]:
    return tuple(
        f"no {_facet(BY_NAME[one.field]).label.lower()} goes by {value!r}"
        for one in request.filters
        for value in one.values
        if not directory.knows(one.field, value)
    )


def facets(page: ResultPage, request: FindRequest, directory: Directory) -> tuple[FoundFacet, ...]:
    """Name the counts, selected values first kept, then the most frequent."""
    return tuple(
        _named(BY_NAME[name], counts, request.values(name), directory, more=name in page.cut)
        for name, counts in page.facets
    )


def _named(
    field: Field,
    counts: Sequence[FacetCount],
    selected: Sequence[str],
    directory: Directory,
    *,
    more: bool = False,
) -> FoundFacet:
    shown = _facet(field)
    absent = [FacetCount(v, 0) for v in selected if v not in {c.value for c in counts}]
    values = [
        FacetValue(
            c.value,
            directory.label(field.name, c.value),
            c.count,
            c.value in selected,
            directory.parent(field.name, c.value),
        )
        for c in (*counts, *absent)
    ]
    ordered = sorted(values, key=lambda v: (-v.count, v.label))
    if field.kind.numeric:
        ordered = sorted(values, key=lambda v: (len(v.value), v.value))
    elif shown.levels > 1:
        ordered = _families(ordered)
    return FoundFacet(field.name, shown.label, tuple(ordered), more)


def _families(values: list[FacetValue]) -> list[FacetValue]:
    """Put each family before what stands below it."""
    tops = [v for v in values if not v.parent]
    below = {top.value: [v for v in values if v.parent == top.value] for top in tops}
    return [v for top in tops for v in (top, *below[top.value])]


def _facet(field: Field) -> Facet:
    assert field.facet
    return field.facet
