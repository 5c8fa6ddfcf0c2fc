"""Ways to print a chapter in looks that no row gives them: two things other at once, by lot."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace

from tests.support.typeset.printed_text import Body, Look, Variation
from tests.support.typeset.publishers_styles import PUBLISHED
from tests.support.typeset.ranked_styles import RANKED
from tests.support.typeset.variations import VARIATIONS

PLAIN = Look(head="bold", strong="")
TWO = Look(columns=2, justified=True)
LOOKS: Mapping[str, Look] = {
    "plain": PLAIN,
    "plain tight": replace(PLAIN, loose=False),
    "italic": Look(head="italic", strong="i"),
    "tight": Look(loose=False),
    "two columns": TWO,
    "two columns tight": replace(TWO, loose=False, strong=""),
    "two columns landscape": Look(columns=2, landscape=True),
    "coloured": Look(face="Helvetica", head_colour="#2f5496", strong=""),
    "typed": Look(face="Courier", size=10, head="capitals", strong="", numbered_chapters=False),
    "small sans": Look(face="Helvetica", size=9),
    "justified": Look(justified=True),
    "large": Look(size=13, head="bold"),
}
# What is set as wide as a page fits no column.
_WIDE = (
    "wide", "barred", "boxes", "cards", "matrix", "side", "table", "register", "form", "slides",
    "box", "rows", "badges", "details", "spanned", "both", "left", "right", "large", "both",
)  # fmt: skip


def drawn(seed: int, count: int) -> dict[str, Variation]:
    """Draw so many pairs of a way to print and a look."""
    pairs = list(_pairs())
    random.Random(seed).shuffle(pairs)
    return dict(pairs[:count])


def _pairs() -> Iterator[tuple[str, Variation]]:
    for name, body in _bodies().items():
        for look, how in LOOKS.items():
            if how.columns == 1 or not name.startswith(_WIDE):
                yield f"{name}, {look}", Variation(body, how)


def _bodies() -> dict[str, Body]:
    """Give each way to print under the name of its first row."""
    first: dict[Body, str] = {}
    for name, variation in (VARIATIONS | PUBLISHED | RANKED).items():
        first.setdefault(variation.body, name)
    return {name: body for body, name in first.items()}
