"""Sign-in through a real identity provider on this machine, and everything that is refused."""

from __future__ import annotations

import http.client
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from kb import membership
from kb.domain.staff import Actor, Role
from kb.settings import Oidc
from tests.support.identity_server import CLIENT, SECRET, Person, identity_server
from tests.web.staff.conftest import PASSWORD, Browser
from web.app import create_app

BEGIN = "/staff/sign-in/provider"


@pytest.fixture(scope="module")
def provider():
    with identity_server() as server:
        yield server


@pytest.fixture
def desk_services(own_services, provider):
    provider.person, provider.signing = Person(), provider.keys[0]
    roles = (("groups", "kb-editors", "editor"), ("groups", "kb-readers", "reader"))
    oidc = Oidc(provider.issuer, CLIENT, SECRET, "County sign-in", roles)
    made = replace(own_services, settings=replace(own_services.settings, oidc=oidc))
    membership.accept(
        made.catalog,
        membership.invite(made.catalog, "ann@agency.example", Role.EDITOR, Actor("x")),
        "",
        PASSWORD,
        "",
    )
    return made


@pytest.fixture
def desk_app(desk_services):
    return create_app(desk_services.settings, desk_services)


def at_provider(address):
    """Follow the browser to the provider, and give where it sends it back to."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    connection.close()
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def signed_in(opened, begin=BEGIN):
    sent = opened.get(begin)
    assert sent.status_code == 302, sent.text
    back = at_provider(sent.headers["Location"])
    return opened.get(back), back


def deeds(services):
    with services.catalog.read() as view:
        return [(deed.who, deed.what, deed.detail) for deed in view.trail.deeds(limit=10)]


def test_a_member_is_let_in_by_an_address_that_the_provider_verified(
    browser, desk_services, provider
):
    opened = browser()
    assert "Sign in through County sign-in" in opened.get("/staff/sign-in").text
    answer, _ = signed_in(opened, f"{BEGIN}?next=/staff/review")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/review")
    assert "ann@agency.example" in opened.get("/staff").text
    assert provider.verified
    with desk_services.catalog.read() as view:
        member = view.members.named("ann@agency.example")
    assert member.outside == f"{provider.issuer} 1001"
    # From now on the provider's own name for her counts, whatever her address.
    provider.person = Person(email="ann.married@agency.example")
    again, _ = signed_in(browser())
    assert again.status_code == 303


def test_the_address_carries_a_challenge_a_state_and_a_nonce(browser):
    sent = parse_qs(urlsplit(browser().get(BEGIN).headers["Location"]).query)
    assert sent["code_challenge_method"] == ["S256"]
    assert {"code_challenge", "state", "nonce"} <= set(sent)
    assert sent["scope"] == ["openid email profile"]


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"exp": 1_000_000_000}, "expired"),
        ({"exp": None}, "exp"),
        ({"aud": "another-client"}, "aud"),
        ({"iss": "https://another.example"}, "iss"),
        ({"sub": None}, "sub"),
    ],
    ids=str,
)
def test_a_word_that_is_not_right_lets_nobody_in(browser, desk_services, provider, claims, told):
    provider.person = Person(claims=claims)
    opened = browser()
    answer, _ = signed_in(opened)
    assert answer.status_code == 403
    assert "did not confirm who you are" in answer.text
    assert opened.get("/staff").status_code == 303
    (_, what, detail) = deeds(desk_services)[0]
    assert what == "sign-in refused"
    assert told in detail.lower() or "invalid_claim" in detail or "missing_claim" in detail


def test_a_word_signed_by_another_key_lets_nobody_in(browser, provider):
    provider.signing = RSAKey.generate_key(2048, {"kid": "first"})
    answer, _ = signed_in(browser())
    assert answer.status_code == 403


def test_a_key_that_the_provider_changed_is_fetched(browser, provider):
    new = RSAKey.generate_key(2048, {"kid": "second"})
    provider.keys.append(new)
    opened = browser()
    assert signed_in(opened)[0].status_code == 303
    provider.signing = new
    assert signed_in(browser())[0].status_code == 303


def test_a_state_counts_once_and_only_in_the_browser_that_began(browser):
    opened = browser()
    answer, back = signed_in(opened)
    assert answer.status_code == 303
    replayed = opened.get(back)
    assert replayed.status_code == 403
    assert "was used already" in replayed.text
    stranger = browser()
    begun = at_provider(browser().get(BEGIN).headers["Location"])
    assert stranger.get(begun).status_code == 403
    assert stranger.get("/staff").status_code == 303


def test_somebody_unknown_is_not_let_in(browser, desk_services, provider):
    provider.person = Person(sub="7", email="eve@elsewhere.example")
    answer, _ = signed_in(browser())
    assert answer.status_code == 403
    assert "no account here for you" in answer.text
    with desk_services.catalog.read() as view:
        assert view.members.named("eve@elsewhere.example") is None
    assert deeds(desk_services)[0] == (
        "eve@elsewhere.example",
        "sign-in refused",
        "by provider: no account",
    )


def test_an_address_that_the_provider_did_not_verify_opens_no_account(browser, provider):
    provider.person = Person(sub="8", email_verified=False)
    assert signed_in(browser())[0].status_code == 403


def test_a_claim_makes_an_editor_but_never_an_administrator(browser, desk_services, provider):
    groups = {"groups": ["kb-editors", "kb-readers", "admin", "kb-admins"]}
    provider.person = Person(sub="9", email="new@agency.example", claims=groups)
    answer, _ = signed_in(browser())
    assert answer.status_code == 303
    with desk_services.catalog.read() as view:
        assert view.members.named("new@agency.example").role is Role.EDITOR


def test_an_administrators_account_is_linked_by_its_owner_only(browser, desk_services, provider):
    membership.change_role(desk_services.catalog, member(desk_services).id, Role.ADMIN, Actor("x"))
    assert signed_in(browser())[0].status_code == 403
    opened = Browser(browser("").client)
    assert opened.sign_in("ann@agency.example").status_code == 303
    offered = opened.send("/staff/account", "/staff/account/provider")
    assert "Go on to County sign-in" in opened.get(offered.headers["Location"]).text
    answer, _ = signed_in(opened)
    assert answer.headers["Location"] == "/staff/account?done=provider-linked"
    assert signed_in(browser())[0].status_code == 303
    opened.send("/staff/account", "/staff/account/provider/drop")
    assert signed_in(browser())[0].status_code == 403


def test_another_site_cannot_have_an_identity_linked(browser, desk_services):
    opened = browser()
    opened.sign_in("editor")
    opened.get(f"{BEGIN}?link=1")
    with desk_services.catalog.read() as view:
        assert view.members.named("editor").outside == ""
    assert opened.client.post("/staff/account/provider").status_code == 400


def test_a_closed_account_stays_closed(browser, desk_services):
    membership.disable(desk_services.catalog, member(desk_services).id, Actor("x"))
    answer, _ = signed_in(browser())
    assert answer.status_code == 403
    assert "closed" in answer.text or "no account" in answer.text


def test_a_provider_that_says_no_is_believed(browser):
    opened = browser()
    sent = parse_qs(urlsplit(opened.get(BEGIN).headers["Location"]).query)
    answer = opened.get(f"{BEGIN}/back?error=access_denied&state={sent['state'][0]}")
    assert answer.status_code == 403
    assert "access_denied" in answer.text


def test_a_provider_that_is_down_leaves_the_password(browser, desk_app, desk_services):
    down = replace(desk_services.settings.oidc, issuer="http://127.0.0.1:9")
    app = create_app(
        replace(desk_services.settings, oidc=down), replace_settings(desk_services, down)
    )
    opened = Browser(app.test_client())
    answer = opened.get(BEGIN)
    assert answer.status_code == 502
    assert "does not answer" in answer.text
    assert re.search(r'name="password"', answer.text)
    assert opened.sign_in("editor").status_code == 303


def test_without_its_settings_nothing_is_offered(browser, own_services):
    plain = Browser(create_app(own_services.settings, own_services).test_client())
    assert "Sign in through" not in plain.get("/staff/sign-in").text
    assert plain.get(BEGIN).status_code == 404
    assert plain.get(f"{BEGIN}/back?code=x&state=y").status_code in {403, 404}


def member(services):
    with services.catalog.read() as view:
        return view.members.named("ann@agency.example")


def replace_settings(services, oidc):
    return replace(services, settings=replace(services.settings, oidc=oidc))
