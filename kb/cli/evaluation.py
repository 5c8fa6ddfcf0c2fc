"""`kb evaluate extraction`: how well reports are read, against gold answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.reference import VOCABULARY_DIR

if TYPE_CHECKING:
    from ingest.evaluation import Tally

_CORPUS = VOCABULARY_DIR.parent
_COLUMNS = ("statements F1", "strict F1", "page", "kind", "number", "parent", "decoys")


@click.command(short_help="Measure reading against gold answers.")
@click.option("--gold", default=_CORPUS / "gold", metavar="DIR", help="Folder of gold answers.",
              type=click.Path(path_type=Path, exists=True, file_okay=False))  # fmt: skip
@click.option("--pdf", default=_CORPUS / "reports", metavar="DIR", help="Folder of their PDFs.",
              type=click.Path(path_type=Path, exists=True, file_okay=False))  # fmt: skip
@click.pass_context
def extraction(context: click.Context, gold: Path, pdf: Path) -> None:
    """Read every report that has a gold answer and print how much was read right.

    Each is read as `ingest` reads it: apart under limits, several at a time. One that cannot be
    read counts as an empty answer, is named at the end, and the exit code is 1.
    """
    from ingest.evaluation import Tally, evaluate, figures

    answers, failures = _answers(gold, pdf)
    total = Tally()
    click.echo(f"{'report':36}" + "".join(f"{name:>15}" for name in _COLUMNS))
    for slug, tally in evaluate(gold, lambda name: answers.get(name, {})):
        total += tally
        _print_row(slug, tally)
    _print_row("all", total)
    click.echo()
    for name, value in figures(total).items():
        click.echo(f"{name:16} {value:.4f}")
    for failure in failures:
        click.echo(failure, err=True)
    if failures:
        context.exit(1)


def _answers(gold: Path, pdf: Path) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Read the PDFs that gold answers name; give answers by file name, and what went wrong."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    from ingest.answer import answer
    from ingest.store import processors, read_file
    from kb.cli.progress import bar
    from kb.errors import KbError

    names = sorted({Path(json.loads(p.read_text())["file"]).name for p in gold.glob("*.json")})
    answers: dict[str, dict[str, Any]] = {}
    failures: list[str] = []
    with ThreadPoolExecutor(processors()) as pool, bar("Reading", len(names)) as step:
        running = {pool.submit(read_file, pdf / name): name for name in names}
        for future in as_completed(running):
            name = running[future]
            step(name)
            try:
                answers[name] = answer(future.result())
            except KbError as error:
                failures.append(f"{name}: {error}. {error.hint}")
    return answers, sorted(failures)


def _print_row(name: str, tally: Tally) -> None:
    from ingest.evaluation import figures

    measured = figures(tally)
    click.echo(f"{name[:36]:36}" + "".join(f"{measured[column]:15.3f}" for column in _COLUMNS))
