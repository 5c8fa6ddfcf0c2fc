from __future__ import annotations

from dataclasses import replace

from indexer.answer.describing import FoundHit
from web.presenters.search import said_once, shown_hit

LONG = "Give two audible warnings before chemical agents are used."
HIT = FoundHit(
    "first/recommendation/1", "recommendation", "Recommendation", "Recommendation", "1", LONG, (),
    4, 4, "", "first.pdf", "first", "First report", "", "", 2016, (),
    "/records/first/recommendation/1", 1.0,
)  # fmt: skip
AGAIN = replace(HIT, id="later/recommendation/1", report="later", report_title="Progress report")


def test_what_is_said_word_for_word_again_stands_under_its_best_result():
    other = replace(HIT, id="first/finding/2", text="Another thing that was found to be so.")
    hits = (HIT, other, replace(AGAIN, text=LONG.replace(" before", "\nbefore")))
    once = said_once(tuple(map(shown_hit, hits)))
    assert [hit.id for hit in once] == [HIT.id, other.id]
    assert [(ref.id, ref.label) for ref in once[0].again] == [
        (AGAIN.id, "Recommendation 1, Progress report")
    ]
    assert once[1].again == ()


def test_a_few_words_are_no_statement_to_repeat():
    short = replace(HIT, text="Fully implemented.")
    once = said_once((shown_hit(short), shown_hit(replace(AGAIN, text=short.text))))
    assert len(once) == 2
