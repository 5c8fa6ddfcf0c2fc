"""Why nothing was found and what would help, found out by trying."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from indexer.answer.directory import Directory
from indexer.answer.named_values import meant
from indexer.engine import SearchEngine
from indexer.fields import COLLECTIONS, label_of
from indexer.query import Search
from indexer.question.asking import read
from indexer.question.parser import Parsed, parse
from indexer.question.request import FindRequest
from indexer.question.spaced import NAMED_FIELD

# Each offer is tried, so a question that names a hundred fields must not try without each.
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """Another question that does find something, and how much."""

    label: str
    count: int
    request: FindRequest


@dataclass(frozen=True, slots=True)
class Nothing:
    """What emptied the result, in a sentence, and what finds something."""

    reason: str
    offers: tuple[Offer, ...] = ()


def explain(
    engine: SearchEngine, request: FindRequest, directory: Directory, parsed: Parsed
) -> Nothing:
    """Say which filter or word emptied a result."""
    first = replace(request, after="")
    offers = [
        Offer(label, count, other)
        for label, other in (*_meant(engine, first, directory, parsed), *_others(first, directory))
        if (count := _count(engine, other, directory))
    ]
    return Nothing(_reason(engine, first, directory, parsed), tuple(offers))


def _meant(
    engine: SearchEngine, request: FindRequest, directory: Directory, parsed: Parsed
) -> Iterator[tuple[str, FindRequest]]:
    def held(name: str) -> tuple[str, ...]:
        page = engine.search(Search(collection=request.collection, facets=(name,), limit=0))
        return tuple(count.value for count in dict(page.facets)[name])

    for label, question in meant(request.q, parsed.tree, directory, held):
        if question != request.q:
            yield label, replace(request, q=question)


def _others(request: FindRequest, directory: Directory) -> Iterator[tuple[str, FindRequest]]:
    for one in request.applied():
        names = " or ".join(directory.label(one.field, v) for v in one.values)
        yield f"without {label_of(one.field)}: {names}", request.selecting(one.field, ())
    yield from _unnamed(request)
    if request.q and request.match == "all":
        yield "any of the words", replace(request, match="any")
    plain = " ".join(parse(_unquoted(request.q)).words)
    if plain and plain != request.q:
        yield f"the words alone: {plain}", replace(request, q=plain, match="any")
    if request.q and request.applied():
        yield "the words without any filter", replace(request, filters=())
        yield "the filters without the words", replace(request, q="")
    for collection in COLLECTIONS:
        if collection != request.collection:
            yield f"in {collection}", replace(request, collection=collection)


def _unnamed(request: FindRequest) -> Iterator[tuple[str, FindRequest]]:
    """Leave out each field that the question names, unless it asks for nothing else."""
    for named in islice(NAMED_FIELD.finditer(request.q), _MOST_NAMED):
        rest = f"{request.q[: named.start()]} {request.q[named.end() :]}".split()
        if rest:
            yield f"without {named[0]}", replace(request, q=" ".join(rest))


def _reason(
    engine: SearchEngine, request: FindRequest, directory: Directory, parsed: Parsed
) -> str:
    if not _count(engine, FindRequest(collection=request.collection), directory):
        return "There are no reports here yet. Members of staff add them at the staff desk."
    for one in request.applied():
        unknown = [v for v in one.values if not directory.knows(one.field, v)]
        if unknown and len(unknown) == len(one.values):
            return f"No {label_of(one.field).lower()} goes by {unknown[0]!r}."
    missing = [
        w for w, n in engine.frequencies(tuple(dict.fromkeys(parsed.words))).items() if not n
    ]
    if missing and (request.match == "all" or len(missing) == len(set(parsed.words))):
        named = ", ".join(f"“{word}”" for word in missing)
        return f"Nothing that is indexed holds {named}."
    if request.q and _count(engine, replace(request, filters=()), directory):
        return "The words find something, but not together with these filters."
    if request.q:
        return "No text holds all that was asked for together."
    return "No text has all of these at once."


def _count(engine: SearchEngine, request: FindRequest, directory: Directory) -> int:
    parsed, _ = read(engine, request, directory)
    search = Search(parsed.tree, request.collection, request.match, request.applied(), limit=1)
    return engine.search(search).total


def _unquoted(text: str) -> str:
    return " ".join(word for word in text.replace('"', " ").split() if word not in ("AND", "NOT"))
