"""What ingesting says at its end: a table, and below it what a person should look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.store import FileOutcome
from kb.cli.progress import show_outcomes
from kb.domain.extraction import Doubt
from kb.domain.ids import ReportId

MISSING = Doubt("no_text", 7, "Page 7 has no text layer")
UNREAD = Doubt("asked_and_unread", 12, "5 of 6 paragraphs ask and became no statement")


def shown(capsys: pytest.CaptureFixture[str], *doubts: Doubt) -> list[str]:
    """Give the lines below the table for one report with these doubts."""
    outcome = FileOutcome(Path("a.pdf"), ReportId("2024-storm"), 20, doubts=doubts)
    show_outcomes([outcome])
    return [line for line in capsys.readouterr().out.splitlines() if "2024-storm" in line][1:]


def test_the_gravest_warning_comes_first_with_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, MISSING, UNREAD) == [
        f"2024-storm, page 12: {UNREAD.message}", f"2024-storm, page 7: {MISSING.message}",
    ]  # fmt: skip


def test_many_warnings_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, *[MISSING] * 40)
    assert lines[-1] == "2024-storm: 37 more warnings at the staff desk, under Review"
    assert len(lines) == 4


def test_a_report_without_doubts_has_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys) == []
