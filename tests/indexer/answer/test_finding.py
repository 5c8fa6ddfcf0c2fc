from __future__ import annotations

import pytest

from indexer.answer.emptiness import Nothing
from indexer.answer.finding import FoundPage, directory_for, find
from indexer.fields import FACET_NAMES
from indexer.question.request import read_request
from kb.errors import BadRequest, QueryTooCostly


@pytest.fixture
def ask(catalog, engine):
    def asked(**parameters: str | list[str]) -> FoundPage:
        pairs = [
            ("in" if name == "where" else name, value)
            for name, given in parameters.items()
            for value in ([given] if isinstance(given, str) else given)
        ]
        with catalog.read() as view:
            return find(view, engine, read_request(pairs))

    return asked


def nothing(page: FoundPage) -> Nothing:
    assert page.total == 0
    assert page.nothing is not None
    return page.nothing


def test_a_hit_is_told_in_full(ask):
    page = ask(q="audible warning")
    hit = page.hits[0]
    assert hit.kind in ("finding", "recommendation")
    assert "audible" in [s.text for s in hit.snippet if s.marked]
    assert "".join(s.text for s in hit.snippet) == hit.text
    assert (hit.page, hit.printed_page) == (2, "1")
    assert hit.source.endswith(".pdf")
    assert (hit.site, hit.site_label) == ("harlow-bend-oh", "Harlow Bend, OH")
    assert hit.year in (2020, 2021)
    assert hit.url == f"/records/{hit.id}"
    assert hit.topics[0][0] == "uof-chemical-agents"


def test_passages_are_the_other_tab(ask):
    page = ask(q="narrative", where="passages")
    assert page.total == 3
    assert {hit.kind for hit in page.hits} == {"passage"}
    assert all("/passage/" in hit.id for hit in page.hits)


def test_filters_of_records_do_not_apply_to_passages(ask):
    page = ask(where="passages", kind="finding", topic="use-of-force", state="OH")
    assert page.total == 2
    assert "kind does not apply" in " ".join(page.notes)
    assert not {"kind", "topic", "status"} & {facet.name for facet in page.facets}


@pytest.mark.parametrize("start", [{}, {"q": "gas"}, {"kind": "finding"}, {"where": "passages"}])
def test_each_count_is_what_a_click_gives(ask, start):
    page = ask(**start)
    clicked = 0
    for facet in page.facets:
        for value in facet.values:
            found = ask(**{**start, facet.name: value.value})
            assert found.total == value.count, (facet.name, value)
            clicked += 1
    assert clicked > 10
    if "where" not in start:
        assert [facet.name for facet in page.facets] == list(FACET_NAMES)


def test_labels_of_facets(ask):
    shown = {
        (facet.name, value.value): (value.label, value.parent)
        for facet in ask().facets
        for value in facet.values
    }
    assert shown["kind", "finding"] == ("Finding", "")
    assert shown["state", "OH"] == ("Ohio", "")
    assert shown["site", "harlow-bend-oh"] == ("Harlow Bend, OH", "")
    assert shown["type", "public-order/mass-demonstration"][1] == "public-order"
    assert shown["topic", "uof-chemical-agents"][1] == "use-of-force"
    assert shown["publisher", "institute-for-incident-review"][0] == "Institute for Incident Review"


def test_a_family_stands_before_what_is_below_it(ask):
    topics = next(f for f in ask().facets if f.name == "topic").values
    assert [(t.value, t.parent) for t in topics] == [
        ("use-of-force", ""),
        ("uof-chemical-agents", "use-of-force"),
    ]


def test_selected_values_are_marked_and_kept(ask):
    page = ask(kind=["finding", "strength"])
    kinds = {
        v.value: (v.selected, v.count) for f in page.facets for v in f.values if f.name == "kind"
    }
    assert kinds["finding"][0]
    assert kinds["strength"] == (True, 0)
    assert not kinds["lesson"][0]


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"kind": "foo"}, "kind has no value 'foo'"),
        ({"topic": "foo"}, "topic has no value 'foo'"),
        ({"status": "foo"}, "status has no value 'foo'"),
        ({"after": "~~"}, "not a cursor"),
    ],
)
def test_unknown_values_of_closed_lists_are_refused(ask, parameters, told):
    with pytest.raises(BadRequest, match=told) as error:
        ask(**parameters)
    assert error.value.hint


@pytest.mark.parametrize("name", ["site", "report", "publisher", "agency", "incident"])
def test_an_unknown_value_of_an_open_list_is_an_empty_result_that_says_so(ask, name):
    page = ask(**{name: "nowhere-zz"})
    assert "nowhere-zz" in nothing(page).reason
    assert any("nowhere-zz" in note for note in page.notes)


@pytest.mark.parametrize(
    ("parameters", "reason", "offer"),
    [
        ({"q": "zebra"}, "holds “zebra”", ""),
        ({"q": "audible zebra", "match": "all"}, "holds “zebra”", "any of the words"),
        ({"q": "unified", "kind": "recommendation"}, "these filters", "without Kind"),
        ({"q": '"gas tear"'}, "together", "the words alone"),
        ({"q": "narrative"}, "together", "in passages"),
        ({"q": "year:2001 unified"}, "together", "without year:2001"),
        ({"kind": "lesson", "topic": "use-of-force"}, "at once", "without Topic"),
    ],
)  # fmt: skip
def test_an_empty_result_says_why_and_offers_what_finds_something(ask, parameters, reason, offer):
    told = nothing(ask(**parameters, expand="no"))
    assert reason in told.reason
    assert any(o.label.startswith(offer) for o in told.offers) or not offer
    for one in told.offers:
        pairs = {n: [v for m, v in one.request.pairs() if m == n] for n, _ in one.request.pairs()}
        found = ask(**{"where" if n == "in" else n: v for n, v in pairs.items()})
        assert found.total == one.count > 0


@pytest.mark.parametrize(
    ("query", "word", "forms"),
    [("audble", "audible", True), ("EOC", "emergency", False), ("unifeid comand", "unified", True)],
)
def test_other_forms_are_looked_for_and_told(ask, query, word, forms):
    page = ask(q=query)
    assert any(word in form for e in page.expansions for form in e.forms)
    assert all(e.misspelt == forms for e in page.expansions)
    assert not ask(q=query, expand="no").expansions


@pytest.mark.parametrize(
    ("word", "named"),
    [("harlow", True), ("canal", True), ("ferguson", True), ("police", True), ("harlo", False)],
)
def test_what_things_in_the_catalog_are_called_is_known(catalog, engine, word, named):
    with catalog.read() as view:
        assert directory_for(view, engine).names(word) == named


@pytest.mark.parametrize("query", ["zebra", "audblx", "qwxzvkp"])
def test_what_is_spelt_like_no_word_is_not_taken_for_another(ask, query):
    page = ask(q=query)
    assert not page.expansions
    assert page.total == 0
    assert query in page.nothing.reason


def test_a_pasted_page_is_cut_to_its_telling_words(ask):
    page = ask(q="audible warnings " + " ".join(f"word{n}" for n in range(300)))
    assert any("most telling words" in note for note in page.notes)
    assert page.total > 0


@pytest.mark.parametrize(
    "query",
    [
        "((((((gas))))))",
        " ".join('"tear gas"' for _ in range(9)),
        '"' + "gas " * 17 + '"',
        "gas* tear* warn*",
        "gas " + " ".join(f"-w{n}" for n in range(250)),
    ],
    ids=["nested", "phrases", "long phrase", "stars", "operators"],
)
def test_costly_questions_are_refused_with_what_to_do(ask, query):
    with pytest.raises(QueryTooCostly) as error:
        ask(q=query)
    assert error.value.hint


def test_paging_gives_each_hit_once(ask):
    whole = [hit.id for hit in ask(limit="100").hits]
    found: list[str] = []
    after: str | None = ""
    while after is not None:
        page = ask(limit="2", after=after)
        found += [hit.id for hit in page.hits]
        after = page.next
    assert found == whole
