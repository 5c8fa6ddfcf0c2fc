from __future__ import annotations

import json
from collections import Counter

import pytest

from ingest.topics import MOST_TAGS, Tagger
from kb.domain.ids import TopicId
from kb.domain.topic import Topic, Vocabulary
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


@pytest.fixture(scope="module")
def tagger():
    return Tagger(SMALL)


def ids(tags):
    return {t.topic for t in tags}


def test_cues_are_shown_as_printed(tagger):
    (tag,) = tagger.tag("Police dogs were brought to the line.")
    assert (tag.topic, tag.cues) == ("canine", ("Police dogs",))


def test_the_longer_cue_wins(tagger):
    assert ids(tagger.tag("Each use of force report was late.")) == {"report"}


def test_ambiguous_words_never_count_alone(tagger):
    assert not tagger.tag("The force of the wind was great.", ["Force"])


def test_abbreviations_need_the_report(tagger):
    text = "BWC recordings were missing."
    assert not tagger.tag(text)
    (tag,) = tagger.tag(text, (), [("BWC", "body-worn camera")])
    assert tag.topic == "camera"
    assert "body-worn camera" in tag.cues[0]
    assert not tagger.tag(text, (), [("BWC", "Bureau of Water Control")])


def test_pairs(tagger):
    assert ids(tagger.tag("Officers could not find the footage.")) == {"camera"}


def test_headings_alone_give_nothing(tagger):
    assert not tagger.tag("The plan failed.", ["Use of Force"])


@needs_shared
def test_floor_on_the_gold_statements():
    tagger = Tagger(load_vocabulary())
    counts = Counter()
    for path in sorted((SHARED / "typeset_dev" / "gold").glob("*.json")):
        for record in json.loads(path.read_text())["records"]:
            got = ids(tagger.tag(record["text"], record.get("section") or []))
            assert len(got) <= MOST_TAGS
            counts["both"] += len(got & set(record["topics"]))
            counts["all"] += len(got) + len(record["topics"])
    assert 2 * counts["both"] / counts["all"] >= 0.57
