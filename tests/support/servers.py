"""Servers that `.ci/run` starts for the tests; elsewhere what needs them is skipped."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, make_url, text

NO_SERVERS = "no PostgreSQL and Redis servers are given in KB_TEST_POSTGRES_URL, KB_TEST_REDIS_URL"


def redis_url() -> str:
    """Give the address of the test's Redis; skips the test where there is none."""
    return _given("KB_TEST_REDIS_URL")


@contextmanager
def empty_database() -> Iterator[str]:
    """Give the URL of a PostgreSQL database of the test's own; skips where there is no server."""
    server = make_url(_given("KB_TEST_POSTGRES_URL"))
    name = f"kb_test_{secrets.token_hex(4)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def _given(name: str) -> str:
    url = os.environ.get(name, "")
    if not url:
        if "postgres" in os.environ.get("KB_REQUIRE_ENGINES", ""):
            pytest.fail(f"KB_REQUIRE_ENGINES names postgres, but {name} is not set")
        pytest.skip(NO_SERVERS)
    return url
