"""Results by report or incident: the order of their best, every count what its filter finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.answer.grouping import BEST, MOST_GROUPS, groups
from indexer.documents import Document
from indexer.query import Filter, Or, Search, Term
from kb.errors import BadRequest
from tests.support.engines import NAMES, fill, make_engine

# Every third report tells of two incidents, every third of one that others tell of too, or of none.
EVENTS = {
    f"r{n:02}": ((f"i{n % 5}", f"i{n % 7 + 5}"), (f"i{n % 5}",), ())[n % 3] for n in range(40)
}


def row(report: str, n: int) -> Document:
    text = "gas warning " * (n % 4 + 1) + "radio " * (int(report[1:]) % 6)
    held = (("report", (report,)), ("incident", EVENTS[report]), ("kind", (f"k{n % 2}",)))
    return Document(
        f"{report}/x/{n}", "records", report, (("statement", text),), held,
        (("date", 20100101 + int(report[1:]) % 9),),
    )  # fmt: skip


@pytest.fixture(scope="module", params=NAMES)
def engine(request, tmp_path_factory):
    rows = [row(report, n) for report in EVENTS for n in range(int(report[1:]) % 6 * 2 + 1)]
    return fill(make_engine(request.param, tmp_path_factory.mktemp("grouping")), rows)


def by_report(report):
    return [("report", report)]


def by_incident(report):
    return [("incident", event) for event in EVENTS[report]] or [("report", report)]


def whole(engine, search, keys):
    """Gather all results one by one."""
    found: dict[tuple[str, str], list[str]] = {}
    page = engine.search(replace(search, limit=1000))
    for hit in page.hits:
        for key in keys(hit.id.partition("/")[0]):
            if all(key[1] in one.values for one in search.filters if one.field == key[0]):
                found.setdefault(key, []).append(hit.id)
    return [(key, len(ids), ids[:BEST]) for key, ids in found.items()]


def pages(engine, search, keys):
    """Gather page by page."""
    after: str | None = ""
    while after is not None:
        found, after = groups(engine, replace(search, after=after), keys)
        assert len(found) <= search.limit
        yield from (
            ((one.field, one.value), one.total, [hit.id for hit in one.hits]) for one in found
        )


GAS = Or((Term("gas"), Term("radio")))


@pytest.mark.parametrize("keys", [by_report, by_incident])
@pytest.mark.parametrize("sort", ["relevance", "date"])
@pytest.mark.parametrize(
    "filters",
    [
        (),
        (Filter("kind", ("k1",)),),
        (Filter("incident", ("i1", "i6")),),
        (Filter("report", ("r03", "r04", "r05")), Filter("kind", ("k0",))),
    ],
    ids=["all", "kind", "incident", "report"],
)
def test_pages_of_groups_join_to_what_is_gathered_one_by_one(engine, keys, sort, filters):
    search = Search(GAS, filters=filters, sort=sort, limit=4)
    assert list(pages(engine, search, keys)) == whole(engine, search, keys)


def test_nothing_found_is_no_group(engine):
    assert groups(engine, Search(Term("nobody")), by_report) == ((), None)


def test_few_large_reports_do_not_hide_the_others(engine, monkeypatch):
    """Let steps be so short that one report fills several of them."""
    monkeypatch.setattr("indexer.answer.grouping._AT_ONCE", 3)
    search = Search(GAS, limit=30)
    for keys in (by_report, by_incident):
        assert list(pages(engine, search, keys)) == whole(engine, search, keys)


@pytest.mark.parametrize("after", ["MS4wfnIwMC94LzE", "eA", f"{MOST_GROUPS}"])
def test_a_cursor_of_something_else_is_refused(engine, after):
    with pytest.raises(BadRequest) as told:
        groups(engine, Search(GAS, after=after), by_report)
    assert told.value.hint
