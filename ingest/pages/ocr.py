"""The words of scanned pages through tesseract, where it is installed, with how sure it was."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import fmean, median

import msgspec

from ingest.pages.characters import readable
from ingest.pages.line_building import build_lines
from ingest.pages.lines import RawPage
from ingest.pages.pdf_picture import Drawing, draw
from ingest.pages.words import Type, Word
from ingest.sandbox import seconds_left
from kb.errors import BadPdf

# tesseract's manual asks for 300 dots an inch; 200 reads print of report size as well and faster.
DOTS_PER_POINT = 200 / 72
# Of the time that is left to the child, so much may go to recognising words; the rest is for what
# comes after. Without a child's clock so many seconds are taken.
SHARE = 0.75
SECONDS = 30.0
SURE_ENOUGH = 30.0
# The tallest word of a line spans its high and deep letters, which is about so much of its type.
_TYPE_OF_HEIGHT = 0.95
_PNG_SIZE_AT = slice(16, 24)
_LISTED = 20
_PLACE = ("left", "top", "width", "height")


def installed() -> bool:
    """Say whether tesseract can be started."""
    return shutil.which("tesseract") is not None


def advice(numbers: Sequence[int]) -> str:
    """Say of scanned pages that cannot be read here what would help."""
    listed = ", ".join(map(str, numbers[:_LISTED])) + (" ..." if len(numbers) > _LISTED else "")
    many = f"its pages ({listed}) are scanned pictures"
    told = many if len(numbers) > 1 else f"page {listed} is a scanned picture"
    return (
        f"needs_ocr: {told} without words; install tesseract (`apt-get install tesseract-ocr`) "
        "and read it again."
    )


def read_pages(data: bytes, numbers: Sequence[int]) -> dict[int, RawPage]:
    """Read these pages of a PDF (counted from 1) as pictures, as many as there is time for."""
    ends = time.monotonic() + _seconds()
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


def _seconds() -> float:
    """Give how long recognising may take in all."""
    left = seconds_left()
    return SECONDS if left is None else SHARE * left


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
        lines=build_lines(_words(rows, scale)),
        image_area=1.0,
        ocr_confidence=fmean(sure) / 100 if sure else 0.0,
    )


def _rows(table: str) -> Iterator[dict[str, str]]:
    """Give tesseract's rows that hold a word it is sure enough of."""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if (row.get("text") or "").strip() and float(row["conf"]) >= SURE_ENOUGH:
            yield row


def _words(rows: Sequence[dict[str, str]], scale: float) -> Iterator[Word]:
    """Give the words with the type size and base of their line, for a word alone tells neither."""
    for _, group in groupby(rows, key=lambda r: (r["block_num"], r["par_num"], r["line_num"])):
        words = list(group)
        boxes = [tuple(float(word[n]) / scale for n in _PLACE) for word in words]
        size = round(max(height for _, _, _, height in boxes) * _TYPE_OF_HEIGHT)
        base = median(top + height for _, top, _, height in boxes)
        kind = Type("", size, bold=False, italic=False, color=0)
        for word, (left, _, width, _) in zip(words, boxes, strict=True):
            yield Word(readable(word["text"]), kind, left, left + width, base, space=True)
