"""How well words find what people judged relevant, through the product's own query path."""

from __future__ import annotations

import csv
import json
import math
import statistics
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.documents import Document
from indexer.embedding.meaning import represented, vectors_for
from indexer.engine import SearchEngine
from indexer.query import Search
from indexer.question.asking import read
from indexer.question.expansion import Nameless
from indexer.question.request import FindRequest
from kb.errors import NotFound
from kb.reference import load_vocabulary

DEPTH = 100
CUTOFF = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the judged queries; `milliseconds` is the median time of one search."""

    queries: int
    ndcg: float
    precision: float
    recall: float
    milliseconds: float
    documents: int
    per_second: float


def evaluate(folder: Path, engine: SearchEngine) -> Figures:
    """Index a collection in BEIR's layout and run its judged queries.

    `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv` as in the BEIR benchmark (Thakur 2021);
    raises NotFound where one is missing. nDCG@10 is trec_eval's, unjudged counts as not relevant.
    """
    judged = {
        query: grades for query, grades in _judgements(folder).items() if any(grades.values())
    }
    began = time.perf_counter()
    count = _index(folder, engine)
    seconds = time.perf_counter() - began
    rows: list[tuple[float, float, float, float]] = []
    for row in _lines(folder / "queries.jsonl"):
        if row["_id"] in judged:
            began = time.perf_counter()
            ranked = _search(engine, row["text"])
            elapsed = time.perf_counter() - began
            rows.append((*measures(ranked, judged[row["_id"]]), elapsed * 1000))
    if not rows:
        raise NotFound(f"no judged query in {folder}", hint="Give a collection in BEIR's layout.")
    ndcg, precision, recall, _ = (statistics.fmean(column) for column in zip(*rows, strict=True))
    usual = statistics.median(row[3] for row in rows)
    return Figures(len(rows), ndcg, precision, recall, usual, count, count / seconds)


def measures(ranked: Sequence[str], grades: Mapping[str, int]) -> tuple[float, float, float]:
    """Give nDCG@10, average precision and recall, both over the first 100."""
    gains = [grades.get(found, 0) for found in ranked[:CUTOFF]]
    ideal = sorted(grades.values(), reverse=True)[:CUTOFF]
    relevant = {found for found, grade in grades.items() if grade > 0}
    hits, precision = 0, 0.0
    for place, found in enumerate(ranked[:DEPTH], start=1):
        if found in relevant:
            hits += 1
            precision += hits / place
    return _dcg(gains) / _dcg(ideal), precision / len(relevant), hits / len(relevant)


def _dcg(gains: Iterable[int]) -> float:
    return sum(max(0, gain) / math.log2(place + 2) for place, gain in enumerate(gains))


def _search(engine: SearchEngine, text: str) -> list[str]:
    # A topic statement is prose: its quotes and dashes are not operators.
    plain = " ".join(text.replace('"', " ").replace("(", " ").replace(")", " ").split())
    parsed, _ = read(engine, FindRequest(q=plain), Nameless(load_vocabulary().long_forms))
    return [hit.id for hit in engine.search(Search(parsed.tree, limit=DEPTH)).hits]


def _index(folder: Path, engine: SearchEngine) -> int:
    name = engine.create()
    batch = [
        Document(
            row["_id"],
            "records",
            row["_id"],
            (("statement", f"{row.get('title', '')}\n{row['text']}"),),
            meaning=represented(f"{row.get('title', '')} {row['text']}"),
        )
        for row in _lines(folder / "corpus.jsonl")
    ]
    vectors = vectors_for([document.meaning for document in batch], engine.encoder, {})
    engine.write(name, batch, replacing=(), cursor=0, vectors=vectors)
    engine.activate(name)
    return len(batch)


def _judgements(folder: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = {}
    with _opened(folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            judged.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    return judged


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with _opened(path).open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _opened(path: Path) -> Path:
    if not path.is_file():
        raise NotFound(f"there is no {path}", hint="Give a collection in BEIR's layout.")
    return path
