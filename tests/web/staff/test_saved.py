from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.support.mail_server import serving_mail
from tests.web.staff.conftest import Browser
from web.app import create_app

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def sending(own_services):
    """A desk that can send e-mail, and what its server took."""
    with serving_mail() as (url, taken):
        settings = replace(
            own_services.settings,
            mail_url=url,
            mail_from="kb@example.org",
            public_url="https://kb.example.org",
        )
        app = create_app(settings, replace(own_services, settings=settings))
        reader = Browser(app.test_client())
        assert reader.sign_in("reader").status_code == 303
        yield reader, taken


def save(reader: Browser, **given):
    page = "/staff/saved/new?q=tear+gas&kind=finding"
    data = {"asked": "q=tear+gas&kind=finding", "name": "Gas", "often": "daily", **given}
    return reader.send(page, "/staff/saved", **data)


def test_a_search_is_kept_from_its_results_and_found_again(sending):
    reader, _ = sending
    link = re.search(r'href="(/staff/saved/new\?[^"]+)"', reader.get("/search?q=tear+gas").text)
    assert link
    assert 'value="tear gas"' in reader.get(link[1].replace("&amp;", "&")).text
    assert save(reader).status_code == 303
    page = reader.get("/staff/saved").text
    assert 'href="/search?q=tear+gas&amp;kind=finding"' in page
    assert 'href="/search.atom?q=tear+gas&amp;kind=finding"' in page
    assert re.search(r'value="daily" selected', page)


def test_what_is_wrong_is_said_beside_the_field_and_the_rest_kept(sending):
    reader, _ = sending
    answer = save(reader, name="", often="weekly")
    assert answer.status_code == 422
    assert "Give it a name." in answer.text
    assert 'value="q=tear+gas&amp;kind=finding"' in answer.text
    assert re.search(r'checked[^>]*value="weekly"', answer.text)
    assert save(reader, often="hourly").status_code == 422
    assert save(reader, asked="nonsense=1").status_code == 400
    assert save(reader, asked="kind=nonsense").status_code == 400


def test_how_often_is_changed_and_the_search_deleted(sending):
    reader, _ = sending
    save(reader)
    (number,) = set(re.findall(r"/staff/saved/(\d+)/often", reader.get("/staff/saved").text))
    reader.send("/staff/saved", f"/staff/saved/{number}/often", often="weekly")
    assert 'value="weekly" selected' in reader.get("/staff/saved").text
    refused = reader.send("/staff/saved", f"/staff/saved/{number}/often", often="hourly")
    assert refused.status_code == 400
    reader.send("/staff/saved", f"/staff/saved/{number}/drop")
    assert "None yet." in reader.get("/staff/saved").text


def test_what_another_keeps_is_out_of_reach(sending):
    reader, _ = sending
    save(reader)
    (number,) = set(re.findall(r"/staff/saved/(\d+)/often", reader.get("/staff/saved").text))
    other = Browser(reader.client.application.test_client())
    other.sign_in("editor")
    for deed in ("drop", "often"):
        answer = other.send("/staff/saved", f"/staff/saved/{number}/{deed}", often="daily")
        assert answer.status_code == 404


def test_an_address_counts_once_its_reader_has_confirmed_it(sending):
    reader, taken = sending
    wrong = reader.send("/staff/saved", "/staff/saved/mail", address="clerk at example")
    assert wrong.status_code == 422
    assert "clerk at example" in wrong.text
    assert "name@example.org" in wrong.text
    reader.send("/staff/saved", "/staff/saved/mail", address="clerk@example.org")
    (letter,) = taken.letters
    path = re.search(r"https://kb\.example\.org(/digests/confirm/\S+)", letter.get_content())
    assert path
    assert "not confirmed yet" in reader.get("/staff/saved").text
    stranger = Browser(reader.client.application.test_client())
    stranger.get(path[1])
    assert "not confirmed yet" in reader.get("/staff/saved").text
    assert "Your address is confirmed" in stranger.send(path[1]).text
    assert "not confirmed yet" not in reader.get("/staff/saved").text
    reader.send("/staff/saved", "/staff/saved/mail/drop")
    assert "clerk@example.org" not in reader.get("/staff/saved").text


def test_nobody_is_written_to_twice_in_a_minute(sending):
    reader, taken = sending
    for address in ("clerk@example.org", "other@example.org"):
        answer = reader.send("/staff/saved", "/staff/saved/mail", address=address)
    assert "Wait a minute" in answer.text
    assert len(taken.letters) == 1


def test_an_address_the_server_refuses_is_said_so(sending):
    reader, taken = sending
    taken.refusing = True
    answer = reader.send("/staff/saved", "/staff/saved/mail", address="clerk@example.org")
    assert answer.status_code == 422
    assert "no such mailbox" in answer.text
    assert "Forget this address" not in answer.text


def test_a_digest_is_ended_by_its_link_and_by_a_mail_readers_button(sending, own_services):
    reader, _ = sending
    for press in ({"csrf": True}, {}):
        save(reader)
        with own_services.catalog.read() as view:
            stop = view.saved.of(view.members.named("reader").id)[-1].stop
        stranger = Browser(reader.client.application.test_client())
        assert "“Gas”" in stranger.get(f"/digests/stop/{stop}").text
        if press:
            answer = stranger.send(f"/digests/stop/{stop}")
        else:
            answer = stranger.client.post(
                f"/digests/stop/{stop}", data={"List-Unsubscribe": "One-Click"}
            )
        assert "The digest has ended" in answer.text
        assert 'value="daily" selected' not in reader.get("/staff/saved").text


@pytest.mark.parametrize("deed", ["stop", "confirm"])
def test_a_link_of_nobody_leads_nowhere(sending, deed):
    reader, _ = sending
    assert reader.send("/staff/saved", f"/digests/{deed}/of-nobody").status_code == 404


def test_a_desk_without_a_mail_server_says_so(browser):
    page = browser("reader").get("/staff/saved").text
    assert "KB_MAIL_URL" in page
    assert 'name="address"' not in page
