"""The key that signs cookies: made once, kept in the data folder, the same for all workers."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from kb.errors import SettingsError
from kb.settings import Settings

_BYTES = 32


def secret_key(settings: Settings) -> str:
    """Give the key of the settings, or the one in the data folder, made where there is none.

    Raises SettingsError where it can be neither read nor written.
    """
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_dir / "secret-key"
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        return _kept(path) or _made(path)
    except OSError as error:
        raise SettingsError(
            f"the key that signs cookies cannot be kept: {error}",
            hint="Let this account write to KB_DATA_DIR, or give KB_SECRET_KEY.",
        ) from error


def _kept(path: Path) -> str:
    return path.read_text("ascii").strip() if path.exists() else ""


def _made(path: Path) -> str:
    """Write a key beside and link it in, so that of two workers who start at once one wins."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    aside.touch(mode=0o600)
    try:
        with aside.open("w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(aside, path)
        return _kept(path)
    finally:
        aside.unlink()
