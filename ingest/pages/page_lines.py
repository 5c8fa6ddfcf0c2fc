"""The lines of one page with their boxes, read apart under limits, for choosing among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from ingest.sandbox import Limits, run_sandboxed
from kb.domain.passage import Box
from kb.errors import BadPdf

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
    try:
        data = source.read_bytes()
    except OSError as error:
        raise BadPdf(
            f"the original PDF cannot be opened ({error.strerror or error})",
            hint="Read the report in again to restore it.",
            code="unreadable",
        ) from error
    limits = replace(Limits.for_size(len(data)), cpu_seconds=20, wall_seconds=25.0)
    answer = run_sandboxed(_LINES, msgspec.msgpack.encode(_Asked(data, page)), limits=limits)
    return tuple(msgspec.msgpack.decode(answer, type=list[PageLine]))
