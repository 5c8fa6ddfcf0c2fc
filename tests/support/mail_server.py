"""A mail server on loopback that keeps what it takes."""

from __future__ import annotations

import email
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


class Taken:
    """What a server took, and whether it refuses to take more."""

    def __init__(self, *, refusing: bool = False) -> None:
        self.letters: list[EmailMessage] = []
        self.refusing = refusing

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if self.refusing:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 taken"


@contextmanager
def serving_mail(
    *, refusing: bool = False, certificate: ssl.SSLContext | None = None
) -> Iterator[tuple[str, Taken]]:
    """Serve on a free port; give the address as KB_MAIL_URL has it, and what was taken.

    With a certificate the server offers STARTTLS.
    """
    taken = Taken(refusing=refusing)
    controller = _AnyPort(taken, hostname="127.0.0.1", port=0, tls_context=certificate)
    controller.start()
    try:
        assert controller.server is not None
        port = controller.server.sockets[0].getsockname()[1]
        yield f"smtp://127.0.0.1:{port}", taken
    finally:
        controller.stop()


class _AnyPort(Controller):
    def _trigger_server(self) -> None:
        """Look for the server where it listens: the controller itself would ask port 0."""
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
