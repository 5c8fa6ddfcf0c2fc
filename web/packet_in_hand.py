"""The packet a browser is gathering: its key in the signed cookie, all else in the catalog."""

from __future__ import annotations

from collections.abc import Callable

from flask import g, session

from kb.catalog.packets import StoredPacket
from kb.domain.packet import Packet
from kb.errors import NotFound
from web import services

_KEY = "packet"
# Where Flask-WTF keeps what its tokens are made from.
_FORMS = "csrf_token"


def in_hand() -> StoredPacket | None:
    """Give the packet of this browser; None where it has none or it was deleted."""
    if "packet" not in g:
        g.packet = _found(session.get(_KEY, ""))
    found: StoredPacket | None = g.packet
    return found


def take(key: str) -> None:
    """Gather into this packet from now on."""
    session[_KEY] = key
    g.pop("packet", None)


def put_down() -> None:
    """Gather into no packet until something is added again."""
    session.pop(_KEY, None)
    g.pop("packet", None)


def change(changed: Callable[[Packet], Packet], begun: Packet = Packet()) -> StoredPacket:
    """Change the packet in hand, else `begun`, a new one; raises what `changed` raises."""
    held = in_hand()
    with services.current().catalog.begin() as tx:
        if held:
            tx.packets.put(held.key, changed(tx.packets.get(held.key).packet))
            stored = tx.packets.get(held.key)
        else:
            stored = tx.packets.make(changed(begun))
    take(stored.key)
    return stored


def offered(record: str) -> bool:
    """Note that this page offers a statement for the packet; say whether it is in it already."""
    g.offers_statements = True
    held = in_hand()
    return held is not None and held.packet.holds(record)


def offers_statements() -> bool:
    """Say whether this page offered any: then it needs the form that their buttons belong to."""
    return bool(g.get("offers_statements"))


def gathers() -> bool:
    """Say whether this browser has been given our cookie, which a form's token rests on.

    Who only reads is given none; the first statement added asks for it.
    """
    return _FORMS in session


def _found(key: str) -> StoredPacket | None:
    if not key:
        return None
    with services.current().catalog.read() as view:
        try:
            return view.packets.get(key)
        except NotFound:
            return None
