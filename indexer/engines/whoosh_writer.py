"""A batch of documents as one segment: words are gathered by field, then sorted once."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from whoosh.writing import SegmentWriter

from indexer.documents import Document
from indexer.embedding import meaning
from indexer.engines.whoosh_codec import ListCodec, Postings, lists_of, postings_of
from indexer.engines.whoosh_storage import COLUMNS, DIGEST, length_column, numbers_of
from indexer.fields import BY_NAME
from indexer.ranking.columns import Docs
from kb.analysis import words_of

_NONE = np.empty(0, dtype=np.int64)


class _Ordinals(dict[str, int]):
    """Terms numbered as they come; what UTF-8 cannot carry becomes a question mark."""

    def __init__(self) -> None:
        super().__init__()
        self.written: dict[bytes, int] = {}

    def __missing__(self, text: str) -> int:
        found = self[text] = self.of(text.encode("utf-8", "replace"))
        return found

    def of(self, term: bytes) -> int:
        """Give the number of a term as it is written."""
        return self.written.setdefault(term, len(self.written))


@dataclass(slots=True)
class _Gathered:
    """One field's words, one after another: which term, in which document, where."""

    terms: _Ordinals = field(default_factory=_Ordinals)
    ordinals: array[int] = field(default_factory=lambda: array("I"))
    docs: array[int] = field(default_factory=lambda: array("I"))
    places: array[int] = field(default_factory=lambda: array("I"))

    def hold(self, doc: int, values: Iterable[str]) -> None:
        """Take in the values of a document."""
        told = [self.terms[value] for value in values]
        self.ordinals.extend(told)
        self.docs.extend([doc] * len(told))

    def merge(self, term: bytes, docs: Docs, places: Docs) -> None:
        """Take in what another segment holds of a term."""
        told = np.full(len(docs), self.terms.of(term), dtype=np.uint32)
        self.ordinals.frombytes(told.tobytes())
        self.docs.frombytes(docs.astype(np.uint32).tobytes())
        self.places.frombytes(places.astype(np.uint32).tobytes())

    def lists(self) -> Iterator[tuple[bytes, Postings]]:
        """Give each term's list, terms in order."""
        if not self.ordinals:
            return
        ordinals = np.frombuffer(self.ordinals, dtype=np.uint32)
        order = np.argsort(ordinals, kind="stable")
        docs = np.frombuffer(self.docs, dtype=np.uint32)[order].astype(np.int64)
        places = np.frombuffer(self.places, dtype=np.uint32).astype(np.int64)
        places = places[order] if len(places) else places
        # Where a document's first occurrence of a term stands, and where each term's list ends.
        first = np.flatnonzero(_changes(ordinals[order]) | _changes(docs))
        counts = np.diff(first, append=len(docs))
        ends = np.cumsum(np.bincount(ordinals, minlength=len(self.terms.written)))
        edges = np.searchsorted(first, ends).tolist()
        held, stops = docs[first], ends.tolist()
        for term, n in sorted(self.terms.written.items()):
            low, start = (edges[n - 1], stops[n - 1]) if n else (0, 0)
            there = slice(low, edges[n])
            at = places[start : stops[n]] if len(places) else places
            yield term, Postings(held[there], counts[there], at)


def _changes(numbers: Any) -> Any:
    changed = np.ones(len(numbers), dtype=np.bool_)
    changed[1:] = numbers[1:] != numbers[:-1]
    return changed


class _Pool(dict[str, _Gathered]):
    """What Whoosh's writer takes its postings from when it writes a segment."""

    def __missing__(self, name: str) -> _Gathered:
        found = self[name] = _Gathered()
        return found

    def iter_postings(self) -> Iterator[tuple[str, Iterator[tuple[bytes, Postings]]]]:
        """Give all fields with their lists, in order."""
        for name in sorted(self):
            yield name, self[name].lists()

    def cleanup(self) -> None:
        """Nothing lies on the disk."""


class BatchWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh has no type information
    """Whoosh's writer, which keeps its segments, with our documents and lists."""

    def __init__(self, index: Any) -> None:
        """Write beside the commit that an index is pinned to."""
        super().__init__(index, codec=ListCodec())
        self.pool = _Pool()

    def held(self, reports: Collection[str]) -> dict[int, int]:
        """Give the documents held of some reports: each one's number by its digest."""
        found: dict[int, int] = {}
        for leaf, offset in self.reader().leaf_readers() if reports else ():
            every = [postings_of(leaf, "report", r.encode("utf-8", "replace")) for r in reports]
            digests = numbers_of(leaf, DIGEST)
            for doc in np.concatenate([_NONE, *(told.docs for told in every if told)]).tolist():
                if not leaf.is_deleted(doc):
                    found[int(digests[doc])] = doc + offset
        return found

    def add(self, document: Document) -> None:
        """Take in a document: positions by stem, words as printed, whole values, lengths."""
        doc, pool = self.docnum, self.pool
        told = {length_column(name): self._add_text(name, text) for name, text in document.text}
        pool["id"].hold(doc, (document.id,))
        pool["collection"].hold(doc, (document.collection,))
        if document.meaning:
            pool["meaning"].hold(doc, (meaning.key(document.meaning),))
        for name, values in document.keywords:
            pool[name].hold(doc, values)
        for name, value in document.numbers:
            pool[name].hold(doc, (str(value),))
        self._finish_document(told | {DIGEST: document.digest})

    def _add_text(self, name: str, text: str) -> int:
        gathered = self.pool[name]
        told = words_of(text)
        places = [at for at, word in enumerate(told) if not word.stop]
        gathered.hold(self.docnum, [word.term for word in told if not word.stop])
        gathered.places.extend(places)
        if BY_NAME[name].finds:
            self.pool["words"].hold(self.docnum, {word.word for word in told if not word.stop})
        return len(places)

    def _finish_document(self, told: Mapping[str, int]) -> None:
        kept = self.perdocwriter
        kept.start_doc(self.docnum)
        for name, number in told.items():
            kept.add_column_value(name, COLUMNS[name], number)
        kept.finish_doc()
        self.docnum += 1
        self._added = True

    def add_reader(self, reader: Any) -> None:
        """Take in what is left of another segment, as Whoosh's policy of merging asks."""
        numbers = self._merged_documents(reader)
        for name in reader.schema.names():
            for term, told in lists_of(reader, name):
                docs = numbers[np.repeat(told.docs, told.counts)]
                left = docs >= 0
                if left.any():
                    self.pool[name].merge(term, docs[left], told.places[left[: len(told.places)]])

    def _merged_documents(self, reader: Any) -> Docs:
        """Take over the documents that are left; give the new number of each, -1 where deleted."""
        columns = {name: numbers_of(reader, name).tolist() for name in COLUMNS}
        numbers = np.full(reader.doc_count_all(), -1, dtype=np.int64)
        for doc in range(reader.doc_count_all()):
            if not reader.is_deleted(doc):
                numbers[doc] = self.docnum
                self._finish_document({name: column[doc] for name, column in columns.items()})
        return numbers
