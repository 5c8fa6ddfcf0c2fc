from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

HIT = {
    "id", "source", "kind", "label", "number", "text", "snippet", "page", "printed_page",
    "report", "site", "year", "topics", "url", "matched"}  # fmt: skip
FACETS = {
    "kind", "topic", "state", "site", "agency", "incident", "type", "assistance", "publisher",
    "report", "year", "status", "recurs",
}  # fmt: skip


def test_answer_has_the_names_that_scripts_rely_on(client: FlaskClient):
    answer = client.get("/api/v1/search?q=tear+gas").json
    assert set(answer) == {"total", "hits", "facets", "next"}
    assert all(set(hit) == HIT for hit in answer["hits"])
    assert set(answer["facets"]) == FACETS
    values = [value for facet in answer["facets"].values() for value in facet]
    assert all(set(value) == {"value", "label", "count", "selected"} for value in values)
    assert answer == client.get("/search.json?q=tear+gas").json


def test_a_hit_says_where_it_stands_and_marks_the_words(client: FlaskClient):
    hit = client.get("/api/v1/search?q=tear+gas&kind=finding").json["hits"][0]
    assert hit["source"].startswith("harlow-bend")
    assert (hit["label"], hit["number"], hit["page"], hit["printed_page"]) == (
        "Finding",
        "1",
        2,
        "1",
    )
    assert "<mark>tear</mark> <mark>gas</mark>" in hit["snippet"]
    assert client.get(hit["url"]).status_code == 200


def test_pages_of_results_join_without_gap(client: FlaskClient):
    whole = [hit["id"] for hit in client.get("/api/v1/search?limit=100").json["hits"]]
    seen: list[str] = []
    after = ""
    while after is not None:
        part = client.get("/api/v1/search", query_string={"limit": 2, "after": after}).json
        seen += [hit["id"] for hit in part["hits"]]
        after = part["next"]
    assert seen == whole


@pytest.mark.parametrize("query", ["", "q=gas", "q=gas&kind=finding", "in=passages"])
def test_each_count_is_what_a_click_gives(client: FlaskClient, query: str):
    """Follow every link of every filter on the page; chosen values are taken back and left out."""
    html = client.get(f"/search?{query}").text
    links = re.findall(
        r'<a class="facet-value" href="([^"]+)">.*?<span class="num">([\d,]+)</span>', html
    )
    bars = re.findall(r'<a href="([^"]+)" class="" aria-label="\d+: (\d+)"', html)
    assert links
    assert bars
    chosen = {p.partition("=")[0] for p in query.split("&")}
    for url, count in links + bars:
        address = unescape(url)
        before = {p.partition("=")[0] for p in address.partition("?")[2].split("&")}
        if len(re.findall(r"kind=", address)) > 1 and "kind" in chosen & before:
            continue  # a second value of one filter widens: its count is of that value alone
        answer = client.get(address.replace("/search", "/search.json", 1)).json
        assert answer["total"] == int(count.replace(",", "")), address


def test_counts_of_a_filter_ignore_its_own_choice(client: FlaskClient):
    free = client.get("/api/v1/search").json["facets"]["kind"]
    bound = client.get("/api/v1/search?kind=lesson").json["facets"]["kind"]
    assert {v["value"]: v["count"] for v in free} == {v["value"]: v["count"] for v in bound}
    assert [v["value"] for v in bound if v["selected"]] == ["lesson"]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("bogus=1", "publisher"),
        ("kind=bogus", "lesson"),
        ("sort=best", "relevance"),
        ("limit=0", "100"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(client: FlaskClient, query, named):
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert named in answer.json["hint"]
    page = client.get(f"/search?{query}")
    assert page.status_code == 400
    assert named in page.text


@pytest.mark.parametrize("name", ["site", "report", "publisher"])
def test_an_unknown_value_of_an_open_list_gives_nothing_and_says_so(client: FlaskClient, name):
    answer = client.get(f"/api/v1/search?{name}=nowhere").json
    assert answer["total"] == 0
    assert any("nowhere" in note for note in answer["notes"])
    assert "nowhere" in client.get(f"/search?{name}=nowhere").text


def test_an_empty_result_says_why_and_offers_what_helps(client: FlaskClient):
    html = client.get("/search?q=tear+gas&report=iir-2017-doors-stay-closed").text
    assert "Nothing found" in html
    offers = re.findall(r'<li><a href="(/search[^"]+)">[^<]+\((\d+)\)</a></li>', html)
    assert offers
    for url, count in offers:
        answer = client.get(unescape(url).replace("/search", "/search.json", 1)).json
        assert answer["total"] == int(count)


def test_the_form_of_dates_leads_to_one_address(client: FlaskClient):
    answer = client.get("/search?q=gas&date-from=2019&date-to=2020")
    assert answer.status_code == 303
    assert answer.location == "/search?q=gas&year=2019..2020"
    assert client.get("/search?date-from=&date-to=").location == "/search"
    finer = client.get("/search?q=gas&year=2020&date-from=2019-08&date-to=2020-01-31").location
    assert finer == "/search?q=gas&date=2019-08..2020-01-31"
    assert 'name="date-from" value="2019-08"' in client.get(finer).text


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [("soon", "", "is not a date"), ("2019-02-30", "2020", "is not a date"),
     ("2020-05", "2019", "later than")],
)  # fmt: skip
def test_a_wrong_date_is_told_beside_its_box_and_kept(client: FlaskClient, since, until, told):
    answer = client.get(f"/search?q=gas&date-from={since}&date-to={until}")
    assert answer.status_code == 400
    html = unescape(answer.text)
    assert told in html
    assert f'value="{since}"' in html
    assert 'value="gas"' in html


def test_other_forms_that_were_looked_for_are_told_above_the_results(client: FlaskClient):
    told = "No report here holds “tearr”; these hold “tear”, which is spelt most like it."
    assert told in unescape(client.get("/search?q=tearr").text)
    assert told in client.get("/api/v1/search?q=tearr").json["notes"]


@pytest.mark.parametrize("name", sorted(FACETS))
def test_all_values_of_a_filter_with_what_a_click_gives(client: FlaskClient, name: str):
    told = client.get(f"/search/values/{name}.json?q=gas").json
    assert told["name"] == name
    html = client.get(f"/search/values/{name}?q=gas").text
    links = re.findall(r'<a class="facet-value" href="([^"]+)">.*?<span class="num">(\d+)', html)
    assert len(links) == sum(value["count"] > 0 for value in told["values"])
    for url, count in links:
        assert client.get(unescape(url).replace("/search", "/search.json", 1)).json["total"] == int(
            count
        )


def test_values_are_found_by_what_their_name_holds(client: FlaskClient):
    page = client.get("/search/values/site?find=HARLOW+b&kind=finding")
    assert "Harlow Bend" in page.text
    assert "Cedar" not in page.text
    assert 'name="kind" value="finding"' in page.text
    assert client.get("/search/values/colour").status_code == 404
    assert client.get("/search/values/kind?in=passages").status_code == 404


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("site?find=zzzz", "whose name holds “zzzz”"),
        ("status?q=kidnapping", "nothing to narrow by"),
    ],
)
def test_a_filter_without_values_says_so_and_what_to_do(client: FlaskClient, asked, told):
    html = unescape(client.get(f"/search/values/{asked}").text)
    assert told in html
    assert "0 values" not in html


@pytest.mark.parametrize("group", ["report", "incident"])
def test_groups_hold_their_best_and_lead_to_all_of_theirs(client: FlaskClient, group: str):
    answer = client.get(f"/api/v1/search?group={group}").json
    assert set(answer) == {"total", "hits", "facets", "next", "groups", "notes"}
    assert answer["total"] == client.get("/api/v1/search").json["total"]
    assert {one["field"] for one in answer["groups"]} <= {group, "report"}
    for one in answer["groups"]:
        assert len(one["hits"]) == min(3, one["total"])
        assert all(set(hit) == HIT for hit in one["hits"])
        alone = client.get(one["url"].replace("/search?", "/api/v1/search?")).json
        assert alone["total"] == one["total"]
        assert [hit["id"] for hit in alone["hits"]][:3] == [hit["id"] for hit in one["hits"]]


def test_pages_of_groups_join(client: FlaskClient):
    asked = "/api/v1/search?group=report&in=passages"
    whole = [one["value"] for one in client.get(asked).json["groups"]]
    first = client.get(f"{asked}&limit=1").json
    second = client.get(f"{asked}&limit=1&after={first['next']}").json
    assert [one["value"] for one in first["groups"] + second["groups"]] == whole[:2]


def test_the_page_of_groups_names_each_and_can_be_left(client: FlaskClient):
    html = client.get("/search?q=warning&group=report").text
    named = re.search(r'<h3 id="group-1"><a href="(/reports/[^"]+)">', html)
    assert named
    assert client.get(named[1]).status_code == 200
    assert '<b aria-current="true">By report</b>' in html
    assert '<a href="/search?q=warning">One by one</a>' in html
    answer = client.get("/api/v1/search?group=colour")
    assert answer.status_code == 400
    assert "report, incident" in answer.json["hint"]


def test_exports_and_feeds_of_groups_are_those_of_single_statements(client: FlaskClient):
    for path in ("/search.csv", "/search.atom"):
        told = [client.get(f"{path}?q=warning{more}").text for more in ("", "&group=report")]
        assert told[0].count("audible") == told[1].count("audible") > 0


def test_a_term_of_the_vocabulary_that_no_report_holds_leads_to_its_topic(client: FlaskClient):
    page = unescape(client.get("/search?q=kettling").text)
    assert "No report here holds “kettling”; statements on “Crowd control formations" in page


def test_a_question_asked_of_the_front_page_goes_on_to_the_search(client: FlaskClient):
    answer = client.get("/?q=tear+gas&kind=finding")
    assert (answer.status_code, answer.location) == (303, "/search?q=tear+gas&kind=finding")


def test_an_empty_result_without_an_offer_says_where_to_begin(client: FlaskClient):
    html = client.get("/search?q=zebra+kind:lesson+year:1901&match=all").text
    assert "These find something" not in html
    assert 'start from <a href="/topics">a topic</a>' in html
