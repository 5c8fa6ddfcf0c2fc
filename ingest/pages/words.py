"""A word as the readers of PDFs and of pictures give it: its text, how and where it is set."""

from __future__ import annotations

import msgspec


# Structs, for they are made by the hundred for each page and cost a fifth of a dataclass.
class Type(msgspec.Struct, frozen=True, gc=False):
    """How a word is set; sizes in points, colour as 0xRRGGBB."""

    font: str
    size: float
    bold: bool
    italic: bool
    color: int


class Word(msgspec.Struct, frozen=True, gc=False):
    """Words set in one type and in one go, mostly one; `space` says white follows the last."""

    text: str
    type: Type
    x0: float
    x1: float
    base: float
    space: bool = False
