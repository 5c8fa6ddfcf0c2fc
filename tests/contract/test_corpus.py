"""The sample corpus and the registers are what their notes say."""

from __future__ import annotations

import hashlib
import re
import tomllib

import pytest

from kb.domain.engagement import Assistance
from kb.registry import load_registry
from tests.support.shared import CORPUS

MANIFEST = tomllib.loads((CORPUS / "manifest.toml").read_text("utf-8"))["report"]
ENGAGEMENTS = tomllib.loads((CORPUS / "engagements.toml").read_text("utf-8"))["engagement"]


def test_manifest_and_folder_agree():
    shipped = {f"reports/{path.name}" for path in (CORPUS / "reports").iterdir()}
    assert {report["file"] for report in MANIFEST} == shipped


@pytest.mark.parametrize("report", MANIFEST, ids=lambda report: report["file"])
def test_sample_is_the_file_of_the_manifest(report):
    data = (CORPUS / report["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == report["sha256"]
    assert report["title"]
    assert "ictional" in report["rights"]


def test_engagements_refer_to_registered_reports():
    registered = {listed.id for listed in load_registry()}
    assert {name for one in ENGAGEMENTS for name in one["reports"]} <= registered


def test_engagements_name_known_kinds_and_their_source():
    for one in ENGAGEMENTS:
        assert [Assistance(kind) for kind in one["assistance"]]
        assert one["source"]
        assert re.fullmatch(r"[a-z-]+-\d{4}", one["id"])


def test_engagements_of_the_fact_sheet():
    named = {(one["place"], one["state"], one["year"]) for one in ENGAGEMENTS}
    assert named == {
        ("Detroit", "MI", 2013),
        ("Ferguson", "MO", 2014),
        ("San Diego", "CA", 2014),
        ("Tampa", "FL", 2015),
        ("Pasco", "WA", 2015),
        ("New Orleans", "LA", 2015),
    }
