"""The record of decisions says each thing once."""

from __future__ import annotations

import re
from collections import Counter

from tests.support.shared import ROOT

DECISIONS = ROOT / "kb" / "DECISIONS.md"
# "**2026-11-27. A damaged index is not kept to go back to.** Where the live ..."
HEAD = re.compile(r"^\*\*(\d{4}-\d\d-\d\d)\. ([^*]+)\*\*", re.MULTILINE)


def test_each_decision_is_written_down_once() -> None:
    heads = Counter(title for _, title in HEAD.findall(DECISIONS.read_text("utf-8")))
    assert len(heads) > 100
    assert [title for title, times in heads.items() if times > 1] == []
