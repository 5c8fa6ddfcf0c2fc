from __future__ import annotations

from typing import Any

from ingest.evaluation import figures, score

REPORT = {"title": "Nine Nights", "publisher": "City", "published": "2020-01-02",
          "sites": [{"state": "OH"}],
          "incidents": [
              {"type": "a/b", "start": "2019-01-01", "attributes": {"killed": 2}}]}  # fmt: skip


def one(text: str, **facts: Any) -> dict[str, Any]:
    base = {"kind": "finding", "number": "1", "page": 3, "label": "Finding 1", "text": text}
    return {**base, **facts}


GOLD = {
    "report": REPORT,
    "records": [
        one("The department named no commander that night.", topics=["x"], parent=None),
        one("Name one at once by radio and in person.", kind="lesson", number="1.1", parent="1"),
    ],
    "decoys": [{"page": 2, "snippet": "Finding 1 the department named no commander"}],
    "optional": [{"text": "The city said it was sorry for all of it."}],
}


def test_a_perfect_answer_scores_one_everywhere() -> None:
    measured = figures(score(GOLD, {"report": REPORT, "records": GOLD["records"]}))
    wrong = {name for name, value in measured.items() if value != 1.0}
    assert wrong == {"decoys"}
    assert measured["decoys"] == 0.0


def test_where_there_is_nothing_to_measure_no_figure_is_given() -> None:
    measured = figures(score(GOLD, {"report": REPORT, "records": GOLD["records"]}))
    assert "status" not in measured
    assert not {"page", "kind", "number", "parent"} & figures(score(GOLD, {})).keys()


def test_decoys_count_and_optional_ones_do_not() -> None:
    got = [one("Finding 1 the department named no commander", page=2, number="9"),
           one("The city said it was sorry for all of it.", page=5)]  # fmt: skip
    tally = score({**GOLD, "records": []}, {"records": got})
    assert (tally.counts["got"], tally.counts["decoys"]) == (1, 1)


def test_a_wrong_page_is_found_but_not_strict() -> None:
    tally = score(GOLD, {"records": [one(GOLD["records"][0]["text"], page=4)]})  # type: ignore[index]
    assert (tally.counts["found"], tally.counts["strict"], tally.counts["page"]) == (1, 0, 0)


def test_the_number_of_a_closing_list_is_right_too() -> None:
    gold = one("The rope had been spliced badly.", list_number="5.1", also_on=[32])
    tally = score({**GOLD, "records": [gold]}, {"records": [{**gold, "page": 32, "number": "5.1"}]})
    assert tally.counts["strict"] == 1
