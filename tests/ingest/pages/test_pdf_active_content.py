from __future__ import annotations

import json

import pytest

from ingest.pages.pdf import read_document
from ingest.pages.pdf_active_content import active_content
from kb.errors import BadPdf
from tests.support.shared import CORPUS, SHARED, needs_shared

SAMPLE = (CORPUS / "reports" / "front-range-barricades-2017.pdf").read_bytes()
# An action dictionary behind the end of a report, as an incremental update would hang it there.
SCRIPT = b"\n99 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj\n"
LAUNCH = b"\n99 0 obj <</S /Launch /F (calc.exe)>> endobj\n"


def test_a_plain_report_has_none():
    assert active_content(SAMPLE, None) == ""
    assert not any(p.startswith("active_content") for p in read_document(SAMPLE).problems)


@pytest.mark.parametrize(
    ("added", "named"), [(SCRIPT, "scripts"), (LAUNCH, "programs to launch")], ids=["js", "launch"]
)
def test_scripts_and_launches_are_named(added, named):
    told = [p for p in read_document(SAMPLE + added).problems if p.startswith("active_content")]
    assert len(told) == 1
    assert named in told[0]


@needs_shared
@pytest.mark.slow
def test_files_with_actions_are_flagged_or_refused():
    """BAR T13: at least 95 of 100 are flagged or refused."""
    rows = map(json.loads, (SHARED / "badpdf" / "manifest.jsonl").read_text().splitlines())
    files = [row["file"] for row in rows if row["class"] == "javascript_actions"]
    flagged = sum(_flagged((SHARED / "badpdf" / file).read_bytes()) for file in files)
    assert files
    assert flagged >= 0.95 * len(files), f"{flagged} of {len(files)}"


def _flagged(data: bytes) -> bool:
    try:
        return any(p.startswith("active_content") for p in read_document(data).problems)
    except BadPdf:
        return True
