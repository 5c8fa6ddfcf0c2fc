"""The forms of the review desk: one statement's values, its topics."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from kb.curation import LONGEST_LINE, LONGEST_TEXT, Correction
from kb.domain.record import Kind, Status
from web.presenters.review import Card

_LINE = Length(max=LONGEST_LINE, message=f"At most {LONGEST_LINE} characters.")
_TEXT = Length(max=LONGEST_TEXT, message=f"At most {LONGEST_TEXT:,} characters.")
KINDS = [SelectChoice(kind.value, kind.label) for kind in Kind]
STATUSES = [SelectChoice("", "none"), *(SelectChoice(s.value, s.value) for s in Status)]


class StatementForm(FlaskForm):  # type: ignore[misc]
    """What a statement says and where it stands."""

    text = TextAreaField("Words", [DataRequired("A statement needs words."), _TEXT])
    kind = SelectField("Kind", choices=KINDS)
    label = StringField("Label as printed", [_LINE])
    number = StringField("Number as printed", [_LINE])
    parent = StringField("Belongs to", [_LINE])
    page = IntegerField("PDF page", [InputRequired("Give the page.")])
    status = SelectField("Status", choices=STATUSES)
    note = StringField("Why, for your colleagues", [Optional(), _LINE])

    def correction(self, card: Card) -> Correction:
        """Give what differs from the statement as it is shown."""
        record = card.record
        same = " ".join(self.text.data.split()) == " ".join(record.text.split())
        parent = self.parent.data.strip()
        whole = f"{card.id.partition('/')[0]}/{parent}" if parent else ""
        return Correction(
            text=None if same else self.text.data.replace("\r\n", "\n").strip(),
            kind=None if self.kind.data == record.kind else Kind(self.kind.data),
            label=_changed(self.label.data.strip(), record.label),
            number=_changed(self.number.data.strip(), record.number),
            status=_changed(self.status.data, record.status),
            parent=None if parent == card.parent else whole,
            page=None if self.page.data == record.page else self.page.data,
        )


def statement_form(card: Card, typed: Any = None) -> StatementForm:
    """Give a card's form, with what was typed where something was."""
    record = card.record
    form = StatementForm(
        typed,
        text=record.text,
        kind=record.kind.value,
        label=record.label,
        number=record.number,
        parent=card.parent,
        page=record.page,
        status=record.status,
    )
    return numbered(form, card.number_here)


def numbered(form: StatementForm, number: int) -> StatementForm:
    """Tell the fields of one card's form from those of the others on the page."""
    for field in form:
        field.id = f"{field.short_name}-{number}"
        field.label.field_id = field.id
    return form


def _changed(wanted: str, shown: str) -> str | None:
    return None if wanted == shown else wanted


class MissedForm(FlaskForm):  # type: ignore[misc]
    """A statement that the machine missed."""

    text = TextAreaField("Words", [DataRequired("Choose its lines, or type its words."), _TEXT])
    kind = SelectField("Kind", choices=KINDS)
    label = StringField("Label as printed", [_LINE])
    number = StringField("Number as printed", [_LINE])
