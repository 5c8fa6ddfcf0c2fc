"""`kb status`: what is held, what is indexed, how old it is, and what is behind."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from indexer.engine import Generation
    from kb.catalog.view import Counts, View
    from kb.settings import Settings


@dataclass(frozen=True, slots=True)
class State:
    """How things stand.

    `drafts` are not among the reports of `counts`, which readers see; `behind` counts changed
    reports that the index has not taken up.
    """

    data_dir: str
    tables: str
    counts: Counts
    drafts: int
    last_change: int
    warned: int
    engine: str
    generations: tuple[Generation, ...]
    behind: int
    current: bool
    advice: tuple[str, ...]


@click.command(short_help="Say what is held, what is indexed, and what is behind.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def status(as_json: bool) -> None:
    """Say what the data folder holds, what is indexed, how old it is, and what is behind."""
    from kb.settings import Settings

    state = read_state(Settings.from_env(os.environ))
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(state)).decode())
        return
    for name, told in _lines(state):
        click.echo(f"{name:<11}{told}")


def read_state(settings: Settings) -> State:
    """Gather how things stand; raises CatalogUnavailable, EngineUnavailable."""
    from indexer.engines.registry import open_engine
    from indexer.fields import fingerprint
    from kb.catalog.catalog import Catalog
    from kb.catalog.migrate import HEAD

    catalog = Catalog.open(settings.catalog_url)
    generations = tuple(open_engine(settings.engine_url).generations())
    live = next((g for g in generations if g.live), None)
    current = live is not None and live.fingerprint == fingerprint()
    with catalog.read() as view:
        counts, last = view.counts(), view.last_change()
        behind = _behind(view, live.cursor if live else 0)
        warned = sum(1 for summary in view.summaries() if summary.warnings)
    with catalog.read(staff=True) as view:
        drafts = view.counts().reports - counts.reports
    catalog.close()
    return State(
        data_dir=str(settings.data_dir),
        tables=HEAD,
        counts=counts,
        drafts=drafts,
        last_change=last,
        warned=warned,
        engine=settings.engine_url.partition(":")[0],
        generations=generations,
        behind=behind,
        current=current,
        advice=_advice(counts.reports + drafts, behind, exists=live is not None, current=current),
    )


def _behind(view: View, cursor: int) -> int:
    changed: set[str] = set()
    while changes := view.changes_after(cursor):
        changed.update(change.report for change in changes)
        cursor = changes[-1].seq
    return len(changed)


def _advice(reports: int, behind: int, *, exists: bool, current: bool) -> tuple[str, ...]:
    if not reports:
        return ("Nothing is held yet: `python -m kb ingest PATH` reads reports.",)
    if not exists:
        return ("Nothing is indexed: run `python -m kb reindex`.",)
    if not current:
        return ("The index was built for other fields: run `python -m kb reindex`.",)
    return ("Run `python -m kb reindex` to take up what is behind.",) if behind else ()


def _lines(state: State) -> list[tuple[str, Any]]:
    counts = state.counts
    held = f"{counts.reports} reports, {counts.pages} pages, {counts.records} records, "
    named = "draft" if state.drafts == 1 else "drafts"
    drafts = f"{state.drafts} {named} not searched, " if state.drafts else ""
    lines = [
        ("data", state.data_dir),
        ("catalog", f"{held}{counts.passages} passages; tables {state.tables}"),
        ("staff", f"{drafts}{counts.decisions} decisions, {counts.withdrawn} reports withdrawn"),
        ("warnings", f"{state.warned} reports have some"),
    ]
    for generation in state.generations:
        told = f"{generation.documents} documents, built {generation.built}"
        lines.append(("index", f"{told}{', live' if generation.live else ''} ({state.engine})"))
    lines.append(("behind", f"{state.behind} changed reports" if state.behind else "nothing"))
    return lines + [("to do", advice) for advice in state.advice]
