"""Passwords hashed with Argon2id as the service does, but with the least of its work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from kb import credentials


@pytest.fixture(autouse=True, scope="session")
def quick_hashing() -> Iterator[None]:
    """Spare the tests the tenth of a second that each password is meant to cost."""
    whole = credentials._HASHER
    credentials._HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    yield
    credentials._HASHER = whole
