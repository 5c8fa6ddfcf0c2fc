"""The vocabulary, and the page of each topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, request

from indexer.answer.finding import FacetValue
from indexer.query import Search
from indexer.question.request import FindRequest
from kb.domain.topic import Topic
from kb.errors import EngineUnavailable, NotFound
from kb.export.skos import MEDIA_TYPE, turtle
from web import services
from web.exports import Export, exported_by
from web.negotiate import respond
from web.presenters import links
from web.presenters.browse import Counted, TopicCount, TopicsPage, topic_counts
from web.presenters.lessons import LessonRow
from web.presenters.links import Ref
from web.presenters.search import HitShown, shown_hit
from web.public import lessons
from web.public.search import found_export, run

_SHOWN = 20
_LESSONS = 5
blueprint = Blueprint("topics", __name__, url_prefix="/topics")


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One topic: its place in the vocabulary, the words that speak for it, what is said on it.

    `lessons` are those that recur most, what was praised apart under `strengths`; `years` and
    `incidents` say when and of what it was said.
    """

    topic: TopicCount
    family: Ref | None
    narrower: tuple[TopicCount, ...]
    cues: tuple[str, ...]
    kinds: tuple[Counted, ...]
    lessons: tuple[LessonRow, ...]
    strengths: tuple[LessonRow, ...]
    more_lessons: str
    years: tuple[Counted, ...]
    incidents: tuple[Counted, ...]
    records: tuple[HitShown, ...]
    all: str


@blueprint.get("")
def index() -> Response:
    """Show the whole vocabulary with counts."""
    return respond("topics.html", topics_page())


@blueprint.get("/vocabulary.ttl")
def vocabulary() -> Response:
    """Give the whole vocabulary as SKOS."""
    base = f"{request.host_url}topics"
    answer = Response(turtle(services.current().vocabulary, base), mimetype=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="vocabulary.ttl"'
    return answer


def _statements(topic_id: str) -> Export:
    topic = _topic(topic_id)
    asked = FindRequest().selecting("topic", (topic.id,))
    return found_export(asked, topic.pref_label, links.topic_url(topic.id))


@blueprint.get("/<topic_id>")
@exported_by(_statements)
def show(topic_id: str) -> Response:
    """Show one topic."""
    return respond("topic.html", read(topic_id))


def topics_page() -> TopicsPage:
    """Gather the vocabulary with counts."""
    return TopicsPage(topic_counts(services.current().vocabulary, topic_totals()))


def topic_totals() -> Mapping[str, int]:
    """Count statements by topic, families included; all zero while nothing is indexed."""
    try:
        found = services.current().engine.search(Search(facets=("topic",), limit=0))
    except EngineUnavailable:
        return {}
    return {v.value: v.count for _, values in found.facets for v in values}


def _topic(topic_id: str) -> Topic:
    topic = services.current().vocabulary.get(topic_id)
    if topic is None:
        raise NotFound(f"There is no topic {topic_id!r}.", hint="See /topics for those there are.")
    return topic


def read(topic_id: str) -> TopicPage:
    """Gather one topic's page; raises NotFound."""
    vocabulary = services.current().vocabulary
    topic = _topic(topic_id)
    found = run(FindRequest(limit=_SHOWN).selecting("topic", (topic.id,)))
    counts = {f.name: f.values for f in found.facets}
    totals = {v.value: v.count for v in counts.get("topic", ())}
    narrower = tuple(
        TopicCount(t.id, t.pref_label, totals.get(t.id, 0), t.scope_note, links.topic_url(t.id))
        for t in vocabulary.narrower(topic.id)
    )
    url = links.topic_url(topic.id)
    recurring = lessons.on_topic(lessons.every_lesson(), topic.id)
    return TopicPage(
        topic=TopicCount(topic.id, topic.pref_label, found.total, topic.scope_note, url),
        family=links.topic_ref(vocabulary, topic.broader) if topic.broader else None,
        narrower=narrower,
        cues=(*topic.alt_labels, *topic.pairs, *topic.abbreviations),
        kinds=tuple(
            Counted(
                links.kind_plural(v.value), v.count, links.search_url(topic=topic.id, kind=v.value)
            )
            for v in counts.get("kind", ())
            if v.count
        ),
        lessons=tuple(row for row in recurring if not row.strength)[:_LESSONS],
        strengths=tuple(row for row in recurring if row.strength)[:_LESSONS],
        more_lessons=links.lessons_url(topic=topic.id) if len(recurring) > _LESSONS else "",
        years=_counted(counts.get("year", ()), topic.id, "year"),
        incidents=_counted(counts.get("incident", ()), topic.id, "incident"),
        records=tuple(shown_hit(hit) for hit in found.hits),
        all=links.search_url(topic=topic.id),
    )


def _counted(values: Iterable[FacetValue], topic: str, facet: str) -> tuple[Counted, ...]:
    """Count the topic's statements by another facet, each leading to its own."""
    return tuple(
        Counted(v.label, v.count, links.search_url(topic=topic, **{facet: v.value}))
        for v in values
        if v.count
    )
