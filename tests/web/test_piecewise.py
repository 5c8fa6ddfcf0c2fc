"""A page of results sent while it is written is the page that was sent whole."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from web import logs, piecewise

ASKED = "/search?q=tear+gas"


def _broken(*_: object, **__: object) -> Iterator[str]:
    yield "<!doctype html>" * 100
    raise ZeroDivisionError


def test_pieces_are_the_whole_page(client: FlaskClient):
    in_pieces = client.get(ASKED)
    # Any cookie has a page made whole; this one means nothing to us.
    client.set_cookie("other", "1")
    whole = client.get(ASKED)
    assert "Content-Length" not in in_pieces.headers
    assert int(whole.headers["Content-Length"]) == len(in_pieces.data)
    assert in_pieces.text == whole.text
    assert in_pieces.text.endswith("</html>")


def test_the_head_comes_before_the_results(client: FlaskClient):
    pieces = [piece.decode() for piece in client.get(ASKED).response]
    assert "<title>" in pieces[0]
    assert len(pieces[0]) < 8000
    assert 'id="found"' not in pieces[0]
    assert len(pieces) < 12


def test_it_is_told_apart_by_what_was_found(client: FlaskClient):
    answer = client.get(ASKED)
    tag = answer.headers["ETag"]
    again = client.get(ASKED, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"{ASKED}&sort=date", headers={"If-None-Match": tag}).status_code == 200
    assert client.get("/search?q=police", headers={"If-None-Match": tag}).status_code == 200
    assert {"Accept", "Cookie"} <= set(answer.vary)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_no_body_is_written_for_who_asks_for_the_head(client: FlaskClient):
    answer = client.head(ASKED)
    assert (answer.status_code, answer.data) == (200, b"")


def test_what_is_wrong_with_a_question_is_known_before_the_first_piece(client: FlaskClient):
    answer = client.get("/search?kind=nonsense")
    assert answer.status_code == 400
    assert "Content-Length" in answer.headers


def test_it_is_logged_at_its_end_and_where_it_broke_off(client: FlaskClient, monkeypatch):
    monkeypatch.setattr(piecewise, "stream_template", _broken)
    stream = io.StringIO()
    logs.configure(stream)
    try:
        answer = client.get(ASKED)
        assert stream.getvalue() == ""
        with pytest.raises(ZeroDivisionError):
            answer.get_data()
        answer.close()
    finally:
        ours = logging.getLogger("kb")
        ours.handlers, ours.propagate = [], True
    broke, answered = map(json.loads, stream.getvalue().splitlines())
    assert broke["level"] == "error"
    assert "ZeroDivisionError" in broke["exception"]
    assert (answered["event"], answered["route"]) == ("answered", "/search")
