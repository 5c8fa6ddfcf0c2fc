"""Lessons that recur: the list, by subject, and the page of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from flask import Blueprint, redirect, request
from werkzeug import Response

from kb.catalog.catalog import Catalog, View
from kb.domain.lesson import Lesson
from kb.errors import NotFound
from web import services
from web.exports import Export, cover, exported_by
from web.negotiate import respond
from web.presenters import links
from web.presenters.lessons import LessonPage, LessonRow, LessonsPage, lesson_page, lesson_row

PER_PAGE = 50
blueprint = Blueprint("lessons", __name__, url_prefix="/lessons")
_rows: WeakKeyDictionary[Catalog, tuple[int, tuple[LessonRow, ...]]] = WeakKeyDictionary()


@blueprint.get("")
def index() -> Response:
    """List lessons, those seen in most incidents first."""
    start = max(request.args.get("from", 0, type=int), 0)
    return respond("lessons.html", listed(request.args.get("topic", ""), start))


def _statements(lesson_id: str) -> Export:
    with services.current().catalog.read() as view:
        lesson = view.lessons.lesson(lesson_id)
        row = _row(view, lesson)
    return Export(
        cover(f"Lesson seen in {row.events} incidents: {row.text[:80]}", row.url),
        lambda maker: maker.records(lesson.records),
    )


@blueprint.get("/<path:lesson_id>")
@exported_by(_statements)
def show(lesson_id: str) -> Response:
    """Show one lesson; the address of any of its statements leads to it."""
    page = read(lesson_id)
    if page.lesson.id != lesson_id:
        return redirect(page.lesson.url, 302)
    return respond("lesson.html", page)


def read(lesson_id: str) -> LessonPage:
    """Gather one lesson's page; raises NotFound."""
    here = services.current()
    with here.catalog.read() as view:
        lesson = view.lessons.lesson(lesson_id)
        row = _row(view, lesson)
        found = view.records(lesson.records)
        names = {str(i.id): i.name for i in view.incidents()}
    return lesson_page(lesson, row, found, names, here.vocabulary)


def listed(topic: str = "", start: int = 0) -> LessonsPage:
    """List the lessons, of one subject where it is given; raises NotFound for an unknown one."""
    vocabulary = services.current().vocabulary
    if topic and vocabulary.get(topic) is None:
        raise NotFound(f"There is no topic {topic!r}.", hint="See /topics for those there are.")
    every = every_lesson()
    chosen = on_topic(every, topic) if topic else every
    rest = {"topic": topic} if topic else {}
    more = start + PER_PAGE < len(chosen)
    counts = Counter(ref.id for row in every for ref in row.topics)
    return LessonsPage(
        total=len(chosen),
        topic=links.topic_ref(vocabulary, topic) if topic else None,
        topics=tuple((links.topic_ref(vocabulary, t), n) for t, n in counts.most_common()),
        lessons=chosen[start : start + PER_PAGE],
        next=links.lessons_url(**rest, **{"from": str(start + PER_PAGE)}) if more else None,
    )


def on_topic(rows: Iterable[LessonRow], topic: str) -> tuple[LessonRow, ...]:
    """Give the lessons on a subject, or on any within its family."""
    vocabulary = services.current().vocabulary
    within = {topic, *(str(t.id) for t in vocabulary.narrower(topic))}
    return tuple(row for row in rows if within & {ref.id for ref in row.topics})


def every_lesson() -> tuple[LessonRow, ...]:
    """Give all lessons, seen in most incidents first; gathered anew when the catalog changed."""
    here = services.current()
    with here.catalog.read() as view:
        change = view.last_change()
        kept = _rows.get(here.catalog)
        if kept is None or kept[0] != change:
            kept = (change, _every(view))
            _rows[here.catalog] = kept
    return kept[1]


def _every(view: View) -> tuple[LessonRow, ...]:
    lessons = view.lessons.every()
    found = view.records(record for lesson in lessons for record in lesson.records)
    vocabulary = services.current().vocabulary
    rows = (lesson_row(lesson, found, vocabulary) for lesson in lessons)
    return tuple(
        sorted((row for row in rows if row), key=lambda r: (-r.events, -r.statements, r.id))
    )


def _row(view: View, lesson: Lesson) -> LessonRow:
    row = lesson_row(lesson, view.records(lesson.records), services.current().vocabulary)
    if row is None:
        raise NotFound(
            f"The lesson {lesson.id} is not seen in several incidents any more.",
            hint="A report it stood in was withdrawn. The list of lessons names those there are.",
        )
    return row
