"""Who may call what: every route and method, for everybody. A route left out of a table fails."""

from __future__ import annotations

import re

import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from kb import credentials
from kb.domain.decision import Verb
from kb.domain.staff import Role, Scope

# Blueprints that anybody may use; what they change belongs to whoever holds the link or the cookie.
PUBLIC = {
    "api",
    "comparable",
    "digests",
    "discovery",
    "entrance",
    "front",
    "help",
    "identity_provider",
    "incidents",
    "lessons",
    "metrics",
    "ops",
    "packets",
    "records",
    "reports",
    "search",
    "sites",
    "suggestions",
    "topics",
}
# What a program's token must have been made for, and the least role of its owner.
TOKENS = {
    "editing.add_report": (Scope.EDIT, Role.EDITOR),
    "editing.add_job": (Scope.EDIT, Role.EDITOR),
    "editing.job": (Scope.READ, Role.EDITOR),
    "editing.report_decisions": (Scope.READ, Role.EDITOR),
    **{f"editing.decide_{verb}": (Scope.EDIT, Role.EDITOR) for verb in Verb},
}
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
# The least role for every page of the desk.
NEEDED = {
    "desk.show": Role.READER,
    "account.show": Role.READER,
    "account.change_password": Role.READER,
    "account.make_token": Role.READER,
    "account.revoke_token": Role.READER,
    "account.end_session": Role.READER,
    "account.offer_factor": Role.READER,
    "account.set_factor": Role.READER,
    "account.drop_factor": Role.READER,
    "account.link_provider": Role.READER,
    "account.drop_provider": Role.READER,
    "saved.show": Role.READER,
    "saved.offer": Role.READER,
    "saved.save": Role.READER,
    "saved.tell": Role.READER,
    "saved.drop": Role.READER,
    "saved.set_mailbox": Role.READER,
    "saved.drop_mailbox": Role.READER,
    "upload.show": Role.EDITOR,
    "upload.send": Role.EDITOR,
    "jobs.show": Role.EDITOR,
    "jobs.batch": Role.EDITOR,
    "jobs.cancel": Role.EDITOR,
    "jobs.retry": Role.EDITOR,
    "jobs.reread": Role.EDITOR,
    "new_incident.show": Role.EDITOR,
    "new_incident.add": Role.EDITOR,
    "index_status.show": Role.ADMIN,
    "index_status.build": Role.ADMIN,
    "index_status.ask_back": Role.ADMIN,
    "index_status.go_back": Role.ADMIN,
    "review.queue": Role.EDITOR,
    "review.show": Role.EDITOR,
    "decisions.accept": Role.EDITOR,
    "decisions.reject": Role.EDITOR,
    "decisions.correct": Role.EDITOR,
    "decisions.retag": Role.EDITOR,
    "decisions.undo": Role.EDITOR,
    "decisions.finish": Role.EDITOR,
    "rewriting.split": Role.EDITOR,
    "rewriting.merge": Role.EDITOR,
    "rewriting.show_add": Role.EDITOR,
    "rewriting.add": Role.EDITOR,
    "rewriting.renew": Role.EDITOR,
    "rewriting.keep": Role.EDITOR,
    "report_about.show": Role.EDITOR,
    "report_about.describe": Role.EDITOR,
    "report_about.stand": Role.EDITOR,
    "report_about.replaces": Role.EDITOR,
    "report_about.withdraw": Role.EDITOR,
    "report_about.restore": Role.EDITOR,
    "vocabulary.show": Role.EDITOR,
    "vocabulary.show_new": Role.EDITOR,
    "vocabulary.add": Role.EDITOR,
    "vocabulary.show_topic": Role.EDITOR,
    "vocabulary.edit_topic": Role.EDITOR,
    "vocabulary.show_abbreviations": Role.EDITOR,
    "vocabulary.edit_abbreviations": Role.EDITOR,
    "vocabulary.show_import": Role.EDITOR,
    "vocabulary.take_in": Role.EDITOR,
    "vocabulary.show_undo": Role.EDITOR,
    "vocabulary.undo": Role.EDITOR,
    "people.show": Role.ADMIN,
    "people.invite": Role.ADMIN,
    "people.withdraw_link": Role.ADMIN,
    "people.change_role": Role.ADMIN,
    "people.close": Role.ADMIN,
    "people.reopen": Role.ADMIN,
    "trail.show": Role.ADMIN,
    "trail.export": Role.ADMIN,
}


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if "." in rule.endpoint]


def test_every_route_is_in_a_table(desk_app):
    endpoints = {
        rule.endpoint for rule in rules(desk_app) if rule.endpoint.split(".")[0] not in PUBLIC
    }
    assert endpoints == set(NEEDED) | set(TOKENS)


def filled(rule: str) -> str:
    return re.sub(r"<[^>]+>", "987654", rule)


def form_token(client, page: str = "/staff/sign-in") -> str:
    page = client.get(page, follow_redirects=True).text
    found = re.search(r'csrf_token"(?: type="hidden")? value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("who", ["", *Role])
def test_nobody_gets_further_than_their_role(desk_app, browser, who):
    client = browser(who).client
    data = {"csrf_token": form_token(client)}
    for rule in rules(desk_app):
        needed = NEEDED.get(rule.endpoint)
        if needed is None:
            continue
        allowed = bool(who) and Role(who).covers(needed)
        address = filled(rule.rule)
        for method in METHODS:
            form = None if method in {"GET", "HEAD", "OPTIONS", "TRACE"} else data
            status = client.open(address, method=method, data=form).status_code
            told = f"{method} {address} as {who or 'anybody'}: {status}"
            assert status < 500, told
            if method == "OPTIONS" or not answers(desk_app, address, method):
                assert status == (200 if method == "OPTIONS" else 405), told
            elif not who:
                assert status == 303, told
            else:
                assert (status == 403) is not allowed, told


def answers(app, address: str, method: str) -> bool:
    """Say whether some route takes this method at this address."""
    adapter = app.url_map.bind("localhost")
    try:
        adapter.match(address, method=method)
    except MethodNotAllowed:
        return False
    except (NotFound, RequestRedirect):
        return True
    return True


def test_public_addresses_answer_only_the_methods_they_have(desk_app, browser):
    client = browser().client
    data = {"csrf_token": form_token(client)}
    for rule in rules(desk_app):
        if rule.endpoint.split(".")[0] not in PUBLIC:
            continue
        address = filled(rule.rule)
        for method in ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
            if not answers(desk_app, address, method):
                assert client.open(address, method=method, data=data).status_code == 405, address
        if "GET" in rule.methods:
            statuses = {client.open(address, method=m).status_code for m in ("GET", "HEAD")}
            assert len(statuses) == 1, (address, statuses)
            assert statuses.pop() < 500, address


@pytest.mark.parametrize("who", ["nobody", *Role])
@pytest.mark.parametrize("scope", Scope)
def test_no_token_does_more_than_its_scope_and_its_owners_role(
    desk_app, desk_services, browser, who, scope
):
    client, headers = desk_app.test_client(), {}
    catalog = desk_services.catalog
    if who != "nobody":
        with catalog.read() as view:
            member = view.members.named(who)
        secret = credentials.new_secret()
        with catalog.begin() as tx:
            tx.tokens.add(secret, member.id, "a test", (scope,))
        headers = {"Authorization": f"Bearer {secret}"}
    with catalog.read() as view:
        before = view.last_change()
    for rule in rules(desk_app):
        if rule.endpoint not in TOKENS:
            continue
        needed, role = TOKENS[rule.endpoint]
        (method,) = rule.methods - {"HEAD", "OPTIONS"}
        status = client.open(filled(rule.rule), method=method, headers=headers).status_code
        allowed = who != "nobody" and scope is needed and Role(who).covers(role)
        told = f"{method} {rule.rule} as {who} who may {scope}: {status}"
        if who == "nobody":
            assert status == 401, told
        else:
            assert (status == 403) is not allowed, told
            assert status not in {200, 201, 202}, told
    with catalog.read() as view:
        assert view.last_change() == before


def test_who_was_shut_out_is_nobody(desk_services, browser):
    editor = browser("editor")
    assert editor.get("/staff/review").status_code == 200
    with desk_services.catalog.begin() as tx:
        member = tx.members.named("editor")
        tx.members.shut_out(member.id)
    for address in ("/staff", "/staff/review", "/staff/upload"):
        assert editor.get(address).status_code == 303, address


def test_no_form_is_taken_that_does_not_come_from_our_own_page(desk_app, desk_services, browser):
    client = browser("admin").client
    # Neither does anything by cookie: tokens, questions, and mail programs that follow a link.
    exempt = {"api", "editing", "comparable", "digests.stop"}
    with desk_services.catalog.read() as view:
        before = view.last_change(), view.trail.deeds(limit=1)
    for rule in rules(desk_app):
        if not rule.methods & {"POST", "PUT", "PATCH", "DELETE"}:
            continue
        if {rule.endpoint, rule.endpoint.split(".")[0]} & exempt:
            continue
        address = filled(rule.rule)
        for data in ({}, {"csrf_token": "x"}, {"csrf_token": "IjEi.aaaa.bbbb"}):
            refused = client.post(address, data=data, headers={"Origin": "https://evil.example"})
            assert refused.status_code in {400, 413}, f"{address}: {refused.status_code}"
    with desk_services.catalog.read() as view:
        assert (view.last_change(), view.trail.deeds(limit=1)) == before


def test_a_form_with_its_token_is_not_taken_from_another_site(browser):
    reader = browser("reader")
    given = {
        "name": "a script",
        "scopes": "read",
        "csrf_token": form_token(reader.client, "/staff/account"),
    }
    for origin, status in (
        ("https://evil.example", 400),
        ("null", 400),
        ("http://[", 400),
        ("http://localhost.evil.example", 400),
        ("http://localhost", 200),
        ("http://localhost:8000", 200),
    ):
        answer = reader.client.post("/staff/account/tokens", data=given, headers={"Origin": origin})
        assert answer.status_code == status, origin


@pytest.mark.parametrize(
    "variant",
    ["/staff/people/", "/staff//people", "/STAFF/people", "/staff/%70eople", "/staff/people.json"],
)
def test_other_spellings_open_nothing(browser, variant):
    answer = browser("editor").get(variant, headers={"X-HTTP-Method-Override": "GET"})
    assert answer.status_code in {303, 308, 403, 404}


def test_every_page_of_the_desk_is_kept_by_no_cache(desk_app, browser):
    admin = browser("admin")
    for rule in rules(desk_app):
        if rule.endpoint in NEEDED and "GET" in rule.methods and "<" not in rule.rule:
            assert admin.get(rule.rule).headers["Cache-Control"] == "no-store", rule.rule
