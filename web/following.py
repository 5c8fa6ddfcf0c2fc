"""The index follows the catalog within a second, whoever changed it and wherever."""

from __future__ import annotations

import logging
import threading

from indexer.catching_up import live_generation
from indexer.sync import sync, usable_generation
from kb.errors import KbError
from web.services import Services

_LOG = logging.getLogger("kb.following")
# How often the log of changes is looked at, and how long a failing index is left alone. Seconds.
LOOKED_EVERY, LEFT_ALONE = 0.5, 10.0


def follow(services: Services, over: threading.Event) -> None:
    """Bring the index up to date whenever it is not, until `over`.

    An index built for other fields, or one that fails its checksums, is built anew.
    """
    while not over.wait(LOOKED_EVERY):
        try:
            if is_behind(services):
                sync(services.catalog, services.engine, services.vocabulary)
        except KbError as error:
            _LOG.warning("the index is behind: %s %s", error, error.hint)
            over.wait(LEFT_ALONE)


def is_behind(services: Services) -> bool:
    """Say whether the index lacks a change or cannot be used; costs two small reads."""
    with services.catalog.read() as view:
        latest = view.last_change()
    live = live_generation(services.engine)
    return live is None or live.cursor < latest or usable_generation(services.engine) is None
