"""Four workers rank by meaning: all lose what is withdrawn, and all find what is published."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import pytest

from tests.reliability.service import Service, filled, until

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.timeout(600)]
REPORT = "iir-2020-five-days-canal-street"
# Each tells of the report while readers see it: pages, JSON, feeds, exports, counts.
TELLING = (
    "/search?q=warning+gas",
    "/search.json?q=warning+gas",
    "/search.json?in=passages&q=gas",
    "/search.atom?q=gas",
    "/search.csv?q=gas",
    "/search/values/report?q=gas",
    "/api/v1/export/jsonl?q=gas",
    "/api/v1/search?q=gas&limit=1",
    "/reports.json",
    "/feed.atom",
    "/sites/harlow-bend-oh.json",
    "/sitemap-pages.xml",
)
# More often than there are workers, so that each is asked.
TIMES = 3


@pytest.fixture(scope="module")
def service(tmp_path_factory) -> Iterator[Service]:
    made = filled(tmp_path_factory.mktemp("published"))
    made.start(workers=4, KB_SEMANTIC="on")
    yield made
    made.stop()


def telling(service: Service) -> set[str]:
    """Name the addresses of which at least one answer tells of the report."""
    found = set()
    for address in TELLING * TIMES:
        answer = service.get(address)
        assert answer.status == 200, address
        if REPORT in answer.body.decode():
            found.add(address)
    return found


def test_a_withdrawn_report_is_gone_from_every_answer_within_two_seconds(service):
    assert telling(service) == set(TELLING)
    began = time.monotonic()
    assert service.decide("withdraw", report=REPORT, why="the city asked").status == 201
    time.sleep(max(0.0, 2.0 - (time.monotonic() - began)))
    assert telling(service) == set()
    for page in (f"/reports/{REPORT}", f"/reports/{REPORT}.csv", f"/api/v1/reports/{REPORT}"):
        assert {service.get(page).status for _ in range(8)} == {410}, page
    assert service.decide("restore", report=REPORT).status == 201
    until(lambda: telling(service) == set(TELLING), "it is found again")


def test_a_draft_is_found_by_all_once_it_is_published(service):
    job = service.upload(1).json["id"]
    until(lambda: service.jobs([job])[0]["state"] == "done", "it is read")
    report = service.jobs([job])[0]["report"]
    asked = f"/api/v1/search?report={report}"
    assert {service.get(asked).json["total"] for _ in range(12)} == {0}
    began = time.monotonic()
    assert service.decide("stand", report=report, standing="published").status == 201
    until(lambda: all(service.get(asked).json["total"] for _ in range(12)), "all find it")
    sys.stdout.write(f"\npublished everywhere after {time.monotonic() - began:.1f} s\n")
