"""The state of "Incidents like ours" as its address holds it: read, changed, written again.

An attribute stands under its own key, what it counts under `how.KEY`. A short description stands in
`text`; of a long one the address holds the id it is kept under.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from indexer.incidents.comparable_question import (
    MOST_RESULTS,
    TYPE,
    How,
    Question,
    hows_given,
    value_given,
)
from indexer.incidents.likeness import Value
from kb.attribute_table import BY_KEY
from kb.errors import BadRequest
from kb.reference import load_incident_types

PATH = "/comparable"
BESIDE = "/comparable/beside"
# Longer descriptions are kept under an id: addresses past 2,000 characters break when sent on.
LONGEST_IN_ADDRESS = 600
HOW = "how."
WAS = "was."
_TEXTS = ("family", "state", "topic")
_YEARS = ("since", "until")
# Incidents shown at first, and as many more each time.
SHOWN = 10
SHOW, UNLIKE = "show", "unlike"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class ComparableState:
    """A question with the id its description is kept under ("" where the address holds it).

    The page shows `show` incidents, and those with nothing in common only where `unlike`.
    """

    question: Question
    story: str = ""
    show: int = SHOWN
    unlike: bool = False

    def url(self, path: str = PATH) -> str:
        """Write the state as an address; equal states have equal addresses."""
        query = urlencode(self.pairs())
        return f"{path}?{query}" if query else path

    def pairs(self) -> list[tuple[str, str]]:
        """Give the address's pairs."""
        asked = self.question
        pairs = [("story", self.story)] if self.story else [("text", asked.text)]
        pairs += [(TYPE, kind) for kind in asked.types]
        pairs += [(key, str(asked.given[key])) for key in BY_KEY if key in asked.given]
        pairs += [(HOW + k, asked.hows[k].value) for k in (TYPE, *BY_KEY) if k in asked.hows]
        pairs += [(name, getattr(asked, name)) for name in _TEXTS]
        years = ((name, getattr(asked, name)) for name in _YEARS)
        pairs += [(name, str(year)) for name, year in years if year is not None]
        pairs += [(SHOW, str(self.show))] if self.show != SHOWN else []
        pairs += [(UNLIKE, "yes")] if self.unlike else []
        return [(name, value) for name, value in pairs if value]

    @property
    def shown(self) -> Question:
        """Give the question of this page."""
        return replace(self.question, limit=self.show, unlike=self.unlike)

    def showing_more(self) -> ComparableState:
        """Show some more."""
        return replace(self, show=min(self.show + SHOWN, MOST_RESULTS))

    def showing_unlike(self) -> ComparableState:
        """Show also what has nothing in common."""
        return replace(self.showing_more(), unlike=True)

    def counting(self, key: str, how: How) -> ComparableState:
        """Let an attribute count otherwise."""
        hows = {k: h for k, h in self.question.hows.items() if k != key}
        return self._asking(hows=hows | ({key: how} if how else {}))

    def demanding_nothing(self) -> ComparableState:
        """Take back what must be so, and what must not."""
        hows = {k: h for k, h in self.question.hows.items() if h not in {How.MUST, How.NOT}}
        return self._asking(hows=hows, family="", state="", since=None, until=None)

    def about(self, topic: str) -> ComparableState:
        """Ask what the reports say on a topic."""
        return self._asking(topic=topic)

    def _asking(self, **changes: object) -> ComparableState:
        return replace(self, question=replace(self.question, **changes))  # type: ignore[arg-type]


def read_question(pairs: Iterable[tuple[str, str]], *, text: str = "") -> Question:
    """Read an address's pairs; raises BadRequest naming the first that cannot stand."""
    question, wrong = read_fields(pairs, text=text)
    for error in wrong.values():
        raise error
    return question


def read_fields(
    pairs: Iterable[tuple[str, str]], *, text: str = ""
) -> tuple[Question, dict[str, BadRequest]]:
    """Read pairs as far as they can stand, and give by field what is wrong with the others."""
    found = [(name, value.strip()) for name, value in pairs if value.strip()]
    single = dict(found)
    wrong: dict[str, BadRequest] = {}
    given: dict[str, Value] = {}
    years: dict[str, int] = {}
    for key in BY_KEY.keys() & single.keys():
        with _noting(key, wrong):
            given[key] = value_given(key, single[key])
    for name in _YEARS:
        if name in single:
            with _noting(name, wrong):
                years[name] = _year(name, single[name])
    types: tuple[str, ...] = ()
    with _noting(TYPE, wrong):
        types = tuple(_type(v) for name, v in found if name == TYPE)
    hows: dict[str, How] = {}
    with _noting("how", wrong):
        hows = hows_given((n.removeprefix(HOW), v) for n, v in found if n.startswith(HOW))
    question = Question(
        text=text or single.get("text", ""),
        types=types,
        given=given,
        hows=hows,
        family=single.get("family", ""),
        state=single.get("state", ""),
        since=years.get("since"),
        until=years.get("until"),
        topic=single.get("topic", ""),
    )
    return question, wrong


@contextmanager
def _noting(name: str, wrong: dict[str, BadRequest]) -> Iterator[None]:
    try:
        yield
    except BadRequest as error:
        wrong[name] = error


def untouched(form: Mapping[str, str]) -> dict[str, str]:
    """Give what a form says, leaving out what was read from the text and not changed by hand.

    The form sends along as `was.KEY` what it showed; a field that was emptied is left out of the
    comparison.
    """
    kept = {
        name: value
        for name, value in form.items()
        if not name.startswith(WAS) and form.get(WAS + name) != value
    }
    for name, value in form.items():
        key = name.removeprefix(WAS)
        if name.startswith(WAS) and value and not form.get(key, "").strip():
            kept[HOW + key] = How.OFF.value
    return kept


def _type(written: str) -> str:
    if written not in {kind.id for kind in load_incident_types()}:
        raise BadRequest(
            f"{written!r} is no type of incident", hint="Choose one from the list of the form."
        )
    return written


def _year(name: str, written: str) -> int:
    if not written.isdecimal() or not _FIRST_YEAR <= int(written) <= _LAST_YEAR:
        raise BadRequest(f"{name}: {written!r} is no year", hint="Write it with four digits: 2014.")
    return int(written)


def how_many(written: str) -> int:
    """Read how many incidents are shown: the usual number where that is none."""
    return min(int(written), MOST_RESULTS) if re.fullmatch(r"[1-9]\d{0,3}", written) else SHOWN
