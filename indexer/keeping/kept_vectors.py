"""Vectors kept between runs, or in another index, so that only texts that are new are embedded.

Measuring the same collections again and again then takes seconds instead of half an hour, and so
does moving to another engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from indexer.embedding.meaning import Encoder, Vector, Vectors, key
from indexer.engine import SearchEngine
from indexer.engines import vectors as stored
from kb.errors import EngineUnavailable

# Texts embedded before they are written down: what a run that is cut short loses at most.
AT_ONCE = 1_000


class KeepingEncoder:
    """An encoder that looks a text up in a folder first and keeps there what it had to embed."""

    def __init__(
        self, encoder: Encoder, folder: Path, told: Callable[[int], None] | None = None
    ) -> None:
        """Keep the vectors of one model below a folder; `told` hears how many texts are in."""
        self.name = encoder.name
        self._encoder = encoder
        self._folder = folder / encoder.name
        self._told = told
        self._folder.mkdir(parents=True, exist_ok=True)
        self._store = self._read()

    @property
    def absent(self) -> str:
        """Say why there is no meaning."""
        return self._encoder.absent

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give one unit vector a text; raises EngineUnavailable where the model cannot be used."""
        wanted = {key(text): text for text in texts}
        new = [text for k, text in wanted.items() if self._store.get(k) is None]
        # Texts of one length are embedded together.
        new.sort(key=len)
        for start in range(0, len(new), AT_ONCE):
            self._keep(new[start : start + AT_ONCE])
        found = [self._store.get(key(text)) for text in texts]
        return np.array(found, dtype=np.float32)

    def _keep(self, texts: Sequence[str]) -> None:
        made = dict(zip(map(key, texts), self._encoder.embed(texts), strict=True))
        files = self._files()
        last = max((int(name.removeprefix(stored.PREFIX)[:8]) for name in files), default=0)
        kept = stored.add(self._folder, last + 1, files, made)
        stored.sweep(self._folder, kept)
        self._store = self._read()
        if self._told:
            self._told(len(texts))

    def _read(self) -> stored.Store:
        return stored.read(self._folder, self._files())

    def _files(self) -> list[str]:
        return [path.name for path in self._folder.glob(f"{stored.PREFIX}*")]


class BorrowingEncoder:
    """An encoder that takes the vectors that another index holds, and embeds the rest."""

    def __init__(self, encoder: Encoder, other: SearchEngine) -> None:
        """Name a model and an index whose vectors are of it."""
        self.name = encoder.name
        self._encoder = encoder
        self._other = other

    @property
    def absent(self) -> str:
        """Say why there is no meaning."""
        return self._encoder.absent

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give one unit vector a text; raises EngineUnavailable where the model cannot be used."""
        keys = [key(text) for text in texts]
        held = self._held(keys)
        new = [text for k, text in zip(keys, texts, strict=True) if k not in held]
        made = self._encoder.embed(new) if new else ()
        rows = held | dict(zip(map(key, new), made, strict=True))
        return np.array([rows[k] for k in keys], dtype=np.float32)

    def _held(self, keys: Sequence[str]) -> dict[str, Vector]:
        try:
            return dict(self._other.vectors(keys))
        except EngineUnavailable:
            return {}
