"""Back to the index before the last one, in one step, and up to date from there."""

from __future__ import annotations

from indexer.catching_up import Synced, catch_up
from indexer.engine import Generation, SearchEngine
from indexer.fields import fingerprint
from kb.catalog.catalog import Catalog
from kb.domain.topic import Vocabulary
from kb.errors import Conflict


def earlier(engine: SearchEngine) -> Generation | None:
    """Give the generation that one can go back to, if there is one."""
    return next((g for g in engine.generations() if not g.live), None)


def roll_back(
    catalog: Catalog, engine: SearchEngine, vocabulary: Vocabulary, expected: str = ""
) -> Synced:
    """Make the generation before the live one live again, with what changed since.

    Raises Conflict where there is none, where it is not the one `expected`, or where it was built
    for other fields.
    """
    with engine.exclusive():
        before = earlier(engine)
        if before and expected and before.name != expected:
            raise Conflict(
                "the index was built anew in the meantime",
                hint="Look at the index's page again, then decide.",
            )
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
