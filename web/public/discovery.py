"""What other programs look for first: robots.txt, a site map, a feed, a search description."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from flask import Blueprint, Response, request

from web import services
from web.presenters import links

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
# The protocol's own ceiling for one site map.
_MOST_URLS = 50_000
_RECENT = 50
blueprint = Blueprint("discovery", __name__)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Keep crawlers to pages; results without end and page pictures are not for them."""
    lines = ["User-agent: *", "Disallow: /search", "Disallow: /api/", "Disallow: /reports/*/pages/"]
    return Response(
        "\n".join([*lines, f"Sitemap: {_here('/sitemap.xml')}", ""]), mimetype="text/plain"
    )


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Let browsers offer kb in their search box."""
    root = ET.Element("OpenSearchDescription", xmlns=OPENSEARCH)
    ET.SubElement(root, "ShortName").text = "kb"
    ET.SubElement(root, "Description").text = "Findings, recommendations and lessons of reports"
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    ET.SubElement(
        root, "Url", type="text/html", method="get", template=_here("/search?q={searchTerms}")
    )
    return _xml(root, "application/opensearchdescription+xml")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the pages worth indexing."""
    root = ET.Element("urlset", xmlns=SITEMAP)
    with services.current().catalog.read() as view:
        reports = [links.report_url(s.id) for s in view.summaries()]
        sites = [links.site_url(s.id) for s in view.sites()]
        incidents = [links.incident_url(i.id) for i in view.incidents()]
    fixed = ["/", "/topics", "/sites", "/incidents", "/reports", "/about", "/help"]
    for path in [*fixed, *reports, *sites, *incidents][:_MOST_URLS]:
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = _here(path)
    return _xml(root, "application/xml")


@blueprint.get("/feed.atom")
def feed() -> Response:
    """Tell of reports as they come, the newest first (RFC 4287)."""
    with services.current().catalog.read() as view:
        newest = sorted(view.summaries(), key=lambda s: s.added, reverse=True)[:_RECENT]
    root = ET.Element("feed", xmlns=ATOM)
    ET.SubElement(root, "title").text = "Reports in kb"
    ET.SubElement(root, "id").text = _here("/feed.atom")
    ET.SubElement(root, "link", href=_here("/feed.atom"), rel="self")
    ET.SubElement(root, "updated").text = newest[0].added if newest else "1970-01-01T00:00:00Z"
    for summary in newest:
        entry = ET.SubElement(root, "entry")
        ET.SubElement(entry, "title").text = summary.title
        ET.SubElement(entry, "id").text = _here(links.report_url(summary.id))
        ET.SubElement(entry, "link", href=_here(links.report_url(summary.id)))
        ET.SubElement(entry, "updated").text = summary.added
        author = ET.SubElement(entry, "author")
        ET.SubElement(author, "name").text = summary.publisher or "unknown"
    return _xml(root, "application/atom+xml")


def _here(path: str) -> str:
    return request.host_url.rstrip("/") + path


def _xml(root: ET.Element, mimetype: str) -> Response:
    return Response(ET.tostring(root, encoding="utf-8", xml_declaration=True), mimetype=mimetype)
