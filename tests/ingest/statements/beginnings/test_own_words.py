"""Labels in words of a report's own are read; words that count other things are none."""

from __future__ import annotations

import pytest

from ingest.labels import read_label
from ingest.reading import read
from ingest.statements.looser_words import KINDS
from ingest.statements.records import find_records
from kb.domain.record import Kind
from kb.reference import load_vocabulary
from tests.ingest.test_unseen_styles import pool
from tests.support.blocks import PROSE, block, heading, in_order, item
from tests.support.typeset.family_report import FamilyReport, told
from tests.support.typeset.own_labels import OWN_LABELS

ASKED = ("Post a map of the site.", "Name one person who commands.", "Test the sirens each month.")


@pytest.mark.parametrize("number", sorted(OWN_LABELS))
def test_a_report_with_labels_of_its_own_is_read_as_a_person_reads_it(number: int) -> None:
    report = FamilyReport(number, OWN_LABELS[number], pool())
    records = read(report.typeset(), f"own-{number}.pdf", load_vocabulary()).records
    assert [told(r) for r in records] == [w.told for w in report.wanted]


def under(word: str, times: int) -> list[Kind]:
    """Give the kinds of what is read under a numbered word printed so many times."""
    blocks = [heading("The night"), block(PROSE)]
    for number, text in list(enumerate(ASKED, start=1))[:times]:
        blocks += [block(f"{word} {number}: {text}"), block(PROSE)]
    return [r.kind for r in find_records(in_order(blocks)).records]


def test_a_word_that_asks_over_and_over_makes_recommendations() -> None:
    assert under("Counsel", 3) == [Kind.RECOMMENDATION] * 3


def test_a_word_that_comes_twice_is_a_way_of_speaking() -> None:
    assert under("Counsel", 2) == []


@pytest.mark.parametrize("word", ["Step", "Question", "Exhibit", "Officer", "Policy"])
def test_a_word_that_counts_other_things_makes_none(word: str) -> None:
    assert under(word, 3) == []


def test_no_word_means_two_kinds() -> None:
    words = [word for listed in KINDS.values() for word in listed.split("|")]
    assert len(words) == len(set(words))


def test_no_word_is_listed_that_is_a_label_everywhere() -> None:
    words = [word for listed in KINDS.values() for word in listed.split("|")]
    assert [w for w in words if read_label(f"{w.capitalize()} 3: Nobody knew.")] == []


def test_days_of_a_timeline_are_no_labels() -> None:
    days = [
        block(
            f"June {day}: Tear gas was used at the corner of Pine and Eleventh.",
            bold=f"June {day}:",
        )
        for day in (1, 2, 3, 5, 7)
    ]
    assert find_records(in_order([heading("The days"), *days])).records == ()


def test_a_word_that_comes_back_may_head_lists() -> None:
    blocks = []
    for part in ("Gate", "Quay", "Road"):
        blocks += [
            heading(part), block(PROSE), heading("Even better if", 2),
            item(f"The {part.lower()} had a lamp of its own."),
            item(f"The {part.lower()} had a warden at night."), block(PROSE),
        ]  # fmt: skip
    found = find_records(in_order(blocks)).records
    assert [(r.kind.value, len(found)) for r in found[:1]] == [("improvement", 6)]


def test_a_word_before_each_bullet_is_a_label_and_heads_no_list() -> None:
    asks = [item(f"Ask: {text}", bold="Ask:") for text in ASKED]
    found = find_records(in_order([heading("Gate"), block(PROSE), *asks])).records
    assert [r.text for r in found] == list(ASKED)


@pytest.mark.parametrize(("times", "found"), [(3, 3), (2, 0)])
def test_a_word_with_a_colon_opens_statements_in_plain_type_where_it_comes_back(times, found):
    plain = [block(f"Remedy: {text}") for text in ASKED[:times]]
    records = find_records(in_order([heading("Gate"), block(PROSE), *plain])).records
    assert [r.text for r in records] == list(ASKED[:found])


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Cooling centers of town {n} close too early", [Kind.FINDING, Kind.RECOMMENDATION]),
        ("Town {n}", [Kind.RECOMMENDATION]),
        ("Were the centers of town {n} open?", [Kind.RECOMMENDATION]),
    ],
)
def test_numbered_headings_with_advice_below_each_say_what_was_found(title, kinds) -> None:
    blocks = []
    for n in (1, 2, 3):
        blocks += [heading(f"Issue {n}. {title.format(n=n)}", 2), block(PROSE)]
        blocks += [block(f"Remedy {n}. Keep one center of town {n} open all night.")]
    assert [r.kind for r in find_records(in_order(blocks)).records] == kinds * 3


def test_a_line_with_a_number_alone_numbers_the_labels_below_it() -> None:
    blocks = [heading("Topic 1: Dispatch", 1)]
    for n in (1, 2, 3):
        blocks += [heading(f"Item 1-0{n}", 2), block(f"Observation: Callers of town {n} waited.")]
        blocks += [block("Discussion: " + PROSE)]
        blocks += [block(f"Recommendation: Load the names of town {n} into the map.")]
    numbers = [r.number for r in find_records(in_order(blocks)).records]
    assert numbers == ["1-01", "1-01", "1-02", "1-02", "1-03", "1-03"]


@pytest.mark.parametrize(("word", "read_so"), [("Step forward", 3), ("Next step", 0), ("Step", 0)])
def test_the_last_word_says_what_a_number_counts(word: str, read_so: int) -> None:
    blocks = [heading("The storm"), block(PROSE)]
    for n, text in enumerate(ASKED, 1):
        blocks += [block(f"{word} {n}: {text}", bold=f"{word} {n}:"), block(PROSE)]
    found = find_records(in_order(blocks)).records
    assert sum(r.kind is Kind.RECOMMENDATION for r in found) == read_so
