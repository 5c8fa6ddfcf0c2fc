"""The families of labels that published reports print, each as a small report to be read.

A family is written line by line. A line's beginning says how it is set: `#` and `##` headings, `*`
a bullet, `>` a paragraph set in, `|` a row of a table, `[` a shaded box, `!` a label left of the
text (`!label!text`), `~` so many sentences of narrative, `%` a new page, else a paragraph. `{f}` in
a line is a new finding out of the pool, `{r}` a recommendation and so on (`KINDS`); `{F}` one in
capitals; `{0}` says statement 0 again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer, Table

from kb.domain.record import Record
from tests.support.printed_pages import typeset
from tests.support.typeset.lot import Style, draw_style
from tests.support.typeset.placements import face, paragraph_style
from tests.support.typeset.wording import NARRATIVE

KINDS = {
    "f": "finding", "o": "observation", "l": "lesson", "r": "recommendation", "s": "strength",
    "i": "improvement", "c": "corrective-action", "x": "contributing-factor", "a": "action-item",
}  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Family:
    """A family: the label as `printed`, its `lines`, its statements' `numbers` and `statuses`."""

    printed: str
    lines: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a careful reader takes out of a family's report."""

    kind: str
    number: str
    text: str
    status: str

    @property
    def told(self) -> tuple[str, str, str, str]:
        """Give what must be read of it: kind, number, letters of the text, status."""
        return self.kind, self.number, _letters(self.text), self.status


def told(record: Record) -> tuple[str, str, str, str]:
    """Give the same of what was read."""
    return record.kind.value, record.number, _letters(record.text), record.status


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


class FamilyReport:
    """A family's report in a look drawn for its number: `typeset()` and what is `wanted`."""

    def __init__(self, number: int, family: Family, pool: Mapping[str, list[str]]) -> None:
        self._style = draw_style(number)
        self._lot = random.Random(number)
        self._family = family
        self._pool = {k: self._lot.sample(v, len(v)) for k, v in pool.items()}
        self._texts: list[tuple[str, str]] = []
        self._lines = [self._filled(line) for line in family.lines]

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """Give the statements in the order in which they are first printed."""
        numbers = self._family.numbers or ("",) * len(self._texts)
        statuses = self._family.statuses or ("",) * len(self._texts)
        return tuple(
            Wanted(kind, number, text, status)
            for (kind, text), number, status in zip(self._texts, numbers, statuses, strict=True)
        )

    def typeset(self) -> bytes:
        """Set the lines, rows of one table together."""
        return typeset(list(self._story()), size=self._style.page)

    def _filled(self, line: str) -> str:
        return _SLOT.sub(lambda found: escape(self._said(found[1])), line)

    def _said(self, slot: str) -> str:
        if slot.isdigit():
            return self._texts[int(slot)][1]
        kind = KINDS[slot.lower()]
        texts = self._pool.get(kind) or self._pool["finding"]
        text = texts.pop().split("\n")[0]
        text = text.upper().rstrip(".") if slot.isupper() else text
        self._texts.append((kind, text))
        return text

    def _narrative(self, sentences: int) -> str:
        told = (self._lot.choice(NARRATIVE) for _ in range(sentences))
        return " ".join(t.format(n=self._lot.randint(3, 40)) for t in told)

    def _story(self) -> Iterator[Flowable]:
        rows: list[list[Paragraph]] = []
        for line in self._lines:
            if line.startswith("|"):
                rows.append([Paragraph(c, self._plain()) for c in line.strip("|").split("|")])
                continue
            if rows:
                yield _grid(rows)
                rows = []
            yield from self._set(line)
        if rows:
            yield _grid(rows)

    def _set(self, line: str) -> Iterator[Flowable]:
        mark, rest = line[:1], line[1:].strip()
        if mark == "#":
            yield _heading(self._style, rest.lstrip("# "), 1 if line[1] != "#" else 2)
        elif mark == "*":
            yield Paragraph(rest, self._plain(leftIndent=20), bulletText="\N{BULLET}")
        elif mark == ">":
            yield Paragraph(rest, self._plain(leftIndent=24))
        elif mark == "[":
            shade = [("BACKGROUND", (0, 0), (-1, -1), HexColor("#e6ecf2"))]
            yield Table([[Paragraph(rest, self._plain())]], colWidths=[440], style=shade)
            yield Spacer(1, 6)
        elif mark == "!":
            label, _, text = rest.partition("!")
            cells = [[Paragraph(f"<b>{label}</b>", self._plain()), Paragraph(text, self._plain())]]
            yield Table(cells, colWidths=[130, None], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
        elif mark == "%":
            yield PageBreak()
        elif mark == "~":
            yield Paragraph(self._narrative(int(rest or 4)), self._plain())
        else:
            yield Paragraph(line, self._plain())

    def _plain(self, **more: object):
        return paragraph_style(self._style, **more)


def _heading(style: Style, text: str, rank: int) -> Paragraph:
    size = {1: 16, 2: 12.5}[rank]
    look = paragraph_style(
        style, fontName=face(style, bold=True), fontSize=size, leading=size * 1.25,
        textColor=HexColor(style.accent), spaceBefore=10, keepWithNext=1,
    )  # fmt: skip
    return Paragraph(text, look)


def _grid(rows: list[list[Paragraph]]) -> Table:
    lines = [("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888")),
             ("VALIGN", (0, 0), (-1, -1), "TOP")]  # fmt: skip
    narrow = [r.text for row in rows for r in row[:1]]
    first = 50 if max(map(len, narrow)) < 14 else 130
    return Table(rows, colWidths=[first] + [None] * (len(rows[0]) - 1), style=lines, repeatRows=1)


FAMILIES: dict[int, Family] = {
    1: Family(
        "Finding 1.2: (sentence)",
        ("#1 Planning", "~", "<b>Finding 1.1:</b> {f}", "~", "<b>Finding 1.2:</b> {f}", "~",
         "#2 Command", "~", "<b>Finding 2.1:</b> {f}", "~"),
        ("1.1", "1.2", "2.1"),
    ),
    2: Family(
        "FINDING 1: (HEADLINE IN CAPITALS), in the contents without the colon",
        ("#Contents", f"FINDING 1 RADIOS DID NOT REACH THE GATE {'.' * 40} 3",
         f"FINDING 2 NOBODY KEPT THE LOG {'.' * 40} 4", "#Findings", "~",
         "<b>FINDING 1: {F}</b>", "~ 6", "<b>FINDING 2: {F}</b>", "~ 6"),
        ("1", "2"),
    ),
    3: Family(
        "FINDING: (CAPITALS), then Action: and dashes",
        ("#Patrol", "~", "<b>FINDING: {F}</b>", "~", "<b>Action:</b>", "*{a}", "*{a}",
         "#Records", "~", "<b>FINDING: {F}</b>", "~", "<b>Action:</b>", "*{a}", "*{a}"),
    ),
    4: Family(
        "Finding #1 and Recommendations:",
        ("#Traffic stops", "~", "<b>Finding #1 and Recommendations:</b> {f}", "*{r}", "*{r}", "~",
         "<b>Finding #2 and Recommendations:</b> {f}", "*{r}", "*{r}", "~"),
        ("1", "", "", "2", "", ""),
    ),
    5: Family(
        "Key Findings, then Recommendations, at the end of every chapter",
        ("#Chapter 1 Dispatch", "~ 8", "##Key Findings", "*{f}", "*{f}", "##Recommendations",
         "*{r}", "*{r}", "#Chapter 2 Hospitals", "~ 8", "##Key Findings", "*{f}", "*{f}",
         "##Recommendations", "*{r}", "*{r}"),
    ),
    6: Family(
        "Key findings, a list of bullets at the start of a section",
        ("#Part 3 The plan", "##Key findings", "*{f}", "*{f}", "*{f}", "##How the plan was made",
         "~ 8", "#Part 4 The day", "##Key findings", "*{f}", "*{f}", "##The first hour", "~ 8"),
    ),
    7: Family(
        "What Went Well, Areas for Improvement",
        ("#Executive review", "~", "##What Went Well", "*{s}", "*{s}", "##Areas for Improvement",
         "*{i}", "*{i}", "#Background", "~ 8"),
    ),
    8: Family(
        "Focus Area 1, Best Practices, Areas Needing Improvement",
        ("#Focus Area 1: Preparedness", "~", "##Best Practices", "*{s}", "*{s}",
         "##Areas Needing Improvement", "*{i}", "*{i}", "#Focus Area 2: Logistics", "~",
         "##Best Practices", "*{s}", "##Areas Needing Improvement", "*{i}", "*{i}"),
    ),
    9: Family(
        "OBSERVATIONS AND RECOMMENDATIONS with areas in roman numbers",
        ("#OBSERVATIONS AND RECOMMENDATIONS", "##I. EMERGENCY 911 SERVICES", "~",
         "<b>Observation:</b> {o}", "~", "<b>Recommendation:</b> {r}", "##II. PERIMETER", "~",
         "<b>Observation:</b> {o}", "~", "<b>Recommendation:</b> {r}"),
    ),
    10: Family(
        "Observations and Findings under Section 4.01",
        ("#Section 4.01 Planning", "~ 6", "##Observations and Findings", "(a) {f}", "(b) {f}",
         "(c) {f}", "#Section 4.02 Training", "~ 6", "##Observations and Findings", "(a) {f}",
         "(b) {f}"),
        ("a", "b", "c", "a", "b"),
    ),
    11: Family(
        "Areas of Focus and Recommendations",
        ("#Background", "~ 6", "#Areas of Focus and Recommendations", "##Communications", "~",
         "*{r}", "*{r}", "##Mutual aid", "~", "*{r}", "*{r}"),
    ),
    12: Family(
        "Incident #1, Contributing Factors, Recommendations, and an appendix of the latter",
        ("#Incident #1: Foam rounds at the plaza", "~ 6", "##Contributing Factors", "*{x}", "*{x}",
         "##Recommendations", "*{r}", "*{r}", "#Incident #2: The van on 4th Street", "~ 6",
         "##Contributing Factors", "*{x}", "*{x}", "##Recommendations", "*{r}",
         "#Appendix F: Wave 2 Recommendations", "*{2}", "*{3}", "*{6}"),
    ),
    13: Family(
        "FINDINGS OF FACT AND RECOMMENDATIONS in one numbered section",
        ("#II. FINDINGS OF FACT AND RECOMMENDATIONS", "##Findings of Fact", "1. {f}", "2. {f}",
         "3. {f}", "##Recommendations", "1. {r}", "2. {r}", "#III. THE DAY", "~ 9"),
        ("1", "2", "3", "1", "2"),
    ),
    14: Family(
        "4. Findings, A. (headline), 5. Recommendations",
        ("#3. Method", "~ 6", "#4. Findings", "A. {f}", "~", "B. {f}", "~", "C. {f}", "~",
         "#5. Recommendations", "A. {r}", "~", "B. {r}", "~"),
        ("A", "B", "C", "A", "B"),
    ),
    15: Family(
        "Recommendations in the executive summary and at the end of each chapter",
        ("#Executive Summary", "~", "##Recommendations", "1. {r}", "2. {r}", "3. {r}",
         "#The plan", "~ 8", "##Recommendations", "1. {0}", "2. {1}", "#The arrests", "~ 8",
         "##Recommendations", "3. {2}"),
        ("1", "2", "3"),
    ),
    16: Family(
        "Recommendations and a second list of Monitored Recommendations",
        ("#Part 20 The response", "~ 8", "<b>Recommendation 1:</b> {r}", "~",
         "<b>Recommendation 2:</b> {r}", "~", "<b>Recommendation 3:</b> {r}", "~",
         "#Part 21 Monitored Recommendations", "~ 2", "<b>Recommendation 1:</b> {0}",
         "<b>Recommendation 3:</b> {2}"),
        ("1", "2", "3"),
    ),
    17: Family(
        "Summary of Findings and Recommendations as an appendix",
        ("#The kettle at the corner", "~ 6", "<b>Finding No. 1:</b> {f}", "~",
         "<b>Finding No. 2:</b> {f}", "~", "<b>Recommendation No. 1:</b> {r}", "~",
         "#Appendix C: Summary of Findings and Recommendations", "<b>Finding No. 1:</b> {0}",
         "<b>Finding No. 2:</b> {1}", "<b>Recommendation No. 1:</b> {2}"),
        ("1", "2", "1"),
    ),
    18: Family(
        "Priority Recommendations for Improving Future Responses",
        ("#What we learned", "~ 9", "#Priority Recommendations for Improving Future Responses",
         "~ 2", "1. {r}", "2. {r}", "3. {r}", "4. {r}"),
        ("1", "2", "3", "4"),
    ),
    19: Family(
        "Recommendation 1.3 of others, cited",
        ("#Standards", "~ 4", "Recommendation 1.3 of the President's Task Force states that law "
         "enforcement agencies should establish a culture of openness. The city adopted it.",
         "~", "<b>Recommendation 1:</b> {r}", "~ 4",
         "The review discusses this further under Recommendation 2 below.",
         "<b>Recommendation 2:</b> {r}", "~"),
        ("1", "2"),
    ),
    20: Family(
        "LESSONS LEARNED IN THE WAKE OF (an event)",
        ("#The manhunt", "~ 8", "#LESSONS LEARNED IN THE WAKE OF THE MANHUNT", "~ 2",
         "<b>{l}</b>", "~ 5", "<b>{l}</b>", "~ 5", "<b>{l}</b>", "~ 5"),
    ),
    21: Family(
        "Summary of Findings split by theme",
        ("#Introduction", "~ 8", "#Summary of Findings", "##Incident Command System", "*{f}",
         "*{f}", "##Community Policing", "*{f}", "*{f}", "#The convention", "~ 8"),
    ),
    22: Family(
        "Key Recommendations, then a heading for each theme",
        ("#The riots", "~ 8", "#Key Recommendations", "##Leadership", "*{r}", "*{r}",
         "##Equipment", "*{r}", "##Training", "*{r}", "*{r}"),
    ),
    23: Family(
        "Observations, counted",
        ("#Introduction", "This report makes three observations.", "~ 6", "#Scene", "~",
         "<b>Observation 1.</b> {o}", "~", "<b>Observation 2.</b> {o}", "~",
         "<b>Observation 3.</b> {o}", "~"),
        ("1", "2", "3"),
    ),
    24: Family(
        "Analysis of Core Capabilities with Strengths and Areas for Improvement",
        ("#Analysis of Core Capabilities", "|Objective|Core Capability|P|S|M|U",
         "|Open the shelter|Mass care|X| | | ", "|Warn the public|Public warning| |X| | ",
         "##Mass care", "~ 2", "<b>Strengths</b>", "The capability can be attributed to these "
         "strengths:", "<b>Strength 1:</b> {s}", "<b>Strength 2:</b> {s}",
         "<b>Areas for Improvement</b>", "These areas require improvement:",
         "<b>Area for Improvement 1:</b> {i}", "<b>Reference:</b> County plan, annex D.",
         "<b>Analysis:</b> Interviews with four supervisors described the hours alike."),
        ("1", "2", "1"),
    ),
    25: Family(
        "Lesson Learned 1.1 beneath Finding 1 in a shaded box",
        ("#Chapter 4 Unified command", "~ 6", "[<b>Finding 1.</b> {f}", "~ 5",
         "[<b>Lesson Learned 1.1.</b> {l}", "~ 2", "[<b>Lesson Learned 1.2.</b> {l}", "~ 5",
         "[<b>Finding 2.</b> {f}", "~ 5", "[<b>Lesson Learned 2.1.</b> {l}", "~"),
        ("1", "1.1", "1.2", "2", "2.1"),
    ),
    26: Family(
        "Finding 1: in a box, then Recommendation 1.1:",
        ("#Use of force", "~ 6", "[<b>Finding 1:</b> {f}", "~ 5", "<b>Recommendation 1.1:</b> {r}",
         "~ 2", "<b>Recommendation 1.2:</b> {r}", "~ 2", "[<b>Finding 2:</b> {f}", "~ 5",
         "<b>Recommendation 2.1:</b> {r}", "~ 2"),
        ("1", "1.1", "1.2", "2", "2.1"),
    ),
    27: Family(
        "Finding 4 and Recommendation 4.1, hanging in a margin column",
        ("#Deadly force review", "~ 6", "!Finding 1!{f}", "~ 5", "!Recommendation 1.1!{r}", "~ 3",
         "!Finding 2!{f}", "~ 5", "!Recommendation 2.1!{r}", "~ 3", "!Recommendation 2.2!{r}", "~"),
        ("1", "1.1", "2", "2.1", "2.2"),
    ),
    28: Family(
        "Progress reports: the recommendation, then its status",
        ("#Progress on reform", "~ 5", "<b>Recommendation 1:</b> {r}",
         "<b>Current status:</b> Complete. The order was issued in May.", "~",
         "<b>Recommendation 2:</b> {r}", "<b>Current status:</b> Partially complete.", "~",
         "<b>Recommendation 3:</b> {r}", "<b>Current status:</b> In progress.", "~",
         "<b>Recommendation 4:</b> {r}", "<b>Current status:</b> No progress.", "~"),
        ("1", "2", "3", "4"),
        ("complete", "partially complete", "in progress", "not started"),
    ),
    29: Family(
        "Observation 3, Recommendation 3.1 under chapters, and an appendix of all",
        ("#Chapter 1 Leadership", "~ 6", "<b>Observation 1:</b> {o}", "~ 4",
         "<b>Recommendation 1.1:</b> {r}", "~ 2", "<b>Observation 2:</b> {o}", "~ 4",
         "<b>Recommendation 2.1:</b> {r}", "~ 3", "#Appendix E: Observations and Recommendations",
         "|No.|Observation|Recommendation", "|1|{0}|{1}", "|2|{2}|{3}"),
        ("1", "1.1", "2", "2.1"),
    ),
    30: Family(
        "Area for Improvement 1:, Reference:, Analysis:, and the improvement plan",
        ("#Operational coordination", "~ 2", "<b>Strength 1:</b> {s}", "~ 2",
         "<b>Area for Improvement 1:</b> {i}", "<b>Reference:</b> County plan, annex B.",
         "<b>Analysis:</b> Two sergeants recalled that the map was an earlier edition.",
         "<b>Area for Improvement 2:</b> {i}", "<b>Reference:</b> State guide 14.",
         "<b>Analysis:</b> The relief shift arrived at the gate by nine.",
         "#Appendix A: Improvement Plan",
         "|Core Capability|Issue/Area for Improvement|Corrective Action|Capability Element"
         "|Start Date", "|Coordination|1. {1}|{c}|Planning|June 2022",
         "|Coordination|2. {2}|{c}|Training|May 2022"),
        ("1", "1", "2", "", ""),
    ),
    31: Family(
        "1.1 RECOMMENDATION: then 1.1.1 ACTION ITEM:",
        ("#Pillar 1 Trust", "~ 4", "<b>1.1 RECOMMENDATION:</b> {r}", "~ 2",
         "<b>1.1.1 ACTION ITEM:</b> {a}", "~ 2", "<b>1.1.2 ACTION ITEM:</b> {a}",
         "<b>1.2 RECOMMENDATION:</b> {r}", "~ 2", "<b>1.2.1 ACTION ITEM:</b> {a}", "~"),
        ("1.1", "1.1.1", "1.1.2", "1.2", "1.2.1"),
    ),
    32: Family(
        "Codes by theme: C.1, P.1",
        ("#Community", "~ 4", "<b>C.1</b> {r}", "~ 2", "<b>C.2</b> {r}", "~ 2", "#Policing", "~ 4",
         "<b>P.1</b> {r}", "~ 2", "<b>P.2</b> {r}", "~ 2", "<b>P.3</b> {r}", "~"),
        ("C.1", "C.2", "P.1", "P.2", "P.3"),
    ),
    33: Family(
        "R1 to R149 and MR1",
        ("#Part 20 Recommendations", "~ 4", "<b>R1</b> {r}", "~ 2", "<b>R2</b> {r}", "~ 2",
         "<b>R3</b> {r}", "~ 2", "#Monitored recommendations", "~ 2", "<b>MR1</b> {r}", "~ 2",
         "<b>MR2</b> {r}", "~"),
        ("R1", "R2", "R3", "MR1", "MR2"),
    ),
    34: Family(
        "Lesson identified, notable practice",
        ("#Joint working", "~ 5", "<b>Lesson identified 1:</b> {l}", "~ 3",
         "<b>Lesson identified 2:</b> {l}", "~ 3", "<b>Notable practice 1:</b> {s}", "~ 3",
         "<b>Notable practice 2:</b> {s}", "~"),
        ("1", "2", "1", "2"),
    ),
    35: Family(
        "Promising practice, Commendation, Notable practice",
        ("#Community engagement", "~ 5", "[<b>Promising Practice:</b> {s}", "~ 3",
         "[<b>Commendation:</b> {s}", "~ 3", "[<b>Notable Practice:</b> {s}", "~ 3",
         "<b>Recommendation 1:</b> {r}", "~ 3", "<b>Recommendation 2:</b> {r}", "~"),
        ("", "", "", "1", "2"),
    ),
    36: Family(
        "Unlabelled: the department should",
        ("#Training", "~ 3", "{r}", "{r}", "{r}", "#Supervision", "~ 3", "{r}", "{r}", "{r}",
         "#Equipment", "~ 2", "{r}", "{r}", "{r}"),
    ),
}  # fmt: skip
