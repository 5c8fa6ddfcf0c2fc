"""Incidents like ours: the form, its address, the answer, a few side by side."""

from __future__ import annotations

from html import unescape

import pytest

from indexer.incidents.comparable_question import LONGEST
from web.comparable_state import LONGEST_IN_ADDRESS

TEXT = "A protest of 2,000 people downtown; ten officers were hurt and tear gas was used."
LONG = f"{TEXT} {'It went on and on. ' * 60}".strip()


def posted(client, **form):
    return client.post("/comparable", data=form)


def test_the_form_leads_to_an_address_that_holds_all_of_it(client):
    answer = posted(client, text=TEXT, killed="3", since="2010", **{"how.killed": "more"})
    assert answer.status_code == 303
    address = answer.headers["Location"]
    assert all(part in address for part in ("text=", "killed=3", "how.killed=more", "since=2010"))
    assert address.endswith("#found")
    page = client.get(address).get_data(as_text=True)
    assert 'id="found"' in page
    assert 'href="#understood"' in page
    assert TEXT in unescape(page)
    assert "Go to the likest incident<" in page


def test_a_long_description_is_kept_under_an_id_nobody_guesses(client):
    assert len(LONG) > LONGEST_IN_ADDRESS
    address = posted(client, text=LONG).headers["Location"]
    assert address.startswith("/comparable?story=")
    assert len(address) < 66
    assert LONG in unescape(client.get(address).get_data(as_text=True))
    story = address.partition("=")[2].removesuffix("#found")
    again = posted(client, text=LONG, story=story, killed="1").headers["Location"]
    assert story in again
    other = posted(client, text=f"{LONG} More.", story=story).headers["Location"]
    assert story not in other


def test_a_forgotten_description_is_told(client):
    answer = client.get("/comparable?story=nothing")
    assert answer.status_code == 404
    assert "kept for a year" in answer.get_data(as_text=True)


def test_what_is_wrong_is_told_beside_its_field_with_everything_kept(client):
    answer = posted(client, text=TEXT, killed="many", injured="7", since="x")
    assert answer.status_code == 400
    page = unescape(answer.get_data(as_text=True))
    assert 'id="e-killed"' in page
    assert 'id="e-since"' in page
    assert 'value="many"' in page
    assert 'value="7"' in page
    assert TEXT in page


def test_chips_can_be_removed_and_put_back(client):
    page = client.get("/comparable.json", query_string={"text": TEXT}).json["answer"]
    chip = next(c for c in page["understood"] if c["key"] == "injured_officers")
    assert chip["quote"]
    without = client.get(chip["remove_url"].replace("/comparable", "/comparable.json")).json
    (left,) = without["answer"]["left_out"]
    assert left["key"] == "injured_officers"
    back = client.get(left["restore_url"].replace("/comparable", "/comparable.json")).json
    assert not back["answer"]["left_out"]


def test_each_result_says_why_with_pages(client):
    (found,) = client.get("/comparable.json", query_string={"text": TEXT}).json["answer"][
        "incidents"
    ]
    assert len(found["reports"]) == 2
    hurt = next(a for a in found["attributes"] if a["key"] == "injured_officers")
    assert len(hurt["stated"]) == 2
    assert all("/pages/" in s["url"] for s in hurt["stated"])
    assert found["unknown"]
    assert found["alike"] <= found["known"] < found["asked"]
    assert client.get(found["topics"][0]["url"]).status_code == 200


def test_what_is_denied_is_no_subject(client):
    def subjects(told):
        page = client.get("/comparable.json", query_string={"text": told}).json["answer"]
        return {one["id"] for one in page["subjects"]}

    assert subjects(f"{TEXT} Shots fired at the active shooter.") > subjects(TEXT)
    assert subjects(f"{TEXT} No shots fired and no active shooter.") == subjects(TEXT)


def test_a_topic_asked_for_is_one_click_away(client):
    page = client.get("/comparable.json", query_string={"text": TEXT}).json["answer"]
    topic = page["incidents"][0]["topics"][0]
    query = {"text": TEXT, "topic": topic["topic"]["id"]}
    answer = client.get("/comparable.json", query_string=query).json["answer"]
    assert answer["incidents"][0]["chosen"] == topic


def test_what_is_asked_is_answered_first_and_leads_to_its_subject(client):
    asked = f"{TEXT} How was command of the crowd handed over?"
    page = client.get("/comparable.json", query_string={"text": asked}).json["answer"]
    assert page["worry"] == "How was command of the crowd handed over?"
    (said, *_) = page["incidents"][0]["answers"]
    html = unescape(client.get("/comparable", query_string={"text": asked}).get_data(as_text=True))
    assert "On what you ask" in html
    assert said["url"] in html
    plain = client.get("/comparable", query_string={"text": TEXT}).get_data(as_text=True)
    assert "On what you ask" not in plain


@pytest.mark.parametrize(
    ("query", "ways"),
    [
        ({"text": "zebra"}, ["/search?q=zebra", "/incidents"]),
        (
            {"text": TEXT, "state": "HI"},
            ["/comparable?text=A+protest", "/search?q=A+protest", "/incidents"],
        ),
    ],
)
def test_where_nothing_is_found_there_are_ways_on_for_readers_and_programs(client, query, ways):
    offers = client.get("/comparable.json", query_string=query).json["answer"]["offers"]
    assert all(o["url"].startswith(way) for o, way in zip(offers, ways, strict=True))
    assert "HI" not in offers[0]["url"]
    page = unescape(client.get("/comparable", query_string=query).get_data(as_text=True))
    assert all(f'href="{offer["url"]}"' in page for offer in offers)
    assert client.post("/api/v1/comparable", json=query).json["offers"] == offers
    assert (
        client.get("/comparable.json", query_string={"text": TEXT}).json["answer"]["offers"] == []
    )


def test_every_attribute_is_in_the_form(client):
    from kb.attribute_table import BY_KEY  # noqa: PLC0415

    page = client.get("/comparable").get_data(as_text=True)
    assert [key for key in BY_KEY if f'name="{key}"' not in page] == []


@pytest.mark.parametrize("chosen", [0, 1, 6])
def test_too_few_or_too_many_side_by_side(client, chosen):
    query = {"incident": [f"i{n}" for n in range(chosen)]}
    answer = client.get("/comparable/beside", query_string=query)
    assert answer.status_code == 400
    assert "two to five" in answer.get_data(as_text=True)


def test_the_api_takes_attributes_and_demands(client):
    question = {"attributes": {"injured_officers": 10}, "how": {"injured_officers": "more"}}
    found = client.post("/api/v1/comparable", json=question).json
    assert found["incidents"][0]["known"] == 1
    excluded = question | {"how": {"injured_officers": "not"}}
    excluded["attributes"] = {"injured_officers": 11}
    assert client.post("/api/v1/comparable", json=excluded).json["incidents"] == []


@pytest.mark.parametrize(
    "body",
    [{}, {"text": ""}, {"attributes": {"colour": 1}}, {"attributes": {"killed": "many"}},
     {"text": "a", "how": {"killed": "x"}}, {"text": "a", "types": ["x"]},
     {"text": "a" * (LONGEST + 1)}, {"text": "a", "limit": 0}],
)  # fmt: skip
def test_what_the_api_refuses(client, body):
    answer = client.post("/api/v1/comparable", json=body)
    assert answer.status_code == 400
    assert answer.json["hint"]
