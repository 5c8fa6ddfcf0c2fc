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
        "abolish accept acknowledge acquire activate adapt add address adjust adopt advise "
        "agree align allocate allow amend analyse analyze announce apply appoint approve "
        "arrange ask assess assign assure audit authorise authorize avoid ban begin brief "
        "bring broaden build buy call cap carry cease change check choose clarify clear close "
        "collaborate collect combine commit communicate compare compile complete conduct "
        "confirm consider consolidate construct consult continue convene convert coordinate "
        "correct count create debrief decide dedicate define delegate deliver deny deploy "
        "describe design designate determine develop devise direct disband disclose "
        "discontinue display distribute divide document draft draw drill drop earmark elevate "
        "eliminate embed emphasise emphasize employ empower enable encourage encrypt end "
        "endorse enforce engage enhance enlarge enlist ensure equip establish evaluate examine "
        "execute exercise expand explain explore extend facilitate fill finalise finalize fit "
        "fix form formalise formalize foster fund gather get give grant grow guarantee halt "
        "hang harmonise harmonize have hire hold identify implement improve include "
        "incorporate increase inform insert insist inspect install institute instruct "
        "integrate introduce invest investigate invite involve issue join keep label launch "
        "leave let limit link listen load locate lock log lower maintain make mandate mark "
        "maximise maximize measure meet minimise minimize modernise modernize modify monitor "
        "move name negotiate nominate notify obtain offer open organise organize outline pay "
        "perform phase place plan post practise prepare prescribe prevent print prioritise "
        "prioritize procure program prohibit promote protect provide publicise publicize "
        "publish purchase pursue put raise read reassess rebuild recall recognise recognize "
        "reconsider reconvene recruit redesign redraft reduce refine refrain register rehearse "
        "reinforce reinstate release relocate remind remove rename renew reopen repair repeal "
        "replace replenish report reposition require reserve reset resolve rest restore "
        "restrict resume retain retrain return review revise revisit rewrite ring rotate run "
        "schedule screen seal seat secure seek select sell send separate set settle share "
        "shorten show sign simplify specify staff standardise standardize start state "
        "stipulate stock stop streamline strengthen study submit summarise summarize supervise "
        "supply survey suspend synchronise synchronize take teach tell test tighten trace "
        "track train transfer treat turn undertake unify unlock update upgrade use utilise "
        "utilize verify visit warn widen withdraw work write ",
    )
)
# Those of them that may as well open a sentence as a noun or an adjective.
_NOUNS = frozenset(
    re.findall(
        r"\w+",
        "address audit ban brief call cap change check clear complete conduct correct count "
        "design direct display document draft drill end exercise fill fit fix form fund grant "
        "hire hold issue label launch limit link load lock log lower mark measure monitor move "
        "name offer open outline pay phase place plan post print program purchase release "
        "repair repeal report reserve rest return review ring run schedule screen seal seat "
        "secure separate set share show sign staff state stock stop study supply survey test "
        "track train transfer treat turn update upgrade use visit work",
    )
)
_WORD = re.compile(r"[A-Za-z]+")
# "Immediately publish", "Third, send ...": what may stand before the order.
_BEFORE = re.compile(
    r"(?:pre-|re-|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|finally|lastly|\w+ly), "
    r"|(?:immediately|promptly|also|always|never|do not|don[’']t|\w+ly) )",
    re.IGNORECASE,
)


# "The Environment Agency to ring a named person", "All forces to train two crews"
_GIVEN_TO = re.compile(
    r"(?:The|All|Each|Every|[A-Z][\w&’'-]+)(?: (?:[A-Z][\w&’'-]*|of|the|and|for|services?|forces?"
    r"|agenc(?:y|ies)|authorit(?:y|ies)|departments?|boards?|councils?|police)){1,6} to"
    r" (?P<verb>[a-z]+)\b"
)


def asks(sentence: str) -> bool:
    """Say whether a sentence says what should be done."""
    given = _GIVEN_TO.match(sentence)
    return (
        bool(MODAL.search(sentence) or _THAT.match(sentence))
        or is_order(sentence)
        or bool(given and given["verb"].lower() in _ORDERS)
    )


# "That the siege guidelines be amended so that ...", as coroners and councils recommend.
_THAT = re.compile(r"That (?:(?!(?:was|were|is|are|had|has|did|would)\b)[\w’'-]+,? ){1,25}be\b")


def is_order(sentence: str) -> bool:
    """Say whether a sentence begins with a verb in the form of an order ("Establish a ...")."""
    start = _BEFORE.match(sentence)
    first = _WORD.match(sentence, start.end() if start else 0)
    if first is None or first[0].lower() not in _ORDERS:
        return False
    named = first[0].lower() in _NOUNS and _IS_NOUN.match(sentence, first.end())
    return not named


# "Staff were not told", "Training of ...", "Report writing was late": a noun, not an order.
_IS_NOUN = re.compile(
    r"(?: \w+)? (?:was|were|is|are|had|has|did|did not|could|would|will|of|remained|became)\b"
)
