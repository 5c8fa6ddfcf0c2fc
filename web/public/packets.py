"""Packets: gathered while reading, put in order, shared by link, printed, exported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import parse_qsl

from flask import Blueprint, Response, request
from flask_wtf.csrf import generate_csrf

from indexer.answer.every import every_id
from kb.catalog.packets import StoredPacket
from kb.catalog.view import View
from kb.domain import packet as packets
from kb.domain.packet import MOST_ITEMS, Packet
from kb.errors import BadRequest, NotFound
from kb.export.base import Row
from kb.export.rows import RowMaker
from web import packet_in_hand, services
from web.exports import Absolute, Export, cover, exported_by, whole_address
from web.negotiate import as_json, own_address, respond, see_other, wants_json
from web.presenters.packets import (
    UNTITLED,
    IncidentSummary,
    PacketPage,
    incident_summary,
    packet_page,
    packet_url,
    shared_url,
)
from web.presenters.packets import packet_in_hand as in_hand_shown
from web.staff import signed_in
from web.state import SearchState

blueprint = Blueprint("packets", __name__)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a script needs to know after adding: how many statements the packet holds, and where."""

    total: int
    url: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a packet is to begin with: statements, or all results of a search."""

    records: tuple[str, ...]
    search: str
    back: str


@dataclass(frozen=True, slots=True)
class Token:
    """What a form of ours must carry."""

    token: str


@dataclass(frozen=True, slots=True)
class NoPacket:
    """What stands where a packet would, with those that the member keeps."""

    kept: tuple[PacketPage, ...]


@blueprint.after_request
def _unlisted(answer: Response) -> Response:
    """Keep packets out of caches that others share, and out of search engines."""
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.get("/packet")
def current() -> Response:
    """Lead to the packet of this browser."""
    held = packet_in_hand.in_hand()
    if held and not wants_json():
        return see_other(packet_url(held.key))
    member = signed_in.member()
    with services.current().catalog.read() as view:
        kept = view.packets.of(member.id) if member else ()
        shown = tuple(packet_page(one, ()) for one in kept)
    addresses = [packet_url(one.key) for one in kept]
    return respond("packet_none.html", NoPacket(shown), addresses=addresses)


@blueprint.get("/packet/begin")
def begin() -> Response:
    """Ask a browser that has no cookie of ours whether it wants to gather."""
    asked = Beginning(
        tuple(request.args.getlist("record")), request.args.get("search", ""), _back(request.args)
    )
    return respond("packet_begin.html", asked)


@blueprint.get("/packet/token")
def token() -> Response:
    """Give a script what its first change must carry."""
    return as_json(Token(generate_csrf()))


@blueprint.post("/packet/add")
def add() -> Response:
    """Add statements to the packet of this browser."""
    wanted = request.form.getlist("record")
    with services.current().catalog.read() as view:
        known = view.records(wanted)
    if not known:
        raise NotFound(
            "There is no such statement to add.", hint="It may no longer be published; search anew."
        )
    titled = replace(Packet(), title=_sought())
    return _gathered(packet_in_hand.change(lambda packet: packets.added(packet, known), titled))


@blueprint.post("/packet/remove")
def remove() -> Response:
    """Take a statement out of the packet of this browser."""
    record = request.form.get("record", "")
    return _gathered(packet_in_hand.change(lambda packet: packets.removed(packet, record)))


@blueprint.post("/packet/results")
def add_results() -> Response:
    """Add all results of a search."""
    pairs = parse_qsl(request.form.get("search", ""), keep_blank_values=True)
    asked = SearchState.from_pairs(pairs).request
    if asked.collection != "records":
        raise BadRequest("A packet holds statements only.", hint="Search statements instead.")
    here_ = services.current()
    with here_.catalog.read() as view:
        # One more than fits, so that too many are seen to be.
        found = tuple(islice(every_id(view, here_.engine, asked), MOST_ITEMS + 1))
    titled = replace(Packet(), title=_sought())
    return _gathered(packet_in_hand.change(lambda packet: packets.added(packet, found), titled))


@blueprint.post("/packet/new")
def begin_another() -> Response:
    """Put the packet down; the next statement begins another."""
    packet_in_hand.put_down()
    return see_other("/packet")


def _export(key: str) -> Export:
    return _exported(_get(key))


@blueprint.get("/packets/<key>")
@exported_by(_export)
def show(key: str) -> Response:
    """Show a packet to whoever may change it."""
    stored = _get(key)
    held = packet_in_hand.in_hand()
    with services.current().catalog.read() as view:
        rows = tuple(_rows(stored, _maker(view)))
    shown = in_hand_shown(stored, rows, mine=held is not None and held.key == key)
    return respond("packet.html", shown, whole=whole_address)


@blueprint.post("/packets/<key>")
def write(key: str) -> Response:
    """Take over what was typed, then do what was clicked: `up:x/finding/1`, `remove:...`."""
    what, _, which = request.form.get("do", "save").partition(":")
    with services.current().catalog.begin() as tx:
        typed = _typed(tx.packets.get(key).packet)
        tx.packets.put(key, _done(typed, what, which))
    anchor = "#statements" if what in _MOVES or what == "remove" else "#saved"
    return see_other(packet_url(key) + ("" if anchor == "#statements" else "?saved=yes") + anchor)


@blueprint.post("/packets/<key>/keep")
def keep(key: str) -> Response:
    """Keep a packet until it is deleted."""
    member = signed_in.member()
    with services.current().catalog.begin() as tx:
        tx.packets.keep(key, member.id if member else None)
    return see_other(f"{packet_url(key)}#links")


@blueprint.post("/packets/<key>/use")
def use(key: str) -> Response:
    """Gather into this packet from now on."""
    _get(key)
    packet_in_hand.take(key)
    return see_other(packet_url(key))


@blueprint.post("/packets/<key>/delete")
def delete(key: str) -> Response:
    """Delete a packet."""
    with services.current().catalog.begin() as tx:
        tx.packets.drop(key)
    return see_other("/packet")


@blueprint.get("/packets/<key>/guide")
def guide(key: str) -> Response:
    """Show a packet as a discussion guide, for printing."""
    return _guide(_get(key))


def _shared_export(shared: str) -> Export:
    return _exported(_get_shared(shared))


@blueprint.get("/packets/shared/<shared>")
@exported_by(_shared_export)
def show_shared(shared: str) -> Response:
    """Show a packet to readers."""
    stored = _get_shared(shared)
    with services.current().catalog.read() as view:
        page = packet_page(stored, _rows(stored, _maker(view)))
    return respond("packet_shared.html", page)


@blueprint.get("/packets/shared/<shared>/guide")
def shared_guide(shared: str) -> Response:
    """Show a shared packet as a discussion guide, for printing."""
    return _guide(_get_shared(shared))


def _guide(stored: StoredPacket) -> Response:
    with services.current().catalog.read() as view:
        rows = tuple(_rows(stored, _maker(view)))
        page = packet_page(stored, rows)
        told = tuple(_incidents(view, rows))
    return respond("packet_guide.html", page, incidents=told)


def _incidents(view: View, rows: tuple[Row, ...]) -> Iterator[IncidentSummary]:
    """Give each incident that the packet's reports are about, once."""
    names: dict[str, None] = {}
    for report in dict.fromkeys(row.report.id for row in rows):
        names |= dict.fromkeys(view.summary(report).incidents)
    for name in names:
        yield incident_summary(view.incident(name))


def _exported(stored: StoredPacket) -> Export:
    packet = stored.packet
    # The address for readers: who gets the file must not get the key to change the packet.
    told = cover(
        packet.title or UNTITLED,
        shared_url(stored.shared),
        introduction=packet.introduction,
        questions=packet.asked(),
    )
    return Export(told, lambda maker: _rows(stored, maker))


def _rows(stored: StoredPacket, maker: RowMaker) -> Iterator[Row]:
    items = {str(item.record): item for item in stored.packet.items}
    for row in maker.records(items):
        item = items[row.id]
        yield replace(row, heading=item.heading, note=item.note)


def _maker(view: View) -> RowMaker:
    return RowMaker(view, services.current().vocabulary, Absolute(whole_address("")))


def _typed(packet: Packet) -> Packet:
    form = request.form
    return packets.written(
        packet,
        title=form.get("title", packet.title),
        introduction=form.get("introduction", packet.introduction),
        questions=form.get("questions", packet.questions),
        headings=_by_record("heading:"),
        notes=_by_record("note:"),
    )


def _by_record(prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value
        for name, value in request.form.items()
        if name.startswith(prefix)
    }


_MOVES = {"up": -1, "down": 1}
_HEADING_MOVES = {"heading-up": -1, "heading-down": 1}


def _done(packet: Packet, what: str, which: str) -> Packet:
    if what in _MOVES:
        return packets.moved(packet, which, _MOVES[what])
    if what in _HEADING_MOVES:
        return packets.heading_moved(packet, which, _HEADING_MOVES[what])
    return packets.removed(packet, which) if what == "remove" else packet


def _get(key: str) -> StoredPacket:
    with services.current().catalog.read() as view:
        return view.packets.get(key)


def _get_shared(shared: str) -> StoredPacket:
    with services.current().catalog.read() as view:
        return view.packets.shared(shared)


def _gathered(stored: StoredPacket) -> Response:
    total = len(stored.packet.items)
    if wants_json():
        return as_json(Gathered(total, packet_url(stored.key)))
    return see_other(_back(request.form))


def _back(given: Mapping[str, str]) -> str:
    """Give the page that the button stood on; only ever one of ours."""
    return own_address(given.get("back", ""), "/packet")


def _sought() -> str:
    """Give the words of the search that a packet begins with: its title until another is typed."""
    query = dict(parse_qsl(_back(request.form).partition("?")[2]))
    words = " ".join(query.get("q", "").split())[: packets.LONGEST_LINE]
    return words[:1].upper() + words[1:]
