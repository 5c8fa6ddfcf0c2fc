"""Paragraphs of a Word document as text (ECMA-376, part 1, 17.3), and the links they name."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import IO, Self
from xml.sax.saxutils import escape, quoteattr

from kb.export.pieces import pieces

# No XML document may hold these (XML 1.0, 2.2).
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_END = b"</Relationships>"


class Links:
    """The part that holds a document's links, written as they come; `begun` is the frame's own."""

    def __init__(self, begun: bytes) -> None:
        self._kept: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed at our own exit
        self._kept.write(begun.removesuffix(_END))
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._kept.close()

    def add(self, url: str) -> str:
        """Keep one more address; give the name that the text calls it by."""
        self._count += 1
        name = f"link{self._count}"
        told = f'<Relationship Id="{name}" Type="{_HYPERLINK}" Target={quoteattr(fit(url))}'
        self._kept.write(f'{told} TargetMode="External"/>'.encode())
        return name

    def pieces(self) -> Iterator[bytes]:
        """Give the whole part."""
        yield from pieces(self._kept)
        yield _END


def paragraph(style: str, *runs: str) -> str:
    """Write a paragraph in a named style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def run(text: str, *, bold: bool = False, italic: bool = False) -> str:
    """Write a stretch of text; line ends become line breaks."""
    if not text:
        return ""
    look = f"<w:rPr>{'<w:b/>' if bold else ''}{'<w:i/>' if italic else ''}</w:rPr>"
    return f"<w:r>{look if bold or italic else ''}{_broken(text)}</w:r>"


def link(links: Links, url: str, text: str) -> str:
    """Write a text that leads to an address."""
    shown = f'<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>{_broken(text)}</w:r>'
    return f'<w:hyperlink r:id="{links.add(url)}" w:history="1">{shown}</w:hyperlink>'


def fit(text: str) -> str:
    """Replace what XML cannot hold."""
    return _UNFIT.sub("\ufffd", text)


def _broken(text: str) -> str:
    lines = fit(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
