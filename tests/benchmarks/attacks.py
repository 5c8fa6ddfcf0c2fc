"""How long questions made to take long take where there is much to search.

`python -m tests.benchmarks.attacks 50000 [--only NAME]`. Each is read and answered, or refused, by
each embedded engine over drawn statements; the processor's milliseconds of the slowest are printed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

from indexer.engine import SearchEngine
from indexer.engines.registry import open_engine
from indexer.query import Search
from indexer.question.asking import read
from indexer.question.expansion import Nameless
from indexer.question.request import FindRequest
from kb.analysis import words_of
from kb.errors import KbError
from tests.benchmarks.contestants import write
from tests.benchmarks.drawn import FACETS, documents, sample
from tests.web.test_attack_queries import ATTACKS

SLOWEST = 8
ENGINES = ("whoosh", "tantivy")


def common() -> dict[str, str]:
    """Ask for the words that most statements hold, which are what there is most to do for."""
    told = Counter(word.word for text in sample() for word in words_of(text) if not word.stop)
    words = [word for word, _ in told.most_common(400)]
    threes = [f'"{" ".join(words[n : n + 3])}"~9' for n in range(8)]
    return {
        "400 common words": " ".join(words),
        "common words, all wanted": " AND ".join(words[:190]),
        "phrases of common words": " ".join(f'"{a} {b}"' for a, b in pairwise(words[:9])),
        "two common words near": f'"{" ".join(words[:2])}"~999999',
        "three common words near": f'"{" ".join(words[:3])}"~999999',
        "16 common words near": f'"{" ".join(words[:16])}"~999999',
        "eight times three near": " OR ".join(threes),
        "common beginnings": "com* pro*",
    }


def taken(engine: SearchEngine, question: str) -> tuple[float, str]:
    """Give the milliseconds of a question asked for the first time, and what became of it."""
    began = time.process_time()
    try:
        tree = read(engine, FindRequest(q=question), Nameless())[0].tree
        told = f"{engine.search(Search(tree, facets=FACETS, whole=False)).total:,} found"
    except KbError as error:
        told = f"refused: {error}"[:60]
    return (time.process_time() - began) * 1000, told


def main() -> None:
    """Print each engine's slowest attacks."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("size", type=int)
    given.add_argument("--only", choices=ENGINES)
    told = given.parse_args()
    for name in [told.only] if told.only else ENGINES:
        with tempfile.TemporaryDirectory() as scratch:
            engine = open_engine(f"{name}:{Path(scratch) / name}")
            write(engine, documents(told.size))
            taken(engine, "police")
            asked = ATTACKS | common()
            found = {attack: taken(engine, question) for attack, question in asked.items()}
        slowest = sorted(found, key=lambda attack: -found[attack][0])[:SLOWEST]
        for attack in slowest:
            print(f"{told.size:,} {name}: {found[attack][0]:.0f} ms, {attack}, {found[attack][1]}")


if __name__ == "__main__":
    main()
