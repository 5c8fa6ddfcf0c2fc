"""The words that rows of patterns are written with, and how a row becomes a regular expression.

In a pattern `{N}` is a number (figures or words, with "about", "an estimated" and the like before
it), `{PUBLIC}`, `{CIVILIAN}` and `{OFFICER}` nouns for people, `{HURT}` and `{DEAD}` participles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.numbers import NUMBER, NUMBER_WORD

_APPROX = (
    r"(?:(?:about|approximately|roughly|around|nearly|almost|some|more than|over|at least|at most"
    r"|as many as|up to|an?(?: total of)?(?: estimated)?|estimated(?: at| to be)?|close to|only"
    r"|just(?: under| over)?|fewer than|upwards? of|the|all|these|his|their)\s+){0,3}"
)
_NAMES = {
    # "30+ injured"
    # "No one was killed" counts nobody, "one in six complaints" no complaints
    "{N}": rf"(?<!\bno[ -])(?<!\bone in ){_APPROX}(?P<n>{NUMBER})(?:\+(?= ))?",
    # the "and" of "one hundred and sixty-four were injured" begins no number
    "{AND}": r"(?<!hundred )(?<!thousand )and",
    "{PUBLIC}": (
        r"(?:people|persons?|victims?|individuals|students?|pupils?|children|child|teachers?|adults"
        r"|concertgoers|patrons|worship+ers|employees|workers|shoppers|spectators|passengers"
        r"|protest[eo]rs?|demonstrators?|m[ae]n|wom[ae]n|boys?|girls?|others|guests|inmates?|prisoners?"
        r"|detainees?|patients?|tenants?|visitors?|drivers?|riders?|crew members?|revell?ers?"
        r"|campers|walkers|runners|hikers|swimmers|mourners|diners|customers|colleagues|co-?workers"
        r"|classmates|schoolmates|dancers|players|musicians|supporters|trainees)"
    ),
    "{CIVILIAN}": (
        r"(?:residents?|civilians?|bystanders?|members? of the public|passers?-?by|citizens?"
        r"|motorists?|homeowners?|neighbou?rs?)"
    ),
    "{OFFICER}": (
        r"(?:(?:police |law enforcement |sheriff[’']s )?(?:officers?|deput(?:y|ies)|troopers?"
        r"|constables?))"
    ),
    "{HURT}": r"(?:injured|wounded|hurt)",
    "{DEAD}": (
        r"(?:killed|murdered|slain|shot dead|(?:found )?dead"
        r"|fatally (?:shot|wounded|injured|stabbed))"
    ),
    # "412 residents had died of the disease", "were carried away and drowned"
    "{DIED}": (
        r"(?:(?:had |have |(?:were|was) [a-z]+(?: [a-z]+)? and )?(?:died|lost their lives"
        r"|lost (?:his|her) life|perished|drowned)|did not (?:survive|live|get out(?! of)))"
    ),
    "{BE}": r"(?:were|was|are|is|had been|have been|has been)(?: also| both| all| later)?",
    # "64 arrests and 17 officers were injured", "four hundred officers from thirteen agencies": the
    # first number counts nothing of the second; nor does "nine hours four hostages came out"
    "{ADJ}": (
        rf"(?:(?!(?:and|or|from) {NUMBER}\b|\d+ |{NUMBER_WORD} )[\w’'-]+ ){{0,3}}?"
    ),
    "{UNIT}": r"(?P<unit>minute|hour|day|night|week|month)s?",
    "{PLACE}": (
        r"(?:city|town|county|village|community|borough|municipality|suburb|jurisdiction|parish)"
    ),
    "{FORCE}": (
        r"(?:police department|police force|police service|department|agency|force"
        r"|sheriff[’']s office|constabulary|detachment|(?:local|area|district) command)"
    ),
    "{CENTER}": r"cent(?:er|re)",
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

    def match(self, text: str) -> re.Match[str] | None:
        """Find the pattern where the text begins."""
        return self._pattern().match(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find every match."""
        return self._pattern().finditer(text)


def compiled(pattern: str) -> Late:
    """Fill in the names and take the pattern as whole words, whatever their case."""
    for name, value in _NAMES.items():
        pattern = pattern.replace(name, value)
    return Late(rf"\b(?:{pattern})")
