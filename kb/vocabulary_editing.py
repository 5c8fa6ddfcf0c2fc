"""What editors do with the vocabulary, as plain functions over the catalog.

Each change is checked against the vocabulary in force, kept for ever with its line in the audit
trail, and refused where somebody else changed the vocabulary since it was seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from kb.analysis import phrase_terms, tokenize
from kb.catalog.catalog import Catalog
from kb.catalog.writing import Transaction
from kb.domain.ids import slug
from kb.domain.staff import Actor
from kb.domain.topic import Topic, Vocabulary
from kb.domain.vocabulary_change import (
    WORDS,
    Doing,
    Edit,
    Part,
    VocabularyChange,
    changes_in_force,
    edited,
    lay_over,
)
from kb.errors import BadRequest, Conflict, NotFound
from kb.reference import load_vocabulary

LONGEST_WORD, LONGEST_LABEL, LONGEST_NOTE = 80, 100, 1000
MOST_EDITS = 20_000
PAIR_MARK = " + "
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9&/-]{1,11}")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 60


class VocabularyMoved(Conflict):
    """Somebody else changed the vocabulary in the meantime; nothing was changed."""


def apply(
    catalog: Catalog, edits: Sequence[Edit], *, by: Actor, seen: int, note: str = ""
) -> VocabularyChange:
    """Keep edits as one change; statements follow when they are tagged anew.

    `seen` is the version of the vocabulary whose preview was looked at. Raises VocabularyMoved,
    BadRequest with the field that is wrong.
    """
    with catalog.begin() as tx:
        checked = check(tx.wording.vocabulary(), edits)
        if not checked:
            raise BadRequest("this changes nothing", hint="Add or retire something.")
        return _keep(tx, VocabularyChange(tuple(checked), note), by, seen, summary(checked))


def undo(catalog: Catalog, seq: int, *, by: Actor, seen: int) -> VocabularyChange:
    """Take a change back, one that took another back among them; all stay in the record.

    Raises NotFound, VocabularyMoved.
    """
    with catalog.begin() as tx:
        told = _standing(tx.wording.changes(), seq)
        return _keep(tx, VocabularyChange(undoes=seq), by, seen, f"{seq}: {_told(told)}")


def undone(changes: Sequence[VocabularyChange], seq: int) -> Vocabulary:
    """Give the vocabulary as it would be without a change; raises NotFound."""
    _standing(changes, seq)
    last = max((change.seq for change in changes), default=0)
    return lay_over(load_vocabulary(), (*changes, VocabularyChange(undoes=seq, seq=last + 1)))


def check(vocabulary: Vocabulary, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Give the edits that change something, cleaned; raises BadRequest with the field's name."""
    kept: list[Edit] = []
    for edit in edits:
        cleaned = _cleaned(edit)
        _CHECKS.get(cleaned.part, _check_word)(vocabulary, cleaned)
        after = edited(vocabulary, [cleaned])
        if after != vocabulary:
            kept.append(cleaned)
            vocabulary = after
    if len(kept) > MOST_EDITS:
        raise BadRequest(f"at most {MOST_EDITS:,} edits at once", hint="Send it in parts.")
    return tuple(kept)


def summary(edits: Sequence[Edit]) -> str:
    """Say in a line what a change does."""
    if len(edits) > _TOLD_ONE_BY_ONE:
        return f"{len(edits):,} edits of {len({edit.of for edit in edits}):,} topics"
    return "; ".join(told_edit(edit) for edit in edits)


def told_edit(edit: Edit) -> str:
    """Say what one edit does."""
    if edit.part is Part.TOPIC:
        named = f" “{edit.value}”" if edit.value and edit.doing is Doing.ADD else ""
        return f"{edit.doing} topic {edit.of}{named}"
    return f"{edit.doing} {edit.part} “{edit.value}” ({edit.of})"


def new_id(vocabulary: Vocabulary, label: str, broader: str = "") -> str:
    """Make the lasting id of a new topic from its label; raises BadRequest for one without words.

    Subtopics bear their family's id before their own.
    """
    base = slug(f"{broader} {label}" if broader else label, LONGEST_ID)
    if not slug(label, LONGEST_ID):
        raise BadRequest("give the topic a name", hint="Use letters or figures.", code="label")
    name, repeat = base, 1
    while vocabulary.get(name):
        repeat += 1
        name = f"{base}-{repeat}"
    return name


def word_part(word: str) -> Part:
    """Say whether what was typed among terms is a pair ("drone + warrant") or a term."""
    return Part.PAIR if PAIR_MARK in word else Part.TERM


def said_otherwise(vocabulary: Vocabulary, edits: Iterable[Edit]) -> tuple[tuple[str, str], ...]:
    """Give the words that edits retire, each with one that finds the same statements for its topic.

    Words are compared by their stems: without "tear gas", "tear-gas" goes on finding it.
    `vocabulary` is the one with the edits.
    """
    return tuple(
        (edit.value, word)
        for edit in edits
        if edit.doing is Doing.RETIRE and edit.part in WORDS and (topic := vocabulary.get(edit.of))
        for word in _alike(topic, edit.value)
    )


def _alike(topic: Topic, word: str) -> Iterator[str]:
    """Give the first of a topic's terms that is the same in other inflections, if one is."""
    stems = phrase_terms(word)
    yield from islice((other for other in topic.alt_labels if phrase_terms(other) == stems), 1)


_TOLD_ONE_BY_ONE = 6


def _told(change: VocabularyChange) -> str:
    return f"taking back {change.undoes}" if change.undoes else summary(change.edits)


def _keep(
    tx: Transaction, change: VocabularyChange, by: Actor, seen: int, detail: str
) -> VocabularyChange:
    if tx.wording.version() != seen:
        raise VocabularyMoved(
            "somebody else changed the vocabulary in the meantime",
            hint="What you typed is kept; look at what it does now, then apply it again.",
        )
    kept = tx.wording.keep(change, by.name)
    what = "vocabulary change undone" if change.undoes else "vocabulary changed"
    tx.trail.note(by, what, f"vocabulary {kept.seq}", detail[:1000])
    return kept


def _standing(changes: Sequence[VocabularyChange], seq: int) -> VocabularyChange:
    found = next((change for change in changes if change.seq == seq), None)
    if found is None:
        raise NotFound(
            f"there is no change {seq}",
            hint="`kb vocabulary changes` lists them, as the vocabulary's page does.",
        )
    if seq not in {c.seq for c in changes_in_force(changes)} and not found.undoes:
        raise BadRequest(
            f"change {seq} was taken back already", hint="Take back the one that did so instead."
        )
    return found


def _cleaned(edit: Edit) -> Edit:
    return Edit(edit.doing, edit.part, edit.of.strip(), " ".join(edit.value.split()), edit.broader)


def _check_topic(vocabulary: Vocabulary, edit: Edit) -> None:
    known = vocabulary.get(edit.of)
    if edit.doing is Doing.RETIRE:
        _existing(vocabulary, edit.of)
    elif known is None:
        if not (_ID.fullmatch(edit.of) and len(edit.of) <= LONGEST_ID):
            raise BadRequest(
                f"{edit.of!r} is no id of a topic",
                hint=f"Ids are small letters, figures and hyphens, {LONGEST_ID} at most.",
            )
        _check_label(vocabulary, edit)
        family = vocabulary.get(edit.broader) if edit.broader else None
        if edit.broader and (family is None or family.broader or family.retired):
            raise BadRequest(
                f"{edit.broader!r} is no family of topics",
                hint="Choose one of the families, or make a new one.",
                code="family",
            )


def _check_label(vocabulary: Vocabulary, edit: Edit) -> None:
    if not edit.value or len(edit.value) > LONGEST_LABEL:
        raise BadRequest(f"a name has 1 to {LONGEST_LABEL} characters", code="label")
    for topic in vocabulary:
        if topic.pref_label.casefold() == edit.value.casefold() and topic.id != edit.of:
            told = "was retired; bring it back instead" if topic.retired else "exists already"
            raise BadRequest(
                f"the topic “{topic.pref_label}” {told}", hint="Choose another name.", code="label"
            )


def _check_relabel(vocabulary: Vocabulary, edit: Edit) -> None:
    _existing(vocabulary, edit.of)
    _check_label(vocabulary, edit)


def _check_note(vocabulary: Vocabulary, edit: Edit) -> None:
    _existing(vocabulary, edit.of)
    if len(edit.value) > LONGEST_NOTE:
        raise BadRequest(f"at most {LONGEST_NOTE:,} characters", code="scope_note")


def _check_form(vocabulary: Vocabulary, edit: Edit) -> None:
    del vocabulary
    _check_abbreviation(edit.of)
    if not edit.value or len(edit.value) > LONGEST_LABEL or not _subjects(edit.value):
        raise BadRequest(
            f"what {edit.of} stands for has 1 to {LONGEST_LABEL} characters",
            hint="Write UAS = unmanned aircraft system.",
            code="abbreviations",
        )


def _check_word(vocabulary: Vocabulary, edit: Edit) -> None:
    topic = _existing(vocabulary, edit.of)
    field = "abbreviations" if edit.part is Part.ABBREVIATION else "terms"
    if topic.broader is None:
        raise BadRequest(
            f"{topic.pref_label} is a family: words belong to its subtopics", code=field
        )
    if edit.doing is Doing.RETIRE:
        return
    if edit.part is Part.ABBREVIATION:
        _check_abbreviation(edit.value)
    elif edit.part is Part.PAIR:
        sides = edit.value.split(PAIR_MARK)
        if len(sides) != _SIDES or not all(_subjects(side) for side in sides):
            raise BadRequest(
                f"“{edit.value}” is no pair of words",
                hint="Write two words or phrases with a plus between: drone + warrant.",
                code=field,
            )
    elif not _subjects(edit.value):
        raise BadRequest(
            f"“{edit.value}” holds no word that carries a subject",
            hint="Words such as “the” and “of” alone stand in every statement.",
            code=field,
        )
    if len(edit.value) > LONGEST_WORD:
        raise BadRequest(f"“{edit.value[:40]}…” is longer than {LONGEST_WORD} characters",
                         hint="Terms are words and short phrases.", code=field)  # fmt: skip
    _check_once(topic, edit, field)


_SIDES = 2


def _check_once(topic: Topic, edit: Edit, field: str) -> None:
    for part, name in WORDS.items():
        words: tuple[str, ...] = getattr(topic, name)
        if part is not edit.part and edit.value.casefold() in map(str.casefold, words):
            raise BadRequest(
                f"“{edit.value}” is a {part} of {topic.pref_label} already",
                hint="Retire it there first, or leave it out.",
                code=field,
            )


def _check_abbreviation(short: str) -> None:
    if not _ABBREVIATION.fullmatch(short):
        raise BadRequest(
            f"“{short[:40]}” is no abbreviation",
            hint="Abbreviations begin with a capital letter and have 2 to 12 letters or figures.",
            code="abbreviations",
        )


def _existing(vocabulary: Vocabulary, name: str) -> Topic:
    found = vocabulary.get(name)
    if found is None:
        raise NotFound(f"there is no topic {name!r}", hint="The vocabulary's page lists them all.")
    return found


def _subjects(words: str) -> bool:
    return any(not token.stop for token in tokenize(words))


_CHECKS: dict[Part, Callable[[Vocabulary, Edit], None]] = {
    Part.TOPIC: _check_topic,
    Part.LABEL: _check_relabel,
    Part.SCOPE_NOTE: _check_note,
    Part.LONG_FORM: _check_form,
}
