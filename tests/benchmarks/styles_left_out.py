"""How well reports are read with and without the row of the house style that each is named by.

python -m tests.benchmarks.styles_left_out [GOLD PDF]

A row of `ingest.styles.registry` gives a style its name; the forms are induced from the report. So
both tables must be the same but for the name: a difference shows a rule that only known styles get.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.answer import answer
from ingest.evaluation import Tally, evaluate, figures
from ingest.reading import read
from ingest.styles import registry
from kb.domain.extraction import Extraction
from kb.reference import load_vocabulary
from tests.support.shared import CORPUS

COLUMNS = ("statements F1", "strict F1", "page", "kind", "number", "parent", "decoys")


@contextmanager
def without(slug: str) -> Iterator[None]:
    """Take one style's row out of the registry."""
    every = registry.STYLES
    registry.STYLES = tuple(style for style in every if style.slug != slug)
    try:
        yield
    finally:
        registry.STYLES = every


def measured(gold: Path, pdf: Path, *, left_out: bool) -> Tally:
    """Read and score each report, print its row, give the sum."""
    vocabulary, total, styles = load_vocabulary(), Tally(), list[str]()

    def one(name: str) -> Extraction:
        data = (pdf / name).read_bytes()
        known = read(data, name, vocabulary)
        if not left_out:
            return known
        with without(known.style):
            return read(data, name, vocabulary)

    def answered(name: str) -> dict[str, object]:
        extraction = one(name)
        styles.append(extraction.style)
        return answer(extraction)

    for slug, tally in evaluate(gold, answered):
        total += tally
        _print(slug, tally, styles[-1])
    return total


def _print(slug: str, tally: Tally, style: str) -> None:
    found = figures(tally)
    row = "".join(f"{found[column]:>14.3f}" for column in COLUMNS)
    print(f"{slug[:32]:32}{row}  {style}")


def main(gold: Path, pdf: Path) -> None:
    for left_out in (False, True):
        print("each without the row of its own style" if left_out else "with every known style")
        print(f"{'report':32}" + "".join(f"{column:>14}" for column in COLUMNS) + "  style")
        _print("all", measured(gold, pdf, left_out=left_out), "")
        print()


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:3]]
    main(*(folders or (CORPUS / "gold", CORPUS / "reports")))
