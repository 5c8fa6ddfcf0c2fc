"""Figures of the Whoosh engine beside the plain Whoosh way, in one run.

`python -m tests.benchmarks.search 5000`. Plain: a parsed OR query, BM25F, `groupedby` for four
facets and Whoosh's own highlights.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from whoosh import fields, index, qparser
from whoosh.analysis import StemmingAnalyzer

from indexer.documents import Document
from indexer.engines.whoosh_engine import WhooshEngine
from indexer.parser import parse
from indexer.query import Search
from indexer.snippets import snip, wanted
from kb.analysis import stem

FACETS = ("kind", "topic", "state", "site", "type", "publisher", "year", "report")
QUERIES = 200


def documents(count: int) -> Iterator[tuple[Document, str]]:
    """Draw statements whose words follow Zipf's law, with facets of the usual sizes."""
    draw = random.Random(1)
    words = [
        f"{a}{b}{c}"
        for a in ("com", "rad", "pol", "res", "tra", "gas", "evi", "med")
        for b in ("man", "io", "ice", "pon", "in", "oli", "den", "ic")
        for c in ("d", "s", "al", "ing", "er", "ed", "ation", "ment", "ty", "or", "ist", "ure")
    ]
    draw.shuffle(words)
    weights = [1 / (n + 2) for n in range(len(words))]
    for n in range(count):
        text = " ".join(draw.choices(words, weights, k=28))
        report = f"r{n // 40}"
        keywords = {
            "kind": f"k{draw.randrange(9)}",
            "topic": f"t{draw.randrange(90)}",
            "state": f"s{n // 40 % 50}",
            "site": f"p{n // 40 % 400}",
            "type": f"y{n // 40 % 30}",
            "publisher": f"u{n // 40 % 60}",
            "report": report,
        }
        yield Document(
            f"{report}/x/{n}", "records", report, (("statement", text),),
            tuple((k, (v,)) for k, v in keywords.items()), (("year", 2000 + n // 40 % 25),),
        ), text  # fmt: skip


def questions(texts: Sequence[str]) -> list[str]:
    """Take two to five words of statements, as people do."""
    draw = random.Random(2)
    return [
        " ".join(draw.sample(draw.choice(texts).split(), draw.randint(2, 5)))
        for _ in range(QUERIES)
    ]


def timed(ask: Callable[[str], object], asked: Sequence[str]) -> str:
    """Run all questions once to warm up, then time each."""
    for question in asked[:20]:
        ask(question)
    seconds = []
    for question in asked:
        began = time.process_time()
        ask(question)
        seconds.append((time.process_time() - began) * 1000)
    seconds.sort()
    return (
        f"p50 {statistics.median(seconds):7.2f} ms  p95 {seconds[int(len(seconds) * 0.95)]:7.2f} ms"
    )


def ours(folder: Path, rows: Sequence[tuple[Document, str]]) -> Callable[[str], object]:
    """Index with our engine and give its way of asking."""
    engine = WhooshEngine(folder)
    began = time.process_time()
    name = engine.create()
    engine.write(name, [row for row, _ in rows], replacing=(), cursor=1)
    engine.activate(name)
    print(f"ours  indexing {len(rows) / (time.process_time() - began):8,.0f} documents/s")
    texts = {row.id: text for row, text in rows}

    def ask(question: str) -> object:
        tree = parse(question).tree
        page = engine.search(Search(tree, facets=FACETS))
        return [snip(texts[hit.id], wanted(tree)) for hit in page.hits]

    return ask


def plain(folder: Path, rows: Sequence[tuple[Document, str]]) -> Callable[[str], object]:
    """Index as Whoosh's own documentation does and give that way of asking."""
    folder.mkdir()
    schema = fields.Schema(
        id=fields.ID(stored=True), text=fields.TEXT(StemmingAnalyzer(stemfn=stem), stored=True),
        **{name: fields.ID(stored=True, sortable=True) for name in FACETS[:4]},
    )  # fmt: skip
    began = time.process_time()
    writer = index.create_in(str(folder), schema).writer()
    for row, text in rows:
        held = {k: v[0] for k, v in row.keywords if k in FACETS[:4]}
        writer.add_document(id=row.id, text=text, **held)
    writer.commit()
    print(f"plain indexing {len(rows) / (time.process_time() - began):8,.0f} documents/s")
    searcher = index.open_dir(str(folder)).searcher()
    parser = qparser.QueryParser("text", schema, group=qparser.OrGroup)

    def ask(question: str) -> object:
        found = searcher.search(parser.parse(question), limit=10, groupedby=list(FACETS[:4]))
        groups = [found.groups(name) for name in FACETS[:4]]
        return groups, [hit.highlights("text") for hit in found[:10]]

    return ask


def main() -> None:
    """Print both."""
    rows = list(documents(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
    asked = questions([text for _, text in rows])
    with tempfile.TemporaryDirectory() as scratch:
        for name, make in (("ours", ours), ("plain", plain)):
            print(f"{name:5} {timed(make(Path(scratch) / name, rows), asked)}")


if __name__ == "__main__":
    main()
