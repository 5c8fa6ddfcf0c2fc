from __future__ import annotations

import re

import pyotp
import pytest

from kb import membership
from kb.admission import token_of
from kb.domain.staff import Actor, Role
from tests.web.staff.conftest import PASSWORD


@pytest.fixture
def newcomer(browser, desk_services):
    """Give the browser of a member of their own."""
    with desk_services.catalog.read() as view:
        name = f"member{len(view.members.all())}"
    secret = membership.invite(desk_services.catalog, name, Role.EDITOR, Actor("shell:root"))
    membership.accept(desk_services.catalog, secret, "", PASSWORD, "")
    opened = browser()
    opened.sign_in(name)
    opened.name = name
    return opened


def test_a_token_is_shown_once_and_works_until_revoked(newcomer, desk_services):
    page = newcomer.send(
        "/staff/account", "/staff/account/tokens", name="nightly import", scopes=["read", "edit"]
    )
    secret = re.search(r"kb_[\w-]{43}", page.text)[0]
    assert secret not in newcomer.get("/staff/account").text
    token, member = token_of(desk_services.catalog, secret)
    assert member.name == newcomer.name
    newcomer.send("/staff/account", f"/staff/account/tokens/{token.id}/revoke")
    assert token_of(desk_services.catalog, secret) is None


def test_a_token_without_a_scope_is_refused_beside_the_field(newcomer):
    page = newcomer.send("/staff/account", "/staff/account/tokens", name="nightly import")
    assert page.status_code == 422
    assert "A token needs a scope" in page.text
    assert 'value="nightly import"' in page.text


def test_a_second_factor_is_set_up_and_asked_for(newcomer, browser):
    page = newcomer.get("/staff/account/factor").text
    secret = re.search(r'secret prose">([\w ]+)<', page)[1].replace(" ", "")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    wrong = newcomer.client.post(
        "/staff/account/factor", data={"csrf_token": token, "code": "000000", "present": PASSWORD}
    )
    assert "This code is not right" in wrong.text
    right = {"csrf_token": token, "code": pyotp.TOTP(secret).now()}
    found = newcomer.client.post("/staff/account/factor", data={**right, "present": "a guess"})
    assert "The present password is not right" in found.text
    done = newcomer.client.post("/staff/account/factor", data={**right, "present": PASSWORD})
    codes = re.findall(r"[0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{6}", done.text)
    assert len(codes) == 10
    again = browser()
    asked = again.sign_in(newcomer.name)
    assert "six digits" in asked.text
    form = dict(re.findall(r'name="(csrf_token|proved|next)"[^>]* value="([^"]+)"', asked.text))
    again.client.post("/staff/sign-in", data={**form, "code": codes[0]})
    assert again.get("/staff").status_code == 200
    drop = "/staff/account/factor/drop"
    assert newcomer.send("/staff/account", drop, present="a guess").status_code == 422
    assert "six digits" in browser().sign_in(newcomer.name).text
    assert newcomer.send("/staff/account", drop, present=PASSWORD).status_code == 303
    assert browser().sign_in(newcomer.name).status_code == 303


def test_another_password_ends_the_other_sessions(newcomer, browser):
    elsewhere = browser()
    elsewhere.sign_in(newcomer.name)
    wanted = "eleven copper harbour gates"
    wrong = newcomer.send(
        "/staff/account",
        "/staff/account/password",
        present="not mine at all",
        password=wanted,
        again=wanted,
    )
    assert "The present password is not right" in wrong.text
    done = newcomer.send(
        "/staff/account",
        "/staff/account/password",
        present=PASSWORD,
        password=wanted,
        again=wanted,
    )
    assert done.status_code == 303
    assert elsewhere.get("/staff").status_code == 303
    assert newcomer.get("/staff").status_code == 200


def test_a_session_elsewhere_can_be_ended(newcomer, browser):
    elsewhere = browser()
    elsewhere.sign_in(newcomer.name)
    address = re.search(r"/staff/account/sessions/\d+/end", newcomer.get("/staff/account").text)[0]
    newcomer.send("/staff/account", address)
    assert elsewhere.get("/staff").status_code == 303
