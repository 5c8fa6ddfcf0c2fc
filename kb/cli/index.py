"""`kb reindex`, `kb search`, `kb engines` and `kb evaluate`: the index from the terminal."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.evaluation import extraction

if TYPE_CHECKING:
    from indexer.answer.finding import FoundPage
    from indexer.evaluation import Figures

_NEXT_PAGE = "--after"
# `-radio`, `-"tear gas"`, `-kind:lesson`, `-(a OR b)`; not `-h`, `-f NAME=VALUE` or `-fNAME=VALUE`.
_LEAVES_OUT = re.compile(r"-[^-][^=]+$")


@click.command(short_help="Build the index anew beside the live one, then switch.")
@click.option("--engine", "engine_url", default="", metavar="URL",
              help="Build it with another; `kb engines` lists them.")  # fmt: skip
@click.option("--full/--changes", default=True,
              help="All of it, as by default, or only what changed since.")  # fmt: skip
@click.option("--rollback", is_flag=True, help="Go back to the index before the last one.")
def reindex(engine_url: str, full: bool, rollback: bool) -> None:
    """Build the index anew from the catalog. The old one answers until the new one is complete.

    \b
    kb reindex                             all of it, beside the present one
    kb reindex --engine tantivy:FOLDER     with another engine
    kb reindex --changes                   what `kb work` does by itself
    """  # noqa: D301 - click's mark for lines that stay as they are
    from indexer.embedding.meaning import Encoder, open_encoder
    from indexer.engines.registry import open_engine
    from indexer.keeping.kept_vectors import BorrowingEncoder
    from indexer.keeping.rebuild import rebuild
    from indexer.keeping.rollback import roll_back
    from indexer.keeping.sync import sync
    from kb.catalog.catalog import Catalog
    from kb.cli.progress import bar
    from kb.settings import Settings

    settings = Settings.from_env(os.environ)
    catalog = Catalog.open(settings.catalog_url)
    encoder: Encoder = open_encoder(settings.semantic)
    if engine_url and not encoder.absent:
        encoder = BorrowingEncoder(encoder, open_engine(settings.engine_url))
    engine = open_engine(engine_url or settings.engine_url, encoder)
    if rollback:
        back = roll_back(catalog, engine, catalog.vocabulary)
        click.echo(f"The earlier index answers again, up to date by {back.reports:,} reports.")
        return
    with catalog.read() as view:
        reports = len(view.summaries())
    with bar("Indexing", reports) as step:
        if full:
            done = rebuild(catalog, engine, catalog.vocabulary, told=step)
        else:
            done = sync(catalog, engine, catalog.vocabulary, told=step)
    click.echo(f"{done.documents:,} documents of {done.reports:,} reports are indexed.")
    if not full:
        return
    click.echo(f"Counts agree with the catalog; {done.checked} spot checks were found.")
    if engine_url and engine_url != settings.engine_url:
        click.echo("To search with it, start kb with KB_ENGINE_URL set to this address.")


class Asking(click.Command):
    """A command that takes a question, in which `-word` leaves a word out and is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put a space before what leaves a word out, which changes nothing of the question."""
        return super().parse_args(ctx, [f" {a}" if _LEAVES_OUT.match(a) else a for a in args])


@click.command(cls=Asking, short_help="Search from the terminal.")
@click.argument("words", nargs=-1, metavar="QUERY...")
@click.option("--in", "collection", default="", help="records or passages")
@click.option("--match", default="", help="any or all")
@click.option("--sort", default="", help="relevance, date or oldest")
@click.option("--limit", default="", help="1 to 100")
@click.option(_NEXT_PAGE, default="", help="The cursor that the page before ended with.")
@click.option("--filter", "-f", "filters", multiple=True, metavar="NAME=VALUE",
              help="kind=finding, topic=crowd, year=2014..2016 ...; repeat for OR.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
def search(  # noqa: PLR0917 - click hands them over by name
    words: tuple[str, ...],
    collection: str,
    match: str,
    sort: str,
    limit: str,
    after: str,
    filters: tuple[str, ...],
    as_json: bool,
) -> None:
    """Search the statements of all reports."""
    from indexer.answer.finding import find
    from indexer.engines.registry import engine_of
    from indexer.question.request import read_request
    from kb.catalog.catalog import Catalog
    from kb.settings import Settings

    settings = Settings.from_env(os.environ)
    told = {"in": collection, "match": match, "sort": sort, "limit": limit, "after": after}
    pairs = [("q", " ".join(words)), *told.items(), *map(_filter, filters)]
    request = read_request(pairs)
    catalog = Catalog.open(settings.catalog_url)
    with catalog.read() as view:
        page = find(view, engine_of(settings), request)
    if as_json:
        _print_json(page)
    else:
        _print_page(page)


@click.command(short_help="List the search engines and what each is for.")
def engines() -> None:
    """List the engines that KB_ENGINE_URL may name. All give the same results and counts."""
    from indexer.engines.registry import ENGINES

    for row in ENGINES:
        click.echo(row.form)
        click.echo(f"  suits  {row.suits}")
        click.echo(f"  ranks  by {row.ranks}; with meaning beside words")
        click.echo(f"  keeps  the index {row.keeps} after a crash")


@click.group(short_help="Measure searching against known answers.")
def evaluate() -> None:
    """Measure how well the machine does against what people judged."""


evaluate.add_command(extraction)


@evaluate.command(short_help="Measure ranking on a collection in BEIR's layout.")
@click.option("--collection", "folders", multiple=True, required=True, metavar="DIR",
              type=click.Path(path_type=Path), help="Its folder; repeat for several.")  # fmt: skip
@click.option("--engine", "engine", default="whoosh",
              help="Its name, or the whole address of a cluster to index in.")  # fmt: skip
@click.option("--vectors", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
              help="Keep the texts' vectors there for the next run.")  # fmt: skip
def retrieval(folders: tuple[Path, ...], engine: str, vectors: Path | None) -> None:
    """Print nDCG@10, MAP, recall@100 and speed, for each collection and in the mean.

    With KB_SEMANTIC=off words alone rank. On a cluster the index of the last collection stays.
    """
    import tempfile

    from indexer.embedding.meaning import open_encoder
    from indexer.engines.registry import open_engine
    from indexer.evaluation import evaluate as measure
    from indexer.keeping.kept_vectors import KeepingEncoder
    from kb.settings import Settings

    encoder = open_encoder(Settings.from_env(os.environ).semantic)
    if vectors and not encoder.absent:
        encoder = KeepingEncoder(encoder, vectors)
    click.echo(f"{'collection':14} queries  nDCG@10    MAP  R@100  ms p50  documents/s")
    found: list[Figures] = []
    for folder in folders:
        with tempfile.TemporaryDirectory() as scratch:
            address = engine if ":" in engine else f"{engine}:{scratch}/index"
            figures = measure(folder, open_engine(address, encoder))
        found.append(figures)
        click.echo(
            f"{folder.name:14} {figures.queries:7}  {figures.ndcg:7.4f} {figures.precision:6.3f}"
            f" {figures.recall:6.3f} {figures.milliseconds:7.1f} {figures.per_second:12,.0f}"
        )
    mean = sum(figures.ndcg for figures in found) / len(found)
    click.echo(f"{'mean':14} {'':7}  {mean:7.4f}")


def _filter(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise click.UsageError(f"--filter {text}: write NAME=VALUE, for example kind=finding")
    return name, value


def _print_page(page: FoundPage) -> None:
    from kb.cli.progress import screen

    console = screen()
    for note in page.notes:
        console.print(f"Note: {note}", markup=False)
    for told in page.expansions:
        console.print(f"Also looked for: {', '.join(told.forms)}", markup=False)
    console.print(f"{page.total:,} results\n", markup=False)
    for place, hit in enumerate(page.hits, start=1):
        console.print(f"{place}. {hit.label or hit.kind_label}", style="bold", markup=False)
        console.print("   " + "".join(s.text for s in hit.snippet), markup=False)
        printed = f", printed {hit.printed_page}" if hit.printed_page else ""
        where = f"{hit.report_title} ({hit.year or 'no year'}), PDF page {hit.page}{printed}"
        console.print(f"   {where}\n   {hit.id}\n", style="dim", markup=False)
    if page.nothing:
        console.print(page.nothing.reason, markup=False)
        for offer in page.nothing.offers:
            console.print(f"  {offer.count:,} {offer.label}", markup=False)
    if page.next:
        console.print(f"More: {_NEXT_PAGE} {page.next}", markup=False)


def _print_json(page: FoundPage) -> None:
    import json

    import msgspec

    click.echo(json.dumps(msgspec.to_builtins(page), ensure_ascii=False, indent=2))
