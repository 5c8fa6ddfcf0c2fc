"""The index follows the catalog: the one call after anything has changed.

Idempotent: what is written twice is there once, and a run cut short is taken up by the next.
"""

from __future__ import annotations

from indexer.engine import Generation, SearchEngine
from indexer.fields import fingerprint
from indexer.keeping.catching_up import (
    CHANGES_AT_ONCE,
    Synced,
    Told,
    catch_up,
    embed_ahead,
    live_generation,
    ranks_by_meaning,
)
from indexer.keeping.rebuild import rebuild
from indexer.recurring.lessons import renew_lessons
from kb.catalog.catalog import Catalog
from kb.domain.topic import Vocabulary
from kb.errors import EngineUnavailable


def usable_generation(engine: SearchEngine) -> Generation | None:
    """Give the live generation if it was built the way it would be now.

    One whose statements lack vectors is not, where there is a model; what it holds is kept.
    """
    live = live_generation(engine)
    if live is None or live.fingerprint != fingerprint():
        return None
    lacking = ranks_by_meaning(engine) and engine.encoder and live.meaning != engine.encoder.name
    return None if lacking else live


def behind(catalog: Catalog, engine: SearchEngine) -> int:
    """Count the reports that the index has yet to take in; all where it must be built anew."""
    live = usable_generation(engine)
    with catalog.read() as view:
        if live is None:
            return max(1, len(view.summaries()))
        changed: set[str] = set()
        cursor = live.cursor
        while changes := view.changes_after(cursor, CHANGES_AT_ONCE):
            cursor = changes[-1].seq
            changed.update(change.report for change in changes)
    return len(changed)


def sync(
    catalog: Catalog, engine: SearchEngine, vocabulary: Vocabulary, *, told: Told | None = None
) -> Synced:
    """Catch up with the catalog and find the lessons that recur in it now.

    `told` is called with each report's id when it is in. Raises EngineUnavailable where the index
    cannot be written.
    """
    done = index_changes(catalog, engine, vocabulary, told=told)
    if done.reports and renew_lessons(catalog, engine):
        late = index_changes(catalog, engine, vocabulary)
        return Synced(done.reports, done.documents, late.cursor)
    return done


def index_changes(
    catalog: Catalog, engine: SearchEngine, vocabulary: Vocabulary, *, told: Told | None = None
) -> Synced:
    """Catch up with the catalog, or build anew where nothing usable is there.

    Lessons stay as they were found last. One indexer writes at a time; a second waits. Raises
    EngineUnavailable where the index cannot be written.
    """
    before = usable_generation(engine)
    ahead = embed_ahead(catalog, engine, before, told) if before else {}
    # Each report is told of where it takes long.
    later = None if before and ranks_by_meaning(engine) else told
    with engine.exclusive():
        live = usable_generation(engine)
        if live is None:
            return rebuild(catalog, engine, vocabulary, told)
        try:
            return catch_up(catalog, engine, live, vocabulary, later, ahead=ahead)
        except EngineUnavailable:
            return rebuild(catalog, engine, vocabulary, told)
