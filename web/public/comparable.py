"""Incidents like the one described: the form, the answer, and a few incidents side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, request

from indexer.incidents.comparable import comparable, topic_counts
from indexer.incidents.comparable_question import LONGEST, MOST_RESULTS, Question, understand
from kb.errors import BadRequest
from web import services
from web.comparable_state import (
    BESIDE,
    LONGEST_IN_ADDRESS,
    PATH,
    SHOW,
    UNLIKE,
    WAS,
    ComparableState,
    how_many,
    read_fields,
    read_question,
    untouched,
)
from web.negotiate import respond
from web.presenters.beside import FEWEST, MOST, BesidePage, beside_page
from web.presenters.comparable import ComparableAnswer, ComparablePage, comparable_answer
from web.presenters.comparable_form import ComparableForm, Refused, comparable_form

_REDIRECT = 303
_WRONG = 400
blueprint = Blueprint("comparable", __name__)


@blueprint.get(PATH)
def form() -> Response:
    """Ask for a description, or answer the one that the address holds."""
    state = _state()
    page = ComparablePage(state.question.text, None)
    if not state.question.empty:
        page = replace(page, answer=answer(state.shown, state))
    return respond("comparable.html", page, form=_form(state, Refused()), kept=state.pairs())


@blueprint.post(PATH)
def asked() -> Response:
    """Turn what the form says into an address that holds all of it."""
    posted = untouched(request.form)
    text = posted.get("text", "").strip()[:LONGEST]
    question, wrong = read_fields(posted.items(), text=text)
    state = ComparableState(question, _story(question.text, posted.get("story", "")))
    if wrong:
        page = ComparablePage(question.text, None)
        told = {name: f"{error}. {error.hint}" for name, error in wrong.items()}
        typed = {n: v for n, v in request.form.items() if not n.startswith(WAS)}
        shown = _form(state, Refused(told, typed))
        return respond("comparable.html", page, status=_WRONG, form=shown)
    # On a telephone the answer stands two screens below the form
    place = "" if state.question.empty else "#found"
    return Response(status=_REDIRECT, headers={"Location": state.url() + place})


@blueprint.get(BESIDE)
def beside() -> Response:
    """Put two to five incidents side by side."""
    names = tuple(dict.fromkeys(request.args.getlist("incident")))
    here = services.current()
    back = ComparableState(read_question(_pairs()), request.args.get("story", "")).url()
    if not FEWEST <= len(names) <= MOST:
        return respond("beside.html", BesidePage(len(names), back), status=_WRONG)
    with here.catalog.read() as view:
        incidents = [view.incident(name) for name in names]
        heads = {head.id: head for head in view.summaries()}
    topics = [topic_counts(here.engine, incident) for incident in incidents]
    page = beside_page(incidents, heads, topics, here.vocabulary)
    return respond("beside.html", replace(page, back=back))


def answer(question: Question, state: ComparableState | None = None) -> ComparableAnswer:
    """Find incidents like the one asked for, the likest first; `state` gives links to change it."""
    here = services.current()
    # "no shots fired" does not speak of shootings
    subjects = here.subjects_of(understand(question).told)
    with here.catalog.read() as view:
        found = comparable(view, here.engine, question, subjects)
    return comparable_answer(found, state or ComparableState(question), subjects, here.vocabulary)


def _state() -> ComparableState:
    story = request.args.get("story", "")
    text = ""
    if story:
        with services.current().catalog.read() as view:
            text = view.descriptions.text(story)
    question = read_question(_pairs(), text=text)
    if len(question.text) > LONGEST:
        raise BadRequest("the description is too long", hint=f"Shorten it to {LONGEST:,}.")
    show, unlike = request.args.get(SHOW, ""), request.args.get(UNLIKE, "")
    return ComparableState(question, story, how_many(show), bool(unlike))


def _pairs() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.args.items(multi=True) if name != "story"]


def _story(text: str, story: str) -> str:
    """Keep a long description, once as long as it is not changed."""
    if len(text) <= LONGEST_IN_ADDRESS:
        return ""
    catalog = services.current().catalog
    if story:
        with catalog.read() as view:
            if view.descriptions.holds(story, text):
                return story
    with catalog.begin() as tx:
        return tx.descriptions.keep(text)


def _form(state: ComparableState, refused: Refused) -> ComparableForm:
    here = services.current()
    with here.catalog.read() as view:
        states = sorted({i.state for i in view.incidents() if i.state})
    described = understand(state.question, here.engine)
    return comparable_form(state, described, states, here.vocabulary, refused)


def question_of(body: Mapping[str, object]) -> Question:
    """Read the API's question; raises BadRequest for values outside their lists."""
    attributes = body["attributes"]
    hows = body["how"]
    assert isinstance(attributes, dict)
    assert isinstance(hows, dict)
    pairs = [(key, str(value)) for key, value in attributes.items()]
    pairs += [(f"how.{key}", str(value)) for key, value in hows.items()]
    types = body["types"]
    assert isinstance(types, list)
    pairs += [("type", str(kind)) for kind in types]
    names = ("text", "family", "state", "topic", "since", "until")
    pairs += [(name, str(body[name] or "")) for name in names]
    limit = min(int(str(body["limit"])), MOST_RESULTS)
    return replace(read_question(pairs), limit=limit)
