"""What people state in short accounts, clear there only: in a report it may tell of another event.

"five officers hospitalized", "a couple hundred outside", "EOC is up". Shorthand is spelled out
before (`kb.shorthand`).
"""

from __future__ import annotations

from kb.attribute_rules.answers import YesNoRule
from kb.attribute_rules.counted import between, counted, meaning
from kb.attribute_rules.patterns import compiled

_OURS = r"(?:of (?:our|my|the|ours|us) ?(?:own )?(?:{OFFICER}|people|guys|crew)?)"
_STRUCK = r"(?:shot|hit|stabbed|struck|run over|down|wounded|hurt|injured|hospitali[sz]ed)"
_NOT_KILLED = r"(?! (?:and|dead|to death|at|him|her|them|a|an|the)\b)"
_ONE_OFFICER = r"(?:an?|one|our|my|the) (?:\w+ )?(?:officer|deputy|trooper|sergeant|constable)"
_CROWD = (
    r"(?: of)?(?: \w+)?,? (?:people|persons|protest[eo]rs|demonstrators|marchers|fans|students"
    r"|outside|marching|in the streets?|downtown)"
)

TYPED_NUMBERS = (
    counted(
        "killed_officers", "dead,killed,died,murdered",
        meaning(
            1,
            rf"{_ONE_OFFICER} (?:is |was |has been |got )?(?:shot )?(?:dead|killed|murdered|died)"
            r"(?! (?:a|an|the|him|her)\b)",
        ),
    ),
    counted(
        "killed", "dead,killed,died,fatal,lost,doa",
        between(
            0, 5000,
            r"{N} (?:DOA|fatal(?:s|ities)?|deceased)\b", r"lost {N} (?:{PUBLIC}|{CIVILIAN})",
        ),
        meaning(0, r"(?:nobody|no-?one|no one) (?:is |was |got |has been )?(?:killed|dead|died)"),
    ),
    counted(
        "injured_officers", "shot,hit,stabbed,struck,run over,down,wounded,hurt,injured,hospitali",
        between(
            1, 2000,
            rf"{{N}} {{ADJ}}{{OFFICER}} (?:are |were |got )?{_STRUCK}\b{_NOT_KILLED}",
            rf"{{N}} {_OURS} (?:are |were |got )?{_STRUCK}\b{_NOT_KILLED}",
        ),
        meaning(
            1,
            rf"{_ONE_OFFICER} (?:is |was |has been |got )?{_STRUCK}\b{_NOT_KILLED}",
            weight=0.5,
        ),
    ),
    counted(
        "injured", "patient,casualt,injur,hurt,wounded",
        between(
            1, 20_000,
            r"{N}(?: or so|-something| something)? {ADJ}(?:patients|casualties)\b(?! (?:per|a) )",
        ),
        meaning(
            0,
            r"no(?: other| further)? injuries\b",
            r"(?:nobody|no-?one|no one) (?:is |was |got )?(?:hurt|injured)",
        ),
    ),
    counted(
        "crowd_size_high", "hundred,thousand",
        meaning(200, rf"(?:a )?couple (?:of )?hundred{_CROWD}"),
        meaning(300, rf"(?:hundreds|(?:several|few|many) hundred){_CROWD}", weight=0.5),
        meaning(2000, rf"(?:a )?couple (?:of )?thousand{_CROWD}"),
        meaning(3000, rf"(?:thousands|(?:several|few|many) thousand){_CROWD}", weight=0.5),
    ),
    counted(
        "agencies_count", "agencies,departments",
        between(2, 1000, r"{N} (?:different |other |outside )?(?:agencies|departments)\b"),
    ),
)  # fmt: skip

TYPED_YES_NO_RULES: tuple[YesNoRule, ...] = (
    # "no gas, we don't want any": a report says which
    YesNoRule(
        "chemical_agents",
        compiled(
            r"(?<!natural )(?<!tear )(?<!CS )(?<!CN )(?<!OC )gas\b"
            r"(?! (?:leak|station|main|line|explosion|pump|company|tank|meter|mask|grill|pipe))"
        ),
        compiled(r"used?|using|deployed|fired|threw|thrown|launched"),
    ),
    YesNoRule(
        "national_guard",
        compiled(r"National Guard"),
        compiled(r"is|are|here|coming|rolling|staging|there"),
    ),
    YesNoRule(
        "curfew",
        compiled(r"curfew"),
        compiled(r"at|from|since|tonight|is|on|until|starts?|starting"),
    ),
    YesNoRule("eoc_activated", compiled(r"EOC"), compiled(r"up|open|running|stood|going|is|on")),
)
