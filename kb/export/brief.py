"""DOCX: a brief for a meeting or a lesson; statements under headings, citations, sources.

python-docx makes the frame: styles, title, introduction, footer. It holds a whole document in
memory, so what has no bound, the statements, is written into that frame piece by piece.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO

from kb.citations import citations
from kb.export.base import Cover, ExportFormat, Row, RowReport
from kb.export.brief_frame import HERE, LINKS, MAIN, frame
from kb.export.grouping import Grouped, counted, grouped
from kb.export.pieces import pieces
from kb.export.wordml import Links, link, paragraph, run

# Ruled lines under a question, for what is said to it.
_LINES = 4


def _write(cover: Cover, rows: Iterable[Row]) -> Iterator[bytes]:
    with grouped(rows) as groups, tempfile.TemporaryFile() as made:
        _make(made, cover, groups)
        yield from pieces(made)


def _make(made: IO[bytes], cover: Cover, groups: Grouped) -> None:
    parts = frame(cover, counted(groups))
    before, _, after = parts[MAIN].partition(HERE)
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed,
        Links(parts[LINKS]) as links,
    ):
        for name, part in parts.items():
            if name not in {MAIN, LINKS}:
                packed.writestr(name, part)
        with packed.open(MAIN, "w", force_zip64=True) as main:
            main.write(before)
            for text in _body(cover, groups, links):
                main.write(text.encode())
            main.write(after)
        with packed.open(LINKS, "w", force_zip64=True) as kept:
            for piece in links.pieces():
                kept.write(piece)


def _body(cover: Cover, groups: Grouped, links: Links) -> Iterator[str]:
    for heading in groups.headings():
        yield paragraph("Heading1", run(heading))
        for row in groups.under(heading):
            yield from _statement(row, links)
    if cover.questions:
        yield paragraph("Heading1", run("Questions for discussion"))
    for question in cover.questions:
        yield paragraph("ListNumber", run(question))
        yield from [paragraph("Ruled")] * _LINES
    if groups.reports:
        yield paragraph("Heading1", run("Sources"))
    for report in groups.reports:
        yield _source(report, links)


def _statement(row: Row, links: Links) -> Iterator[str]:
    status = run(f" ({row.status})") if row.status else ""
    yield paragraph("Heading2", run(row.name) + status)
    yield from (paragraph("Statement", run(part)) for part in row.text.split("\n") if part.strip())
    cited = row.citation
    yield paragraph(
        "Citation",
        run(cited.before),
        run(cited.title, italic=True),
        run(f"{cited.after} PDF page {row.page}. "),
        link(links, row.permalink, row.permalink),
    )
    if row.note:
        yield paragraph("Normal", run("Note: ", bold=True), run(row.note))


def _source(report: RowReport, links: Links) -> str:
    cited = citations(report.bibliography, url=report.publisher_url)[0]
    rights = f" Rights: {report.rights}" if report.rights else ""
    return paragraph(
        "Normal",
        run(cited.before),
        run(cited.title, italic=True),
        run(f"{cited.after}{rights} All its statements: "),
        link(links, report.permalink, report.permalink),
    )


DOCX = ExportFormat(
    "docx",
    "Word brief",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "A document by topic: statements, citations with page, the sources at the end.",
    _write,
)
