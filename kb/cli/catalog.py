"""`kb migrate`, `kb withdraw`, `kb republish`: the catalog as a whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kb.catalog.catalog import Catalog


@click.command(short_help="Bring the catalog's tables up to this version.")
def migrate() -> None:
    """Bring the catalog's tables up to this version of kb, in one transaction."""
    from kb.catalog.connection import make_engine
    from kb.catalog.migrate import HEAD, upgrade
    from kb.settings import Settings

    engine = make_engine(Settings.from_env(os.environ).catalog_url)
    done = upgrade(engine)
    engine.dispose()
    click.echo(f"The catalog is {'now' if done else 'already'} at version {HEAD}.")


@click.command(short_help="Take a report out of every page and answer.")
@click.argument("report")
@click.option("--why", required=True, help="Shown to readers who follow an old link.")
@click.option("--by", default="", help="Who decided it, for the record.")
def withdraw(report: str, why: str, by: str) -> None:
    """Withdraw REPORT: no page, search or answer shows it, old links tell why."""
    from kb import curation

    _decide(lambda catalog: curation.withdraw(catalog, report, why=why, by=by))
    click.echo(f"{report} is withdrawn.")


@click.command(short_help="Show a withdrawn report again.")
@click.argument("report")
@click.option("--by", default="", help="Who decided it, for the record.")
def republish(report: str, by: str) -> None:
    """Show a withdrawn REPORT again."""
    from kb import curation

    _decide(lambda catalog: curation.restore(catalog, report, by=by))
    click.echo(f"{report} is shown again.")


def _decide(decide: Callable[[Catalog], object]) -> None:
    """Take a decision and let the index follow."""
    from kb.catalog.catalog import Catalog
    from kb.cli.ingest import bring_up_to_date
    from kb.settings import Settings

    settings = Settings.from_env(os.environ)
    catalog = Catalog.open(settings.catalog_url)
    decide(catalog)
    bring_up_to_date(settings, catalog)
