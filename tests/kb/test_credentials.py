from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from kb import credentials
from kb.errors import BadRequest

GOOD = "quiet river seven lanterns"


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("short", id="too short"),
        pytest.param("x" * 300, id="longer than anyone types"),
        pytest.param("aaaaaaaaaaaaaaaa", id="one letter"),
        pytest.param("Password12345!", id="a word tried first, with digits"),
        pytest.param("my-name-is-deputy1", id="holds the name"),
    ],
)
def test_weak_passwords_are_refused_with_a_reason(password):
    with pytest.raises(BadRequest) as refused:
        credentials.check_strength(password, "deputy1")
    assert refused.value.code == "password"


def test_a_password_is_kept_as_argon2id_and_found_right():
    kept = credentials.hashed(GOOD)
    assert kept.startswith("$argon2id$")
    assert credentials.verified(kept, GOOD)
    assert not credentials.verified(kept, GOOD + " ")


@pytest.mark.parametrize("stored", ["", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"])
def test_nothing_opens_an_account_without_a_password(stored):
    assert not credentials.verified(stored, "")
    assert not credentials.verified(stored, GOOD)


def test_a_giant_password_is_refused_without_hashing_it():
    assert not credentials.verified(credentials.hashed(GOOD), "x" * 100_000)


def test_a_code_counts_once_and_only_near_its_time():
    secret, now = credentials.new_factor(), datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    code = pyotp.TOTP(secret).at(now)
    step = credentials.step_of(secret, code, 0, now)
    assert step == int(now.timestamp()) // 30
    assert credentials.step_of(secret, code, step, now) is None
    assert credentials.step_of(secret, code, 0, now + timedelta(seconds=30)) == step
    assert credentials.step_of(secret, code, 0, now + timedelta(seconds=90)) is None
    assert credentials.step_of(secret, "é" * 6, 0, now) is None


def test_secrets_are_long_and_never_the_same():
    made = {credentials.new_secret() for _ in range(50)}
    assert len(made) == 50
    assert min(map(len, made)) >= 43
    assert len(set(credentials.new_recovery_codes())) == 10
