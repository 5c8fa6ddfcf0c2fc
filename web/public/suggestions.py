"""What the search box offers while somebody types; the box works without it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request

from indexer.answer.suggestions import Suggestion, suggest
from kb.errors import BadRequest
from web import services
from web.negotiate import as_json
from web.presenters import links
from web.state import SearchState

blueprint = Blueprint("suggestions", __name__)
_LONGEST = 1000
_NAMES = {"phrase": "", "topic": "Topic", "site": "Site", "report": "Report"}
_ADDRESSES = {"topic": links.topic_url, "site": links.site_url, "report": links.report_url}


@dataclass(frozen=True, slots=True)
class Offered:
    """One suggestion: `kind` names what it is, "" for words to search for; `url` is its page."""

    text: str
    kind: str
    url: str


@blueprint.get("/suggestions")
def show() -> Response:
    """Give suggestions for what was typed so far, as JSON."""
    typed = request.args.get("q", "")
    if len(typed) > _LONGEST or set(request.args) - {"q"}:
        raise BadRequest("suggestions take q alone", hint=f"Give q in {_LONGEST} characters.")
    here = services.current()
    with here.catalog.read() as view:
        found = suggest(view, here.engine, typed)
    return as_json([_offered(one) for one in found])


def _offered(one: Suggestion) -> Offered:
    if one.kind == "phrase":
        return Offered(one.text, "", SearchState().asking(one.text).url())
    return Offered(one.text, _NAMES[one.kind], _ADDRESSES[one.kind](one.value))
