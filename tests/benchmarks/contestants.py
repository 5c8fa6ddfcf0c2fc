"""Who is measured: our engines, and beside each what one would write with its library alone.

Each takes documents in, then answers: the ten best, and counts of eight facets. Plain Whoosh counts
four and marks the words of the ten, and is compared with ours with its snippets.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import tantivy
from whoosh import fields, index, qparser
from whoosh.analysis import StemmingAnalyzer

from indexer.answer.snippets import snip, wanted
from indexer.documents import Document
from indexer.embedding.meaning import InstalledModel, key
from indexer.engine import SearchEngine
from indexer.engines.registry import open_engine
from indexer.query import Search
from indexer.question.asking import read
from indexer.question.expansion import Nameless
from indexer.question.parser import parse
from indexer.question.request import FindRequest
from kb.analysis import stem, terms
from tests.benchmarks.drawn import FACETS, questions, vectors

AT_ONCE = 5_000
KEYWORDS = tuple(name for name in FACETS if name != "year")
Ask = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Contestant:
    """`fill` makes an index in a folder and gives how to ask it and how many bytes it takes.

    `clock` is the processor's where the engine works in this process, else that on the wall.
    """

    name: str
    fill: Callable[[Path, Iterable[Document]], tuple[Ask, Callable[[], int]]]
    clock: Callable[[], float] = time.process_time


def engine(url: str) -> Contestant:
    """Give one of ours; a folder is made where the URL names an engine alone."""
    name = url.partition(":")[0].partition("+")[0]
    clock = time.perf_counter if name == "opensearch" else time.process_time

    def fill(folder: Path, rows: Iterable[Document]) -> tuple[Ask, Callable[[], int]]:
        made = open_engine(url if ":" in url else f"{url}:{folder}")
        write(made, rows)
        ask = _asking(made)
        return ask, lambda: _cluster_bytes(made) if name == "opensearch" else _bytes(folder)

    return Contestant(name, fill, clock)


def with_snippets(one: Contestant) -> Contestant:
    """Let it also cut out and mark what answers, as a page of results shows it."""

    def fill(folder: Path, rows: Iterable[Document]) -> tuple[Ask, Callable[[], int]]:
        texts: dict[str, str] = {}
        ask, size = one.fill(folder, _noted(rows, texts))

        def cut(question: str) -> Any:
            page, words = ask(question), wanted(parse(question).tree)
            return page, [snip(texts[hit.id], words) for hit in page.hits]

        return cut, size

    return Contestant(f"{one.name} + snippets", fill, one.clock)


def with_meaning(one: Contestant) -> Contestant:
    """Let it rank by meaning too; what the model takes for a question is not counted."""

    def fill(folder: Path, rows: Iterable[Document]) -> tuple[Ask, Callable[[], int]]:
        made = open_engine(f"{one.name}:{folder}", InstalledModel())
        drawn = vectors()
        name, left = made.create(), (replace(row, meaning=row.id) for row in rows)
        batches = iter(lambda: list(islice(left, AT_ONCE)), [])
        named = ((b, {key(row.id): next(drawn) for row in b}) for b in batches)
        made.fill(name, named, cursor=1)
        made.activate(name)
        requests = {q: FindRequest(q=q, expand=False) for q in questions()}
        searches = {
            q: Search(read(made, asked, Nameless())[0].tree, facets=FACETS, whole=False)
            for q, asked in requests.items()
        }
        return lambda question: made.search(searches[question]), lambda: _bytes(folder)

    return Contestant(f"{one.name} + meaning", fill, one.clock)


def _noted(rows: Iterable[Document], texts: dict[str, str]) -> Iterator[Document]:
    for row in rows:
        texts[row.id] = row.text[0][1]
        yield row


def write(made: SearchEngine, rows: Iterable[Document]) -> None:
    """Fill it as `kb reindex` does."""
    name, left = made.create(), iter(rows)
    batches = iter(lambda: list(islice(left, AT_ONCE)), [])
    made.fill(name, ((batch, None) for batch in batches), cursor=1)
    made.activate(name)


def _asking(made: SearchEngine) -> Ask:
    """Ask for what a page of results shows."""
    return lambda question: made.search(Search(parse(question).tree, facets=FACETS, whole=False))


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _cluster_bytes(made: Any) -> int:
    """Count one copy."""
    live = made._index(made.generations()[0].name)
    made._client.ask("POST", f"/{live}/_flush", force="true")
    answer = made._client.ask("GET", f"/{live}/_stats/store")
    return int(answer["_all"]["primaries"]["store"]["size_in_bytes"])


def _plain_whoosh(folder: Path, rows: Iterable[Document]) -> tuple[Ask, Callable[[], int]]:
    """Index and ask as Whoosh's own documentation does."""
    folder.mkdir()
    schema = fields.Schema(
        id=fields.ID(stored=True), text=fields.TEXT(StemmingAnalyzer(stemfn=stem), stored=True),
        **{name: fields.ID(stored=True, sortable=True) for name in FACETS[:4]},
    )  # fmt: skip
    writer = index.create_in(str(folder), schema).writer(limitmb=256)
    for row in rows:
        held = {key: values[0] for key, values in row.keywords if key in FACETS[:4]}
        writer.add_document(id=row.id, text=row.text[0][1], **held)
    writer.commit()
    searcher = index.open_dir(str(folder)).searcher()
    parser = qparser.QueryParser("text", schema, group=qparser.OrGroup)

    def ask(question: str) -> Any:
        found = searcher.search(parser.parse(question), limit=10, groupedby=list(FACETS[:4]))
        groups = [found.groups(name) for name in FACETS[:4]]
        return groups, [hit.highlights("text") for hit in found[:10]]

    return ask, lambda: _bytes(folder)


def _bare_tantivy(folder: Path, rows: Iterable[Document]) -> tuple[Ask, Callable[[], int]]:
    """Index and ask as tantivy-py's own documentation does, stems in one field."""
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace")
    for name in KEYWORDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", fast=True)
    schema = builder.build()
    made = tantivy.Index(schema, str(folder))
    writer = made.writer(128_000_000, 1)
    for row in rows:
        entry = tantivy.Document()
        entry.add_text("text", " ".join(terms(row.text[0][1])))
        for name, values in row.keywords:
            entry.add_text(name, values[0])
        entry.add_integer("year", row.numbers[0][1])
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()
    made.reload()
    searcher = made.searcher()
    counted = {name: {"terms": {"field": name, "size": 65_000}} for name in FACETS}

    def ask(question: str) -> Any:
        words = [tantivy.Query.term_query(schema, "text", word) for word in terms(question)]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in words])
        return searcher.search(query, 10).hits, searcher.aggregate(query, counted)

    return ask, lambda: _bytes(folder)


_FOUND = "CREATE TEMP TABLE found AS SELECT rowid AS at FROM words WHERE words MATCH ?"
_COUNTS = "SELECT {0}, count(*) FROM found JOIN facets USING (at) GROUP BY 1"
_BEST = "SELECT rowid, bm25(words) AS score FROM words WHERE words MATCH ? ORDER BY score LIMIT 10"


def _sqlite(folder: Path, rows: Iterable[Document]) -> tuple[Ask, Callable[[], int]]:
    """Index and ask with FTS5 and a table of facets; what matches is found once for all counts."""
    folder.mkdir()
    held = sqlite3.connect(folder / "index.db")
    held.execute(f"CREATE TABLE facets (at INTEGER PRIMARY KEY, {', '.join(FACETS)})")
    held.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='')")
    for at, row in enumerate(rows):
        told = {name: values[0] for name, values in row.keywords} | dict(row.numbers)
        held.execute("INSERT INTO words (rowid, text) VALUES (?, ?)",
                     (at, " ".join(terms(row.text[0][1]))))  # fmt: skip
        held.execute(f"INSERT INTO facets VALUES ({', '.join('?' * (len(FACETS) + 1))})",
                     (at, *(told[name] for name in FACETS)))  # fmt: skip
    held.commit()

    def ask(question: str) -> Any:
        match = " OR ".join(f'"{word}"' for word in terms(question))
        best = held.execute(_BEST, (match,)).fetchall()
        held.execute(_FOUND, (match,))
        counts = [held.execute(_COUNTS.format(name)).fetchall() for name in FACETS]
        held.execute("DROP TABLE found")
        return best, counts

    return ask, lambda: _bytes(folder)


PEERS = (
    Contestant("plain whoosh", _plain_whoosh),
    Contestant("bare tantivy", _bare_tantivy),
    Contestant("sqlite fts5", _sqlite),
)
