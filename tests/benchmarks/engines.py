"""Figures of each engine on the same drawn statements: speed, size, and how they grow.

`python -m tests.benchmarks.engines 5000 [URL...]`, by default whoosh and tantivy in a scratch
folder; an OpenSearch cluster is given by its address. Beside tantivy runs bare tantivy-py: the same
words in one field, and the same facets without any left-out filter. Processor time where the
engine works in this process, time on the clock for a cluster.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import tantivy

from indexer.documents import Document
from indexer.engine import SearchEngine
from indexer.engines.opensearch_engine import OpenSearchEngine
from indexer.engines.registry import open_engine
from indexer.parser import parse
from indexer.query import Search
from kb.analysis import terms
from tests.benchmarks.search import FACETS, documents, questions

AT_ONCE = 5_000
KEYWORDS = tuple(name for name in FACETS if name != "year")


def filled(engine: SearchEngine, rows: Sequence[Document]) -> None:
    """Index in batches, as a rebuild does."""
    name = engine.create()
    for start in range(0, len(rows), AT_ONCE):
        engine.write(name, rows[start : start + AT_ONCE], replacing=(), cursor=start)
    engine.activate(name)


def size_of(engine: SearchEngine, folder: Path) -> int:
    """Give the bytes of an index, of one copy in a cluster."""
    if isinstance(engine, OpenSearchEngine):
        index = engine._index(engine.generations()[0].name)
        engine._client.ask("POST", f"/{index}/_flush", force="true")
        answer = engine._client.ask("GET", f"/{index}/_stats/store")
        return int(answer["_all"]["primaries"]["store"]["size_in_bytes"])
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def timed(ask: Callable[[str], object], asked: Sequence[str], clock: Callable[[], float]) -> str:
    """Ask all once to warm up, then time each."""
    taken = []
    for question in (*asked[:20], *asked):
        began = clock()
        ask(question)
        taken.append((clock() - began) * 1000)
    taken = sorted(taken[20:])
    return f"p50 {statistics.median(taken):7.2f} ms  p95 {taken[len(taken) * 95 // 100]:7.2f} ms"


def bare(folder: Path, rows: Sequence[Document]) -> Callable[[str], object]:
    """Search with tantivy-py as its own documentation does."""
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace")
    for name in KEYWORDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", fast=True)
    schema = builder.build()
    index = tantivy.Index(schema, str(folder))
    writer = index.writer(128_000_000, 1)
    for row in rows:
        made = tantivy.Document()
        made.add_text("text", " ".join(terms(dict(row.text)["statement"])))
        for name, values in row.keywords:
            made.add_text(name, values[0])
        made.add_integer("year", dict(row.numbers)["year"])
        writer.add_document(made)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    counted = {name: {"terms": {"field": name, "size": 65_000}} for name in FACETS}

    def ask(question: str) -> object:
        words = [tantivy.Query.term_query(schema, "text", word) for word in terms(question)]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in words])
        return searcher.search(query, 10).hits, searcher.aggregate(query, counted)

    return ask


def main() -> None:
    """Print a line for each engine."""
    rows = [row for row, _ in documents(int(sys.argv[1]))]
    asked = questions([dict(row.text)["statement"] for row in rows])
    with tempfile.TemporaryDirectory() as scratch:
        folders = {name: Path(scratch) / name for name in ("whoosh", "tantivy")}
        urls = sys.argv[2:] or [f"{name}:{folder}" for name, folder in folders.items()]
        for url in urls:
            engine = open_engine(url)
            clock = time.perf_counter if engine.name == "opensearch" else time.process_time
            began = clock()
            filled(engine, rows)
            speed = len(rows) / (clock() - began)
            size = size_of(engine, folders.get(engine.name, Path(scratch))) / len(rows)
            told = timed(
                lambda q, e=engine: e.search(Search(parse(q).tree, facets=FACETS)), asked, clock
            )
            print(f"{engine.name:12} {told}  {speed:8,.0f} statements/s  {size:6,.0f} bytes each")
        ask = bare(Path(scratch) / "bare", rows)
        print(f"{'bare tantivy':12} {timed(ask, asked, time.process_time)}")


if __name__ == "__main__":
    main()
