"""How reports state how long it lasted."""

from __future__ import annotations

from kb.attribute_rules.patterns import Late, compiled

# Nights count as days.
HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "night": 24.0, "week": 168.0, "month": 730.0}
_EVENT = (
    r"(?:standoff|stand-off|siege|barricade|search|manhunt|protests?|demonstrations?|occupation"
    r"|riot|unrest|disorder|hunt|negotiations?|encampment|incident|attack|rampage|pursuit"
    r"|evacuation)"
)
_ENDING = (
    r"(?:shot|stopped|killed|surrendered|arrested|ended|captured|cleared|dispersed|found dead"
    r"|removed|contained|reopened)"
)

DURATION_RULES: tuple[Late, ...] = tuple(
    compiled(p)
    for p in (
        # "lasted eleven and a half hours": the half is added
        r"(?:lasted|lasting|went on for) {N} and a half {UNIT}\b",
        # "The shooting was over in under four minutes"
        r"(?:was|were) over (?:in|within) (?:a )?(?:little |just )?(?:under |less than |about )?"
        r"{N} {UNIT}\b",
        r"(?:lasted|lasting|went on for|continued for|spanned|spanning|ended after) {N}"
        r"[- ](?:consecutive )?{UNIT}",
        rf"{{N}}[- ]{{UNIT}}[- ](?:long )?{_EVENT}\b",
        rf"{_EVENT} of {{N}} {{UNIT}}",
        # a row of a chronology: "Wexler: nine hours, woman taken to hospital"
        r"\w+: {N} {UNIT}[,;.]",
        rf"{{N}} (?:consecutive |straight )?{{UNIT}} of (?:\w+ )?{_EVENT}\b",
        r"(?:held|kept) (?:police|officers|deputies)[^.;]{0,30}? for {N} {UNIT}",
        rf"{_EVENT}[^.;]{{0,40}}? (?:for|over|after) {{N}} {{UNIT}}",
        rf"{_ENDING}\b[^.;]{{0,60}}? {{N}} {{UNIT}} later",
        # "The two were released at 10.35 am, after nineteen hours"
        rf"(?:{_ENDING}|released|gave up|came out)\b(?: [^;]{{0,60}}?)?,? after {{N}} {{UNIT}}"
        r"\b(?! of\b)",
        # "The last crews left the site on 12 June, 71 hours after the first call"
        r"\b(?:last|left|over|ended|resumed|terminated)\b[^.;]{0,60}?,? {N} {UNIT} after"
        r" (?:the (?:first )?(?:call|alarm|shots?|collapse|crash|explosion|blast|attack)"
        r"|it had (?:stopped|begun|started))",
        # "Negotiators spoke with him for fourteen hours"
        r"(?:spoke|talked|negotiated) with (?:him|her|them|the \w+) for {N} {UNIT}\b",
        # "He was gone for 41 hours"
        r"(?:was|were|remained|stayed) (?:gone|at large|missing|on the run|free) for {N} {UNIT}\b",
        # "He stayed inside for thirteen hours"
        r"(?:stayed|remained) (?:inside|in the \w+|there) for {N} {UNIT}",
        # "In less than twenty-five minutes he killed six people"
        r"[Ii]n (?:less|fewer|little more) than {N} {UNIT}\b[^.;]{0,80}?\b(?:killed|shot|fired)",
        # "Seventeen days later state police cleared the Green"
        rf"{{N}} {{UNIT}} later,? [^.;]{{0,60}}?\b{_ENDING}\b",
        # "worked from paper for 91 hours, until 10 p.m."
        r"for {N} {UNIT},? until\b",
        # "Over the next 22 hours the squad contained the property"
        r"[Oo]ver the (?:next|following) {N} {UNIT}\b[^.;]{0,60}?"
        r"\b(?:contain|surround|negotiat|occupied|held|blocked|search|battled|demonstrat|protest)\w*",
        # "fired 61 rounds in a little under six minutes"
        r"(?:fired|shot|killed|rampage|attack)\b[^.;]{0,40}? (?:in|within|over) (?:a"
        r" )?(?:little |just )?"
        r"(?:under |over |less than |more than )?{N} {UNIT}\b(?! of\b)",
        # "141 uses of force over the four days": days counted from first to last
        r"(?:over|during|throughout) (?:the|these|those|all) {N} {UNIT}\b(?! (?:before|prior"
        r"|earlier|preceding|after|following|that followed|leading|since))",
        # "For eleven hours residents did not know whether to stay"
        r"(?-i:For) {N} {UNIT},? (?:the )?(?:residents|people|officers|police|deputies|nobody)\b",
        # "after two weeks, police removed the camp"
        rf"after {{N}} {{UNIT}},? (?:the )?(?:police|officers|deputies|crews)[^.;]{{0,20}}?"
        rf" {_ENDING}",
        # An outage of which both ends are told, and then how long it was
        r"lasted from [^;]{3,50}?,? (?:or |about )?{N} {UNIT}\b",
        r"{BE} held for {N} {UNIT}\b",
        # "He held two of them for nearly eight hours", "The center was down for nine hours"
        r"(?:he|she|man|woman|gunman|suspect) (?:held|kept) [^.;]{0,60}? for {N} {UNIT}\b",
        # but a signal that "had been dark for two days" before it lasted no two days
        r"(?:was|were|went|had been) (?:down|out|offline|(?<!had been )dark|without (?:power|water"
        r"|phones|dispatch)"
        r"|closed|shut|cut off) for {N} {UNIT}\b",
        # "shot eight people at three places over the course of five hours"
        r"(?:over|in|within|during) (?:the (?:course|space)|a (?:period|span)) of {N} {UNIT}\b",
        # "and six hours to close the incident"
        r"{N} {UNIT} to (?:close|end|resolve|contain|put out) the\b",
        # "died of a self-inflicted wound about five and a half hours after the first shot"
        r"(?:died|shot (?:him|her)self|killed (?:him|her)self|surrendered|gave up)\b[^.;]{0,60}?"
        r" {N} {UNIT} after the first (?:shots?|call)\b",
        # "it burned 61,000 acres and 418 structures in nine days"
        r"burned [^.;]{0,60}? (?:in|over) {N} {UNIT}",
    )
)
# "The third night" is three nights, "all day" half of one.
SAID = {
    "all": 0.5, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
# What people type: "third night", "for most of a day", "ran for two days", "a week of protests"
DURATION_TYPED: tuple[Late, ...] = tuple(
    compiled(p)
    for p in (
        rf"(?P<n>{'|'.join(SAID)}) (?:straight |consecutive )?(?P<unit>day|night|week)\b",
        r"(?:for|now|after|over) {N} {UNIT}\b",
        r"for most of (?P<n>a) (?P<unit>day|night)\b",
        r"(?P<n>a) (?P<unit>week) of\b",
        r"{N} {UNIT} (?:in|now|so far)\b",
        # "deputies on scene 5 hours", "day four of the search"
        r"on scene (?:for )?{N} {UNIT}\b",
        r"(?P<unit>day|night|week|hour) {N}\b",
    )
)
