"""Lists that only change when the catalog does, kept with the number of the change they are of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

T = TypeVar("T")


class Kept:
    """The latest value of each list; safe to share between threads, which replace whole entries."""

    def __init__(self) -> None:
        self._values: dict[str, tuple[int, object]] = {}

    def get(self, name: str, change: int, make: Callable[[], T]) -> T:
        """Give the list as of a change, made anew where another change's is kept."""
        found = self._values.get(name)
        if found is None or found[0] != change:
            found = (change, make())
            self._values[name] = found
        return cast("T", found[1])
