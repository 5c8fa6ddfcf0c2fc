"""Who may write an index that many machines see: a document that its holder keeps touching."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from indexer.engines.opensearch_client import Client
from kb.errors import EngineUnavailable

PATIENCE_SECONDS = 60.0
# One who died leaves the lock untouched for so long, as others see it by their own clocks.
DEAD_SECONDS = 20.0
_TOUCH_SECONDS = DEAD_SECONDS / 5
_POLL_SECONDS = 0.2
_TRIES = 3


class Lock:
    """The only right to write, over threads, processes and machines."""

    def __init__(self, client: Client, index: str) -> None:
        """Name the index of the lock; nothing is asked yet."""
        self._client = client
        self._index = index
        self._path = f"/{index}/_doc/lock"
        self._held = threading.RLock()
        self._depth = 0
        self._holder = ""

    @contextmanager
    def hold(self, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
        """Hold it; raises EngineUnavailable where another keeps it over `patience` seconds."""
        with self._held:
            if self._depth:
                yield
                return
            self._take(patience)
            self._depth += 1
            done = threading.Event()
            living = threading.Thread(target=self._live, args=(done,), daemon=True)
            living.start()
            try:
                yield
            finally:
                self._depth -= 1
                done.set()
                living.join()
                self._release()

    def check(self) -> None:
        """Raise EngineUnavailable where another has taken it over meanwhile."""
        for _ in range(_TRIES):
            found = self._client.find(self._path)
            if not found or found["_source"]["holder"] != self._holder:
                break
            if self._touched(found):
                return
        raise EngineUnavailable("another process took over writing the index", hint="Run it again.")

    def _live(self, done: threading.Event) -> None:
        while not done.wait(_TOUCH_SECONDS):
            with suppress(EngineUnavailable):
                self.check()

    def _take(self, patience: float) -> None:
        until = time.monotonic() + patience
        self._holder = secrets.token_hex(8)
        seen: tuple[Any, float] = (None, 0.0)
        while True:
            found = self._client.find(self._path)
            if found is None:
                if self._client.put_if(f"/{self._index}/_create/lock", self._claim()):
                    return
                continue
            if found["_seq_no"] != seen[0]:
                seen = (found["_seq_no"], time.monotonic())
            # Ours where a node took the claim and died before it said so.
            free = found["_source"]["holder"] in ("", self._holder)
            if (free or time.monotonic() - seen[1] > DEAD_SECONDS) and self._touched(found):
                return
            if time.monotonic() > until:
                raise EngineUnavailable(
                    "another process is writing the index", hint="Try again when it is done."
                )
            time.sleep(_POLL_SECONDS)

    def _touched(self, found: Any) -> bool:
        version = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        return self._client.put_if(self._path, self._claim(), **version)

    def _release(self) -> None:
        with suppress(EngineUnavailable):
            found = self._client.find(self._path)
            if found and found["_source"]["holder"] == self._holder:
                self._holder = ""
                self._touched(found)

    def _claim(self) -> dict[str, str]:
        return {"holder": self._holder}
