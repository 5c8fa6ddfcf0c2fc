from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest

from indexer.recurring.recurrence import LEAST, SAME, SAME_ALONE, Statement, recurring
from indexer.recurring.same_words import Rarity, says_enough, shared, terms_of, without_senses
from indexer.recurring.sameness import InCommon, sameness
from indexer.recurring.stance import Stance
from kb.domain.ids import LessonId, RecordId, ReportId
from kb.domain.lesson import Lesson, Likeness
from tests.benchmarks.recurrence import GOLD, read_pairs

TEXTS: dict[RecordId, str] = {}


def said(name: str, event: str, text: str, stance: Stance = Stance.OPEN) -> Statement:
    report = ReportId(name.partition("/")[0])
    TEXTS[RecordId(name)] = text
    return Statement(RecordId(name), report, event, f"20{event[-2:]}", stance)


def rarity_in(texts: Sequence[str]) -> Rarity:
    return Rarity(len(texts), Counter(term for text in texts for term in terms_of(text)))


def found(
    statements: Sequence[Statement], known: dict[RecordId, LessonId] | None = None
) -> tuple[Lesson, ...]:
    """Compare all with all by their words, and group them."""
    rarity = rarity_in([TEXTS[s.id] for s in statements])
    terms = {s.id: terms_of(TEXTS[s.id]) for s in statements}
    bags = {name: rarity.bag(held) for name, held in terms.items()}
    plain = {name: rarity.bag(without_senses(held)) for name, held in terms.items()}
    pairs = []
    for one, other in combinations(sorted(statements, key=lambda s: s.id), 2):
        words = shared(bags[one.id], bags[other.id])
        if one.report != other.report:
            common = InCommon(words, shared(plain[one.id], plain[other.id]), words, 0.0, 0.0)
            pairs.append(Likeness(one.id, other.id, sameness(common)))
    sizes = Counter(s.report for s in statements)
    return recurring(statements, pairs, sizes, known)


FORCES = "Police and fire should form rescue task forces and train together every year."
STATEMENTS = (
    said("a/lesson/1", "e11", FORCES),
    said("b/lesson/1", "e12", "Form rescue task forces of police and fire; train them together."),
    said("c/lesson/1", "e13", "Stock each patrol car with water and a spare battery."),
    said("d/lesson/1", "e14", "Residents were told of the closure by letter, weeks later."),
)


def test_statements_on_two_events_that_say_the_same_make_one_lesson():
    (lesson,) = found(STATEMENTS)
    assert lesson.id == "a/lesson/1"
    assert lesson.records == ("a/lesson/1", "b/lesson/1")
    assert lesson.events == 2


def test_what_one_event_says_twice_is_no_lesson_but_stands_beside_one():
    again = said("a2/lesson/1", "e11", FORCES)
    assert found((STATEMENTS[0], again)) == ()
    (lesson,) = found((*STATEMENTS, again))
    assert (len(lesson.told), lesson.events) == (3, 2)


def test_a_second_printing_of_a_report_counts_once_whatever_it_calls_itself():
    texts = (FORCES, TEXTS[STATEMENTS[2].id], TEXTS[STATEMENTS[3].id])
    first = [said(f"a/finding/{n}", "e11", text) for n, text in enumerate(texts)]
    twin = [said(f"z/finding/{n}", "e99", text) for n, text in enumerate(texts)]
    assert found([*first, *twin]) == ()
    (lesson,) = found([*first, *twin, STATEMENTS[1]])
    assert (len(lesson.told), lesson.events) == (3, 2)


def test_praise_and_blame_stay_apart():
    praised = replace(STATEMENTS[0], stance=Stance.PRAISES)
    missed = replace(STATEMENTS[1], stance=Stance.LACKS)
    others = STATEMENTS[2:]
    assert found((praised, missed, *others)) == ()
    assert len(found((praised, replace(missed, stance=Stance.PRAISES), *others))) == 1


def test_the_order_of_statements_does_not_matter():
    expected = found(STATEMENTS)
    for seed in range(5):
        mixed = list(STATEMENTS)
        random.Random(seed).shuffle(mixed)
        assert found(mixed) == expected


def test_an_id_once_given_stays_when_an_earlier_report_joins():
    (before,) = found(STATEMENTS)
    known = dict.fromkeys(before.records, before.id)
    earlier = said("0/lesson/1", "e01", FORCES)
    (after,) = found((*STATEMENTS, earlier), known)
    assert after.records[0] == "0/lesson/1"
    assert after.id == before.id
    (anew,) = found((*STATEMENTS, earlier))
    assert anew.id == "0/lesson/1"


def test_two_lessons_never_bear_one_id():
    other = "Dispersal orders should be given by loudspeaker in several languages."
    more = (*STATEMENTS, said("e/lesson/1", "e15", other), said("f/lesson/1", "e16", other))
    taken = LessonId("a/lesson/1")
    known = dict.fromkeys((s.id for s in more), taken)
    lessons = found(more, known)
    assert len({one.id for one in lessons}) == len(lessons) == 2


def test_senses_of_the_field_count_as_the_same_word():
    texts = ("Death notifications were slow.", "Next of kin waited a day.", "The road was closed.")
    rarity = rarity_in(texts)
    one, other, third = (rarity.bag(terms_of(text)) for text in texts)
    assert shared(one, other) > 0.1
    assert not shared(one, third)


@pytest.mark.parametrize(
    ("text", "enough"), [("Data is not collected.", False), (FORCES, True), ("", False)]
)
def test_what_says_little_is_not_compared(text, enough):
    assert says_enough(terms_of(text)) is enough


def test_two_events_alone_must_be_surer_than_three():
    one, other, third, _ = STATEMENTS
    ids = sorted(s.id for s in (one, other, third))
    pairs = [Likeness(a, b, SAME) for a, b in combinations(ids, 2)]
    assert len(recurring((one, other, third), pairs, {})) == 1
    assert recurring((one, other), pairs, {}) == ()
    surer = [replace(pairs[0], value=SAME_ALONE)]
    assert len(recurring((one, other), surer, {})) == 1


@pytest.mark.parametrize(("value", "together"), [(LEAST, 3), (LEAST - 0.01, 2), (None, 2)])
def test_what_is_like_both_does_not_join_two_that_are_unlike(value, together):
    one, other, both = STATEMENTS[:3]
    pairs = [Likeness(one.id, both.id, 0.99), Likeness(other.id, both.id, 0.98)]
    if value is not None:
        pairs.append(Likeness(one.id, other.id, value))
    (lesson,) = recurring((one, other, both), pairs, {})
    assert len(lesson.told) == together


def test_a_pair_of_a_statement_that_is_gone_is_left_out():
    pair = Likeness(STATEMENTS[0].id, RecordId("z/lesson/9"), 1.0)
    assert recurring(STATEMENTS, [pair], {}) == ()


def test_a_hundred_pairs_were_found_by_reading_and_each_is_of_two_reports():
    pairs = [pair for pair, _ in read_pairs(GOLD / "same_meaning_pairs.jsonl")]
    assert len(set(pairs)) == len(pairs) == 100
    assert all(len({one.report for one in pair}) == 2 for pair in pairs)
