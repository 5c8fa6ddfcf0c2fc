"""How sentences state the attributes of an incident: rows of patterns, no code.

In a pattern `{N}` is a number (figures or words, with "about", "an estimated" and the like before
it), `{PUBLIC}`, `{CIVILIAN}` and `{OFFICER}` nouns for people, `{HURT}` and `{DEAD}` participles.
Rows are general English of incident reports; the examples beside them say what they are for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kb.numbers import NUMBER
from kb.reference import load_attribute_cues

_APPROX = (
    r"(?:(?:about|approximately|roughly|around|nearly|almost|some|more than|over|at least|at most"
    r"|as many as|up to|an?(?: total of)?(?: estimated)?|estimated(?: at| to be)?|close to|only"
    r"|just(?: under| over)?|fewer than|upwards? of|the|all|these|his|their)\s+){0,3}"
)
_N = rf"{_APPROX}(?P<n>{NUMBER})"
_PUBLIC = (
    r"(?:people|persons?|victims?|individuals|students?|pupils?|children|child|teachers?|adults"
    r"|concertgoers|patrons|worship+ers|employees|workers|shoppers|spectators|passengers"
    r"|protest[eo]rs?|demonstrators?|m[ae]n|wom[ae]n|boys?|girls?|others|guests|worshipers)"
)
_CIVILIAN = (
    r"(?:residents?|civilians?|bystanders?|members? of the public|passers?-?by|citizens?"
    r"|motorists?|homeowners?|neighbou?rs?)"
)
_OFFICER = r"(?:(?:police |law enforcement |sheriff[’']s )?(?:officers?|deput(?:y|ies)|troopers?))"
_HURT = r"(?:injured|wounded|hurt)"
_DEAD = r"(?:killed|murdered|slain|shot dead|fatally (?:shot|wounded|injured|stabbed))"
_DIED = r"(?:died|lost their lives|lost (?:his|her) life|perished)"
_BE = r"(?:were|was|are|is|had been|have been|has been)(?: also| both| all| later)?"
_NAMES = {
    "{N}": _N, "{PUBLIC}": _PUBLIC, "{CIVILIAN}": _CIVILIAN, "{OFFICER}": _OFFICER,
    "{HURT}": _HURT, "{DEAD}": _DEAD, "{DIED}": _DIED, "{BE}": _BE,
    "{ADJ}": r"(?:[\w’'-]+ ){0,3}?",
}  # fmt: skip


class Late:
    """A pattern that is compiled when it is first asked: all of them take half a second.

    So a process that never reads attributes, such as a web worker at its start, does not pay.
    """

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str, flags: int = re.IGNORECASE) -> None:
        self._source, self._flags = source, flags
        self._compiled: re.Pattern[str] | None = None

    def _pattern(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first match."""
        return self._pattern().search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find every match."""
        return self._pattern().finditer(text)


def compiled(pattern: str) -> Late:
    """Fill in the names, spaces standing for any white space."""
    for name, value in _NAMES.items():
        pattern = pattern.replace(name, value)
    return Late(rf"\b(?:{pattern})")


@dataclass(frozen=True, slots=True)
class NumberRule:
    """A number that a phrase gives; `plus` is added (outside agencies and the lead one).

    `fixed` is the value of a phrase without a number ("no one was killed"). `least` and `most`
    bound what is believable. `loose` rows serve short accounts that people type, not reports.
    """

    key: str
    pattern: Late
    least: float = 0
    most: float = 10_000
    plus: int = 0
    fixed: float | None = None
    loose: bool = False
    weight: float = 1.0


def _rules(
    key: str, *patterns: str, least: float = 0, most: float = 10_000, weight: float = 1.0
) -> list[NumberRule]:
    return [NumberRule(key, compiled(p), least, most, weight=weight) for p in patterns]


# "wounded forty-one before two officers shot him": another clause begins
_NO_CLAUSE = r"(?!before|after|when|as|while|until|and)"
_GATHERED = (
    r"(?:gathered|marched|attended|assembled|filled|rallied|protested|demonstrated|converged|turned"
    r" out|took part|showed up|blocked)"
)
_CROWD_PEOPLE = (
    r"(?:people|persons|protest[eo]rs|demonstrators|marchers|spectators|fans|concertgoers"
    r"|attendees|participants|visitors|students|festival-?goers|ticket ?holders|patrons)"
)
_PLACE = r"(?:city|town|county|village|community|borough|municipality|suburb|jurisdiction|parish)"
_FORCE = (
    r"(?:police department|police force|police service|department|agency|force|sheriff[’']s office)"
)

NUMBER_RULES: tuple[NumberRule, ...] = (
    # "two deputies were ambushed and killed", "both officers died"; not "two officers shot him"
    *_rules(
        "killed_officers",
        r"{N} {ADJ}{OFFICER}(?:(?! and )[^.;]){0,40}? {BE}(?: \w+){0,3}? {DEAD}",
        r"{N} {ADJ}{OFFICER} {DIED}",
        r"(?:killed|killing|murdered|murdering|deaths? of|slaying of) {N} {ADJ}{OFFICER}",
        most=100,
    ),
    *_rules(
        "killed_public",
        r"{N} {ADJ}{CIVILIAN} {BE} {DEAD}", r"{N} {ADJ}{CIVILIAN} {DIED}",
        r"(?:killed|killing|murdered) {N} {ADJ}{CIVILIAN}",
        most=1000,
    ),
    *[
        NumberRule("killed_public", Late(p, 0), fixed=1)
        for p in (r"\b(?:[Rr]esident|[Mm]otorist|[Bb]ystander)(?: [A-Z][\w.-]+){1,3} was killed",)
    ],
    *_rules(
        "killed",
        r"{N} {ADJ}{PUBLIC} {BE} {DEAD}", r"{N} {ADJ}{PUBLIC} {DIED}",
        r"{N} {BE} killed",
        r"(?:killed|killing|murdered|murdering) {N} {ADJ}{PUBLIC}",
        r"(?:took|claimed|claiming|taking)(?: the)? (?:lives of )?{N}(?: {PUBLIC})? ?lives",
        r"(?:took|claimed|claiming|taking) the lives of {N}",
        r"(?:left|leaving) {N}(?: {ADJ}{PUBLIC})? dead",
        r"death toll (?:of|was|reached|rose to) {N}",
        r"{N} (?:deaths|fatalities)\b(?! from| per)",
        most=5000,
    ),
    *[
        NumberRule("killed", compiled(p), fixed=0)
        for p in (
            r"(?:no ?-?one|nobody)(?: else)? (?:was|were) (?:seriously )?(?:injured or |hurt or"
            r" )?killed",
            r"(?:no ?-?one|nobody) died", r"(?:no|without(?: a| any)?) (?:loss of life|deaths?"
                r"|fatalit)",
            r"(?:surrendered|taken into custody|arrested) (?:unharmed|without injury|alive)",
        )
    ],
    *_rules(
        "injured_officers",
        r"{N} {ADJ}{OFFICER}(?:(?! and )[^.;]){0,40}? {BE}(?: \w+){0,2}? {HURT}",
        r"(?:injured|injuring|wounded|wounding) {N} " + _NO_CLAUSE + r"{ADJ}{OFFICER}",
        r"injuries to {N} {ADJ}{OFFICER}", r"{N} {OFFICER} (?:suffered|sustained|reported)"
            r" [^.;]{0,20}?injur",
        r"{N} officer injuries", most=2000,
    ),
    *_rules(
        "injured_public",
        r"{N} {ADJ}{CIVILIAN} {BE} {HURT}", r"(?:injured|injuring|wounded|wounding) {N}"
            r" {ADJ}{CIVILIAN}",
        r"{N} (?:protest[eo]rs|demonstrators|students|marchers)(?:[^.;]{0,30}?) {BE} {HURT}",
        r"{N} (?:protest[eo]rs|demonstrators|students) (?:suffered|sustained) [^.;]{0,20}?injur",
        most=5000,
    ),
    *_rules(
        "injured",
        r"{N} {ADJ}(?:people|persons?|victims?|individuals|others|children|concertgoers) {BE}"
        r" {HURT}",
        r"(?:injured|injuring|wounded|wounding) {N}\b(?! " + _NO_CLAUSE
        + r"{ADJ}(?:{OFFICER}|{CIVILIAN}|percent))",
        r"and {N}(?: others| more)?(?: {BE})? {HURT}", r"{N} {BE} {HURT}",
        r"{N} (?:people|others) (?:suffered|sustained) [^.;]{0,20}?injur",
        least=1, most=20_000,
    ),
    # "the crowd, estimated at 3,200", "1,350 people attended"
    *_rules(
        "crowd_size_high",
        r"crowds?,?(?: of| that| which| was| were| had| reached| grew| peaked| swelled| estimated)*"
        r"(?: to| at)? {N}(?! (?:hours|minutes|days|nights|feet|yards|blocks))",
        r"{N} {ADJ}" + _CROWD_PEOPLE + r"(?: had| have| who)? " + _GATHERED,
        r"(?:attended by|attendance (?:of|was|reached)|audience of|gathering of|vigil of|rally of"
        r"|protest of|march of|drew|attracted|drawing|brings|brought|hosted) {N}",
        r"(?:protest|demonstration|march|rally|vigil|gathering)[^.;]{0,40}?,? {N}"
        r" {ADJ}" + _CROWD_PEOPLE,
        r"{N} {ADJ}" + _CROWD_PEOPLE + r"[^.;]{0,30} (?:in the hall|at the (?:concert|festival"
            r"|event|"
        r"rally|protest|march|show|parade)|on the (?:street|square|green))",
        least=20, most=5_000_000,
    ),
    *_rules(
        "arrests",
        r"(?:of|made|in|with|count(?:s|ed)?|records?|total(?:s|led|ed)?|were) {N} {ADJ}arrests",
        r"{N} arrests (?:were|had been|by|during|over|made)", r"arrest(?:ed|ing|s of) {N}\b(?! of)",
        r"{N} {ADJ}(?:{PUBLIC}|{CIVILIAN})(?: {BE}) (?:arrested|taken into custody)",
        least=1, most=50_000,
    ),
    *_rules(
        "hostages",
        r"{N} {ADJ}hostages?\b(?! tak(?:er|ing)| situation| negot| incident| rescue| event"
        r"| wounded)",
        r"(?:held|took|taking|holding) {N} {ADJ}(?:{PUBLIC}|{CIVILIAN}) hostage",
        least=1, most=1000,
    ),
    *_rules(
        "evacuated",
        r"{N} {ADJ}(?:{PUBLIC}|{CIVILIAN})(?: {BE})? (?:evacuated|displaced|ordered to leave|told"
        r" to leave)",
        r"evacuat(?:ed|ion of|ing|e) {N}(?: {PUBLIC}| {CIVILIAN}|\b(?! (?:homes|buildings|hours"
        r"|min)))",
        least=10, most=10_000_000,
    ),
    *_rules(
        "structures_lost",
        r"{N} {ADJ}(?:structures|homes|houses|buildings|residences|dwellings)"
        r"(?: {BE}| had been)? (?:destroyed|lost|burned|damaged or destroyed)",
        r"(?:destroyed|burned|consumed|claimed|leveled)(?: [^.;]{0,40}? and)? {N} {ADJ}"
        r"(?:structures|homes|houses|buildings|residences)",
        least=1, most=1_000_000,
    ),
    *_rules(
        "complaints",
        r"(?:logged|received|took in|recorded|produced|generated|opened|filed|of|total of|reviewed"
        r"|yielded|resulted in|investigated) {N} {ADJ}complaints",
        r"{N} {ADJ}complaints (?:were|was|had been|alleging|against|from|naming)",
        least=2, most=100_000,
    ),
    *_rules(
        "uses_of_force", r"{N} (?:applications|instances) of force\b",
        r"{N} {ADJ}uses? of force\b(?! polic| continuum| (?:between|from) (?:19|20)\d\d)",
        r"{N} {ADJ}use-of-force (?:incidents"
            r"|reports|events)",
        r"force (?:was )?used {N} times", least=2, most=100_000,
    ),
    # "a river city of 61,000", "has 52,000 residents"
    *_rules(
        "jurisdiction_population",
        _PLACE + r" of {N}\b(?! (?:square|acres|miles|officers|employees|hectares|agencies))",
        r"(?:port|settlement|suburb|resort) of {N} (?:people|residents|inhabitants)",
        # "its population has fallen from 112,000 to 84,000"
        r"population (?:has |had )?(?:fallen|grown|risen|declined|shrunk|increased|dropped|doubled)"
        r"(?: from [\d,]+)? to {N}",
        r"population (?:of|is|was|stood at|estimated at|:) {N}",
        r"(?:has|have|had|with|home to|serves|serving|served|houses) {N} (?:residents|inhabitants"
        r"|people)\b"
        r"(?! (?:were|was|killed|gathered|injured|who))",
        r"{N} (?:residents|inhabitants) live", r"{N} people live",
        least=200, most=50_000_000,
    ),
    # "118 sworn positions", "a police department of thirty-three"
    *_rules("sworn_strength", r"{N} sworn\b", least=2, most=50_000, weight=2.0),
    *_rules(
        "sworn_strength",
        r"{N} {ADJ}sworn\b", r"policed by {N} {ADJ}officers",
        r"sworn (?:strength|complement|staff|workforce) (?:of|was|is|stood"
            r" at) {N}",
        r"{N}[- ](?:officer|member|person|deputy) " + _FORCE,
        _FORCE + r" of {N}(?: (?:officers|deputies|members))?\b(?! (?:square|people|percent|hours"
            r"|days|the))",
        _FORCE + r" (?:has|had|employs|employed|with) {N} {ADJ}(?:officers|deputies|troopers)",
        least=2, most=50_000,
    ),
    NumberRule(
        "sworn_strength",
        compiled(r"(?:with|have|has|had|our|we are|only) {N} {ADJ}(?:officers|deputies"
            r"|troopers)\b"),
        2, 50_000, loose=True,
    ),
    *[
        NumberRule("agencies_count", compiled(p), 2, 1000)
        for p in (
            r"(?:involved|involving|drew|included|brought|officers from|personnel from"
            r"|responders from|total of) {N} {ADJ}(?:agencies|departments)\b",
            r"{N} {ADJ}(?:agencies|police departments) (?:responded|took part|participated|sent"
            r"|joined|assisted|contributed|were involved|came|converged|respond|worked|adopted)",
        )
    ],
    NumberRule(
        "scenes",
        compiled(r"{N} (?:separate |different |crime |distinct |attack |incident )*(?:scenes"
            r"|locations|crime scenes)\b"),
        1, 50,
    ),
)  # fmt: skip

# Stems of which a sentence must hold one before an attribute's patterns are tried: most do not.
STEMS: dict[str, tuple[str, ...]] = {
    "killed": ("kill", "died", "dead", "death", "murder", "fatal", "lives", "life", "custody",
               "surrender", "arrested"),
    "killed_officers": ("kill", "died", "death", "murder", "slain", "fatal", "perish", "lost"),
    "killed_public": ("kill", "died", "murder", "slain", "fatal", "perish", "lost"),
    "injured": ("injur", "wound", "hurt"),
    "injured_officers": ("injur", "wound", "hurt"),
    "injured_public": ("injur", "wound", "hurt"),
    "crowd_size_high": ("crowd", "people", "persons", "protest", "demonstrat", "march", "fans",
                        "spectator", "attend", "visitor", "student", "goers", "holders", "patron",
                        "audience", "gathering", "vigil", "rally", "drew", "drawing", "attract"),
    "arrests": ("arrest", "custody"),
    "hostages": ("hostage",),
    "evacuated": ("evacuat", "displaced", "leave"),
    "structures_lost": ("structure", "homes", "houses", "building", "residence", "dwelling"),
    "complaints": ("complaint",),
    "uses_of_force": ("force",),
    "jurisdiction_population": ("population", "residents", "inhabitants", "people", "city", "town",
                                "county", "village", "community", "suburb", "parish", "borough",
                                "municipality", "jurisdiction"),
    "sworn_strength": ("sworn", "department", "force", "agency", "office", "deput", "trooper",
                       "service"),
    "agencies_count": ("agencies", "departments"),
    "scenes": ("scenes", "locations"),
}  # fmt: skip

# "ten outside agencies": the lead agency is one more
OUTSIDE_AGENCIES = compiled(
    r"{N} (?:outside|other|neighbou?ring|assisting|additional|surrounding|partner|visiting) "
    r"{ADJ}(?:agencies|departments)"
)

_HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "night": 24.0, "week": 168.0, "month": 730.0}
_UNIT = r"(?P<unit>minute|hour|day|night|week|month)s?"
_EVENT = (
    r"(?:standoff|stand-off|siege|barricade|search|manhunt|protests?|demonstrations?|occupation"
    r"|riot"
    r"|unrest|disorder|hunt|negotiations?|encampment|incident|attack|rampage|pursuit|evacuation)"
)
DURATION_RULES: tuple[Late, ...] = tuple(
    compiled(p)
    for p in (
        rf"(?:lasted|lasting|went on for|continued for|spanned|spanning|ended after) {{N}}[-"
        rf" ](?:consecutive )?{_UNIT}",
        rf"{{N}}[- ]{_UNIT}[- ](?:long )?{_EVENT}",
        # a row of a chronology: "Wexler: nine hours, woman taken to hospital"
        rf"\w+: {{N}} {_UNIT}[,;.]",
        rf"{{N}} (?:consecutive |straight )?{_UNIT} of (?:\w+ )?{_EVENT}",
        rf"(?:held|kept) (?:police|officers|deputies)[^.;]{{0,30}}? for {{N}} {_UNIT}",
        rf"{_EVENT}[^.;]{{0,40}}? (?:for|over|after) {{N}} {_UNIT}",
        rf"(?:shot|stopped|killed|surrendered|arrested|ended|captured)[^.;]{{0,60}}? {{N}}"
        rf" {_UNIT} later",
    )
)


def hours_of(unit: str) -> float:
    """Give the hours in one of these units; nights count as days, months as 730 hours."""
    return _HOURS[unit.lower()]


@dataclass(frozen=True, slots=True)
class YesNoRule:
    """Something done or present: `yes` where `subject` meets `done`, `no` where it is denied."""

    key: str
    subject: Late
    done: Late
    partial: Late | None = None


def _yes(key: str, subject: str, done: str, partial: str = "") -> YesNoRule:
    return YesNoRule(key, compiled(subject), compiled(done), compiled(partial) if partial else None)


_SENT = (
    r"(?:sent|arrived|responded|came|assist(?:s|ed|ing)|help(?:ed|s)|joined|provided|deployed|led"
    r"|called|request(?:ed)?|activated|mobili[sz]ed|supported|took part|participated|searched)"
)
_OPENED = (
    r"(?:opened|activated|established|staffed|set up|stood up|operated|ran|was|were|opens"
    r"|closed|lost|moved)"
)
_CENTER = r"cent(?:er|re)"
YES_NO_RULES: tuple[YesNoRule, ...] = (
    _yes(
        "mutual_aid",
        r"mutual[- ]aid|(?:outside|neighbou?ring|other|surrounding|assisting)"
        r" (?:police |law enforcement )?(?:agencies|departments|forces|officers)",
        _SENT + r"|mutual[- ]aid (?:officers|agencies|partners|resources|compact|request)",
    ),
    _yes(
        "federal",
        r"FBI|Federal Bureau of Investigation|ATF|U\.?S\.? Marshals?"
        r"|federal (?:agents|agencies|officers|team)"
        r"|Department of Homeland Security",
        _SENT + r"|brought|offered|agents|took over",
    ),
    _yes(
        "national_guard",
        r"National Guard",
        r"deployed|activated|called|arrived|mobili[sz]ed|sent|assist(?:ed)?|staffed|requested"
        r"|soldiers|troops|helicopters?|ordered|help(?:ed)?|manned|joined|guarded",
    ),
    _yes(
        "chemical_agents",
        r"tear gas|(?:CS|CN|OC) (?:gas|spray|canisters|munitions)|pepper (?:spray|balls?)"
        r"|chemical (?:agents?|munitions|irritants?)|pepperballs?"
        r"|oleoresin capsicum|used gas|gas was",
        r"used?|deployed|fired|launched|thrown|threw|released|sprayed|drifted|exposed|discharged"
        r"|grenades|uses of|without warning|use against",
    ),
    _yes(
        "curfew",
        r"curfews?",
        r"impose[sd]?|declare[sd]?|ordered|took effect|in effect|enforced|announced|in force|lifted"
        r"|issued|extended|violat\w+",
    ),
    _yes(
        "eoc_activated",
        rf"emergency operations {_CENTER}|EOC",
        _OPENED,
        r"partial(?:ly)?|opened late|limited|without (?:police|representation)|virtual",
    ),
    _yes(
        "family_assistance_center",
        rf"famil(?:y|ies)(?: and friends| reception)?"
        rf" (?:assistance|reception|support|information|resource) {_CENTER}"
        rf"|friends and relatives {_CENTER}",
        _OPENED,
    ),
    _yes(
        "reunification_center",
        rf"reunification (?:{_CENTER}s?|sites?|points?|locations?)|reunified|reunited",
        _OPENED + r"|with (?:their )?(?:parents|family|families)|sent to",
    ),
    _yes(
        "sro_present",
        r"school resource officers?|SRO",
        r"was|were|covered|responded|heard|entered|assigned|on campus|ran|is|had",
    ),
)

DENIED_BEFORE = re.compile(
    r"\b(?:no|not|never|without|declin(?:ed|ing)(?: to \w+)?|refus(?:ed|ing)(?: to \w+)?|neither"
    r"|nor"
    r"|didn[’']t|wasn[’']t|weren[’']t|did not \w+|failed to \w+|lack(?:ed|s|ing)?)"
    r"(?: (?:a|an|any|the|for|to|formal|use|single))*\s*$",
    re.IGNORECASE,
)
DENIED_AFTER = re.compile(
    r"^(?:'s|s)?(?: \w+)? (?:was|were|had|has|is|are|did|would be)(?: \w+)? ?(?:not|never|n[’']t"
    r"|considered"
    r" but|offered but|on standby)\b",
    re.IGNORECASE,
)

# Sentences that say what ought to be or what is so elsewhere state no fact of this incident;
# "May 3" is a day.
NOT_FACT = re.compile(
    r"\b(?:should|must|ought|would|(?<!no \w{7} )(?<!no one )could(?! not)|(?-i:may)|might"
    r"|recommend\w*|shall|if|nationwide|nationally"
    r"|studies|study|survey\w*|research|literature|across the country|per year|each year"
    r"|annually|a year|percent|per cent|such as|for example|any event|whenever|other cities"
    r"|elsewhere)\b",
    re.IGNORECASE,
)


@cache
def category_patterns() -> dict[str, dict[str, Late]]:
    """Give, for each attribute with named values, what speaks for each value."""
    return {
        key: {value: compiled("|".join(cues)) for value, cues in values.items()}
        for key, values in load_attribute_cues().items()
    }
