"""What a caller asks for, as URL parameters name it: read once, refused early, never guessed at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from indexer.fields import BY_NAME, COLLECTIONS, FACET_NAMES, FILTER_NAMES, SORTS, Kind
from indexer.query import Filter, Node
from indexer.question.ranges import bounds_in
from kb.errors import BadRequest

MATCHES = ("any", "all")
SWITCHES = ("yes", "no")
GROUPINGS = ("none", "report", "incident")
DEFAULT_LIMIT = 10
MOST_HITS = 100
LONGEST_LIMIT = 9
MOST_VALUES = 20
LONGEST_QUERY = 20_000
SINGLE = ("q", "in", "match", "sort", "limit", "after", "expand", "group")
PARAMETERS = (*SINGLE, *FILTER_NAMES)


@dataclass(frozen=True, slots=True)
class FindRequest:
    """A question: the words, what to look in, and the filters by facet.

    `expand` says whether other ways of writing a word (BWC, body-worn camera) are looked for too.
    `group` names what results are gathered by; then `limit` counts groups.
    `tree` is what `q` was read as when the search was saved, where it was: it is not read again.
    """

    q: str = ""
    collection: str = "records"
    match: str = "any"
    sort: str = "relevance"
    limit: int = DEFAULT_LIMIT
    after: str = ""
    expand: bool = True
    group: str = GROUPINGS[0]
    filters: tuple[Filter, ...] = ()
    tree: Node | None = None

    def values(self, facet: str) -> tuple[str, ...]:
        """Give what is selected in a facet."""
        return next((f.values for f in self.filters if f.field == facet), ())

    def applied(self) -> tuple[Filter, ...]:
        """Give the filters that the collection has: passages are of no kind and no topic."""
        if self.collection == "records":
            return self.filters
        return tuple(f for f in self.filters if not BY_NAME[f.field].records_only)

    def facets(self) -> tuple[str, ...]:
        """Name the facets that the collection has."""
        records = self.collection == "records"
        return tuple(n for n in FACET_NAMES if records or not BY_NAME[n].records_only)

    def selecting(self, facet: str, values: Iterable[str]) -> FindRequest:
        """Give the same question, from its first page, with a facet's selection replaced."""
        chosen = tuple(dict.fromkeys(values))
        kept = {f.field: f.values for f in self.filters} | {facet: chosen}
        filters = (Filter(name, kept[name]) for name in FILTER_NAMES if kept.get(name))
        return replace(self, filters=tuple(filters), after="")

    def pairs(self) -> list[tuple[str, str]]:
        """Write it as URL parameters, defaults left out; `read_request` reads them back."""
        shown = [
            ("q", self.q, ""),
            ("in", self.collection, "records"),
            ("match", self.match, "any"),
            ("sort", self.sort, "relevance"),
            ("limit", str(self.limit), str(DEFAULT_LIMIT)),
            ("expand", "yes" if self.expand else "no", "yes"),
            ("group", self.group, GROUPINGS[0]),
        ]
        told = [(name, value) for name, value, usual in shown if value != usual]
        told += [(f.field, value) for f in self.filters for value in f.values]
        return told + ([("after", self.after)] if self.after else [])


def read_request(pairs: Iterable[tuple[str, str]]) -> FindRequest:
    """Read URL parameters; raises BadRequest naming the parameters and values that exist.

    Values of closed lists (`kind`, `topic` ...) are checked by `indexer.answer.finding.find`, which
    knows them. Empty values count as absent, as a form sends them.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in PARAMETERS:
            raise BadRequest(
                f"there is no parameter {name[:60]!r}", hint=f"There are: {', '.join(PARAMETERS)}."
            )
        if value.strip():
            given.setdefault(name, []).append(value)
    single = {name: _single(name, given.pop(name, [])) for name in SINGLE}
    request = FindRequest(
        q=_query(single["q"]),
        collection=_one_of("in", single["in"], COLLECTIONS),
        match=_one_of("match", single["match"], MATCHES),
        sort=_one_of("sort", single["sort"], tuple(SORTS)),
        limit=_limit(single["limit"]),
        after=single["after"],
        expand=_one_of("expand", single["expand"], SWITCHES) == "yes",
        group=_one_of("group", single["group"], GROUPINGS),
    )
    return replace(request, filters=tuple(_filters(given)))


def _filters(given: dict[str, list[str]]) -> Iterable[Filter]:
    for name in FILTER_NAMES:
        values = tuple(dict.fromkeys(v.strip() for v in given.get(name, ())))
        if len(values) > MOST_VALUES:
            raise BadRequest(f"more than {MOST_VALUES} values of {name}", hint="Leave some out.")
        if BY_NAME[name].kind.numeric:
            for value in values:
                _check_range(name, value)
        if values:
            yield Filter(name, values)


def _check_range(name: str, value: str) -> None:
    day = BY_NAME[name].kind is Kind.DAY
    one, until = ("2014-08-09", "2014-10") if day else ("2014", "2016")
    hint = f"Write {name}={one} or {name}={one}..{until}."
    bounds = bounds_in(name, value)
    if bounds is None:
        what = "date" if day else "number"
        raise BadRequest(f"{name} {value[:40]!r} is neither a {what} nor a range", hint=hint)
    low, high = bounds
    if low is not None and high is not None and low > high:
        raise BadRequest(f"{name} {value[:40]!r} ends before it begins", hint=hint)


def _single(name: str, values: list[str]) -> str:
    if len(values) > 1:
        raise BadRequest(f"{name} is given {len(values)} times", hint=f"Give {name} once.")
    return values[0] if values else ""


def _query(text: str) -> str:
    if len(text) > LONGEST_QUERY:
        raise BadRequest(
            f"the question is {len(text):,} characters long",
            hint=f"Shorten it to {LONGEST_QUERY:,}.",
        )
    return text.strip()


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value and value not in known:
        raise BadRequest(f"{name} cannot be {value[:40]!r}", hint=f"It can be: {', '.join(known)}.")
    return value or known[0]


def _limit(text: str) -> int:
    if not text:
        return DEFAULT_LIMIT
    if not text.isdecimal() or len(text) > LONGEST_LIMIT or not 1 <= int(text) <= MOST_HITS:
        raise BadRequest(f"limit cannot be {text[:20]!r}", hint=f"It can be 1 to {MOST_HITS}.")
    return int(text)
