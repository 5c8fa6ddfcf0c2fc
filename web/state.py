"""The state of a search page as its URL holds it: read, changed in one respect, written again.

What a URL may hold is said once, by `indexer.question.request`; this adds what the links of a page
do to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote_plus

from indexer.question.request import FindRequest, read_request

SEARCH = "/search"
EVERYTHING = FindRequest()
# Stands for a value in an address that is written once; no value of a field holds it.
_ANY, _ANY_QUOTED = "\0", "%00"
# A page writes the same words and values into a hundred addresses; long questions are not kept.
_QUOTED_KEPT, _LONGEST_KEPT = 4096, 200


@dataclass(frozen=True, slots=True)
class SearchState:
    """A question and the addresses that lead from it. Every change leads to the first page."""

    request: FindRequest = EVERYTHING

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, str]]) -> SearchState:
        """Read a query string's pairs; raises BadRequest naming the parameters that exist."""
        return cls(read_request(pairs))

    def url(self, path: str = SEARCH) -> str:
        """Write the state as an address; equal states have equal addresses."""
        query = _written(self.request.pairs())
        return f"{path}?{query}" if query else path

    def holds(self, field: str, value: str) -> bool:
        """Say whether a value is chosen."""
        return value in self.request.values(field)

    def including(self, field: str, value: str) -> SearchState:
        """Choose one value more."""
        return self._selecting(field, (*self.request.values(field), value))

    def only(self, field: str, value: str) -> SearchState:
        """Choose this value and no other of its field."""
        return self._selecting(field, (value,))

    def excluding(self, field: str, value: str) -> SearchState:
        """Take one value back."""
        return self._selecting(field, (v for v in self.request.values(field) if v != value))

    def toggled(self, field: str, value: str) -> SearchState:
        """Choose a value, or take it back where it is chosen: what a click on a filter does."""
        return (
            self.excluding(field, value)
            if self.holds(field, value)
            else self.including(field, value)
        )

    def choosing(self, field: str) -> Callable[[str], str]:
        """Give what addresses a value more of a field: dozens of a page differ in that alone."""
        before, _, after = self.including(field, _ANY).url().partition(f"{field}={_ANY_QUOTED}")
        return lambda value: f"{before}{field}={_quoted(value)}{after}"

    def without_field(self, field: str) -> SearchState:
        """Take back all that is chosen in one field."""
        return self._selecting(field, ())

    def without_filters(self) -> SearchState:
        """Keep the words, drop all filters."""
        return SearchState(replace(self.request, filters=(), after=""))

    def asking(self, q: str) -> SearchState:
        """Ask with other words."""
        return SearchState(replace(self.request, q=q, after=""))

    def sorted_by(self, sort: str) -> SearchState:
        """Sort otherwise."""
        return SearchState(replace(self.request, sort=sort, after=""))

    def matching(self, match: str) -> SearchState:
        """Ask for any word or for all of them."""
        return SearchState(replace(self.request, match=match, after=""))

    def as_typed(self) -> SearchState:
        """Leave out abbreviations' long forms and mended words."""
        return SearchState(replace(self.request, expand=False, after=""))

    def mending(self) -> SearchState:
        """Look for other forms of words too."""
        return SearchState(replace(self.request, expand=True, after=""))

    def grouped_by(self, group: str) -> SearchState:
        """Gather results by report or incident, or not."""
        return SearchState(replace(self.request, group=group, after=""))

    def searching_in(self, collection: str) -> SearchState:
        """Change between statements and narrative."""
        return SearchState(replace(self.request, collection=collection, after=""))

    def from_cursor(self, after: str) -> SearchState:
        """Turn to the page that a cursor opens; "" is the first."""
        return SearchState(replace(self.request, after=after))

    def values_url(self, field: str) -> str:
        """Address all values of a filter."""
        told = _written(self.without())
        return f"{SEARCH}/values/{field}" + (f"?{told}" if told else "")

    def without(self, *names: str) -> list[tuple[str, str]]:
        """Give the pairs that a form must carry along, those of its own fields left out."""
        return [(k, v) for k, v in self.request.pairs() if k not in {*names, "after"}]

    def _selecting(self, field: str, values: Iterable[str]) -> SearchState:
        return SearchState(self.request.selecting(field, values))


def _written(pairs: Iterable[tuple[str, str]]) -> str:
    """Write parameters as an address holds them; their names need no quoting."""
    return "&".join(f"{name}={_quoted(value)}" for name, value in pairs)


def _quoted(value: str) -> str:
    return _quoted_once(value) if len(value) <= _LONGEST_KEPT else quote_plus(value)


_quoted_once = lru_cache(maxsize=_QUOTED_KEPT)(quote_plus)
