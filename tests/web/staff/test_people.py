from __future__ import annotations

import re


def test_an_administrator_lets_somebody_in_and_closes_the_account_again(browser, desk_services):
    admin = browser("admin")
    page = admin.send("/staff/people", name="trainee", role="reader")
    assert re.search(r"http://localhost/staff/link/[\w-]{43}", page.text)
    with desk_services.catalog.read() as view:
        editor = view.members.named("editor").id
    member = browser("editor")
    admin.send("/staff/people", f"/staff/people/{editor}/close")
    assert member.get("/staff").status_code == 303
    assert "closed" in admin.get("/staff/people").text
    admin.send("/staff/people", f"/staff/people/{editor}/open")
    assert browser("editor").get("/staff").status_code == 200


def test_a_link_that_nobody_opened_is_listed_and_can_be_withdrawn(browser):
    admin = browser("admin")
    page = admin.send("/staff/people", name="went-elsewhere", role="admin")
    link = re.search(r"http://localhost(/staff/link/[\w-]{43})", page.text)[1]
    listed = admin.get("/staff/people").text
    assert re.search(r'<th scope="row">went-elsewhere</th><td data-label="As">admin</td>', listed)
    assert link not in listed
    withdrawn = admin.send("/staff/people", "/staff/people/links/withdraw", name="went-elsewhere")
    assert (withdrawn.status_code, withdrawn.location) == (303, "/staff/people")
    assert browser().get(link).status_code == 404
    assert "went-elsewhere" not in admin.get("/staff/people").text
    again = admin.send("/staff/people", "/staff/people/links/withdraw", name="went-elsewhere")
    assert again.status_code == 404


def test_the_last_administrator_cannot_be_lost(browser, desk_services):
    admin = browser("admin")
    with desk_services.catalog.read() as view:
        mine = view.members.named("admin").id
    answer = admin.send("/staff/people", f"/staff/people/{mine}/role", role="reader")
    assert answer.status_code == 409
    assert "last administrator" in answer.text


def test_a_role_that_does_not_exist_is_refused(browser):
    answer = browser("admin").send("/staff/people", "/staff/people/1/role", role="sheriff")
    assert answer.status_code == 400


def test_a_name_is_needed(browser):
    answer = browser("admin").send("/staff/people", name="", role="editor")
    assert "Give a name." in answer.text
