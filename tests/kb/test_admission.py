from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import update

from kb import admission, credentials, membership
from kb.admission import Attempt, FactorNeeded, NotAdmitted, sign_in
from kb.catalog.connection import writing
from kb.catalog.schema import sign_ins
from kb.domain.staff import Actor, Role

GOOD, NAME = "quiet river seven lanterns", "chief"
SHELL = Actor("shell:root")


@pytest.fixture
def catalog(empty_catalog):
    secret = membership.setup_secret(empty_catalog)
    membership.accept(empty_catalog, secret, NAME, GOOD, "")
    return empty_catalog


@pytest.fixture
def factor(catalog):
    secret = credentials.new_factor()
    with catalog.read() as view:
        member = view.members.named(NAME)
    # The code of the step before now, so that today's still counts.
    code = pyotp.TOTP(secret).at(datetime.now(UTC) - timedelta(seconds=30))
    return secret, membership.set_factor(catalog, member, secret, code, password=GOOD, actor=SHELL)


def test_a_session_opens_and_once_ended_stays_ended(catalog):
    begun = sign_in(catalog, Attempt(" CHIEF ", GOOD, address="192.0.2.7", agent="a browser"))
    session = admission.session_of(catalog, begun.session)
    assert (session.member.name, session.address) == (NAME, "192.0.2.7")
    admission.sign_out(catalog, session, "192.0.2.7")
    assert admission.session_of(catalog, begun.session) is None


@pytest.mark.parametrize(("column", "ago"), [("seen", timedelta(hours=3)), ("ends", timedelta(0))])
def test_a_session_ends_unused_and_in_any_case(catalog, column, ago):
    begun = sign_in(catalog, Attempt(NAME, GOOD))
    past = (datetime.now(UTC) - ago).isoformat(timespec="milliseconds")
    with writing(catalog._engine) as connection:
        connection.execute(update(sign_ins).values({column: past}))
    assert admission.session_of(catalog, begun.session) is None


def test_a_wrong_password_and_an_unknown_name_sound_the_same(catalog):
    told = set()
    for attempt in (Attempt(NAME, "wrong wrong wrong"), Attempt("nobody", GOOD)):
        with pytest.raises(NotAdmitted) as refused:
            sign_in(catalog, attempt)
        told.add((str(refused.value), refused.value.hint))
    assert len(told) == 1


def test_guessing_is_stopped_but_keeps_nobody_out_of_their_own_browser(catalog):
    own = sign_in(catalog, Attempt(NAME, GOOD, address="192.0.2.1")).device
    refused = 0
    for turn in range(admission.STRANGERS + 5):
        with pytest.raises(NotAdmitted) as error:
            sign_in(catalog, Attempt(NAME, f"guess number {turn}", address=f"198.51.100.{turn}"))
        refused += error.value.code == "wait"
    assert refused == 5
    with pytest.raises(NotAdmitted, match="too many"):
        sign_in(catalog, Attempt(NAME, GOOD, address="203.0.113.5"))
    assert sign_in(catalog, Attempt(NAME, GOOD, address="192.0.2.1", device=own))


def test_guesses_from_one_address_leave_the_owner_some_elsewhere(catalog):
    for turn in range(admission.STRANGER):
        with pytest.raises(NotAdmitted):
            sign_in(catalog, Attempt(NAME, f"guess {turn}", address="198.51.100.1"))
    with pytest.raises(NotAdmitted, match="too many"):
        sign_in(catalog, Attempt(NAME, GOOD, address="198.51.100.1"))
    assert sign_in(catalog, Attempt(NAME, GOOD, address="203.0.113.5"))


def test_one_address_is_stopped_over_all_accounts(catalog):
    for turn in range(admission.FROM_ONE_ADDRESS):
        with pytest.raises(NotAdmitted):
            sign_in(catalog, Attempt(f"name{turn}", "guess", address="198.51.100.1"))
    with pytest.raises(NotAdmitted, match="too many"):
        sign_in(catalog, Attempt(NAME, GOOD, address="198.51.100.1"))
    assert sign_in(catalog, Attempt(NAME, GOOD, address="198.51.100.2"))


def test_a_second_factor_is_asked_for_and_its_code_counts_once(catalog, factor):
    secret, _ = factor
    with pytest.raises(FactorNeeded):
        sign_in(catalog, Attempt(NAME, GOOD))
    code = pyotp.TOTP(secret).now()
    assert sign_in(catalog, Attempt(NAME, GOOD, code))
    with pytest.raises(NotAdmitted):
        sign_in(catalog, Attempt(NAME, GOOD, code))


def test_a_recovery_code_stands_in_once(catalog, factor):
    _, codes = factor
    assert sign_in(catalog, Attempt(NAME, GOOD, f" {codes[3]} "))
    with pytest.raises(NotAdmitted):
        sign_in(catalog, Attempt(NAME, GOOD, codes[3]))


def test_a_wrong_password_never_learns_of_a_second_factor(catalog, factor):
    with pytest.raises(NotAdmitted):
        sign_in(catalog, Attempt(NAME, "wrong wrong wrong"))


def test_a_password_proved_is_not_asked_for_again_with_the_code(catalog, factor):
    secret, codes = factor
    with pytest.raises(FactorNeeded) as asked:
        sign_in(catalog, Attempt(NAME, GOOD))
    proof = asked.value.proof
    with pytest.raises(NotAdmitted, match="this code is not right"):
        sign_in(catalog, Attempt(NAME, "", "000000", proof=proof))
    for forged in (credentials.digest(""), GOOD):
        with pytest.raises(NotAdmitted):
            sign_in(catalog, Attempt(NAME, "", codes[0], proof=forged))
    assert sign_in(catalog, Attempt(NAME, "", pyotp.TOTP(secret).now(), proof=proof))


def test_a_proof_ends_with_the_password_it_stands_for(catalog, factor):
    _, codes = factor
    with pytest.raises(FactorNeeded) as asked:
        sign_in(catalog, Attempt(NAME, GOOD))
    link = membership.invite(catalog, NAME, Role.ADMIN, SHELL)
    membership.accept(catalog, link, "", "eleven copper harbour gates", "")
    with pytest.raises(NotAdmitted):
        sign_in(catalog, Attempt(NAME, "", codes[0], proof=asked.value.proof))


def test_codes_are_guessed_no_oftener_than_passwords(catalog, factor):
    with pytest.raises(FactorNeeded) as asked:
        sign_in(catalog, Attempt(NAME, GOOD))
    guess = Attempt(NAME, "", "000000", address="192.0.2.1", proof=asked.value.proof)
    for _ in range(admission.STRANGER):
        with pytest.raises(NotAdmitted, match="this code"):
            sign_in(catalog, guess)
    with pytest.raises(NotAdmitted, match="too many"):
        sign_in(catalog, guess)
