"""`kb fetch`: download registered reports into the data folder, ready to be read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ingest.fetching.downloads import Outcome
    from kb.registry import Listed

_MEGABYTE = 1_000_000


@click.command(short_help="Download registered reports into the data folder.")
@click.argument("ids", nargs=-1, metavar="[ID...]")
@click.pass_context
def fetch(context: click.Context, ids: tuple[str, ...]) -> None:
    """Download the reports of corpus/registry.csv whose address leads to a PDF.

    Without IDs all of them. One server at a time with a pause between; what is already here is
    not asked for again, and what broke off is taken up where it broke. Read them afterwards with
    `python -m kb ingest FOLDER`.
    """
    from kb.settings import Settings

    folder = Settings.from_env(os.environ).data_dir / "fetched"
    outcomes = _download(_wanted(ids), folder)
    failed = [outcome for outcome in outcomes if outcome.error]
    _tell_sum(outcomes, folder)
    if failed:
        context.exit(1)


def _wanted(ids: Iterable[str]) -> list[Listed]:
    from kb.registry import find_listed, load_registry

    rows = load_registry()
    return [find_listed(rows, name) for name in ids] or [row for row in rows if row.is_pdf]


def _download(reports: list[Listed], folder: Path) -> list[Outcome]:
    """Fetch one after the other under a progress bar, with a line for each as it ends."""
    from rich.console import Console
    from rich.progress import DownloadColumn, Progress, TextColumn

    from ingest.fetching.downloads import fetch_reports

    outcomes = [_no_pdf(report) for report in reports if not report.is_pdf]
    for outcome in outcomes:
        _tell(outcome)
    wanted = [(report.id, report.url) for report in reports if report.is_pdf]
    columns = TextColumn("Downloading"), DownloadColumn()
    console = Console(stderr=True)
    quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=quiet) as bar:
        task = bar.add_task("")
        fetched = fetch_reports(
            wanted,
            folder,
            progress=lambda here, total: bar.update(task, completed=here, total=total),
        )
        for outcome in fetched:
            _tell(outcome)
            outcomes.append(outcome)
    return outcomes


def _no_pdf(report: Listed) -> Outcome:
    from ingest.fetching.downloads import Outcome
    from kb.errors import FetchError

    where = f"its address leads to a page, not to a PDF: {report.url}"
    error = FetchError(
        where if report.url else "the register has no address for it",
        hint="Download the PDF by hand and give it to `python -m kb ingest`.",
    )
    return Outcome(report.id, report.url, error=error)


def _tell(outcome: Outcome) -> None:
    if outcome.error:
        click.echo(f"{outcome.id}: FAILED, {outcome.error}; {outcome.error.hint}", err=True)
    elif outcome.already:
        click.echo(f"{outcome.id}: already here")
    else:
        click.echo(f"{outcome.id}: {outcome.size / _MEGABYTE:.1f} MB")


def _tell_sum(outcomes: list[Outcome], folder: Path) -> None:
    failed = sum(outcome.error is not None for outcome in outcomes)
    already = sum(outcome.already for outcome in outcomes)
    new = len(outcomes) - failed - already
    click.echo(f"{new} downloaded, {already} already here, {failed} failed")
    if new or already:
        click.echo(f"Read them with: python -m kb ingest {folder}")
