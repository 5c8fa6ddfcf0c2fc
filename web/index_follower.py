"""Lets the index follow what staff decide, beside their requests: many decisions, one run.

Lessons that recur take longer to find; `kb work` finds them (`web.following`).
"""

from __future__ import annotations

import logging
import threading

from kb.errors import KbError
from web.services import Services

_LOG = logging.getLogger("kb.index")


class IndexFollower:
    """Brings the index up to date when told that the catalog changed; one for each process."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._changed = threading.Condition()
        self._wanted = self._done = 0
        self._running = False

    def follow(self, wait: float = 0.0) -> bool:
        """Catch up in the background; say whether that was done within `wait` seconds."""
        with self._changed:
            self._wanted += 1
            mine = self._wanted
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, daemon=True, name="index-follower").start()
            return self._changed.wait_for(lambda: self._done >= mine, wait)

    def _run(self) -> None:
        while True:
            with self._changed:
                if self._done >= self._wanted:
                    self._running = False
                    return
                wanted = self._wanted
            self._catch_up()
            with self._changed:
                self._done = max(self._done, wanted)
                self._changed.notify_all()

    def _catch_up(self) -> None:
        from indexer.keeping.sync import index_changes  # noqa: PLC0415

        here = self._services
        try:
            index_changes(here.catalog, here.engine, here.vocabulary)
        except KbError as error:
            _LOG.warning("the index is behind: %s %s", error, error.hint)
        except Exception:  # noqa: BLE001 - a fault here must not end the thread that others wait for
            _LOG.exception("the index could not follow the catalog")
