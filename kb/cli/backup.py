"""`kb backup` and `kb restore`: catalog and PDFs in one file, while serving, and back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kb.catalog.blobs import Blobs
    from kb.catalog.catalog import Catalog
    from kb.settings import Settings


@click.command(short_help="Copy catalog and PDFs into one file, while serving.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write catalog and PDFs to FILE. Others may read and write meanwhile.

    It holds password hashes and second factors: keep it as you keep the data folder.
    """
    from kb.backup import back_up
    from kb.cli.progress import bar

    if not file.absolute().parent.is_dir():
        raise click.BadParameter(f"there is no folder {file.parent}", param_hint="FILE")
    _, catalog, blobs = _opened()
    with bar("Copying", len(catalog.pdfs())) as step:
        done = back_up(catalog, blobs, file.absolute(), step)
    click.echo(f"{file}: {done.rows:,} rows and {done.pdfs:,} PDFs, {done.size / 1e6:,.1f} MB")


@click.command(short_help="Put a backup into an empty data folder.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def restore(file: Path) -> None:
    """Put FILE into the data folder, which must hold no reports, then build the index."""
    from kb.backup import put_back
    from kb.cli.ingest import bring_up_to_date
    from kb.cli.progress import bar

    settings, catalog, blobs = _opened()
    with bar("Restoring", 0) as step:
        done = put_back(catalog, blobs, file, step)
    bring_up_to_date(settings, catalog)
    click.echo(f"{done.rows:,} rows and {done.pdfs:,} PDFs are back.")


def _opened() -> tuple[Settings, Catalog, Blobs]:
    from kb.catalog.blobs import Blobs
    from kb.catalog.catalog import Catalog
    from kb.settings import Settings

    settings = Settings.from_env(os.environ)
    return settings, Catalog.open(settings.catalog_url), Blobs(settings.blobs_dir)
