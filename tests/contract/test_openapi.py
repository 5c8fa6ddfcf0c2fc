"""The API does what its own description says, whatever is sent to it."""

from __future__ import annotations

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.web.conftest import app, services

__all__ = ["app", "services"]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_operation_answers_as_described(app: Flask):
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert operations
    for operation in operations:
        _try(operation)


# A cursor and a site's name are strings to the description, yet not any string is one: such a
# request may be refused, so `positive_data_acceptance` is left out.
def _try(operation) -> None:
    @settings(
        max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy())
    def answers_as_described(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    answers_as_described()
