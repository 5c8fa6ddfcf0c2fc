"""Whether a statement asks for something to be done: by a modal, or by an order at its beginning.

Useful where a label does not say what its statements are: "Technical Advice 1.1 Return any force
report that ...", "2A.1 Require a joint review ...".
"""

from __future__ import annotations

import re

from ingest.statements.candidate import MODAL
from kb.domain.record import Kind

# Kinds that say what should be done.
ASKED = frozenset({Kind.RECOMMENDATION, Kind.ACTION_ITEM, Kind.CORRECTIVE_ACTION})

# Verbs in the form of an order that open recommendations in the field. Words that are as often
# nouns at the beginning of a sentence ("Patrol units waited", "Plans existed") are left out.
_ORDERS = frozenset(
    re.findall(
        r"\w+",
        "abolish accept acknowledge acquire activate adapt add address adjust adopt "
        "advise agree align allocate allow amend analyze announce appoint apply approve "
        "arrange ask assess assign assure audit avoid ban begin bring broaden build buy "
        "call cap carry change check choose clarify close collaborate collect combine "
        "commit communicate compare compile complete conduct confirm consider consolidate "
        "consult continue convene coordinate correct count create debrief decide define "
        "delegate deliver deploy describe design designate determine develop direct disclose "
        "display distribute document draft drill eliminate embed employ enable encourage "
        "end enforce engage enhance ensure equip establish evaluate examine execute exercise "
        "expand explain explore extend finalize fix form formalize foster fund gather get "
        "give grant hang have hire hold identify implement improve include incorporate "
        "increase inform inspect install institute integrate introduce invest invite "
        "involve issue join keep label launch let limit link load log maintain make mandate "
        "mark measure meet modernize modify monitor move name negotiate notify obtain "
        "offer open organize outline pay perform phase place plan post prepare prescribe "
        "prevent print prioritize procure program prohibit promote protect provide "
        "publicize publish purchase put reassess rebuild recognize recruit reduce refine "
        "refrain reinforce relocate remind remove repeal replace report require reserve "
        "reset resolve rest retain return review revise rewrite rotate run schedule "
        "screen seat secure seek select send separate set share show sign simplify staff "
        "standardize start state stock stop strengthen streamline study submit supply "
        "survey take teach tell test track train transfer treat update upgrade use "
        "utilize verify visit withdraw work write ",
    )
)
_WORD = re.compile(r"[A-Za-z]+")
# "Immediately publish", "In every exercise, test ...": what may stand before the order.
_BEFORE = re.compile(
    r"(?:pre-|re-|(?:immediately|promptly|also|always|never|do not|don[’']t|\w+ly) )", re.IGNORECASE
)


def asks(sentence: str) -> bool:
    """Say whether a sentence says what should be done."""
    return bool(MODAL.search(sentence) or _THAT.match(sentence)) or is_order(sentence)


# "That the siege guidelines be amended so that ...", as coroners and councils recommend.
_THAT = re.compile(r"That (?:(?!(?:was|were|is|are|had|has|did|would)\b)[\w’'-]+,? ){1,25}be\b")


def is_order(sentence: str) -> bool:
    """Say whether a sentence begins with a verb in the form of an order ("Establish a ...")."""
    start = _BEFORE.match(sentence)
    first = _WORD.match(sentence, start.end() if start else 0)
    if first is None or first[0].lower() not in _ORDERS:
        return False
    return not _IS_NOUN.match(sentence, first.end())


# "Staff were not told", "Training of ...", "Report writing was late": a noun, not an order.
_IS_NOUN = re.compile(
    r"(?: \w+)? (?:was|were|is|are|had|has|did|did not|could|would|will|of|remained|became)\b"
)
