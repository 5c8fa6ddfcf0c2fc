"""People told of together are counted together: "Three adults and two children were killed".

A rule for one number reads "two children were killed" there, and a wrong number is worse than none.
So the groups of such a list are summed, and what single rules read out of a part of it is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kb.attribute_rules.patterns import Late, compiled
from kb.numbers import COUNTED_ON, NUMBER, value_of

_OFFICERS = (
    "officer deputy trooper constable sergeant corporal lieutenant detective patrolman policeman"
    " policewoman"
)
_OTHERS = (
    "person man woman boy girl child adult teenager youth infant baby toddler student pupil"
    " teacher resident civilian bystander motorist passenger driver pedestrian cyclist rider"
    " worker supervisor manager colleague coworker co-worker employee customer clerk teller"
    " guard nurse doctor patient paramedic medic firefighter inmate prisoner detainee guest"
    " visitor spectator fan protester demonstrator marcher neighbor neighbour tenant son"
    " daughter wife husband mother father brother sister grandmother grandfather aunt uncle"
    " parent cousin friend roommate hostage robber girlfriend boyfriend victim shopper tourist"
    " worshiper worshipper volunteer reveler reveller contractor counselor counsellor aide"
    " caretaker carer member professor lecturer instructor coach pastor priest minister rabbi"
    " dean principal janitor custodian cook waiter waitress bartender cashier owner landlord"
    " lawyer attorney judge secretary engineer mechanic farmer camper hiker runner walker"
    " swimmer singer musician dancer actor soldier sailor pilot conductor dispatcher reporter"
    " photographer trainee apprentice grandson granddaughter niece nephew schoolmate classmate"
    " housemate patron concertgoer churchgoer fare"
)
_IRREGULAR = {
    "person": "(?:people|persons)", "man": "men", "woman": "women", "child": "children",
    "wife": "wives", "baby": "babies", "deputy": "deputies", "patrolman": "patrolmen",
    "policeman": "policemen", "policewoman": "policewomen",
    "secretary": "secretaries", "waitress": "waitresses", "coach": "coaches",
}  # fmt: skip
# Only in a list, after those of whom it is said who they are: "two officers and three others"
_ONLY_MANY = ("others", "staff", "personnel", "crew")
# What stands between a number and its noun is no verb and begins no other phrase.
_ADJECTIVE = (
    r"(?:(?!(?:an?|the|and|or|of|by|in|on|at|to|from|with|who|that|which|was|were|is|are|had|has"
    r"|his|her|their|hit|struck|shot|killed|wounded|injured|told|saw|left|other than)\b"
    rf"|{NUMBER}\b)[A-Za-z’'-]+ |\d{{1,3}}-year-old ){{0,3}}?"
)
_OF_PUBLIC = r"(?: of (?:the public|staff|(?:his|her|their) family))?"
_RANKED = (
    r"(?-i:Officer|Deputy|Constable|Trooper|Sergeant|Detective)"
    r"(?-i:(?: [A-Z][\w.’'-]*){1,3})"
)
# "one woman, 34, and two men", "a boy of nine"
_AGED = rf"(?:, (?:aged )?\d{{1,3}}(?=,| and)| of {NUMBER}\b)?"
# "a sergeant of the sheriff's office, the first to go in, lost their lives"
_ASIDE = re.compile(r"^(?: (?:of|from) [^.;,]{3,30}?)?, (?!(?:and|who|but)\b)[^.;,]{3,40},")
_JOINED = re.compile(r",? (?:and|as well as|along with|together with) |, ", re.IGNORECASE)
# "shot two officers and a bystander was wounded": one who *was* is no list
_BE = (
    r"(?:were|are|had been|have been)"
    r"(?: (?:also|both|all|later|each|seriously|badly|critically|slightly))*"
)


_ONE_MORE = re.compile(rf"\b(?:{COUNTED_ON}|another)\b", re.IGNORECASE)
# "four men, three women and a child": the men are none of the others
_OF_ONE_SORT = re.compile(r"\b(?:men|women|children|boys|girls|adults)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Group:
    """So many people, told of at one place of a sentence."""

    start: int
    end: int
    count: int
    officers: bool


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of people: `after` follows those whom it befell, `before` stands before them."""

    key: str
    after: Late
    before: Late
    least: int = 1


@dataclass(frozen=True, slots=True)
class Sum:
    """The people of one list: a value of an attribute, and the `parts` that are none of it."""

    key: str
    value: int
    parts: frozenset[int]


def _fate(key: str, after: str, before: str, least: int = 1) -> _Fate:
    told_before = compiled(rf"(?:{before}) (?:at least |some |all )?$")
    return _Fate(key, compiled(after), told_before, least)


_FATES = (
    _fate(
        "killed", rf"{_BE} {{DEAD}}|(?:had |have )?(?:also |later )?{{DIED}}",
        r"killed|killing|murdered|murdering|deaths? of|lives of",
    ),
    _fate(
        "injured",
        rf"{_BE} (?:{{HURT}}|burned|hospitali[sz]ed|treated (?:for|at|in)"
        r"|taken to (?:[\w-]+ ){0,3}hospitals?)|(?:suffered|sustained) [^.;]{0,20}?injur",
        r"injured|injuring|wounded|wounding|injuries to",
    ),
    _fate(
        "arrests", rf"{_BE} (?:arrested|taken into custody|detained)",
        r"arrested|arresting|arrests of",
    ),
    _fate("hostages", rf"{_BE} (?:held|taken|kept) hostage|hostage", r"hostage"),
    _fate(
        "evacuated", rf"{_BE} (?:evacuated|(?:told|ordered|asked) to leave|moved (?:out|to))",
        r"evacuated|evacuating|evacuation of",
        # "The driver and two passengers were evacuated by helicopter": they were rescued
        least=10,
    ),
)  # fmt: skip
# Officers and others among them are counted for themselves as well.
_APART = {"killed": ("killed_officers", "killed_public"),
          "injured": ("injured_officers", "injured_public")}  # fmt: skip
# "Six people died at the scene and two more in hospital"
_LATER = compiled(
    rf"{{N}} (?:{{ADJ}}{{PUBLIC}} )?(?:{{DIED}}|were killed)(?: [^.;,]{{3,40}})?,? and"
    rf" (?P<more>{NUMBER}) (?:more|others)(?: {{PUBLIC}})?(?: died)? (?:later|afterwards|in"
    r" (?:\w+ )?hospital|at (?:\w+ )?hospitals?|of (?:his|her|their) (?:wounds|injuries)"
    r"|(?:the|that|in the) (?:\w+ )?(?:next|following|day|days|week|weeks|night))"
)
# "killed his wife and two children were hurt", "shot two men and a girl died": whose fate is told
# is not sure
_DEED = compiled(r"(?:\w+ed|shot|struck|hit|beat|(?!holding|taking)\w+ing) $")
_OF_ANOTHER_CLAUSE = compiled(r"(?:{BE}|who|had|has|suffered|sustained|died|escaped|survived|fled)")


def people_together(sentence: str) -> Iterator[Sum]:
    """Give the sums of the lists of people whose fate a sentence tells."""
    yield from _died_later(sentence)
    if not _JOINED.search(sentence):
        return
    for people in _lists(sentence):
        rest = _ASIDE.sub("", sentence[people[-1].end :]).lstrip(" ,")
        before = sentence[: people[0].start]
        for fate in _FATES:
            befell = bool(fate.after.match(rest))
            struck = bool(fate.before.search(before))
            doubtful = _DEED.search(before) if befell else _OF_ANOTHER_CLAUSE.match(rest)
            if (befell or struck) and not doubtful:
                yield from _sums(fate, people)


def _died_later(sentence: str) -> Iterator[Sum]:
    for match in _LATER.finditer(sentence):
        first, more = value_of(match["n"]), value_of(match["more"])
        if first and more:
            parts = frozenset({int(first), int(more)})
            yield Sum("killed", int(first + more), parts)


def _sums(fate: _Fate, people: Sequence[_Group]) -> Iterator[Sum]:
    officers = sum(p.count for p in people if p.officers)
    total = sum(p.count for p in people)
    parts = frozenset(p.count for p in people)
    if total < fate.least:
        return
    yield Sum(fate.key, total, parts - {total})
    if fate.key in _APART and 0 < officers < total:
        for name, count in zip(_APART[fate.key], (officers, total - officers), strict=True):
            yield Sum(name, count, parts - {count})


def _lists(sentence: str) -> Iterator[tuple[_Group, ...]]:
    """Give the groups that are joined, of two and more; one that names the others is left out.

    "Two officers, a sergeant and a constable, were hurt" are two, not four.
    """
    held: list[_Group] = []
    last = ""
    for group in (*_groups(sentence), None):
        joint = sentence[held[-1].end : group.start] if group and held else ""
        # "The driver and his fare, a student of nineteen, were killed": after "and" none is added
        if group and _JOINED.fullmatch(joint) and not ("and" in last and joint == ", "):
            held.append(group)
            last = joint
            continue
        last = ""
        if len(held) > 1 and not _named_over(sentence, held) and not _of_more(sentence, held):
            yield tuple(held)
        held = [group] if group else []


def _named_over(sentence: str, held: Sequence[_Group]) -> bool:
    """Say whether the first group is told again, one by one."""
    first, *others = held
    return (
        sentence[first.end : others[0].start] == ", "
        and not _OF_ONE_SORT.search(sentence[: first.end])
        and sum(p.count for p in others) == first.count
    )


def _of_more(sentence: str, held: Sequence[_Group]) -> bool:
    """Say whether some stand with others told elsewhere: "A third deputy and two medics"."""
    return bool(_ONE_MORE.search(sentence[held[0].start : held[-1].end]))


def _groups(sentence: str) -> Iterator[_Group]:
    for match in _group_pattern().finditer(sentence):
        ranked, number = match["ranked"], match["n"]
        count = 1.0 if ranked or not number else value_of(number)
        if count:
            officers = bool(ranked or match["officers"] or match["officer"])
            yield _Group(match.start(), match.end(), int(count), officers)


@cache
def _group_pattern() -> re.Pattern[str]:
    """Make the pattern of one group: a number and people, or one person."""
    one_officer, officers = _nouns(_OFFICERS)
    one, several = _nouns(_OTHERS)
    return re.compile(
        rf"\b(?:(?P<ranked>{_RANKED})"
        rf"|(?:(?:his|her|their|the|about|some|another|at least) )?(?P<n>{NUMBER}) {_ADJECTIVE}"
        rf"(?:(?P<officers>{officers})|{several}|{'|'.join(_ONLY_MANY)})\b{_OF_PUBLIC}"
        rf"|(?:an?|one|another|his|her|their|the) {_ADJECTIVE}"
        rf"(?:(?P<officer>{one_officer})|{one})\b{_OF_PUBLIC}{_AGED})",
        re.IGNORECASE,
    )


def _nouns(listed: str) -> tuple[str, str]:
    """Give the alternatives for one and for several of these."""
    words = listed.split()
    return "|".join(words), "|".join(_IRREGULAR.get(w, f"{w}s") for w in words)
