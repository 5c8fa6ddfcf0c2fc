"""The engine-neutral question: a tree of what is asked, with filters, facets, sort and page."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Term:
    """A word, folded, matched by its stem."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so, three letters at least."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side in order, by their stems; a stop word holds a place for any word.

    `field` names the one text field to look in; "" looks in all that words are found in.
    """

    words: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """Words in any order, the first and last of them at most `distance` words apart."""

    words: tuple[str, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A keyword field holds this value (`kind:finding`)."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Range:
    """An integer field lies between two bounds, both inclusive, either open."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least `least` of them; one that is there twice counts twice."""

    parts: tuple[Node, ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """The bare words of a question: at least `least` of them, or a statement alike in meaning.

    `vector` is the question as the meaning model sees it, () where words alone decide; a statement
    is alike whose cosine with it is `alike` or more, and with None none is: then meaning only
    ranks. `share` is what the words count in ranking beside meaning, between 0 and 1.
    """

    parts: tuple[Node, ...]
    least: int = 1
    vector: tuple[float, ...] = ()
    alike: float | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Not:
    """None of it."""

    part: Node


@dataclass(frozen=True, slots=True)
class Prefer:
    """Whatever matches it comes first; what does not is kept all the same."""

    part: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents: what an empty box asks for."""


Node = (
    Term | Prefix | Phrase | Near | FieldIs | Range | And | Or | Words | Not | Prefer | Everything
)


@dataclass(frozen=True, slots=True)
class Filter:
    """One facet's selection: any of `values` (OR within), ANDed with the other filters.

    For integer fields a value is `2014` or `2014..2016`, either bound may be left out.
    """

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """All an engine needs: `collection` is `records` or `passages`, `after` a page's cursor.

    The tree says what is required and what is only preferred; `match` and `notes` tell how it was
    made. `sort` is a key of `indexer.fields.SORTS`. With `whole` off, facets of open lists need
    hold only as many values as a page lists, the most frequent, and those selected.
    """

    tree: Node = Everything()
    collection: str = "records"
    match: str = "any"
    filters: tuple[Filter, ...] = ()
    facets: tuple[str, ...] = ()
    sort: str = "relevance"
    limit: int = 10
    after: str = ""
    whole: bool = True
    notes: tuple[str, ...] = field(default=())


# As many as fit a number of 64 bits in any engine.
MOST_DIGITS = 18


def bounds_of(value: str) -> tuple[int | None, int | None] | None:
    """Read `2014`, `2014..2016`, `2014..` or `..2016`; None where it is none of these."""
    low, dots, high = value.partition("..")
    parts = [part for part in (low, high) if part]
    if not parts or not all(part.isdecimal() and len(part) <= MOST_DIGITS for part in parts):
        return None
    lower = int(low) if low else None
    return lower, (int(high) if high else None) if dots else lower
