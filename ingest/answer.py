"""An extraction as the one JSON object that `python -m kb extract` prints."""

from __future__ import annotations

from typing import Any

from kb.domain.extraction import Extraction
from kb.domain.incident import Incident
from kb.domain.record import Record
from kb.domain.report import Bibliography


def answer(extraction: Extraction) -> dict[str, Any]:
    """Give the report, its records and its warnings as plain values, empty ones as null."""
    return {
        "source": extraction.source,
        "sha256": extraction.sha256,
        "pipeline": extraction.pipeline,
        "style": extraction.style,
        "pages": len(extraction.pages),
        "report": _report(extraction.bibliography),
        "records": [_record(r) for r in extraction.records],
        "warnings": [
            {"code": w.code, "page": w.page, "message": w.message} for w in extraction.warnings
        ],
    }


def _report(bibliography: Bibliography) -> dict[str, Any]:
    return {
        "title": bibliography.title,
        "subtitle": bibliography.subtitle or None,
        "publisher": bibliography.publisher or None,
        "authors": list(bibliography.authors),
        "published": bibliography.published or None,
        "kind": bibliography.kind or None,
        "sites": [
            {"place": s.place, "state": s.state or None, "agency": s.agency or None}
            for s in bibliography.sites
        ],
        "incidents": [_incident(i) for i in bibliography.incidents],
        "stated_counts": {c.kind: c.count for c in bibliography.stated_counts},
    }


def _incident(incident: Incident) -> dict[str, Any]:
    return {
        "name": incident.name,
        "type": incident.type or None,
        "start": incident.start or None,
        "end": incident.end or None,
        "place": incident.place or None,
        "state": incident.state or None,
        "page": incident.page or None,
        "attributes": {a.key: a.value for a in incident.attributes},
    }


def _record(record: Record) -> dict[str, Any]:
    return {
        "kind": record.kind.value,
        "label": record.label or None,
        "number": record.number or None,
        "page": record.page,
        "page_end": record.page_end,
        "also_on": list(record.also_on),
        "text": record.text,
        "parent": record.parent_number or None,
        "section": list(record.section),
        "topics": [t.topic for t in record.topics],
        "topic_cues": {t.topic: list(t.cues) for t in record.topics},
        "status": record.status or None,
        "context": record.context or None,
        "confidence": record.confidence,
        "evidence": list(record.evidence),
    }
