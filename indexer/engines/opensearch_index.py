"""How an index is laid out in OpenSearch: settings, mapping, and documents as it takes them."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from indexer.documents import Document
from indexer.embedding import meaning
from indexer.embedding.meaning import Vector
from indexer.engines.opensearch_client import Action
from indexer.engines.opensearch_query import COLLECTION, ID, MEANING, REPORT, WORDS
from indexer.engines.token_stream import GAP, clean, streams
from indexer.fields import FIELDS, Kind
from indexer.ranking.scoring import K1, B

# Lucene takes no longer terms; a longer word is found by no engine's user either.
LONGEST_TERM = 8_000
DIGEST = "digest"
_KEYWORD = {"type": "keyword", "ignore_above": LONGEST_TERM}


def settings() -> dict[str, Any]:
    """Give the settings of an index.

    Documents are shown when a batch is whole, never by a timer; each write is acknowledged when it
    is on the disks of all copies; one copy is kept wherever there is a second node.
    """
    return {
        "number_of_shards": 1,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",
        "max_result_window": 100_001,
        "translog.durability": "request",
        "similarity.default": {"type": "BM25", "k1": K1, "b": B},
        "analysis": {
            "filter": {"gap": {"type": "stop", "stopwords": [GAP]}},
            "analyzer": {
                "stream": {"type": "custom", "tokenizer": "spaces", "filter": ["gap"]},
            },
            "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 30_000}},
        },
    }


def mapping() -> dict[str, Any]:
    """Give the mapping of FIELDS; nothing is stored, the catalog holds the texts."""
    names = (ID, REPORT, COLLECTION, WORDS, MEANING)
    properties: dict[str, Any] = dict.fromkeys(names, _KEYWORD)
    properties[DIGEST] = {"type": "long"}
    for row in FIELDS:
        if row.kind is Kind.TEXT:
            properties[row.name] = {"type": "text", "analyzer": "stream"}
        elif row.kind is Kind.KEYWORD:
            properties[row.name] = _KEYWORD
        else:
            properties[row.name] = {"type": "long"}
    return {"dynamic": "strict", "properties": properties}


def vectors_mapping() -> dict[str, Any]:
    """Give the mapping of the vectors' index: each is fetched by the batch it came with."""
    return {
        "dynamic": "strict",
        "properties": {
            "batch": {"type": "long"},
            "key": {"type": "keyword"},
            "vector": {"type": "binary"},
        },
    }


def written(document: Document) -> Action:
    """Turn a document into an action of a bulk."""
    told = streams(document)
    row: dict[str, Any] = {
        ID: clean(document.id),
        REPORT: clean(document.report),
        COLLECTION: document.collection,
        WORDS: sorted(told.words),
        DIGEST: document.digest,
        **told.fields,
        **{name: [clean(value) for value in values] for name, values in document.keywords},
        **dict(document.numbers),
    }
    if document.meaning:
        row[MEANING] = meaning.key(document.meaning)
    return {"index": {"_id": row[ID]}}, row


def deleted(ids: Iterable[str]) -> Iterator[Action]:
    """Turn ids into actions of a bulk."""
    for identity in ids:
        yield {"delete": {"_id": identity}}, None


def kept(vectors: Mapping[str, Vector], batch: int) -> list[Action]:
    """Turn vectors into actions of a bulk."""
    return [
        (
            {"index": {"_id": key}},
            {
                "key": key,
                "batch": batch,
                "vector": b64encode(np.asarray(vector, dtype="<f4").tobytes()).decode("ascii"),
            },
        )
        for key, vector in vectors.items()
    ]


def vector_of(row: Mapping[str, Any]) -> tuple[str, Vector]:
    """Read a vector back with its key."""
    return row["key"], np.frombuffer(b64decode(row["vector"]), dtype="<f4")
