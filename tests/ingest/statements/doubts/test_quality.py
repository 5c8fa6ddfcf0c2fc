from __future__ import annotations

from ingest.statements.doubts.quality import doubts
from ingest.statements.styles.induction import Form
from kb.domain.record import Kind, Record
from kb.domain.report import Page, StatedCount


def record(number: str, page: int, kind: Kind = Kind.RECOMMENDATION) -> Record:
    return Record(f"{number}-{page}", kind, f"{kind.label} {number}", number, "Do it.", page, page)


def codes(*records: Record, **more: object) -> list[tuple[str, int]]:
    found = doubts(records, more.get("pages", ()), more.get("counts", ()), more.get("forms", ()))  # type: ignore[arg-type]
    return [(d.code, d.page) for d in found]


def test_a_gap_is_named_with_the_page_after_it() -> None:
    (doubt,) = doubts([record("12.1", 7), record("12.2", 7), record("12.4", 9)], (), (), ())
    assert (doubt.code, doubt.page) == ("numbering_gap", 9)
    assert "12.3" in doubt.message


def test_a_number_printed_twice_is_named() -> None:
    assert codes(record("P.8", 7), record("P.8", 9)) == [("number_repeated", 9)]
    (doubt,) = doubts([record("P.8", 7), record("P.8", 7)], (), (), ())
    assert doubt.message.endswith("P.8 is printed twice on page 7")


def test_numbers_that_restart_are_no_gap() -> None:
    assert codes(*(record(n, p) for p, n in enumerate("1231212", start=1))) == []


def test_numbers_in_another_order_are_no_gap() -> None:
    assert codes(*(record(n, p) for p, n in enumerate("1426357", start=1))) == []


def test_a_number_printed_earlier_than_its_place_is_no_gap_but_the_one_left_out_is() -> None:
    (doubt,) = doubts([record(n, 5) for n in ("10", "8", "9", "11", "13")], (), (), ())
    assert "13 comes after 11: 12 is missing" in doubt.message


def test_a_gap_after_numbers_start_anew_is_named() -> None:
    assert codes(*(record(n, p) for p, n in enumerate("12313", start=1))) == [("numbering_gap", 5)]


def test_a_stated_count_that_differs_is_named_with_its_page() -> None:
    stated = StatedCount("recommendation", 3, 4, "makes 3 recommendations")
    assert codes(record("1", 7), record("2", 8), counts=[stated]) == [("stated_count", 4)]
    right = StatedCount("recommendation", 2, 4, "makes 2 recommendations")
    assert codes(record("1", 7), record("2", 8), counts=[right]) == []


def test_pages_without_text_and_weak_styles_are_named() -> None:
    form = Form(Kind.RECOMMENDATION, "sentence", 9, 1.0, 9.0)
    found = codes(record("", 1), pages=[Page(2, "2", " ", 612, 792)], forms=[form])
    assert found == [("low_confidence_style", 1), ("no_text", 2)]


def test_a_form_that_the_stated_count_confirms_is_not_doubted() -> None:
    form = Form(Kind.RECOMMENDATION, "asking list", 2, 1.0, 2.0)
    read = (record("", 7), record("", 8))
    assert codes(*read, forms=[form]) == [("low_confidence_style", 7)]
    stated = StatedCount("recommendation", 2, 4, "makes two recommendations")
    assert codes(*read, forms=[form], counts=[stated]) == []


def test_no_statements_is_said_plainly() -> None:
    assert codes() == [("no_statements", 0)]
