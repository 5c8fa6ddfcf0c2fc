"""Published reports by URL, politely: one at a time, resumable, limited, and PDFs only.

A download lies in `<name>.pdf.part` until it is whole, with a note beside it that names the
version of the document; only then it gets its name. May import `ingest.fetching.addresses`,
`ingest.fetching.request` and `kb.errors` only.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.fetching.request import Answer, Deadline, Network, ask
from kb.errors import FetchError

_MEGABYTE = 1_000_000
_HEAD = 1024  # the PDF standard lets the header stand anywhere in the first 1024 bytes
_TAIL = 4096
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_OK, _PARTIAL, _RANGE_REFUSED, _TOO_MANY, _LATER = 200, 206, 416, 429, 503
_BY_HAND = "open the address in a browser and give the file to `python -m kb ingest`"

Progress = Callable[[int, int | None], None]
"""Told how many bytes are here and how many there will be, where the server says."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Ceilings of one download; `pause` is between two downloads. Seconds and bytes."""

    size: int = 300 * _MEGABYTE
    seconds: float = 900.0
    silence: float = 30.0
    pause: float = 3.0
    redirects: int = 5
    attempts: int = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: a file, or the reason why there is none."""

    id: str
    url: str
    path: Path | None = None
    size: int = 0
    already: bool = False
    error: FetchError | None = None


def fetch_reports(
    wanted: Iterable[tuple[str, str]],
    folder: Path,
    *,
    network: Network | None = None,
    limits: FetchLimits | None = None,
    sleep: Callable[[float], None] = time.sleep,
    progress: Progress = lambda _here, _total: None,
) -> Iterator[Outcome]:
    """Download (id, URL) pairs into `folder` one after the other, with a pause between two.

    A failure ends that report, not the others. What is there already is not asked for again.
    Raises `FetchError` if another run is downloading into the same folder.
    """
    limits = limits or FetchLimits()
    folder.mkdir(parents=True, exist_ok=True)
    asked = False
    with _alone_in(folder):
        for name, url in wanted:
            target = folder / f"{name}.pdf"
            if target.exists():
                yield Outcome(name, url, target, target.stat().st_size, already=True)
                continue
            if asked:
                sleep(limits.pause)
            asked = True
            try:
                size = download(url, target, network=network, limits=limits, progress=progress)
            except FetchError as error:
                yield Outcome(name, url, error=error)
            else:
                yield Outcome(name, url, target, size)


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system lets go of it when a run dies."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise FetchError(
                f"another run is downloading into {folder.name}",
                hint="Wait until it has ended.",
            ) from error
        yield


def download(
    url: str,
    target: Path,
    *,
    network: Network | None = None,
    limits: FetchLimits | None = None,
    progress: Progress = lambda _here, _total: None,
) -> int:
    """Download one PDF to `target` and give its size; raise `FetchError` with the reason.

    A broken connection is taken up where it broke as long as each attempt brings more.
    """
    network, limits = network or Network(), limits or FetchLimits()
    part = _Part(target, url)
    with Deadline(limits.seconds) as deadline:
        for attempt in range(1, limits.attempts + 1):
            before = part.size
            try:
                _transfer(
                    url,
                    part,
                    network=network,
                    limits=limits,
                    deadline=deadline,
                    progress=progress,
                )
                break
            except FetchError as error:
                if error.code != "interrupted":
                    part.discard()
                    raise
                if part.size <= before or deadline.over or attempt == limits.attempts:
                    raise
    return part.finish()


class _Part:
    """The unfinished file, and the note that says of which version of which URL it is part."""

    def __init__(self, target: Path, url: str) -> None:
        self.target, self.url = target, url
        self.path = target.with_name(target.name + ".part")
        self.note = target.with_name(target.name + ".part.json")

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def resume_headers(self) -> dict[str, str]:
        """Ask for the rest, if the server still has the version of which this is a part."""
        version = self._version()
        if not self.size or not version:
            self.discard()
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": version}

    def begin(self, answer: Answer) -> None:
        self.discard()
        self.note.write_text(json.dumps({"url": self.url, "version": _version(answer)}), "utf-8")

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)

    def append(self) -> BinaryIO:
        return self.path.open("ab")

    def head(self) -> bytes:
        with self.path.open("rb") as source:
            return source.read(_HEAD)

    def finish(self) -> int:
        """Give the file its name once it is safely on the disk."""
        self._refuse_torn()
        with self.path.open("rb") as source:
            os.fsync(source.fileno())
        size = self.size
        self.path.replace(self.target)
        self.note.unlink(missing_ok=True)
        folder = os.open(self.target.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        return size

    def _refuse_torn(self) -> None:
        with self.path.open("rb") as source:
            source.seek(max(0, self.size - _TAIL))
            whole = b"%%EOF" in source.read()
        if not whole:
            self.discard()
            raise FetchError(
                "the file ends before its end mark: the server said it was shorter than it is",
                hint=_BY_HAND,
            )

    def _version(self) -> str:
        try:
            note = json.loads(self.note.read_text("utf-8"))
        except (OSError, ValueError):
            return ""
        return str(note["version"]) if note.get("url") == self.url else ""


def _version(answer: Answer) -> str:
    """Name the version by a strong ETag or the date: the two that `If-Range` may carry."""
    tag = answer.headers.get("ETag", "")
    return answer.headers.get("Last-Modified", "") if not tag or tag.startswith("W/") else tag


def _transfer(
    url: str,
    part: _Part,
    *,
    network: Network,
    limits: FetchLimits,
    deadline: Deadline,
    progress: Progress,
) -> None:
    headers = part.resume_headers()
    opened = ask(
        url, headers, network, deadline, silence=limits.silence, redirects=limits.redirects
    )
    with opened as answer:
        _refuse_status(answer, part)
        if answer.status == _OK:
            part.begin(answer)
        _refuse_other_range(answer, part)
        total = _expected_size(answer, part.size)
        _refuse_size(total or 0, limits)
        _receive(answer, part, limits, lambda here: progress(here, total))
    _refuse_other_than_pdf(part.head(), answer)
    if total is not None and part.size < total:
        raise FetchError(
            f"only {part.size} of {total} bytes arrived", hint=_BY_HAND, code="interrupted"
        )


def _receive(
    answer: Answer, part: _Part, limits: FetchLimits, progress: Callable[[int], None]
) -> None:
    size = part.size
    judged = size >= _HEAD
    with _writing(part) as sink:
        for chunk in answer.chunks():
            size += len(chunk)
            _refuse_size(size, limits)
            _write(sink, chunk, part)
            if not judged and size >= _HEAD:
                sink.flush()
                _refuse_other_than_pdf(part.head(), answer)
                judged = True
            progress(size)


def _writing(part: _Part) -> BinaryIO:
    try:
        return part.append()
    except OSError as error:
        raise _disk_trouble(part, error) from error


def _write(sink: BinaryIO, chunk: bytes, part: _Part) -> None:
    try:
        sink.write(chunk)
    except OSError as error:
        raise _disk_trouble(part, error) from error


def _disk_trouble(part: _Part, error: OSError) -> FetchError:
    return FetchError(
        f"cannot write {part.path.name}: {error.strerror}",
        hint="Make room in the data folder and run the same command again.",
    )


def _expected_size(answer: Answer, here: int) -> int | None:
    length = answer.headers.get("Content-Length", "")
    return here + int(length) if length.isdecimal() else None


def _refuse_status(answer: Answer, part: _Part) -> None:
    if answer.status in {_OK, _PARTIAL}:
        return
    if answer.status == _RANGE_REFUSED:
        part.discard()
        raise FetchError("the document has changed meanwhile", hint="Run the command again.")
    wait = answer.headers.get("Retry-After", "")
    hint = _BY_HAND
    if answer.status in {_TOO_MANY, _LATER}:
        hint = f"the server asks to wait {wait or 'a while'}; run the same command again then"
    raise FetchError(
        f"the server answered {answer.status} {answer.body.reason or ''}".rstrip(), hint=hint
    )


def _refuse_other_range(answer: Answer, part: _Part) -> None:
    if answer.status != _PARTIAL:
        return
    told = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if not told or int(told[1]) != part.size:
        part.discard()
        raise FetchError("the server sent another part than was asked for", hint=_BY_HAND)


def _refuse_size(size: int, limits: FetchLimits) -> None:
    if size > limits.size:
        raise FetchError(f"larger than {limits.size // _MEGABYTE} MB", hint=_BY_HAND)


def _refuse_other_than_pdf(head: bytes, answer: Answer) -> None:
    if b"%PDF-" in head:
        return
    what = "a web page" if b"<html" in head.lower() or b"<!doctype" in head.lower() else "no PDF"
    raise FetchError(f"the server sent {what} instead of a PDF ({answer.url})", hint=_BY_HAND)
