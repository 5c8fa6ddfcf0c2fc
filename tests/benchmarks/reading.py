"""Pages a second of reading, beside what others make of the same files, in one run on one core.

python -m tests.benchmarks.reading FOLDER [FILES]

pdfplumber is measured too where it is installed, though kb does not ask for it.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
import io
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
from pdfminer.high_level import extract_pages

from ingest.pages.pdf import read_document
from ingest.reading import read
from ingest.store import read_file
from kb.errors import BadPdf
from kb.reference import load_vocabulary

PLAIN = "pdfminer extract_pages"


def pages_only(data: bytes) -> int:
    return len(read_document(data).pages)


def whole_reading(data: bytes) -> int:
    return len(read(data, "measured.pdf", load_vocabulary()).pages)


def with_pdfminer(data: bytes) -> int:
    return sum(1 for _ in extract_pages(io.BytesIO(data)))


def with_pdfplumber(data: bytes) -> int:
    with importlib.import_module("pdfplumber").open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


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
    "kb: pages of lines": pages_only,
    "kb: all, to records and topics": whole_reading,
    PLAIN: with_pdfminer,
    "bare pdfium": bare_pdfium,
}
if importlib.util.find_spec("pdfplumber"):
    READERS["pdfplumber extract_text"] = with_pdfplumber


def main(folder: Path, files: int) -> None:
    paths = sorted(folder.glob("*.pdf"))
    chosen = paths[:: -(-len(paths) // files)] if files else paths
    pages, seconds = _measured(chosen)
    plain = pages / seconds[PLAIN]
    print(f"{len(chosen)} files, {pages} pages")
    for name in READERS:
        speed = pages / seconds[name]
        print(f"{name:32} {speed:8.1f} pages/s  {speed / plain:6.1f} x pdfminer")
    print(f"memory of a child at most {_memory(chosen):.0f} MiB")


def _measured(paths: list[Path]) -> tuple[int, Counter[str]]:
    """Give the pages of all files, and each reader's seconds of processor time.

    Readers take turns at each file, so that whatever else the machine does meets them all alike.
    What is loaded and compiled once is done before, on the first file.
    """
    for reader in READERS.values():
        reader(paths[0].read_bytes())
    pages, seconds = 0, Counter[str]()
    for path in paths:
        print(path.name, file=sys.stderr)
        data = path.read_bytes()
        for name, reader in READERS.items():
            gc.collect()
            started = time.process_time()
            found = reader(data)
            seconds[name] += time.process_time() - started
        pages += found
    return pages, seconds


def _memory(paths: list[Path]) -> float:
    """Give the MiB that the largest child process held while it read one of the files."""
    for path in paths:
        try:
            read_file(path)
        except BadPdf as refusal:
            print(f"{path.name}: {refusal}")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
