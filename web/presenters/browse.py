"""The front page and the lists one browses: topics, reports, years as bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.domain.topic import Topic, Vocabulary
from web.presenters import links
from web.presenters.places import ReportRow
from web.presenters.tiles import TileMap

CHART_WIDTH = 260
CHART_HEIGHT = 64


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of the chart; sizes are in the drawing's units."""

    label: str
    count: int
    x: float
    step: float
    height: float
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts by year as bars; years without any leave a gap."""

    width: int
    height: int
    first: str
    last: str
    last_x: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class YearCount:
    """What a bar stands for; `url` is where a click leads."""

    year: int
    count: int
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic with how many records carry it, and its subtopics."""

    id: str
    label: str
    count: int
    scope_note: str
    url: str
    narrower: tuple[TopicCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with its name and where it leads."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What kb holds, at a glance."""

    figures: tuple[Counted, ...]
    kinds: tuple[Counted, ...]
    topics: tuple[TopicCount, ...]
    recent: tuple[ReportRow, ...]
    map: TileMap
    samples: int


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """The whole vocabulary with counts."""

    families: tuple[TopicCount, ...]


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """A list of loaded reports; `next` is the address of the rest."""

    total: int
    reports: tuple[ReportRow, ...]
    next: str | None


def topic_counts(vocabulary: Vocabulary, counts: Mapping[str, int]) -> tuple[TopicCount, ...]:
    """Count records by topic, families with their subtopics in the vocabulary's order."""
    return tuple(
        _topic(
            family,
            counts,
            tuple(_topic(topic, counts, ()) for topic in vocabulary.narrower(family.id)),
        )
        for family in vocabulary.families()
    )


def _topic(topic: Topic, counts: Mapping[str, int], narrower: tuple[TopicCount, ...]) -> TopicCount:
    return TopicCount(
        id=topic.id,
        label=topic.pref_label,
        count=counts.get(topic.id, 0),
        scope_note=topic.scope_note,
        url=links.topic_url(topic.id),
        narrower=narrower,
    )


def year_chart(years: Sequence[YearCount]) -> Chart | None:
    """Draw counts by year, the first year left; None where there is nothing to draw."""
    if not years:
        return None
    first, last = min(y.year for y in years), max(y.year for y in years)
    step = min(CHART_WIDTH / (last - first + 1), CHART_WIDTH / 8)
    reach = round((last - first + 1) * step, 2)
    highest = max(y.count for y in years) or 1
    bars = tuple(
        Bar(
            label=str(y.year),
            count=y.count,
            x=round((y.year - first) * step, 2),
            step=round(step, 2),
            height=round(max(y.count / highest * (CHART_HEIGHT - 4), 2), 2),
            selected=y.selected,
            url=y.url,
        )
        for y in sorted(years, key=lambda y: y.year)
    )
    return Chart(CHART_WIDTH, CHART_HEIGHT, str(first), str(last), max(reach, 70), bars)
