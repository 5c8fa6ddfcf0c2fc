from __future__ import annotations

from dataclasses import replace

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

OXYGEN = "The air in the hold held too little oxygen to stay awake for more than ten seconds."
DRILL = "No drill in leaving closed spaces had been held aboard in the three months before."
RADIO = "Nobody on deck could say by radio where the master and the others were."
LATE = "The rescue came too late because both sets of masks were kept at the bow."
LABELLED = (
    "Missions need somebody who reads the figures to them.",
    "Partners lend what they trust to come back.",
)
NOTICE = {"page": 1, "boxed": 0, "fill": 0xDDDDDD}


def test_paragraphs_of_boxes_in_the_analysis_stand_for_the_closing_list() -> None:
    boxes = [
        [heading("Findings", 4, **NOTICE), block(OXYGEN, **NOTICE), block(DRILL, **NOTICE)],
        [heading("Findings", 4, **NOTICE), block(RADIO, **NOTICE), block(LATE, **NOTICE)],
    ]
    boxes[1] = [replace(one, page=2, boxed=1) for one in boxes[1]]
    listed = [
        block(f"5.{n}. {text}", page=3) for n, text in enumerate((OXYGEN, DRILL, RADIO, LATE), 1)
    ]
    records = find_records(
        in_order(
            [
                heading("4. Analysis", 2),
                block(PROSE),
                *boxes[0],
                heading("4.2. Rescue", 3, page=2),
                block(PROSE, page=2),
                *boxes[1],
                heading("5. Findings", 2, page=3),
                *listed,
            ]
        )
    ).records
    assert [(r.number, r.page, r.also_on) for r in records] == [
        ("5.1", 1, (3,)), ("5.2", 1, (3,)), ("5.3", 2, (3,)), ("5.4", 2, (3,)),
    ]  # fmt: skip


def test_one_box_of_paragraphs_is_a_sidebar() -> None:
    records = find_records(
        in_order(
            [
                heading("4. Analysis", 2),
                block(PROSE),
                heading("Findings", 4, **NOTICE),
                block(OXYGEN, **NOTICE),
                block(DRILL, **NOTICE),
                heading("5. Sources", 2),
                block(PROSE),
            ]
        )
    ).records
    assert records == ()


def in_boxes_on_issues(*counts: int) -> list[str]:
    """Read boxes headed "FINDINGS ON ISSUE 1" that hold so many paragraphs each."""
    blocks = [heading("Analysis", 1), block(PROSE)]
    texts = [OXYGEN, DRILL, RADIO, LATE]
    for issue, count in enumerate(counts, start=1):
        facts = {"page": issue, "boxed": 0, "fill": 0xDDDDDD}
        blocks.append(heading(f"Issue {issue}: Was the rescue in time?", 2, page=issue))
        blocks += [block(PROSE, page=issue), heading(f"FINDINGS ON ISSUE {issue}", 4, **facts)]
        blocks += [block(texts.pop(0), **facts) for _ in range(count)]
    return [r.text for r in find_records(in_order(blocks)).records]


def test_a_box_of_one_is_read_beside_boxes_of_several() -> None:
    assert in_boxes_on_issues(2, 2) == [OXYGEN, DRILL, RADIO, LATE]
    assert in_boxes_on_issues(1, 1) == []


def below_single_headings(word: str, *told: str) -> int:
    """Count what is read of chapters that each close with one heading over one paragraph."""
    blocks = []
    for chapter, text in enumerate(told):
        blocks += [heading(f"The part {chapter}", 1), block(PROSE), heading(word, 3), block(text)]
    return len(find_records(in_order(blocks)).records)


def test_a_heading_that_names_one_statement_heads_the_paragraph_that_asks() -> None:
    asked = ("Forces should plan relief for officers.", "Every town must test its own sirens.")
    assert below_single_headings("Area for improvement", *asked) == len(asked)
    assert below_single_headings("Conclusion", *asked) == 0
    assert below_single_headings("Area for improvement", "It rained.", "It had not rained.") == 0


def below_findings(*leads: str, plain: int = 0) -> list[str]:
    """Read a chapter "Findings" whose paragraphs open with these sentences in bold."""
    told = [block(f"{lead} {PROSE}", bold=lead) for lead in leads]
    blocks = [heading("4. Findings", 1), heading("A. Warning", 2), *told, *[block(PROSE)] * plain]
    return [r.text for r in find_records(in_order(blocks)).records]


def test_sentences_in_bold_that_open_most_paragraphs_of_findings_are_the_findings() -> None:
    assert below_findings(OXYGEN, DRILL, RADIO) == [OXYGEN, DRILL, RADIO]
    assert below_findings(OXYGEN, DRILL, RADIO, plain=4) == []


def test_printed_labels_outweigh_sentences_in_bold_that_open_paragraphs() -> None:
    told = [block(f"{lead} {PROSE}", bold=lead) for lead in (OXYGEN, DRILL, RADIO)]
    labelled = [block(f"Lesson Learned: {text}", bold="Lesson Learned:") for text in LABELLED]
    stories = [made for one in labelled for made in (heading("A story", 2), block(PROSE), one)]
    blocks = [heading("Key takeaways", 2), *told, heading("Stories", 1), *stories]
    assert [r.text for r in find_records(in_order(blocks)).records] == [*LABELLED]
