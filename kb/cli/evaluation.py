"""`kb evaluate extraction`: how well reports are read, against gold answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
def extraction(gold: Path, pdf: Path) -> None:
    """Read every report that has a gold answer and print how much was read right."""
    from ingest.answer import answer
    from ingest.evaluation import Tally, evaluate, figures
    from ingest.reading import read
    from kb.reference import load_vocabulary

    vocabulary = load_vocabulary()
    total = Tally()
    click.echo(f"{'report':36}" + "".join(f"{name:>15}" for name in _COLUMNS))
    for slug, tally in evaluate(
        gold, lambda name: answer(read((pdf / name).read_bytes(), name, vocabulary))
    ):
        total += tally
        _print_row(slug, tally)
    _print_row("all", total)
    click.echo()
    for name, value in figures(total).items():
        click.echo(f"{name:16} {value:.4f}")


def _print_row(name: str, tally: Tally) -> None:
    from ingest.evaluation import figures

    measured = figures(tally)
    click.echo(f"{name[:36]:36}" + "".join(f"{measured[column]:15.3f}" for column in _COLUMNS))
