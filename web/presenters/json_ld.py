"""Reports and statements in the words of schema.org, for programs that read pages."""

from __future__ import annotations

from typing import Any

from web.presenters.records import RecordPage
from web.presenters.reports import ReportPage

_CONTEXT = "https://schema.org"


def report_ld(page: ReportPage) -> dict[str, Any]:
    """Describe a report (https://schema.org/Report)."""
    told = {
        "@context": _CONTEXT,
        "@type": "Report",
        "@id": page.permalink,
        "url": page.permalink,
        "name": page.title,
        "alternativeHeadline": page.subtitle,
        "author": [{"@type": "Thing", "name": name} for name in page.authors],
        "publisher": {"@type": "Organization", "name": page.publisher} if page.publisher else None,
        "datePublished": page.published,
        "numberOfPages": page.pages,
        "usageInfo": page.rights,
        "sameAs": page.publisher_url,
    }
    return {name: value for name, value in told.items() if value}


def record_ld(page: RecordPage) -> dict[str, Any]:
    """Describe a statement (https://schema.org/Quotation) with the page it stands on."""
    told = {
        "@context": _CONTEXT,
        "@type": "Quotation",
        "@id": page.permalink,
        "url": page.permalink,
        "name": page.record.name,
        "text": page.record.text,
        "pagination": page.record.printed_page or str(page.record.page),
        "about": [topic.label for topic in page.topics],
        "isPartOf": {
            "@type": "Report",
            "name": page.report.title,
            "publisher": page.report.publisher,
            "datePublished": str(page.report.year or ""),
            "sameAs": page.report.publisher_url,
        },
    }
    return {name: value for name, value in told.items() if value}
