"""A model of meaning small enough to follow: it knows three words."""

from __future__ import annotations

import numpy as np


class Compass:
    """Vectors of known directions: a text's are the words it holds."""

    name = "compass"
    absent = ""
    axes = ("gas", "smoke", "radio")

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts):
        self.asked += texts
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[:3] = [axis in text for axis in self.axes]
            row[1] += 0.5 * ("gas" in text)
            row[3] = 0.1
            row[:] = row / np.linalg.norm(row)
        return rows
