"""The OpenAPI description holds every address of the lasting interface."""

from __future__ import annotations

from web.api import v1


def test_every_address_is_described(client):
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    assert answer.json["info"]["title"] == "kb"
    served = [r for r in client.application.url_map.iter_rules() if r.rule.startswith("/api/v1/")]
    assert {r.endpoint.partition(".")[0] for r in served} == {v1.blueprint.name}
    assert len(answer.json["paths"]) == len(served)


def test_it_is_only_data(client):
    assert client.get("/api/swagger/").status_code == 404
