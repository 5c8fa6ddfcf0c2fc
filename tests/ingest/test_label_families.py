"""Every family of labels that published reports print is read rightly, in a look of its own."""

from __future__ import annotations

import re

import pytest

from ingest.reading import read
from kb.reference import load_vocabulary
from tests.ingest.test_unseen_styles import pool
from tests.support.shared import SHARED, needs_shared
from tests.support.typeset.families import FAMILIES
from tests.support.typeset.family_report import FamilyReport, told


@pytest.mark.parametrize("number", sorted(FAMILIES))
def test_a_family_is_read_as_a_person_reads_it(number: int) -> None:
    report = FamilyReport(number, FAMILIES[number], pool())
    records = read(report.typeset(), f"family-{number}.pdf", load_vocabulary()).records
    assert [told(r) for r in records] == [w.told for w in report.wanted]


def test_no_family_is_left_out() -> None:
    assert sorted(FAMILIES) == list(range(1, 37))


@needs_shared
def test_every_family_of_the_catalogue_has_its_report() -> None:
    catalogue = (SHARED / "domain" / "label_patterns.md").read_text()
    listed = re.findall(r"^\| (\d+) \|", catalogue, re.MULTILINE)
    assert [int(number) for number in listed] == sorted(FAMILIES)
