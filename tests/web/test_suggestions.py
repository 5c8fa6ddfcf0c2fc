from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def test_suggestions_lead_somewhere(client: FlaskClient):
    found = client.get("/suggestions?q=harl").json + client.get("/suggestions?q=tear+g").json
    assert {"Site", ""} <= {one["kind"] for one in found}
    for one in found:
        assert set(one) == {"text", "kind", "url"}
        assert client.get(one["url"]).status_code == 200


def test_nothing_typed_offers_nothing(client: FlaskClient):
    assert client.get("/suggestions").json == []


@pytest.mark.parametrize("query", ["q=" + "x" * 1001, "q=gas&limit=3"])
def test_what_it_does_not_take_is_refused(client: FlaskClient, query: str):
    assert client.get(f"/suggestions?{query}").status_code == 400
