"""Builds of an index side by side in one folder, each sealed by a manifest, one of them live.

    CURRENT             the live generation's name, replaced in one step
    key, lock           signs manifests; held by whoever writes
    <generation>/       the engine's files and manifest.json

A manifest lists every file of one commit with its sha256 and is itself signed: the engine's files
hold pickles and are opened only when they are exactly those that this service wrote.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from kb.errors import EngineUnavailable, IndexDamaged

PATIENCE_SECONDS = 60.0
REBUILD = "Run `python -m kb reindex` to build the index anew from the catalog."
MANIFEST = "manifest.json"
CURRENT = "CURRENT"
_NAME = re.compile(r"g[0-9A-Za-z-]+")
# The stamp of a file that is not there.
_ABSENT = (0, 0)
# Paths of files and how long each is, in bytes.
Sizes = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """One commit of one generation: its files with size and sha256, and what is in it."""

    commit: int
    cursor: int
    documents: int
    fingerprint: str
    built: str
    meaning: str = ""
    files: dict[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Shelf:
    """The folder of all generations; private to the service's user."""

    root: Path
    _held: threading.RLock = field(default_factory=threading.RLock)
    _depth: int = 0
    _handle: int = -1
    _named: tuple[tuple[int, int], str] = (_ABSENT, "")
    _measured: dict[tuple[int, int, int], tuple[int, str]] = field(default_factory=dict)

    def names(self) -> list[str]:
        """List the generations, newest first."""
        if not self.root.is_dir():
            return []
        found = (p.name for p in self.root.iterdir() if p.is_dir() and p.name.startswith("g"))
        return sorted(found, reverse=True)

    def folder(self, name: str) -> Path:
        """Give a generation's folder."""
        return self.root / name

    def current(self) -> str:
        """Name the live generation, "" where there is none or what is written is no name.

        Read anew when it was replaced.
        """
        path = f"{self.root}/{CURRENT}"
        stamp = _stamp(path)
        if self._named[0] != stamp or stamp == _ABSENT:
            self._named = stamp, self._read_name(Path(path))
        return self._named[1]

    @staticmethod
    def _read_name(path: Path) -> str:
        try:
            told = path.read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""
        return told if _NAME.fullmatch(told) else ""

    def create(self) -> str:
        """Make an empty folder under a new name."""
        self._prepare()
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        name = f"g{stamp}-{secrets.token_hex(2)}"
        self.folder(name).mkdir(mode=0o700)
        sync(self.root)
        return name

    def activate(self, name: str) -> None:
        """Make a sealed generation the live one in one rename; keep the one before, if sound."""
        self.read(name)
        before = self._sound(self.current())
        put(self.root / CURRENT, name.encode())
        for other in self.names():
            if other not in (name, before):
                shutil.rmtree(self.folder(other), ignore_errors=True)

    def _sound(self, name: str) -> str:
        """Give the name of a generation that can be gone back to, "" for one that is damaged."""
        try:
            self.read(name)
        except IndexDamaged:
            return ""
        return name

    def seal(self, name: str, manifest: Manifest, files: Iterable[str]) -> Manifest:
        """Write the manifest of a commit; files known from the one before are not read again."""
        folder = self.folder(name)
        with suppress(EngineUnavailable):
            known = self.read(name, verify=False).files
            manifest = replace(manifest, files=known)
        sealed = replace(
            manifest, files={f: manifest.files.get(f) or self._measure(folder / f) for f in files}
        )
        put(folder / MANIFEST, self._signed(sealed))
        return sealed

    def stamp(self, name: str) -> tuple[int, int]:
        """Tell one manifest from the next without reading it."""
        return _stamp(f"{self.root}/{name}/{MANIFEST}")

    def sizes(self, name: str, manifest: Manifest) -> Sizes:
        """Give the files of a commit, to be asked of `cut_short` for as long as they are mapped."""
        told = manifest.files.items()
        return tuple((f"{self.root}/{name}/{file}", size) for file, (size, _) in told)

    def read(self, name: str, *, verify: bool = True) -> Manifest:
        """Read a manifest and check its files; raises IndexDamaged where anything is off.

        A commit that another process seals meanwhile takes files of the one before away: what is
        off then is no damage, and the new one is read.
        """
        while True:
            before = self.stamp(name)
            try:
                return self._read(name, verify=verify)
            except EngineUnavailable:
                if self.stamp(name) == before:
                    raise

    def _read(self, name: str, *, verify: bool) -> Manifest:
        try:
            told = json.loads((self.folder(name) / MANIFEST).read_bytes())
            mac = told.pop("mac")
            files = {n: (int(size), str(sha)) for n, (size, sha) in told.pop("files").items()}
            manifest = Manifest(**told, files=files)
        except FileNotFoundError:
            raise IndexDamaged("the index is not there", hint=REBUILD) from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexDamaged("the index's manifest is damaged", hint=REBUILD) from error
        if not hmac.compare_digest(str(mac), self._mac(manifest)):
            raise IndexDamaged("the index was not written by this service", hint=REBUILD)
        if verify:
            for file, expected in manifest.files.items():
                self._check(self.folder(name) / file, expected)
        return manifest

    @contextmanager
    def writing(self, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
        """Hold the only right to write, over threads and processes.

        Raises EngineUnavailable where another process keeps it longer than `patience` seconds.
        """
        with self._held:
            if self._depth == 0:
                self._handle = self._lock(patience)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    os.close(self._handle)

    def _lock(self, patience: float) -> int:
        self._prepare()
        handle = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    os.close(handle)
                    raise EngineUnavailable(
                        "another process is writing the index", hint="Try again when it is done."
                    ) from None
                time.sleep(0.05)
            else:
                return handle

    def _prepare(self) -> None:
        if not self.root.is_dir():
            try:
                self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise EngineUnavailable(
                    f"the index's folder cannot be made: {error}",
                    hint="Name a folder that this account may write to.",
                ) from error
        if not (self.root / "key").exists():
            put(self.root / "key", secrets.token_bytes(32), only_new=True)

    def _check(self, path: Path, expected: tuple[int, str]) -> None:
        try:
            as_expected = path.stat().st_size == expected[0] and self._measure(path) == expected
        except FileNotFoundError:
            raise IndexDamaged(f"the index lacks {path.name}", hint=REBUILD) from None
        if not as_expected:
            raise IndexDamaged(f"the index's {path.name} is damaged", hint=REBUILD)

    def _measure(self, path: Path) -> tuple[int, str]:
        """Measure a file once, whatever folder it is linked into."""
        status = path.stat()
        seen = status.st_ino, status.st_mtime_ns, status.st_size
        if seen not in self._measured:
            self._measured[seen] = measure(path)
        return self._measured[seen]

    def _signed(self, manifest: Manifest) -> bytes:
        return json.dumps(asdict(manifest) | {"mac": self._mac(manifest)}, indent=1).encode()

    def _mac(self, manifest: Manifest) -> str:
        plain = json.dumps(asdict(manifest), sort_keys=True).encode()
        try:
            key = (self.root / "key").read_bytes()
        except FileNotFoundError:
            raise IndexDamaged("the index's key is missing", hint=REBUILD) from None
        return hmac.new(key, plain, hashlib.sha256).hexdigest()


def _stamp(path: str) -> tuple[int, int]:
    """Tell a file from the one that replaces it; every search asks, so no `Path` is made."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        return _ABSENT
    return status.st_ino, status.st_mtime_ns


def cut_short(sizes: Sizes) -> bool:
    """Say whether a file has less than it had; one that was swept away stays whole where mapped."""
    return any(_size(path, size) < size for path, size in sizes)


def _size(path: str, absent: int) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - asked by searches
    except FileNotFoundError:
        return absent


def now() -> str:
    """Give the time in UTC, in ISO form to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def measure(path: Path) -> tuple[int, str]:
    """Give a file's size and sha256."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return path.stat().st_size, digest


def put(path: Path, content: bytes, *, only_new: bool = False) -> None:
    """Write a file whole or not at all, and durably; `only_new` leaves one that is there."""
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 - the mode must be set as it is made
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if only_new:
        with suppress(FileExistsError):
            os.link(scratch, path)
        scratch.unlink()
    else:
        scratch.replace(path)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Bring a folder's entries to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
