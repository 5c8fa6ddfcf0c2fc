"""Passwords, one-time codes and secrets: made and checked here, kept only as hashes."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kb.errors import BadRequest

# ASVS 5.0 V6.2.1 and V6.2.9: at least 8, better 15 characters; at least 64 must be allowed.
SHORTEST, LONGEST = 12, 256
# RFC 6238: a code holds for 30 seconds; one step of clock drift on either side is forgiven.
STEP_SECONDS, DRIFT = 30, 1
RECOVERY_CODES = 10
_SECRET_BYTES = 32
# Argon2id with the parameters that RFC 9106 recommends where memory is limited (64 MiB).
_HASHER = PasswordHasher()
# What most breached passwords of this length are made of; the rest is the limit's work.
_COMMON = frozenset(
    {
        "password",
        "qwerty",
        "letmein",
        "welcome",
        "iloveyou",
        "admin",
        "monkey",
        "dragon",
        "football",
    }
)


def check_strength(password: str, name: str) -> None:
    """Raise BadRequest for a password that is too short, too long, or guessed at once."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadRequest(
            f"a password has {SHORTEST} to {LONGEST} characters; this one has {len(password)}",
            hint="Several words in a row are easy to keep in mind and hard to guess.",
            code="password",
        )
    letters = "".join(c for c in password.lower() if c.isalpha())
    if len(set(password)) < 5 or letters in _COMMON or name.lower() in password.lower():  # noqa: PLR2004
        raise BadRequest(
            "this password is among those that are tried first",
            hint="Choose several words that have nothing to do with each other or your name.",
            code="password",
        )


def hashed(password: str) -> str:
    """Hash a password with Argon2id."""
    return _HASHER.hash(password)


def verified(stored: str, password: str) -> bool:
    """Say whether a password is the one that was hashed; takes as long where nothing is stored."""
    if len(password) > LONGEST:
        return False
    try:
        return _HASHER.verify(stored or _nobody(), password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """Give a hash to check where there is no account, so that its absence takes as long to tell."""
    return _HASHER.hash(secrets.token_hex(_SECRET_BYTES))


def new_secret() -> str:
    """Make a secret for a link, a session or a token: 256 random bits, URL-safe."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def digest(secret: str) -> str:
    """Name a random secret in the catalog; a plain hash is enough for 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def new_factor() -> str:
    """Make the secret that an authenticator app and we share."""
    return pyotp.random_base32()


def factor_link(secret: str, name: str) -> str:
    """Give the address that an authenticator app reads as a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="kb")


def step_of(secret: str, code: str, after: int, now: datetime | None = None) -> int | None:
    """Give the time step of a right code, None for a wrong one or one not later than `after`.

    Steps are counted from 1970 in `STEP_SECONDS`; handing the last one in refuses replays.
    """
    current = int((now or datetime.now(UTC)).timestamp()) // STEP_SECONDS
    given = "".join(code.split())
    totp = pyotp.TOTP(secret)
    for step in range(current - DRIFT, current + DRIFT + 1):
        right = totp.at(step * STEP_SECONDS)
        if step > after and secrets.compare_digest(right.encode(), given.encode()):
            return step
    return None


def new_recovery_codes() -> tuple[str, ...]:
    """Make codes that each stand in once for a lost authenticator."""
    return tuple(
        f"{secrets.token_hex(3)}-{secrets.token_hex(3)}-{secrets.token_hex(3)}"
        for _ in range(RECOVERY_CODES)
    )
