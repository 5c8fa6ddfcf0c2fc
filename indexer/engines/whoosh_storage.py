"""Whoosh's files made safe: synced to disk, read at one pinned commit.

Stock Whoosh never calls fsync and deletes the commit before in the same breath, so that a power
loss leaves nothing that opens. Here every file is synced when it is closed, and what a commit no
longer needs is deleted only after the next manifest is in place.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import columns, fields, formats
from whoosh.filedb.filestore import FileStorage
from whoosh.index import _DEF_INDEX_NAME, TOC, FileIndex

from indexer.fields import BY_NAME, TEXT_FIELDS
from indexer.ranking.columns import Numbers

NAME = _DEF_INDEX_NAME
# Exact, where Whoosh rounds the lengths that it keeps itself.
LENGTHS = columns.NumericColumn("i")
# Of each document, told from what it was before.
DIGEST, DIGESTS = "digest", columns.NumericColumn("q")


class DurableStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no type information
    """A folder whose files are on the disk, not in its cache, once they are closed."""

    def __init__(self, path: str, *, readonly: bool = False) -> None:
        """Open a folder; Whoosh's own deletions are kept for `sweep`."""
        super().__init__(path, readonly=readonly)

    def create_file(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Create a file that syncs when it is closed."""
        made = super().create_file(name, *args, **kwargs)
        close = made.close

        def synced() -> None:
            if not made.is_closed:
                made.file.flush()
                os.fsync(made.file.fileno())
            close()

        made.close = synced
        return made

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename, with the folder synced before and after."""
        sync_folder(Path(self.folder))
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(Path(self.folder))

    def delete_file(self, name: str) -> None:
        """Keep the file: readers may still need it, and so would a commit cut short."""


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class PinnedIndex(FileIndex):  # type: ignore[misc]
    """An index read and written from one known commit, whatever lies beside it."""

    def __init__(self, storage: DurableStorage, commit: int) -> None:
        """Open the commit of this number."""
        self._commit = commit
        super().__init__(storage, indexname=NAME)

    def _read_toc(self) -> Any:
        return TOC.read(self.storage, NAME, gen=self._commit)


def schema() -> Any:
    """Make Whoosh's schema of FIELDS: lists only, nothing stored; the catalog holds the texts."""
    made = fields.Schema()
    for name in ("id", "collection", "words", "meaning", *BY_NAME):
        made.add(name, fields.FieldType(formats.Existence(), None))
    for row in TEXT_FIELDS:
        made.add(length_column(row.name), fields.COLUMN(LENGTHS))
    made.add(DIGEST, fields.COLUMN(DIGESTS))
    return made


def length_column(name: str) -> str:
    """Name the column that holds a text field's number of words."""
    return f"{name}_length"


# What is kept as a number of each document.
COLUMNS = {DIGEST: DIGESTS} | {length_column(row.name): LENGTHS for row in TEXT_FIELDS}


def numbers_of(leaf: Any, name: str) -> Numbers:
    """Read a column of one segment, 0 where a document has no value."""
    found = np.zeros(leaf.doc_count_all(), dtype=np.int64)
    if leaf.has_column(name):
        held = leaf.column_reader(name, translate=False)
        width, count = held._fixedlen, held._count  # noqa: SLF001 - one by one takes 20 times as long
        data = held._dbfile.get(held._basepos, width * count)  # noqa: SLF001
        found[:count] = np.frombuffer(data, f">i{width}")
    return found
