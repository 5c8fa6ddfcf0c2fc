"""Signing in and out: passwords, second factors, sessions, and limits on guessing.

Guessing is slowed by where it comes from, never by whom it is aimed at: a browser from which
somebody has signed in before has guesses of its own, and one address has half of those that all
strangers have, so that a stranger who guesses at an account cannot keep its owner out.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta

from kb import credentials
from kb.catalog.catalog import Catalog
from kb.catalog.members import folded
from kb.catalog.sign_ins import SignIns
from kb.catalog.tokens import used_today
from kb.catalog.writing import Transaction
from kb.domain.staff import Actor, Member, SignIn, Token
from kb.errors import KbError

WINDOW = timedelta(minutes=1)
# How many wrong guesses are heard in a window: at one account from browsers unknown to it, and of
# these from one address; from one browser known to it; from one address at all accounts.
STRANGERS, STRANGER, KNOWN, FROM_ONE_ADDRESS = 10, 5, 10, 30


class NotAdmitted(KbError):
    """The sign-in was refused; the same words for every reason that would help a guesser."""


class FactorNeeded(KbError):
    """Name and password are right; a code from the authenticator app is asked for.

    `proof` stands for the password in the next attempt, until another password is set.
    """

    def __init__(self, proof: str) -> None:
        super().__init__("a code from your authenticator app is needed")
        self.proof = proof


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody signs in with. `device` is the secret of a browser's own cookie, "" if none.

    `proof`, where given, is that of FactorNeeded, and the caller answers for it: it was given to
    this browser a moment ago.
    """

    name: str
    password: str
    code: str = ""
    address: str = ""
    agent: str = ""
    device: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Admission:
    """A session begun: its secret for the cookie, the browser's secret, and whose it is."""

    session: str
    device: str
    member: Member


def sign_in(catalog: Catalog, attempt: Attempt) -> Admission:
    """Begin a session; raises NotAdmitted, FactorNeeded.

    The password is checked outside any transaction: it takes a tenth of a second by design. The
    guess is counted before that and taken back where it was right, so that many at once are counted
    like one after another.
    """
    with catalog.read() as view:
        member = view.members.named(attempt.name)
        stored, factor, step = view.members.secrets(attempt.name)
        known = bool(
            member and attempt.device and view.sign_ins.knows_device(attempt.device, member.id)
        )
        buckets = _buckets(attempt, known=known)
        _check_limits(view.sign_ins, buckets)
    with catalog.begin() as tx:
        _check_limits(tx.sign_ins, buckets)
        guess = tx.sign_ins.note_guess(tuple(bucket for bucket, _ in buckets), WINDOW)
    right = _proves(stored, attempt)
    if member is None or member.disabled or not right:
        raise _refused(catalog, attempt)
    if factor and not attempt.code:
        with catalog.begin() as tx:
            tx.sign_ins.take_back_guess(guess)
        raise FactorNeeded(credentials.digest(stored))
    with catalog.begin() as tx:
        if not factor or _takes_code(tx, member, factor, step, attempt.code):
            tx.sign_ins.take_back_guess(guess)
            return _begin(tx, member, attempt)
    refused = _refused(catalog, attempt, what="sign-in code refused")
    raise _code_refused() if attempt.proof else refused


def admit(catalog: Catalog, member: Member, attempt: Attempt) -> Admission:
    """Begin a session for somebody whom a link or an identity provider vouches for."""
    with catalog.begin() as tx:
        return _begin(tx, member, attempt)


def session_of(catalog: Catalog, secret: str) -> SignIn | None:
    """Give the open session of a cookie's secret, its use noted at most once a minute."""
    with catalog.read() as view:
        found = view.sign_ins.found(secret)
        stale = bool(found and view.sign_ins.is_to_be_noted(found))
    if found and stale:
        with catalog.begin() as tx:
            tx.sign_ins.note_use(found.id)
    return found


def token_of(catalog: Catalog, secret: str) -> tuple[Token, Member] | None:
    """Give a program's token with its owner; None where either no longer holds."""
    with catalog.read() as view:
        token = view.tokens.found(secret)
        member = view.members.get(token.member) if token else None
    if token is None or member is None or member.disabled:
        return None
    if not used_today(token):
        with catalog.begin() as tx:
            tx.tokens.note_use(token.id)
    return token, member


def sign_out(catalog: Catalog, session: SignIn, address: str) -> None:
    """End a session for good: its cookie, replayed, opens nothing."""
    with catalog.begin() as tx:
        tx.sign_ins.end(session.id, session.member.id)
        tx.trail.note(Actor(session.member.name, address), "sign out", session.member.name)


def _buckets(attempt: Attempt, *, known: bool) -> tuple[tuple[str, int], ...]:
    name = folded(attempt.name)
    if known:
        return ((f"known {name} {credentials.digest(attempt.device)}", KNOWN),)
    return (
        (f"account {name}", STRANGERS),
        (f"account {name} from {attempt.address}", STRANGER),
        (f"address {attempt.address}", FROM_ONE_ADDRESS),
    )


def _check_limits(guesses: SignIns, buckets: tuple[tuple[str, int], ...]) -> None:
    """Raise NotAdmitted where too many guesses were counted of late."""
    if any(guesses.guesses(name, WINDOW) >= limit for name, limit in buckets):
        raise NotAdmitted(
            "too many sign-ins failed from here just now",
            hint="Wait a minute, then try again.",
            code="wait",
        )


def _proves(stored: str, attempt: Attempt) -> bool:
    """Say whether the password is right, or was a moment ago."""
    if attempt.proof:
        return hmac.compare_digest(attempt.proof, credentials.digest(stored))
    return credentials.verified(stored, attempt.password)


def _takes_code(tx: Transaction, member: Member, factor: str, step: int, code: str) -> bool:
    taken = credentials.step_of(factor, code, step)
    if taken is not None:
        tx.members.change(member.id, factor_step=taken)
        return True
    return tx.members.use_recovery_code(member.id, code)


def _begin(tx: Transaction, member: Member, attempt: Attempt) -> Admission:
    session = credentials.new_secret()
    device = attempt.device or credentials.new_secret()
    tx.sign_ins.begin(session, member.id, attempt.address, attempt.agent)
    tx.sign_ins.know_device(device, member.id)
    tx.trail.note(Actor(member.name, attempt.address), "sign in", member.name)
    return Admission(session, device, member)


def _refused(catalog: Catalog, attempt: Attempt, what: str = "sign-in refused") -> NotAdmitted:
    name = folded(attempt.name)[:100]
    with catalog.begin() as tx:
        tx.trail.note(Actor(name, attempt.address), what, name)
    return NotAdmitted(
        "name, password or code is not right",
        hint="Check them and try again. An administrator can send you a link for a new password.",
    )


def _code_refused() -> NotAdmitted:
    return NotAdmitted(
        "this code is not right, or was used already",
        hint="Codes change every 30 seconds: wait for the next one, or type a recovery code.",
        code="code",
    )
