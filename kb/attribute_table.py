"""The attributes by which incidents are compared: one row for each, read by every part."""

from __future__ import annotations

from dataclasses import dataclass

YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class AttributeSpec:
    """One attribute.

    `kind` is `one of`, `text`, `count`, `number`, `yes/no`; `values` are the closed list of those
    that have one; `scale` is `log` where a ratio matters more than a difference; `bands` are the
    lower bounds of the classes that people speak of; `weight` is its share in likeness.
    """

    key: str
    label: str
    kind: str
    values: tuple[str, ...] = ()
    scale: str = ""
    bands: tuple[int, ...] = ()
    unit: str = ""
    weight: float = 1.0
    family: str = ""


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

_POPULATION_BANDS = (10_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)
_A = AttributeSpec
ATTRIBUTES: tuple[AttributeSpec, ...] = (
    _A("trigger", "Trigger", "text", TRIGGERS, weight=2.0),
    _A("setting", "Setting", "one of", SETTINGS_OF_PLACE, weight=2.0),
    _A("weapon", "Weapon or means", "one of", WEAPONS),
    _A("planned_or_spontaneous", "Planned or spontaneous", "one of", ("planned", "spontaneous")),
    _A("indoor_outdoor", "Indoors or outdoors", "one of", ("in", "out", "both"), weight=0.5),
    _A("scenes", "Number of scenes", "count", bands=(1, 2, 4)),
    _A("jurisdiction_type", "Jurisdiction", "one of", JURISDICTIONS),
    _A("jurisdiction_population", "Population", "count", scale="log", bands=_POPULATION_BANDS,
       unit="people", weight=2.0),
    _A("sworn_strength", "Sworn strength", "count", scale="log", bands=(25, 100, 500, 1000),
       unit="officers", weight=1.5),
    _A("duration_hours", "Duration", "number", scale="log", unit="hours"),
    _A("agencies_count", "Agencies involved", "count", scale="log"),
    _A("crowd_size_high", "Crowd size (highest estimate)", "count", scale="log",
       bands=(100, 500, 2000, 10_000), unit="people", weight=1.5),
    _A("killed", "Killed", "count", family="harm"),
    _A("killed_officers", "Officers killed", "count", family="harm"),
    _A("killed_public", "Members of the public killed", "count", family="harm"),
    _A("injured", "Injured", "count", family="harm"),
    _A("injured_officers", "Officers injured", "count", family="harm", weight=0.5),
    _A("injured_public", "Members of the public injured", "count", family="harm", weight=0.5),
    _A("arrests", "Arrests", "count", scale="log", weight=0.5),
    _A("hostages", "Hostages", "count"),
    _A("evacuated", "People evacuated", "count", scale="log"),
    _A("structures_lost", "Structures lost", "count", scale="log"),
    _A("complaints", "Complaints", "count", scale="log", weight=0.5),
    _A("uses_of_force", "Uses of force", "count", scale="log", weight=0.5),
    _A("mutual_aid", "Mutual aid", "yes/no", YES_NO, weight=0.5),
    _A("federal", "Federal agencies", "yes/no", YES_NO, weight=0.5),
    _A("national_guard", "National Guard", "yes/no", YES_NO, weight=0.5),
    _A("chemical_agents", "Chemical agents used", "yes/no", YES_NO),
    _A("curfew", "Curfew", "yes/no", YES_NO),
    _A("eoc_activated", "Emergency operations center activated", "yes/no",
       ("yes", "no", "partial"), weight=0.5),
    _A("family_assistance_center", "Family assistance center", "yes/no", YES_NO, weight=0.5),
    _A("reunification_center", "Reunification center", "yes/no", YES_NO, weight=0.5),
    _A("sro_present", "School resource officer", "yes/no", YES_NO),
)  # fmt: skip

BY_KEY = {spec.key: spec for spec in ATTRIBUTES}
