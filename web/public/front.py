"""The front page."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, Response, request

from web import services
from web.negotiate import respond, see_other
from web.presenters import links
from web.presenters.browse import Counted, FrontPage, topic_counts
from web.presenters.places import report_row
from web.presenters.tiles import tile_map
from web.public.topics import topic_totals

_RECENT = 6
blueprint = Blueprint("front", __name__)


@blueprint.get("/")
def show() -> Response:
    """Say what kb is and holds, and ask what is sought; a question goes on to the search."""
    if "q" in request.args:
        return see_other(f"/search?{request.query_string.decode()}")
    here = services.current()
    with here.catalog.read() as view:
        summaries = view.summaries()
        incidents = len(view.incidents())
        sites = view.sites()
    kinds = Counter[str]()
    for summary in summaries:
        kinds.update(dict(summary.counts))
    page = FrontPage(
        figures=(
            Counted("statements", kinds.total(), "/search"),
            Counted("reports", len(summaries), "/reports"),
            Counted("pages read", sum(s.pages for s in summaries), "/reports"),
            Counted("incidents", incidents, "/incidents"),
            Counted("sites", len(sites), "/sites"),
        ),
        kinds=tuple(
            Counted(links.kind_plural(kind), count, links.search_url(kind=kind))
            for kind, count in kinds.most_common()
            if count
        ),
        topics=topic_counts(here.vocabulary, topic_totals()),
        recent=tuple(report_row(s) for s in summaries[:_RECENT]),
        map=tile_map(Counter(site.state for site in sites)),
        samples=sum(s.sample for s in summaries),
    )
    return respond("index.html", page)
