"""Where a page of results ended: the last hit's sort key and id, as a short opaque text."""

from __future__ import annotations

import base64
import binascii
import math

from kb.errors import BadRequest


def pack(key: float, identity: str) -> str:
    """Write a cursor."""
    return base64.urlsafe_b64encode(f"{key!r}~{identity}".encode()).decode().rstrip("=")


def unpack(cursor: str) -> tuple[float, str]:
    """Read a cursor; raises BadRequest where it is none of ours."""
    try:
        whole = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        key, mark, identity = whole.partition("~")
        if mark and math.isfinite(float(key)):
            return float(key), identity
    except (ValueError, binascii.Error, UnicodeError):
        pass
    raise BadRequest(
        "after is not a cursor of this service",
        hint="Take it unchanged from `next` of the page before, or leave it out.",
    )
