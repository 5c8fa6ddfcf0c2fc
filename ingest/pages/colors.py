"""Colours of type, as 0xRRGGBB."""

from __future__ import annotations

NEAR = 64


def is_near(one: int, other: int) -> bool:
    """Say whether two colours look alike: each part differs by less than NEAR of 255.

    Greys of one text differ a little from page to page.
    """
    return all(abs((one >> s & 255) - (other >> s & 255)) < NEAR for s in (0, 8, 16))
