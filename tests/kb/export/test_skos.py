from __future__ import annotations

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from kb.domain.ids import TopicId
from kb.domain.topic import Topic, Vocabulary
from kb.export.skos import turtle
from kb.reference import load_vocabulary

BASE = "https://kb.example/topics"


def graph(vocabulary):
    return Graph().parse(data=turtle(vocabulary, BASE), format="turtle")


def labels(read, topic, kind):
    return {str(o) for o in read.objects(URIRef(f"{BASE}/{topic}"), kind)}


def test_every_topic_is_read_back_with_its_place_and_words():
    vocabulary = load_vocabulary()
    read = graph(vocabulary)
    assert len(set(read.subjects(RDF.type, SKOS.Concept))) == len(vocabulary.topics)
    for topic in vocabulary:
        name = URIRef(f"{BASE}/{topic.id}")
        assert read.value(name, SKOS.prefLabel) == Literal(topic.pref_label, lang="en")
        assert labels(read, topic.id, SKOS.altLabel) == set(topic.alt_labels)
        hidden = {*topic.abbreviations, *topic.ambiguous}
        assert labels(read, topic.id, SKOS.hiddenLabel) == hidden
        assert labels(read, topic.id, URIRef(f"{BASE}#pair")) == set(topic.pairs)
        broader = read.value(name, SKOS.broader)
        assert broader == (URIRef(f"{BASE}/{topic.broader}") if topic.broader else None)


def test_words_of_any_kind_are_read_back_as_they_are():
    hard = 'She said "no"\\ and\nleft\ttabs \x85 élan 🚒'
    topic = Topic(TopicId("a"), hard, alt_labels=(hard,), scope_note=hard)
    read = graph(Vocabulary((topic,)))
    for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.scopeNote):
        assert labels(read, "a", kind) == {hard}


def test_an_empty_vocabulary_is_a_scheme_without_concepts():
    assert list(graph(Vocabulary(())).subjects(RDF.type, SKOS.ConceptScheme)) == [URIRef(BASE)]
