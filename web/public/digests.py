"""What the links in e-mails lead to: confirming an address, ending digests."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from kb.domain.saved_search import Often
from web import services
from web.negotiate import page_for_people
from web.security import csrf

blueprint = Blueprint("digests", __name__, url_prefix="/digests")


@dataclass(frozen=True, slots=True)
class DigestPage:
    """What a link asks to be pressed for, or says is done; `about` is a search or an address."""

    title: str
    told: str
    button: str = ""


@blueprint.after_request
def _unlisted(answer: Response) -> Response:
    """Keep secret links out of search engines and of what is told to other sites."""
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@blueprint.get("/confirm/<secret>")
def offer_to_confirm(secret: str) -> Response:
    """Ask for a press of a button: mail scanners open links without being asked to."""
    del secret
    return _page("Confirm your address", "Digests of your saved searches go there.", "Confirm it")


@blueprint.post("/confirm/<secret>")
def confirm(secret: str) -> Response:
    """Confirm an address."""
    with services.current().catalog.begin() as tx:
        mailbox = tx.saved.confirm(secret)
    return _page("Your address is confirmed", f"Digests go to {mailbox.address} from now on.")


@blueprint.get("/stop/<secret>")
def offer_to_stop(secret: str) -> Response:
    """Ask for a press of a button."""
    with services.current().catalog.read() as view:
        search = view.saved.stopped_by(secret)
    return _page("End this digest", f"It tells of what is new in “{search.name}”.", "End it")


@blueprint.post("/stop/<secret>")
@csrf.exempt  # type: ignore[untyped-decorator]
def stop(secret: str) -> Response:
    """End the digests of one search; a mail reader's own button comes here too (RFC 8058)."""
    with services.current().catalog.begin() as tx:
        search = tx.saved.stopped_by(secret)
        tx.saved.tell(search, Often.NEVER)
    told = f"“{search.name}” is still among your saved searches, and tells of nothing by e-mail."
    return _page("The digest has ended", told)


def _page(title: str, told: str, button: str = "") -> Response:
    return page_for_people("digest.html", DigestPage(title, told, button))
