from __future__ import annotations

from indexer.recurring.field_rarity import rarity_among, subject_term
from kb.analysis import stem


def test_words_of_the_field_are_not_rare_because_a_collection_lacks_them():
    rarity = rarity_among(10, {stem("garlic"): 1})
    assert rarity.share(stem("officer")) < rarity.share(stem("garlic")) < rarity.share("unheard")


def test_what_a_collection_holds_counts_too():
    alone, among = rarity_among(0, {}), rarity_among(5000, {stem("radio"): 2500})
    assert among.share(stem("radio")) < alone.share(stem("radio"))


def test_subjects_are_counted_beside_words():
    rarity = rarity_among(0, {})
    assert rarity.share(subject_term("uof-policy")) < rarity.share(subject_term("no-such-topic"))
