"""Incidents like the one described, each with why: attributes and words, and their pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.incidents.comparable import (
    ComparableIncident,
    Comparison,
    MatchedAttribute,
    MatchedWord,
    StatedValue,
)
from indexer.incidents.comparable_question import (
    MOST_RESULTS,
    TYPE,
    TYPE_LABEL,
    AskedAttribute,
    How,
)
from indexer.incidents.likeness import Value
from kb.attribute_table import VALUE_LABELS, written
from kb.domain.topic import Vocabulary
from kb.languages import other_language
from web.comparable_state import ComparableState
from web.presenters import links
from web.presenters.comparable_ways import Offer, asked_about, is_subtopic, ways_on
from web.presenters.incidents import attribute_label
from web.presenters.links import Ref
from web.presenters.places import IncidentRow, incident_row, type_label
from web.presenters.records import RecordBrief, brief_in_report

# Topics shown of each incident; its page shows all.
_TOPICS_SHOWN = 6
HOW_LABELS: dict[How, str] = {
    How.USUAL: "as usual",
    How.MORE: "double",
    How.LESS: "half",
    How.MUST: "must be so",
    How.NOT: "must not be so",
    How.OFF: "leave out",
}


@dataclass(frozen=True, slots=True)
class Understood:
    """One attribute of the incident described; `how` says what it counts.

    `quote` are the words it was read from, "" where it was given by hand. The addresses change it.
    """

    key: str
    label: str
    value: str
    quote: str
    how: str
    how_label: str
    remove_url: str
    restore_url: str
    more_url: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What one report states, on which page, in which words."""

    value: str
    report: str
    report_title: str
    page: int
    quote: str
    url: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """An asked attribute with what each report on the incident states of it.

    `likeness` lies between 0 and 1, null where no report states it; `disputed` says that reports
    state different values. `value` and the page are those of the likest. `kindred` says that the
    type is alike without being the same.
    """

    key: str
    label: str
    asked: str
    value: str
    likeness: float | None
    alike: bool
    kindred: bool
    disputed: bool
    page: int
    quote: str
    report: str
    url: str
    stated: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A word of the description that a report on the incident uses, and the page where."""

    word: str
    page: int
    report: str
    url: str


@dataclass(frozen=True, slots=True)
class TopicInIncident:
    """How many statements the incident's reports have on a topic; `url` lists them."""

    topic: Ref
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Likened:
    """One incident; `sources` name the PDFs of its reports, `score` orders the answer.

    Of the `asked` attributes `known` are known of it and `alike` are alike, not only kindred;
    those unknown, named in `unknown`, count neither way. `in_common` says whether it has more in
    common than chance.
    `answers` are the statements nearest to what the description asks, `statements` others near it.
    `chosen` counts statements on the topic asked for. `same_reports_as` is a likelier incident that
    the same reports tell of, so that what they say need not be said again. `unread` says that it is
    a report in which no event was read, under the report's id and address; with `nowhere` it is on
    no one place either, and stands below all others.
    """

    id: str
    name: str
    score: float
    sources: tuple[str, ...]
    incident: IncidentRow
    reports: tuple[Ref, ...]
    attributes: tuple[Agreed, ...]
    unknown: tuple[str, ...]
    words: tuple[Shared, ...]
    answers: tuple[RecordBrief, ...]
    statements: tuple[RecordBrief, ...]
    topics: tuple[TopicInIncident, ...]
    chosen: TopicInIncident | None
    alike: int
    known: int
    asked: int
    in_common: bool
    sample: bool
    url: str
    same_reports_as: Ref | None = None
    unread: bool = False
    nowhere: bool = False


@dataclass(frozen=True, slots=True)
class ComparableAnswer:
    """The likest incidents first, and what was understood of the description.

    `left_out` are attributes that do not count; `total` incidents passed the hard filters,
    of them `in_common` have something in common with the description and `unlike` hardly anything;
    `left` says which could not be judged by the filters. `more_url` shows more, `unlike_url` those
    unlike too. `none_of_kind` names the kind of event described where none shown is of it or of a
    kindred one, "" otherwise; `language` names the one it is written in where that is not English.
    `little` says that it tells too little of what happened for any incident to be an answer.
    `worry` are its words that ask something, "" where none does. `offers` are ways on where no
    incident is found.
    """

    understood: tuple[Understood, ...]
    left_out: tuple[Understood, ...]
    subjects: tuple[Ref, ...]
    incidents: tuple[Likened, ...]
    total: int
    in_common: int
    unlike: int
    left: tuple[str, ...]
    more_url: str
    unlike_url: str
    none_of_kind: str = ""
    language: str = ""
    little: bool = False
    worry: str = ""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparablePage:
    """What was asked, and the answer once something was."""

    text: str
    answer: ComparableAnswer | None


def comparable_answer(
    found: Comparison, state: ComparableState, subjects: Sequence[str], vocabulary: Vocabulary
) -> ComparableAnswer:
    """Show what was found like a description."""
    shown = list(_understood(found, state))
    subjects = tuple(dict.fromkeys((*asked_about(found, vocabulary), *subjects)))
    return ComparableAnswer(
        understood=tuple(u for u in shown if u.how != How.OFF),
        left_out=tuple(u for u in shown if u.how == How.OFF),
        subjects=tuple(links.topic_ref(vocabulary, topic) for topic in subjects),
        incidents=tuple(_incidents(found, subjects, vocabulary)),
        total=found.total,
        in_common=found.in_common,
        unlike=found.unlike,
        left=found.left,
        more_url=state.showing_more().url() if _more(found) else "",
        unlike_url=state.showing_unlike().url() if _only_unlike(found) else "",
        none_of_kind=_none_of_kind(found),
        language=other_language(found.question.text),
        little=found.little,
        worry=found.worry,
        offers=() if found.incidents else tuple(ways_on(state)),
    )


def _incidents(
    found: Comparison, subjects: Sequence[str], vocabulary: Vocabulary
) -> Iterator[Likened]:
    """Show the incidents, later ones of the same reports with the first that they tell of."""
    first: dict[tuple[str, ...], Ref] = {}
    for one in found.incidents:
        shown = _likened(one, found.question.topic, subjects, vocabulary)
        told = tuple(sorted(report.id for report in shown.reports))
        yield replace(shown, same_reports_as=first.get(told))
        first.setdefault(told, Ref(shown.id, shown.name, shown.url))


def _none_of_kind(found: Comparison) -> str:
    kinds = found.understood.types
    if not kinds or found.understood.type_how in {How.OFF, How.NOT}:
        return ""
    stated = (m for one in found.incidents for m in one.attributes if m.key == TYPE)
    return "" if any(m.alike for m in stated) else type_label(kinds[0][0])


def _more(found: Comparison) -> bool:
    """Say whether more incidents can be shown as these are."""
    there = found.in_common + (found.unlike if found.question.unlike else 0)
    return len(found.incidents) < min(there, MOST_RESULTS)


def _only_unlike(found: Comparison) -> bool:
    """Say whether all others have nothing in common."""
    return not found.question.unlike and not _more(found) and bool(found.unlike)


def shown_value(key: str, value: Value) -> str:
    """Write a value as people read it, with its unit."""
    if key == TYPE:
        return type_label(str(value))
    if isinstance(value, str):
        return VALUE_LABELS.get(value, value)
    return written(key, value)


def _understood(found: Comparison, state: ComparableState) -> Iterator[Understood]:
    for kind, _ in found.understood.types[:1]:
        others = ", ".join(type_label(other) for other, _ in found.understood.types[1:])
        value = f"{type_label(kind)} (also {others})" if others else type_label(kind)
        how = found.understood.type_how
        yield _chip(state, TYPE, TYPE_LABEL, value, how=how)
    for one in found.understood.attributes:
        yield _attribute_chip(one, state)


def _attribute_chip(one: AskedAttribute, state: ComparableState) -> Understood:
    label = attribute_label(one.key)
    value = shown_value(one.key, one.value)
    return _chip(state, one.key, label, value, how=one.how, quote=one.quote)


def _chip(
    state: ComparableState, key: str, label: str, value: str, *, how: How, quote: str = ""
) -> Understood:
    double = How.USUAL if how is How.MORE else How.MORE
    return Understood(
        key=key,
        label=label,
        value=value,
        quote=quote,
        how=how.value,
        how_label=HOW_LABELS[how] if how else "",
        remove_url=state.counting(key, How.OFF).url(),
        restore_url=state.counting(key, How.USUAL).url(),
        more_url=state.counting(key, double).url(),
    )


def _likened(
    one: ComparableIncident, chosen: str, subjects: Sequence[str], vocabulary: Vocabulary
) -> Likened:
    incident = one.incident
    url = links.report_url(incident.id) if one.unread else links.incident_url(incident.id)
    titles: dict[str, str] = {r.id: r.title for r in one.reports}
    attributes = tuple(_agreed(m, titles) for m in one.attributes if m.stated)
    return Likened(
        id=incident.id,
        name=incident.name,
        score=round(one.score, 4),
        sources=one.sources,
        incident=replace(incident_row(incident), url=url),
        reports=tuple(Ref(r.id, r.title, links.report_url(r.id)) for r in one.reports),
        attributes=attributes,
        unknown=tuple(m.label for m in one.attributes if not m.stated),
        words=tuple(_shared(word) for word in one.words),
        answers=tuple(brief_in_report(found, vocabulary) for found in one.answers),
        statements=tuple(brief_in_report(found, vocabulary) for found in one.statements),
        topics=tuple(_topics(one, subjects, vocabulary)),
        chosen=_topic(one, chosen, dict(one.topics).get(chosen, 0), vocabulary) if chosen else None,
        alike=sum(a.alike and not a.kindred for a in attributes),
        known=one.known,
        asked=len(one.attributes),
        in_common=one.in_common,
        sample=any(report.sample for report in one.reports),
        url=url,
        unread=one.unread,
        nowhere=one.nowhere,
    )


def _topics(
    one: ComparableIncident, subjects: Sequence[str], vocabulary: Vocabulary
) -> Iterator[TopicInIncident]:
    """Give what the description speaks of first, then what the reports say most about."""
    counts = dict(one.topics)
    below = [t for t, _ in one.topics if is_subtopic(t, vocabulary)]
    first = [t for t in subjects if t in counts]
    for topic in list(dict.fromkeys([*first, *below]))[:_TOPICS_SHOWN]:
        yield _topic(one, topic, counts[topic], vocabulary)


def _topic(
    one: ComparableIncident, topic: str, count: int, vocabulary: Vocabulary
) -> TopicInIncident:
    shown = topic_count(one.incident.id, topic, count, vocabulary)
    if not one.unread:
        return shown
    return replace(shown, url=links.search_url(report=one.incident.id, topic=topic))


def topic_count(incident: str, topic: str, count: int, vocabulary: Vocabulary) -> TopicInIncident:
    """Show how many statements an incident's reports have on a topic."""
    url = links.search_url(incident=incident, topic=topic)
    return TopicInIncident(links.topic_ref(vocabulary, topic), count, url)


def _agreed(match: MatchedAttribute, titles: dict[str, str]) -> Agreed:
    stated = sorted(match.stated, key=lambda s: -s.likeness)
    best = stated[0]
    return Agreed(
        key=match.key,
        label=match.label,
        asked=shown_value(match.key, match.asked),
        value=shown_value(match.key, best.value),
        likeness=None if match.likeness is None else round(match.likeness, 3),
        alike=match.alike,
        kindred=match.key == TYPE and match.alike and best.value != match.asked,
        disputed=match.disputed,
        page=best.page,
        quote=best.quote,
        report=best.report,
        url=_page_url(best),
        stated=tuple(_stated(match.key, one, titles) for one in stated),
    )


def _stated(key: str, one: StatedValue, titles: dict[str, str]) -> Stated:
    title = titles.get(one.report, one.report)
    value = shown_value(key, one.value)
    return Stated(value, one.report, title, one.page, one.quote, _page_url(one))


def _page_url(one: StatedValue) -> str:
    return links.page_url(one.report, one.page) if one.report and one.page else ""


def _shared(word: MatchedWord) -> Shared:
    return Shared(word.word, word.page, word.report, links.page_url(word.report, word.page))
