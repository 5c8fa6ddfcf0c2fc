from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from kb import admission, credentials, membership
from kb.domain.staff import Actor, Role, Scope
from kb.errors import BadRequest, Conflict, NotFound

GOOD, OTHER = "quiet river seven lanterns", "eleven copper harbour gates"
SHELL = Actor("shell:root")


@pytest.fixture
def admin(empty_catalog):
    secret = membership.setup_secret(empty_catalog)
    return membership.accept(empty_catalog, secret, "chief@example.org", GOOD, "127.0.0.1")


def test_the_first_administrator_comes_by_a_link_that_works_once(empty_catalog):
    secret = membership.setup_secret(empty_catalog)
    admin = membership.accept(empty_catalog, secret, "Chief@Example.org", GOOD, "127.0.0.1")
    assert (admin.name, admin.role) == ("chief@example.org", Role.ADMIN)
    assert membership.setup_secret(empty_catalog) is None
    with pytest.raises(NotFound):
        membership.accept(empty_catalog, secret, "other", OTHER, "127.0.0.1")


def test_a_later_setup_link_replaces_the_earlier(empty_catalog):
    first, second = (membership.setup_secret(empty_catalog) for _ in range(2))
    with pytest.raises(NotFound):
        membership.accept(empty_catalog, first, "chief", GOOD, "")
    assert membership.accept(empty_catalog, second, "chief", GOOD, "").role is Role.ADMIN


def test_a_weak_password_leaves_the_link_as_it_was(empty_catalog):
    secret = membership.setup_secret(empty_catalog)
    with pytest.raises(BadRequest):
        membership.accept(empty_catalog, secret, "chief", "short", "")
    assert membership.accept(empty_catalog, secret, "chief", GOOD, "").name == "chief"


def test_who_is_invited_cannot_choose_another_name_or_role(empty_catalog, admin):
    secret = membership.invite(empty_catalog, "analyst", Role.EDITOR, Actor(admin.name))
    made = membership.accept(empty_catalog, secret, "chief@example.org", OTHER, "")
    assert (made.name, made.role) == ("analyst", Role.EDITOR)


def test_a_link_withdrawn_opens_nothing(empty_catalog, admin):
    secret = membership.invite(empty_catalog, "Analyst", Role.EDITOR, SHELL)
    with empty_catalog.read() as view:
        (offer,) = view.members.invitations()
    assert (offer.name, offer.role) == ("analyst", Role.EDITOR)
    assert datetime.fromisoformat(offer.ends) - datetime.fromisoformat(offer.made) == timedelta(3)
    assert abs(datetime.now(UTC) - datetime.fromisoformat(offer.made)) < timedelta(minutes=1)
    membership.withdraw_link(empty_catalog, "ANALYST", SHELL)
    with pytest.raises(NotFound):
        membership.accept(empty_catalog, secret, "", OTHER, "")
    with pytest.raises(NotFound, match="no link for analyst is open"):
        membership.withdraw_link(empty_catalog, "analyst", SHELL)
    with empty_catalog.read() as view:
        assert view.members.invitations() == ()
        assert [deed.what for deed in view.trail.deeds(limit=2)] == ["link withdrawn", "link made"]


def test_a_link_too_old_is_open_no_more(empty_catalog, admin, tmp_path):
    secret = membership.invite(empty_catalog, "analyst", Role.EDITOR, SHELL)
    with sqlite3.connect(tmp_path / "catalog.sqlite3") as plain:
        plain.execute("UPDATE staff_links SET ends = '2026-01-01T00:00:00+00:00'")
    with empty_catalog.read() as view:
        assert view.members.invitations() == ()
    with pytest.raises(NotFound):
        membership.accept(empty_catalog, secret, "", OTHER, "")


def test_no_link_opens_an_account_that_was_closed_after_it_was_made(empty_catalog, admin):
    secret = membership.invite(empty_catalog, "analyst", Role.EDITOR, SHELL)
    analyst = membership.accept(empty_catalog, secret, "", OTHER, "")
    back_in = membership.invite(empty_catalog, "analyst", Role.EDITOR, SHELL)
    membership.disable(empty_catalog, analyst.id, SHELL)
    with pytest.raises(NotFound):
        membership.accept(empty_catalog, back_in, "", OTHER, "")


def test_a_link_for_a_known_name_is_a_way_back_in_and_ends_what_was_open(empty_catalog, admin):
    attempt = admission.Attempt(admin.name, GOOD)
    session = admission.sign_in(empty_catalog, attempt).session
    token = membership.make_token(empty_catalog, admin, "import", [Scope.READ], SHELL)
    secret = membership.invite(empty_catalog, admin.name, Role.READER, SHELL)
    assert membership.accept(empty_catalog, secret, "", OTHER, "").role is Role.ADMIN
    assert admission.session_of(empty_catalog, session) is None
    assert admission.token_of(empty_catalog, token) is None


def test_the_last_administrator_stays(empty_catalog, admin):
    with pytest.raises(Conflict):
        membership.change_role(empty_catalog, admin.id, Role.EDITOR, SHELL)
    with pytest.raises(Conflict):
        membership.disable(empty_catalog, admin.id, SHELL)
    with empty_catalog.read() as view:
        assert view.members.get(admin.id) == admin


def test_a_closed_account_has_nothing_open(empty_catalog, admin):
    secret = membership.invite(empty_catalog, "second", Role.ADMIN, SHELL)
    membership.accept(empty_catalog, secret, "", OTHER, "")
    session = admission.sign_in(empty_catalog, admission.Attempt(admin.name, GOOD)).session
    membership.disable(empty_catalog, admin.id, SHELL)
    assert admission.session_of(empty_catalog, session) is None
    with pytest.raises(admission.NotAdmitted):
        admission.sign_in(empty_catalog, admission.Attempt(admin.name, GOOD))
    membership.enable(empty_catalog, admin.id, SHELL)
    assert admission.sign_in(empty_catalog, admission.Attempt(admin.name, GOOD)).member.id


def test_a_token_may_no_more_than_its_owner(empty_catalog, admin):
    secret = membership.invite(empty_catalog, "visitor", Role.READER, SHELL)
    reader = membership.accept(empty_catalog, secret, "", OTHER, "")
    for name, scopes in (("x", [Scope.EDIT]), ("x", []), (" ", [Scope.READ])):
        with pytest.raises(BadRequest):
            membership.make_token(empty_catalog, reader, name, scopes, SHELL)
    token = membership.make_token(empty_catalog, admin, "import", [Scope.EDIT], SHELL)
    kept, owner = admission.token_of(empty_catalog, token)
    assert (kept.scopes, owner.name) == ((Scope.EDIT,), admin.name)
    membership.revoke_token(empty_catalog, reader, kept.id, SHELL)
    assert admission.token_of(empty_catalog, token)
    membership.revoke_token(empty_catalog, admin, kept.id, SHELL)
    assert admission.token_of(empty_catalog, token) is None


def test_no_secret_is_kept_as_it_is(empty_catalog, admin, tmp_path):
    attempt = admission.Attempt(admin.name, GOOD)
    begun = admission.sign_in(empty_catalog, attempt)
    secrets = [
        GOOD,
        begun.session,
        begun.device,
        membership.make_token(empty_catalog, admin, "import", [Scope.READ], SHELL),
        membership.invite(empty_catalog, "analyst", Role.EDITOR, SHELL),
    ]
    with sqlite3.connect(tmp_path / "catalog.sqlite3") as plain:
        held = "\n".join(plain.iterdump())
    plain.close()
    assert [secret for secret in secrets if secret in held] == []


def test_every_deed_is_in_the_trail_and_stays_there(empty_catalog, admin, tmp_path):
    membership.invite(empty_catalog, "analyst", Role.EDITOR, Actor(admin.name, "192.0.2.1"))
    with empty_catalog.read() as view:
        first, *_ = view.trail.deeds()
    assert (first.who, first.what, first.about) == (admin.name, "link made", "analyst")
    assert first.address == "192.0.2.1"
    with sqlite3.connect(tmp_path / "catalog.sqlite3") as plain:
        for rewrite in ("DELETE FROM deeds", "UPDATE deeds SET who = 'nobody'"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                plain.execute(rewrite)
    plain.close()


def test_a_second_factor_needs_proof(empty_catalog, admin):
    secret = credentials.new_factor()
    for code, password in (("000000", GOOD), (pyotp.TOTP(secret).now(), "a guess")):
        with pytest.raises(BadRequest):
            membership.set_factor(
                empty_catalog, admin, secret, code, password=password, actor=SHELL
            )
    with empty_catalog.read() as view:
        assert not view.members.get(admin.id).second_factor
