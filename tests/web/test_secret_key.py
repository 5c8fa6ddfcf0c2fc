from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from kb.errors import SettingsError
from kb.settings import Settings
from web.secret_key import secret_key


def test_the_key_is_made_once_even_by_workers_that_start_together(tmp_path):
    settings = Settings.at(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(settings), range(40)))
    assert len(keys) == 1
    assert len(keys.pop()) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_given_key_is_used_and_never_shown(tmp_path):
    settings = replace(Settings.at(tmp_path), secret_key="told")
    assert secret_key(settings) == "told"
    assert "told" not in repr(settings)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be kept"):
        secret_key(Settings.at(tmp_path / "file"))
