"""The forms of the vocabulary, and the edits that each asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from kb.domain.topic import Topic, Vocabulary
from kb.domain.vocabulary_change import Doing, Edit, Part
from kb.errors import BadRequest
from kb.vocabulary_editing import LONGEST_LABEL, LONGEST_NOTE, new_id, word_part
from kb.vocabulary_import import LARGEST

_LABEL = Length(max=LONGEST_LABEL, message=f"At most {LONGEST_LABEL} characters.")
_NOTE = Length(max=LONGEST_NOTE, message=f"At most {LONGEST_NOTE:,} characters.")
_LIST = Length(max=20_000, message="At most 20,000 characters at once.")
_FILE = Length(max=LARGEST, message=f"At most {LARGEST // 1024 // 1024} MB.")
NEW_FAMILY = "new"
TERMS_HINT = (
    "One on each line. A statement that holds it, in any inflection, is given the topic. "
    "Two words with a plus between, drone + warrant, count where one statement holds both."
)
SHORT_HINT = (
    "One on each line: MCV = mobile command vehicle. It counts in reports that say what it stands "
    "for, and searches for one find the other."
)


class WordsForm(FlaskForm):  # type: ignore[misc]
    """Words that are added to a topic."""

    label = StringField("Name", [DataRequired("Give the topic a name."), _LABEL])
    scope_note = TextAreaField("What it covers", [_NOTE])
    terms = TextAreaField("Terms", [_LIST])
    abbreviations = TextAreaField("Abbreviations", [_LIST])
    note = StringField("Why, for your colleagues", [_LABEL])


class NewTopicForm(WordsForm):
    """A new topic, or a new family."""

    family = SelectField("Family")

    def offer(self, vocabulary: Vocabulary) -> NewTopicForm:
        """Offer the families there are."""
        families = [(str(one.id), one.pref_label) for one in vocabulary.families()]
        self.family.choices = [*families, (NEW_FAMILY, "none: this is a new family")]
        return self

    def edits(self, vocabulary: Vocabulary) -> Iterator[Edit]:
        """Give what is asked for; raises BadRequest."""
        broader = "" if self.family.data == NEW_FAMILY else self.family.data
        name = new_id(vocabulary, self.label.data, broader)
        words = list(_words(name, self.terms.data, self.abbreviations.data))
        if broader and not words:
            raise BadRequest(
                "a topic without words is given to no statement",
                hint="Add at least one term.",
                code="terms",
            )
        yield Edit(Doing.ADD, Part.TOPIC, name, self.label.data, broader)
        if self.scope_note.data:
            yield Edit(Doing.SET, Part.SCOPE_NOTE, name, self.scope_note.data)
        yield from words


class TopicForm(WordsForm):
    """A topic: its name, words to add, words to retire."""

    terms = TextAreaField("Add terms", [_LIST])
    abbreviations = TextAreaField("Add abbreviations", [_LIST])
    retire_topic = BooleanField("Retire the topic")

    def edits(self, topic: Topic, retire: Sequence[str]) -> Iterator[Edit]:
        """Give what is asked for; `retire` names words as the page does."""
        if self.retire_topic.data != topic.retired:
            doing = Doing.RETIRE if self.retire_topic.data else Doing.ADD
            yield Edit(doing, Part.TOPIC, topic.id)
        if " ".join(self.label.data.split()) != topic.pref_label:
            yield Edit(Doing.SET, Part.LABEL, topic.id, self.label.data)
        if " ".join((self.scope_note.data or "").split()) != topic.scope_note:
            yield Edit(Doing.SET, Part.SCOPE_NOTE, topic.id, self.scope_note.data or "")
        yield from _retired(topic.id, retire)
        yield from _words(topic.id, self.terms.data, self.abbreviations.data)


class AbbreviationsForm(FlaskForm):  # type: ignore[misc]
    """What abbreviations stand for, whatever topic they belong to."""

    abbreviations = TextAreaField("New ones", [_LIST])
    note = StringField("Why, for your colleagues", [_LABEL])

    def edits(self, retire: Iterable[str]) -> Iterator[Edit]:
        """Give what is asked for; raises BadRequest."""
        for told in retire:
            short, _, form = told.partition("|")
            yield Edit(Doing.RETIRE, Part.LONG_FORM, short, form)
        for line in lines(self.abbreviations.data):
            short, forms = _abbreviation(line)
            if not forms:
                raise BadRequest(
                    f"what does {short} stand for?",
                    hint="Write MCV = mobile command vehicle.",
                    code="abbreviations",
                )
            yield from (Edit(Doing.ADD, Part.LONG_FORM, short, form) for form in forms)


class ImportForm(FlaskForm):  # type: ignore[misc]
    """A vocabulary in SKOS."""

    turtle = TextAreaField("Or paste it here", [_FILE])
    retire_missing = BooleanField("Retire what the file lacks")
    note = StringField("Why, for your colleagues", [_LABEL])


def lines(told: str | None) -> list[str]:
    """Give the lines that hold something, their spaces put right."""
    found = (" ".join(line.split()) for line in (told or "").splitlines())
    return [line for line in found if line]


def _words(topic: str, terms: str | None, abbreviations: str | None) -> Iterator[Edit]:
    for term in lines(terms):
        yield Edit(Doing.ADD, word_part(term), topic, term)
    for line in lines(abbreviations):
        short, forms = _abbreviation(line)
        yield Edit(Doing.ADD, Part.ABBREVIATION, topic, short)
        yield from (Edit(Doing.ADD, Part.LONG_FORM, short, form) for form in forms)


def _abbreviation(line: str) -> tuple[str, list[str]]:
    short, _, long = line.partition("=")
    return short.strip(), [form.strip() for form in long.split(";") if form.strip()]


def _retired(topic: str, retire: Iterable[str]) -> Iterator[Edit]:
    known: dict[str, Any] = {part.value: part for part in Part}
    for told in retire:
        part, _, word = told.partition("|")
        if part in known and word:
            yield Edit(Doing.RETIRE, known[part], topic, word)
