"""One text with labels, ranks and marks of further kinds, a row each: `RANKED`."""

from __future__ import annotations

from dataclasses import replace

from tests.support.typeset.labelled_bodies import closed_after_reasons, closed_by, words_only
from tests.support.typeset.listed_bodies import lists
from tests.support.typeset.matrix_bodies import matrix
from tests.support.typeset.official_bodies import hanging, matters, triplets
from tests.support.typeset.printed_text import Look, Variation
from tests.support.typeset.ranked_bodies import (
    arrowed,
    barred_left,
    capitals,
    headed_tables,
    in_numbered,
    number_at_right,
    ranks,
    shaped,
    shortened,
)
from tests.support.typeset.told_bodies import numbered_heads

PLAIN = Look(head="bold", strong="")
TIGHT = Look(loose=False)
TWO = Look(columns=2, justified=True)
COLOURED = Look(face="Helvetica", head_colour="#2f5496", strong="")
RANKED: dict[str, Variation] = {
    "zeros": Variation(shaped("F-{nn}:", "R-{nn}:", "{c}-{nn}")),
    "zeros words": Variation(shaped("Finding {nn}.", "Recommendation {nn}.", "{nn}"), PLAIN),
    "addressed": Variation(shaped("Finding {n}:", "Recommendation {n} to the {whom}:")),
    "addressed first": Variation(
        shaped("Finding {n}:", "Recommendation to the {whom} ({n}):"), PLAIN),
    "addressed brackets": Variation(
        shaped("Finding {n}:", "Recommendation {n} ({whom}):"), TWO),
    "number dash": Variation(shaped("Finding No. {n}.\N{EM DASH}", "Recommendation No. {n}."
                                    "\N{EM DASH}")),
    "ranked word": Variation(shaped("Finding {n} - High -", "Recommendation {n} - Low -")),
    "bars": Variation(shaped("Key Finding {n} |", "Key Recommendation {n} |"), PLAIN),
    "short words": Variation(shaped("Find. {n}", "Rec. {n}"), TIGHT),
    "lessons": Variation(shaped("Lesson identified {n}:", "Action {n}:",
                                 meant=("lesson", "action-item"))),
    "proposal": Variation(shaped("Conclusion {n}.", "Proposal {n}."), PLAIN),
    "what happened": Variation(triplets(("What happened", "Why it matters", "What to do"))),
    "problem": Variation(
        triplets(("Problem", "Analysis", "Solution"), kinds=("improvement", "recommendation")),
        PLAIN),
    "gap": Variation(triplets(("Gap", "Root cause", "Corrective action"),
                              kinds=("improvement", "corrective-action"))),
    "ranks": Variation(ranks()),
    "ranks plain": Variation(ranks(("Immediate actions", "Within a year"), "\N{BULLET}"), PLAIN),
    "ranks two columns": Variation(ranks(), TWO),
    "headed tables": Variation(headed_tables()),
    "headed tables number": Variation(headed_tables("R{n}", shade=False), COLOURED),
    "shortened": Variation(shortened()),
    "shortened two columns": Variation(shortened(), TWO),
    "arrowed": Variation(arrowed()),
    "arrowed unusual": Variation(arrowed("\N{BLACK FOUR POINTED STAR}", "What must change")),
    "barred left": Variation(barred_left()),
    "barred left plain": Variation(barred_left(), replace(PLAIN, justified=True)),
    "number at right": Variation(number_at_right()),
    "number at right coloured": Variation(number_at_right(), COLOURED),
    "in numbered": Variation(in_numbered()),
    "in numbered tight": Variation(in_numbered("It is recommended that"), TIGHT),
    "capitals": Variation(capitals()),
    "capitals plain": Variation(capitals(), PLAIN),
    "keep and change": Variation(lists("Keep", "Change", "\N{BULLET}",
                                       kinds=("strength", "recommendation"))),
    # two things other at once, as pairs drawn by lot showed
    "dashes plain tight": Variation(words_only("Finding", "Consideration", " \N{EM DASH}"),
                                    replace(PLAIN, loose=False)),
    "bracket plain": Variation(matters("Concern ({number})"), PLAIN),
    "margin numbers tight": Variation(
        closed_after_reasons("[Recommendation {number}]", numbered=True), TIGHT),
    "right in ragged columns": Variation(
        closed_by("{word} {number}", right=True), Look(columns=2, landscape=True)),
    "hanging in columns": Variation(hanging(indent=100), TWO),
    "capitals in columns": Variation(capitals(), replace(TWO, strong="")),
    "numbered heads coloured": Variation(numbered_heads(), COLOURED),
    "numbered heads italic unusual": Variation(
        numbered_heads("The way ahead"), Look(head="italic", strong="i")),
    "lettered with periods plain": Variation(triplets(sign=".", letters=True), PLAIN),
    "three columns": Variation(matrix(("Sustain", "Improve", "Action items"))),
}  # fmt: skip
