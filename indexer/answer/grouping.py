"""Results gathered by report or by incident: groups in the order of their best result.

Built on what every engine answers, so that all group alike. A report that names no incident stands
for itself where results are gathered by incident; one that names several is in the group of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from indexer.engine import SearchEngine
from indexer.query import And, FieldIs, Filter, Not, Or, Search
from indexer.question import cursor as cursors
from indexer.results import Hit
from kb.errors import BadRequest

BEST = 3
MOST_GROUPS = 1_000
# Results looked at in one step; a step that brings hardly a new group leaves out what is known.
_AT_ONCE = 500
_FEW = 10
_CURSOR = "group"
# A field, and the value of it that makes the group.
Key = tuple[str, str]
Keys = Callable[[str], Iterable[Key]]


@dataclass(frozen=True, slots=True)
class Group:
    """What `value` of `field` finds: how many results, and the best of them."""

    field: str
    value: str
    total: int
    hits: tuple[Hit, ...]


def groups(
    engine: SearchEngine, search: Search, keys: Keys
) -> tuple[tuple[Group, ...], str | None]:
    """Give as many groups as the search's `limit`, and the cursor of those that follow.

    `keys` names the groups of a report. Raises BadRequest for a cursor that is none, and past
    MOST_GROUPS.
    """
    start = _start(search.after)
    plain = replace(search, facets=(), after="", whole=False)
    found = _in_order(engine, plain, keys, start + search.limit + 1)
    page = tuple(_group(engine, plain, *key) for key in found[start : start + search.limit])
    following = start + search.limit
    return page, cursors.pack(float(following), _CURSOR) if len(found) > following else None


def _start(after: str) -> int:
    if not after:
        return 0
    start, told = cursors.unpack(after)
    if told != _CURSOR or not 0 <= start <= MOST_GROUPS:
        raise BadRequest(
            f"after leads to no group among the first {MOST_GROUPS:,}",
            hint="Take it from `next` of the page before, or narrow the search.",
        )
    return int(start)


def _in_order(engine: SearchEngine, search: Search, keys: Keys, wanted: int) -> Sequence[Key]:
    """Name the first groups, each where its best result stands."""
    found: dict[Key, None] = {}
    reports: dict[str, None] = {}
    asked = replace(search, limit=_AT_ONCE)
    while True:
        page = engine.search(asked)
        known = len(found)
        for hit in page.hits:
            report = hit.id.partition("/")[0]
            if report not in reports:
                reports[report] = None
                found.update(dict.fromkeys(key for key in keys(report) if _shown(search, key)))
        if page.next is None or len(found) >= wanted:
            return list(found)
        asked = (
            replace(asked, after=page.next)
            if len(found) - known > _FEW
            else replace(search, tree=_without(search, reports), limit=_AT_ONCE)
        )


def _without(search: Search, reports: Iterable[str]) -> And:
    return And((search.tree, Not(Or(tuple(FieldIs("report", report) for report in reports)))))


def _shown(search: Search, key: Key) -> bool:
    """Say whether the filters let a group be seen: one on its own field must name it."""
    return all(key[1] in one.values for one in search.filters if one.field == key[0])


def _group(engine: SearchEngine, search: Search, field: str, value: str) -> Group:
    others = tuple(one for one in search.filters if one.field != field)
    page = engine.search(replace(search, filters=(*others, Filter(field, (value,))), limit=BEST))
    return Group(field, value, page.total, page.hits)
