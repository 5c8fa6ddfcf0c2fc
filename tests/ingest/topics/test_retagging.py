from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.topics.retagging import Retagger, preview, retag, tagger_of
from ingest.topics.tagging import Tagger, in_place
from ingest.topics.weights import load_company, load_weights
from kb import curation
from kb import vocabulary_editing as editing
from kb.catalog.catalog import Catalog
from kb.catalog.tagging import ReadStatement, ReadStatements
from kb.domain.ids import RecordId, ReportId
from kb.domain.record import Kind
from kb.domain.staff import Actor
from kb.domain.vocabulary_change import Doing, Edit, Part, edited
from kb.reference import load_vocabulary
from tests.support import small_catalog

ANN = Actor("ann")
GAS, RADIO = "uof-chemical-agents", "com-radio"
STREET = Edit(Doing.ADD, Part.TERM, GAS, "Canal Streets")


@pytest.fixture
def catalog(tmp_path):
    made = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3")
    with made.begin() as tx:
        for at in range(3):
            tx.put_report(tagged(small_catalog.extraction(at)))
    yield made
    made.close()


def tagged(read):
    """Give a reading with the topics that the machine gives its statements."""
    tags = tags_of(load_vocabulary(), read)
    return replace(
        read, records=tuple(replace(r, topics=t) for r, t in zip(read.records, tags, strict=True))
    )


def tags_of(vocabulary, read):
    """Give the topics that reading with a vocabulary gives each statement."""
    return tagger_of(vocabulary).tag_all(in_place(read.records), read.bibliography.abbreviations)


def first_report(catalog):
    with catalog.read() as view:
        return next(
            view.report(s.id) for s in view.summaries() if s.title == "Five Days on Canal Street"
        )


def topics(catalog):
    return {p.id: {t.topic for t in p.record.topics} for p in first_report(catalog).records}


def differences(catalog, *edits):
    with catalog.read(staff=True) as view:
        return preview(view, edited(view.vocabulary, edits))


def test_a_new_word_adds_its_topic_to_the_statements_that_hold_it_and_takes_none_away(catalog):
    before = topics(catalog)
    other = Edit(Doing.ADD, Part.TERM, RADIO, "Canal Streets")
    found = differences(catalog, other)
    assert found
    assert {one.gained for one in found} == {(RADIO,)}
    assert not any(one.lost for one in found)
    assert all("Canal Street" in one.text for one in found)
    assert topics(catalog) == before


def test_what_the_preview_showed_is_what_applying_does(catalog):
    shown = differences(catalog, Edit(Doing.ADD, Part.TERM, RADIO, "Canal Street"))
    editing.apply(catalog, [Edit(Doing.ADD, Part.TERM, RADIO, "Canal Street")], by=ANN, seen=0)
    with catalog.read(staff=True) as view:
        change = view.last_change()
        assert len(view.tagging.behind()) == len(view.summaries())
    told: list[str] = []
    assert retag(catalog, told.append) == 2
    with catalog.read(staff=True) as view:
        assert view.tagging.behind() == ()
        for one in shown:
            (tag,) = [
                t for t in view.record(one.record).published.record.topics if t.topic == RADIO
            ]
            assert tag.cues == ("Canal Street",)
        noted = {c.report for c in view.changes_after(change)}
    assert noted == {one.report for one in shown}
    assert len(told) == 3
    assert retag(catalog) == 0


def test_taking_a_change_back_takes_its_tags_back(catalog):
    before = topics(catalog)
    editing.apply(catalog, [replace(STREET, of=RADIO)], by=ANN, seen=0)
    retag(catalog)
    assert topics(catalog) != before
    editing.undo(catalog, 1, by=ANN, seen=1)
    retag(catalog)
    assert topics(catalog) == before


def test_a_retired_topic_leaves_its_statements_but_not_those_that_staff_gave_it(catalog):
    report = first_report(catalog)
    mine, machines = report.records[3].id, report.records[0].id
    curation.retag(catalog, mine, (GAS,), catalog.vocabulary, by="ann")
    retire = Edit(Doing.RETIRE, Part.TOPIC, GAS)
    shown = {one.record: one for one in differences(catalog, retire)}
    assert GAS in shown[machines].lost
    assert mine not in shown
    editing.apply(catalog, [retire], by=ANN, seen=0)
    retag(catalog)
    with catalog.read() as view:
        found = {n: view.record(n).published.record.topics for n in (mine, machines)}
    assert [(t.topic, t.by) for t in found[mine]] == [(GAS, "ann")]
    assert GAS not in {t.topic for t in found[machines]}


def test_statements_that_staff_gave_topics_are_marked_in_the_preview(catalog):
    report = first_report(catalog)
    mine = report.records[0].id
    curation.retag(catalog, mine, (), catalog.vocabulary, by="ann")
    found = {one.record: one for one in differences(catalog, replace(STREET, of=RADIO))}
    assert found[mine].kept


def test_a_renamed_topic_is_told_to_the_index_though_no_tag_changes(catalog):
    editing.apply(catalog, [Edit(Doing.SET, Part.LABEL, GAS, "Tear gas")], by=ANN, seen=0)
    with catalog.read() as view:
        before = view.last_change()
    assert retag(catalog) == 2
    assert retag(catalog) == 0
    with catalog.read() as view:
        assert {c.what for c in view.changes_after(before)} == {"tags"}


def test_an_abbreviation_counts_where_the_report_prints_what_it_stands_for(catalog):
    edits = (
        Edit(Doing.ADD, Part.ABBREVIATION, RADIO, "MCV"),
        Edit(Doing.ADD, Part.LONG_FORM, "MCV", "mobile command vehicle"),
    )
    vocabulary = replace(edited(catalog.vocabulary, edits), version=0)
    tagger = Tagger(vocabulary, load_weights(), load_company())
    text = "The MCV stood at the wrong corner."
    assert RADIO not in {t.topic for t in tagger.tag(text)}
    tags = tagger.tag(text, (), (("MCV", "mobile command vehicle"),))
    assert ("MCV (mobile command vehicle)",) in {t.cues for t in tags if t.topic == RADIO}


def test_a_report_that_is_read_again_has_the_tags_of_its_reading(catalog):
    editing.apply(catalog, [STREET], by=ANN, seen=0)
    retag(catalog)
    read = small_catalog.extraction(0)
    assert read.records[0].kind is Kind.FINDING
    with catalog.begin() as tx:
        report = tx.put_report(read)
    with catalog.read() as view:
        assert view.tagging.behind() == (report,)
    retag(catalog)
    with catalog.begin() as tx:
        tx.put_report(replace(read, vocabulary=1))
    with catalog.read() as view:
        assert view.tagging.behind() == ()


SHIPPED = replace(load_vocabulary(), version=0)
SUBTOPICS = sorted(t.id for t in SHIPPED if t.broader)
# Words that stand in the small catalog's statements, headings and narrative.
SAID = ("Canal Street", "command post", "radio", "officers", "mutual aid", "agencies + channel")


def as_kept(read, tags):
    """Give a reading's statements as the catalog keeps them, with these topics."""
    return ReadStatements(
        ReportId("r"),
        "",
        1,
        tuple(
            ReadStatement(RecordId(r.key), r.key, r.text, r.section, t, r.parent, r.context)
            for r, t in zip(read.records, tags, strict=True)
        ),
        read.bibliography.abbreviations,
        frozenset(),
    )


@st.composite
def edits(draw):
    topic = draw(st.sampled_from((GAS, RADIO, *SUBTOPICS)))
    shipped = SHIPPED.get(topic)
    words = draw(st.sampled_from(SAID))
    return draw(
        st.sampled_from(
            [
                Edit(Doing.ADD, Part.PAIR if " + " in words else Part.TERM, topic, words),
                Edit(Doing.RETIRE, Part.TOPIC, topic),
                Edit(Doing.SET, Part.LABEL, topic, "Other words"),
                *(Edit(Doing.RETIRE, Part.TERM, topic, word) for word in shipped.alt_labels),
                *(Edit(Doing.RETIRE, Part.AMBIGUOUS, topic, word) for word in shipped.ambiguous),
            ]
        )
    )


@settings(max_examples=12, deadline=None)
@given(at=st.integers(0, 2), made=st.lists(edits(), max_size=4))
def test_tags_follow_a_vocabulary_as_if_the_report_were_read_with_it(at, made):
    read = small_catalog.extraction(at)
    records = [replace(r, context=f"{read.records[0].text} {r.text}") for r in read.records]
    records[1:] = [replace(r, parent=records[0].key) for r in records[1:]]
    read = replace(read, records=tuple(records))
    vocabulary = replace(edited(SHIPPED, made), version=0)
    before, after = tags_of(SHIPPED, read), tags_of(vocabulary, read)
    changed = Retagger(SHIPPED, vocabulary).changed(as_kept(read, before))
    now = [changed.get(r.key, t) for r, t in zip(read.records, before, strict=True)]
    assert now == after
