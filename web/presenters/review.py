"""A report's page as staff check it: the picture, every statement on it, what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kb.catalog.reviewing import Reviewing, Stale, mark
from kb.domain.decision import Decision, Verb, in_force
from kb.domain.doubtful import BY_CODE, OTHER, Doubtful, InReview, record_doubts
from kb.domain.ids import RecordId
from kb.domain.published import PublishedRecord, PublishedReport
from kb.domain.record import Record, record_name
from kb.domain.topic import Vocabulary
from web.presenters import links
from web.presenters.records import OnPage, Outlined, TopicGiven, on_page, topic_given

# What a decision did, as people read it.
DEEDS = {
    Verb.ACCEPT: "accepted",
    Verb.CORRECT: "corrected",
    Verb.REJECT: "rejected",
    Verb.RETAG: "given other topics",
    Verb.SPLIT: "split",
    Verb.MERGE: "merged",
    Verb.ADD: "added",
    Verb.UNDO: "taken back",
    Verb.REVIEWED: "marked reviewed",
    Verb.DESCRIBE: "described",
    Verb.STAND: "shown to others",
    Verb.WITHDRAW: "withdrawn",
    Verb.RESTORE: "shown again",
}

_NOT_UNDONE = frozenset({Verb.WITHDRAW, Verb.RESTORE, Verb.STAND})


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in words; `undoes` is whether it can be taken back now."""

    seq: int
    deed: str
    about: str
    by: str
    at: str
    note: str
    open: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One statement on the page. `number_here` counts the cards, `mark` is what was seen.

    `hidden` says why readers do not see it ("" for those they see); `last` is the last decision.
    `abreast` is how many cards before it begin in the same place: parts of one printed line.
    """

    number_here: int
    id: str
    name: str
    record: Record
    parent: str
    topics: tuple[TopicGiven, ...]
    doubts: tuple[str, ...]
    mark: str
    hidden: str
    decided: bool
    last: Told | None
    boxes: tuple[Outlined, ...]
    abreast: int = 0

    @property
    def short(self) -> str:
        """Its id without the report's."""
        return self.id.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose from a list."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One page of a report being checked; pages count from 1, `next_doubt` is 0 where none is.

    `next_report` is the most doubtful of the others that wait, "" where none does.
    """

    report: PublishedReport
    state: InReview
    sheet: OnPage
    cards: tuple[Card, ...]
    doubts: tuple[tuple[str, str], ...]
    stale: tuple[Stale, ...]
    history: tuple[Told, ...]
    statements: tuple[Choice, ...]
    next_doubt: int
    last_page: int
    next_report: str = ""

    @property
    def url(self) -> str:
        """Address of the report in review."""
        return review_url(self.report.id)

    def latest_of(self, name: str) -> Told | None:
        """Give the latest deed of a member here that can be taken back and is no undo itself."""
        undo = DEEDS[Verb.UNDO]
        return next((t for t in self.history if t.open and t.by == name and t.deed != undo), None)

    def place_of(self, short: str) -> int:
        """Give the number on this page of a statement by its id without the report's, else 0."""
        return next((card.number_here for card in self.cards if card.short == short), 0)


def review_url(report: str, page: int = 0) -> str:
    """Address a report, or one page of it, at the review desk."""
    return f"/staff{links.report_url(report).replace('/reports/', '/review/')}" + (
        f"?page={page}" if page else ""
    )


def doubt_label(code: str) -> str:
    """Name a kind of doubt."""
    return BY_CODE.get(code, OTHER).label


def first_page(state: InReview, report: PublishedReport) -> int:
    """Give the page to begin with: the most doubtful, else the first with statements."""
    pages = [item.page for item in state.items if item.page]
    return (pages or [r.record.page for r in report.records] or [1])[0]


def review_page(
    report: PublishedReport,
    state: InReview,
    number: int,
    reviewing: Reviewing,
    vocabulary: Vocabulary,
) -> ReviewPage:
    """Show one page of a report for checking; the page must be the report's."""
    page = next(p for p in report.pages if p.number == number)
    every = reviewing.decisions(report.id)
    return ReviewPage(
        report=report,
        state=state,
        sheet=on_page(report.id, page, ()),
        cards=tuple(_cards(report, number, reviewing, vocabulary)),
        doubts=tuple(_doubts(state.items, number)),
        stale=reviewing.stale(report.id),
        history=tuple(told(d, every) for d in reversed(every)),
        statements=tuple(_choices(report)),
        next_doubt=_next_doubt(state.items, number),
        last_page=len(report.pages),
    )


def told(decision: Decision, every: tuple[Decision, ...]) -> Told:
    """Put a decision into words."""
    undone = {d.undoes for d in every if d.verb is Verb.UNDO}
    about = decision.record or decision.report
    return Told(
        seq=decision.seq,
        deed=DEEDS[decision.verb],
        about=about.partition("/")[2],
        by=decision.by or "staff",
        at=decision.at[:16].replace("T", " "),
        note=decision.note,
        open=decision.seq not in undone and decision.verb not in _NOT_UNDONE,
    )


def _cards(
    report: PublishedReport, number: int, reviewing: Reviewing, vocabulary: Vocabulary
) -> Iterable[Card]:
    every = reviewing.decisions(report.id)
    bases = reviewing.bases(report.id)
    shown = {p.id: p for p in report.records}
    maker = _CardMaker(number, every, bases, vocabulary)
    gone = [PublishedRecord(n, record) for n, record in bases.items() if n not in shown]
    known = [p for p in report.records if p.id in bases]
    here = [p for p in _placed(known, gone, bases) if p.record.page <= number <= p.record.page_end]
    begun: Counter[tuple[int, int]] = Counter()
    for place, published in enumerate(here, 1):
        card = maker.card(place, published, seen=published.id in shown)
        at = [(round(box.x), round(box.y)) for box in card.boxes[:1]]
        yield replace(card, abreast=sum(begun[corner] for corner in at))
        begun.update(at)


def _placed(
    shown: Iterable[PublishedRecord], gone: Iterable[PublishedRecord], read: Iterable[RecordId]
) -> list[PublishedRecord]:
    """Put what readers no longer see where it was read, so that no other changes its number."""
    order = {name: at for at, name in enumerate(read)}
    placed = list(shown)
    for one in gone:
        before = (at for at, p in enumerate(placed, 1) if order[p.id] < order[one.id])
        placed.insert(max(before, default=0), one)
    return placed


class _CardMaker:
    """Makes the cards of one page."""

    def __init__(
        self,
        page: int,
        every: tuple[Decision, ...],
        bases: Mapping[RecordId, Record],
        vocabulary: Vocabulary,
    ) -> None:
        self._page, self._every, self._bases = page, every, bases
        self._vocabulary = vocabulary
        self._decided = {name for d in in_force(every) for name in d.touched}

    def card(self, place: int, published: PublishedRecord, *, seen: bool) -> Card:
        """Make one; `seen` is whether readers see the statement."""
        record, name = published.record, published.id
        on_it = [d for d in self._every if name in d.touched]
        decided = name in self._decided
        spans = [span for span in record.passage.spans if span.page == self._page]
        return Card(
            number_here=place,
            id=name,
            name=record_name(record.label, record.number, record.kind.label),
            record=record,
            parent=(published.parent or "").partition("/")[2],
            topics=tuple(topic_given(tag, self._vocabulary) for tag in record.topics),
            doubts=() if decided else tuple(map(doubt_label, record_doubts(published))),
            mark=mark(self._every, name, self._bases[name]),
            hidden="" if seen else _hidden(name, self._every),
            decided=decided,
            last=told(on_it[-1], self._every) if on_it else None,
            boxes=tuple(Outlined(b.x0, b.top, b.width, b.height) for s in spans for b in s.boxes),
        )


def _hidden(name: RecordId, every: tuple[Decision, ...]) -> str:
    """Say why readers do not see a record."""
    for decision in reversed(in_force(every)):
        taken = {other for other, _ in decision.absorbed}
        if name in taken:
            return f"taken into {(decision.record or '').partition('/')[2]}"
        if decision.record == name and decision.verb is Verb.REJECT:
            return "rejected"
    return "not shown"


def _doubts(items: Iterable[Doubtful], number: int) -> Iterable[tuple[str, str]]:
    """Give what is doubtful about this page and about the report as a whole."""
    for item in items:
        if item.record is None and item.page in {0, number}:
            yield doubt_label(item.codes[0]), item.told


def _next_doubt(items: tuple[Doubtful, ...], number: int) -> int:
    pages = sorted({item.page for item in items if item.page})
    later = [page for page in pages if page > number]
    return next(iter(later or [page for page in pages if page != number]), 0)


def _choices(report: PublishedReport) -> Iterable[Choice]:
    for published in report.records:
        record = published.record
        name = record_name(record.label, record.number, record.kind.label)
        short = published.id.partition("/")[2]
        yield Choice(short, f"{name}, page {record.page}: {record.text[:80]}")
