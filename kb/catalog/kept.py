"""Lists that only change when the catalog does, kept with the number of the change they are of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar, cast

T = TypeVar("T")
Name = TypeVar("Name", bound=Hashable)
Source = TypeVar("Source")


class Kept:
    """The latest value of each list; safe to share between threads, which replace whole entries."""

    def __init__(self) -> None:
        self._values: dict[str, tuple[int, object]] = {}
        self._made: dict[str, Mapping[object, tuple[object, object]]] = {}

    def get(self, name: str, change: int, make: Callable[[], T]) -> T:
        """Give the list as of a change, made anew where another change's is kept."""
        found = self._values.get(name)
        if found is None or found[0] != change:
            found = (change, make())
            self._values[name] = found
        return cast("T", found[1])

    def each(
        self, kind: str, sources: Mapping[Name, Source], make: Callable[[Name, Source], T]
    ) -> list[T]:
        """Make a value of each source; those whose source is as it was are the same objects again.

        After one decision of ten thousand reports one is another.
        """
        before = cast("Mapping[Name, tuple[Source, T]]", self._made.get(kind, {}))
        made: dict[Name, tuple[Source, T]] = {}
        for name, source in sources.items():
            known = before.get(name)
            same = known is not None and known[0] == source
            made[name] = known if same and known else (source, make(name, source))
        self._made[kind] = cast("Mapping[object, tuple[object, object]]", made)
        return [value for _, value in made.values()]
