from __future__ import annotations

import os

import pytest

from kb.cli.first_time import is_done, note_done
from kb.settings import Settings


@pytest.fixture
def settings(tmp_path):
    settings = Settings.at(tmp_path / "data")
    (tmp_path / "data" / "index").mkdir(parents=True)
    (tmp_path / "data" / "catalog.sqlite3").touch()
    return settings


@pytest.fixture
def samples(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF-")
    return [folder]


def test_nothing_is_done_before_it_is_noted(settings, samples):
    assert not is_done(settings, samples)
    note_done(settings, samples)
    assert is_done(settings, samples)


def test_another_sample_asks_for_reading(settings, samples):
    note_done(settings, samples)
    (samples[0] / "b.pdf").write_bytes(b"%PDF-")
    assert not is_done(settings, samples)


def test_a_changed_sample_asks_for_reading(settings, samples):
    note_done(settings, samples)
    os.utime(samples[0] / "a.pdf", (1, 1))
    assert not is_done(settings, samples)


@pytest.mark.parametrize("lost", ["index", "catalog.sqlite3"])
def test_a_lost_index_or_catalog_asks_for_reading(settings, samples, lost):
    note_done(settings, samples)
    place = settings.data_dir / lost
    place.rename(place.with_name("elsewhere"))
    assert not is_done(settings, samples)


def test_other_settings_ask_for_reading(settings, samples):
    note_done(settings, samples)
    other = Settings.at(settings.data_dir, engine_url="memory:")
    assert not is_done(other, samples)


def test_a_note_that_is_not_ours_asks_for_reading(settings, samples):
    (settings.data_dir / "samples-read").write_bytes(b"\xff\xfe")
    assert not is_done(settings, samples)
