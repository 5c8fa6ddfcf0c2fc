"""The words of scanned pages through tesseract, where it is installed, with how sure it was."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from statistics import fmean

import msgspec

from ingest.characters import readable
from ingest.line_building import Type, Word, build_lines
from ingest.lines import RawPage
from ingest.pdf_picture import Drawing, draw
from kb.errors import BadPdf

INSTALL = (
    "needs_ocr: its pages are scanned pictures without words; install tesseract "
    "(`apt-get install tesseract-ocr`) and read it again."
)
# tesseract's manual asks for 300 dots an inch; 200 reads print of report size as well and faster.
DOTS_PER_POINT = 200 / 72
# Pages are read while this many seconds last; one page may take no longer either.
SECONDS = 30.0
SURE_ENOUGH = 30.0
# A word's box spans its tallest and deepest letters; type is about so much of the line's height.
_TYPE_OF_HEIGHT = 0.95
_PNG_SIZE_AT = slice(16, 24)


def installed() -> bool:
    """Say whether tesseract can be started."""
    return shutil.which("tesseract") is not None


def read_pages(data: bytes, numbers: Sequence[int]) -> dict[int, RawPage]:
    """Read these pages of a PDF (counted from 1) as pictures, as many as there is time for."""
    ends = time.monotonic() + SECONDS
    pages: dict[int, RawPage] = {}
    for number in numbers:
        left = ends - time.monotonic()
        if left <= 0:
            break
        try:
            picture = draw(msgspec.msgpack.encode(Drawing(data, number, DOTS_PER_POINT)))
            pages[number] = read_picture(picture, number, DOTS_PER_POINT, seconds=left)
        except (BadPdf, subprocess.SubprocessError, OSError):
            continue
    return pages


def read_picture(picture: bytes, number: int, scale: float, *, seconds: float) -> RawPage:
    """Read a page's PNG, `scale` pixels a point; raises SubprocessError where tesseract fails."""
    program = shutil.which("tesseract") or "tesseract"
    told = subprocess.run(  # noqa: S603 - fixed arguments, the picture on standard input
        [program, "stdin", "stdout", "--psm", "1", "--dpi", str(round(72 * scale)), "tsv"],
        input=picture,
        capture_output=True,
        timeout=seconds,
        check=True,
    )
    rows = list(_rows(told.stdout.decode("utf-8", "replace")))
    sure = [float(row["conf"]) for row in rows]
    width, height = (
        int.from_bytes(picture[_PNG_SIZE_AT][at : at + 4], "big") / scale for at in (0, 4)
    )
    return RawPage(
        number=number,
        label="",
        width=width,
        height=height,
        lines=build_lines(_word(row, scale) for row in rows),
        image_area=1.0,
        ocr_confidence=fmean(sure) / 100 if sure else 0.0,
    )


def _rows(table: str) -> Iterator[dict[str, str]]:
    """Give tesseract's rows that hold a word it is sure enough of."""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if (row.get("text") or "").strip() and float(row["conf"]) >= SURE_ENOUGH:
            yield row


def _word(row: dict[str, str], scale: float) -> Word:
    left, top, width, height = (
        float(row[name]) / scale for name in ("left", "top", "width", "height")
    )
    kind = Type("", round(height * _TYPE_OF_HEIGHT), bold=False, italic=False, color=0)
    return Word(readable(row["text"]), kind, left, left + width, top + height, space=True)
