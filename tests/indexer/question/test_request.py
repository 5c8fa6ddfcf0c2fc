from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fields import BY_NAME, FACET_NAMES, SORTS
from indexer.query import Filter
from indexer.question.request import FindRequest, read_request
from kb.errors import BadRequest

values = st.text("abc-/", min_size=1, max_size=8)
filters = st.dictionaries(
    st.sampled_from([n for n in FACET_NAMES if not BY_NAME[n].kind.numeric]),
    st.lists(values, min_size=1, max_size=3, unique=True),
).map(lambda d: tuple(Filter(n, tuple(d[n])) for n in FACET_NAMES if n in d))
requests = st.builds(
    FindRequest,
    q=st.text('ab "()', max_size=20).map(str.strip),
    collection=st.sampled_from(["records", "passages"]),
    match=st.sampled_from(["any", "all"]),
    sort=st.sampled_from(list(SORTS)),
    limit=st.integers(1, 100),
    after=st.sampled_from(["", "MS4wfnI"]),
    expand=st.booleans(),
    filters=filters,
)


@given(requests)
def test_written_and_read_back_is_the_same(request):
    assert read_request(request.pairs()) == request


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([("colour", "red")], "there is no parameter 'colour'"),
        ([("q", "a"), ("q", "b")], "given 2 times"),
        ([("q", "a" * 20_001)], "20,001 characters"),
        ([("in", "pages")], "in cannot be 'pages'"),
        ([("match", "some")], "match cannot be"),
        ([("sort", "size")], "sort cannot be"),
        ([("limit", "0")], "limit cannot be"),
        ([("limit", "101")], "limit cannot be"),
        ([("limit", "-1")], "limit cannot be"),
        ([("year", "soon")], "neither a number nor a range"),
        ([("year", "2016..2014")], "ends before it begins"),
        ([("date", "2014-13")], "neither a date nor a range"),
        ([("date", "2014-08..2014-07")], "ends before it begins"),
        ([("site", f"s{n}") for n in range(21)], "more than 20 values"),
    ],
)
def test_refuses_with_what_there_is(pairs, told):
    with pytest.raises(BadRequest, match=told) as error:
        read_request(pairs)
    assert error.value.hint


def test_empty_values_of_a_form_count_as_absent():
    assert read_request([("q", ""), ("kind", ""), ("year", "")]) == FindRequest()


def test_selecting_starts_from_the_first_page():
    request = FindRequest(after="x", filters=(Filter("kind", ("finding",)),))
    other = request.selecting("state", ["OH", "OH"])
    assert other.after == ""
    assert other.values("state") == ("OH",)
    assert other.selecting("kind", ()).values("kind") == ()
