"""What `kb work` keeps up to date beside its jobs: the index, and the lessons that recur.

Whoever changed the catalog and wherever, the index follows within some two seconds.
"""

from __future__ import annotations

import logging
import threading
import time

from indexer.keeping.catching_up import live_generation
from indexer.keeping.sync import index_changes, usable_generation
from indexer.recurring.lessons import renew_lessons
from kb.errors import KbError
from web.services import Services

_LOG = logging.getLogger("kb.following")
# How often the log of changes is looked at, how long a change is left to the process that made it,
# which is at work on it already, and how long a failing index is left alone. Seconds.
LOOKED_EVERY, LEFT_TO_OTHERS, LEFT_ALONE = 0.5, 1.5, 10.0
# How long after a change lessons are looked for (seconds): web workers open the new commit first.
LESSONS_AFTER = 3.0


def follow(services: Services, over: threading.Event) -> None:
    """Bring the index up to date whenever nobody else does, until `over`.

    An index built for other fields, or one that fails its checksums, is built anew.
    """
    since = 0.0
    while not over.wait(LOOKED_EVERY):
        try:
            behind, now = is_behind(services), time.monotonic()
            since = (since or now) if behind else 0.0
            if behind and now - since >= LEFT_TO_OTHERS:
                index_changes(services.catalog, services.engine, services.vocabulary)
                since = 0.0
        except KbError as error:
            _LOG.warning("the index is behind: %s %s", error, error.hint)
            over.wait(LEFT_ALONE)


def follow_lessons(services: Services, over: threading.Event) -> None:
    """Find the lessons that recur whenever the index has taken in a change, until `over`.

    They rest for as long as it took to find them, so that a hundred decisions in a row do not have
    them sought a hundred times.
    """
    found, rest = -1, LOOKED_EVERY
    while not over.wait(rest):
        rest = LOOKED_EVERY
        try:
            live = usable_generation(services.engine)
            if live is None or live.cursor == found or is_behind(services):
                continue
            if over.wait(LESSONS_AFTER):
                return
            began = time.monotonic()
            if renew_lessons(services.catalog, services.engine):
                index_changes(services.catalog, services.engine, services.vocabulary)
            found, rest = live.cursor, max(rest, time.monotonic() - began)
        except KbError as error:
            _LOG.warning("lessons cannot be found: %s %s", error, error.hint)
            rest = LEFT_ALONE
        except Exception:  # noqa: BLE001 - a fault here must not end the thread for good
            _LOG.exception("lessons cannot be found")
            rest = LEFT_ALONE


def is_behind(services: Services) -> bool:
    """Say whether the index lacks a change or cannot be used; costs two small reads."""
    with services.catalog.read() as view:
        latest = view.last_change()
    live = live_generation(services.engine)
    return live is None or live.cursor < latest or usable_generation(services.engine) is None
