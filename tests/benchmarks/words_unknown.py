"""How much is read of reports whose labels are all taken for words that nobody knows.

python -m tests.benchmarks.words_unknown [GOLD PDF]...

Without folders the samples are read. What a report prints over its statements is then known only by
what comes back in the report itself. No word tells a kind, so that only what is found counts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from ingest.answer import answer
from ingest.evaluation import Tally, evaluate
from ingest.reading import read
from kb.reference import load_vocabulary
from tests.benchmarks.rules_of_one_style import words_unknown
from tests.support.shared import CORPUS


def measured(gold: Path, pdf: Path) -> Iterable[tuple[str, Tally]]:
    """Read each report of a folder so and score it."""
    vocabulary = load_vocabulary()
    with words_unknown():
        yield from evaluate(
            gold, lambda name: answer(read((pdf / name).read_bytes(), name, vocabulary))
        )


def main(sets: Iterable[tuple[Path, Path]]) -> None:
    together = Tally()
    print(f"{'report':40}{'of':>6}{'found':>7}{'wrong':>7}{'F1':>8}")
    for gold, pdf in sets:
        for slug, tally in measured(gold, pdf):
            together += tally
            _print(slug, tally)
    _print("together", together)


def _print(slug: str, tally: Tally) -> None:
    counts = tally.counts
    wrong = counts["got"] - counts["found"]
    f1 = tally.f1("found", "got", "gold")
    print(f"{slug[:40]:40}{counts['gold']:>6}{counts['found']:>7}{wrong:>7}{f1:>8.3f}")


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:]]
    main(
        list(zip(folders[::2], folders[1::2], strict=True))
        or [(CORPUS / "gold", CORPUS / "reports")]
    )
