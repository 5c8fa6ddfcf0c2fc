"""`kb doctor`: what is wrong with the data folder, and `--repair` for what can be mended."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.numbers import several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.catalog.blobs import Blobs
    from kb.catalog.catalog import Catalog
    from kb.catalog.checking import Fault
    from kb.settings import Settings

_SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "reports"


@click.command(short_help="Find what is wrong with the data folder, and mend it.")
@click.option("--repair", is_flag=True, help="Mend what can be mended.")
@click.pass_context
def doctor(context: click.Context, repair: bool) -> None:
    """Check every PDF, row and indexed document; exit with 1 where something stays wrong."""
    from kb.catalog.blobs import Blobs
    from kb.catalog.catalog import Catalog
    from kb.settings import Settings

    settings = Settings.from_env(os.environ)
    catalog = Catalog.open(settings.catalog_url)
    faults = list(_catalog_faults(settings, catalog, Blobs(settings.blobs_dir), repair=repair))
    # An index cannot be compared with rows that cannot be read.
    if all(fault.mended or fault.kind != "damaged-row" for fault in faults):
        faults += _index_faults(settings, catalog, repair=repair)
    else:
        click.echo("The index was not compared: rows of the catalog have to be mended first.")
    for fault in faults:
        click.echo(f"{'mended' if fault.mended else 'WRONG':7} {fault.kind}: {fault.about}")
        click.echo(f"        {fault.told}" + ("" if fault.mended else f". {fault.hint}"))
    left = sum(not fault.mended for fault in faults)
    click.echo(_summed(len(faults), len(faults) - left))
    context.exit(1 if left else 0)


def _summed(faults: int, mended: int) -> str:
    return f"{several(faults, 'fault')}, {mended} mended" if faults else "All is well."


def _catalog_faults(
    settings: Settings, catalog: Catalog, blobs: Blobs, *, repair: bool
) -> Iterator[Fault]:
    from kb.cli.progress import bar

    with catalog.read() as view:
        total = len(view.summaries())
    with bar("Checking", total) as step:
        faults = catalog.check(blobs, told=step)
    for fault in faults:
        yield _mended(settings, catalog, blobs, fault) if repair else fault


def _mended(settings: Settings, catalog: Catalog, blobs: Blobs, fault: Fault) -> Fault:
    from dataclasses import replace

    if fault.kind == "extra-pdf":
        blobs.set_aside(fault.about, settings.data_dir / "set-aside")
        return replace(fault, mended=True)
    if fault.kind in {"missing-pdf", "wrong-hash"}:
        places = [*_SAMPLES.glob("*.pdf"), *(settings.data_dir / "fetched").glob("*.pdf")]
        return replace(fault, mended=catalog.mend_pdf(blobs, fault.about, places))
    if fault.kind == "stale-tags":
        from ingest.topics.retagging import retag

        retag(catalog)
        with catalog.read(staff=True) as view:
            return replace(fault, mended=fault.about not in view.tagging.behind())
    if fault.kind in {"no-text", "damaged-row", "changed-row"}:
        return replace(fault, mended=catalog.mend_text(fault.about))
    return fault


def _index_faults(settings: Settings, catalog: Catalog, *, repair: bool) -> Iterator[Fault]:
    from indexer.engines.registry import engine_of
    from indexer.keeping.checking import check_index
    from indexer.keeping.rebuild import rebuild
    from kb.catalog.checking import Fault
    from kb.cli.progress import bar

    vocabulary, engine = catalog.vocabulary, engine_of(settings)
    found = list(check_index(catalog, engine, vocabulary))
    mended = False
    if found and repair:
        with catalog.read() as view:
            total = len(view.summaries())
        with bar("Indexing", total) as step:
            rebuild(catalog, engine, vocabulary, told=step)
        mended = not list(check_index(catalog, engine, vocabulary))
    for fault in found:
        yield Fault(fault.kind, "index", fault.told, "Run `python -m kb reindex`.", mended)
