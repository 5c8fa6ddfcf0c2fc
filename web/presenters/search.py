"""A page of results: the JSON answer, and beside it what only people see, every link ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from indexer.answer.describing import FoundHit
from indexer.answer.finding import FoundGroup, FoundPage
from indexer.answer.snippets import Segment
from indexer.fields import COLLECTIONS, SORTS, label_of
from indexer.question.request import DEFAULT_LIMIT, GROUPINGS
from kb.domain.record import record_name
from web.presenters import links
from web.presenters.dates import Dates, dates_chosen
from web.presenters.filters import FacetShown, filters_shown
from web.presenters.links import Ref
from web.presenters.other_forms import OtherForms, other_forms
from web.presenters.said_again import gathered
from web.state import SearchState

_GROUPINGS = {"none": "One by one", "report": "By report", "incident": "By incident"}
_TABS = {"records": "Statements", "passages": "Narrative"}


@dataclass(frozen=True, slots=True)
class HitAnswer:
    """One result as the API gives it.

    `snippet` is HTML: escaped text with the matched words in `<mark>`. `report`, `site` and
    `topics` are ids; `page` counts the PDF's pages from 1; `source` is the PDF's name.
    `matched` says by what it is a result: words, meaning, or both.
    """

    id: str
    source: str
    kind: str
    label: str
    number: str
    text: str
    snippet: str
    page: int
    printed_page: str
    report: str
    site: str
    year: int | None
    topics: tuple[str, ...]
    url: str
    matched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetAnswer:
    """One value of a filter; `count` is how many results choosing it alone gives."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Results; `next` is the `after` of the next page, null at the end."""

    total: int
    hits: tuple[HitAnswer, ...]
    facets: dict[str, tuple[FacetAnswer, ...]]
    next: str | None


@dataclass(frozen=True, slots=True)
class NotedAnswer(SearchAnswer):
    """Results with something to say about how the question was read or why nothing was found."""

    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """Results of one report or incident: `hits` are the best of `total`, all are at `url`.

    `field` is the filter, and `value` its value, that finds them.
    """

    field: str
    value: str
    label: str
    total: int
    url: str
    hits: tuple[HitAnswer, ...]


@dataclass(frozen=True, slots=True)
class GroupedAnswer(SearchAnswer):
    """Results by report or incident; `hits` are all groups' own, `next` leads to more groups."""

    groups: tuple[GroupAnswer, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HitShown:
    """One result on the page; `again` are those of the page that say it word for word."""

    id: str
    kind: str
    kind_label: str
    name: str
    text: str
    snippet: tuple[Segment, ...]
    page: int
    printed_page: str
    report: Ref
    site: Ref | None
    year: int | None
    topics: tuple[Ref, ...]
    url: str
    sample: bool
    by_meaning: bool = False
    again: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupShown:
    """The best results of one report or incident, and where all of them are."""

    label: str
    url: str
    total: int
    all: str
    hits: tuple[HitShown, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One of a few ways to look at the results."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on; `url` takes it back."""

    field: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchShown:
    """What people see around the results."""

    state: SearchState
    hits: tuple[HitShown, ...]
    groups: tuple[GroupShown, ...]
    groupings: tuple[Option, ...]
    facets: tuple[FacetShown, ...]
    chips: tuple[Chip, ...]
    tabs: tuple[Option, ...]
    sorts: tuple[Option, ...]
    notes: tuple[str, ...]
    forms: OtherForms | None
    reason: str
    offers: tuple[Option, ...]
    clear: str
    all: str
    feed: str
    next: str
    first: str
    hidden: tuple[tuple[str, str], ...]
    dates: Dates
    dates_hidden: tuple[tuple[str, str], ...]


def search_answer(found: FoundPage) -> SearchAnswer:
    """Give results as the API shows them."""
    hits = tuple(_answered(hit) for hit in found.hits)
    facets = {
        facet.name: tuple(FacetAnswer(v.value, v.label, v.count, v.selected) for v in facet.values)
        for facet in found.facets
    }
    forms = other_forms(found)
    notes = (
        _notes(found)
        + (forms.told if forms else ())
        + ((found.nothing.reason,) if found.nothing else ())
    )
    if found.request.group != GROUPINGS[0]:
        groups = tuple(_answered_group(group) for group in found.groups)
        told = tuple(dict.fromkeys(notes))
        return GroupedAnswer(found.total, hits, facets, found.next, groups, told)
    if notes:
        return NotedAnswer(found.total, hits, facets, found.next, tuple(dict.fromkeys(notes)))
    return SearchAnswer(found.total, hits, facets, found.next)


def search_shown(found: FoundPage, dates: Dates | None = None) -> SearchShown:
    """Give what people see around the results; `dates` where those typed are wrong."""
    state = SearchState(found.request)
    nothing = found.nothing
    return SearchShown(
        state=state,
        hits=said_once(tuple(shown_hit(hit) for hit in found.hits)),
        groups=tuple(_shown_group(group) for group in found.groups),
        groupings=tuple(_grouping(state, name) for name in GROUPINGS),
        facets=filters_shown(state, found.facets),
        chips=tuple(_chips(state, found)),
        tabs=tuple(_tab(state, name) for name in COLLECTIONS),
        sorts=tuple(_sort(state, name) for name in SORTS),
        notes=_notes(found),
        forms=other_forms(found),
        reason=nothing.reason if nothing else "",
        offers=tuple(
            Option(f"{offer.label} ({offer.count:,})", SearchState(offer.request).url(), False)
            for offer in (nothing.offers if nothing else ())
        ),
        clear=state.without_filters().url(),
        feed=SearchState(replace(found.request, after="", limit=DEFAULT_LIMIT)).url("/search.atom"),
        all=SearchState(replace(found.request, after="", limit=DEFAULT_LIMIT)).url(),
        next=state.from_cursor(found.next).url() if found.next else "",
        first=state.from_cursor("").url() if found.request.after else "",
        hidden=tuple(state.without("q", "match")),
        dates=dates or dates_chosen(state),
        dates_hidden=tuple(state.without("year", "date")),
    )


def _answered_group(group: FoundGroup) -> GroupAnswer:
    url = SearchState(group.request).url()
    hits = tuple(map(_answered, group.hits))
    return GroupAnswer(group.field, group.value, group.label, group.total, url, hits)


def _shown_group(group: FoundGroup) -> GroupShown:
    page = links.report_url if group.field == "report" else links.incident_url
    hits = said_once(tuple(map(shown_hit, group.hits)))
    every = SearchState(group.request).url()
    return GroupShown(group.label, page(group.value), group.total, every, hits)


def shown_hit(hit: FoundHit) -> HitShown:
    """Show one result."""
    return HitShown(
        id=hit.id,
        kind=hit.kind,
        kind_label=hit.kind_label,
        name=_name(hit),
        text=hit.text,
        snippet=hit.snippet,
        page=hit.page,
        printed_page=hit.printed_page,
        report=Ref(hit.report, hit.report_title, links.report_url(hit.report)),
        site=Ref(hit.site, hit.site_label, links.site_url(hit.site)) if hit.site else None,
        year=hit.year,
        topics=tuple(Ref(t, label, links.topic_url(t)) for t, label in hit.topics),
        url=_url(hit),
        sample=hit.sample,
        by_meaning=hit.matched == ("meaning",),
    )


def said_once(hits: tuple[HitShown, ...]) -> tuple[HitShown, ...]:
    """Put what is said word for word again, as progress reports do, under its best result."""
    return tuple(
        replace(hit, again=tuple(Ref(o.id, f"{o.name}, {o.report.label}", o.url) for o in others))
        for hit, others in gathered(hits, lambda hit: (hit.text, hit.id))
    )


def _name(hit: FoundHit) -> str:
    if hit.kind == "passage":
        return hit.label or hit.kind_label
    return record_name(hit.label, hit.number, hit.kind_label)


def marked_html(segments: tuple[Segment, ...]) -> str:
    """Write a snippet as HTML, everything escaped but our own marks."""
    parts = (
        Markup("<mark>{}</mark>").format(s.text) if s.marked else escape(s.text) for s in segments
    )
    return str(Markup("").join(parts))


def _url(hit: FoundHit) -> str:
    if hit.kind == "passage":
        return links.page_url(hit.report, hit.page)
    return links.record_url(hit.id)


def _answered(hit: FoundHit) -> HitAnswer:
    return HitAnswer(
        id=hit.id,
        source=hit.source,
        kind=hit.kind,
        label=hit.label,
        number=hit.number,
        text=hit.text,
        snippet=marked_html(hit.snippet),
        page=hit.page,
        printed_page=hit.printed_page,
        report=hit.report,
        site=hit.site,
        year=hit.year,
        topics=tuple(topic for topic, _ in hit.topics),
        url=_url(hit),
        matched=hit.matched,
    )


def _notes(found: FoundPage) -> tuple[str, ...]:
    return tuple(_sentence(note) for note in found.notes)


def _sentence(note: str) -> str:
    return note[:1].upper() + note[1:] + ("" if note.endswith((".", "?", "!")) else ".")


def _chips(state: SearchState, found: FoundPage) -> Iterator[Chip]:
    named = {(f.name, v.value): v.label for f in found.facets for v in f.values}
    for one in state.request.filters:
        for value in one.values:
            label = named.get((one.field, value), value).replace("..", " to ")
            url = state.excluding(one.field, value).url()
            yield Chip(label_of(one.field), label, url)


def _tab(state: SearchState, name: str) -> Option:
    return Option(_TABS[name], state.searching_in(name).url(), state.request.collection == name)


def _grouping(state: SearchState, name: str) -> Option:
    return Option(_GROUPINGS[name], state.grouped_by(name).url(), state.request.group == name)


def _sort(state: SearchState, name: str) -> Option:
    return Option(SORTS[name][0], state.sorted_by(name).url(), state.request.sort == name)
