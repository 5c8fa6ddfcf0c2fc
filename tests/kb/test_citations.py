from __future__ import annotations

import pytest

from kb.citations import citations, is_organisation
from kb.domain.report import Bibliography

REPORT = Bibliography(
    title="Bringing Calm to Chaos",
    subtitle="A Critical Incident Review",
    publisher="Office of Community Oriented Policing Services",
    authors=("Rick Braziel", "Frank Straub"),
    published="2016-09-09",
)


def test_chicago_names_author_year_statement_and_page():
    chicago, _ = citations(REPORT, label="Finding 12", page="34", url="https://example.org/r.pdf")
    assert chicago.text == (
        "Braziel, Rick, and Frank Straub. 2016. Bringing Calm to Chaos: A Critical Incident "
        "Review. Office of Community Oriented Policing Services. Finding 12, p. 34. "
        "https://example.org/r.pdf."
    )
    assert chicago.title == "Bringing Calm to Chaos: A Critical Incident Review"


def test_apa_gives_initials_and_the_page_after_the_title():
    _, apa = citations(REPORT, page="34", url="https://example.org/r.pdf")
    assert apa.text == (
        "Braziel, R., & Straub, F. (2016). Bringing Calm to Chaos: A Critical Incident Review "
        "(p. 34). Office of Community Oriented Policing Services. https://example.org/r.pdf"
    )


def test_a_publisher_without_authors_is_the_author():
    plain = Bibliography(title="Were They Ready?", publisher="City of Ashgrove")
    chicago, apa = citations(plain)
    assert chicago.text == "City of Ashgrove. n.d. Were They Ready?"
    assert apa.text == "City of Ashgrove. (n.d.). Were They Ready?"


def test_a_report_of_which_nothing_is_known_is_cited_by_its_title():
    assert citations(Bibliography(title="Untitled"))[0].text == "n.d. Untitled."


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("Frank Straub", False),
        ("Jane Q. Rivera", False),
        ("Police Foundation", True),
        ("Institute for Intergovernmental Research", True),
        ("CNA", True),
        ("Cooperative Reform Program", True),
    ],
)
def test_people_are_told_from_organisations(name: str, organisation: bool):
    assert is_organisation(name) is organisation


def test_a_role_in_parentheses_is_no_name():
    chaired = Bibliography(title="T", authors=("Hon. Marguerite Solheim (Chair)",))
    assert citations(chaired)[0].text == "Solheim, Hon. Marguerite. n.d. T."
