"""RIS, BibTeX and CSL-JSON: one entry for each statement, for reference managers.

An entry is the report's, with the statement as its abstract and its page; two statements of one
report are two entries, since each is cited with a page of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from kb.citations import family_and_given, whole_title
from kb.export.base import Cover, ExportFormat, Row

# (LaTeX Companion, section 1.2) what TeX takes for commands.
_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_{}"},
}
_NOT_KEY = re.compile(r"[^A-Za-z0-9.:-]+")


def _each(entry: Callable[[Row], str]) -> Callable[[Cover, Iterable[Row]], Iterator[bytes]]:
    def write(_: Cover, rows: Iterable[Row]) -> Iterator[bytes]:
        for row in rows:
            yield entry(row).encode()

    return write


def _notes(row: Row) -> tuple[str, ...]:
    """Say what no field of these formats is for."""
    told = (
        f"{row.name}, {row.where}",
        row.status and f"Status: {row.status}",
        row.report.rights and f"Rights: {row.report.rights}",
        row.note and f"Note: {row.note}",
    )
    return tuple(_line(one) for one in told if one)


def _line(text: str) -> str:
    return " ".join(text.split())


def _ris(row: Row) -> str:
    report = row.report
    pairs = [
        ("TY", "RPRT"),
        ("ID", row.id),
        ("TI", whole_title(report.bibliography)),
        *(("AU", ", ".join(filter(None, family_and_given(name)))) for name in report.authors),
        ("PB", report.publisher),
        ("PY", str(report.year or "")),
        ("DA", report.published.replace("-", "/")),
        ("SP", row.cited_page),
        ("AB", row.text),
        *(("KW", topic.label) for topic in row.topics),
        *(("N1", note) for note in _notes(row)),
        *(("UR", url) for url in dict.fromkeys((row.url, row.permalink))),
    ]
    told = "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in pairs if value)
    return f"{told}ER  - \r\n\r\n"


def _bibtex(row: Row) -> str:
    report = row.report
    names = [family_and_given(name) for name in report.authors]
    authors = (f"{_tex(a)}, {_tex(b)}" if b else f"{{{_tex(a)}}}" for a, b in names)
    fields = [
        ("title", f"{{{_tex(whole_title(report.bibliography))}}}"),
        ("author", " and ".join(authors)),
        ("institution", report.publisher and f"{{{_tex(report.publisher)}}}"),
        ("year", str(report.year or "")),
        ("date", report.published),
        ("pages", _tex(row.cited_page)),
        ("abstract", _tex(row.text)),
        ("keywords", ", ".join(_tex(topic.label) for topic in row.topics)),
        ("note", "; ".join(_tex(note) for note in _notes(row))),
        ("copyright", _tex(report.rights)),
        ("url", _bare(row.url)),
        ("permalink", _bare(row.permalink)),
    ]
    told = "".join(f"  {name} = {{{_line(value)}}},\n" for name, value in fields if value)
    return f"@techreport{{{_NOT_KEY.sub(':', row.id)},\n{told}}}\n\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)


def _bare(url: str) -> str:
    """Give an address that can stand between braces."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _csl(row: Row) -> dict[str, Any]:
    """Give an item of the CSL-JSON schema; `custom` holds what it has no variable for."""
    report = row.report
    item = {
        "id": row.id,
        "type": "report",
        "title": whole_title(report.bibliography),
        "author": [_csl_name(name) for name in report.authors],
        "publisher": report.publisher,
        "issued": {"date-parts": [_date_parts(report.published)]} if report.published else None,
        "page": row.cited_page,
        "abstract": row.text,
        "keyword": ", ".join(topic.label for topic in row.topics),
        "note": "; ".join(_notes(row)),
        "URL": row.url,
        "custom": {
            "permalink": row.permalink,
            "printed_page": row.printed_page,
            "pdf_page": row.page,
            "rights": report.rights,
        },
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(name: str) -> dict[str, str]:
    family, given = family_and_given(name)
    return {"family": family, "given": given} if given else {"literal": family}


def _date_parts(published: str) -> list[int]:
    return [int(part) for part in published.split("-") if part.isdigit()]


def _write_csl(_: Cover, rows: Iterable[Row]) -> Iterator[bytes]:
    before = b"[\n"
    for row in rows:
        yield before + msgspec.json.encode(_csl(row))
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"


RIS = ExportFormat(
    "ris",
    "RIS",
    "application/x-research-info-systems",
    "For EndNote, Zotero, Mendeley and other reference managers.",
    _each(_ris),
)
BIBTEX = ExportFormat("bib", "BibTeX", "application/x-bibtex", "For LaTeX.", _each(_bibtex))
CSL_JSON = ExportFormat(
    "csl.json",
    "CSL-JSON",
    "application/vnd.citationstyles.csl+json",
    "For Zotero, pandoc and other programs that cite in any style.",
    _write_csl,
)
