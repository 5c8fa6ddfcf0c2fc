"""Where each thing stands on this site, and references that carry a name and its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from kb.domain.incident import Site
from kb.domain.record import Kind
from kb.domain.topic import Vocabulary
from kb.place_names import places_of, site_name


@dataclass(frozen=True, slots=True)
class Ref:
    """Something that has a page of its own; `label` is how people read its name."""

    id: str
    label: str
    url: str


def record_url(record: str) -> str:
    """Address a record's page; its id keeps its slashes."""
    return f"/records/{quote(record, safe='/~()')}"


def report_url(report: str) -> str:
    """Address a report's page."""
    return f"/reports/{quote(report, safe='')}"


def page_url(report: str, page: int) -> str:
    """Address one page of a report; pages count from 1."""
    return f"{report_url(report)}/pages/{page}"


def picture_url(report: str, page: int) -> str:
    """Address the picture of one page."""
    return f"{page_url(report, page)}.png"


def original_url(report: str, page: int = 0) -> str:
    """Address the stored PDF, opened at a page where one is given."""
    return f"{report_url(report)}/original.pdf" + (f"#page={page}" if page else "")


def site_url(site: str) -> str:
    """Address a site's page."""
    return f"/sites/{quote(site, safe='')}"


def site_refs(sites: Iterable[Site]) -> tuple[Ref, ...]:
    """Show the places a report is about, each once."""
    return tuple(Ref(s.id, site_name(s), site_url(s.id)) for s in places_of(sites))


def incident_url(incident: str) -> str:
    """Address an incident's page."""
    return f"/incidents/{quote(incident, safe='/')}"


def topic_url(topic: str) -> str:
    """Address a topic's page."""
    return f"/topics/{quote(topic, safe='')}"


def lesson_url(lesson: str) -> str:
    """Address a lesson's page; its id is a record's and keeps its slashes."""
    return f"/lessons/{quote(lesson, safe='/~()')}"


def lessons_url(**chosen: str) -> str:
    """Address the list of lessons."""
    return "/lessons" + (f"?{urlencode(chosen)}" if chosen else "")


def search_url(**chosen: str) -> str:
    """Address a search; `in_` stands for `in`."""
    return "/search?" + urlencode({k.rstrip("_"): v for k, v in chosen.items()})


def topic_ref(vocabulary: Vocabulary, topic: str) -> Ref:
    """Name a topic; one that left the vocabulary keeps its id as its name."""
    known = vocabulary.get(topic)
    return Ref(topic, known.pref_label if known else topic, topic_url(topic))


_PLURALS = {
    Kind.FINDING: "Findings",
    Kind.OBSERVATION: "Observations",
    Kind.RECOMMENDATION: "Recommendations",
    Kind.LESSON: "Lessons",
    Kind.STRENGTH: "Strengths",
    Kind.IMPROVEMENT: "Areas for improvement",
    Kind.CORRECTIVE_ACTION: "Corrective actions",
    Kind.CONTRIBUTING_FACTOR: "Contributing factors",
    Kind.ACTION_ITEM: "Action items",
}


def kind_plural(kind: str) -> str:
    """Name several records of a kind; a kind unknown here is named as it is."""
    return _PLURALS[Kind(kind)] if kind in set(Kind) else kind


def kind_counted(kind: str, count: int) -> str:
    """Count records of a kind in words (`1 lesson`, `2 lessons`)."""
    name = Kind(kind).label if count == 1 and kind in set(Kind) else kind_plural(kind)
    return f"{count:,} {name.lower()}"
