"""Markdown: statements as quotations under headings, each with its citation, and the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.citations import Citation, citations
from kb.export.base import Cover, ExportFormat, Row, RowReport
from kb.export.grouping import counted, grouped

# What Markdown (CommonMark 0.31) takes for markup, anywhere and at the start of a line.
_MARKUP = re.compile(r"([\\`*_\[\]<>&~|])")
_BEGINS = re.compile(r"^(\s*\d{1,9}(?=[.)])|\s*(?=#|[-+=](?:[\s=-]|$)))", re.MULTILINE)


def _write(cover: Cover, rows: Iterable[Row]) -> Iterator[bytes]:
    with grouped(rows) as groups:
        yield _opening(cover, counted(groups)).encode()
        for heading in groups.headings():
            yield f"## {_plain(heading)}\n\n".encode()
            for row in groups.under(heading):
                yield _statement(row).encode()
        if cover.questions:
            asked = "".join(f"1. {_plain(question)}\n" for question in cover.questions)
            yield f"## Questions for discussion\n\n{asked}\n".encode()
        if groups.reports:
            yield b"## Sources\n\n"
        for report in groups.reports:
            yield _source(report).encode()


def _opening(cover: Cover, held: str) -> str:
    told = f"# {_plain(cover.title)}\n\n"
    if cover.introduction:
        told += f"{_plain_lines(cover.introduction)}\n\n"
    return f"{told}{held} {cover.made}, <{cover.address}>\n\n"


def _statement(row: Row) -> str:
    quoted = "\n".join(f"> {line}" for line in _plain_lines(row.text).split("\n"))
    status = f" ({_plain(row.status)})" if row.status else ""
    told = f"### [{_plain(row.name)}](<{_bare(row.permalink)}>){status}\n\n{quoted}\n\n"
    told += f"{_cited(row.citation)} PDF page {row.page}.\n\n"
    return f"{told}**Note:** {_plain_lines(row.note)}\n\n" if row.note else told


def _source(report: RowReport) -> str:
    cited = _cited(citations(report.bibliography, url=report.publisher_url)[0])
    rights = f" Rights: {_plain(report.rights)}" if report.rights else ""
    return f"- {cited} [All its statements](<{_bare(report.permalink)}>).{rights}\n"


def _cited(citation: Citation) -> str:
    return f"{_plain(citation.before)} *{_plain(citation.title)}*{_after(citation.after)}".strip()


def _after(text: str) -> str:
    """Keep the space that parts a title ending in "?" from what follows."""
    return (" " if text[:1] == " " else "") + _plain(text)


def _plain(text: str) -> str:
    """Give a text so that none of it is markup, on one line."""
    return _plain_lines(" ".join(text.split()))


def _plain_lines(text: str) -> str:
    return _BEGINS.sub(r"\1\\", _MARKUP.sub(r"\\\1", text)).replace("\r", "")


def _bare(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E")


MARKDOWN = ExportFormat(
    "md",
    "Markdown",
    "text/markdown",
    "Plain text with headings, quotations and links, for notes and web pages.",
    _write,
)
