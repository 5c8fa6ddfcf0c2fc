"""The Word brief, opened by mammoth, and by LibreOffice as an office would."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace

import docx
import mammoth
import pytest

from kb.export.brief import DOCX
from kb.export.registry import format_named
from tests.support.exported import COVER, ROWS, row

# Commas, quotes, and UTF-8 by LibreOffice's number for it.
UTF8_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"


def written(rows=ROWS, cover=COVER) -> bytes:
    return b"".join(DOCX.write(cover, iter(rows)))


def html(data: bytes) -> str:
    return mammoth.convert_to_html(io.BytesIO(data)).value


def test_statements_stand_under_packet_headings_else_under_their_topic():
    headings = re.findall(r"<h1>(.*?)</h1>", html(written()))
    assert headings == [
        "Chemical agents", "Other subjects", "Radio", "Questions for discussion", "Sources",
    ]  # fmt: skip


def test_statements_of_one_heading_come_together():
    rows = [row(number="1"), ROWS[2], row(number="2")]
    names = re.findall(r"<h[12]>(.*?)</h[12]>", html(written(rows, replace(COVER, questions=()))))
    assert names == [
        "Chemical agents", "Recommendation 1", "Recommendation 2", "Radio",
        "Lesson (in progress)", "Sources",
    ]  # fmt: skip


def test_each_source_is_named_once_with_its_rights():
    told = html(written()).partition("<h1>Sources</h1>")[2]
    assert told.count("<em>") == 2
    assert "Rights: Free to copy with the source named." in told
    assert f'href="{ROWS[0].report.permalink}"' in told


def test_the_trainers_own_words_are_there():
    told = html(written())
    assert "Friday's lesson." in told
    assert "<strong>Note: </strong>Ask who holds the patch.<br />And who may." in told
    assert "Who speaks to families first?" in told


def test_what_xml_cannot_hold_is_replaced():
    told = html(written([row(text="a\ufffeb", note="c\x0bd")], replace(COVER, title="x\x00y")))
    assert "a\ufffdb" in told
    assert "c\ufffdd" in told


def test_python_docx_opens_it_with_styles_and_numbered_pages():
    opened = docx.Document(io.BytesIO(written()))
    assert opened.core_properties.title == COVER.title
    assert {p.style.name for p in opened.paragraphs} >= {"Title", "Heading 1", "Statement"}
    assert "PAGE" in opened.sections[0].footer._element.xml


def test_it_is_a_whole_archive_without_macros():
    with zipfile.ZipFile(io.BytesIO(written())) as packed:
        assert packed.testzip() is None
        assert [n for n in packed.namelist() if "vba" in n.lower()] == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "filter_"), [("docx", "txt:Text"), ("xlsx", UTF8_CSV)])
def test_an_office_opens_it_without_complaint(tmp_path, name, filter_):
    """`.ci/run` installs LibreOffice's writer and calc."""
    made = tmp_path / f"brief.{name}"
    made.write_bytes(b"".join(format_named(name).write(COVER, iter(ROWS))))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    run = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", filter_, "--outdir", tmp_path, made],
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "Error" not in run.stderr
    told = (tmp_path / f"brief.{filter_.partition(':')[0]}").read_text("utf-8-sig")
    for one in ROWS:
        assert one.text.splitlines()[0] in told.replace('""', '"')
        assert one.permalink in told or name == "docx"
