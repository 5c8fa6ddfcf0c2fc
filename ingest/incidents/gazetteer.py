"""States, provinces and countries with every way of writing them, and the names of places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.reference import Agency, RegionalBody, State

WORD = r"[A-Z][\w’'-]+"
PLACE = (
    rf"(?:(?:St|Ft|Mt|Saint|Fort|Mount|New|Las|Los|San|Santa|El|La|Port|Lake)\.?\s+)?"
    rf"{WORD}(?:[ ]{WORD}){{0,2}}"
)
# "Three Forks", "Two Rivers" and "Four Oaks" are towns; "Two Deputies" are none.
_LANDSCAPE = (
    r"(?:Rivers|Forks|Oaks|Hills|Corners|Pines|Lakes|Springs|Peaks|Buttes|Bridges|Creeks|Islands"
    r"|Mountains|Points|Sisters|Mile|Ponds|Harbou?rs|Wells|Elms|Trees|Way|Gates|Notch)"
)
_LEADING = re.compile(
    r"^(?:The|A|An|In|Of|At|By|For|From|To|And|But|When|While|After|Before|Since|Both|With|Our|City|"
    rf"County|Town|Village|If|As|On|(?:Two|Three|Four)(?! {_LANDSCAPE}\b)|Many|Some|All"
    r"|Several|Other|State|Local|National"
    r"|Federal|Authority|Auditor|Department|Office|Commission|Inspector|Agency|Bureau|Institute"
    r"|Committee|Board|Association|Chief|Officer|Sergeant|Lieutenant|Captain|Sheriff|Mayor|Assessment|Review|Report)\s+",
)
# The line above on a cover: "Utah Seismic Response Collaborative", "Deseret Wells, Utah"
_BODY_ABOVE = re.compile(
    rf"^(?:{WORD} ){{0,2}}(?:Collaborative|Commission|Consortium|Committee|Council|Alliance|Panel"
    r"|Foundation|Institute|Inspectorate|Coalition|Ombudsman|Jury) (?=[A-Z])"
)
NO_PLACE = re.compile(
    r"^(?:The|This|That|Each|Every|Any|Local|County|City|State|University|Campus|Metropolitan|Our"
    r"|Its|Their|National|Federal|International|American|U\.S|US|Volunteer|Rural|Regional|School"
    r"|Public|Unified|Community|Tribal|Port|Fire|Police|Department|District|Joint|Host|Small|Other"
    r"|Outside|No|Recommendation|Finding|Former)$"
)
# An office's address tells where the publisher sits, not what the report is about.
_ADDRESS = re.compile(
    r"\b\d{1,5}\s+\w+(?:\s\w+)?\s+(?:Street|St|Avenue|Ave|Road|Rd|NW|NE|SW|SE|Boulevard|Blvd|Drive)\b"
    r"|\b\d{5}(?:-\d{4})?\b|P\.?O\.? Box",
)

# "Inspector-General of Emergency Management, Queensland" names a body
_NO_TOWN = re.compile(
    r"\b(?:Management|Police|Health|Education|Services?|Department|Office|Commission|Authority|Court"
    r"|Council|Committee|Inspectorate|Ministry|Parliament|Government)$"
)
_SHORTEST_TOWN = 4
_ONE_LAW = re.compile(r"\bEngland and Wales\b")


class Gazetteer:
    """States and regions with every way of writing them, ready to be matched."""

    def __init__(
        self,
        states: Sequence[State],
        agencies: Sequence[Agency] = (),
        bodies: Sequence[RegionalBody] = (),
    ) -> None:
        """Prepare the patterns; postal codes count only after a comma ("Ferguson, MO")."""
        self._by_name: dict[str, State] = {}
        for state in states:
            for name in (state.name, *state.names):
                self._by_name.setdefault(_key(name), state)
        self._by_code = {s.postal: s for s in states if s.postal}
        names = sorted({n for s in states for n in (s.name, *s.names)}, key=len, reverse=True)
        codes = "|".join(sorted(self._by_code))
        named = "|".join(re.escape(n) for n in names)
        self._paired = re.compile(
            rf"\b(?P<place>{PLACE}),\s+(?:(?P<name>{named})|(?P<code>{codes}))(?![\w’'])"
        )
        # "STATE OF KANSAS"; no "S.C." in "50 U.S.C. 1861"; "IN" and "ME" in capitals are words
        shown = [*(s.name for s in states if s.code != "DC"), *_shortened(states)]
        capitals = "|".join(re.escape(name.upper()) for name in shown)
        self._name = re.compile(rf"(?<![\w’'.-])(?:{named}|{capitals})(?![\w])")
        self._agencies = agencies
        self._serving = {body.name: self._by_name[_key(body.region)] for body in bodies}
        # "Police and Crime Commissioners", "the Home Office's"
        named_bodies = "|".join(re.escape(name) for name in self._serving) or r"(?!)"
        self._body = re.compile(rf"\b(?:{named_bodies})")
        self.regions = tuple(sorted({n for s in states for n in (s.name, *s.names, s.postal) if n}))

    def state(self, printed: str) -> State | None:
        """Find a state by name, usual abbreviation or postal code."""
        return self._by_name.get(_key(printed)) or self._by_code.get(printed)

    def pairs(self, text: str) -> list[tuple[str, State, str]]:
        """Give "Place, State" mentions with their words; addresses are left out."""
        out = []
        for match in self._paired.finditer(text):
            around = text[max(0, match.start() - 40) : match.end() + 12]
            state = self.state(match["name"] or match["code"])
            if state and not _ADDRESS.search(around) and not _NO_TOWN.search(match["place"]):
                out.append((_capitalised(bare(match["place"])), state, match[0]))
        return out

    def names(self, text: str) -> list[State]:
        """Give the states that a text names in full or abbreviated."""
        # "forces in England and Wales" are those of one jurisdiction
        found = (self.state(m[0]) for m in self._name.finditer(_ONE_LAW.sub("England", text)))
        return [s for s in found if s]

    def served(self, text: str) -> list[State]:
        """Give the states whose own bodies a text names: "the Home Office"."""
        return [self._serving[m[0]] for m in self._body.finditer(text)]

    def agencies(self, text: str) -> list[Agency]:
        """Give the known agencies (police forces of other countries) that a text names."""
        return [a for a in self._agencies if a.name in text]


def _capitalised(place: str) -> str:
    """Give a town that a cover sets in capitals as a text would; "UK" stays."""
    named = re.sub(r"^(?:CITY|TOWN|VILLAGE|BOROUGH) OF ", "", re.sub(r"^OF ", "", place))
    return named.title() if named.isupper() and len(named) >= _SHORTEST_TOWN else named


def _shortened(states: Sequence[State]) -> list[str]:
    """Give the abbreviations that are no word in capitals either: "ALA.", "MONT."."""
    return [n for s in states for n in s.names if n.endswith(".") and s.code != "DC"]


def bare(place: str) -> str:
    """Take off a place's name what is none of it: "When Barlow", "City Barlow"; "" if all is."""
    text = _BODY_ABOVE.sub("", " ".join(place.split()))
    while True:
        shorter = _LEADING.sub("", text)
        if shorter == text:
            return "" if NO_PLACE.match(text) else text
        text = shorter


def _key(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower().replace("’", "'"))
