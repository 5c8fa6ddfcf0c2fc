"""Which cells are statements, and which of them the number of their row or card counts."""

from __future__ import annotations

from ingest.layout.blocks import Role
from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

ALONE = "Officers went in without waiting for a team."
KEYS = "Every patrol car carried a master key."
POST = "No fixed command post existed for an hour."


def cell(text: str, row: int, column: int, bullet: str = ""):
    """Make a cell of the only table."""
    return block(text, Role.CELL, table=0, row=row, column=column, bullet=bullet)


def read(*cells):
    """Give kind and text of what a table under "Review" holds."""
    heads = [cell("Sustain", 0, 0), cell("Improve", 0, 1)]
    blocks = in_order([heading("Review"), block(PROSE), *heads, *cells])
    return [(r.kind.value, r.text) for r in find_records(blocks).records]


def test_bullets_that_fill_a_cell_are_a_statement_each() -> None:
    found = read(cell(ALONE, 1, 0, "•"), cell(KEYS, 1, 0, "•"), cell(POST, 1, 1, "•"))
    assert found == [("strength", ALONE), ("strength", KEYS), ("improvement", POST)]


def test_bullets_below_a_sentence_of_the_cell_are_its_parts() -> None:
    listed = cell("The first officers were quick:", 1, 0)
    found = read(listed, cell(ALONE, 1, 0, "•"), cell(KEYS, 1, 0, "•"), cell(POST, 1, 1))
    assert [kind for kind, _ in found] == ["strength", "improvement"]


def rows(*texts: tuple[str, ...], table: int = 0):
    """Make the cells of a table."""
    return [
        block(text, Role.CELL, table=table, row=row, column=column)
        for row, cells in enumerate(texts)
        for column, text in enumerate(cells)
    ]


def test_a_number_counts_the_column_for_whose_words_its_letters_stand() -> None:
    table = rows(
        ("Ref", "Lesson identified", "Recommendation"),
        ("LI 1", POST, "Name a fixed command post."),
        ("LI 2", KEYS, "Put a master key in every car."),
        ("LI 3", ALONE, "Teach officers to go in alone."),
    )
    blocks = in_order([heading("Review"), block(PROSE), *table])
    numbered = [(r.kind.value, r.number) for r in find_records(blocks).records]
    assert numbered[:2] == [("lesson", "LI 1"), ("recommendation", "")]


def test_rows_of_a_card_have_its_number() -> None:
    cards = [
        rows((f"Card {n}", "In short"), ("The gap", gap), ("The change", change), table=n)
        for n, gap, change in (
            (1, POST, "Name a fixed command post."),
            (2, "No patrol car carried a master key.", "Put a master key in every car."),
            (3, "Officers waited for a team.", "Teach officers to go in alone."),
        )
    ]
    blocks = in_order([heading("Review"), block(PROSE), *(b for card in cards for b in card)])
    records = find_records(blocks).records
    assert [(r.kind.value, r.number, r.parent_number) for r in records][:4] == [
        ("improvement", "1", ""), ("recommendation", "1", "1"),
        ("improvement", "2", ""), ("recommendation", "2", "2"),
    ]  # fmt: skip


def test_a_code_over_a_form_numbers_its_observation() -> None:
    forms = [
        rows((f"PLN-{n}", "Weather"), ("Observation", text), (f"Recommendation PLN-{n}.1", change),
             table=n)
        for n, text, change in ((1, POST, "Name a fixed command post."), (2, KEYS, ALONE))
    ]  # fmt: skip
    blocks = in_order([heading("Planning"), block(PROSE), *(b for form in forms for b in form)])
    assert [(r.kind.value, r.number, r.parent_number) for r in find_records(blocks).records] == [
        ("observation", "PLN-1", ""), ("recommendation", "PLN-1.1", "PLN-1"),
        ("observation", "PLN-2", ""), ("recommendation", "PLN-2.1", "PLN-2"),
    ]  # fmt: skip


def below_a_bar(*texts: tuple[str, str]):
    """Give what rows below a bar "Key findings" are read as; each a bullet and a text."""
    bar = block("Key findings", Role.CELL, bold="Key findings", table=0, row=0, column=0)
    below = [cell(text, row, 1, mark) for row, (mark, text) in enumerate(texts, 1)]
    blocks = in_order([heading("Part 1"), bar, *below, heading("Part 2"), block(PROSE)])
    return [(r.kind.value, r.text) for r in find_records(blocks).records]


def test_a_bar_that_names_a_kind_rules_the_rows_below_it() -> None:
    assert below_a_bar(("•", ALONE), ("•", KEYS)) == [("finding", ALONE), ("finding", KEYS)]
    assert below_a_bar(("", ALONE), ("", POST)) == [("finding", ALONE), ("finding", POST)]


def test_a_bar_over_names_rules_nothing() -> None:
    assert below_a_bar(("", "Wearbridge City Council"), ("", "Harbour Stewards Ltd")) == []


def test_a_looser_word_heads_a_column_beside_what_is_asked() -> None:
    texts = (("Issue", "Recommendation"), (ALONE, "Officers should wait for a second car."))
    blocks = in_order([heading("Review"), block(PROSE), *rows(*texts)])
    found = [(r.kind.value, r.text) for r in find_records(blocks).records]
    assert found[0] == ("finding", ALONE)
    alone = in_order([heading("Review"), block(PROSE), *rows(("Issue", "Lead"), (ALONE, "Fire"))])
    assert find_records(alone).records == ()


def test_paragraphs_of_a_cell_that_each_ask_are_a_statement_each_where_no_number_counts_them():
    asked = ("The port should write a plan.", "Repair the lamps before winter.")
    heads = [cell("Finding", 0, 0), cell("Recommendation", 0, 1), cell(ALONE, 1, 0)]
    own = [cell(text, 1, 1) for text in asked]
    blocks = in_order([heading("Review"), block(PROSE), *heads, *own])
    found = [r.text for r in find_records(blocks).records if r.kind.value == "recommendation"]
    assert found == list(asked)


def test_numbers_between_two_columns_count_the_one_at_their_right() -> None:
    table = rows(
        ("Finding", "No.", "Recommendation"),
        (ALONE, "7", "Officers should wait for a second car."),
        (POST, "8", "The port should name a post."),
    )
    found = find_records(in_order([heading("Review"), block(PROSE), *table])).records
    assert [(r.kind.value, r.number) for r in found] == [
        ("finding", ""), ("recommendation", "7"), ("finding", ""), ("recommendation", "8"),
    ]  # fmt: skip


def test_a_first_column_that_counts_without_a_head_numbers_the_rows() -> None:
    promises = ("Write a plan for the harbour.", "Sign the agreement.", "Hire a chief for it.")
    table = rows(("", "We will"), *((str(n), text) for n, text in enumerate(promises, 1)))
    table = [b for b in table if b.text]
    found = find_records(in_order([heading("Review"), block(PROSE), *table])).records
    assert [(r.kind.value, r.number) for r in found] == [("action-item", str(n)) for n in (1, 2, 3)]


def test_a_cell_that_goes_on_in_the_next_row_is_one_statement() -> None:
    table = rows(
        ("Finding", "Recommendation"),
        ("Officers went in without waiting", "The chief should have cars sent"),
        ("for a team.", "in pairs."),
    )
    found = find_records(in_order([heading("Review"), block(PROSE), *table])).records
    assert [r.text for r in found] == [ALONE, "The chief should have cars sent in pairs."]


def test_a_column_of_ratings_tells_strengths_from_what_is_to_be_improved() -> None:
    table = rows(
        ("Ref.", "Observation", "Rating", "Corrective action"),
        ("1.1", KEYS, "S", "None; sustain"),
        ("1.2", ALONE, "AFI", "IP-01 Require a second car at each call."),
        ("1.3", POST, "AFI", "IP-02 Name a post in the first ten minutes."),
    )
    blocks = in_order([heading("Review"), block(PROSE), *table])
    assert [(r.kind.value, r.number) for r in find_records(blocks).records] == [
        ("strength", "1.1"), ("improvement", "1.2"), ("corrective-action", "IP-01"),
        ("improvement", "1.3"), ("corrective-action", "IP-02"),
    ]  # fmt: skip


def test_a_column_that_says_anything_else_rates_nothing() -> None:
    table = rows(("Observation", "Rating"), (KEYS, "S"), (ALONE, "high"), (POST, "AFI"))
    blocks = in_order([heading("Review"), block(PROSE), *table])
    assert {r.kind.value for r in find_records(blocks).records} == {"observation"}
