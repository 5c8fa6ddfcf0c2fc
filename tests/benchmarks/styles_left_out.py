"""How well reports are read with all rules, and each without what its own style taught.

python -m tests.benchmarks.styles_left_out [GOLD PDF]...

Without folders the samples are read. Several pairs of folders are summed up each and together. What
is left out stands in `tests.benchmarks.rules_of_one_style`.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.answer import answer
from ingest.evaluation import Tally, evaluate, figures
from ingest.reading import read
from kb.domain.extraction import Extraction
from kb.reference import load_vocabulary
from tests.benchmarks.rules_of_one_style import without
from tests.support.shared import CORPUS

COLUMNS = ("statements F1", "strict F1", "page", "kind", "number", "parent", "decoys")


def measured(gold: Path, pdf: Path, *, left_out: bool) -> Tally:
    """Read and score each report, print its row, give the sum."""
    vocabulary, total, styles = load_vocabulary(), Tally(), list[str]()

    def one(name: str) -> Extraction:
        data = (pdf / name).read_bytes()
        known = read(data, name, vocabulary)
        if not left_out:
            return known
        with without(Path(name).stem, known.style):
            return read(data, name, vocabulary)

    def answered(name: str) -> dict[str, object]:
        extraction = one(name)
        styles.append(extraction.style)
        return answer(extraction)

    for slug, tally in evaluate(gold, answered):
        total += tally
        _print(slug, tally, styles[-1])
    return total


def _print(slug: str, tally: Tally, style: str = "") -> None:
    found = figures(tally)
    row = "".join(f"{found.get(column, math.nan):>14.3f}" for column in COLUMNS)
    print(f"{slug[:32]:32}{row}  {style}")


def main(sets: Sequence[tuple[Path, Path]]) -> None:
    for left_out in (False, True):
        print("each without what its style taught" if left_out else "with every rule")
        print(f"{'report':32}" + "".join(f"{column:>14}" for column in COLUMNS) + "  style")
        together = Tally()
        for gold, pdf in sets:
            total = measured(gold, pdf, left_out=left_out)
            together += total
            _print(f"all of {gold.parent.name}", total)
        _print("together", together)
        print()


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:]]
    main(
        list(zip(folders[::2], folders[1::2], strict=True))
        or [(CORPUS / "gold", CORPUS / "reports")]
    )
