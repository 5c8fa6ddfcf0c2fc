"""How reports state what was done or present: yes, partial, or no."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.attribute_rules.patterns import Late, compiled
from kb.numbers import NUMBER


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
    r"(?:sent|arrived|responded|came|assist(?:s|ed|ing)|help(?:ed|s)?|lent|joined|provided|deployed|led"
    r"|called|request(?:ed)?|activated|mobili[sz]ed|supported|took part|participated|searched"
    r"|brought|worked|reached|took \d+|had a part|followed|cleared|searched|closed|converged)"
)
_OPENED = (
    r"(?:opened|activated|established|staffed|set up|stood up|operated|ran|was|were|opens"
    r"|closed|lost|moved)"
)
YES_NO_RULES: tuple[YesNoRule, ...] = (
    _yes(
        "mutual_aid",
        r"mutual[- ]aid|(?:outside|neighbou?ring|other|surrounding|assisting)"
        r" (?:police |law enforcement )?(?:agencies|departments|forces|officers|districts|services)"
        r"|(?:assistance|help|support) (?:came|arrived) from"
        r"|(?:police|officers|crews|deputies) of (?:\w+ )?neighbou?ring (?:\w+ )?(?:cities|towns"
        r"|counties|districts)|(?:neighbou?ring|other|area) hospitals"
        r"|(?:members|officers) of (?:\w+ ){1,3}(?:regions|agencies|forces|departments)"
        r"|help (?:from|of) (?:\w+ ){1,7}(?:agencies|departments|forces|services|counties)"
        # "two suburban departments sent 85 officers", "lent twenty-four deputies"
        rf"|(?:sent|lent|contributed) (?:about |some |another )?{NUMBER} (?:\w+ )?(?:officers"
        r"|deputies|troopers|members|firefighters|soldiers|constables)\b"
        rf"|{NUMBER} more agencies"
        # "asked for mutual aid from seven departments", "six counties and a State helped"
        r"|(?:ask(?:ed|s)?|call(?:ed|s)?|appealed) for mutual[- ]aid"
        rf"|{NUMBER} (?:\w+ )?(?:counties|cities|towns|states|departments)\b[^.;]{{0,40}} (?:helped"
        r"|sent (?:help|aid|crews|officers|boats)|came to help)"
        r"|ask(?:ed)? (?:the |\w+ )?(?:provincial|state|county|neighbou?ring|city) police for help"
        r"|(?<=neighboring )(?-i:[A-Z]\w+) (?:County|City)|(?:officers|deputies|personnel"
        r"|fire ?fighters|crews|medics|engines|troopers|volunteers|units|teams) from (?:\w+ ){0,2}"
        r"(?:agencies|services|departments|counties|cities|states)",
        _SENT
        + r"|asked for|mutual[- ]aid (?:officers|agencies|partners|resources|compact|request)",
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
        r"National Guard|(?-i:[Tt]he Guard)\b",
        r"state active duty|vehicles|boats|rescued|evacuated"
        r"|deployed|activated|called|arrived|mobili[sz]ed|sent|assist(?:ed)?|staffed|requested"
        r"|soldiers|troops|helicopters?|ordered|help(?:ed)?|manned|joined|guarded|arrives?"
        r"|members of"
        r"|took over"
        # "people from 33 agencies, among them the National Guard and two federal bodies"
        rf"|{NUMBER} (?:\w+ )?agencies,? (?:among them|including)",
    ),
    _yes(
        "chemical_agents",
        r"tear gas|(?:CS|CN|OC) (?:gas|spray|canisters?|munitions|grenades?)"
        r"|pepper (?:spray|balls?)"
        r"|chemical (?:agents?|munitions|irritants?)|pepperballs?|pepper-sprayed"
        r"|oleoresin capsicum|used gas|(?-i:Gas) (?:is|was)|gas was|canisters? of (?:tear )?gas",
        r"used?|use of|ended|filled|deployed|fired|launched|thrown|threw|released|sprayed|drifted"
        r"|exposed|discharged|authori[sz]ed"
        r"|grenades|pepper-sprayed|uses of|without warning|use against|approved|used gas"
        r"|with\s+pepper spray",
    ),
    _yes(
        "curfew",
        r"curfews?",
        r"impose[sd]?|declare[sd]?|ordered|ended|took effect|in effect|enforced"
        r"|announced|in force|lifted|issued|extended|violat\w+",
    ),
    _yes(
        "eoc_activated",
        r"emergency (?:operations|coordination|co-ordination) {CENTER}|EOC"
        r"|(?<!rescue )coordination {CENTER}",
        _OPENED + r"|at level",
        r"partial(?:ly)?|in part\b|opened late|only\b|limited|without (?:police|representation)"
        r"|virtual",
    ),
    _yes(
        "family_assistance_center",
        r"famil(?:y|ies)(?: and friends| reception)?"
        r" (?:(?:assistance|reception|support|information|resource) )?{CENTER}"
        r"|friends and relatives {CENTER}",
        _OPENED,
    ),
    _yes(
        "reunification_center",
        r"reunification (?:{CENTER}s?|sites?|points?|locations?)|reunified|reunited",
        _OPENED + r"|with (?:their )?(?:parents|family|families)|sent to",
    ),
    _yes(
        "sro_present",
        r"(?:school )?resource officers?|SRO",
        r"was|were|covered|responded|heard|entered|assigned|on campus|ran|is|had",
    ),
)

DENIED_BEFORE = re.compile(
    r"\b(?:no|not|never|without|declin(?:ed|ing)(?: to \w+)?|refus(?:ed|ing)(?: to \w+)?|neither"
    r"|nor|didn[’']t|wasn[’']t|weren[’']t|did not \w+|failed to \w+|lack(?:ed|s|ing)?"
    r"|(?:do(?:es)? not|do(?:es)?n[’']t) want)"
    r"(?: (?:a|an|any|the|for|to|formal|use|single))*\s*$",
    re.IGNORECASE,
)
DENIED_AFTER = re.compile(
    r"^(?:'s|s)?(?: \w+)? (?:was|were|had|has|is|are|did|would be)(?: \w+)? ?"
    r"(?:not|never|n[’']t|considered but|offered but|on standby)\b|^ not\b",
    re.IGNORECASE,
)

# Sentences that say what ought to be or what is so elsewhere state no fact of this incident;
# "May 3" is a day.
NOT_FACT = re.compile(
    r"\b(?:should|must|ought|would|(?<!no \w{7} )(?<!no one )could(?! not| no longer|[.,;]|$)"
    r"|(?-i:may)|might|recommend\w*|shall|if|nationwide|nationally"
    # but "14,000 of whom study at the state university"
    r"|studies|(?<!who )(?<!whom )(?<!to )study|survey\w*|research|literature"
    r"|across the country|per year|each year|annually|a year|percent|per cent|such as"
    r"|for example|any event|whenever|other cities|elsewhere)\b",
    re.IGNORECASE,
)
