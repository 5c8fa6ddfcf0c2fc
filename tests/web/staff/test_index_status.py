"""The index at the desk: built anew, checked, and the way back to the one before."""

from __future__ import annotations

import re

import pytest

from tests.web.staff.conftest import TOKEN
from tests.web.staff.test_review import desk_app
from web import services as composition
from web import tasks
from web.queue import open_queue

__all__ = ["desk_app"]
HOME = "/staff/index"


@pytest.fixture
def desk_services(own_services):
    return own_services


@pytest.fixture
def admin(browser, desk_app, desk_services):
    queue = open_queue("immediate:")
    tasks.attach(desk_services, queue)
    desk_app.extensions[composition._QUEUE] = queue
    return browser("admin")


def live(services):
    return next(g.name for g in services.engine.generations() if g.live)


def test_it_is_built_anew_checked_and_taken_back_with_a_line_in_the_trail(admin, desk_services):
    before = live(desk_services)
    assert "There is no earlier" in admin.get(f"{HOME}/back").text
    assert admin.send(HOME, f"{HOME}/build").status_code == 303
    page = admin.get(HOME).text
    assert "counts by kind and report agree with the catalog, 2 of 2 spot checks found" in page
    after = live(desk_services)
    assert after != before
    asked = admin.get(f"{HOME}/back").text
    chosen = re.search(r'name="generation" value="([^"]+)"', asked)
    assert chosen
    assert chosen[1] == before
    answer = admin.send(f"{HOME}/back", generation=before)
    assert (answer.status_code, answer.headers["Location"]) == (303, HOME)
    assert live(desk_services) == before
    assert "the earlier index answers again" in admin.get(HOME).text
    trail = admin.get("/staff/trail").text
    assert "rollback" in trail
    assert "reindex" in trail


def test_what_was_confirmed_is_what_is_gone_back_to(admin, desk_services):
    admin.send(HOME, f"{HOME}/build")
    now = live(desk_services)
    answer = admin.send(f"{HOME}/back", generation=now)
    assert answer.status_code == 409
    assert live(desk_services) == now


def test_one_at_a_time(browser, desk_services):
    admin = browser("admin")
    assert admin.send(HOME, f"{HOME}/build").status_code == 303
    page = admin.get(HOME)
    assert 'http-equiv="refresh"' in page.text
    token = TOKEN.search(admin.get("/staff/account").text)
    answer = admin.client.post(f"{HOME}/build", data={"csrf_token": token[1]})
    assert answer.status_code == 409
