from __future__ import annotations

import pytest

from indexer.query import Or, Phrase, Term, Words
from indexer.question.labelled import with_labels

TREE = Words((Term("gas"),))


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Finding 12", [("finding", "12")]),
        ("recommendation 1.3 of the task force", [("recommendation", "1.3")]),
        ("see Finding 12, and Lesson 4.", [("finding", "12"), ("lesson", "4")]),
        # Amounts are no labels: "over 5" is printed nowhere, but a label of any kind may end in 5.
        ("crowd over 5,000 and gas", []),
        ("department under 50 officers", []),
        ("more than 40 people", []),
    ],
)
def test_labels_that_a_question_names(question, labels):
    found = with_labels(TREE, question, "any")
    expected = tuple(Phrase(words, "label") for words in labels)
    assert found == (Or((TREE, *expected)) if expected else TREE)


def test_a_question_for_all_words_is_widened_only_where_it_is_a_label():
    assert with_labels(TREE, "gas at Finding 12 again", "all") == TREE
    assert with_labels(TREE, "Finding 12", "all") != TREE
