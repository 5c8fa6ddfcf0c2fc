"""What the asker wants to know beside what happened: "how did they handle families"."""

from __future__ import annotations

import re

from kb.analysis import analyze, stem

_SENTENCE = re.compile(r"[^.?!;\n]+[.?!]?")
_JOINED = r"(?:(?:and|but|so|also|then|now)\s+)*"
# What asks wherever a clause may begin. "who ran into the hills" tells, "who tells the families"
# asks: so "who", "when" and "where" ask at the head of a sentence, or before what is yet to do.
_QUESTIONS = (
    r"how (?:do|did|does|can|should|to|have|has|were|was|much|many|long|others?)",
    r"what (?:do|did|does|should|can|have|about|others?|to)",
    r"should (?:i|we|they)",
    r"(?:do|can|could) (?:i|we)",
    r"(?:is|are) there (?:any|anything)",
    r"did (?:they|others|any)",
    r"who (?:tells|does|do|decides|pays|should|commands|goes|takes|talks|notifies|leads|runs)",
    r"any (?:advice|lessons|guidance|ideas?)",
    r"which (?:of|are|were|agency)",
    r"(?:(?:we|i|i'm|are|am) )*(?:worried|concerned|wondering) (?:about|that|how|what|if)",
    r"(?:\w+ ){0,3}(?:needs?|wants?|like|asks|asking) to (?:know|see|learn|find out|fix|avoid)",
    r"(?:\w+ ){0,3}(?:asks|asking|wonders?) (?:how|what|which|who|whether|if|why|do|is|can) \w+",
    r"looking for",
    r"whose (?:rules?|policy|policies|orders?|job|command|call|jurisdiction|scene)",
    r"(?:\w+ ){0,2}needs? (?:help|advice|guidance) (?:with|on)",
)
_ANYWHERE = "|".join(_QUESTIONS)
_AT_THE_HEAD = (
    r"how|what|who(?:m|se|'s)?|which|why|when (?:do|should|can|to)|where (?:do|should|can|to)"
)
_CLAUSE = re.compile(
    rf"(?:^\s*{_JOINED}(?:{_AT_THE_HEAD}|{_ANYWHERE})\b|(?<=[,:–-])\s*{_JOINED}(?:{_ANYWHERE})\b"
    rf"|\band\s+(?:{_ANYWHERE})\b)",
    re.IGNORECASE,
)
_FIRST = re.compile(rf"^{_JOINED}", re.IGNORECASE)
# What questions are made of: "what did others do?" asks nothing beside the event.
_ASKERS = ("others", "other", "agencies", "departments", "people", "council", "chief", "mayor")
_ASKING = ("know", "want", "learn", "learned", "see", "find", "look", "looking", "need", "ask")
_DOING = ("asks", "say", "says", "do", "does", "done", "handle", "handled", "worried")
_LEFT = ("like", "there", "anything", "should", "advice", "help", "lessons")
EMPTY = frozenset(map(stem, (*_ASKERS, *_ASKING, *_DOING, *_LEFT)))


def worry_in(text: str) -> str:
    """Give the clauses of a description that ask, in their order; "" where none does."""
    found = (_asked(sentence[0]) for sentence in _SENTENCE.finditer(text))
    return " ".join(clause for clause in found if clause)


def _asked(sentence: str) -> str:
    begun = _CLAUSE.search(sentence)
    if begun is None:
        return ""
    clause = _FIRST.sub("", sentence[begun.start() :].strip(" ,:–-"))
    return clause if {token.term for token in analyze(clause)} - EMPTY else ""
