from __future__ import annotations

import re

import pyotp
import pytest

from kb import credentials, membership
from kb.domain.staff import Actor, Role
from tests.web.staff.conftest import PASSWORD
from web.staff import password_proved

SHELL = Actor("shell:root")


def test_the_desk_leads_to_the_sign_in_and_back(browser):
    stranger = browser()
    asked = stranger.get("/staff/trail?what=sign%20in")
    assert asked.status_code == 303
    assert asked.location == "/staff/sign-in?next=/staff/trail%3Fwhat%3Dsign%2520in"
    answer = stranger.sign_in("admin", next="/staff/trail?what=sign%20in")
    assert (answer.status_code, answer.location) == (303, "/staff/trail?what=sign%20in")


@pytest.mark.parametrize(
    "onward",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\r\n/evil.example",
    ],
)
def test_no_sign_in_leads_to_another_site(browser, onward):
    assert browser().sign_in("admin", next=onward).location == "/staff"


def test_a_cookie_replayed_after_sign_out_opens_nothing(browser):
    member = browser("editor")
    replayed = member.client.get_cookie("kb-session").value
    assert member.send("/staff", "/staff/sign-out").status_code == 303
    member.client.set_cookie("kb-session", replayed)
    assert member.get("/staff").status_code == 303


def test_cookies_are_kept_from_scripts_and_other_sites(browser):
    answer = browser().sign_in("editor")
    cookies = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("kb-")]
    assert len(cookies) == 2
    assert all("HttpOnly" in c and "SameSite=Lax" in c and "Path=/" in c for c in cookies)


def test_over_https_cookies_are_bound_to_the_host(desk_app):
    client = desk_app.test_client()
    page = client.get("/staff/sign-in", base_url="https://kb.example")
    form = page.headers["Set-Cookie"]
    assert form.startswith("__Host-kb-form=")
    assert "Secure" in form
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    answer = client.post(
        "/staff/sign-in",
        base_url="https://kb.example",
        headers={"Referer": "https://kb.example/staff/sign-in"},
        data={"csrf_token": token, "name": "editor", "password": PASSWORD},
    )
    cookies = [c for c in answer.headers.getlist("Set-Cookie") if "kb-session" in c]
    assert cookies[0].startswith("__Host-kb-session=")
    assert "Secure" in cookies[0]


def test_a_wrong_password_is_said_once_and_the_name_kept(browser):
    answer = browser().send("/staff/sign-in", name="editor", password="wrong wrong wrong")
    assert answer.status_code == 422
    assert "Name, password or code is not right" in answer.text
    assert 'value="editor"' in answer.text
    assert "wrong wrong" not in answer.text


def test_an_empty_form_says_what_is_missing_beside_each_field(browser):
    answer = browser().send("/staff/sign-in", name="", password="")
    assert "Type your name." in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_form_without_its_token_changes_nothing(browser):
    stranger = browser()
    answer = stranger.client.post("/staff/sign-in", data={"name": "editor", "password": PASSWORD})
    assert answer.status_code == 400
    assert "did not come from one of our own pages" in answer.text
    assert stranger.get("/staff").status_code == 303


def test_an_invitation_sets_a_password_and_signs_in(browser, desk_services):
    secret = membership.invite(desk_services.catalog, "new-analyst", Role.EDITOR, SHELL)
    stranger, address = browser(), f"/staff/link/{secret}"
    wrong = stranger.send(address, password=PASSWORD, again="something else entirely")
    assert "The two are not the same." in wrong.text
    weak = stranger.send(address, password="password1234", again="password1234")
    assert "among those that are tried first" in weak.text
    done = stranger.send(address, password=PASSWORD, again=PASSWORD)
    assert (done.status_code, done.location) == (303, "/staff")
    assert "new-analyst" in stranger.get("/staff").text
    assert browser().get(address).status_code == 404


@pytest.fixture
def with_factor(desk_services):
    """Somebody with a second factor: name, and recovery codes."""
    catalog, secret = desk_services.catalog, credentials.new_factor()
    name = f"coded-{secret[:8]}".lower()
    link = membership.invite(catalog, name, Role.READER, SHELL)
    member = membership.accept(catalog, link, "", PASSWORD, "")
    code = pyotp.TOTP(secret).now()
    codes = membership.set_factor(catalog, member, secret, code, password=PASSWORD, actor=SHELL)
    return name, codes


def carried(answer) -> dict[str, str]:
    """Give what a form sends without anything typed."""
    fields = re.findall(r'<input[^>]*type="hidden"[^>]*>', answer.text)
    named = (dict(re.findall(r'(name|value)="([^"]*)"', one)) for one in fields)
    return {one["name"]: one["value"] for one in named}


def test_a_code_is_asked_for_without_the_password_again(browser, with_factor):
    name, codes = with_factor
    own = browser()
    asked = own.sign_in(name, next="/staff/saved")
    assert asked.status_code == 422
    assert f"Signing in as <strong>{name}</strong>" in asked.text
    assert 'type="password"' not in asked.text
    form = carried(asked)
    empty = own.client.post("/staff/sign-in", data=form)
    assert "Type the code." in empty.text
    wrong = own.client.post("/staff/sign-in", data={**form, "code": "000000"})
    assert "This code is not right, or was used already" in wrong.text
    done = own.client.post("/staff/sign-in", data={**carried(wrong), "code": codes[0]})
    assert (done.status_code, done.location) == (303, "/staff/saved")


def test_what_stands_for_a_password_holds_in_one_browser_and_not_for_long(
    browser, with_factor, monkeypatch
):
    name, codes = with_factor
    own, other = browser(), browser()
    form = {**carried(own.sign_in(name)), "code": codes[1]}
    theirs = {**form, "csrf_token": carried(other.get("/staff/sign-in"))["csrf_token"]}
    assert "This took too long" in other.client.post("/staff/sign-in", data=theirs).text
    forged = own.client.post("/staff/sign-in", data={**form, "proved": "x"})
    assert "This took too long" in forged.text
    with monkeypatch.context() as later:
        later.setattr(password_proved, "SECONDS", -1)
        assert "This took too long" in own.client.post("/staff/sign-in", data=form).text
    assert own.client.post("/staff/sign-in", data=form).status_code == 303
