"""Who may call what: every route and method, for everybody. A route left out of the table fails."""

from __future__ import annotations

import re

import pytest

from kb.domain.staff import Role

# Blueprints that anybody may use; what they change belongs to whoever holds the link or the cookie.
PUBLIC = {
    "api",
    "comparable",
    "digests",
    "discovery",
    "entrance",
    "front",
    "help",
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
    "jobs.reindex": Role.ADMIN,
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
    "report_about.withdraw": Role.EDITOR,
    "report_about.restore": Role.EDITOR,
    "people.show": Role.ADMIN,
    "people.invite": Role.ADMIN,
    "people.change_role": Role.ADMIN,
    "people.close": Role.ADMIN,
    "people.reopen": Role.ADMIN,
    "trail.show": Role.ADMIN,
    "trail.export": Role.ADMIN,
}


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if "." in rule.endpoint]


def test_every_route_is_in_the_table(desk_app):
    endpoints = {
        rule.endpoint for rule in rules(desk_app) if rule.endpoint.split(".")[0] not in PUBLIC
    }
    assert endpoints == set(NEEDED)


def filled(rule: str) -> str:
    return re.sub(r"<[^>]+>", "987654", rule)


@pytest.mark.parametrize("who", ["", *Role])
def test_nobody_gets_further_than_their_role(desk_app, browser, who):
    opened = browser(who)
    page = opened.get("/staff/sign-in", follow_redirects=True).text
    token = re.search(r'csrf_token"(?: type="hidden")? value="([^"]+)"', page)
    assert token
    for rule in rules(desk_app):
        needed = NEEDED.get(rule.endpoint)
        if needed is None:
            continue
        for method in sorted(rule.methods - {"OPTIONS", "HEAD"}):
            data = {"csrf_token": token[1]} if method == "POST" else None
            address = filled(rule.rule)
            status = opened.client.open(address, method=method, data=data).status_code
            allowed = bool(who) and Role(who).covers(needed)
            told = f"{method} {address} as {who or 'anybody'}: {status}"
            assert status < 500, told
            if not who:
                assert status == 303, told
            else:
                assert (status == 403) is not allowed, told


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
