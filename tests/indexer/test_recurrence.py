from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from indexer.neighbours import meeting, nearest
from indexer.recurrence import Statement, recurring
from indexer.same_words import bags, shared
from kb.domain.ids import LessonId, RecordId
from kb.domain.record import Kind
from tests.benchmarks.recurrence import GOLD, read_pairs


def said(name: str, event: str, text: str, kind: Kind = Kind.LESSON) -> Statement:
    report = name.partition("/")[0]
    return Statement(RecordId(name), report, event, f"20{event[-2:]}", kind, text)


FORCES = "Police and fire should form rescue task forces and train together every year."
STATEMENTS = (
    said("a/lesson/1", "e11", FORCES),
    said("b/lesson/1", "e12", "Form rescue task forces of police and fire; train them together."),
    said("c/lesson/1", "e13", "Stock each patrol car with water and a spare battery."),
    said("d/lesson/1", "e14", "Residents were told of the closure by letter, weeks later."),
)


def test_statements_on_two_events_that_say_the_same_make_one_lesson():
    (lesson,) = recurring(STATEMENTS, None)
    assert lesson.id == "a/lesson/1"
    assert lesson.records == ("a/lesson/1", "b/lesson/1")
    assert lesson.events == 2


def test_what_one_event_says_twice_is_no_lesson_but_stands_beside_one():
    again = said("a2/lesson/1", "e11", FORCES)
    assert recurring((STATEMENTS[0], again), None) == ()
    (lesson,) = recurring((*STATEMENTS, again), None)
    assert (len(lesson.told), lesson.events) == (3, 2)


def test_a_second_printing_of_a_report_counts_once_whatever_it_calls_itself():
    texts = (FORCES, STATEMENTS[2].text, STATEMENTS[3].text)
    first = [said(f"a/lesson/{n}", "e11", text) for n, text in enumerate(texts)]
    twin = [said(f"z/lesson/{n}", "e99", text) for n, text in enumerate(texts)]
    assert recurring([*first, *twin], None) == ()
    found = recurring([*first, *twin, STATEMENTS[1]], None)
    assert [(len(one.told), one.events) for one in found] == [(3, 2)]


def test_praise_and_blame_stay_apart():
    praised = replace(STATEMENTS[0], kind=Kind.STRENGTH)
    missed = replace(STATEMENTS[1], kind=Kind.IMPROVEMENT)
    others = STATEMENTS[2:]
    assert recurring((praised, missed, *others), None) == ()
    assert len(recurring((praised, replace(missed, kind=Kind.STRENGTH), *others), None)) == 1


def test_the_order_of_statements_does_not_matter():
    expected = recurring(STATEMENTS, None)
    for seed in range(5):
        mixed = list(STATEMENTS)
        random.Random(seed).shuffle(mixed)
        assert recurring(mixed, None) == expected


def test_an_id_once_given_stays_when_an_earlier_report_joins():
    (before,) = recurring(STATEMENTS, None)
    known = dict.fromkeys(before.records, before.id)
    earlier = said("0/lesson/1", "e01", FORCES)
    (after,) = recurring((*STATEMENTS, earlier), None, known)
    assert after.records[0] == "0/lesson/1"
    assert after.id == before.id
    (anew,) = recurring((*STATEMENTS, earlier), None)
    assert anew.id == "0/lesson/1"


def test_two_lessons_never_bear_one_id():
    other = "Dispersal orders should be given by loudspeaker in several languages."
    more = (*STATEMENTS, said("e/lesson/1", "e15", other), said("f/lesson/1", "e16", other))
    taken = LessonId("a/lesson/1")
    known = dict.fromkeys((s.id for s in more), taken)
    found = recurring(more, None, known)
    assert len({one.id for one in found}) == len(found) == 2


def test_vectors_that_differ_keep_apart_what_shares_words():
    apart = np.eye(len(STATEMENTS), 8, dtype=np.float32)
    assert recurring(STATEMENTS, apart) == ()
    alike = apart.copy()
    alike[1] = alike[0]
    assert len(recurring(STATEMENTS, alike)) == 1


def test_senses_of_the_field_count_as_the_same_word():
    one, other, third = bags(
        (
            "Death notifications were slow.",
            "Next of kin waited a day.",
            "The road was closed.",
        )
    )
    assert shared(one, other) > 0.1
    assert not shared(one, third)


def test_nearest_gives_the_neighbours_of_each_row():
    drawn = np.random.default_rng(3).normal(size=(700, 16)).astype(np.float32)
    rows = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    found = {(a, b) for a, b, _ in nearest(rows, 0.8)}
    cosines = np.triu(rows @ rows.T, 1)
    assert found == set(zip(*map(np.ndarray.tolist, np.nonzero(cosines >= 0.8)), strict=True))


@pytest.mark.parametrize("shares", [0.6, 1.0])
def test_texts_that_share_most_words_meet(shares):
    words = [f"w{n}" for n in range(20)]
    kept = int(len(words) * shares)
    bag = dict.fromkeys(words, 1.0)
    other = dict.fromkeys([*words[:kept], *(f"x{n}" for n in range(20 - kept))], 1.0)
    apart = dict.fromkeys((f"y{n}" for n in range(20)), 1.0)
    assert meeting([bag, apart, other]) == {(0, 2)}


def test_a_hundred_pairs_were_found_by_reading_and_each_is_of_two_reports():
    pairs = [pair for pair, _ in read_pairs(GOLD / "same_meaning_pairs.jsonl")]
    assert len(set(pairs)) == len(pairs) == 100
    assert all(len({one.report for one in pair}) == 2 for pair in pairs)
