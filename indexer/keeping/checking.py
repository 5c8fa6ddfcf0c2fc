"""Whether the index says what the catalog says: nothing missing, nothing left over, not behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from indexer.engine import SearchEngine
from indexer.keeping.catching_up import documents_for
from indexer.keeping.rollback import earlier
from indexer.keeping.sync import behind, usable_generation
from indexer.query import Everything, Search
from kb.catalog.catalog import Catalog
from kb.domain.topic import Vocabulary
from kb.errors import EngineUnavailable, IndexDamaged, IndexOutOfDate

_AT_ONCE = 1000
_COLLECTIONS = ("records", "passages")


@dataclass(frozen=True, slots=True)
class IndexFault:
    """One thing that is wrong with the index; building it anew mends each of them."""

    kind: str
    told: str


def check_index(
    catalog: Catalog, engine: SearchEngine, vocabulary: Vocabulary
) -> Iterator[IndexFault]:
    """Compare the live generation with the catalog, and see whether one can go back."""
    yield from _earlier(engine)
    yield from _live(catalog, engine, vocabulary)


def _earlier(engine: SearchEngine) -> Iterator[IndexFault]:
    """Open the generation that is kept to go back to."""
    kept = earlier(engine)
    if kept is None:
        return
    with suppress(IndexOutOfDate):
        try:
            engine.looking_at(kept.name).search(Search(limit=1))
        except IndexDamaged as error:
            yield IndexFault("damaged-earlier-index", f"one cannot go back: {error}")


def _live(catalog: Catalog, engine: SearchEngine, vocabulary: Vocabulary) -> Iterator[IndexFault]:
    """Compare document by document."""
    try:
        live = usable_generation(engine)
        if live is None:
            # Says why where it is damaged.
            with suppress(IndexOutOfDate):
                engine.search(Search(limit=1))
            yield IndexFault("stale-index", "there is no index of this version's fields")
            return
        late = behind(catalog, engine)
        held = set(_held(engine))
    except EngineUnavailable as error:
        yield IndexFault("damaged-index", str(error))
        return
    if late:
        yield IndexFault("stale-index", f"{late} changed reports are not in the index yet")
        return
    due = set(_due(catalog, vocabulary))
    if held - due:
        yield IndexFault(
            "index-row-without-catalog-row",
            f"{len(held - due)} documents are no longer in the catalog, such as {min(held - due)}",
        )
    if due - held:
        yield IndexFault(
            "catalog-row-without-index-row",
            f"{len(due - held)} documents cannot be found, such as {min(due - held)}",
        )


def _held(engine: SearchEngine) -> Iterator[str]:
    for collection in _COLLECTIONS:
        search = Search(Everything(), collection, limit=_AT_ONCE)
        while True:
            page = engine.search(search)
            yield from (hit.id for hit in page.hits)
            if page.next is None:
                break
            search = replace(search, after=page.next)


def _due(catalog: Catalog, vocabulary: Vocabulary) -> Iterator[str]:
    with catalog.read() as view:
        reports = [summary.id for summary in view.summaries()]
        for _, held in documents_for(view, reports, vocabulary):
            yield from (document.id for document in held)
