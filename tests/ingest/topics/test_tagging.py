from __future__ import annotations

import json
from collections import Counter

import pytest

from ingest.topics.choice import MOST_TAGS
from ingest.topics.tagging import InPlace, Tagger
from ingest.topics.weights import Written, count, load_company, load_weights, load_written, weigh
from kb.domain.ids import TopicId
from kb.domain.topic import Topic, Vocabulary
from kb.errors import VocabularyError
from kb.reference import load_vocabulary
from tests.support.shared import SHARED, needs_shared

SMALL = Vocabulary(
    (
        Topic(TopicId("force"), "Force"),
        Topic(TopicId("canine"), "Dogs", TopicId("force"), ("police dog", "canine")),
        Topic(TopicId("report"), "Reports", TopicId("force"), ("use of force report",)),
        Topic(
            TopicId("policy"), "Policy", TopicId("force"), ("use of force",), ambiguous=("force",)
        ),
        Topic(
            TopicId("camera"), "Cameras", TopicId("force"), ("body-worn camera",),
            abbreviations=("BWC",), pairs=("footage + officers",),
        ),
    )
)  # fmt: skip


# Twice the threshold, so that one cue and its company are enough.
WEIGHTS = {
    "polic dog": {TopicId("canine"): 10.0},
    "canin": {TopicId("canine"): 10.0},
    "handler": {TopicId("canine"): 10.0},
    "late": {TopicId("report"): 10.0},
    "footag": {TopicId("camera"): 10.0},
    "record": {TopicId("camera"): 10.0},
    "bwc": {TopicId("camera"): 10.0},
}


@pytest.fixture(scope="module")
def tagger():
    return Tagger(SMALL, WEIGHTS)


def ids(tags):
    return {t.topic for t in tags}


def test_cues_are_shown_as_printed(tagger):
    (tag,) = tagger.tag("Police dogs were brought to the line.")
    assert (tag.topic, tag.cues) == ("canine", ("Police dogs",))


def test_telling_words_are_shown_after_the_cues(tagger):
    (tag,) = tagger.tag("Canines came without their handlers.")
    assert tag.cues == ("Canines", "handlers")


def test_words_alone_can_tell(tagger):
    (tag,) = tagger.tag("The handlers were tired.")
    assert (tag.topic, tag.cues) == ("canine", ("handlers",))


def test_what_is_set_aside_counts_half(tagger):
    assert ids(tagger.tag("Officers used canines.")) == {"canine"}
    assert not tagger.tag("Officers used batons rather than canines.")


def test_the_longer_cue_wins(tagger):
    assert ids(tagger.tag("Each use of force report was late.")) == {"report"}


def test_ambiguous_words_never_count_alone(tagger):
    assert not tagger.tag("The force of the wind was great.", ["Force"])


def test_abbreviations_need_the_report(tagger):
    text = "BWC recordings were kept for records."
    assert "BWC" not in " ".join(tagger.tag(text)[0].cues)
    assert not tagger.tag("BWC was missing.")
    (tag,) = tagger.tag(text, (), [("BWC", "body-worn camera")])
    assert "BWC (body-worn camera)" in tag.cues
    assert "BWC" not in " ".join(tagger.tag(text, (), [("BWC", "Bureau of Wind")])[0].cues)


def test_pairs(tagger):
    (tag,) = tagger.tag("Officers could not find the footage.")
    assert tag.cues[0] == "footage … officers"


def test_headings_alone_give_nothing(tagger):
    assert not tagger.tag("The plan failed.", ["Canine handlers", "Police dog"])


def test_all_words_of_a_heading_lend_a_little():
    weights = {"footag": {TopicId("camera"): 7.0}, "miss": {TopicId("camera"): 7.0}}
    found = Tagger(SMALL, weights)
    assert not found.tag("Footage was kept.")
    assert ids(found.tag("Footage was kept.", ["The missing footage"])) == {"camera"}


def test_a_parent_speaks_for_its_children_and_they_for_it(tagger):
    alone = "Each device should be checked, and the footage kept."
    parent = "Body-worn cameras recorded nothing; footage is missing."
    assert not Tagger(SMALL).tag(alone)
    told = [InPlace(parent), InPlace(alone, parent=0)]
    weights = {"footag": {TopicId("camera"): 4.0}, "miss": {TopicId("camera"): 4.0}}
    _, child = Tagger(SMALL, weights).tag_all(told)
    assert [(t.topic, t.cues) for t in child] == [("camera", ("footage",))]
    assert not Tagger(SMALL, weights).tag(alone)
    unsure = InPlace("Some footage was kept.")
    firm = InPlace("Body-worn camera footage was missing.", parent=0)
    assert not Tagger(SMALL, weights).tag(unsure.text)
    assert ids(Tagger(SMALL, weights).tag_all([unsure, firm])[0]) == {"camera"}


def test_what_stands_around_gives_nothing_that_the_words_do_not_say(tagger):
    told = [InPlace("Police dogs bit two."), InPlace("The report was short.", parent=0)]
    assert not tagger.tag_all(told)[1]


def test_statements_of_one_section_lend_each_other_a_little(tagger):
    weights = {"footag": {TopicId("camera"): 7.0}, "miss": {TopicId("camera"): 7.0}}
    firm = "Body-worn camera footage was missing."
    together = [InPlace(firm, ("A",)), InPlace("Footage was kept.", ("A",)), InPlace(firm, ("A",))]
    apart = [InPlace(firm, ("A",)), InPlace("Footage was kept.", ("B",)), InPlace(firm, ("C",))]
    found = Tagger(SMALL, weights)
    assert found.tag_all(together)[1]
    assert not found.tag_all(apart)[1]


def test_a_word_is_telling_where_its_subtopic_has_it_more_than_others():
    canine, camera = TopicId("canine"), TopicId("camera")
    counted = weigh(
        [
            Written((canine,), "The handler let the dog bite a man."),
            Written((canine,), "The dog was out of the handler's sight."),
            Written((camera,), "The footage shows the man from behind."),
            Written((camera,), "Nobody kept recordings of the night."),
            Written((camera,), "Batteries of both cameras ran out."),
        ]
    )
    assert counted["dog"][canine] > 0.5
    assert "man" not in counted, "said of both subjects alike"
    assert camera not in counted["dog"]


def test_abbreviations_are_no_telling_words():
    assert "eoc" not in weigh([Written((TopicId("post"),), "The EOC opened late.")])


def test_weights_are_those_of_the_written_statements():
    """Fails where statements, words or terms were changed and the weights not counted anew.

    Then: python -m tests.benchmarks.topics --write
    """
    assert count(load_vocabulary()) == load_weights()


@pytest.mark.parametrize(
    "line", ["no-such-subtopic: A statement.", "uof-policy:", "uof-policy A statement."]
)
def test_a_wrong_line_is_named(tmp_path, line):
    (tmp_path / "topic_statements.txt").write_text(f"# statements\n{line}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"topic_statements.txt, line 2"):
        load_written(load_vocabulary(), tmp_path)


def test_missing_weights_are_told_with_the_command(tmp_path):
    with pytest.raises(VocabularyError) as told:
        load_weights(tmp_path)
    assert "--write" in str(told.value.hint)


@needs_shared
def test_floor_on_the_gold_statements():
    vocabulary = load_vocabulary()
    tagger = Tagger(vocabulary, load_weights(), load_company())
    counts = Counter()
    for path in sorted((SHARED / "typeset_dev" / "gold").glob("*.json")):
        records = json.loads(path.read_text())["records"]
        for record, tags in zip(records, tagger.tag_all(list(_in_place(records))), strict=True):
            assert len(tags) <= MOST_TAGS
            counts["both"] += len(ids(tags) & set(record["topics"]))
            counts["all"] += len(tags) + len(record["topics"])
    assert 2 * counts["both"] / counts["all"] >= 0.73


def _in_place(records):
    """Place gold's statements: a parent is the last statement with its number."""
    last = {}
    for place, record in enumerate(records):
        parent = last.get(record["parent"]) if record.get("parent") else None
        yield InPlace(record["text"], tuple(record.get("section") or ()), parent)
        last[record["number"]] = place
