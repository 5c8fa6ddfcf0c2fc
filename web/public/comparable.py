"""Incidents like the one described."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request

from indexer.comparable import LONGEST, comparable
from web import services
from web.negotiate import respond
from web.presenters.comparable import ComparableAnswer, comparable_answer

_SHOWN = 10
blueprint = Blueprint("comparable", __name__)


@dataclass(frozen=True, slots=True)
class ComparablePage:
    """The form with what was asked, and the answer once something was."""

    text: str
    answer: ComparableAnswer | None


@blueprint.get("/comparable")
def form() -> Response:
    """Ask for a description."""
    return respond("comparable.html", ComparablePage("", None))


@blueprint.post("/comparable")
def asked() -> Response:
    """Answer a description. It is sent in the body, so that it stands in no log and no history."""
    text = request.form.get("text", "").strip()[:LONGEST]
    return respond("comparable.html", ComparablePage(text, answer(text, _SHOWN) if text else None))


def answer(text: str, limit: int) -> ComparableAnswer:
    """Find incidents like the one described, the likest first."""
    here = services.current()
    with here.catalog.read() as view:
        return comparable_answer(comparable(view, here.engine, text, limit))
