"""E-mail handed to the agency's own mail server, which does the rest."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from kb.errors import MailError
from kb.settings import Settings

_SECONDS = 20.0
_PORTS = {"smtp": 25, "smtps": 465}


def message(settings: Settings, to: str, subject: str, text: str, name: str) -> EmailMessage:
    """Write an e-mail in plain text.

    `name` tells this e-mail from every other: sent twice, it is shown once by most mail readers.
    """
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = settings.mail_from, to, subject
    made["Date"] = formatdate(usegmt=True)
    made["Message-ID"] = f"<{name}@{urlsplit(settings.public_url).hostname or 'kb'}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text)
    return made


def send(settings: Settings, told: EmailMessage) -> None:
    """Hand an e-mail over; raises MailError where no server took it."""
    try:
        with _server(settings.mail_url) as server:
            server.send_message(told)
    except (OSError, smtplib.SMTPException) as error:
        raise MailError(
            f"the mail server did not take it: {error}",
            hint="Check KB_MAIL_URL and KB_MAIL_FROM; the server's own log says more.",
        ) from error


@contextmanager
def _server(url: str) -> Iterator[smtplib.SMTP]:
    """Connect; a password is only ever sent where nobody on the way can read it."""
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or _PORTS[parts.scheme]
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        opened: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=context)
    else:
        opened = smtplib.SMTP(host, port, timeout=_SECONDS)
    with opened as server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif parts.scheme == "smtp" and parts.password:
            raise smtplib.SMTPException("it offers no encryption, so no password was sent to it")
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server
