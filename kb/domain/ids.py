"""Deterministic, printable, URL-safe identities."""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

ReportId = NewType("ReportId", str)
RecordId = NewType("RecordId", str)
LessonId = NewType("LessonId", str)
SiteId = NewType("SiteId", str)
IncidentId = NewType("IncidentId", str)
EngagementId = NewType("EngagementId", str)
TopicId = NewType("TopicId", str)

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"}
)


def slug(text: str, limit: int = 60) -> str:
    """Fold text to lower-case ASCII words joined by hyphens, cut at a word within `limit`."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    whole = _NOT_SLUG.sub("-", folded).strip("-")
    if len(whole) <= limit:
        return whole
    return whole[: limit + 1].rsplit("-", 1)[0][:limit]


def report_id(publisher: str, year: str, title: str) -> ReportId:
    """Name a report by publisher, year and telling words of its title (`cops-2015-ferguson`)."""
    words = [w for w in slug(title, 200).split("-") if w not in _SMALL_WORDS]
    initials = _initials(publisher)
    return ReportId(
        "-".join(part for part in (initials, year, "-".join(words[:5])) if part) or "report"
    )


def record_id(
    report: ReportId, kind: str, number: str, section: str = "", repeat: int = 1
) -> RecordId:
    """Name a record by report, kind and printed number (`cops-2015-ferguson/lesson/1.1`).

    `section` stands between where numbering restarts; `repeat` 2, 3 ... give `~2`, `~3` where the
    report prints one number twice in one place.
    """
    parts = [report, kind, *([section_slug(section)] if section else []), _number_slug(number)]
    return RecordId("/".join(parts) + (f"~{repeat}" if repeat > 1 else ""))


def section_slug(title: str) -> str:
    """Give a section's part of a record's id, short enough for an address line."""
    return slug(title, 40)


def passage_id(report: ReportId, key: str) -> str:
    """Name a narrative passage by its report and its key within the reading."""
    return f"{report}/passage/{key}"


def site_id(place: str, state: str) -> SiteId:
    """Name a site by place and state (`ferguson-mo`)."""
    return SiteId(slug(f"{place} {state}"))


def _initials(publisher: str) -> str:
    words = [w for w in slug(publisher, 200).split("-") if w and w not in _SMALL_WORDS]
    return words[0] if len(words) == 1 else "".join(w[0] for w in words)[:8]


def _number_slug(number: str) -> str:
    # "3/1" is not "31", nor "1:2" "12"
    parted = re.sub(r"[/:\u2013\u2014]", "-", number)
    return re.sub(r"[^A-Za-z0-9.()-]+", "", parted).strip(".") or "x"
