"""What engines that keep their index in one folder of this machine have in common.

Generations on a `Shelf`, and the statements' vectors beside each; how words are stored and looked
up is the engine's own.
"""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from indexer.documents import Document
from indexer.embedding.meaning import Encoder, Vector
from indexer.engine import Generation
from indexer.engines import vectors as stored
from indexer.engines.generations import REBUILD, Manifest, Shelf, Sizes, cut_short
from indexer.engines.vectors import Store
from indexer.fields import fingerprint
from kb.errors import EngineUnavailable, IndexOutOfDate

# A file that a commit no longer needs may still be about to be opened by a reader: how often it
# starts again from the new manifest.
TRIES = 5
# How often the sizes of open files are looked at (seconds): no longer apart than a search takes.
LOOKED_AT_EVERY = 0.005
Shot = TypeVar("Shot")


@dataclass(frozen=True, slots=True)
class Opened(Generic[Shot]):
    """One commit of one generation, opened for reading; `stamp` tells when there is a newer one.

    `sizes` are those of its files, which the snapshot has mapped.
    """

    name: str
    stamp: tuple[int, int]
    sizes: Sizes
    snapshot: Shot


class EmbeddedEngine(ABC, Generic[Shot]):
    """The part of `indexer.engine.SearchEngine` that any engine in a folder answers alike."""

    def __init__(self, folder: Path, encoder: Encoder | None = None) -> None:
        """Name the folder; nothing is read or made until it is needed."""
        self.encoder = encoder
        self._shelf = Shelf(folder)
        self._opening = threading.Lock()
        self._open: Opened[Shot] | None = None
        self._kept: Opened[Store] = Opened("", (0, 0), (), Store())
        self._whole: tuple[Opened[Any] | None, float] = None, 0.0
        self._store = Store()
        self._chosen = ""

    def generations(self) -> Sequence[Generation]:
        """List the builds, newest first; what cannot be read is left out.

        So is a live one that fails its checksums, which has it built anew by whoever follows.
        """
        live = self._shelf.current()
        found: list[Generation] = []
        for name in self._shelf.names():
            with suppress(EngineUnavailable):
                m = self._shelf.read(name, verify=name == live)
                found.append(
                    Generation(
                        name, m.documents, m.cursor, m.fingerprint, m.built, name == live, m.meaning
                    )
                )
        return found

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the only right to write while several steps are taken."""
        return self._shelf.writing()

    def activate(self, generation: str) -> None:
        """Make a generation the live one by one rename."""
        with self._shelf.writing():
            self._shelf.activate(generation)

    def looking_at(self, generation: str) -> Self:
        """Give an engine that answers from this generation, whichever is live."""
        other = copy(self)
        other.__dict__.update(_chosen=generation, _open=None, _opening=threading.Lock())
        return other

    def open_newest(self) -> None:
        """Open the newest commit of the live generation where it is not; two looks at files."""
        self._current()

    def _answering(self) -> str:
        return self._chosen or self._shelf.current()

    def vectors(self, keys: Sequence[str]) -> Mapping[str, Vector]:
        """Give those of the vectors that the live generation holds."""
        name = self._answering()
        if not self._is_still(self._kept, name):
            stamp = self._shelf.stamp(name)
            try:
                manifest = self._shelf.read(name)
                store = self._vectors_in(name, manifest)
            except (EngineUnavailable, OSError):
                return {}
            self._kept = Opened(name, stamp, self._shelf.sizes(name, manifest), store)
        return self._kept.snapshot.select(keys)

    @abstractmethod
    def _opened(self, name: str, manifest: Manifest) -> Shot:
        """Open the commit of a checked manifest."""

    def _current(self) -> Opened[Shot]:
        """Give the newest commit of the live generation; raises EngineUnavailable."""
        name = self._answering()
        if not name:
            raise EngineUnavailable("nothing is indexed yet", hint=REBUILD)
        if (opened := self._still(name)) is not None:
            return opened
        with self._opening:
            for left in reversed(range(TRIES)):
                name = self._answering()
                if (opened := self._still(name)) is not None:
                    return opened
                stamp = self._shelf.stamp(name)
                try:
                    manifest = self._readable(name)
                    sizes = self._shelf.sizes(name, manifest)
                    self._open = Opened(name, stamp, sizes, self._opened(name, manifest))
                except EngineUnavailable:
                    # A newer commit may have swept away what this manifest names.
                    if not left or self._shelf.stamp(self._answering()) == stamp:
                        raise
                else:
                    return self._open
        raise AssertionError

    def _still(self, name: str) -> Opened[Shot] | None:
        opened = self._open
        return opened if opened and self._is_still(opened, name) else None

    def _is_still(self, opened: Opened[Any], name: str) -> bool:
        """Say whether what was opened is the newest commit, and no file of it was cut since.

        Reading past the end of a mapped file ends the process.
        """
        if (opened.name, opened.stamp) != (name, self._shelf.stamp(name)):
            return False
        looked, at = self._whole
        if looked is opened and time.monotonic() - at < LOOKED_AT_EVERY:
            return True
        if cut_short(opened.sizes):
            return False
        self._whole = opened, time.monotonic()
        return True

    def _readable(self, name: str) -> Manifest:
        """Give a checked manifest; raises IndexOutOfDate where it was built for other fields."""
        manifest = self._shelf.read(name)
        if manifest.fingerprint != fingerprint():
            raise IndexOutOfDate("the index was built for other fields", hint=REBUILD)
        return manifest

    def _vectors_in(self, generation: str, manifest: Manifest) -> Store:
        """Open a commit's vectors; those of the commit opened before are at hand."""
        self._store = stored.read(self._shelf.folder(generation), manifest.files, self._store)
        return self._store

    def _meaning(
        self, before: Manifest, batch: Sequence[Document], vectors: Mapping[str, Vector] | None
    ) -> str:
        return stored.whose(self.encoder, before.meaning, batch, vectors, first=before.commit == 0)

    def _add_vectors(
        self,
        generation: str,
        before: Manifest,
        vectors: Mapping[str, Vector],
    ) -> list[str]:
        folder = self._shelf.folder(generation)
        known = self._vectors_in(generation, before).rows
        new = {k: v for k, v in vectors.items() if k not in known}
        return stored.add(folder, before.commit + 1, list(before.files), new)
