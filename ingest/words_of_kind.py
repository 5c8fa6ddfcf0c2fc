"""The words by which reports name what they state, and the kind that each of them means.

A publisher's own word ("Insight", "Area for development") is a row here; `ingest.labels` knows how
such a word is put together with numbers and separators into a label, `ingest.headings_of_kind`
what makes it a heading.
"""

from __future__ import annotations

import re

from kb.domain.record import Kind

# Common words are labels only alone or before a number or colon, and after no word but one that
# weighs them or its number: "Key insight 3", "1.1a Consideration", "Challenges", but not "Legal
# considerations", "Gaps in training".
_SET_APART = r"(?:(?<![^\W\d] )|(?<=\d[a-z] )|(?<=\bkey )|(?<=\bmain )|(?<=\bmajor ))"
_ENDS = r"(?=\s*(?:[:#\d]|[\u2013\u2014] |(?-i:[IVX]{1,5}\b)|no\b\.?\s*\d|$))"


def _common(words: str) -> str:
    return rf"{_SET_APART}(?:{words}){_ENDS}"


# Longest first where one begins another. An optional adjective in front (key, main, principal ...)
# changes nothing.
WORDS: tuple[tuple[str, Kind], ...] = (
    (
        r"areas? (?:for|of|needing|requiring|in need of)"
        r" (?:further )?(?:improvement|development|growth|enhancement|attention)",
        Kind.IMPROVEMENT,
    ),
    (
        r"(?:opportunit(?:y|ies)|needs?) (?:for (?:improvement|growth|development|enhancement)"
        r"|to improve)",
        Kind.IMPROVEMENT,
    ),
    (r"improvement (?:opportunit(?:y|ies)|areas?|needs?)", Kind.IMPROVEMENT),
    (r"development (?:areas?|points?)", Kind.IMPROVEMENT),
    (r"what (?:did not|didn[’']t) (?:go|work)(?: as| so)? (?:well|planned)", Kind.IMPROVEMENT),
    (r"what went (?:less well|wrong|badly|poorly)", Kind.IMPROVEMENT),
    (
        r"what (?:could|can|should|might) (?:be|have been|have gone|go|we do|we have done)"
        r" (?:improved|better|done better|done differently|differently)",
        Kind.IMPROVEMENT,
    ),
    # "Went Well" and "Needs Improvement" over each half of a part's bullets
    (r"(?<!\w )needs (?:improvement|work)(?=\s*(?:[:#\d]|$))", Kind.IMPROVEMENT),
    (r"what (?:needs (?:improvement|to improve|work)|to improve)", Kind.IMPROVEMENT),
    (r"(?:areas?|matters?) (?:of|for) concern", Kind.IMPROVEMENT),
    # inspectorates print it over a failing, beside their areas for improvement
    (r"causes? (?:of|for) concern", Kind.FINDING),
    # "Keep doing" beside "Do differently"
    (r"(?<!\w )(?:do|to do) differently(?=\s*(?:[:#\d]|$))", Kind.IMPROVEMENT),
    (r"(?<!\w )(?:keep|continue) doing(?=\s*(?:[:#\d]|$))", Kind.STRENGTH),
    # "What held us back" and "Where we fell short", as staff of a service head their own lists
    (
        r"wh(?:at|ere) (?:held \w+ back|got in (?:the|our) way|hindered(?: us)?|hurt(?: us)?"
        r"|(?:we |it )?(?:failed|fell short|fell down|struggled|broke down)(?: us)?|let us down"
        r"|stood in (?:the|our) way|made (?:it|things) (?:hard|difficult)(?:er)?|cost us(?: time)?"
        r"|slowed us(?: down)?|was missing|did not hold)(?=\s*(?:[:#\d]|$))",
        Kind.IMPROVEMENT,
    ),
    (r"weakness(?:es)?", Kind.IMPROVEMENT),
    (
        _common(
            r"opportunit(?:y|ies)|gaps?|challenges?|shortfalls?|shortcomings?|deficienc(?:y|ies)"
        ),
        Kind.IMPROVEMENT,
    ),
    (r"what (?:went|worked|was done) well|what worked(?=\s*(?:[:#\d]|$))", Kind.STRENGTH),
    (
        r"what (?:carried (?:us|them|\w+) through|helped(?: us| most)?|saved (?:us|the day|lives)"
        r"|served (?:us|\w+) well|held (?:up|together)|made (?:a|the) difference|kept us going"
        r"|we did well|did well)(?=\s*(?:[:#\d]|$))",
        Kind.STRENGTH,
    ),
    (
        r"(?:best|promising|notable|good|effective|leading|noteworthy|innovative) practices?",
        Kind.STRENGTH,
    ),
    (r"(?<!\w )(?:went|worked) well(?=\s*(?:[:#\d]|$))", Kind.STRENGTH),
    (r"areas? of (?:strength|good practice)", Kind.STRENGTH),
    # "SUSTAIN" and "IMPROVE" over the two halves of a hot wash: alone, as verbs they head topics
    (r"(?<!\w )sustains?(?=\s*(?:[:#\d]|$))", Kind.STRENGTH),
    (r"(?<!\w )improves?(?=\s*(?:[:#\d]|$))", Kind.IMPROVEMENT),
    (_common(r"success(?:es)?|positives?|noteworthy"), Kind.STRENGTH),
    (r"strengths?", Kind.STRENGTH),
    (r"commendations?", Kind.STRENGTH),
    (r"actions? (?:required|recommended)(?=\s*(?:[:#\d]|$))", Kind.RECOMMENDATION),
    (r"corrective (?:actions?|measures?)", Kind.CORRECTIVE_ACTION),
    # a letter of findings closes with what must be remedied
    (r"remedial (?:measures?|actions?)", Kind.RECOMMENDATION),
    (r"(?:causes? and )?contributing (?:safety )?(?:factors?|causes?)", Kind.CONTRIBUTING_FACTOR),
    (r"causal factors?", Kind.CONTRIBUTING_FACTOR),
    (r"findings? as to causes? and contributing factors?", Kind.CONTRIBUTING_FACTOR),
    (r"(?:agreed|proposed|planned|follow-up) actions?", Kind.ACTION_ITEM),
    (r"action items?|action list(?=\s*(?:[:#]|$))", Kind.ACTION_ITEM),
    # "We will" over the promises with which a report ends
    (r"(?<!\w )we (?:will|commit to|undertake to)(?=\s*(?:[:#\d]|$))", Kind.ACTION_ITEM),
    (_common(r"next steps?"), Kind.ACTION_ITEM),
    (r"action (?:steps?|points?)", Kind.ACTION_ITEM),
    (r"actions?", Kind.ACTION_ITEM),
    (r"less?ons? (?:learned|learnt|identified|observed)", Kind.LESSON),
    (r"lessons?|what we (?:have )?learn(?:ed|t)", Kind.LESSON),
    (r"(?:key )?learning points?|take-?aways?", Kind.LESSON),
    (_common(r"learnings?"), Kind.LESSON),
    (r"observations?|what (?:we|the \w+) observed", Kind.OBSERVATION),
    (r"matters? for (?:congressional )?consideration", Kind.RECOMMENDATION),
    (r"(?:recommended|required) (?:actions?|improvements?|practices?)", Kind.RECOMMENDATION),
    (_common(r"considerations?|suggestions?|proposals?"), Kind.RECOMMENDATION),
    (
        r"recommendations?|recs?\.(?= ?[#(]?(?:[A-Z]{0,4}[.-]?\d|(?-i:[IVX]{1,5})\b))"
        r"|what we (?:recommend|suggest|propose|advise)",
        Kind.RECOMMENDATION,
    ),
    # "What agencies can do" over a list, where no heading says that the report recommends
    (r"what (?:\w+ ){1,3}(?:can|should|must) do(?=\s*(?:[:#\d]|$))", Kind.RECOMMENDATION),
    (
        r"what (?:should|must|needs to|has to) (?:be done|change|happen)(?: now| next)?"
        r"(?=\s*(?:[:#\d]|$))",
        Kind.RECOMMENDATION,
    ),
    # "Priorities for 2022", over the items with which a yearly report ends
    (
        r"priorities(?= (?:for|in) (?:the (?:coming|next|year)\b|next\b|(?:19|20)\d\d)|\s*$)",
        Kind.RECOMMENDATION,
    ),
    (r"findings? (?:of fact|as to risk)", Kind.FINDING),
    (r"other (?:key )?(?:safety factors?|factors that increased risk)", Kind.FINDING),
    (r"findings?|find\.(?= ?[#(]?\d)|what (?:we|the \w+) (?:found|saw)", Kind.FINDING),
    (_common(r"issues? (?:identified|found|noted)"), Kind.FINDING),
    (_common(r"insights?"), Kind.FINDING),
    (r"conclusions?", Kind.FINDING),
)
ADJECTIVES = (
    r"(?:(?:key|main|major|principal|primary|overall|overarching|general|specific|additional|other"
    r"|urgent|safety(?= rec)|formal|interim|final|monitored|priority|important|significant|critical"
    r"|positive|initial|new|early|technical|strategic|tactical|systemic|summary|detailed)\s+)"
)

# One group a row of `WORDS`: `word_told` says which matched.
WORD_OF_KIND = "|".join(f"(?P<w{i}>{pattern})" for i, (pattern, _) in enumerate(WORDS))


def word_told(found: re.Match[str]) -> tuple[str, Kind]:
    """Give the word of kind in a match of `WORD_OF_KIND`, and its kind."""
    for index, (_, kind) in enumerate(WORDS):
        word = found[f"w{index}"]
        if word:
            return " ".join(word.split()), kind
    raise AssertionError(found.re.pattern)


def is_plural(word: str) -> bool:
    """Say whether a word of kind announces several (`Findings`, `Areas for Improvement`)."""
    first, last = word.lower().split()[0], word.lower().split()[-1]
    return (last.endswith(("s", "ies")) and last != "weakness") or first in (
        "areas",
        "lessons",
        "matters",
    )
