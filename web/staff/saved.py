"""Searches that a member keeps, and where digests of them go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from flask import Blueprint, Response, request

from indexer.answer.finding import check_values, directory_for
from indexer.question.request import FindRequest
from indexer.question.saved_question import asked_again, kept
from kb.domain.saved_search import Mailbox, Often, SavedSearch
from kb.domain.staff import Role
from kb.errors import BadRequest, KbError, MailError
from web import services
from web.digests import ask_to_confirm
from web.negotiate import page_for_people, see_other
from web.public.search import search_title
from web.staff import signed_in
from web.staff.forms import MailboxForm, SaveSearchForm, blame
from web.state import SearchState

# Whoever can sign in could otherwise have a stranger written to without end.
_ASKED_AGAIN = timedelta(minutes=1)
blueprint = Blueprint("saved", __name__, url_prefix="/staff/saved")


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A search that is kept, where its results and its feed are; "" where it cannot be read."""

    search: SavedSearch
    url: str
    feed: str


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A member's searches. `sends` says whether this kb can send e-mail at all."""

    rows: tuple[SavedRow, ...]
    mailbox: Mailbox | None
    sends: bool


@dataclass(frozen=True, slots=True)
class NewPage:
    """A search about to be kept: its address, and its parameters as the form sends them back."""

    url: str
    asked: str
    sends: bool
    mailbox: Mailbox | None


@blueprint.get("")
@signed_in.require(Role.READER)
def show() -> Response:
    """List the member's searches."""
    return _shown(MailboxForm(formdata=None))


@blueprint.get("/new")
@signed_in.require(Role.READER)
def offer() -> Response:
    """Ask under which name the search of this address is to be kept."""
    state = SearchState.from_pairs(request.args.items(multi=True))
    return _offered(
        SaveSearchForm(
            formdata=None, name=search_title(state.request).removeprefix("Search: ")[:200]
        ),
        state,
    )


@blueprint.post("")
@signed_in.require(Role.READER)
def save() -> Response:
    """Keep a search."""
    form = SaveSearchForm()
    state = SearchState.from_pairs(parse_qsl(request.form.get("asked", ""), keep_blank_values=True))
    if form.validate():
        here = services.current()
        with here.catalog.read() as view:
            check_values(directory_for(view, here.engine), state.request)
        try:
            with here.catalog.begin() as tx:
                tx.saved.add(_me(), form.name.data, kept(state.request), Often(form.often.data))
        except BadRequest as error:
            blame(form, error)
        else:
            return see_other("/staff/saved?done=saved")
    return _offered(form, state, status=422)


@blueprint.post("/<int:search>/often")
@signed_in.require(Role.READER)
def tell(search: int) -> Response:
    """Change how often the member is told."""
    often = request.form.get("often", "")
    if often not in list(Often):
        raise BadRequest(f"it cannot be {often[:20]!r}", hint=f"It can be {', '.join(Often)}.")
    with services.current().catalog.begin() as tx:
        tx.saved.tell(tx.saved.get(search, _me()), Often(often))
    return see_other("/staff/saved?done=told")


@blueprint.post("/<int:search>/drop")
@signed_in.require(Role.READER)
def drop(search: int) -> Response:
    """Delete one of the member's searches."""
    with services.current().catalog.begin() as tx:
        tx.saved.drop(search, _me())
    return see_other("/staff/saved?done=dropped")


@blueprint.post("/mail")
@signed_in.require(Role.READER)
def set_mailbox() -> Response:
    """Take the address for digests, and ask there whether it is the member's."""
    form = MailboxForm()
    if form.validate():
        try:
            _ask_at(form.address.data.strip())
        except KbError as error:
            blame(form, error)
        else:
            return see_other("/staff/saved?done=asked#mail")
    return _shown(form, status=422)


@blueprint.post("/mail/drop")
@signed_in.require(Role.READER)
def drop_mailbox() -> Response:
    """Forget the member's address."""
    with services.current().catalog.begin() as tx:
        tx.saved.drop_mailbox(_me())
    return see_other("/staff/saved?done=forgotten#mail")


def _ask_at(address: str) -> None:
    """Have an address confirmed; where nothing could be sent, all stays as it was."""
    here = services.current()
    with here.catalog.begin() as tx:
        before = tx.saved.mailbox(_me())
        _refuse_haste(before)
        mailbox = tx.saved.set_mailbox(_me(), address)
    try:
        ask_to_confirm(here, mailbox)
    except MailError:
        with here.catalog.begin() as tx:
            if before is None:
                tx.saved.drop_mailbox(_me())
            else:
                tx.saved.put_mailbox(before)
        raise


def _refuse_haste(before: Mailbox | None) -> None:
    if before is None or before.confirmed:
        return
    if datetime.now(UTC) - datetime.fromisoformat(before.asked) < _ASKED_AGAIN:
        raise BadRequest(
            "an e-mail was sent a moment ago", hint="Wait a minute, then try again.", code="address"
        )


def _shown(form: MailboxForm, status: int = 200) -> Response:
    here = services.current()
    with here.catalog.read() as view:
        rows = tuple(_row(one) for one in view.saved.of(_me()))
        page = SavedPage(rows, view.saved.mailbox(_me()), bool(here.settings.mail_url))
    done = request.args.get("done", "")
    return page_for_people("staff/saved.html", page, form=form, done=done, status=status)


def _offered(form: SaveSearchForm, state: SearchState, status: int = 200) -> Response:
    here = services.current()
    with here.catalog.read() as view:
        mailbox = view.saved.mailbox(_me())
    url = state.url()
    page = NewPage(url, url.partition("?")[2], bool(here.settings.mail_url), mailbox)
    return page_for_people("staff/save_search.html", page, form=form, status=status)


def _row(search: SavedSearch) -> SavedRow:
    try:
        asked: FindRequest = asked_again(search.question)
    except BadRequest:
        return SavedRow(search, "", "")
    state = SearchState(asked)
    return SavedRow(search, state.url(), state.url("/search.atom"))


def _me() -> int:
    me = signed_in.member()
    assert me is not None
    return me.id
