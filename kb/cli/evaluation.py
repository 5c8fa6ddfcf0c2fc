"""`kb evaluate extraction`: how well reports are read, against gold answers."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.errors import BadRequest
from kb.reference import VOCABULARY_DIR

if TYPE_CHECKING:
    from ingest.evaluation import Tally
    from kb.domain.topic import Vocabulary

_CORPUS = VOCABULARY_DIR.parent
_COLUMNS = ("statements F1", "strict F1", "page", "kind", "number", "parent", "decoys")


@click.command(short_help="Measure reading against gold answers.")
@click.option("--gold", default=_CORPUS / "gold", metavar="DIR", help="Folder of gold answers.",
              type=click.Path(path_type=Path, exists=True, file_okay=False))  # fmt: skip
@click.option("--pdf", default=_CORPUS / "reports", metavar="DIR", help="Folder of their PDFs.",
              type=click.Path(path_type=Path, exists=True, file_okay=False))  # fmt: skip
@click.option("--reviewed", is_flag=True, help="Measure against the reports that staff reviewed.")
@click.pass_context
def extraction(context: click.Context, gold: Path, pdf: Path, reviewed: bool) -> None:
    """Read every report that has a gold answer and print how much was read right.

    Each is read as `ingest` reads it: apart under limits, several at a time. One that cannot be
    read counts as an empty answer, is named at the end, and the exit code is 1. With `--reviewed`
    the gold answers are what the desk shows of the reports marked reviewed, and nothing is stored.
    """
    from ingest.evaluation import FIGURES, Tally, score

    wanted, vocabulary = _reviewed() if reviewed else (_from_files(gold, pdf), None)
    if not wanted:
        raise BadRequest(
            "no report is marked reviewed" if reviewed else "the folder holds no gold answers",
            hint="Mark reports reviewed at /staff/review." if reviewed else "Give another --gold.",
        )
    answers, failures = _answers([path for _, path in wanted], vocabulary)
    total = Tally()
    click.echo(f"{'report':36}" + "".join(f"{name:>15}" for name in _COLUMNS))
    for told, path in wanted:
        tally = score(told, answers.get(path, {}))
        total += tally
        _print_row(told["slug"], tally)
    _print_row("all", total)
    click.echo()
    for name, measure in FIGURES:
        click.echo(f"{name:16} {_told(measure(total), 4)}")
    for failure in failures:
        click.echo(failure, err=True)
    if failures:
        context.exit(1)


def _from_files(gold: Path, pdf: Path) -> list[tuple[dict[str, Any], Path]]:
    """Give each gold answer of a folder with its PDF, by name."""
    told = [json.loads(path.read_text()) for path in sorted(gold.glob("*.json"))]
    return [(one, pdf / Path(one["file"]).name) for one in told]


def _reviewed() -> tuple[list[tuple[dict[str, Any], Path]], Vocabulary]:
    """Give what the desk shows of each reviewed report, with its PDF; and the vocabulary."""
    from ingest.reviewed import gold_of
    from kb.catalog.blobs import Blobs
    from kb.catalog.catalog import Catalog
    from kb.settings import Settings

    settings = Settings.from_env(os.environ)
    catalog, blobs = Catalog.open(settings.catalog_url), Blobs(settings.blobs_dir)
    with catalog.read(staff=True) as view:
        found = [(gold_of(one), blobs.path(one.sha256)) for one in view.reviewed()]
        vocabulary = view.vocabulary
    catalog.close()
    return found, vocabulary


def _answers(
    paths: list[Path], vocabulary: Vocabulary | None
) -> tuple[dict[Path, dict[str, Any]], list[str]]:
    """Read PDFs; give answers by path, and what went wrong."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    from ingest.answer import answer
    from ingest.store import processors, read_file
    from kb.cli.progress import bar
    from kb.errors import KbError

    answers: dict[Path, dict[str, Any]] = {}
    failures: list[str] = []
    files = sorted(set(paths))
    with ThreadPoolExecutor(processors()) as pool, bar("Reading", len(files)) as step:
        running = {pool.submit(read_file, path, vocabulary): path for path in files}
        for future in as_completed(running):
            path = running[future]
            step(path.name)
            try:
                answers[path] = answer(future.result())
            except KbError as error:
                failures.append(f"{path.name}: {error}. {error.hint}")
    return answers, sorted(failures)


def _print_row(name: str, tally: Tally) -> None:
    from ingest.evaluation import figures

    measured = figures(tally)
    told = (_told(measured.get(column), 3) for column in _COLUMNS)
    click.echo(f"{name[:36]:36}" + "".join(f"{one:>15}" for one in told))


def _told(value: float | None, digits: int) -> str:
    """Give a figure; a dash where there was nothing to measure."""
    return "-" if value is None else f"{value:.{digits}f}"
