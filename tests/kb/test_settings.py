from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import SettingsError
from kb.settings import SETTINGS, Settings


def test_nothing_needs_to_be_set():
    settings = Settings.from_env({})
    assert settings.data_dir == Path("data").absolute()
    assert settings.catalog_url == f"sqlite:///{settings.data_dir}/catalog.sqlite3"
    assert settings.engine_url == f"whoosh:{settings.data_dir}/index"


def test_everything_lies_in_the_data_folder(tmp_path):
    settings = Settings.from_env({"KB_DATA_DIR": str(tmp_path)})
    for folder in (settings.blobs_dir, settings.pictures_dir, settings.problems_dir):
        assert folder.parent == tmp_path


def test_urls_can_be_given():
    given = {"KB_CATALOG_URL": "sqlite://", "KB_ENGINE_URL": "memory:"}
    settings = Settings.from_env(given)
    assert (settings.catalog_url, settings.engine_url) == ("sqlite://", "memory:")


def test_a_misspelt_setting_is_refused_with_the_right_one():
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"KB_DATADIR": "x"})
    assert "KB_DATADIR" in str(caught.value)
    assert "Did you mean KB_DATA_DIR?" in caught.value.hint


def test_settings_of_tests_are_left_alone():
    Settings.from_env({"KB_TEST_OPENSEARCH_URL": "x", "KB_REQUIRE_ENGINES": "y", "HOME": "/"})


def test_rows_have_help():
    assert all(row.help.endswith(".") for row in SETTINGS)
