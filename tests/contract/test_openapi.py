"""The API does what its own description says, whatever is sent to it and whoever sends it."""

from __future__ import annotations

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from kb import membership
from kb.domain.staff import Actor, Scope
from tests.support.quick_hashing import quick_hashing
from tests.web.staff.conftest import filled_folder, own_services
from web import services as web_services
from web.app import create_app
from web.queue import open_queue
from web.services import Services

__all__ = ["filled_folder", "own_services", "quick_hashing"]
# Strings by which things of the catalog go, so that not every request ends at a name nobody bears.
NAMES = (
    "record",
    "other",
    "parent",
    "record_id",
    "report",
    "report_id",
    "lesson_id",
    "incident_id",
)


# How many requests each operation is sent, by whether it needs a token, and by whom.
MOST = {(False, "anybody"): 20, (True, "anybody"): 4, (True, "editor"): 15, (True, "admin"): 15}


@schemathesis.serializer("application/pdf")
def as_it_is(_context: object, value: object) -> bytes:
    """Send what was drawn for a PDF, half of it with a PDF's beginning."""
    drawn = value if isinstance(value, bytes) else str(value).encode()
    return b"%PDF-1.4" + drawn if len(drawn) % 2 else drawn


@pytest.fixture
def app(own_services: Services, tmp_path) -> Flask:
    made = create_app(own_services.settings, own_services)
    made.extensions[web_services._QUEUE] = open_queue(f"sqlite:{tmp_path}/queue.sqlite3")
    return made


def secret_of(services: Services, who: str) -> str:
    """Make a token that may do all that its owner may."""
    with services.catalog.read() as view:
        member = view.members.named(who)
    return membership.make_token(services.catalog, member, "a test", Scope, Actor(who))


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("who", ["anybody", "editor", "admin"])
def test_every_operation_answers_as_described(app: Flask, own_services: Services, who: str):
    headers = {}
    if who != "anybody":
        headers = {"Authorization": f"Bearer {secret_of(own_services, who)}"}
    with own_services.catalog.read(staff=True) as view:
        reports = [summary.id for summary in view.summaries()]
        records = [record.id for report in reports for record in view.report(report).records]
    known = {name: reports if name.startswith("report") else records for name in NAMES}
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert operations
    for operation in operations:
        by_token = bool(operation.definition.raw.get("security"))
        if by_token or who == "anybody":
            _try(operation, headers, st.fixed_dictionaries(_named(known)), MOST[by_token, who])


def _named(known: dict[str, list[str]]) -> dict[str, st.SearchStrategy[str | None]]:
    return {name: st.none() | st.sampled_from(values) for name, values in known.items()}


# A cursor and a site's name are strings to the description, yet not any string is one: such a
# request may be refused, so `positive_data_acceptance` is left out. With a token of their own
# requests are never without one, which is what `ignored_auth` would try.
def _try(operation, headers: dict[str, str], names: st.SearchStrategy, most: int) -> None:
    @settings(
        max_examples=most, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy(), named=names)
    def answers_as_described(case: schemathesis.Case, named: dict[str, str | None]) -> None:
        for place in (case.body, case.path_parameters):
            if isinstance(place, dict):
                place |= {n: named[n] for n in NAMES if n in place and named[n]}
        case.headers.update(headers)
        case.call_and_validate(excluded_checks=[positive_data_acceptance, ignored_auth])

    answers_as_described()
