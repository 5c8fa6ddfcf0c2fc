"""Sentences that a list at either end says again are the report's statements, under any words."""

from __future__ import annotations

from ingest.layout.blocks import Block
from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order, item

TOLD = (
    "Nobody at the gate had a list of the agencies on the way.",
    "The second radio channel was full from the first minute on.",
    "Two of the five shelters had no generator that could be started.",
    "Families waited nine hours in a hall without a telephone.",
    "The siren on the east bank had been silent since the spring.",
)
ASKED = (
    "Print a list of agencies for every gate.",
    "Open a second channel before the first is full.",
    "Test the generator of each shelter twice a year.",
    "Name one officer who tells families what is known.",
    "Repair the siren on the east bank before the summer.",
)


def body(sentences: tuple[str, ...], go_on: str = "") -> list[Block]:
    """Make a chapter for each sentence, in a paragraph of its own amid prose."""
    chapters = ("Arrival", "Radio", "Shelters", "Families", "Warning")
    return [
        made
        for title, sentence in zip(chapters, sentences, strict=True)
        for made in (heading(title, 2), block(PROSE), block(sentence + go_on), block(PROSE))
    ]


def read(*parts: list[Block]) -> list[tuple[str, str]]:
    blocks = in_order([made for part in parts for made in part])
    return [(r.kind.value, r.text) for r in find_records(blocks).records]


def closing(title: str, sentences: tuple[str, ...]) -> list[Block]:
    return [heading(title), *(item(sentence) for sentence in sentences)]


def test_what_a_closing_list_says_again_was_found_or_is_asked() -> None:
    start = [heading("The night"), block(PROSE)]
    assert read(start, body(TOLD), closing("In short", TOLD)) == [("finding", t) for t in TOLD]
    assert read(start, body(ASKED), closing("In short", ASKED)) == [
        ("recommendation", text) for text in ASKED
    ]


def test_a_sentence_said_in_short_is_told_whole_where_the_body_argues_it() -> None:
    longer = tuple(text.removesuffix(".") + ", and no one was told." for text in TOLD)
    start = [heading("The night"), block(PROSE)]
    found = read(start, body(longer), closing("In short", TOLD))
    assert found == [("finding", text) for text in longer]


def test_a_list_that_says_little_of_the_body_again_tells_nothing() -> None:
    start = [heading("The night"), block(PROSE)]
    others = tuple(text.replace("the", "that") for text in TOLD[2:])
    assert read(start, body(TOLD), closing("In short", (*TOLD[:2], *others))) == []


def test_key_dates_that_the_body_gives_too_are_none() -> None:
    start = [heading("The night"), block(PROSE)]
    assert read(start, body(TOLD), closing("Timeline of events", TOLD)) == []


def test_numbered_paragraphs_of_a_story_told_in_short_are_none() -> None:
    start = [heading("The night"), block(PROSE)]
    short = [block(f"1.{n} {text}") for n, text in enumerate(TOLD, start=1)]
    assert read(start, body(TOLD), [heading("In short"), *short]) == []
