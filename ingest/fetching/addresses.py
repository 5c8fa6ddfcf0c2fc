"""Which network addresses a download may go to: public ones of the web, nothing else.

A name in a register or a redirect can lead anywhere, also to the machine kb runs on or to a cloud's
own metadata service. The fetcher asks a check of this shape about each address before it connects
and connects to that very address. May import `kb.errors` only.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from kb.errors import FetchError

AddressCheck = Callable[[str, int], None]
"""Given an address and a port, return if one may connect to it; raise `FetchError` if not."""

Resolver = Callable[[str, int], tuple[str, ...]]
"""Given a host name and a port, give its addresses; raise `FetchError` if there are none."""

WEB_PORTS = frozenset({80, 443, 8080, 8443})

# IANA's registry of IPv4 special-purpose addresses, as far as nothing public answers there.
_REFUSED_V4 = tuple(
    (ipaddress.IPv4Network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by carriers (CGNAT)"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "for protocols"),
        ("192.0.2.0/24", "for documentation"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)

# Public IPv6 lies in 2000::/3. Outside are loopback, link-local, unique local and multicast, and
# the forms that carry an IPv4 address inside (::ffff:127.0.0.1, 64:ff9b::7f00:1).
_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    (ipaddress.IPv6Network(network), what)
    for network, what in (
        ("2001::/23", "for protocols (Teredo among them)"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "6to4, which carries an IPv4 address inside"),
        ("3fff::/20", "for documentation"),
    )
)


def public_web_address(address: str, port: int) -> None:
    """Let public addresses on the web's ports pass; raise `FetchError` for all others."""
    if port not in WEB_PORTS:
        raise FetchError(
            f"port {port} is not one that web servers use",
            hint="Download the file by hand and add it from your machine.",
        )
    reason = _refusal(ipaddress.ip_address(address))
    if reason:
        raise FetchError(
            f"{address} is not a public address ({reason})",
            hint="kb downloads from public web servers only; no setting changes that.",
        )


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the system for a host's addresses, in its order of preference."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"{host} has no address ({error})",
            hint="Check its name, and the network of this machine.",
        ) from error
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


def _refusal(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if isinstance(address, ipaddress.IPv4Address):
        return next((what for network, what in _REFUSED_V4 if address in network), "")
    if address not in _PUBLIC_V6:
        return "outside the public range 2000::/3"
    return next((what for network, what in _REFUSED_V6 if address in network), "")
