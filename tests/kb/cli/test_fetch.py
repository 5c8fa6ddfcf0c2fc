from __future__ import annotations

import pytest
from click.testing import CliRunner

from kb.cli.fetch import fetch
from kb.errors import NotFound


@pytest.fixture
def run(tmp_path):
    def invoke(*ids):
        return CliRunner(env={"KB_DATA_DIR": str(tmp_path)}).invoke(fetch, ids)

    return invoke


def test_an_unknown_id_downloads_nothing(run, tmp_path):
    result = run("cops-minneapolis-4p-2017", "ferguson")
    assert isinstance(result.exception, NotFound)
    assert not (tmp_path / "fetched").exists()


def test_an_address_that_is_no_pdf_fails_with_what_to_do(run):
    result = run("cops-pasco-2016")
    assert result.exit_code == 1
    assert "cops-pasco-2016: FAILED, its address leads to a page, not to a PDF" in result.output
    assert "0 downloaded, 0 already here, 1 failed" in result.output


def test_a_report_without_address_fails(run):
    result = run("kerner-1968")
    assert result.exit_code == 1
    assert "the register has no address for it" in result.output


def test_what_is_here_is_not_asked_for_again(run, tmp_path):
    (tmp_path / "fetched").mkdir()
    (tmp_path / "fetched" / "reynoso-ucdavis-2012.pdf").write_bytes(b"%PDF-")
    result = run("reynoso-ucdavis-2012")
    assert result.exit_code == 0
    assert "reynoso-ucdavis-2012: already here" in result.output
    assert "python -m kb ingest" in result.output
