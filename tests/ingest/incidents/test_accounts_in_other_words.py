"""Events told in other words than those that a rule was written from."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.support.incident_reports import found, told

ACCOUNTS = tomllib.loads(
    Path(__file__).with_name("accounts_in_other_words.toml").read_text(encoding="utf-8")
)["account"]


@pytest.mark.parametrize("one", ACCOUNTS, ids=[f"{a['about']}: {a['title']}" for a in ACCOUNTS])
def test_an_account_in_other_words_is_read(one):
    incidents = found(one["title"], *one["told"], published="2024-05")
    events = [(i.type, i.start) for i in incidents]
    assert events == ([(one["type"], one["start"])] if one["type"] else [])
    assert "end" not in one or incidents[0].end == one["end"]
    read = told(incidents[0]) if incidents else {}
    stated, not_stated = one.get("stated", {}), one.get("not_stated", {})
    assert {key: read.get(key) for key in stated} == stated
    assert all(read.get(key) != value for key, value in not_stated.items())
