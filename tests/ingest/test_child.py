from __future__ import annotations

import msgspec
import pytest

from ingest.child import MOST_CHARACTERS, MOST_WORDS, check_size
from ingest.job import Job
from ingest.sandbox import Limits, run_sandboxed
from kb.errors import BadPdf
from tests.support.shared import SHARED, needs_shared

MEMORY = "tests.support.reading_probe:memory"


def test_a_long_report_is_taken():
    check_size(["a word " * 500] * 400)


@pytest.mark.parametrize(
    "page", ["x" * (MOST_CHARACTERS + 1), "a " * (MOST_WORDS + 1)], ids=["characters", "words"]
)
def test_a_giant_text_ends_with_a_sentence(page):
    with pytest.raises(BadPdf, match="at most 10,000,000 and 500,000 are read") as ended:
        check_size([page])
    assert ended.value.code == "too_much_text"
    assert ended.value.hint


@pytest.mark.slow
@needs_shared
@pytest.mark.parametrize(
    "name",
    # The most bytes, the most pages, the most text.
    ["taic-mo-2011-204-rena", "infected-blood-inquiry-vol1", "uk-covid19-inquiry-module1"],
)
def test_the_largest_reports_take_half_of_the_memory_that_is_granted(name):
    data = (SHARED / "reports" / "pdf" / f"{name}.pdf").read_bytes()
    job = msgspec.msgpack.encode(Job(f"{name}.pdf", data))
    # Time is not what is looked at here.
    limits = Limits(cpu_seconds=300, wall_seconds=600.0)
    kib = int(run_sandboxed(MEMORY, job, limits=limits))
    assert kib < limits.memory / 1024 / 2
