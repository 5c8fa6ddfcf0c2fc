"""Stored PDFs read again with the present pipeline, several at a time, nothing stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from ingest.store import processors, read_bytes
from kb.catalog.blobs import Blobs
from kb.catalog.view import StoredReport
from kb.domain.extraction import Extraction
from kb.domain.topic import Vocabulary
from kb.errors import KbError


def read_again(
    blobs: Blobs, stored: Iterable[StoredReport], vocabulary: Vocabulary, *, workers: int = 0
) -> Iterator[tuple[StoredReport, Extraction | KbError]]:
    """Give each report's new reading, or why there is none, in the order of `stored`.

    No more than two readings a worker are held at a time.
    """
    count = workers or processors()
    waiting = iter(stored)
    with ThreadPoolExecutor(max_workers=count, thread_name_prefix="reading") as pool:

        def submit(report: StoredReport) -> tuple[StoredReport, Future[Extraction | KbError]]:
            return report, pool.submit(_read, blobs, report, vocabulary)

        running = [submit(report) for report in islice(waiting, 2 * count)]
        while running:
            report, future = running.pop(0)
            yield report, future.result()
            running += [submit(following) for following in islice(waiting, 1)]


def _read(blobs: Blobs, report: StoredReport, vocabulary: Vocabulary) -> Extraction | KbError:
    try:
        return read_bytes(report.source, blobs.read(report.sha256), vocabulary)
    except KbError as error:
        return error
