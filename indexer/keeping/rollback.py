"""Back to the index before the last one, in one step, and up to date from there."""

from __future__ import annotations

from indexer.engine import Generation, SearchEngine
from indexer.fields import fingerprint
from indexer.keeping.catching_up import Synced, catch_up
from indexer.keeping.verifying import verify
from kb.catalog.catalog import Catalog
from kb.domain.topic import Vocabulary
from kb.errors import Conflict, EngineUnavailable

# How often a catalog that changes meanwhile is caught up with before the index is checked.
_TRIES = 5


def earlier(engine: SearchEngine) -> Generation | None:
    """Give the generation that one can go back to: the one before the live one.

    After going back it is the later one. One without documents is still being built, or never was.
    """
    every = list(engine.generations())
    at = next((place for place, one in enumerate(every) if one.live), len(every))
    ordered = [*every[at + 1 :], *reversed(every[:at])]
    return next((one for one in ordered if one.documents), None)


def roll_back(
    catalog: Catalog, engine: SearchEngine, vocabulary: Vocabulary, expected: str = ""
) -> Synced:
    """Make the generation before the live one live again, with what changed since.

    Where the one `expected` is live already, a try before went back and could not say so.
    Raises Conflict where there is none to go back to, where it is not the one `expected`, or where
    it was built for other fields; IndexDamaged where it is not what was written, or not what the
    catalog says.
    """
    with engine.exclusive():
        live = next((one for one in engine.generations() if one.live), None)
        if expected and live and live.name == expected:
            return _caught_up(catalog, engine, live, vocabulary)
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
        done = _caught_up(catalog, engine, before, vocabulary)
        engine.activate(before.name)
    return done


def _caught_up(
    catalog: Catalog, engine: SearchEngine, before: Generation, vocabulary: Vocabulary
) -> Synced:
    """Catch up until nothing has changed, and check the index against that state."""
    reports = documents = 0
    for _ in range(_TRIES):
        done = catch_up(catalog, engine, before, vocabulary)
        reports, documents = reports + done.reports, documents + done.documents
        with catalog.read() as view:
            if view.last_change() == done.cursor:
                checked = verify(view, engine.looking_at(before.name))
                return Synced(reports, documents, done.cursor, checked)
        before = next(one for one in engine.generations() if one.name == before.name)
    raise EngineUnavailable(
        "the catalog is changing too fast to go back", hint="Try again in a moment."
    )
