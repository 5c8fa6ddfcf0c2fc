"""A real identity provider on this machine: OpenID Connect with PKCE, able to say what is wrong."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "kb-desk", "quiet-secret"


@dataclass
class Person:
    """Who signs in at the provider; `claims` lie over what it would say of them."""

    sub: str = "1001"
    email: str = "ann@agency.example"
    email_verified: bool = True
    claims: dict[str, Any] = field(default_factory=dict)


class IdentityServer(ThreadingHTTPServer):
    """Signs whoever `person` is in without asking; each code is good once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.person = Person()
        self.keys = [RSAKey.generate_key(2048, {"kid": "first"})]
        self.signing = self.keys[0]
        self.codes: dict[str, dict[str, str]] = {}
        self.verified: list[str] = []

    @property
    def issuer(self) -> str:
        """Where it stands."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def id_token(self, nonce: str) -> str:
        """Say who somebody is, signed."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.person.sub,
            "email": self.person.email,
            "email_verified": self.person.email_verified,
            "nonce": nonce,
            "iat": now,
            "exp": now + 300,
            **self.person.claims,
        }
        told = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": self.signing.kid}, told, self.signing)


class _Handler(BaseHTTPRequestHandler):
    server: IdentityServer

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        issuer = self.server.issuer
        if address.path == "/.well-known/openid-configuration":
            self._answer(
                {
                    "issuer": issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "jwks_uri": f"{issuer}/jwks",
                    "id_token_signing_alg_values_supported": ["RS256"],
                }
            )
        elif address.path == "/jwks":
            self._answer(KeySet(self.server.keys).as_dict(private=False))
        elif address.path == "/authorize":
            assert asked["code_challenge_method"] == "S256"
            assert asked["client_id"] == CLIENT
            code = secrets.token_urlsafe(16)
            self.server.codes[code] = asked
            self.send_response(302)
            back = urlencode({"code": code, "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        asked = self.server.codes.pop(sent["code"][0], None)
        told = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
        verifier = sent["code_verifier"][0]
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        if (
            asked is None
            or told != f"{CLIENT}:{SECRET}"
            or asked["code_challenge"] != digest.rstrip(b"=").decode()
            or asked["redirect_uri"] != sent["redirect_uri"][0]
        ):
            self._answer({"error": "invalid_grant"}, 400)
            return
        self.server.verified.append(verifier)
        answer = {
            "access_token": secrets.token_urlsafe(16),
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self.server.id_token(asked["nonce"]),
        }
        self._answer(answer)

    def _answer(self, told: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the test output clean."""


@contextlib.contextmanager
def identity_server() -> Iterator[IdentityServer]:
    """Run a provider while the block runs."""
    server = IdentityServer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
