"""Back to the index before the last one, in one step, and up to date from there."""

from __future__ import annotations

from indexer.catching_up import Synced, catch_up
from indexer.engine import SearchEngine
from indexer.fields import fingerprint
from kb.catalog.catalog import Catalog
from kb.domain.topic import Vocabulary
from kb.errors import Conflict


def roll_back(catalog: Catalog, engine: SearchEngine, vocabulary: Vocabulary) -> Synced:
    """Make the generation before the live one live again, with what changed since.

    Raises Conflict where there is none, or it was built for other fields.
    """
    with engine.exclusive():
        before = next((g for g in engine.generations() if not g.live), None)
        if before is None:
            raise Conflict(
                "there is no earlier index to go back to",
                hint="One is kept after each `python -m kb reindex`.",
            )
        if before.fingerprint != fingerprint():
            raise Conflict(
                "the earlier index was built for another version of kb",
                hint="Build it anew: `python -m kb reindex`.",
            )
        done = catch_up(catalog, engine, before, vocabulary)
        engine.activate(before.name)
    return done
