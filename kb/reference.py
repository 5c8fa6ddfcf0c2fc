"""Our own data files as domain values, with complaints that name the file and the line."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kb.attribute_table import BY_KEY
from kb.domain.ids import TopicId
from kb.domain.topic import Topic, Vocabulary
from kb.errors import VocabularyError

VOCABULARY_DIR = Path(__file__).resolve().parent.parent / "corpus" / "vocabulary"

_TOPIC_KEYS = {"id", "label", "terms", "pairs", "abbreviations", "ambiguous", "scope_note"}
_FAMILY_KEYS = {"id", "label", "aligns_to", "topic", "scope_note"}


@dataclass(frozen=True, slots=True)
class State:
    """A state, province or country's part: `code` is the US postal code, else the region's name.

    Countries whose reports name no regions, New Zealand among them, stand as one region each.

    `names` are the ways of writing it, "Mich." and "Calif." among them; `postal` is what stands
    after a place and a comma ("Ardrossan, SA"), "" where it could mean another state as well.
    """

    code: str
    name: str
    country: str
    names: tuple[str, ...] = ()
    postal: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """A police force whose name does not say its place ("Merseyside Police", Liverpool)."""

    name: str
    place: str
    state: str
    country: str


@dataclass(frozen=True, slots=True)
class RegionalBody:
    """A body that serves one region only, so that naming it says where a report is from.

    The Home Office and the inspectorates of police serve England and Wales; of these England is
    meant where no Welsh body is named more.
    """

    name: str
    region: str


@dataclass(frozen=True, slots=True)
class IncidentType:
    """One type of incident, `family/type`, with the words that speak for it.

    `typed` are further words that do so in the short accounts that people type.
    """

    id: str
    label: str
    family: str
    cues: tuple[str, ...] = ()
    noun: str = ""
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventSigns:
    """What tells an event that no phrase names: what makes it, what else there is in one.

    `type` is an incident type's id, `never` what rules it out ("" for nothing).
    """

    type: str
    made_by: str
    signs: tuple[str, ...]
    never: str = ""


@cache
def load_vocabulary(folder: Path = VOCABULARY_DIR) -> Vocabulary:
    """Read the subjects of `topics.toml` and the abbreviations; raises VocabularyError."""
    path = folder / "topics.toml"
    families = _read_toml(path).get("family", [])
    topics: list[Topic] = []
    for family in families:
        _check_keys(path, family, _FAMILY_KEYS)
        top = TopicId(family["id"])
        topics.append(
            Topic(
                top,
                family["label"],
                scope_note=family.get("scope_note", ""),
                aligns_to=family.get("aligns_to", ""),
            )
        )
        topics += [_read_topic(path, top, row) for row in family.get("topic", [])]
    above, below = [t for t in topics if not t.broader], [t for t in topics if t.broader]
    _check_topics(path, topics)
    return Vocabulary((*above, *below), tuple(load_abbreviations(folder).items()))


def _read_topic(path: Path, family: TopicId, row: dict[str, Any]) -> Topic:
    _check_keys(path, row, _TOPIC_KEYS)
    return Topic(
        id=TopicId(row["id"]),
        pref_label=row["label"],
        broader=family,
        alt_labels=tuple(row.get("terms", ())),
        abbreviations=tuple(row.get("abbreviations", ())),
        ambiguous=tuple(row.get("ambiguous", ())),
        scope_note=row.get("scope_note", ""),
        pairs=tuple(row.get("pairs", ())),
    )


def _check_topics(path: Path, topics: Sequence[Topic]) -> None:
    for topic_id, times in Counter(t.id for t in topics).items():
        if times > 1:
            raise _wrong(path, f'id = "{topic_id}"', f"topic {topic_id} stands {times} times")
    for topic in topics:
        twice = [term for term, n in Counter(map(str.lower, topic.alt_labels)).items() if n > 1]
        if twice:
            raise _wrong(path, f'id = "{topic.id}"', f"{topic.id} lists {twice[0]!r} twice")
        for pair in topic.pairs:
            if pair.count(" + ") != 1:
                raise _wrong(path, pair, f"the pair {pair!r} of {topic.id} is not 'a + b'")


@cache
def load_states(folder: Path = VOCABULARY_DIR) -> tuple[State, ...]:
    """Read `states.csv`, its other names split by "|"; raises VocabularyError."""
    rows = _read_csv(folder / "states.csv", "code,name,country,names,postal")
    return tuple(
        State(code, name, country, tuple(n for n in names.split("|") if n), postal)
        for code, name, country, names, postal in rows
    )


@cache
def load_agencies(folder: Path = VOCABULARY_DIR) -> tuple[Agency, ...]:
    """Read `agencies.csv` (name, place, state, country); raises VocabularyError."""
    rows = _read_csv(folder / "agencies.csv", "name,place,state,country")
    return tuple(Agency(*row) for row in rows)


@cache
def load_regional_bodies(folder: Path = VOCABULARY_DIR) -> tuple[RegionalBody, ...]:
    """Read `regional_bodies.csv` (name, region); raises VocabularyError."""
    rows = _read_csv(folder / "regional_bodies.csv", "name,region")
    return tuple(RegionalBody(*row) for row in rows)


def _read_csv(path: Path, header: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines), start=1):
            if len(row) != header.count(",") + 1 or not all(row[:3]):
                raise VocabularyError(
                    f"{path.name}, line {number}: expected {header}",
                    hint="Give as many columns as the header names.",
                )
            rows.append(row)
    return rows[1:]


@cache
def load_abbreviations(folder: Path = VOCABULARY_DIR) -> dict[str, tuple[str, ...]]:
    """Read `abbreviations.txt` (`EOC = emergency operations center; ...`).

    Raises VocabularyError.
    """
    path = folder / "abbreviations.txt"
    known: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        short, mark, long = line.partition("=")
        if not mark or not short.strip() or not long.strip():
            raise VocabularyError(
                f"{path.name}, line {number}: expected 'ABBR = long form; other form'",
                hint="Write the abbreviation, an equals sign and its long forms.",
            )
        known[short.strip()] = tuple(part.strip() for part in long.split(";") if part.strip())
    return known


@cache
def load_incident_types(folder: Path = VOCABULARY_DIR) -> tuple[IncidentType, ...]:
    """Read `incident_types.toml`; raises VocabularyError."""
    path = folder / "incident_types.toml"
    types: list[IncidentType] = []
    for row in _read_toml(path).get("type", []):
        _check_keys(path, row, {"id", "label", "noun", "cues", "typed"})
        family, mark, _ = str(row["id"]).partition("/")
        if not mark:
            raise _wrong(path, row["id"], f"{row['id']!r} is not 'family/type'")
        cues, noun = tuple(row.get("cues", ())), row.get("noun", row["label"])
        typed = tuple(row.get("typed", ()))
        types.append(IncidentType(row["id"], row["label"], family, cues, noun, typed))
    return tuple(types)


@cache
def load_incident_accounts(folder: Path = VOCABULARY_DIR) -> tuple[tuple[str, str], ...]:
    """Read `incident_accounts.txt`: type and account; raises VocabularyError."""
    return _read_accounts(folder, "incident_accounts.txt")


@cache
def load_incident_openings(folder: Path = VOCABULARY_DIR) -> tuple[tuple[str, str], ...]:
    """Read `incident_openings.txt`: type and a reviewer's account; raises VocabularyError."""
    return _read_accounts(folder, "incident_openings.txt")


def _read_accounts(folder: Path, name: str) -> tuple[tuple[str, str], ...]:
    path = folder / name
    known = {kind.id for kind in load_incident_types(folder)}
    rows: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, colon, told = line.partition(": ")
        if colon and not line.startswith("#"):
            if kind not in known:
                raise _wrong(path, kind, f"{kind!r} is no type of incident")
            rows.append((kind, told))
    return tuple(rows)


@cache
def load_scenes(folder: Path = VOCABULARY_DIR) -> tuple[tuple[str, ...], ...]:
    """Read the words of each scene in `scenes.txt`; raises VocabularyError."""
    path = folder / "scenes.txt"
    rows: list[tuple[str, ...]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, colon, words = line.partition(": ")
        if line.startswith("#"):
            continue
        if not colon:
            raise _wrong(path, line, f"{name!r} names no words")
        rows.append(tuple(word.strip() for word in words.split(",")))
    return tuple(rows)


@cache
def load_event_signs(folder: Path = VOCABULARY_DIR) -> tuple[EventSigns, ...]:
    """Read `incident_signs.toml`; raises VocabularyError."""
    path = folder / "incident_signs.toml"
    known = {kind.id for kind in load_incident_types(folder)}
    rows: list[EventSigns] = []
    for row in _read_toml(path).get("event", []):
        _check_keys(path, row, {"id", "label", "type", "made_by", "signs", "never"})
        if row["type"] not in known:
            raise _wrong(path, row["type"], f"{row['type']!r} is no type of incident")
        signs = tuple(row["signs"])
        rows.append(EventSigns(row["type"], row["made_by"], signs, row.get("never", "")))
    return tuple(rows)


@cache
def load_attribute_cues(folder: Path = VOCABULARY_DIR) -> dict[str, dict[str, tuple[str, ...]]]:
    """Read `incident_attributes.toml`: attribute, value, cues; raises VocabularyError."""
    path = folder / "incident_attributes.toml"
    cues: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, values in _read_toml(path).items():
        if key not in BY_KEY:
            raise _wrong(path, f"[{key}]", f"{key!r} is no attribute")
        for value in values:
            if BY_KEY[key].values and value not in BY_KEY[key].values:
                raise _wrong(path, value, f"{value!r} is no value of {key}")
        cues[key] = {value: tuple(patterns) for value, patterns in values.items()}
    return cues


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise VocabularyError(
            f"{path} is missing", hint="Restore it from the project's repository."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{path.name}: {error}", hint="Mend that line.") from error


def _check_keys(path: Path, row: dict[str, Any], known: set[str]) -> None:
    for key in sorted({"id", "label"} - row.keys()):
        raise _wrong(path, str(row.get("id", "")), f"an entry has no {key!r}: {row}")
    for key in sorted(row.keys() - known):
        raise _wrong(path, f'id = "{row["id"]}"', f"{row['id']} has an unknown key {key!r}")


def _wrong(path: Path, needle: str, message: str) -> VocabularyError:
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next((n for n, line in enumerate(lines, start=1) if needle and needle in line), 0)
    return VocabularyError(f"{path.name}, line {number}: {message}", hint="Mend that entry.")
