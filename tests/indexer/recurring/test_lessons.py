from __future__ import annotations

import pytest

from indexer.engine import SearchEngine
from indexer.keeping.sync import sync
from indexer.recurring.lessons import renew_lessons
from indexer.recurring.recurrence import SAME_ALONE
from indexer.recurring.statement_pairs import METHOD
from kb import curation
from kb.catalog.catalog import Catalog
from kb.domain.ids import ReportId
from kb.domain.lesson import Lesson
from kb.domain.record import Kind
from kb.errors import NotFound
from kb.reference import load_vocabulary
from tests.support.engines import make_engine
from tests.support.extractions import extraction, incident, record
from tests.support.random_searches import Axes

FORCES = (
    "Police and fire should form rescue task forces and train together every year.",
    "Form rescue task forces of police and fire and train them together.",
    "Rescue task forces of police and fire must train together.",
)
OTHERS = (
    "Stock each patrol car with water and a spare battery.",
    "Residents were told of the closure by letter, weeks later.",
    "The command post stood in the line of sight of the crowd.",
)


@pytest.fixture
def catalog(tmp_path):
    opened = Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    yield opened
    opened.close()


@pytest.fixture(params=["memory", "whoosh", "tantivy"])
def engine(request, tmp_path) -> SearchEngine:
    return make_engine(request.param, tmp_path)


def put(catalog: Catalog, at: int, text: str = "") -> ReportId:
    """Publish a report on an event of its own: one statement on rescue task forces, one not."""
    told = incident(place=f"Town {at}", start=f"201{at}-05-01", end=f"201{at}-05-02")
    texts = (text or FORCES[at], OTHERS[at])
    rows = [record(str(n), str(n), words, kind=Kind.LESSON) for n, words in enumerate(texts, 1)]
    reading = extraction(
        rows, name=f"report-{at}", title=f"Report {at}", published=f"201{at}", incidents=(told,),
        sites=(),
    )  # fmt: skip
    with catalog.begin() as tx:
        return tx.put_report(reading)


def lessons(catalog: Catalog, engine: SearchEngine) -> tuple[Lesson, ...]:
    sync(catalog, engine, load_vocabulary())
    with catalog.read() as view:
        return view.lessons.every()


def test_one_after_another_gives_what_all_at_once_give(catalog, engine, tmp_path):
    for at in range(3):
        put(catalog, at)
        one_by_one = lessons(catalog, engine)
    whole = Catalog.open(f"sqlite:///{tmp_path / 'whole.sqlite3'}")
    for at in range(3):
        put(whole, at)
    at_once = lessons(whole, make_engine("whoosh", tmp_path / "whole"))
    whole.close()
    assert one_by_one == at_once
    (lesson,) = one_by_one
    assert (len(lesson.told), lesson.events) == (3, 3)


def test_only_what_is_new_is_compared_and_the_id_stays(catalog, engine, monkeypatch):
    put(catalog, 1)
    put(catalog, 2)
    (before,) = lessons(catalog, engine)
    compared: list[str] = []
    monkeypatch.setattr(
        "indexer.recurring.lessons.likenesses",
        lambda view, engine, report, rarity: compared.append(report) or (),
    )
    earlier = put(catalog, 0)
    lessons(catalog, engine)
    assert compared == [earlier]
    monkeypatch.undo()
    with catalog.begin() as tx:
        tx.likenesses.forget([earlier])
    put(catalog, 0)
    (after,) = lessons(catalog, engine)
    assert after.records[0].startswith(earlier)
    assert after.id == before.id


def test_a_withdrawn_report_leaves_its_lessons_and_a_restored_one_returns(catalog, engine):
    names = [put(catalog, at) for at in range(3)]
    (before,) = lessons(catalog, engine)
    curation.withdraw(catalog, names[0], why="superseded")
    (without,) = lessons(catalog, engine)
    assert without.events == 2
    curation.withdraw(catalog, names[1], why="superseded")
    assert lessons(catalog, engine) == ()
    with catalog.read() as view, pytest.raises(NotFound):
        view.lessons.lesson(before.id)
    curation.restore(catalog, names[0])
    curation.restore(catalog, names[1])
    (again,) = lessons(catalog, engine)
    assert again.records == before.records


def test_a_statement_that_says_something_else_now_leaves(catalog, engine):
    put(catalog, 1)
    put(catalog, 2)
    assert len(lessons(catalog, engine)) == 1
    put(catalog, 2, "Buses should be hired for those who are arrested on any night.")
    assert lessons(catalog, engine) == ()


def test_another_way_of_comparing_forgets_what_the_last_one_found(catalog, engine, monkeypatch):
    put(catalog, 0)
    put(catalog, 1)
    lessons(catalog, engine)
    with catalog.read() as view:
        (before,) = view.likenesses.every()
    assert before.value > SAME_ALONE
    monkeypatch.setattr("indexer.recurring.statement_pairs.METHOD", "another")
    monkeypatch.setattr("indexer.recurring.statement_pairs.sameness", lambda _: 0.5)
    renew_lessons(catalog, engine)
    with catalog.read() as view:
        assert [pair.value for pair in view.likenesses.every()] == [0.5]
        assert view.lessons.every() == ()


def test_what_a_run_cut_short_has_compared_is_not_compared_again(catalog, engine, monkeypatch):
    names = [put(catalog, at) for at in range(3)]

    def broken(view, engine, report, rarity):
        if report == names[1]:
            raise RuntimeError
        return ()

    monkeypatch.setattr("indexer.recurring.lessons.likenesses", broken)
    with pytest.raises(RuntimeError):
        lessons(catalog, engine)
    with catalog.read() as view:
        left = [r for r, (_, how) in view.likenesses.compared().items() if not how]
    assert left == names[1:]


def test_with_vectors_others_are_compared_anew(catalog, tmp_path):
    put(catalog, 0)
    put(catalog, 1)
    lessons(catalog, make_engine("memory", tmp_path))
    engine = make_engine("memory", tmp_path, Axes())
    lessons(catalog, engine)
    with catalog.read() as view:
        assert {how for _, how in view.likenesses.compared().values()} == {f"{METHOD} axes"}
