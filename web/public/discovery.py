"""What other programs look for first: robots.txt, a site map, a feed, a search description."""

from __future__ import annotations

import math
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from flask import Blueprint, Response

from kb.errors import NotFound
from web import atom, services
from web.atom import Entry
from web.exports import whole_address
from web.presenters import links

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
# The protocol's own ceiling for one site map is 50,000 addresses and 50 MB.
_MOST_URLS, STATEMENTS_A_MAP = 50_000, 20_000
_RECENT = 50
blueprint = Blueprint("discovery", __name__)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Keep crawlers to pages; results without end and page pictures are not for them."""
    lines = ["User-agent: *", "Disallow: /search", "Disallow: /api/", "Disallow: /reports/*/pages/"]
    return Response(
        "\n".join([*lines, f"Sitemap: {whole_address('/sitemap.xml')}", ""]), mimetype="text/plain"
    )


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Let browsers offer kb in their search box."""
    root = ET.Element("OpenSearchDescription", xmlns=OPENSEARCH)
    ET.SubElement(root, "ShortName").text = "kb"
    ET.SubElement(root, "Description").text = "Findings, recommendations and lessons of reports"
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    ET.SubElement(
        root,
        "Url",
        type="text/html",
        method="get",
        template=whole_address("/search?q={searchTerms}"),
    )
    feed_address = whole_address("/search.atom?q={searchTerms}")
    ET.SubElement(root, "Url", type=atom.MEDIA_TYPE, method="get", template=feed_address)
    return _xml(root, "application/opensearchdescription+xml")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the maps: one of pages, and one for every so many statements."""
    with services.current().catalog.read() as view:
        statements = view.counts().records
    maps = ["/sitemap-pages.xml"]
    maps += [
        f"/sitemap-statements-{at}.xml"
        for at in range(1, 1 + math.ceil(statements / STATEMENTS_A_MAP))
    ]
    return _sitemap("sitemapindex", "sitemap", maps)


@blueprint.get("/sitemap-pages.xml")
def page_map() -> Response:
    """List the pages worth indexing, statements apart."""
    with services.current().catalog.read() as view:
        reports = [links.report_url(s.id) for s in view.summaries()]
        sites = [links.site_url(s.id) for s in view.sites()]
        incidents = [links.incident_url(i.id) for i in view.incidents()]
    topics = [links.topic_url(topic.id) for topic in services.current().vocabulary]
    fixed = ["/", "/topics", "/lessons", "/sites", "/incidents", "/reports", "/about", "/help"]
    return _sitemap("urlset", "url", [*fixed, *reports, *topics, *sites, *incidents][:_MOST_URLS])


@blueprint.get("/sitemap-statements-<int:number>.xml")
def statement_map(number: int) -> Response:
    """List one stretch of the statements, each under its permalink."""
    with services.current().catalog.read() as view:
        found = view.statement_ids(max(number - 1, 0) * STATEMENTS_A_MAP, STATEMENTS_A_MAP)
    if not found:
        raise NotFound("There is no such map.", hint="/sitemap.xml lists those that there are.")
    return _sitemap("urlset", "url", map(links.record_url, found))


@blueprint.get("/feed.atom")
def feed() -> Response:
    """Tell of reports as they come, the newest first (RFC 4287)."""
    with services.current().catalog.read() as view:
        newest = sorted(view.summaries(), key=lambda s: s.added, reverse=True)[:_RECENT]
    entries = (
        Entry(s.title, whole_address(links.report_url(s.id)), s.added, s.publisher) for s in newest
    )
    return atom.feed(
        "Reports in kb", whole_address("/feed.atom"), whole_address("/reports"), entries
    )


def _sitemap(name: str, each: str, paths: Iterable[str]) -> Response:
    root = ET.Element(name, xmlns=SITEMAP)
    for path in paths:
        ET.SubElement(ET.SubElement(root, each), "loc").text = whole_address(path)
    return _xml(root, "application/xml")


def _xml(root: ET.Element, mimetype: str) -> Response:
    return Response(ET.tostring(root, encoding="utf-8", xml_declaration=True), mimetype=mimetype)
