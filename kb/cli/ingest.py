"""`kb ingest` and `kb extract`: PDFs into the catalog, or onto the screen."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.store import FileOutcome
    from kb.catalog.catalog import Catalog
    from kb.settings import Settings


@click.command(short_help="Read PDFs into the catalog and the index.")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@click.option(
    "--first-time", is_flag=True, help="Only where the catalog holds nothing but samples."
)
@click.option("--again", is_flag=True, help="Read also files that have been read before.")
@click.option(
    "--workers", type=click.IntRange(1, 64), help="Files read at a time; one per processor."
)
@click.pass_context
def ingest(
    context: click.Context,
    paths: tuple[Path, ...],
    first_time: bool,
    again: bool,
    workers: int | None,
) -> None:
    """Read PDF files, and those in folders, then bring the index up to date.

    A file that was read before is not read again. One that cannot be read is named at the end
    with the reason and what to do, the others are kept, and the exit code is 1.
    """
    from kb.cli.first_time import is_done, note_done
    from kb.settings import Settings

    settings = Settings.from_env(os.environ)
    if first_time and is_done(settings, paths):
        return

    from ingest.store import find_files
    from kb.catalog.catalog import Catalog

    files = find_files(paths)
    catalog = Catalog.open(settings.catalog_url, upgrade=True)
    outcomes: tuple[FileOutcome, ...] = ()
    if not first_time or not _has_own_reports(catalog):
        outcomes = _read(catalog, settings, files, workers=workers or 0, again=again)
        _show(outcomes, quiet=first_time)
    bring_up_to_date(settings, catalog)
    if any(outcome.failed for outcome in outcomes):
        context.exit(1)
    if first_time:
        note_done(settings, paths)


@click.command(short_help="Read one PDF and print what it holds as JSON.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def extract(file: Path) -> None:
    """Read one PDF, print one JSON object, and store nothing."""
    import json

    from ingest.answer import answer
    from ingest.store import read_file

    click.echo(json.dumps(answer(read_file(file)), ensure_ascii=False, indent=2))


def bring_up_to_date(settings: Settings, catalog: Catalog) -> None:
    """Let the index catch up with the catalog, under a bar where that takes time."""
    from indexer.engines.registry import engine_of
    from indexer.keeping.sync import behind, sync

    engine = engine_of(settings)
    waiting = behind(catalog, engine)
    if not waiting:
        return
    from kb.cli.progress import bar

    with bar("Indexing", waiting) as step:
        sync(catalog, engine, catalog.vocabulary, told=step)


def _has_own_reports(catalog: Catalog) -> bool:
    with catalog.read() as view:
        return any(not summary.sample for summary in view.summaries())


def _read(
    catalog: Catalog, settings: Settings, files: Sequence[Path], *, workers: int, again: bool
) -> tuple[FileOutcome, ...]:
    from ingest.store import ingest_files
    from kb.catalog.blobs import Blobs
    from kb.cli.progress import bar

    with bar("Reading", len(files)) as step:
        return ingest_files(
            catalog,
            Blobs(settings.blobs_dir),
            files,
            workers=workers,
            again=again,
            told=lambda outcome: step(outcome.path.name),
        )


def _show(outcomes: Sequence[FileOutcome], *, quiet: bool) -> None:
    """Print the table; `quiet` says nothing where nothing was read."""
    from kb.cli.progress import show_outcomes

    if not outcomes:
        click.echo("No PDF files there.", err=True)
    elif not quiet or any(not outcome.known for outcome in outcomes):
        show_outcomes(outcomes)
