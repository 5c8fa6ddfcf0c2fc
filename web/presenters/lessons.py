"""Lessons that recur: the list, ranked by in how many incidents they were seen, and each one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.domain.ids import RecordId, TopicId
from kb.domain.lesson import Lesson
from kb.domain.published import RecordInReport
from kb.domain.record import Kind, record_name
from kb.domain.topic import Vocabulary
from web.presenters import links
from web.presenters.headline import spokesman
from web.presenters.links import Ref
from web.presenters.records import RecordBrief, brief_in_report
from web.presenters.said_again import gathered

# Share of a lesson's statements on a subject from which on the lesson is on it.
_ON_SUBJECT = 0.5


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson in a list, in the words of one of its statements.

    `events` counts incidents, each once; `statements` leaves out what one on the same incident says
    word for word. `years` is the span of its reports' publication, "" where none is known.
    `strength` says that reviewers praise it rather than ask for it, `sample` that its words are
    those of a fictional report.
    """

    id: str
    text: str
    source: Ref
    events: int
    statements: int
    years: str
    strength: bool
    topics: tuple[Ref, ...]
    url: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class LessonsPage:
    """The list, of one subject where `topic` is chosen; `next` is the address of the rest."""

    total: int
    topic: Ref | None
    topics: tuple[tuple[Ref, int], ...]
    lessons: tuple[LessonRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class ToldStatement:
    """One statement of a lesson; `year` is that of its report.

    `again` are those on the same incident that repeat it, as a report on progress does.
    """

    record: RecordBrief
    year: int | None
    again: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """One incident a lesson was seen in, or one report that tells of none, with what is said."""

    label: str
    url: str
    statements: tuple[ToldStatement, ...]


@dataclass(frozen=True, slots=True)
class LessonPage:
    """One lesson: each incident it was seen in, the earliest report's first."""

    lesson: LessonRow
    kinds: tuple[tuple[str, int], ...]
    occasions: tuple[Occasion, ...]


def lesson_row(
    lesson: Lesson, found: Mapping[RecordId, RecordInReport], vocabulary: Vocabulary
) -> LessonRow | None:
    """Show a lesson in a list; None where fewer than two of its statements are published now."""
    told = [found[record] for record in lesson.records if record in found]
    if len({one.event for one in lesson.told if one.record in found}) < 2:  # noqa: PLR2004
        return None
    first = spokesman(told)
    return LessonRow(
        id=lesson.id,
        text=first.record.text,
        source=Ref(first.report.id, first.report.title, links.record_url(first.id)),
        events=len({one.event for one in lesson.told if one.record in found}),
        statements=sum(len(_once(group)) for group in _by_event(lesson, found).values()),
        years=_span(one.report.year for one in told),
        strength=2 * sum(one.record.kind is Kind.STRENGTH for one in told) > len(told),
        topics=tuple(links.topic_ref(vocabulary, topic) for topic in _subjects(told)),
        url=links.lesson_url(lesson.id),
        sample=first.report.sample,
    )


def lesson_page(
    lesson: Lesson,
    row: LessonRow,
    found: Mapping[RecordId, RecordInReport],
    incidents: Mapping[str, str],
    vocabulary: Vocabulary,
) -> LessonPage:
    """Show one lesson; `incidents` gives their names by id."""
    groups = _by_event(lesson, found).values()
    kinds = Counter(one.record.kind.value for group in groups for one, _ in _once(group))
    return LessonPage(
        lesson=row,
        kinds=tuple(kinds.most_common()),
        occasions=tuple(_occasion(group, incidents, vocabulary) for group in groups),
    )


def _by_event(
    lesson: Lesson, found: Mapping[RecordId, RecordInReport]
) -> dict[str, list[RecordInReport]]:
    groups: dict[str, list[RecordInReport]] = {}
    for told in lesson.told:
        if told.record in found:
            groups.setdefault(told.event, []).append(found[told.record])
    return groups


def _once(group: Sequence[RecordInReport]) -> list[tuple[RecordInReport, list[RecordInReport]]]:
    return gathered(group, lambda one: (one.record.text, one.id))


def _occasion(
    group: Sequence[RecordInReport], incidents: Mapping[str, str], vocabulary: Vocabulary
) -> Occasion:
    named = next((i for one in group for i in one.report.incidents if i in incidents), None)
    report = group[0].report
    return Occasion(
        label=incidents[named] if named else report.title,
        url=links.incident_url(named) if named else links.report_url(report.id),
        statements=tuple(
            ToldStatement(
                brief_in_report(one, vocabulary), one.report.year, tuple(map(_ref, again))
            )
            for one, again in _once(group)
        ),
    )


def _ref(again: RecordInReport) -> Ref:
    record = again.record
    name = record_name(record.label, record.number, record.kind.label)
    return Ref(again.id, f"{name}, {again.report.title}", links.record_url(again.id))


def _subjects(told: Sequence[RecordInReport]) -> list[TopicId]:
    counts = Counter(tag.topic for one in told for tag in one.record.topics)
    most = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return [topic for topic, count in most if count >= _ON_SUBJECT * len(told)]


def _span(years: Iterable[int | None]) -> str:
    known = sorted(year for year in years if year)
    if not known:
        return ""
    return str(known[0]) if known[0] == known[-1] else f"{known[0]} to {known[-1]}"
