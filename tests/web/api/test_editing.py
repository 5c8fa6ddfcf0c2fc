"""What programs may change by their tokens, and what they may not."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kb import membership
from kb.admission import Attempt, sign_in
from kb.domain.decision import Verb
from kb.domain.staff import Actor, Role, Scope
from tests.support.shared import CORPUS
from tests.web.staff.conftest import PASSWORD, filled_folder, own_services, quick_hashing
from web import services as web_services
from web import tasks
from web.api.deeds import DEEDS
from web.app import create_app
from web.queue import open_queue

__all__ = ["filled_folder", "own_services", "quick_hashing"]
REPORT = "iir-2020-five-days-canal-street"
OTHER = "iir-2021-accountability-after-canal-street"
FIRST, SECOND = f"{REPORT}/finding/1", f"{REPORT}/recommendation/1.1"


@dataclass
class Program:
    """A client that sends its token with every request."""

    client: FlaskClient
    secret: str

    def get(self, address: str) -> TestResponse:
        return self.client.get(address, headers=self._headers())

    def post(self, address: str, **given) -> TestResponse:
        return self.client.post(address, headers=self._headers(), **given)

    def decide(self, verb: str, **fields) -> TestResponse:
        return self.post(f"/api/v1/decisions/{verb}", json=fields)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}


@pytest.fixture
def here(own_services):
    return own_services


@pytest.fixture
def app(here, tmp_path):
    made = create_app(here.settings, here)
    made.config["PROPAGATE_EXCEPTIONS"] = False
    made.extensions[web_services._QUEUE] = open_queue(f"sqlite:{tmp_path}/queue.sqlite3")
    return made


@pytest.fixture
def program(app, here):
    def made(role: Role = Role.EDITOR, *scopes: Scope) -> Program:
        with here.catalog.read() as view:
            member = view.members.named(role.value)
        by = Actor(member.name)
        chosen = scopes or ((Scope.READ,) if role is Role.READER else tuple(Scope))
        secret = membership.make_token(here.catalog, member, "a program", chosen, by)
        return Program(app.test_client(), secret)

    return made


def test_every_decision_has_its_shape():
    assert set(DEEDS) == set(Verb)


def test_a_pdf_is_added_read_and_published(program, app, here):
    editor = program()
    pdf = max((CORPUS / "reports").glob("*.pdf")).read_bytes()
    begun = editor.post("/api/v1/reports?name=../new.pdf", data=pdf, content_type="application/pdf")
    assert (begun.status_code, begun.json["state"]) == (202, "queued")
    assert begun.json["work"]["about"] == "new.pdf"
    queue = app.extensions[web_services._QUEUE]
    tasks.attach(here, queue)
    queue._huey.execute(queue._huey.dequeue())
    done = editor.get(begun.headers["Location"]).json
    assert done["state"] == "done", done
    report = f"/api/v1/reports/{done['report']}"
    assert app.test_client().get(report).status_code == 404
    assert program(Role.READER).get(report).status_code == 404
    assert editor.get(report).json["title"]
    published = editor.decide("stand", report=done["report"], standing="published")
    assert (published.status_code, published.json["by"]) == (201, "editor")
    assert app.test_client().get(report).status_code == 200


def test_statements_are_decided_on_and_decisions_taken_back(program, here):
    editor = program()
    marks = editor.get(f"/api/v1/reports/{REPORT}/decisions").json["marks"]
    given = {"record": FIRST, "text": "No warning was given.", "seen": marks[FIRST]}
    assert editor.decide("correct", **given).status_code == 201
    assert editor.get(f"/api/v1/records/{FIRST}").text.count("No warning was given.")
    again = editor.decide("correct", **given)
    assert (again.status_code, again.json["code"]) == (409, "Overtaken")
    told = editor.get(f"/api/v1/reports/{REPORT}/decisions").json
    (decision,) = told["decisions"]
    assert (decision["verb"], told["marks"][FIRST] == marks[FIRST]) == ("correct", False)
    assert editor.decide("undo", report=REPORT, decision=decision["seq"]).status_code == 201
    assert "audible" in editor.get(f"/api/v1/records/{FIRST}").text
    with here.catalog.read() as view:
        assert [deed.who for deed in view.trail.deeds(limit=2)] == ["editor", "editor"]


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("accept", {"record": FIRST}),
        ("reject", {"record": FIRST, "note": "no statement"}),
        ("retag", {"record": FIRST, "topics": ["uof-chemical-agents"]}),
        ("split", {"record": FIRST, "parts": ["Officers gave no warning.", "Gas was used."]}),
        ("merge", {"record": FIRST, "other": SECOND}),
        ("add", {"report": REPORT, "page": 2, "kind": "lesson", "text": "Listen."}),
        ("reviewed", {"report": REPORT}),
        ("describe", {"report": REPORT, "title": "Six Days", "sites": ["Harlow Bend, OH"]}),
        ("describe", {"report": REPORT, "supersedes": [OTHER]}),
        ("withdraw", {"report": REPORT, "why": "the city asked"}),
        ("restore", {"report": REPORT}),
    ],
)
def test_each_decision_is_kept(program, verb, fields):
    editor = program()
    taken = editor.decide(verb, **fields)
    assert taken.status_code == 201, taken.text
    told = editor.get(f"/api/v1/reports/{REPORT}/decisions").json["decisions"]
    assert told[-1] == taken.json
    assert taken.json["verb"] == verb


@pytest.mark.parametrize(
    ("verb", "fields", "field"),
    [
        ("accept", {}, "record"),
        ("accept", {"record": FIRST, "role": "admin"}, "role"),
        ("correct", {"record": FIRST, "page": 99}, "page"),
        ("correct", {"record": FIRST, "page": "two"}, "page"),
        ("correct", {"record": FIRST, "kind": "opinion"}, "kind"),
        ("retag", {"record": FIRST, "topics": ["no-topic"]}, "topics"),
        ("describe", {"report": REPORT, "incidents": ["no-incident"]}, "incidents"),
        ("describe", {"report": REPORT, "sites": ["Harlow Bend, Nowhere"]}, "sites"),
        ("describe", {"report": REPORT, "published": "soon"}, "published"),
        ("stand", {"report": REPORT, "standing": "hidden"}, "standing"),
        ("withdraw", {"report": REPORT, "why": " "}, "why"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_changes(program, here, verb, fields, field):
    with here.catalog.read() as view:
        before = view.last_change()
    refused = program().decide(verb, **fields)
    assert refused.status_code == 400
    assert field in refused.json["detail"] or refused.json["code"] == field
    with here.catalog.read() as view:
        assert view.last_change() == before


def test_a_token_does_what_its_scopes_and_its_owners_role_allow(program, app):
    anybody = app.test_client().post("/api/v1/decisions/accept", json={"record": FIRST})
    assert anybody.status_code == 401
    assert anybody.headers["WWW-Authenticate"].startswith("Bearer")
    assert program(Role.EDITOR, Scope.READ).decide("accept", record=FIRST).status_code == 403
    assert program(Role.READER).decide("accept", record=FIRST).status_code == 403
    work = {"kind": "reindex"}
    assert program(Role.EDITOR).post("/api/v1/jobs", json=work).status_code == 403
    assert program(Role.ADMIN).post("/api/v1/jobs", json=work).status_code == 202


def test_a_cookie_changes_nothing_here(app, here):
    client = app.test_client()
    client.set_cookie("kb-session", sign_in(here.catalog, Attempt("editor", PASSWORD)).session)
    assert client.get("/staff/review").status_code == 200
    assert client.post("/api/v1/decisions/accept", json={"record": FIRST}).status_code == 401


def test_a_revoked_token_and_a_closed_account_end_at_once(program, here):
    editor, other = program(), program()
    with here.catalog.read() as view:
        member = view.members.named("editor")
        newest, older = view.tokens.of(member.id)
        assert (newest.used, older.used) == ("", "")
    assert editor.decide("accept", record=FIRST).status_code == 201
    with here.catalog.read() as view:
        assert view.tokens.of(member.id)[1].used == time.strftime("%Y-%m-%d", time.gmtime())
    membership.revoke_token(here.catalog, member, older.id, Actor("editor"))
    assert editor.decide("accept", record=FIRST).status_code == 401
    assert other.decide("accept", record=FIRST).status_code == 201
    membership.disable(here.catalog, member.id, Actor("admin"))
    assert other.decide("accept", record=FIRST).status_code == 401


def test_only_pdfs_of_a_readable_size_are_taken(program, here):
    editor = program()
    page = editor.post("/api/v1/reports", data=b"<html>", content_type="application/pdf")
    assert (page.status_code, "not a PDF" in page.json["detail"]) == (400, True)
    other = editor.post("/api/v1/reports", data=b"%PDF-1.4", content_type="text/plain")
    assert other.status_code == 400
    for url in ("ftp://x/a.pdf", "http://[", ""):
        told = {"kind": "address", "subject": url}
        assert editor.post("/api/v1/jobs", json=told).status_code == 400
    assert not list(here.settings.uploads_dir.rglob("*.pdf"))
