"""Pages a second of reading, beside pdfminer's layout and bare pdfium, in one run on one core.

python -m tests.benchmarks.reading FOLDER [FILES]
"""

from __future__ import annotations

import io
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
from pdfminer.high_level import extract_pages

from ingest.pdf import read_document


def ours(data: bytes) -> int:
    return len(read_document(data).pages)


def with_pdfminer(data: bytes) -> int:
    return sum(1 for _ in extract_pages(io.BytesIO(data)))


def bare_pdfium(data: bytes) -> int:
    document = pdfium.PdfDocument(data)
    for page in document:
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        page.close()
    count = len(document)
    document.close()
    return count


READERS: dict[str, Callable[[bytes], int]] = {
    "read_document": ours,
    "pdfminer extract_pages": with_pdfminer,
    "bare pdfium": bare_pdfium,
}


def main(folder: Path, files: int) -> None:
    paths = sorted(folder.glob("*.pdf"))
    chosen = paths[:: max(1, len(paths) // files)]
    speeds = {name: _speed(read, chosen) for name, read in READERS.items()}
    for name, speed in speeds.items():
        ratio = speed / speeds["pdfminer extract_pages"]
        print(f"{name:24} {speed:8.1f} pages/s  {ratio:6.1f} x pdfminer")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _speed(read: Callable[[bytes], int], paths: list[Path]) -> float:
    """Give pages per second of processor time, so that others on the machine do not count."""
    pages, started = 0, time.process_time()
    for path in paths:
        pages += read(path.read_bytes())
    return pages / (time.process_time() - started)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 8)
