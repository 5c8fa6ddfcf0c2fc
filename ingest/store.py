"""Files into the catalog: sniffed, hashed, read in limited child processes, stored one by one.

Each file ends as one `FileOutcome`: stored, already here, or failed with a sentence that says what
is wrong and what to do. A file is stored wholly in one transaction or not at all; the rest of a
batch goes on.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from ingest.job import Job
from ingest.sandbox import Limits, run_sandboxed
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.catalog.rows import clean_line
from kb.domain.description import Standing
from kb.domain.extraction import Doubt, Extraction
from kb.domain.ids import ReportId
from kb.domain.topic import Vocabulary
from kb.errors import BadPdf, KbError, NotFound

PIPELINE_CHILD = "ingest.child:read_job"
# The largest report known has 90 MB; a larger file is more likely something else.
LARGEST_FILE = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file. `seconds` is reading and storing, `kinds` (kind, number) pairs.

    `untagged` counts the statements that were given no topic, which want a person's look.
    `doubts` are the warnings about its reading, `flags` the codes of those about the whole
    report. `error` says what is wrong and `hint`
    what to do, both "" where nothing is; `code` is the reason in one word. `known` says that these
    bytes had been read before.
    """

    path: Path
    report: ReportId | None = None
    pages: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    untagged: int = 0
    warnings: int = 0
    doubts: tuple[Doubt, ...] = ()
    flags: tuple[str, ...] = ()
    seconds: float = 0.0
    known: bool = False
    error: str = ""
    hint: str = ""
    code: str = ""

    @property
    def failed(self) -> bool:
        """Say whether the file could not be stored."""
        return bool(self.error)


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Give the files named and the PDFs below folders, once each, folders in the order of names.

    Raises NotFound for a path that is neither.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_pdfs_below(path)))
        elif path.exists():
            found[path] = None
        else:
            raise NotFound(
                f"there is no file or folder {clean_line(str(path))}", hint="Check the path."
            )
    return tuple(found)


def _pdfs_below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if name.lower().endswith(".pdf"):
                yield Path(place) / name


def read_file(path: Path, vocabulary: Vocabulary | None = None) -> Extraction:
    """Read one PDF as `read_bytes` does; raises BadPdf."""
    return read_bytes(path.name, bytes_of(path), vocabulary)


def ingest_files(
    catalog: Catalog,
    blobs: Blobs,
    files: Sequence[Path],
    *,
    workers: int = 0,
    again: bool = False,
    told: Callable[[FileOutcome], None] = lambda _: None,
) -> tuple[FileOutcome, ...]:
    """Read and store files, several at a time, calling `told` as each one ends.

    Bytes that the catalog holds are not read again unless `again`. `workers` is the number of
    child processes, one per processor by default. Outcomes come in the order of `files`.
    """
    blobs.sweep(time.time())
    count = workers or processors()
    outcomes: dict[int, FileOutcome] = {}
    seen: dict[str, Path] = {}
    with ThreadPoolExecutor(max_workers=count, thread_name_prefix="reading") as pool:
        running: dict[Future[tuple[FileOutcome, _Read | None]], int] = {}
        waiting = list(enumerate(files))[::-1]
        while waiting or running:
            while waiting and len(running) < count:
                place, path = waiting.pop()
                running[pool.submit(_prepare, catalog, path, seen, again=again)] = place
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                outcome, result = future.result()
                if result:
                    outcome = _store(catalog, blobs, outcome, result)
                outcomes[running.pop(future)] = outcome
                told(outcome)
    return tuple(outcomes[place] for place in sorted(outcomes))


@dataclass(frozen=True, slots=True)
class _Read:
    data: bytes
    extraction: Extraction


def processors() -> int:
    """Give how many processes this one may use at a time."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)


def _prepare(
    catalog: Catalog, path: Path, seen: dict[str, Path], *, again: bool
) -> tuple[FileOutcome, _Read | None]:
    """Read a file unless its bytes are known; never raises what one file alone can cause."""
    started = time.monotonic()
    outcome = FileOutcome(path)
    try:
        data = bytes_of(path)
        sha256 = hashlib.sha256(data).hexdigest()
        # dict.setdefault is one step, so of two copies in a batch one is read.
        if seen.setdefault(sha256, path) != path:
            return replace(outcome, known=True, seconds=time.monotonic() - started), None
        known = None if again else _known(catalog, outcome, sha256)
        if known:
            return known, None
        extraction = read_bytes(path.name, data, catalog.vocabulary)
    except KbError as error:
        return _failed(outcome, error, started), None
    return replace(outcome, seconds=time.monotonic() - started), _Read(data, extraction)


def _known(catalog: Catalog, outcome: FileOutcome, sha256: str) -> FileOutcome | None:
    with catalog.read() as view:
        report = view.report_by_sha256(sha256)
    return replace(outcome, report=report, known=True) if report else None


def keep(
    catalog: Catalog,
    blobs: Blobs,
    path: Path,
    data: bytes,
    extraction: Extraction,
    *,
    standing: Standing = Standing.PUBLISHED,
) -> ReportId:
    """Keep a file's bytes, then its reading: what the catalog names is always there.

    `standing` is who sees a report that is new.

    Raises CatalogUnavailable, Conflict.
    """
    sha256 = blobs.put(data)
    origin = _origin(catalog, path, sha256)
    with catalog.begin() as tx:
        return tx.put_report(
            extraction,
            url=origin.url,
            rights=origin.rights,
            listed=origin.listed,
            sample=origin.sample,
            standing=standing,
        )


def _store(catalog: Catalog, blobs: Blobs, outcome: FileOutcome, result: _Read) -> FileOutcome:
    started = time.monotonic()
    try:
        report = keep(catalog, blobs, outcome.path, result.data, result.extraction)
    except KbError as error:
        return _failed(outcome, error, started)
    with catalog.read(staff=True) as view:
        summary = view.summary(report)
    return replace(
        outcome,
        report=report,
        pages=summary.pages,
        kinds=summary.counts,
        untagged=sum(not record.topics for record in result.extraction.records),
        warnings=summary.warnings,
        doubts=result.extraction.warnings,
        flags=_flags(result.extraction),
        seconds=outcome.seconds + time.monotonic() - started,
    )


def _flags(extraction: Extraction) -> tuple[str, ...]:
    """Name what is wrong with the report as a whole."""
    return tuple(dict.fromkeys(doubt.code for doubt in extraction.warnings if not doubt.page))


@dataclass(frozen=True, slots=True)
class _Origin:
    url: str = ""
    rights: str = ""
    listed: str = ""
    sample: bool = False


def _origin(catalog: Catalog, path: Path, sha256: str) -> _Origin:
    """Say where a file comes from: one of the samples, or fetched under its registered name."""
    sample = catalog.programme.sample(sha256)
    if sample:
        return _Origin(rights=sample.rights, sample=True)
    row = catalog.programme.listed_as(path.stem)
    return _Origin(row.url, row.rights, row.id) if row else _Origin()


def _failed(outcome: FileOutcome, error: KbError, started: float) -> FileOutcome:
    return replace(
        outcome,
        error=str(error),
        hint=error.hint,
        code=error.code,
        seconds=outcome.seconds + time.monotonic() - started,
    )


def bytes_of(path: Path) -> bytes:
    """Give a file's bytes; raises BadPdf where it is empty, too large, or cannot be read."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise BadPdf("it is not a file", hint="Name a PDF file.", code="not_a_file")
        if size > LARGEST_FILE:
            raise BadPdf(
                f"the file has {size / 1e6:,.0f} MB, more than the {LARGEST_FILE / 1e6:,.0f} MB "
                "that are read",
                hint="Split it, or save it with smaller pictures.",
                code="too_large",
            )
        data = path.read_bytes()
    except OSError as error:
        raise BadPdf(
            f"the file cannot be opened: {error.strerror or error}",
            hint="Check the path and who may read it.",
            code="unreadable",
        ) from error
    if not data:
        raise BadPdf("the file is empty", hint="Download or copy it again.", code="not_a_pdf")
    return data


def read_bytes(name: str, data: bytes, vocabulary: Vocabulary | None = None) -> Extraction:
    """Read the bytes of a PDF in a limited child process and store nothing; raises BadPdf.

    Statements are tagged with the vocabulary given, else with the one that is shipped.
    """
    changed = vocabulary if vocabulary and vocabulary.version else None
    payload = msgspec.msgpack.encode(Job(clean_line(name), data, changed))
    answer = run_sandboxed(PIPELINE_CHILD, payload, limits=Limits.for_size(len(data)))
    return msgspec.msgpack.decode(answer, type=Extraction)
