"""`kb reread`: stored PDFs read again, with what that changes shown before it is published."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.catalog.catalog import Catalog
    from kb.catalog.view import StoredReport
    from kb.domain.extraction import Extraction
    from kb.errors import KbError
    from kb.rereading import Difference, RecordChange

# Of a statement's words this much is shown; its page shows it whole.
_SHOWN = 300


@click.command(short_help="Read stored PDFs again and show what that changes.")
@click.argument("reports", nargs=-1, metavar="[REPORT...]")
@click.option("--all", "every", is_flag=True, help="Also reports read by this version before.")
@click.option("--dry-run", is_flag=True, help="Show what would change and publish nothing.")
@click.option("--workers", type=click.IntRange(1, 64), help="Reports read at a time.")
@click.pass_context
def reread(
    context: click.Context,
    reports: tuple[str, ...],
    every: bool,
    dry_run: bool,
    workers: int | None,
) -> None:
    """Read stored PDFs again and publish what changed, record by record.

    Without REPORT, those that an earlier version of kb read. Records keep their ids; a decision
    of staff whose record has other words now is set aside and its report says so.
    """
    from ingest.rereading import read_again
    from kb.catalog.blobs import Blobs
    from kb.catalog.catalog import Catalog
    from kb.cli.ingest import bring_up_to_date
    from kb.cli.progress import bar, screen
    from kb.settings import Settings

    if reports and every:
        raise click.UsageError("Name reports or give --all, not both.")
    settings = Settings.from_env(os.environ)
    catalog = Catalog.open(settings.catalog_url)
    chosen = _chosen(catalog, reports, every=every)
    console = screen()
    failed = changed = 0
    with bar("Reading", len(chosen)) as step:
        again = read_again(
            Blobs(settings.blobs_dir), chosen, catalog.vocabulary, workers=workers or 0
        )
        for stored, reading in again:
            found = _take_up(catalog, reading, dry_run=dry_run)
            for line in _lines(stored, found):
                console.print(line, markup=False, soft_wrap=True)
            failed += isinstance(found, Exception)
            changed += not isinstance(found, Exception) and found.any
            step(stored.id)
    console.print(_summary(len(chosen), changed, failed, dry_run=dry_run), markup=False)
    if not dry_run:
        bring_up_to_date(settings, catalog)
    if failed:
        context.exit(1)


def _chosen(catalog: Catalog, names: Sequence[str], *, every: bool) -> list[StoredReport]:
    """Give the reports named, all, or those that an earlier version read; raises NotFound, Gone."""
    from ingest.reading import PIPELINE_VERSION

    with catalog.read(staff=True) as view:
        # Says of a name that is none, or of one withdrawn, what is wrong with it.
        wanted = {view.summary(name).id for name in names}
        stored = list(view.stored())
    if wanted:
        return [report for report in stored if report.id in wanted]
    return [report for report in stored if every or report.pipeline < PIPELINE_VERSION]


def _take_up(
    catalog: Catalog, reading: Extraction | KbError, *, dry_run: bool
) -> Difference | KbError:
    from kb.errors import KbError

    if isinstance(reading, KbError):
        return reading
    try:
        found = catalog.rehearse(reading)
        if not dry_run:
            with catalog.begin() as tx:
                tx.put_report(reading)
    except KbError as error:
        return error
    return found


def _lines(stored: StoredReport, found: Difference | KbError) -> Iterator[str]:
    if isinstance(found, Exception):
        yield f"{stored.id}: failed: {found}. {found.hint}"
        return
    if not found.any:
        yield f"{stored.id}: {found.same} records, nothing changed"
        return
    yield f"{stored.id}: {found.same} records the same, {len(found.changes)} not"
    for change in found.changes:
        yield from _change_lines(change)
    for name in found.about:
        yield f"  report  its {name.replace('_', ' ')} changed"
    for doubt in found.stale:
        yield f"  stale   {doubt.message}"


def _change_lines(change: RecordChange) -> Iterator[str]:
    before, after = change.before, change.after
    what = "changed" if before and after else "new    " if after else "gone   "
    yield f"  {what} {change.id}"
    for name, old, new in change.fields:
        yield f"          {name.replace('_', ' ')}: {old or 'none'} -> {new or 'none'}"
    if before and (change.reworded or not after):
        yield f"        - {_short(before.text)}"
    if after and (change.reworded or not before):
        yield f"        + {_short(after.text)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]} ..."


def _summary(count: int, changed: int, failed: int, *, dry_run: bool) -> str:
    if not count:
        return "Every report was read by this version; --all reads them again."
    told = f"{count} read again, {changed} changed"
    told += f", {failed} failed" if failed else ""
    return told + ("; nothing was published" if dry_run else "")
