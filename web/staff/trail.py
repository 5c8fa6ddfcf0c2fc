"""The audit trail, for administrators: who did what to what, when and from where."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, request

from kb.catalog.catalog import Catalog
from kb.domain.staff import Deed, Role
from web import services
from web.negotiate import page_for_people
from web.staff import signed_in

_AT_ONCE = 100
_HEAD = ("number", "when (UTC)", "who", "what", "about", "from", "detail")
# What spreadsheets would run as a formula is shown as text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
blueprint = Blueprint("trail", __name__, url_prefix="/staff")


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A stretch of the trail, newest first; `earlier` is the number to go on before."""

    deeds: tuple[Deed, ...]
    kinds: tuple[str, ...]
    who: str
    what: str
    earlier: int | None


@blueprint.get("/trail")
@signed_in.require(Role.ADMIN)
def show() -> Response:
    """Show the trail, newest first."""
    who, what = request.args.get("who", ""), request.args.get("what", "")
    before = request.args.get("before", type=int)
    with services.current().catalog.read() as view:
        found = view.trail.deeds(before=before, limit=_AT_ONCE + 1, who=who, what=what)
        kinds = view.trail.kinds()
    shown = found[:_AT_ONCE]
    earlier = shown[-1].seq if len(found) > _AT_ONCE else None
    return page_for_people("staff/trail.html", TrailPage(shown, kinds, who, what, earlier))


@blueprint.get("/trail.csv")
@signed_in.require(Role.ADMIN)
def export() -> Response:
    """Give the whole trail as CSV, streamed."""
    catalog, actor = services.current().catalog, signed_in.actor()
    with catalog.begin() as tx:
        tx.trail.note(actor, "trail exported", "audit trail")
    answer = Response(_lines(catalog), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="audit-trail.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _lines(catalog: Catalog) -> Iterator[str]:
    yield _line(_HEAD)
    before: int | None = None
    while True:
        with catalog.read() as view:
            found = view.trail.deeds(before=before, limit=1000)
        for deed in found:
            yield _line(
                (deed.seq, deed.at, deed.who, deed.what, deed.about, deed.address, deed.detail)
            )
        if not found:
            return
        before = found[-1].seq


def _line(cells: tuple[object, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow(
        [f"'{cell}" if str(cell).startswith(_FORMULA) else cell for cell in cells]
    )
    return out.getvalue()
