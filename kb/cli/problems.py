"""A fault in kb itself as one line for the screen and one file to paste into a report."""

from __future__ import annotations

import platform
import shlex
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kb.settings import Settings

_LIBRARIES = ("SQLAlchemy", "Whoosh", "pdfminer.six", "pypdfium2", "Flask", "gunicorn")


def write_report(error: Exception, arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """Write the report into the data folder; give the line to show, which names the file."""
    what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    moment = datetime.now(UTC)
    folder = Settings.at(Path(environ.get("KB_DATA_DIR") or "data")).problems_dir
    path = folder / f"{moment:%Y%m%dT%H%M%S}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(_report(error, arguments, moment), encoding="utf-8", errors="replace")
    except OSError:
        return f"kb: a fault in kb itself: {what} (no report could be written to {folder})"
    return f"kb: a fault in kb itself: {what}\n    Please report it with the file {path}"


def _report(error: Exception, arguments: Sequence[str], moment: datetime) -> str:
    told = "".join(traceback.format_exception(error)).replace(str(Path.home()), "~")
    return "\n".join(
        (
            f"command: kb {shlex.join(arguments)}".replace(str(Path.home()), "~"),
            f"time: {moment.isoformat(timespec='seconds')}",
            f"python: {platform.python_version()} on {platform.platform()}",
            *(f"{name}: {_version(name)}" for name in _LIBRARIES),
            "",
            told,
        )
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
