"""A generation catches up with the catalog: changed reports replaced, withdrawn ones dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from indexer.documents import Document, documents_of, read_by_model
from indexer.embedding.meaning import Vector, key, vectors_for
from indexer.engine import Generation, SearchEngine
from kb.catalog.catalog import Catalog, View
from kb.domain.engagement import Assistance, Engagement
from kb.domain.ids import ReportId
from kb.domain.published import FindableReport
from kb.domain.topic import Vocabulary

# Told the name of each report when its documents are made, which is what takes long.
Told = Callable[[str], None]

DOCUMENTS_AT_ONCE = 5_000
CHANGES_AT_ONCE = 500
# Read from the catalog in one go; as many are in memory with all they say.
REPORTS_AT_ONCE = 50
NOTHING: Mapping[str, Vector] = MappingProxyType({})


class Change(Protocol):
    """What of a change is needed."""

    @property
    def seq(self) -> int:
        """Its number in the log."""

    @property
    def report(self) -> ReportId:
        """The report that changed."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a run did: reports written, their documents, the change it is up to.

    `checked` counts the statements that a new index was asked for before it was made live.
    """

    reports: int
    documents: int
    cursor: int
    checked: int = 0


def live_generation(engine: SearchEngine) -> Generation | None:
    """Give the generation that answers now, if there is one."""
    return next((g for g in engine.generations() if g.live), None)


def embed_ahead(
    catalog: Catalog,
    engine: SearchEngine,
    generation: Generation,
    told: Told | None = None,
) -> dict[str, Vector]:
    """Give the vectors of all that changed after a generation's cursor, drafts too.

    Embedding is what takes long: it is done before anybody has to wait for the right to write, and
    for drafts when they are read rather than when they are published.
    """
    ahead: dict[str, Vector] = {}
    if not ranks_by_meaning(engine):
        return ahead
    with catalog.read(staff=True) as view:
        for changes in _portions(view, generation.cursor):
            for report in dict.fromkeys(change.report for change in changes):
                ahead |= embedded(texts_of(view, report), engine, ahead)
                if told:
                    told(report)
    return ahead


def catch_up(
    catalog: Catalog,
    engine: SearchEngine,
    generation: Generation,
    vocabulary: Vocabulary,
    told: Told | None = None,
    *,
    ahead: Mapping[str, Vector] = NOTHING,
) -> Synced:
    """Write what changed after a generation's cursor, in steps each of which is whole.

    `ahead` are vectors made before, which are kept also where their report is still a draft.
    """
    reports = documents = 0
    cursor = generation.cursor
    with engine.exclusive(), catalog.read() as view:
        for changes in _portions(view, cursor):
            replacing = tuple(dict.fromkeys(change.report for change in changes))
            batch: list[Document] = []
            vectors = dict(ahead)
            for report, held in documents_for(view, replacing, vocabulary):
                vectors |= embedded((document.meaning for document in held), engine, ahead)
                batch += held
                if told:
                    told(report)
            cursor = changes[-1].seq
            engine.write(
                generation.name,
                batch,
                replacing=replacing,
                cursor=cursor,
                vectors=vectors if ranks_by_meaning(engine) else None,
            )
            reports += len(replacing)
            documents += len(batch)
    return Synced(reports, documents, cursor)


def texts_of(view: View, report: ReportId) -> list[str]:
    """Give what of a report's statements is embedded."""
    return [read_by_model(statement.record) for statement in view.statements(report)]


def embedded(
    given: Iterable[str], engine: SearchEngine, ahead: Mapping[str, Vector] = NOTHING
) -> dict[str, Vector]:
    """Give the vectors of texts by key; those `ahead` or in the live index are at hand."""
    texts = [text for text in given if text]
    held = {name: ahead[name] for name in map(key, texts) if name in ahead}
    sought = [name for name in map(key, texts) if name not in held]
    return vectors_for(texts, engine.encoder, {**engine.vectors(sought), **held})


def ranks_by_meaning(engine: SearchEngine) -> bool:
    """Say whether documents are to have vectors."""
    return engine.encoder is not None and not engine.encoder.absent


def documents_for(
    view: View, reports: Iterable[ReportId], vocabulary: Vocabulary
) -> Iterator[tuple[ReportId, list[Document]]]:
    """Build each report's documents, with what the programme did at its sites and what recurs.

    Reports come in the order asked, each once; one that the snapshot does not show has none.
    """
    engagements = _by_subject(view.engagements())
    wanted = list(dict.fromkeys(reports))
    for start in range(0, len(wanted), REPORTS_AT_ONCE):
        some = wanted[start : start + REPORTS_AT_ONCE]
        shown = {report.id: report for report in view.findable(some)}
        recur = view.lessons.among(r.id for report in shown.values() for r in report.records)
        for name in some:
            report = shown.get(name)
            given = _assistance(engagements, report) if report else ()
            yield name, list(documents_of(report, vocabulary, given, recur)) if report else []


def _by_subject(engagements: Iterable[Engagement]) -> Mapping[str, list[Engagement]]:
    """Give engagements by site and by the reports that came of them."""
    found: dict[str, list[Engagement]] = defaultdict(list)
    for engagement in engagements:
        for name in dict.fromkeys((engagement.site, *engagement.reports)):
            found[name].append(engagement)
    return found


def _assistance(
    engagements: Mapping[str, list[Engagement]], report: FindableReport
) -> list[Assistance]:
    names = [report.id, *(site.id for site in report.bibliography.sites)]
    return [kind for n in names for engagement in engagements.get(n, ())
            for kind in engagement.assistance]  # fmt: skip


def _portions(view: View, cursor: int) -> Iterator[list[Change]]:
    """Give changes in order, in portions of about as many documents as one commit should hold."""
    sizes = {s.id: s.records + s.passages for s in view.summaries()}
    portion: list[Change] = []
    size = 0
    while changes := view.changes_after(cursor, CHANGES_AT_ONCE):
        cursor = changes[-1].seq
        for change in changes:
            portion.append(change)
            size += sizes.get(change.report, 0)
            if size >= DOCUMENTS_AT_ONCE:
                yield portion
                portion, size = [], 0
    if portion:
        yield portion
