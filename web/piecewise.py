"""A page sent while it is still being written, so that its head arrives before its end is made.

What decides about status and headers is done first: the search has been answered. Who carries a
cookie may be given one, and told a name or a packet, so for them a page is made whole before it is
sent.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from flask import Response, request, stream_template

from web.negotiate import respond, revalidated

_LOG = logging.getLogger("kb.pages")
# Characters that are sent together: at first the head with what the browser is to load, then more.
_FIRST, _NEXT = 1024, 16 * 1024
# Files of code that pages are made of or load.
_SHAPING = {".py", ".html", ".css", ".js"}


class Piecewise(Response):
    """An answer that nothing may gather before it is sent, to count its bytes for instance."""

    implicit_sequence_conversion = False


def respond_piecewise(template: str, page: object, **only_html: Any) -> Response:
    """Render `page` for people, piece by piece; `only_html` must be made of `page` alone.

    The entity tag is of the values, since the text is not there yet.
    """
    if request.cookies:
        return respond(template, page, **only_html)
    answer = Piecewise(_pieces(stream_template(template, page=page, **only_html)))
    answer.set_etag(_tag(template, page), weak=True)
    answer.vary.add("Cookie")
    return revalidated(answer)


def _pieces(written: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    size, enough = 0, _FIRST
    try:
        for part in written:
            held.append(part)
            size += len(part)
            if size >= enough:
                yield "".join(held)
                held, size, enough = [], 0, _NEXT
    except Exception:
        # The server ends the connection before the page's end, as its beginning was sent.
        _LOG.exception("a page broke off while it was written")
        raise
    yield "".join(held)


def _tag(template: str, page: object) -> str:
    told = hashlib.sha256(msgspec.json.encode(page))
    told.update(f"{template} {request.full_path} {_version()}".encode())
    return told.hexdigest()[:32]


@cache
def _version() -> str:
    """Name the code that makes pages: another version may say the same otherwise."""
    root = Path(__file__).parent.parent
    files = sorted(path for name in ("kb", "indexer", "web") for path in (root / name).rglob("*.*"))
    told = hashlib.sha256()
    for path in files:
        if path.suffix in _SHAPING:
            told.update(path.read_bytes())
    return told.hexdigest()
