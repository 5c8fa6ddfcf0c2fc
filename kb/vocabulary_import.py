"""A vocabulary in SKOS (Turtle) as edits of the one in force.

Concepts without a broader one are families, those below them subtopics; a third level is refused.
Preferred labels are names, alternative labels terms. Abbreviations, pairs and words that count only
beside others stand under the names that our own export gives them (`kb.export.skos`); a hidden
label under none of these is a term.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.domain.ids import slug
from kb.domain.topic import Topic, Vocabulary
from kb.domain.vocabulary_change import WORDS, Doing, Edit, Part
from kb.errors import BadRequest

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

LARGEST = 4 * 1024 * 1024
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 60
# Local names of our own properties, whatever address the export was made at.
_OWN = {"abbreviation": Part.ABBREVIATION, "ambiguous": Part.AMBIGUOUS, "pair": Part.PAIR}
_EXPANDS = "expands"
_WHY = re.compile(r"Bad syntax \((?P<why>.*?)\) at", re.DOTALL)


@dataclass(slots=True)
class _Concept:
    """One concept of the file; `above` is the node of its broader one."""

    node: Node
    label: str
    id: str = ""
    family: str = ""
    above: Node | None = None
    scope_note: str = ""
    deprecated: bool = False
    words: dict[Part, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file would change, how many concepts it names, and what of it was passed over."""

    edits: tuple[Edit, ...]
    concepts: int
    notes: tuple[str, ...] = ()


def read_skos(turtle: str, vocabulary: Vocabulary, *, retire_missing: bool = False) -> Imported:
    """Compare a file with the vocabulary in force; raises BadRequest saying what is wrong where.

    What the file lacks stays, unless `retire_missing`.
    """
    graph = _graph(turtle)
    concepts, skipped = _concepts(graph)
    _name(concepts, vocabulary)
    edits = [edit for concept in _families_first(concepts) for edit in _edits(concept, vocabulary)]
    edits += _long_forms(graph, vocabulary)
    if retire_missing:
        edits += _retired(concepts, vocabulary)
    notes = (f"{skipped:,} labels in other languages than English were passed over",)
    return Imported(tuple(edits), len(concepts), notes if skipped else ())


def _graph(turtle: str) -> Graph:
    from rdflib import Graph  # noqa: PLC0415 - half a second that only imports need

    if not turtle.strip():
        raise BadRequest("there is nothing in it", hint="Paste a vocabulary in Turtle.")
    if len(turtle) > LARGEST:
        raise BadRequest(
            f"it has more than {LARGEST // 1024 // 1024} MB", hint="Import it in parts."
        )
    try:
        return Graph().parse(data=turtle, format="turtle")
    except RecursionError as error:
        raise BadRequest("it is nested too deeply to be a vocabulary") from error
    except Exception as error:  # rdflib raises errors of many kinds for what is no Turtle
        raise BadRequest(
            f"it is not Turtle: {_told(error)}",
            hint="Export the vocabulary as SKOS in Turtle (.ttl) and send that file.",
        ) from error


def _told(error: Exception) -> str:
    why = _WHY.search(str(error))
    told = why["why"] if why else re.split(r" at \^|\n", str(error))[0]
    line = getattr(error, "lines", None)
    return f"line {line + 1}, {told[:120]}" if isinstance(line, int) else told[:160]


def _concepts(graph: Graph) -> tuple[list[_Concept], int]:
    from rdflib.namespace import OWL, RDF, SKOS  # noqa: PLC0415

    found: list[_Concept] = []
    skipped = 0
    for node in sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str):
        labels, others = _english(graph, node, SKOS.prefLabel)
        terms, more = _english(graph, node, SKOS.altLabel)
        hidden, most = _english(graph, node, SKOS.hiddenLabel)
        notes, _ = _english(graph, node, SKOS.scopeNote)
        skipped += others + more + most
        if not labels:
            raise BadRequest(
                f"the concept {node} has no skos:prefLabel in English",
                hint='Give each concept a name: skos:prefLabel "Drones"@en .',
            )
        concept = _Concept(node, labels[0], scope_note=notes[0] if notes else "")
        concept.above = _broader(graph, node, concept.label)
        concept.deprecated = bool(list(graph.objects(node, OWL.deprecated)))
        concept.words = _own_words(graph, node)
        own = {word for words in concept.words.values() for word in words}
        concept.words[Part.TERM] = [*terms, *(word for word in hidden if word not in own)]
        found.append(concept)
    if not found:
        raise BadRequest(
            "it names no concept", hint="A vocabulary in SKOS says `a skos:Concept` of each."
        )
    return found, skipped


def _english(graph: Graph, node: Node, predicate: Node) -> tuple[list[str], int]:
    """Give the values in English or in no language, and how many are in others."""
    values = list(graph.objects(node, predicate))
    ours = [v for v in values if (getattr(v, "language", None) or "en").split("-")[0] == "en"]
    return sorted(" ".join(str(v).split()) for v in ours), len(values) - len(ours)


def _own_words(graph: Graph, node: Node) -> dict[Part, list[str]]:
    words: dict[Part, list[str]] = {}
    for predicate, value in graph.predicate_objects(node):
        part = _OWN.get(str(predicate).rpartition("#")[2]) if "#" in str(predicate) else None
        if part:
            words.setdefault(part, []).append(" ".join(str(value).split()))
    return {part: sorted(found) for part, found in words.items()}


def _broader(graph: Graph, node: Node, label: str) -> Node | None:
    from rdflib.namespace import SKOS  # noqa: PLC0415

    above = {*graph.objects(node, SKOS.broader), *graph.subjects(SKOS.narrower, node)}
    if len(above) > 1:
        raise BadRequest(
            f"“{label}” has {len(above)} broader concepts; here a topic belongs to one family",
            hint="Leave one of them.",
        )
    return next(iter(above), None)


def _name(concepts: list[_Concept], vocabulary: Vocabulary) -> None:
    """Find which topic each concept is, by its id or its name; raises BadRequest."""
    by_node = {concept.node: concept for concept in concepts}
    by_label = {topic.pref_label.casefold(): topic.id for topic in vocabulary}
    for concept in concepts:
        above = by_node.get(concept.above) if concept.above is not None else None
        if concept.above is not None and above is None:
            raise BadRequest(f"“{concept.label}” belongs to {concept.above}, which is not there")
        if above and above.above is not None:
            raise BadRequest(
                f"“{concept.label}” lies three levels deep; here there are two",
                hint="Let it belong to a top concept.",
            )
        local = re.split(r"[#/]", str(concept.node))[-1]
        known = by_label.get(concept.label.casefold())
        concept.id = local if vocabulary.get(local) else str(known or _made_id(local, concept))
    for concept in concepts:
        concept.family = by_node[concept.above].id if concept.above is not None else ""
    twice = [name for name, times in Counter(c.id for c in concepts).items() if times > 1]
    if twice:
        raise BadRequest(f"two concepts would be the topic {twice[0]!r}", hint="Name one anew.")


def _made_id(local: str, concept: _Concept) -> str:
    if _ID.fullmatch(local) and len(local) <= _LONGEST_ID and not local.isdigit():
        return local
    made = slug(concept.label, _LONGEST_ID)
    if not made:
        raise BadRequest(f"“{concept.label}” cannot be made an id", hint="Use letters or figures.")
    return made


def _families_first(concepts: Iterable[_Concept]) -> list[_Concept]:
    return sorted(concepts, key=lambda concept: concept.above is not None)


def _edits(concept: _Concept, vocabulary: Vocabulary) -> Iterator[Edit]:
    known = vocabulary.get(concept.id)
    if concept.deprecated:
        if known and not known.retired:
            yield Edit(Doing.RETIRE, Part.TOPIC, concept.id)
        return
    if known is None or known.retired:
        yield Edit(Doing.ADD, Part.TOPIC, concept.id, concept.label, concept.family)
    if known and known.pref_label != concept.label:
        yield Edit(Doing.SET, Part.LABEL, concept.id, concept.label)
    if concept.scope_note and (known is None or known.scope_note != concept.scope_note):
        yield Edit(Doing.SET, Part.SCOPE_NOTE, concept.id, concept.scope_note)
    for part, words in concept.words.items():
        held = _folded(known, part)
        for word in words:
            if word.casefold() not in held:
                yield Edit(Doing.ADD, part, concept.id, word)


def _folded(topic: Topic | None, part: Part) -> set[str]:
    words: tuple[str, ...] = getattr(topic, WORDS[part]) if topic else ()
    return {word.casefold() for word in words}


def _long_forms(graph: Graph, vocabulary: Vocabulary) -> Iterator[Edit]:
    known = {s: {form.casefold() for form in forms} for s, forms in vocabulary.long_forms}
    for _, predicate, value in sorted(graph, key=str):
        if str(predicate).endswith(f"#{_EXPANDS}"):
            short, _, long = str(value).partition("=")
            for form in (" ".join(part.split()) for part in long.split(";")):
                if form and form.casefold() not in known.get(short.strip(), set()):
                    yield Edit(Doing.ADD, Part.LONG_FORM, short.strip(), form)


def _retired(concepts: Iterable[_Concept], vocabulary: Vocabulary) -> Iterator[Edit]:
    """Retire what the file lacks: topics, and words of the topics that it names."""
    told = {concept.id: concept for concept in concepts if not concept.deprecated}
    for topic in vocabulary:
        concept = told.get(topic.id)
        if concept is None:
            if not topic.retired:
                yield Edit(Doing.RETIRE, Part.TOPIC, topic.id)
            continue
        for part, name in WORDS.items():
            given = {word.casefold() for word in concept.words.get(part, ())}
            words: tuple[str, ...] = getattr(topic, name)
            for word in words:
                if word.casefold() not in given:
                    yield Edit(Doing.RETIRE, part, topic.id, word)
