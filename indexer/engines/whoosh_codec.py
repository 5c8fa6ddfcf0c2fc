"""A term's list kept as arrays in Whoosh's files, so that neither writing nor reading it is a loop.

Whoosh itself handles one posting after the other, and asks the file system for a length at each.
Its dictionary of terms, its columns, deletions and segments stay as they are.

A list is three widths in bytes, then as many arrays of little-endian numbers so wide: the distances
between its documents, how often each holds the term (width 0: once), and the positions (width 0:
none are kept).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.matching import ListMatcher
from whoosh.reading import TermNotFound
from whoosh.system import pack_ushort

from indexer.ranking.columns import Docs

_HEADER = 3
_ALONE = bytes((4, 0, 0))
_NONE = np.empty(0, dtype=np.int64)
_ONCE = np.ones(1, dtype=np.int64)
# Most terms stand in one or two documents; up to so many numbers, Python is quicker than numpy.
_FEW = 24
_LETTERS = {1: "B", 2: "H", 4: "I"}


@dataclass(frozen=True, slots=True)
class Postings:
    """Documents ascending, how often each holds the term, and where: all positions, in order."""

    docs: Docs
    counts: Docs
    places: Docs


def pack(postings: Postings) -> bytes:
    """Write a list."""
    if len(postings.docs) == 1 and not len(postings.places):
        return _ALONE + int(postings.docs[0]).to_bytes(4, "little")
    distances = postings.docs.copy()
    distances[1:] -= postings.docs[:-1]
    parts = [_narrow(distances), _narrow(postings.counts), _narrow(postings.places)]
    if len(postings.places) == 0 or len(postings.places) == len(postings.docs):
        parts[1] = (0, b"")
    return bytes(width for width, _ in parts) + b"".join(data for _, data in parts)


def _narrow(numbers: Docs) -> tuple[int, bytes]:
    if not len(numbers):
        return 0, b""
    if len(numbers) <= _FEW:
        few = numbers.tolist()
        width = _width(max(few))
        return width, struct.pack(f"<{len(few)}{_LETTERS[width]}", *few)
    width = _width(int(numbers.max()))
    return width, numbers.astype(f"<u{width}").tobytes()


def _width(most: int) -> int:
    return 1 if most < 1 << 8 else 2 if most < 1 << 16 else 4


def unpack(data: bytes, count: int) -> Postings:
    """Read the list of a term that `count` documents hold."""
    if count == 1 and data.startswith(_ALONE):
        return Postings(_wide(data, 4, _HEADER, 1), _ONCE, _NONE)
    wide, often, placed = data[:_HEADER]
    docs = np.cumsum(_wide(data, wide, _HEADER, count))
    at = _HEADER + wide * count
    counts = _wide(data, often, at, count) if often else np.ones(count, dtype=np.int64)
    at += often * count
    places = _wide(data, placed, at, int(counts.sum())) if placed else _NONE
    return Postings(docs, counts, places)


def _wide(data: bytes, width: int, start: int, count: int) -> Docs:
    return np.frombuffer(data, f"<u{width}", count, start).astype(np.int64)


def postings_of(leaf: Any, name: str, term: bytes) -> Postings | None:
    """Give a term's list in one segment, deleted documents and all."""
    try:
        return _read(leaf._terms._postfile, leaf._terms.term_info(name, term))  # noqa: SLF001
    except TermNotFound:
        return None


def lists_of(leaf: Any, name: str, prefix: bytes = b"") -> Iterator[tuple[bytes, Postings]]:
    """Give the lists of a field's terms that begin so, in order."""
    if name not in leaf._terms.indexed_field_names():  # noqa: SLF001
        return
    for (field, term), info in leaf._terms.items_from(name, prefix):  # noqa: SLF001
        if field != name or not term.startswith(prefix):
            return
        yield term, _read(leaf._terms._postfile, info)  # noqa: SLF001


def _read(file: Any, info: Any) -> Postings:
    # Whoosh gives the length as `struct` does, in a tuple of one.
    start, (length,) = info.extent()
    return unpack(file.get(start, length), info.doc_frequency())


class ListCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no type information
    """Whoosh's third codec but for the lists."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> Any:
        """Write lists as arrays."""
        return _ListWriter(self, storage, segment)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> Any:
        """Give a list as Whoosh asks for it, where documents are deleted by a term."""
        found = _read(dbfile, terminfo)
        return ListMatcher(found.docs.tolist(), format=format_, term=term, scorer=scorer)


class _ListWriter(W3FieldWriter):  # type: ignore[misc]
    def add_postings(
        self, schema: Any, _: Any, items: Iterable[tuple[str, Iterable[tuple[bytes, Postings]]]]
    ) -> None:
        """Write the lists of each field, both in order."""
        for name, lists in items:
            self.start_field(name, schema[name])
            field = pack_ushort(self._fieldid)
            for term, postings in lists:
                self._tindex.add(field + term, self._written(postings).to_bytes())
            self.finish_field()

    def _written(self, postings: Postings) -> Any:
        info = W3TermInfo(weight=float(postings.counts.sum()), df=len(postings.docs))
        data = pack(postings)
        info.set_extent(self._postfile.tell(), len(data))
        self._postfile.write(data)
        return info
