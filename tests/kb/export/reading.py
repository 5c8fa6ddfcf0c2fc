"""What each format holds, read back by something that is not our writer."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import bibtexparser
import lxml.html
import mammoth
import openpyxl
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from markdown_it import MarkdownIt


@dataclass(frozen=True, slots=True)
class Told:
    """One statement as a reader of the file sees it; all of it as text."""

    text: str
    permalink: str
    page: str
    pdf_page: str
    title: str
    publisher: str
    year: str
    rights: str


def of_csv(written: bytes) -> list[Told]:
    rows = csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    return [_of_table({**row, "text": row["text"].removeprefix("'")}) for row in rows]


def of_xlsx(written: bytes) -> list[Told]:
    sheet = openpyxl.load_workbook(io.BytesIO(written))["Statements"]
    lines = sheet.iter_rows()
    names = [cell.value for cell in next(lines)]
    told = []
    for line in lines:
        cells = dict(zip(names, line, strict=True))
        assert {cell.data_type for cell in line} <= {"s", "n"}, "a cell that computes"
        assert cells["permalink"].hyperlink.target == cells["permalink"].value
        told.append(_of_table({name: str(cell.value or "") for name, cell in cells.items()}))
    return told


def _of_table(row: dict[str, str]) -> Told:
    return Told(
        row["text"], row["permalink"], row["printed_page"] or row["pdf_page"], row["pdf_page"],
        row["report"], row["publisher"], row["year"], row["rights"],
    )  # fmt: skip


def of_jsonl(written: bytes) -> list[Told]:
    rows = [json.loads(line) for line in written.decode().splitlines()]
    return [
        Told(
            row["text"], row["permalink"], row["printed_page"] or str(row["page"]),
            str(row["page"]), row["report"]["title"], row["report"]["publisher"],
            str(row["report"]["year"] or ""), row["report"]["rights"],
        )
        for row in rows
    ]  # fmt: skip


def of_ris(written: bytes) -> list[Told]:
    return [
        Told(
            entry["abstract"], entry["urls"][-1], entry["start_page"],
            _pdf_page("; ".join(entry["notes"])), entry["title"], entry.get("publisher", ""),
            entry.get("year", ""), _rights(entry["notes"]),
        )
        for entry in rispy.loads(written.decode())
    ]  # fmt: skip


def of_bib(written: bytes) -> list[Told]:
    read = bibtexparser.parse_string(
        written.decode(), append_middleware=[LatexDecodingMiddleware()]
    )
    assert read.failed_blocks == []
    entries = [{f.key: f.value for f in entry.fields} for entry in read.entries]
    return [
        Told(
            entry["abstract"], entry["permalink"], entry["pages"], _pdf_page(entry["note"]),
            entry["title"], entry.get("institution", ""), entry.get("year", ""),
            entry.get("copyright", ""),
        )
        for entry in entries
    ]  # fmt: skip


# Those of the variables of CSL 1.0.2 that its JSON schema allows and we use.
CSL = {
    "id", "type", "title", "author", "publisher", "issued", "page", "abstract", "keyword", "note",
    "URL", "custom",
}  # fmt: skip


def of_csl(written: bytes) -> list[Told]:
    items = json.loads(written)
    assert {name for item in items for name in item} <= CSL
    return [
        Told(
            item["abstract"], item["custom"]["permalink"], item["page"],
            str(item["custom"]["pdf_page"]), item["title"], item.get("publisher", ""),
            str(item.get("issued", {}).get("date-parts", [[""]])[0][0]), item["custom"]["rights"],
        )
        for item in items
    ]  # fmt: skip


def of_docx(written: bytes) -> list[Told]:
    result = mammoth.convert_to_html(io.BytesIO(written))
    assert [m for m in result.messages if m.type == "error"] == []
    return list(_of_html(result.value, statement="h2", quoted="p"))


def of_md(written: bytes) -> list[Told]:
    html = MarkdownIt("commonmark").render(written.decode())
    return list(_of_html(html, statement="h3", quoted="blockquote"))


def _pdf_page(text: str) -> str:
    return re.search(r"PDF page (\d+)", text)[1]


def _rights(notes: list[str]) -> str:
    return next((n.removeprefix("Rights: ") for n in notes if n.startswith("Rights: ")), "")


_CITED = re.compile(
    r"^(?:\S.*? )?(?P<year>\d{4}\.|n\.d\.) \n(?P<title>[^\n]+)\n\.? ?(?:(?P<publisher>[^.]+)\. )?"
    r"(?P<label>Finding|Lesson|Recommendation)[^,]*, p\. (?P<page>[^ .]+)\."
)


def _of_html(html: str, *, statement: str, quoted: str) -> Iterator[Told]:
    """Walk a document: a heading that names a statement, its words, its citation; sources last."""
    parts = list(lxml.html.fromstring(f"<div>{html}</div>"))
    rights = dict(_sources(parts))
    for at, part in enumerate(parts):
        if part.tag != statement:
            continue
        below = parts[at + 1 :]
        end = next(i for i, one in enumerate(below) if one.find(".//em") is not None)
        cited, words = below[end], below[:end]
        assert {one.tag for one in words} == {quoted}
        title = cited.find(".//em").text_content()
        marked = cited.text_content().replace(title, f"\n{title}\n", 1)
        told = _CITED.match(marked)
        assert told, marked
        links = [a.get("href") for a in (*part.iter("a"), *cited.iter("a"))]
        yield Told(
            " ".join(one.text_content().strip() for one in words), links[-1], told["page"],
            _pdf_page(marked), title, told["publisher"] or "",
            told["year"].rstrip(".").replace("n.d", ""), rights[title],
        )  # fmt: skip


def _sources(parts: list) -> Iterator[tuple[str, str]]:
    for part in parts:
        for one in part if part.tag == "ul" else [part]:
            if "All its statements" in one.text_content():
                told = re.search(r"Rights: (.+?\.)(?: All its|$)", one.text_content().strip())
                yield one.find(".//em").text_content(), told[1] if told else ""


READERS: dict[str, Callable[[bytes], list[Told]]] = {
    "docx": of_docx,
    "xlsx": of_xlsx,
    "csv": of_csv,
    "md": of_md,
    "ris": of_ris,
    "bib": of_bib,
    "csl.json": of_csl,
    "jsonl": of_jsonl,
}
