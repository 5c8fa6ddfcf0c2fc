"""The lines of one page with their boxes, read apart under limits, for choosing among them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from ingest.pages.original import limits_of_page, original
from ingest.sandbox import run_sandboxed
from kb.domain.passage import Box

_LINES = "ingest.pages.pdf_page_lines:lines"


class _Asked(msgspec.Struct):
    data: bytes
    page: int


@dataclass(frozen=True, slots=True)
class PageLine:
    """One printed line and where it stands, in points from the top left of the page."""

    text: str
    box: Box


def page_lines(source: Path, page: int) -> tuple[PageLine, ...]:
    """Give the lines of a page (counted from 1), in reading order.

    None where its text is set sideways or is only a picture. Raises BadPdf with the reason where
    the page cannot be read.
    """
    data = original(source)
    asked = msgspec.msgpack.encode(_Asked(data, page))
    answer = run_sandboxed(_LINES, asked, limits=limits_of_page(data))
    return tuple(msgspec.msgpack.decode(answer, type=list[PageLine]))
