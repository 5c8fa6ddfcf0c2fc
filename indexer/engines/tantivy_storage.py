"""Tantivy's files: one folder a commit, unchanged files linked from the commit before.

Tantivy replaces `meta.json` in place and deletes what a commit no longer needs. In a folder of its
own each commit stays as it was sealed: a reader opens exactly what the manifest names, and one cut
short before it was sealed is thrown away.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import tantivy
from msgspec.json import Encoder

from indexer.documents import Document
from indexer.embedding import meaning
from indexer.engines.generations import sync
from indexer.engines.parts import COLLECTION, ID, MEANING
from indexer.engines.token_stream import GAP, clean, streams
from indexer.fields import FIELDS, Kind

STREAM = "kb_stream"
# A number of its own for each document ever written to an index.
ROW = "row"
REPORT, WORDS, DIGEST = "of_report", "words", "digest"
META = "meta.json"
_REWRITTEN = (META, ".managed.json")
WRITER_BYTES = 128_000_000
# Where a sort goes by a number, ties by id: one text field holds both, so that one order gives it.
NEWEST, OLDEST = "newest_first", "oldest_first"
_LAST_DAY = 99_999_999
_ENCODER = Encoder()


@cache
def schema() -> Any:
    """Make tantivy's schema of FIELDS: lists and columns; the catalog holds the texts.

    The streams of text fields are kept, to check near matches of three and more words.
    """
    made = tantivy.SchemaBuilder()
    made.add_text_field(ID, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for name in (REPORT, COLLECTION):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    made.add_text_field(WORDS, tokenizer_name=STREAM, index_option="basic")
    made.add_integer_field(ROW, fast=True)
    for name in (MEANING, NEWEST, OLDEST):
        made.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    made.add_integer_field(DIGEST, indexed=True, fast=True)
    for row in FIELDS:
        if row.kind is Kind.TEXT:
            made.add_text_field(row.name, stored=row.finds, tokenizer_name=STREAM)
        elif row.kind is Kind.KEYWORD:
            made.add_text_field(row.name, fast=True, tokenizer_name="raw", index_option="basic")
        else:
            made.add_integer_field(row.name, indexed=True, fast=True)
    return made.build()


def entry(document: Document, row: int) -> str:
    """Turn a document into tantivy's, as JSON: made and read quicker than objects are."""
    told = streams(document)
    numbers = dict(document.numbers)
    day = numbers.get("date", 0)
    held = {
        ID: document.id,
        ROW: row,
        REPORT: document.report,
        COLLECTION: document.collection,
        **told.fields,
        WORDS: " ".join(told.words),
        MEANING: meaning.key(document.meaning) if document.meaning else (),
        **dict(document.keywords),
        **numbers,
        NEWEST: f"{_LAST_DAY - day:08d} {document.id}",
        OLDEST: f"{day:08d} {document.id}",
        DIGEST: document.digest,
    }
    try:
        return _ENCODER.encode(held).decode()
    except UnicodeEncodeError:
        return _ENCODER.encode(_clean(held)).decode()


def _clean(held: Mapping[str, Any]) -> dict[str, Any]:
    """Give what UTF-8 can carry."""
    whole = {
        name: clean(value) if isinstance(value, str) else value for name, value in held.items()
    }
    lists = {name: list(map(clean, v)) for name, v in held.items() if isinstance(v, tuple)}
    return whole | lists


def open_index(folder: Path) -> Any:
    """Open one commit; nothing watches it, since it never changes."""
    index = tantivy.Index(schema(), str(folder))
    index.register_tokenizer(STREAM, _splitter())
    index.config_reader("manual")
    return index


@cache
def _splitter() -> Any:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return builder.filter(tantivy.Filter.custom_stopword([GAP])).build()


def commit_folder(number: int) -> str:
    """Name a commit's folder inside its generation."""
    return f"c{number:08d}"


def begin(generation: Path, before: int, number: int) -> Path:
    """Lay out the folder of the next commit, with all that the one before holds."""
    folder, source = generation / commit_folder(number), generation / commit_folder(before)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for path in source.iterdir() if source.is_dir() else ():
        if path.name in _REWRITTEN:
            shutil.copyfile(path, folder / path.name)
        elif not path.name.endswith(".lock"):
            os.link(path, folder / path.name)
    return folder


@dataclass(frozen=True, slots=True)
class Writing:
    """What is to be one commit. Tantivy numbers deeds through all commits, so that rows differ."""

    folder: Path
    writer: Any
    rows: Iterator[int]

    def drop(self, gone: Iterable[int]) -> None:
        """Leave documents out, named by their digests."""
        for digest in gone:
            self.writer.delete_documents_by_term(DIGEST, digest)

    def add(self, batch: Iterable[Document]) -> None:
        """Add documents."""
        for document, row in zip(batch, self.rows, strict=False):
            self.writer.add_json(entry(document, row))

    def commit(self) -> None:
        """End it: on return it is on the disk, with no merge still running."""
        self.writer.commit()
        self.writer.wait_merging_threads()
        sync(self.folder)


def writing(folder: Path) -> Writing:
    """Begin what is to be one commit."""
    writer = open_index(folder).writer(WRITER_BYTES, 1)
    return Writing(folder, writer, count(writer.commit_opstamp))


def digests(folder: Path, reports: Iterable[str]) -> frozenset[int]:
    """Give the digests of what a commit holds of some reports."""
    names = [clean(report) for report in reports]
    if not names:
        return frozenset()
    searcher = open_index(folder).searcher()
    query = tantivy.Query.term_set_query(schema(), REPORT, names)
    held = max(1, int(searcher.search(query, 1).count))
    found = searcher.search(query, held, order_by_field=DIGEST, order=tantivy.Order.Asc)
    return frozenset(digest for digest, _ in found.hits)


def files(folder: Path) -> list[str]:
    """Name what a commit consists of, from the generation's folder on."""
    held = _held(folder)
    return [
        f"{folder.name}/{path.name}"
        for path in folder.iterdir()
        if path.name in _REWRITTEN or path.name.partition(".")[0] in held
    ]


def has_deletions(folder: Path) -> bool:
    """Say whether any segment still lists documents that were replaced."""
    return any(segment["deletes"] for segment in _meta(folder)["segments"])


def sweep(generation: Path, kept: int) -> None:
    """Delete the folders of all commits but one."""
    for path in generation.iterdir():
        if path.is_dir() and path.name.startswith("c") and path.name != commit_folder(kept):
            shutil.rmtree(path, ignore_errors=True)


def day_of(field: str, text: str) -> tuple[float, str]:
    """Read a sorting text back: what `indexer.fields.SORTS` sorts by, and the document's id."""
    number, _, identity = text.partition(" ")
    return float(int(number) - _LAST_DAY if field == NEWEST else int(number)), identity


def _held(folder: Path) -> set[str]:
    return {segment["segment_id"].replace("-", "") for segment in _meta(folder)["segments"]}


def _meta(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / META).read_bytes())
    return found
