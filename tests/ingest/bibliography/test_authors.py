from __future__ import annotations

import pytest

from ingest.bibliography.authors import authors_of, people_in
from ingest.bibliography.front_matter import FrontMatter, Group


def group(*lines: str, page: int = 1) -> Group:
    return Group(page, " ".join(lines), 12.0, False, 100.0, (), lines)


def read(*groups: Group, **facts) -> tuple[str, ...]:
    return authors_of(FrontMatter(1, groups, (), **facts), "Storm Over Elm", "", "Elm Institute")


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        # ranks, what somebody is, and that somebody is retired
        (("Prepared by", "Marisol Quint-Hayes, Police Auditor", "Capt. Ben Tolliver (ret.)"),
         ("Marisol Quint-Hayes", "Capt. Ben Tolliver (ret.)")),
        (("Report of the Review Team", "Lt. Dorian Maypole, Chair", "Nell Abernathy-Cruz",
          "Fire Chief Otis Renfro"), ("Lt. Dorian Maypole", "Nell Abernathy-Cruz", "Fire Chief "
          "Otis Renfro")),
        # degrees, and several people on one line
        (("Authors: Delphine Okoro, Ed.D.; Sgt. Mal Brenner; Prof. Ruth Isaac",),
         ("Delphine Okoro", "Sgt. Mal Brenner", "Prof. Ruth Isaac")),
        (("Hon. Rosa Peake (Ret.), Chairperson · Amos Guidry · Rev. Clem Hargrove",),
         ("Hon. Rosa Peake (Ret.)", "Amos Guidry", "Rev. Clem Hargrove")),
        # place and year below
        (("The Honourable Ghislaine Roy, Commissioner", "Ontario", "2020"),
         ("The Honourable Ghislaine Roy",)),
        (("Ann Straker and Ben Ames",), ("Ann Straker", "Ben Ames")),
        # no people: a place, a body, a kind of paper, the title
        (("Elm Ford, Ohio",), ()),
        (("Elm Ford Police Department",), ()),
        (("Final Report",), ()),
        (("Storm Over Elm",), ()),
    ],
)  # fmt: skip
def test_the_people_of_a_cover(lines, people):
    assert read(group(*lines)) == people


def test_a_page_of_the_team():
    team = group("Ann Straker, Delta Institute", "Chief Ben Ames (ret.), consultant", page=3)
    assert read(group("Storm"), group("Review Team", page=3), team) == (
        "Ann Straker",
        "Chief Ben Ames (ret.)",
    )


def test_the_document_information_comes_last():
    assert read(group("Storm"), info={"Author": "Ann Straker"}) == ("Ann Straker",)
    assert read(group("Storm"), info={"Author": "audreyC"}) == ()


def test_the_number_of_a_report_is_nobody():
    assert people_in("AVIATION INVESTIGATION REPORT A11F0012") == ()
