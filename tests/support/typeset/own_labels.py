"""Labels that only one report prints, each as a small report, and words that are no labels.

Written as in `tests.support.typeset.family_report`; the keys continue the numbers of families.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.support.typeset.family_report import Family

OWN_LABELS: Mapping[int, Family] = {
    101: Family(
        "Keep, Fix, Do in the margin",
        ("#The night", "~ 4", "!Keep!{s}", "~ 2", "!Fix!{i}", "~ 2", "!Do!{r}", "~ 3",
         "!Keep!{s}", "~ 2", "!Fix!{i}", "!Do!{r}", "#The day after", "~ 3", "!Keep!{s}", "~ 2",
         "!Fix!{i}", "!Do!{r}", "~"),
    ),
    102: Family(
        "Gap 1: and Suggestion 1: in bold",
        ("#Command", "~ 4", "<b>Gap 1:</b> {i}", "~ 2", "<b>Suggestion 1:</b> {r}", "~ 3",
         "<b>Gap 2:</b> {i}", "~ 2", "<b>Suggestion 2:</b> {r}", "#Radio", "~ 3",
         "<b>Gap 3:</b> {i}", "~ 2", "<b>Suggestion 3:</b> {r}", "~"),
        ("1", "1", "2", "2", "3", "3"),
    ),
    103: Family(
        "A word nobody else uses, with advice that goes on from its numbers",
        ("#First matter", "~ 4", "<b>Appraisal 1.1</b> {f}", "~ 2",
         "<b>Professional Counsel 1.1</b> {r}", "~ 3", "<b>Appraisal 1.2</b> {f}", "~ 2",
         "<b>Professional Counsel 1.2</b> {r}", "#Second matter", "~ 3",
         "<b>Appraisal 2.1</b> {f}", "~ 2", "<b>Professional Counsel 2.1</b> {r}", "~"),
        ("1.1", "1.1", "1.2", "1.2", "2.1", "2.1"),
    ),
    104: Family(
        "2A for what was found, 2A.1 for what is asked",
        ("#2. Before the event", "~ 4", "<b>2A</b> {f}", "~ 2", "<b>2A.1</b> {r}", "~ 2",
         "<b>2B</b> {f}", "~ 2", "<b>2B.1</b> {r}", "#3. The first hour", "~ 3", "<b>3A</b> {f}",
         "~ 2", "<b>3A.1</b> {r}", "~ 2", "<b>3A.2</b> {r}", "~"),
        ("2A", "2A.1", "2B", "2B.1", "3A", "3A.1", "3A.2"),
    ),
    105: Family(
        "CA 1, whose number stands apart",
        ("#Dispatch", "~ 4", "!OBS-1!{o}", "~ 2", "!CA 1!{c}", "~ 3", "!OBS-2!{o}", "~ 2",
         "!CA 2!{c}", "~ 3", "!OBS-3!{o}", "~ 2", "!CA 3!{c}", "~"),
        ("OBS-1", "1", "OBS-2", "2", "OBS-3", "3"),
    ),
    106: Family(
        "Phases, objectives and run-in words are no labels",
        ("#Findings", "~ 3", "<b>Finding 1:</b> {f}", "<b>Background.</b> The plan was old.",
         "~ 3", "<b>Finding 2:</b> {f}", "<b>Background.</b> The plan was new and unread.", "~ 3",
         "<b>Finding 3:</b> {f}", "<b>Background.</b> Nobody held the plan on the night.",
         "#What the plan says", "<b>Phase 1:</b> Officers should hold the outer line.",
         "<b>Phase 2:</b> Officers should move the line by a street at a time.",
         "<b>Phase 3:</b> Officers should leave the street to patrol.", "~ 2",
         "<b>Objective 1:</b> Every visitor should be able to leave within an hour.",
         "<b>Objective 2:</b> Every officer should know who commands the sector.",
         "<b>Objective 3:</b> Every radio should reach the command post.", "~"),
        ("1", "2", "3"),
    ),
    107: Family(
        "We recommend that the Chief: above 1a. and 1b.",
        ("#Review of the plan", "~ 4", "<b>Finding 1:</b> {f}", "~ 3",
         "We recommend that the Chief of Police:", "!1a.!{r}", "!1b.!{r}",
         "<b>Finding 2:</b> {f}", "~ 3", "We recommend that the Chief of Police:", "!2a.!{r}",
         "!2b.!{r}", "~"),
        ("1", "1a", "1b", "2", "2a", "2b"),
    ),
    108: Family(
        "a. Observation: b. Discussion: c. Recommendation: under each issue",
        ("#Issues", "~ 3", "##ISSUE 1: Movement", "a. Observation: {o}",
         "b. Discussion: The trucks left in the order in which they had come.",
         "c. Recommendation: {r}", "##ISSUE 2: Reception", "a. Observation: {o}",
         "b. Discussion: Nobody had written down who would come.", "c. Recommendation: {r}",
         "##ISSUE 3: Rest", "a. Observation: {o}", "b. Discussion: Shifts had no end.",
         "c. Recommendation: {r}"),
        ("1", "1", "2", "2", "3", "3"),
    ),
    109: Family(
        "A title before each statement: AFI 1.1: Unified command.",
        ("#Command", "~ 4", "<b>AFI 1.1: Unified command.</b> {i}", "~ 2",
         "<b>AFI 1.2: Credentials.</b> {i}", "~ 2", "#Warning", "~ 3",
         "<b>AFI 2.1: Siren coverage.</b> {i}", "~ 2", "<b>AFI 2.2: Other languages.</b> {i}", "~"),
        ("1.1", "1.2", "2.1", "2.2"),
    ),
    110: Family(
        "Conclusions in bold that lead to labelled recommendations",
        ("#Chapter 2 What was known", "~ 4", "<b>{f}</b>", "~ 3", "<b>Recommendation 1</b> {r}",
         "#Chapter 3 Who commanded", "~ 3", "<b>{f}</b>", "~ 3", "<b>Recommendation 2</b> {r}",
         "~ 2", "<b>{f}</b>", "~ 2", "<b>Recommendation 3</b> {r}", "#Chapter 4 Talking", "~ 3",
         "<b>{f}</b>", "~ 2", "<b>Recommendation 4</b> {r}", "~"),
        ("", "1", "", "2", "", "3", "", "4"),
    ),
    111: Family(
        "Went Well, Needs Improvement and Action Items over bullets in each part",
        ("#Command", "##Went Well", "*{s}", "*{s}", "##Needs Improvement", "*{i}", "*{i}",
         "##Action Items", "*{a}", "#Medical", "##Went Well", "*{s}", "##Needs Improvement",
         "*{i}", "*{i}", "##Action Items", "*{a}", "*{a}"),
    ),
    112: Family(
        "1a without point or bold, below a lesson",
        ("#What we learned", "~ 3", "<b>Lesson 1.</b> {l}", "~ 2", "1a {r}", "1b {r}",
         "<b>Lesson 2.</b> {l}", "~ 2", "2a {r}", "<b>Lesson 3.</b> {l}", "~ 2", "3a {r}", "~"),
        ("1", "1a", "1b", "2", "2a", "3", "3a"),
    ),
    113: Family(
        "+ and a delta in the margin",
        ("#Response", "~ 3", "!+!{s}", "!+!{s}", "!\N{INCREMENT}!{i}", "!\N{INCREMENT}!{i}",
         "#Warning", "~ 3", "!+!{s}", "!\N{INCREMENT}!{i}", "~"),
    ),
    114: Family(
        "We recommend that the Department: above a numbered list that runs through all findings",
        ("#Review", "~ 4", "<b>Finding A.</b> {f}", "~ 3", "We recommend that the Department:",
         "1. {r}", "2. {r}", "<b>Finding B.</b> {f}", "~ 3", "We recommend that the Department:",
         "3. {r}", "4. {r}", "<b>Finding C.</b> {f}", "~ 2", "We recommend that the Department:",
         "5. {r}", "~"),
        ("A", "1", "2", "B", "3", "4", "C", "5"),
    ),
    115: Family(
        "The gap and The change in the first column of a card",
        ("#Cards", "~ 3", "##Card 1", "|The gap|{i}", "|The change|{r}", "|Who answers|Nursing",
         "##Card 2", "|The gap|{i}", "|The change|{r}", "|Who answers|Security", "##Card 3",
         "|The gap|{i}", "|The change|{r}", "|Who answers|Facilities", "~"),
    ),
    116: Family(
        "Chapters on The Challenge and The Solution are no statements",
        ("#Clinic", "##The Challenge", "~ 4", "~ 3", "##The Solution", "~ 5", "~ 2", "#Archive",
         "##The Challenge", "~ 4", "~ 3", "##The Solution", "~ 5", "~ 2", "#Garage",
         "##The Challenge", "~ 4", "~ 3", "##The Solution", "~ 5", "~ 2",
         "#Recommendations", "<b>Recommendation 1:</b> {r}", "<b>Recommendation 2:</b> {r}"),
        ("1", "2"),
    ),
    117: Family(
        "Words that come back over one paragraph: what was seen, what is asked",
        ("#Command", "~ 4", "##On the ground", "{f}", "##By next spring", "{r}", "#Radio", "~ 3",
         "##On the ground", "{f}", "##By next spring", "{r}", "#Shelters", "~ 3",
         "##On the ground", "{f}", "##By next spring", "{r}", "#Thanks", "~ 3"),
    ),
    118: Family(
        "Words that come back in bold before a sentence, and a note that asks nothing",
        ("#Command", "~ 4", "<b>By next spring:</b> {r}", "~ 2", "#Radio", "~ 3",
         "<b>By next spring:</b> {r}", "~ 2", "<b>Response:</b> The chief should see to it.",
         "#Shelters", "~ 3", "<b>By next spring:</b> {r}", "<b>Response:</b> The mayor should.",
         "~ 2", "#Traffic", "~ 2", "<b>By next spring:</b> {r}",
         "<b>Response:</b> The sheriff should look into it.", "~"),
    ),
    119: Family(
        "Words that come back over lists: the doors, then the orders",
        ("#Command", "~ 3", "##Seen from the floor", "*{f}", "*{f}", "##Monday morning", "*{r}",
         "*{r}", "#Radio", "~ 3", "##Seen from the floor", "*{f}", "*{f}", "##Monday morning",
         "*{r}", "#Shelters", "~ 3", "##Seen from the floor", "*{f}", "##Monday morning", "*{r}",
         "*{r}", "#Thanks", "~ 2"),
    ),
    120: Family(
        "Numbered words that nobody else uses and that ask nothing",
        ("#Command", "~ 4", "<b>Eye-opener 1:</b> {f}", "~ 3", "<b>Eye-opener 2:</b> {f}",
         "~ 2", "#Radio", "~ 3", "<b>Eye-opener 3:</b> {f}", "~ 2", "<b>Eye-opener 4:</b> {f}",
         "~"),
        ("1", "2", "3", "4"),
    ),
    121: Family(
        "One list of orders under words that say nothing, in a report that labels nothing",
        ("#What the policy requires", "~ 2", "*Officers must wear a name tag at every event.",
         "*Officers must report each use of force within a day.",
         "*Supervisors must review the report within a week.",
         "*Commanders must keep the log of the event.", "#The night", "~ 6", "#The road ahead",
         "~ 2", "*{r}", "*{r}", "*{r}", "*{r}", "*{r}", "#Thanks", "~ 2"),
    ),
    122: Family(
        "Labels that run on amid paragraphs, in the same type",
        ("#The chair", "~ 3", "Nobody at the desk had been told. Lesson identified: {l} Change "
         "OBS-1: {r}", "~ 3", "The log of the night was short. Lesson identified: {l} Change "
         "OBS-2: {r}", "#Afterward", "~ 3", "The family waited at the gate. Lesson identified: "
         "{l} Change OBS-3: {r}", "~ 2"),
        ("", "OBS-1", "", "OBS-2", "", "OBS-3"),
    ),
    123: Family(
        "The Authority recommends, in a numbered paragraph, above 1) and 2)",
        ("#Review of the night", "1. The council met at eight.", "~ 2", "2. It rained until ten.",
         "~ 2", "3. The bridge was closed at noon.", "~ 2", "#Recommendations",
         "4. The Authority recommends that the district:", ">1) {r}", ">2) {r}", "#Thanks", "~ 2"),
        ("1", "2"),
    ),
    124: Family(
        "Conclusions in bold that close the paragraphs above recommendations under codes",
        ("#Planning", "~ 4", "The plan was one page long. <b>{f}</b>", "!R1!{r}", "~ 3",
         "The form had been filled in by one hand. <b>{f}</b>", "!R2!{r}", "#The night", "~ 3",
         "Nobody had walked the ground. <b>{f}</b>", "!R3!{r}", "~ 2",
         "The radio was silent for an hour. <b>{f}</b>", "!R4!{r}", "~ 2"),
        ("", "R1", "", "R2", "", "R3", "", "R4"),
    ),
    125: Family(
        "A table whose heads name no kind",
        ("#From here on", "~ 3", "|What we met|By next spring|Owner", "|{f}|{r}|Fire",
         "|{f}|{r}|Police", "|{f}|{r}|Radio", "|{f}|{r}|Fire", "#Thanks", "~ 3"),
    ),
    126: Family(
        "Letters nobody else uses, whose codes ask in one chapter and tell in another",
        ("#The night", "~ 3", "<b>K-1</b> {f}", "~ 2", "<b>K-2</b> {f}", "~ 2", "<b>K-3</b> {f}",
         "#From here on", "~ 2", "<b>N-1</b> {r}", "~ 2", "<b>N-2</b> {r}", "~ 2",
         "<b>N-3</b> {r}", "~"),
        ("K-1", "K-2", "K-3", "N-1", "N-2", "N-3"),
    ),
    127: Family(
        "Sentences under no label that a closing list says again",
        ("#Arrival", "~ 3", "{f}", "~ 3", "#Radio", "~ 2", "{f}", "~ 3", "#Shelters", "~ 2", "{f}",
         "~ 3", "#Families", "~ 2", "{f}", "~ 3", "#Warning", "~ 2", "{f}", "~ 2", "#In short",
         "* {0}", "* {1}", "* {2}", "* {3}", "* {4}"),
    ),
    128: Family(
        "Cards whose rows have the card's number",
        ("#Doors", "~ 3", "|Card 1|Plain words", "|The gap|{i}", "|The change|{r}", "~ 2",
         "|Card 2|Every room", "|The gap|{i}", "|The change|{r}", "~ 2", "|Card 3|Keys",
         "|The gap|{i}", "|The change|{r}", "~ 2"),
        ("1", "1", "2", "2", "3", "3"),
    ),
}  # fmt: skip
