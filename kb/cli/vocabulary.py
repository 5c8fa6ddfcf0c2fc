"""`kb vocabulary`: what the desk does with the vocabulary, from the shell."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.numbers import several

if TYPE_CHECKING:
    from kb.catalog.catalog import Catalog
    from kb.domain.staff import Actor
    from kb.domain.vocabulary_change import Edit, Retagged
    from kb.settings import Settings

_SHOWN = 20
_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
_RETIRE = click.option("--retire-missing", is_flag=True, help="Retire what the file lacks.")


@click.group(short_help="Export, compare, import and take back changes of the vocabulary.")
def vocabulary() -> None:
    """Keep the topics and words by which statements are given them."""


@vocabulary.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--base", default="urn:kb:topics", show_default=True, help="What names the topics.")
def export(file: Path | None, base: str) -> None:
    """Write the vocabulary in force as SKOS in Turtle, to FILE or to the screen."""
    from kb.export.skos import turtle

    _, catalog = _opened()
    told = turtle(catalog.vocabulary, base)
    if file is None:
        sys.stdout.write(told)
    else:
        file.write_text(told, encoding="utf-8")
        click.echo(f"{len(catalog.vocabulary.topics):,} topics are in {file}.")


@vocabulary.command()
@_FILE
@_RETIRE
def preview(file: Path, retire_missing: bool) -> None:
    """Say which statements would gain or lose a topic by FILE (SKOS, Turtle); change nothing."""
    from ingest.topics.retagging import preview as differences
    from kb.domain.vocabulary_change import edited

    _, catalog = _opened()
    edits = _edits(catalog, file, retire_missing=retire_missing)
    with catalog.read(staff=True) as view:
        found = differences(view, edited(view.vocabulary, edits))
    _tell(edits, found)


@vocabulary.command("import")
@_FILE
@_RETIRE
@click.option("--note", default="", help="Why, for colleagues.")
def take_in(file: Path, retire_missing: bool, note: str) -> None:
    """Take FILE (SKOS, Turtle) over and give stored statements their topics anew."""
    from kb.vocabulary_editing import apply

    settings, catalog = _opened()
    seen = catalog.vocabulary.version
    edits = _edits(catalog, file, retire_missing=retire_missing)
    if not edits:
        click.echo("The file changes nothing.")
        return
    kept = apply(catalog, edits, by=_actor(), seen=seen, note=note)
    click.echo(f"Change {kept.seq} is in force: {several(len(kept.edits), 'edit')}.")
    _follow(settings, catalog)


@vocabulary.command()
def changes() -> None:
    """List what staff changed, oldest first."""
    from kb.domain.vocabulary_change import changes_in_force
    from kb.vocabulary_editing import summary

    _, catalog = _opened()
    with catalog.read() as view:
        every = view.wording.changes()
    standing = {change.seq for change in changes_in_force(every)}
    for change in every:
        told = f"takes back {change.undoes}" if change.undoes else summary(change.edits)
        state = "" if change.seq in standing or change.undoes else "  (taken back)"
        click.echo(f"{change.seq}  {change.at[:16]}  {change.by}  {told}{state}")


@vocabulary.command()
@click.argument("number", type=int)
def undo(number: int) -> None:
    """Take change NUMBER back and give stored statements their topics anew."""
    from kb import vocabulary_editing

    settings, catalog = _opened()
    seen = catalog.vocabulary.version
    vocabulary_editing.undo(catalog, number, by=_actor(), seen=seen)
    click.echo(f"Change {number} is taken back.")
    _follow(settings, catalog)


def _edits(catalog: Catalog, file: Path, *, retire_missing: bool) -> tuple[Edit, ...]:
    from kb.vocabulary_editing import check
    from kb.vocabulary_import import read_skos

    told = file.read_text(encoding="utf-8", errors="replace")
    read = read_skos(told, catalog.vocabulary, retire_missing=retire_missing)
    for note in read.notes:
        click.echo(f"Note: {note}.", err=True)
    return check(catalog.vocabulary, read.edits)


def _tell(edits: tuple[Edit, ...], found: tuple[Retagged, ...]) -> None:
    from kb.vocabulary_editing import told_edit

    for edit in edits[:_SHOWN]:
        click.echo(told_edit(edit))
    touched = [one for one in found if not one.kept]
    gain = "gains or loses" if len(touched) == 1 else "gain or lose"
    click.echo(
        f"{several(len(edits), 'edit')}; {several(len(touched), 'statement')} {gain} a topic"
    )
    if len(found) > len(touched):
        click.echo(f"{len(found) - len(touched):,} more were given topics by staff, which stay")
    for one in touched[:_SHOWN]:
        signs = [*(f"+{topic}" for topic in one.gained), *(f"-{topic}" for topic in one.lost)]
        click.echo(f"  {one.record}  {' '.join(signs)}\n      {one.text[:100]}")


def _follow(settings: Settings, catalog: Catalog) -> None:
    """Give statements their topics and bring the index up to date."""
    from ingest.topics.retagging import retag
    from kb.cli.ingest import bring_up_to_date
    from kb.cli.progress import bar

    with catalog.read(staff=True) as view:
        total = len(view.tagging.behind())
    with bar("Tagging", total) as step:
        touched = retag(catalog, told=step)
    click.echo(f"Statements of {several(touched, 'report')} have other topics.")
    bring_up_to_date(settings, catalog)


def _opened() -> tuple[Settings, Catalog]:
    from kb.catalog.catalog import Catalog
    from kb.settings import Settings

    settings = Settings.from_env(os.environ)
    return settings, Catalog.open(settings.catalog_url)


def _actor() -> Actor:
    from kb.domain.staff import Actor

    return Actor(f"shell:{getpass.getuser()}")
