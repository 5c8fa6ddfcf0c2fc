"""One text in words that no other report has, a row each: `WORDED` and, put aside, `ASIDE`.

`ASIDE` is for measuring only: no rule is written from what its rows show.
"""

from __future__ import annotations

from tests.support.typeset.labelled_bodies import own_line, run_in, words_only
from tests.support.typeset.listed_bodies import lists
from tests.support.typeset.printed_text import Look, Variation
from tests.support.typeset.worded_bodies import all_at_the_end, asked_below, opened, spoken

PLAIN = Look(head="bold", strong="")
TIGHT = Look(loose=False)
TWO = Look(columns=2, justified=True)
ITALIC = Look(head="italic", strong="i")
DOT = "\N{BULLET}"
WORDED: dict[str, Variation] = {
    "issue, what we ask for": Variation(asked_below("Issue {n}", "What we ask for")),
    "issue title, our advice": Variation(asked_below("Issue {n}", "Our advice"), TWO),
    "found, recommended": Variation(words_only("FOUND", "RECOMMENDED"), PLAIN),
    "considers that": Variation(
        opened("The Committee considers that", "The Committee asks that"), PLAIN),
    "finds that numbered": Variation(
        opened("The Panel finds that", "The Panel advises that", numbered=True), PLAIN),
    "take-away, for the chief": Variation(lists(
        "Take-away", "For the chief", DOT, kinds=("lesson", "recommendation"))),
    "conclusions, what we ask for": Variation(lists("Conclusions", "What we ask for")),
    "gap, fix": Variation(words_only("Gap", "Fix", meant="improvement"), ITALIC),
    "where it failed, what to do": Variation(lists(
        "Where it failed", "For the port", DOT, kinds=("improvement", "recommendation")), TIGHT),
    "point, point for action": Variation(spoken("Point.", "Point for action."), TWO),
    "held us back": Variation(
        all_at_the_end("What held us back", "What would help", DOT, meant="improvement")),
    "the thorny part": Variation(all_at_the_end("The thorny part", "By next summer", DOT)),
    "seen, wanted": Variation(own_line("Seen", "Wanted"), PLAIN),
}  # fmt: skip
ASIDE: dict[str, Variation] = {
    "hard truth, next move": Variation(spoken("Hard truth:", "Next move:")),
    "we conclude, we ask": Variation(opened("We conclude that", "We ask that"), PLAIN),
    "satisfied that, invites": Variation(
        opened("The Board is satisfied that", "The Board proposes that"), TWO),
    "matter, remedy sought": Variation(asked_below("Matter {n}", "Remedy sought")),
    "weak spot, for the council": Variation(asked_below("Weak spot", "For the council"), PLAIN),
    "got in the way": Variation(lists(
        "What got in the way", "For the port authority", DOT,
        kinds=("improvement", "recommendation"))),
    "on the night, from now on": Variation(lists("On the night", "From now on"), TWO),
    "noted, proposed": Variation(words_only("NOTED", "PROPOSED", "."), PLAIN),
    "trouble, cure": Variation(words_only("Trouble", "Cure", " \N{EN DASH}"), ITALIC),
    "stumble, step": Variation(run_in(".", "Stumble", "Step forward"), TIGHT),
    "we judge that numbered": Variation(
        opened("We judge that", "We look to the port to see that", numbered=True)),
    "the hard part": Variation(all_at_the_end("The hard part", "Before next season", "({n})")),
}  # fmt: skip
