"""E-mail against a real SMTP server on loopback."""

from __future__ import annotations

import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from kb.errors import MailError
from kb.settings import Settings
from tests.support.mail_server import serving_mail
from web import mail

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def settings(tmp_path) -> Settings:
    return replace(
        Settings.at(tmp_path, engine_url="memory:"),
        mail_from="kb <kb@example.org>",
        public_url="https://kb.example.org",
    )


def letter(settings: Settings):
    return mail.message(settings, "clerk@example.org", "What’s new", "Tränengas\n", "digest-7")


def test_what_is_sent_arrives_as_it_was_written(settings):
    with serving_mail() as (url, taken):
        mail.send(replace(settings, mail_url=url), letter(settings))
    (got,) = taken.letters
    assert (got["To"], got["Subject"]) == ("clerk@example.org", "What’s new")
    assert got["Message-ID"] == "<digest-7@kb.example.org>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got.get_content().splitlines() == ["Tränengas"]


def test_a_line_break_in_a_name_makes_no_header(settings):
    with pytest.raises(ValueError, match="linefeed"):
        mail.message(settings, "clerk@example.org", "new\nBcc: all@example.org", "text", "x")


def test_a_password_is_never_sent_in_clear(settings):
    with serving_mail() as (url, taken):
        with pytest.raises(MailError, match="no encryption"):
            mail.send(
                replace(settings, mail_url=url.replace("//", "//kb:secret@")), letter(settings)
            )
        assert taken.letters == []


@pytest.mark.parametrize("where", ["smtp://127.0.0.1:9", "smtps://127.0.0.1:9"])
def test_no_server_is_an_error_that_says_what_to_check(settings, where):
    with pytest.raises(MailError) as refused:
        mail.send(replace(settings, mail_url=where), letter(settings))
    assert "KB_MAIL_URL" in refused.value.hint


def test_a_server_that_refuses_is_an_error(settings):
    with (
        serving_mail(refusing=True) as (url, _),
        pytest.raises(MailError, match="no such mailbox"),
    ):
        mail.send(replace(settings, mail_url=url), letter(settings))


def test_a_certificate_of_nobody_is_not_trusted(settings, tmp_path):
    with serving_mail(certificate=own_certificate(tmp_path)) as (url, taken):
        with pytest.raises(MailError, match="certificate"):
            mail.send(replace(settings, mail_url=url), letter(settings))
        assert taken.letters == []


def own_certificate(folder: Path) -> ssl.SSLContext:
    """Make a certificate that nobody but its maker vouches for."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    kept = folder / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    kept.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(kept)
    return context
