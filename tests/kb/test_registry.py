from __future__ import annotations

import pytest

from kb.errors import NotFound, VocabularyError
from kb.registry import REGISTRY, find_listed, load_registry

ROWS = load_registry()


def test_knows_stated_counts_and_what_it_does_not_know():
    ferguson = find_listed(ROWS, "cops-ferguson-2015")
    assert ferguson.stated_counts == {"finding": 48, "lesson": 113}
    assert ferguson.recommendations is None
    assert ferguson.sites == ("ferguson-mo",)


def test_a_stated_zero_is_not_unknown():
    assert find_listed(ROWS, "mcc-interim-2022").stated_counts["recommendation"] == 0


def test_one_report_may_concern_several_places():
    boston = find_listed(ROWS, "boston-marathon-2014")
    assert boston.sites == ("boston-ma", "cambridge-ma", "watertown-ma")


def test_tells_documents_from_pages_about_them():
    assert find_listed(ROWS, "cops-minneapolis-4p-2017").is_pdf
    assert not find_listed(ROWS, "cops-ferguson-2015").is_pdf
    assert not find_listed(ROWS, "kerner-1968").is_pdf


def test_an_unknown_id_comes_with_near_ones():
    with pytest.raises(NotFound, match="'ferguson'") as missing:
        find_listed(ROWS, "ferguson")
    assert "cops-ferguson-2015" in missing.value.hint


LINES = REGISTRY.read_text("utf-8").splitlines()
SPOILT = {
    "a year in words": (LINES[1].replace(",2015,2015-09-03,", ",twenty,2015-09-03,"), "year"),
    "an American date": (LINES[1].replace("2015-09-03", "9/3/2015"), "published"),
    "no title": ('x,"",' + LINES[1].split('",', 1)[1], "title is empty"),
    "a value too many": (LINES[1] + ",more", "25 values"),
    "a value too few": (LINES[1].rsplit(",", 1)[0], "25 values"),
    "an id in capitals": (LINES[1].replace("cops-ferguson-2015", "COPS", 1), "cannot be an id"),
    "another scheme": (LINES[1].replace("https://", "ftp://"), "url"),
}


@pytest.mark.parametrize(("line", "complaint"), SPOILT.values(), ids=SPOILT.keys())
def test_a_wrong_row_is_named_by_its_line(tmp_path, line, complaint):
    path = tmp_path / "registry.csv"
    path.write_text(f"{LINES[0]}\n{line}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=rf"registry\.csv, line 2: .*{complaint}"):
        load_registry(path)


def test_rows_are_named_once_and_link_to_rows(tmp_path):
    path = tmp_path / "registry.csv"
    path.write_text(f"{LINES[0]}\n{LINES[1]}\n{LINES[1]}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="line 3: cops-ferguson-2015 stands twice"):
        load_registry(path)
    follower = next(line for line in LINES if ",kerslake-2018," in line)
    path.write_text(f"{LINES[0]}\n{follower}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="kerslake-2018 is not in the register"):
        load_registry(path)


def test_other_columns_are_refused(tmp_path):
    path = tmp_path / "registry.csv"
    path.write_text("id,title\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="line 1: the columns"):
        load_registry(path)
