"""The vocabulary in Turtle, in the words of SKOS (W3C, 2009), for other catalogs to take over.

Families are top concepts, subtopics are narrower ones. Terms are alternative labels; abbreviations
and words that count only beside others are hidden labels, each said again under a name of our own.
What abbreviations of the field stand for belongs to the scheme; what was retired is deprecated.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from kb.domain.topic import Topic, Vocabulary

MEDIA_TYPE = "text/turtle"
_PREFIXES = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    "@prefix dct: <http://purl.org/dc/terms/> .",
    "@prefix owl: <http://www.w3.org/2002/07/owl#> .",
)


def turtle(vocabulary: Vocabulary, base: str) -> str:
    """Write a vocabulary whose concepts are named `base`/id; `base` is an absolute address."""
    return "\n".join((*_PREFIXES, "", *_scheme(vocabulary, base), *_concepts(vocabulary, base), ""))


def _scheme(vocabulary: Vocabulary, base: str) -> Iterator[str]:
    yield f"<{base}> a skos:ConceptScheme ;"
    yield '  dct:title "Subjects of after-action reports"@en ;'
    for short, forms in vocabulary.long_forms:
        yield f"  <{base}#expands> {_quoted(short + ' = ' + '; '.join(forms))} ;"
    tops = ", ".join(_named(base, family.id) for family in vocabulary.families())
    yield f"  skos:hasTopConcept {tops} ." if tops else "."


def _concepts(vocabulary: Vocabulary, base: str) -> Iterator[str]:
    for topic in vocabulary:
        yield ""
        yield f"{_named(base, topic.id)} a skos:Concept ;"
        yield " ;\n".join(f"  {told}" for told in _told(topic, vocabulary, base)) + " ."


def _told(topic: Topic, vocabulary: Vocabulary, base: str) -> Iterator[str]:
    own = f"<{base}#"
    yield f"skos:inScheme <{base}>"
    yield f"skos:notation {_quoted(topic.id)}"
    yield f"skos:prefLabel {_quoted(topic.pref_label)}@en"
    if topic.broader:
        yield f"skos:broader {_named(base, topic.broader)}"
    else:
        yield f"skos:topConceptOf <{base}>"
    yield from (f"skos:narrower {_named(base, t.id)}" for t in vocabulary.narrower(topic.id))
    yield from (f"skos:altLabel {_quoted(term)}@en" for term in topic.alt_labels)
    for name, values in (("abbreviation", topic.abbreviations), ("ambiguous", topic.ambiguous)):
        for value in values:
            yield f"skos:hiddenLabel {_quoted(value)}@en"
            yield f"{own}{name}> {_quoted(value)}"
    yield from (f"{own}pair> {_quoted(pair)}" for pair in topic.pairs)
    if topic.scope_note:
        yield f"skos:scopeNote {_quoted(topic.scope_note)}@en"
    if topic.retired:
        yield "owl:deprecated true"
    if topic.aligns_to:
        yield f"skos:editorialNote {_quoted(topic.aligns_to)}@en"


def _named(base: str, topic: str) -> str:
    return f"<{base}/{topic}>"


def _quoted(text: str) -> str:
    """Write a literal; Turtle escapes as JSON does (section 6.4 of its recommendation)."""
    return json.dumps(text, ensure_ascii=False)
