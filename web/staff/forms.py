"""The forms of accounts: what is typed is kept, what is wrong is said beside its field."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    ValidationError,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Regexp

from kb.catalog.saved_searches import LONGEST_NAME as LONGEST_SEARCH_NAME
from kb.credentials import LONGEST, SHORTEST
from kb.domain.saved_search import Often
from kb.domain.staff import Role, Scope
from kb.errors import KbError
from kb.membership import LONGEST_NAME

_NAME = Length(max=LONGEST_NAME, message=f"At most {LONGEST_NAME} characters.")
_PASSWORD = Length(max=LONGEST, message=f"At most {LONGEST} characters.")
_SEARCH_NAME = Length(max=LONGEST_SEARCH_NAME, message=f"At most {LONGEST_SEARCH_NAME} characters.")
_MAIL_ADDRESS = r"\s*[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+\s*$"
PASSWORD_HINT = f"At least {SHORTEST} characters; several words in a row do well."

ROLES = {
    Role.READER: "Reader: keeps packets and saved searches",
    Role.EDITOR: "Editor: adds, checks and corrects reports, keeps the vocabulary",
    Role.ADMIN: "Administrator: also keeps accounts and index",
}
OFTEN = {
    Often.NEVER: "Never",
    Often.DAILY: "Once a day",
    Often.WEEKLY: "Once a week",
}
SCOPES = {
    Scope.READ: "Read what this account may read",
    Scope.EDIT: "Add and correct reports",
}


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Name and password."""

    name = StringField("Name", [InputRequired("Type your name."), _NAME])
    password = PasswordField("Password", [InputRequired("Type your password."), _PASSWORD])


class CodeForm(FlaskForm):  # type: ignore[misc]
    """The code of the authenticator app; `proved` stands for the password typed before."""

    proved = HiddenField()
    code = StringField("Code", [InputRequired("Type the code."), Length(max=40)])


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A password set by a one-time link; the first administrator also chooses a name."""

    name = StringField("Name", [_NAME])
    password = PasswordField("Password", [InputRequired("Choose a password."), _PASSWORD])
    again = PasswordField("The same password again", [InputRequired("Type it again."), _PASSWORD])

    def validate_again(self, field: Any) -> None:
        """Both must be the same."""
        _same(self.password.data, field.data)


class ChangePasswordForm(FlaskForm):  # type: ignore[misc]
    """The present password and the one wanted."""

    present = PasswordField("Present password", [InputRequired("Type it."), _PASSWORD])
    password = PasswordField("New password", [InputRequired("Choose one."), _PASSWORD])
    again = PasswordField("The new password again", [InputRequired("Type it again."), _PASSWORD])

    def validate_again(self, field: Any) -> None:
        """Both must be the same."""
        _same(self.password.data, field.data)


class FactorForm(FlaskForm):  # type: ignore[misc]
    """The first code of an authenticator app, as proof that it knows the secret."""

    code = StringField("Code shown by the app", [InputRequired("Type the six digits.")])
    present = PasswordField("Your password", [InputRequired("Type it."), _PASSWORD])


class DropFactorForm(FlaskForm):  # type: ignore[misc]
    """The password, as proof that it is the member who wants codes no more."""

    present = PasswordField("Your password", [InputRequired("Type it."), _PASSWORD])


class InviteForm(FlaskForm):  # type: ignore[misc]
    """Somebody to let in."""

    name = StringField("Name to sign in by", [InputRequired("Give a name."), _NAME])
    role = RadioField("Role", choices=[SelectChoice(r.value, told) for r, told in ROLES.items()])


class TokenForm(FlaskForm):  # type: ignore[misc]
    """A token for a program."""

    name = StringField("What will use it", [InputRequired("Say what will use it."), _NAME])
    scopes = SelectMultipleField(
        "What it may do",
        choices=[SelectChoice(s.value, told) for s, told in SCOPES.items()],
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )


class SaveSearchForm(FlaskForm):  # type: ignore[misc]
    """The name of a search, and how often its owner is told of what is new."""

    name = StringField("Name", [InputRequired("Give it a name."), _SEARCH_NAME])
    often = RadioField(
        "Tell me by e-mail of what is new",
        choices=[SelectChoice(often.value, told) for often, told in OFTEN.items()],
        default=Often.NEVER.value,
    )


class MailboxForm(FlaskForm):  # type: ignore[misc]
    """Where digests go."""

    address = StringField(
        "E-mail address",
        [
            InputRequired("Type the address."),
            Length(max=254, message="At most 254 characters."),
            Regexp(_MAIL_ADDRESS, message="Write it as name@example.org."),
        ],
    )


def blame(form: FlaskForm, error: KbError) -> None:
    """Put an error beside the field that its code names, else over the whole form."""
    said = f"{str(error)[:1].upper()}{str(error)[1:]}"
    told = f"{said}{'' if said.endswith('?') else '.'} {error.hint}".strip()
    field = form._fields.get(error.code)
    if field is None:
        form.form_errors.append(told)
    else:
        field.errors = [*field.errors, told]


def _same(one: str | None, other: str | None) -> None:
    if one != other:
        raise ValidationError("The two are not the same.")
