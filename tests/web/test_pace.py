from __future__ import annotations

from dataclasses import replace

import pytest

from web.app import create_app


@pytest.fixture
def client(services):
    settings = replace(services.settings, requests_a_minute=3)
    return create_app(settings, replace(services, settings=settings)).test_client()


def ask(client, path, address):
    return client.get(path, environ_base={"REMOTE_ADDR": address})


def test_beyond_the_limit_an_address_is_told_when_to_come_again(client):
    statuses = [ask(client, "/reports", "192.0.2.1").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = ask(client, "/api/v1/search", "192.0.2.1")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 70
    assert refused.json["code"] == "pace"


def test_others_and_what_is_watched_do_not_count(client):
    for _ in range(5):
        assert ask(client, "/health/live", "192.0.2.1").status_code == 200
    assert ask(client, "/reports", "192.0.2.1").status_code == 200
    for _ in range(5):
        ask(client, "/reports", "192.0.2.2")
    assert ask(client, "/reports", "192.0.2.1").status_code == 200
