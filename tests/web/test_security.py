from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import web
from tests.web.pages import PAGES, urls
from web.app import create_app

TEMPLATES = sorted((Path(web.__file__).parent / "templates").rglob("*.html"))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_carries_the_headers(client: FlaskClient, services, name):
    headers = client.get(urls(services)[name]).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    # A form that changes something rests on a cookie.
    assert ("Set-Cookie" in headers) is (name in {"packet", "begin a packet"})
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("name", PAGES)
def test_no_page_needs_what_the_policy_forbids(client: FlaskClient, services, name):
    html = client.get(urls(services)[name]).text
    # What a page says of itself is data, which no browser runs and no policy stops.
    html = html.replace('<script type="application/ld+json">', "")
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]* src=)|<style", html)
    assert not re.search(r'<(?:script|img|link)[^>]*(?:src|href)="(?:https?:)?//', html)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_name_no_address_elsewhere(template: Path):
    assert not re.search(r"https?://", template.read_text(encoding="utf-8"))


def test_style_sheet_stays_small_and_loads_nothing():
    css = (Path(web.__file__).parent / "static/kb.css").read_text(encoding="utf-8")
    assert len(css.encode()) < 25_000
    assert "url(" not in css
    assert "@import" not in css


def test_what_is_asked_is_shown_as_text(client: FlaskClient):
    html = client.get("/search", query_string={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_pdf_is_given_as_pdf_and_nothing_else(client: FlaskClient, services):
    address = urls(services)["report"] + "/original.pdf"
    with client.get(address) as answer:
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("inline")
    with client.get(address, headers={"Range": "bytes=0-3"}) as part:
        assert part.status_code == 206
        assert part.data == b"%PDF"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("kb.example.org", 200),
        ("kb.example.org:8000", 200),
        ("127.0.0.1:8000", 200),
        ("evil.example", 400),
        ("kb.example.org.evil.example", 400),
    ],
)
def test_where_its_names_are_set_kb_answers_to_no_other(services, tmp_path, host, status):
    settings = replace(services.settings, hosts=("kb.example.org",))
    app = create_app(settings, replace(services, settings=settings))
    answer = app.test_client().get("/reports", headers={"Host": host})
    assert answer.status_code == status
