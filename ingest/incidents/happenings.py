"""What happened, put together from who did what to whom, and where.

Reports that never name the type of their event tell it: "a former student entered the food court
and fired a handgun at a table of students". No single phrase says *campus shooting*; a shot, people
hit, and a campus do, though in different sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

_SHOT = (
    r"\bshot\b(?!s? of\b)|\bshots?\b[^.]{0,20}\bfired|\bshoot(?:s|ing|ings|er)\b"
    r"|\bgun(?:fire|m[ae]n|shots?)\b|\bopened fire\b"
    r"|\bfired (?:an?|his|her|the|at|on|\w+ (?:times|shots|rounds))\b"
    r"|\b(?:rifle|handgun|pistol|shotgun|revolver|firearm)s?\b"
)
_HIT = (
    r"\b(?:killed|killing|wounded|wounding|died|dead|fatal(?:ly)?|murdered|injured|injuring|hurt"
    r"|deaths? of|struck by (?:gunfire|bullets?|rounds?)"
    r"|took (?:his|her|their) (?:own )?li(?:fe|ves)|did not survive"
    r"|lost (?:his|her|their) li(?:fe|ves))\b"
)
_OFFICERS = r"(?:officers?|deput(?:y|ies)|troopers?|constables?|agents?|marshals?)"
_HELD = (
    r"\b(?:restrain(?:ed|t|ing)|handcuffed|prone|face down|in custody|holding cell|jail|lock-?up"
    r"|spit hood|pinned|(?:knelt|kneeling) on|leg (?:straps|restraints)|held (?:him|her) (?:down"
    r"|prone)|(?:his|her|their|police|a|the) cells?(?! phone)|cell (?:\d+|block))\b"
)
_PRISON = r"\b(?:correction(?:al|s)|prison|jail|penitentiary|detention cent(?:er|re)|inmates?)\b"
_WORK = (
    r"\b(?:employees?|co-?workers?|workers?|colleagues?|staff|workplace|plant|mill|factory|warehouse"
    r"|office(?:s| building| park)|clinic|depot|shop floor"
    # but who is hurt is taken to one
    r"|(?:in|into|inside|entered) (?:the|a) (?:\w+ )?hospital"
    r"|distribution cent(?:er|re)|municipal building|post office|newsroom|supervisor)\b"
)
_CAMPUS = (
    r"\b(?:campus|universit(?:y|ies)|(?<!near the )(?<!near a )college|dormitory"
    r"|residence hall|lecture hall"
    r"|student (?:center|union)|quad)\b"
)
_SCHOOL = (
    r"\b(?:(?:high|middle|elementary|primary|secondary|public|charter) school|classrooms?|pupils?"
    r"|schoolchildren|school (?:hallway|entrance|cafeteria|gym))\b"
)
_VENUE = (
    r"\b(?:night ?club|theat(?:er|re)|cinema|concert|festival|mall|supermarket|church|synagogue"
    r"|mosque|temple|parade|market|fair|bar|tavern|restaurant|casino|arena|stadium"
    r"|bowling alley|shopping cent(?:er|re)|store|cookout|party|picnic|hotel|danc(?:ing|ers)"
    r"|patrons"
    r"|(?:bus|coach|train|rail\w*|metro|subway|ferry|tram) (?:station|terminal|platform)|airport"
    r"|diners|worship\w*|congregation|pews|audience|ballroom|wedding|reception|salon|grocery)\b"
)
_CROWD_PLACE = (
    r"\b(?:festival|fair|fairgrounds|parade|concert|fireworks|marathon|regatta|carnival|rodeo"
    r"|air ?show)\b"
)
_AIRCRAFT = (
    r"(?:an?|the) (?:[\w-]+ ){0,2}?(?:aircraft|plane|airplane|aeroplane|jet|airliner|turboprop"
    r"|helicopter)"
)
_PROTEST = r"\b(?:protest\w*|demonstrat\w+|blockad\w+|convoy|marche[ds]|rall(?:y|ied))\b"
# An inquest's first page asks how one person died
_ONE_DEATH = r"\binquest (?:into|touching|on) the death of\b|\bdate (?:and time )?of death\b"
_SEVERAL = r"(?:two|three|four|five|six|seven|eight|nine|ten|several|[2-9]|1\d)"
_SEAT_OF_GOVERNMENT = (
    r"\b(?:capitol|state ?house|parliament|legislat(?:ure|ive)|city hall|town hall|courthouse"
    r"|council chamber)\b"
)


@dataclass(frozen=True, slots=True)
class _Happening:
    """A type that is told where all of `told` are found in an account and nothing of `never`."""

    type: str
    told: tuple[str, ...]
    never: str = ""


# The first that fits counts: who was hit comes before where it was.
_HAPPENINGS = (
    # "Review of the Search for the Haldane Road Suspect", who had shot two officers
    _Happening(
        "manhunt/officer-murder",
        (r"^[^.]{0,90}\b(?:search for|manhunt|hunt for)\b", _SHOT,
         rf"\b{_OFFICERS}\b.{{0,250}}\b(?:killed|died|dead|shot)\b"),
    ),
    # "Two prisoners were freed by armed men ... For six days they were at large"
    _Happening(
        "manhunt/fugitive",
        (r"\b(?:prisoners?|inmates?|convicts?|fugitives?|escapees?)\b",
         r"\b(?:escape[ds]?|freed|at large|broke out|absconded|on the run)\b",
         r"\b(?:search\w*|hunt\w*|manhunt|recaptured|arrested)\b"),
        rf"{_PROTEST}|\b(?:riot\w*|took control|hostages?)\b",
    ),
    # "part of the crowd pushed through racks, broke two doors of the State House"
    _Happening(
        "government-facility/attack",
        (_SEAT_OF_GOVERNMENT, r"\b(?:crowd|people|protest\w+|demonstrat\w+|rioters?|mob)\b",
         r"\b(?:broke (?:\w+ ){0,6}(?:doors?|windows?|through|into)|breach\w*|storm(?:ed|ing)"
         r"|forced (?:\w+ ){0,3}(?:way|doors?)|smashed|occupied its)\b"),
        _SHOT,
    ),
    # "a man drove through the valley and killed eight of his neighbours at seven places"
    _Happening(
        "mass-violence/mobile-mass-shooting",
        (rf"\b(?:m[ae]n|woman|gunm[ae]n|shooter|attacker|he)\b[^.]{{0,80}}\b(?:killed|shot|murdered)"
         rf" {_SEVERAL}\b[^.]{{0,60}}\b(?:at|in) {_SEVERAL} (?:\w+ )?(?:places|scenes|locations"
         r"|sites|homes|houses|addresses|towns|communities)\b",),
    ),
    # "shot eight people in a parking lot, at a car dealer's and outside a restaurant"
    _Happening(
        "mass-violence/mobile-mass-shooting",
        (r"\b(?:shot|killed|fired)\b[^.]{0,100}\b(?:in|at|outside|near|on) [^.,]{3,40}"
         r"(?:, (?:at|in|outside|near|on) [^.,]{3,40}){1,4},? and (?:then )?(?:at|in|outside|near"
         r"|on)\b", _HIT),
    ),
    # "a man stabbed ten people on the platform", "treats the attack as terrorism"
    _Happening(
        "mass-violence/terrorist-attack",
        (r"\b(?:stabb\w+|attack\w*|bomb\w*|exploded|drove|shot)\b", _HIT,
         r"\b(?:as|of) terrorism\b|\bterrorist (?:attack|group|organi[sz]ation|motive)"
         r"|\bpledged allegiance\b"),
    ),
    # "the driver of a red sport utility vehicle went through the barricades on Main Street"
    _Happening(
        "mass-violence/vehicle-attack",
        (r"\b(?:driver|motorist|vehicle|car|suv|truck|van|pickup)\b[^.]{0,80}?\b(?:drove|went"
         r"|smashed|plow\w*|plough\w*|sped|rammed|accelerat\w+|came|ran|careered|swerved)"
         r" (?:[\w-]+ ){0,4}?"
         r"(?:into|through|past|a?round|along|the length of) [^.]{0,80}?\b(?:barri\w+|crowds?"
         r"|market|parade|marchers|pedestrians|sidewalk|promenade|festival|spectators|procession|walkers|runners)\b",
         _HIT),
        rf"{_SHOT}|\b(?:pursu\w+|chas(?:e|ed|ing)|brakes?)\b",
    ),
    # "a pressure cooker packed with nails went off among the people"
    _Happening(
        "mass-violence/bombing",
        (r"\b(?:bombs?|devices?|pressure cookers?|backpack|knapsack|parcel|package|explosives?)\b"
         r"[^.]{0,80}\b(?:went off|explod\w+|detonat\w+|blew up)\b", _HIT),
        r"\b(?:refinery|gas (?:main|leak)|plant|tank|fireworks|wildfire)\b",
    ),
    # "a man drove a stolen utility into the mall"
    _Happening(
        "mass-violence/vehicle-attack",
        (r"\bdr(?:ove|iving) (?:[\w-]+ ){1,5}?(?:into|through|onto|along|at) (?:the|a) [^.]{0,40}?"
         r"\b(?:mall|crowds?|market|parade|pedestrians|footpath|sidewalk|promenade|people)\b",
         _HIT),
        _SHOT,
    ),
    # "Both died there", "Over four nights more than 600 officers combed ninety square miles"
    _Happening(
        "officer-targeted/ambush-manhunt",
        (rf"\b{_OFFICERS}\b[^.]{{0,160}}\b(?:shot|fired|ambush\w*|killed)\b", _SHOT,
         r"\b(?:killed|died|murdered)\b",
         r"\b(?:search\w*|hunt\w*|manhunt|combed|track(?:er|ed|ing))\b",
         rf"\b(?:{_SEVERAL}|next|following) (?:days|nights)\b|\b(?:days|nights) (?:of|later)\b"),
        rf"\b{_OFFICERS} (?:fatally )?shot\b|{_PROTEST}",
    ),
    _Happening(
        "officer-targeted/ambush",
        (rf"\b{_OFFICERS}\b[^.]{{0,90}}\b(?:(?:were|was) (?:shot|killed|ambushed)|killed by)\b"
         r"|\b(?:shot|killed|ambushed|murdered) (?:(?!(?:by|himself|herself|as|when|before|after"
         rf"|until)\b)\w+ ){{0,2}}{_OFFICERS}\b"
         # "Troopers had stopped to help when a man shot them both through the window"
         rf"|\b{_OFFICERS}\b[^.]{{0,220}}\b(?:shot|fired (?:on|at)) (?:them|both)\b", _SHOT),
        rf"\b{_OFFICERS} (?:fatally )?shot\b",
    ),
    _Happening(
        "use-of-force/officer-involved-shooting",
        (rf"\b(?:an?|one|the|two|\d+) (?:\w+ ){{0,2}}{_OFFICERS}\b[^.,]{{0,20}}\b(?:shot|fired)\b",
         _HIT),
        r"\b(?:gunm[ae]n|shooter|opened fire|(?:killed|shot|wounded) (?:three|four|five|six|seven"
        r"|eight|nine|ten|\d+) )\b",
    ),
    # An inquest's first page: gunshot wounds, "By what means: Homicide", and two officers came
    _Happening(
        "use-of-force/officer-involved-shooting",
        (r"\binquest\b|\bcoroner\b", r"\bgunshot\b|\bshot\b", rf"\b(?:police|{_OFFICERS})\b"),
        r"\b(?:suicide|self-inflicted|gunm[ae]n|shooter|shot (?:himself|herself))\b",
    ),
    # "a message in which a classmate named the day on which he would shoot": and he did not
    _Happening(
        "mass-violence/averted-attack",
        (r"\b(?:would|plan(?:s|ned|ning)? (?:to|for|on)|intend(?:ed|ing) to|going to|meant to"
         r"|threaten(?:ed|ing) to|plot(?:s|ted|ting)? (?:to|of)) (?:\w+ ){0,2}?(?:shoot\w*|attack"
         r"|kill\w*|bomb\w*|blow\w*|murder\w*)\b",
         r"\b(?:found|seized|recovered|searched|arrested|detained|stopped|took)\b"),
        r"(?<!nobody was )(?<!no one was )(?<!no-one was )\b(?:killed|wounded|died|fatally"
        r"|opened fire|shots? (?:were )?fired)\b",
    ),
    _Happening("mass-violence/active-shooter-school", (_SHOT, _HIT, _SCHOOL)),
    _Happening("mass-violence/active-shooter-campus", (_SHOT, _HIT, _CAMPUS)),
    _Happening("mass-violence/active-shooter-workplace", (_SHOT, _HIT, _WORK),
               r"\b(?:gunm[ae]n|shooter)\b[^.]{0,60}\b(?:crowd|dancers|worship)"),
    _Happening("mass-violence/active-shooter-public-venue", (_SHOT, _HIT, _VENUE)),
    # "A second group gathered across the street, and officers stood between the two"
    _Happening(
        "public-order/counter-demonstration",
        (r"\b(?:(?:second|opposing|opposed|rival|other) (?:group|crowd|gathering|rally|march)"
         r"|two (?:groups|crowds|camps|sides))\b",
         r"\b(?:officers|police|deputies|troopers|line|fences?|barriers?)\b[^.]{0,40}\b(?:between"
         r"|apart|separat\w+)\b"),
        rf"{_SHOT}|{_PRISON}",
    ),
    _Happening(
        "public-order/riot",
        (_PRISON, r"\b(?:disturbance|riot\w*|refused to return|took control|uprising|hostages?)\b"),
    ),
    _Happening("use-of-force/in-custody-death", (_HELD, r"\b(?:died|death|dead)\b"), _SHOT),
    # "thirty-one cars of a westbound freight train came off the trestle"
    _Happening(
        "transport/rail",
        (r"\b(?:train|freight|locomotive|tank cars?|rail ?cars?|carriages|coaches)\b[^.]{0,60}\b"
         r"(?:derail\w*|(?:came|ran|went) off (?:the |its )?(?:rails?|tracks?|trestle|bridge|line|"
         r"viaduct)|left the (?:rails|tracks?))",),
        _SHOT,
    ),
    # "Flight 482 touched down short of runway 22", "the excursion boat turned over in a squall"
    _Happening(
        "transport/aviation",
        (rf"\b(?:flight [a-z]{{0,3}} ?\d+|{_AIRCRAFT})\b[^.]{{0,80}}\b(?:crash\w*|overran|struck"
         r"|ditched|touched down (?:short|hard)|land(?:ed|ing) (?:short|hard|on its|in the)"
         r"|broke (?:up|in two|apart)|came down|stalled|collided|slid off|ran off)\b",),
        rf"{_SHOT}|\b(?:hijack\w*|bombs?|search(?:ed|ers|ing)? for)\b",
    ),
    _Happening(
        "transport/marine",
        (r"\b(?:boat|ferry|vessel|ship|barge|trawler|launch|yacht)\b[^.]{0,60}\b(?:capsiz\w*|sank"
         r"|(?:turned|rolled|keeled) over|overturned|foundered|went down|ran aground|collided"
         r"|caught fire)\b",),
        rf"{_SHOT}|\b(?:flood\w*|levees?|hurricane|rescue boat|migrants?)\b",
    ),
    # "turned on her lights behind a black sedan. It ran from her at up to 85 miles an hour."
    _Happening(
        "pursuit/vehicle-pursuit",
        (rf"\b(?:{_OFFICERS}|patrol|police)\b",
         r"\blights (?:and sirens? )?(?:on )?behind\b|\b(?:tried|attempt\w*) to (?:stop|pull)"
         r"|\b(?:would|did) not stop\b|\b(?:pursu\w+|chas(?:e|ed|ing)|fled|fleeing|ran from)\b",
         r"\b(?:miles an hour|mph|kilomet\w+ an hour|red lights?|high speed|stop signs?|spikes?)\b",
         r"\b(?:car|sedan|coupe|pickup|truck|vehicle|suv|van|hatchback|motorcycle)\b"),
        rf"{_SHOT}|{_PROTEST}|\b(?:crowd|parade|pedestrians)\b",
    ),
    _Happening(
        "medical-event/mass-casualty",
        (r"\b(?:crush|stampede|collapsed?|collision|crash(?:ed)?|derail\w+)\b", _HIT),
        rf"{_SHOT}|{_PROTEST}|{_ONE_DEATH}",
    ),
    # Smoke or fumes among people who cannot get away from them
    _Happening(
        "medical-event/mass-casualty",
        (r"\b(?:smoke|fumes|carbon monoxide)\b",
         r"\b(?:tunnel|train|tram|subway|platform|station)\b",
         r"\b(?:passengers|riders|commuters)\b", r"\b(?:died|dead|killed|hospitals?)\b"),
        f"{_SHOT}|{_PROTEST}",
    ),
    _Happening(
        "disaster/other",
        (r"\b(?:explo(?:ded|sion)|ignited|fire|smoke|chemical|gas leak|propane|landslide)\b",
         r"\b(?:firefighters?|pumps|appliances|engines?|evacuat\w+|declared out|vapor cloud"
         r"|hazardous|left their homes|residents|burns)\b"),
        rf"{_SHOT}|{_PROTEST}|\b(?:bomb|device|arson)\w*\b",
    ),
    # "the home team lost the final", "cars were turned over and windows broken"
    _Happening(
        "public-order/celebration-sports",
        (r"\b(?:won|lost|winning|losing|gained|final|whistle)\b[^.]{0,30}\b(?:final|game|match|cup"
         r"|title|championship|promotion|series|derby)\b|\bfinal whistle\b",
         r"\b(?:cars?|windows?|shops?|stores?|police|officers)\b[^.]{0,40}\b(?:broken|smashed|burned"
         r"|burnt|looted|turned over|overturned|set (?:on fire|alight)|pelted|bottles)\b"),
        rf"{_SHOT}|{_PROTEST}",
    ),
    # "a party on Castle Terrace grew until it filled the street"
    _Happening(
        "public-order/celebration-sports",
        (r"\b(?:part(?:y|ies)|celebrat\w+|revell?ers|fans|supporters)\b",
         r"\b(?:bottles?|thrown|threw|bonfires?|disorder|dispers\w+|riot police|public order)\b"),
        f"{_SHOT}|{_PROTEST}",
    ),
    _Happening("planned-event/special-event", (_CROWD_PLACE, _HIT), f"{_SHOT}|{_PROTEST}"),
)  # fmt: skip


def happened(account: Sequence[str]) -> str:
    """Give the type of the event that an account tells; "" where none fits."""
    whole = " ".join(account)
    for type_, told, never in _compiled():
        if all(p.search(whole) for p in told) and not (never and never.search(whole)):
            return type_
    return ""


@cache
def _compiled() -> tuple[tuple[str, tuple[re.Pattern[str], ...], re.Pattern[str] | None], ...]:
    def made(source: str) -> re.Pattern[str]:
        return re.compile(source, re.IGNORECASE)

    return tuple(
        (h.type, tuple(made(t) for t in h.told), made(h.never) if h.never else None)
        for h in _HAPPENINGS
    )
