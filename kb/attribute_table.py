"""The attributes by which incidents are compared: one row for each, read by every part."""

from __future__ import annotations

from dataclasses import dataclass

YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class AttributeSpec:
    """One attribute.

    `kind` is `one of`, `text`, `count`, `number`, `yes/no`; `values` are the closed list of those
    that have one; `scale` is `log` where a ratio matters more than a difference; `bands` are the
    lower bounds of the classes that people speak of; `weight` is its share in likeness; values in
    one group of `kin` are half alike. `group` is the heading it stands under in a form.
    """

    key: str
    label: str
    kind: str
    values: tuple[str, ...] = ()
    scale: str = ""
    bands: tuple[int, ...] = ()
    unit: str = ""
    weight: float = 1.0
    group: str = ""
    kin: tuple[tuple[str, ...], ...] = ()


SETTINGS_OF_PLACE = (
    "school", "campus", "office", "government building", "nightclub/bar", "theater",
    "outdoor festival", "shopping", "worship", "residence", "street/downtown", "highway",
    "precinct/station", "park", "transit", "rural/wilderness", "hotel/high-rise",
)  # fmt: skip
WEAPONS = (
    "handgun", "rifle", "shotgun", "multiple firearms", "IED", "vehicle", "edged", "fire",
    "chemical", "thrown objects", "none",
)  # fmt: skip
JURISDICTIONS = (
    "municipal", "county", "state", "campus", "tribal", "school district", "federal", "special",
)  # fmt: skip
TRIGGERS = (
    "OIS", "verdict or charging decision", "video release", "in-custody death", "political event",
    "celebration", "grievance", "ideology", "weather", "newspaper investigation", "none known",
)  # fmt: skip

GROUPS = ("What happened", "Where", "How large", "Who was harmed", "What was done")
_FIREARMS = ("handgun", "rifle", "shotgun", "multiple firearms")
# Where many gather to learn, shop, pray or be entertained; streets; homes; workplaces.
_SETTING_KIN = (
    ("school", "campus"),
    ("nightclub/bar", "theater", "outdoor festival", "shopping", "worship"),
    ("street/downtown", "park", "precinct/station", "highway"),
    ("residence", "hotel/high-rise"),
    ("office", "government building"),
)
# What a community holds against its police.
_TRIGGER_KIN = (
    ("OIS", "in-custody death", "video release", "verdict or charging decision"),
    ("grievance", "ideology"),
)
# Values as people read them, where the key is short.
VALUE_LABELS = {
    "OIS": "officer-involved shooting", "in": "indoors", "out": "outdoors",
    "both": "indoors and outdoors", "IED": "explosive device", "edged": "knife or blade",
}  # fmt: skip
_POPULATION_BANDS = (10_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)
_WHAT, _WHERE, _SIZE, _HARM, _DONE = GROUPS
_A = AttributeSpec
ATTRIBUTES: tuple[AttributeSpec, ...] = (
    _A("trigger", "Trigger", "text", TRIGGERS, weight=2.0, group=_WHAT, kin=_TRIGGER_KIN),
    _A("weapon", "Weapon or means", "one of", WEAPONS, group=_WHAT, kin=(_FIREARMS,)),
    _A("planned_or_spontaneous", "Planned or spontaneous", "one of", ("planned", "spontaneous"),
       group=_WHAT),
    _A("setting", "Setting", "one of", SETTINGS_OF_PLACE, weight=2.0, group=_WHERE,
       kin=_SETTING_KIN),
    _A("indoor_outdoor", "Indoors or outdoors", "one of", ("in", "out", "both"), weight=0.5,
       group=_WHERE),
    _A("jurisdiction_type", "Jurisdiction", "one of", JURISDICTIONS, group=_WHERE),
    _A("jurisdiction_population", "Population", "count", scale="log", bands=_POPULATION_BANDS,
       unit="people", weight=2.0, group=_WHERE),
    _A("sworn_strength", "Sworn strength", "count", scale="log", bands=(25, 100, 500, 1000),
       unit="officers", weight=1.5, group=_WHERE),
    _A("crowd_size_high", "Crowd size (highest estimate)", "count", scale="log",
       bands=(100, 500, 2000, 10_000), unit="people", weight=1.5, group=_SIZE),
    _A("duration_hours", "Duration", "number", scale="log", unit="hours", group=_SIZE),
    _A("agencies_count", "Agencies involved", "count", scale="log", group=_SIZE),
    _A("scenes", "Number of scenes", "count", bands=(1, 2, 4), group=_SIZE),
    _A("arrests", "Arrests", "count", scale="log", weight=0.5, group=_SIZE),
    _A("evacuated", "People evacuated", "count", scale="log", group=_SIZE),
    _A("structures_lost", "Structures lost", "count", scale="log", group=_SIZE),
    _A("complaints", "Complaints", "count", scale="log", weight=0.5, group=_SIZE),
    _A("uses_of_force", "Uses of force", "count", scale="log", weight=0.5, group=_SIZE),
    _A("killed", "Killed", "count", group=_HARM),
    _A("killed_officers", "Officers killed", "count", group=_HARM),
    _A("killed_public", "Members of the public killed", "count", group=_HARM),
    _A("injured", "Injured", "count", scale="log", group=_HARM),
    _A("injured_officers", "Officers injured", "count", scale="log", weight=0.5, group=_HARM),
    _A("injured_public", "Members of the public injured", "count", scale="log", weight=0.5,
       group=_HARM),
    _A("hostages", "Hostages", "count", group=_HARM),
    _A("mutual_aid", "Mutual aid", "yes/no", YES_NO, weight=0.5, group=_DONE),
    _A("federal", "Federal agencies", "yes/no", YES_NO, weight=0.5, group=_DONE),
    _A("national_guard", "National Guard", "yes/no", YES_NO, weight=0.5, group=_DONE),
    _A("chemical_agents", "Chemical agents used", "yes/no", YES_NO, group=_DONE),
    _A("curfew", "Curfew", "yes/no", YES_NO, group=_DONE),
    _A("eoc_activated", "Emergency operations center activated", "yes/no",
       ("yes", "no", "partial"), weight=0.5, group=_DONE),
    _A("family_assistance_center", "Family assistance center", "yes/no", YES_NO, weight=0.5,
       group=_DONE),
    _A("reunification_center", "Reunification center", "yes/no", YES_NO, weight=0.5,
       group=_DONE),
    _A("sro_present", "School resource officer", "yes/no", YES_NO, group=_DONE),
)  # fmt: skip

# "Third night" is three days to whoever reads it, not 72 hours.
_DAYS_FROM = 48

BY_KEY = {spec.key: spec for spec in ATTRIBUTES}


def written(key: str, value: str | float) -> str:
    """Write a value as people read it, with its unit: "13 minutes", "8 days", "1,350 people"."""
    if isinstance(value, str):
        return value
    unit = BY_KEY[key].unit if key in BY_KEY else ""
    if unit == "hours" and 0 < value < 1:
        value, unit = round(value * 60), "minutes"
    elif unit == "hours" and value >= _DAYS_FROM and value % 24 == 0:
        value, unit = value // 24, "days"
    return f"{value:,.10g} {unit.removesuffix('s') if value == 1 else unit}".strip()
