"""The form of "Incidents like ours": the description, and every attribute in groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from indexer.incidents.comparable_question import TYPE, AskedAttribute, How, Understood
from kb.attribute_table import ATTRIBUTES, GROUPS, VALUE_LABELS, AttributeSpec
from kb.domain.topic import Vocabulary
from kb.place_names import state_name
from kb.reference import load_incident_types
from web.comparable_state import HOW, ComparableState
from web.presenters.comparable import HOW_LABELS
from web.presenters.places import type_label


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Choices under a heading, "" for none."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class FormField:
    """One attribute: its value as typed, what was read from the text, and what it counts.

    `read` is sent along, so that a value that nobody changed follows the text; `choices` are there
    where only some values can stand.
    """

    key: str
    label: str
    unit: str
    value: str
    read: str
    quote: str
    choices: tuple[OptionGroup, ...]
    hows: tuple[Option, ...]
    error: str


@dataclass(frozen=True, slots=True)
class FormGroup:
    """Attributes under one heading, shown open where one of them is set."""

    label: str
    fields: tuple[FormField, ...]
    open: bool
    set: int


@dataclass(frozen=True, slots=True)
class ComparableForm:
    """The whole form; `errors` are (field, label, message) in its order."""

    text: str
    story: str
    groups: tuple[FormGroup, ...]
    families: tuple[Option, ...]
    states: tuple[Option, ...]
    topics: tuple[OptionGroup, ...]
    since: FormField
    until: FormField
    filtered: bool
    errors: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """What was wrong with a form, by field, and what was typed into all of them."""

    wrong: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)


def comparable_form(
    state: ComparableState,
    described: Understood,
    states: Sequence[str],
    vocabulary: Vocabulary,
    refused: Refused,
) -> ComparableForm:
    """Show what the address holds, or what a refused form held."""
    made = _Maker(state, described, refused.wrong, refused.typed)
    asked = state.question
    groups = tuple(made.group(label) for label in GROUPS)
    since, until = made.year("since", "Since"), made.year("until", "Until")
    fields = [*(f for g in groups for f in g.fields), since, until]
    return ComparableForm(
        text=asked.text,
        story=state.story,
        groups=groups,
        families=tuple(_families(asked.family)),
        states=tuple(Option(s, state_name(s), s == asked.state) for s in states),
        topics=tuple(_topics(vocabulary, asked.topic)),
        since=since,
        until=until,
        filtered=bool(asked.family or asked.state or asked.since or asked.until or asked.topic),
        errors=tuple((f.key, f.label, f.error) for f in fields if f.error),
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    state: ComparableState
    described: Understood
    wrong: Mapping[str, str]
    typed: Mapping[str, str]

    def group(self, label: str) -> FormGroup:
        fields = [self.attribute(spec) for spec in ATTRIBUTES if spec.group == label]
        if label == GROUPS[0]:
            fields.insert(0, self.type_field())
        known = sum(bool(f.value) for f in fields)
        return FormGroup(label, tuple(fields), any(f.value or f.error for f in fields), known)

    def attribute(self, spec: AttributeSpec) -> FormField:
        asked = next((a for a in self.described.attributes if a.key == spec.key), None)
        value = self._value(spec.key, asked)
        choices = tuple(Option(v, VALUE_LABELS.get(v, v), v == value) for v in spec.values)
        return FormField(
            key=spec.key,
            label=spec.label,
            unit=spec.unit,
            value=value,
            read=value if asked is not None and asked.quote else "",
            quote=asked.quote if asked else "",
            choices=(OptionGroup("", choices),) if choices else (),
            hows=self._hows(spec.key),
            error=self.wrong.get(spec.key, ""),
        )

    def type_field(self) -> FormField:
        read = self.described.types[0][0] if self.described.types else ""
        off = self.state.question.hows.get(TYPE) is How.OFF
        value = self.typed.get(TYPE, "" if off else read)
        given = bool(self.state.question.types)
        return FormField(
            key=TYPE,
            label="Type of incident",
            unit="",
            value=value,
            read="" if given else value,
            quote="",
            choices=tuple(_types(value)),
            hows=self._hows(TYPE),
            error=self.wrong.get(TYPE, ""),
        )

    def year(self, name: str, label: str) -> FormField:
        held = getattr(self.state.question, name)
        value = self.typed.get(name, "" if held is None else str(held))
        return FormField(name, label, "", value, "", "", (), (), self.wrong.get(name, ""))

    def _value(self, key: str, asked: AskedAttribute | None) -> str:
        if key in self.typed:
            return self.typed[key]
        if asked is None or asked.how is How.OFF:
            return ""
        return asked.value if isinstance(asked.value, str) else f"{asked.value:.10g}"

    def _hows(self, key: str) -> tuple[Option, ...]:
        held = self.typed.get(HOW + key, self.state.question.hows.get(key, How.USUAL).value)
        offered = [h for h in How if key != TYPE or h not in {How.MUST, How.NOT}]
        return tuple(Option(h.value, HOW_LABELS[h], h.value == held) for h in offered)


def _types(chosen: str) -> Iterator[OptionGroup]:
    families: dict[str, list[Option]] = {}
    for kind in load_incident_types():
        option = Option(kind.id, kind.label, kind.id == chosen)
        families.setdefault(kind.family, []).append(option)
    for family, options in families.items():
        yield OptionGroup(type_label(family), tuple(options))


def _families(chosen: str) -> Iterator[Option]:
    for family in dict.fromkeys(kind.family for kind in load_incident_types()):
        yield Option(family, type_label(family), family == chosen)


def _topics(vocabulary: Vocabulary, chosen: str) -> Iterator[OptionGroup]:
    for family in vocabulary:
        if not family.broader:
            below = [t for t in vocabulary if t.broader == family.id]
            options = [Option(t.id, t.pref_label, t.id == chosen) for t in (family, *below)]
            yield OptionGroup(family.pref_label, tuple(options))
