"""Packets as a trainer and those the trainer shares with use them, without an account."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb import curation
from kb.citations import Citation
from kb.export.jsonl import read_rows
from kb.export.registry import FORMATS
from tests.web.pages import urls
from web.presenters.links import Ref
from web.presenters.packets import PacketPage, PacketSource


@dataclass
class Trainer:
    """A browser that sends the forms of the pages it has open."""

    client: FlaskClient
    page: str

    def send(self, address: str, **data):
        token = self.client.get("/packet/token").json["token"]
        return self.client.post(address, data={"csrf_token": token, **data})

    def add(self, *records: str, **more):
        return self.send("/packet/add", record=list(records), **more)

    @property
    def packet(self) -> str:
        return self.client.get("/packet").headers["Location"]

    def write(self, **typed):
        return self.send(self.packet, **typed)


@pytest.fixture
def ids(services) -> list[str]:
    with services.catalog.read() as view:
        reports = [view.report(s.id) for s in view.summaries()]
    reports.sort(key=lambda report: report.id)
    return [r.id for report in reports for r in report.records]


@pytest.fixture
def trainer(app: Flask, services) -> Trainer:
    return Trainer(app.test_client(), urls(services)["report"])


def shown(client: FlaskClient, address: str) -> list[str]:
    page = client.get(f"{address}.json").json
    return [one["id"] for group in page["groups"] for one in group["statements"]]


def test_nobody_has_a_packet_until_something_is_added(client: FlaskClient):
    answer = client.get("/packet")
    assert answer.status_code == 200
    assert "Add to packet" in answer.text


def test_a_statement_is_added_and_shown_as_added(trainer, ids):
    back = trainer.add(ids[0], back="/search?q=gas")
    assert back.status_code == 303
    assert back.headers["Location"] == "/search?q=gas"
    trainer.add(ids[2])
    assert shown(trainer.client, trainer.packet) == [ids[0], ids[2]]
    page = trainer.client.get(trainer.page).text
    assert "Packet (2)" in page
    assert page.count("In packet ✓") == 2


@pytest.mark.parametrize("name", ["search", "record", "report", "topic", "site", "incident"])
def test_every_page_with_statements_offers_them_once_in_one_form(trainer, services, name):
    page = trainer.client.get(urls(services)[name]).text
    assert 'form="pick"' in page
    assert page.count('id="pick"') == 1


def test_who_only_reads_is_given_no_cookie(client: FlaskClient, services):
    answer = client.get(urls(services)["report"])
    assert "Set-Cookie" not in answer.headers
    assert "csrf_token" not in answer.text
    assert 'action="/packet/begin" method="get"' in answer.text


def test_without_scripts_the_first_statement_leads_over_a_page_that_asks(client, ids):
    page = client.get("/packet/begin", query_string={"record": ids[0], "back": "/topics"})
    assert f'value="{ids[0]}"' in page.text
    assert 'action="/packet/add" method="post"' in page.text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    data = {"csrf_token": token, "record": ids[0], "back": "/topics"}
    assert client.post("/packet/add", data=data).headers["Location"] == "/topics"
    assert 'action="/packet/add" method="post"' in client.get("/search").text
    asked = client.get("/packet/begin?search=q%3Dgas&back=//evil.example").text
    assert 'action="/packet/results"' in asked
    assert "evil" not in asked


@pytest.mark.parametrize(
    "back", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", ""]
)
def test_a_form_leads_back_to_our_own_pages_only(trainer, ids, back):
    assert trainer.add(ids[0], back=back).headers["Location"] == "/packet"


def test_a_script_is_told_how_many_there_are(trainer, ids):
    token = trainer.client.get("/packet/token").json["token"]
    answer = trainer.client.post(
        "/packet/add",
        data={"csrf_token": token, "record": ids[:2]},
        headers={"Accept": "application/json"},
    )
    assert answer.json == {"total": 2, "url": trainer.packet}


def test_nothing_changes_without_the_token_of_our_own_page(trainer, ids):
    trainer.add(ids[0])
    packet = trainer.packet
    for address in ("/packet/add", packet, f"{packet}/keep", f"{packet}/delete", "/packet/new"):
        assert trainer.client.post(address, data={"record": ids[1]}).status_code == 400
    assert shown(trainer.client, packet) == [ids[0]]


def test_what_does_not_exist_is_not_added(trainer):
    answer = trainer.add("nothing/finding/1")
    assert answer.status_code == 404
    assert "no such statement" in answer.text


def test_all_results_of_a_search_are_added(trainer):
    asked = "kind=finding&q=warnings"
    found = trainer.client.get(f"/search.json?{asked}").json
    trainer.send("/packet/results", search=asked)
    assert shown(trainer.client, trainer.packet) == [hit["id"] for hit in found["hits"]]
    assert trainer.send("/packet/results", search="in=passages&q=gas").status_code == 400


def test_all_statements_on_a_topic_are_added(trainer):
    families = trainer.client.get("/topics.json").json["families"]
    topic = max((t for f in families for t in f["narrower"]), key=lambda t: t["count"])
    page = trainer.client.get(topic["url"]).text
    asked = re.search(r'name="search" value="([^"]+)"', page)[1]
    assert f"Add all {topic['count']} to packet" in page
    trainer.send("/packet/results", search=asked)
    assert len(shown(trainer.client, trainer.packet)) == topic["count"]


def test_what_was_typed_is_kept_whatever_is_clicked(trainer, ids):
    trainer.add(*ids[:3])
    for do in ("save", f"down:{ids[0]}", f"remove:{ids[2]}"):
        answer = trainer.write(
            do=do, title="Friday", introduction="First.", questions="Why?\nHow?",
            **{f"note:{ids[1]}": f"Said with {do}."},
        )  # fmt: skip
        assert answer.status_code == 303
        page = trainer.client.get(f"{trainer.packet}.json").json
        assert (page["title"], page["introduction"]) == ("Friday", "First.")
        assert page["questions"] == ["Why?", "How?"]
        notes = [one["note"] for group in page["groups"] for one in group["statements"]]
        assert f"Said with {do}." in notes
    assert shown(trainer.client, trainer.packet) == [ids[1], ids[0]]


def test_statements_stand_under_own_headings_which_move(trainer, ids):
    trainer.add(*ids[:3])
    trainer.write(do="save", **{f"heading:{ids[2]}": "Radio"})
    trainer.write(do="heading-up:Radio")
    page = trainer.client.get(f"{trainer.packet}.json").json
    assert [group["heading"] for group in page["groups"]] == ["Radio", ""]


def test_too_long_a_text_is_refused_with_what_to_do(trainer, ids):
    trainer.add(ids[0])
    answer = trainer.write(do="save", introduction="x" * 20_001)
    assert answer.status_code == 400
    assert "Shorten it" in answer.text


def test_the_private_link_opens_it_elsewhere_and_the_other_only_reads(app, trainer, ids):
    trainer.add(*ids[:2])
    trainer.write(do="save", title="Friday", questions="Why?", **{f"note:{ids[0]}": "Ask."})
    told = trainer.client.get(f"{trainer.packet}.json").json
    reader = app.test_client()
    page = reader.get(told["shared"])
    assert page.status_code == 200
    assert "Ask." in page.text
    key = trainer.packet.rpartition("/")[2]
    assert key not in page.text
    assert 'method="post"' not in page.text
    assert reader.get(trainer.packet).status_code == 200
    assert reader.post(told["shared"]).status_code == 405
    elsewhere = Trainer(reader, trainer.page)
    elsewhere.send(f"{trainer.packet}/use")
    elsewhere.add(ids[2])
    assert shown(reader, trainer.packet) == ids[:3]


def test_packets_are_kept_from_search_engines_and_shared_caches(trainer, ids):
    trainer.add(ids[0])
    answer = trainer.client.get(trainer.packet)
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_a_packet_exports_in_every_format_without_giving_its_key_away(trainer, ids, one):
    trainer.add(*ids[:2])
    trainer.write(do="save", title="Friday's packet", **{f"heading:{ids[1]}": "Warnings"})
    key = trainer.packet.rpartition("/")[2]
    told = trainer.client.get(f"{trainer.packet}.json").json
    for address in (trainer.packet, told["shared"]):
        answer = trainer.client.get(f"{address}.{one.name}")
        assert answer.status_code == 200
        assert f"friday-s-packet.{one.name}" in answer.headers["Content-Disposition"]
        assert key.encode() not in answer.data


def test_notes_and_headings_go_with_an_export(trainer, ids):
    trainer.add(*ids[:2])
    trainer.write(do="save", **{f"heading:{ids[1]}": "Warnings", f"note:{ids[0]}": "Ask."})
    rows = list(read_rows(trainer.client.get(f"{trainer.packet}.jsonl").data.splitlines()))
    assert [(row.id, row.heading, row.note) for row in rows] == [
        (ids[0], "", "Ask."), (ids[1], "Warnings", ""),
    ]  # fmt: skip


def test_a_guide_holds_incident_statements_questions_and_space(trainer, ids):
    trainer.add(*ids[:2])
    trainer.write(do="save", questions="Who decides?\nWho speaks?")
    page = trainer.client.get(f"{trainer.packet}/guide").text
    assert "What happened" in page
    assert "Canal Street" in page
    assert page.index("What happened") < page.index("Who decides?") < page.index("Sources")
    assert page.count('class="ruled"') >= 4
    told = trainer.client.get(f"{trainer.packet}.json").json
    assert trainer.client.get(f"{told['shared']}/guide").status_code == 200


def test_every_page_of_a_packet_says_of_how_many_reports_it_is(trainer, ids):
    trainer.add(ids[0])
    told = trainer.client.get(f"{trainer.packet}.json").json
    for address in (trainer.packet, told["shared"], f"{trainer.packet}/guide"):
        assert "1 statement from 1 report." in trainer.client.get(address).text


def test_a_packet_says_what_in_it_is_fictional():
    cited = Citation("Chicago", "", "A", "")
    sources = tuple(PacketSource(Ref("a", "A", "/a"), cited, "", fake) for fake in (True, False))
    page = PacketPage("", "", (), 3, 0, (), sources, "", "", "", "")
    assert page.counted.startswith("3 statements from 2 reports, 1 of them a fictional sample")


def test_a_packet_is_put_down_kept_and_deleted(trainer, ids):
    trainer.add(ids[0])
    packet = trainer.packet
    assert "Kept for 30 days" in trainer.client.get(packet).text
    trainer.send(f"{packet}/keep")
    assert "Kept until you delete it" in trainer.client.get(packet).text
    trainer.send("/packet/new")
    assert trainer.client.get("/packet").status_code == 200
    trainer.add(ids[1])
    assert trainer.packet != packet
    trainer.send(f"{packet}/delete")
    assert trainer.client.get(packet).status_code == 404


def test_a_withdrawn_statement_is_counted_and_not_shown(trainer, services, ids):
    trainer.add(ids[0], ids[1])
    curation.reject(services.catalog, ids[0], by="test")
    try:
        page = trainer.client.get(f"{trainer.packet}.json").json
        assert (page["total"], page["gone"]) == (1, 1)
        assert "no longer published" in trainer.client.get(trainer.packet).text
    finally:
        curation.accept(services.catalog, ids[0], by="test")


def test_a_packet_begun_in_a_search_bears_its_words(trainer, ids):
    trainer.add(ids[0], back="/search?q=family+reunification&kind=finding")
    trainer.add(ids[1], back="/search?q=radio")
    assert trainer.client.get(f"{trainer.packet}.json").json["title"] == "Family reunification"
