"""The OpenAPI description holds every address of the lasting interface."""

from __future__ import annotations

import re

from kb.export.registry import FORMATS


def test_every_address_is_described(client):
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    assert answer.json["info"]["title"] == "kb"
    served = [r for r in client.application.url_map.iter_rules() if r.rule.startswith("/api/v1/")]
    assert {r.endpoint.partition(".")[0] for r in served} == {"api", "editing"}
    described = [(path, m) for path, told in answer.json["paths"].items() for m in told]
    assert len(described) == len(served)


def test_what_needs_a_token_says_so(client):
    paths = client.get("/api/openapi.json").json["paths"]
    editing = [r for r in client.application.url_map.iter_rules() if r.endpoint[:8] == "editing."]
    for rule in editing:
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            assert paths[path][method.lower()]["security"] == [{"bearer": []}]


def test_it_is_only_data(client):
    assert client.get("/api/swagger/").status_code == 404


def test_every_export_format_is_described(client):
    document = client.get("/api/openapi.json").json
    assert document["openapi"].startswith("3.1")
    operation = document["paths"]["/api/v1/export/{format_name}"]["get"]
    told = next(p for p in operation["parameters"] if p["name"] == "format_name")
    assert told["schema"]["enum"] == [one.name for one in FORMATS]
    assert set(operation["responses"]["200"]["content"]) == {f.media_type for f in FORMATS}


def test_the_lasting_address_gives_the_same_file_as_the_page(client):
    asked = "q=warnings&kind=finding"
    lasting = client.get(f"/api/v1/export/ris?{asked}")
    assert lasting.status_code == 200
    assert lasting.data == client.get(f"/search.ris?{asked}").data
    assert client.get("/api/v1/export/exe").status_code == 404


def test_help_names_every_format(client):
    page = client.get("/help/packets").text
    assert [f.name for f in FORMATS if f"<code>.{f.name}</code>" not in page] == []
