"""How near two types of incident are to each other, whatever else is known.

Types of one family are kin. Beside that stands a table of groups: what is nearly the same to those
who look for lessons, what is often one course of events reviewed under either name, and what shares
only some of its troubles.
"""

from __future__ import annotations

from functools import cache

# What types of one family, or of a group, are to each other.
CLOSE, KIN, DISTANT = 0.7, 0.5, 0.25

GROUPS: tuple[tuple[float, frozenset[str]], ...] = (
    # Somebody shoots at people in one place, and officers go in.
    (
        CLOSE,
        frozenset(
            {
                "mass-violence/active-shooter-school",
                "mass-violence/active-shooter-campus",
                "mass-violence/active-shooter-workplace",
                "mass-violence/active-shooter-public-venue",
            }
        ),
    ),
    # An attack on people who came for something else, with many hurt at once.
    (
        CLOSE,
        frozenset(
            {
                "mass-violence/active-shooter-public-venue",
                "mass-violence/bombing",
                "mass-violence/terrorist-attack",
                "mass-violence/vehicle-attack",
            }
        ),
    ),
    # Whoever writes of a protest draws the line between these in another place.
    (
        CLOSE,
        frozenset(
            {
                "public-order/mass-demonstration",
                "public-order/civil-unrest",
                "public-order/counter-demonstration",
            }
        ),
    ),
    (CLOSE, frozenset({"public-order/civil-unrest", "public-order/riot"})),
    (CLOSE, frozenset({"officer-targeted/ambush", "officer-targeted/ambush-manhunt"})),
    # Someone armed is looked for over a region.
    (
        CLOSE,
        frozenset(
            {"officer-targeted/ambush-manhunt", "manhunt/officer-murder", "manhunt/fugitive"}
        ),
    ),
    # Water comes, and people must be taken out.
    (CLOSE, frozenset({"disaster/flood", "disaster/hurricane"})),
    (
        KIN,
        frozenset(
            {
                "use-of-force/officer-involved-shooting",
                "use-of-force/in-custody-death",
                "public-order/mass-demonstration",
                "public-order/civil-unrest",
                "public-order/riot",
            }
        ),
    ),
    (
        KIN,
        frozenset(
            {
                "officer-targeted/ambush",
                "officer-targeted/ambush-manhunt",
                "manhunt/officer-murder",
                "manhunt/fugitive",
            }
        ),
    ),
    # A department is assessed after a shooting, or for how it uses force and answers complaints.
    (
        KIN,
        frozenset(
            {
                "organizational/collaborative-reform",
                "organizational/misconduct",
                "use-of-force/officer-involved-shooting",
                "use-of-force/pattern-review",
            }
        ),
    ),
    # What officers did at demonstrations is reviewed as complaints against them.
    (KIN, frozenset({"organizational/misconduct", "public-order/mass-demonstration"})),
    (KIN, frozenset({"organizational/misconduct", "public-order/civil-unrest"})),
    # Who drives away from officers is then looked for on foot.
    (KIN, frozenset({"pursuit/vehicle-pursuit", "manhunt/fugitive"})),
    (
        KIN,
        frozenset(
            {
                "mass-violence/mobile-mass-shooting",
                "officer-targeted/ambush-manhunt",
                "manhunt/fugitive",
            }
        ),
    ),
    # Tank cars burn beside a town, which is left as for any other danger.
    (KIN, frozenset({"transport/rail", "disaster/other"})),
    # A building burns, a stand falls: a disaster to one reviewer, many hurt to another.
    (KIN, frozenset({"medical-event/mass-casualty", "disaster/other"})),
    # Many come to one place, as planned, and it goes wrong.
    (
        DISTANT,
        frozenset(
            {
                "planned-event/special-event",
                "public-order/celebration-sports",
                "public-order/summit-nsse",
                "medical-event/mass-casualty",
                "mass-violence/active-shooter-public-venue",
                "mass-violence/bombing",
                "mass-violence/vehicle-attack",
            }
        ),
    ),
    # Time, talk and who else is in danger.
    (
        DISTANT,
        frozenset({"siege/hostage-barricade", "use-of-force/officer-involved-shooting"}),
    ),
    (
        DISTANT,
        frozenset({"pursuit/vehicle-pursuit", "officer-targeted/ambush-manhunt"}),
    ),
)


# What is of none of the named types: two of these may be a heat wave and a failed computer.
_REST = frozenset({"disaster/other"})

# Types that hold kinds of event which have nothing in common: a heat wave and a failed computer, a
# crush and a burning tower.
OPEN = frozenset({"disaster/other", "medical-event/mass-casualty"})


@cache
def type_likeness(one: str, other: str) -> float:
    """Compare two types of incident, `family/type`: 1 the same, 0 nothing alike."""
    if one == other:
        return CLOSE if one in _REST else 1.0
    same_family = one.partition("/")[0] == other.partition("/")[0]
    grouped = (near for near, group in GROUPS if {one, other} <= group)
    return max((KIN if same_family else 0.0, *grouped))
