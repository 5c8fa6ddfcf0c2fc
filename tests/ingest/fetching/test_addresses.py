from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetching.addresses import public_web_address, resolve
from kb.errors import FetchError

REFUSED = {
    "loopback": "127.0.0.1",
    "loopback, other": "127.255.0.9",
    "loopback v6": "::1",
    "this network": "0.0.0.0",
    "unspecified v6": "::",
    "private 10": "10.1.2.3",
    "private 172": "172.31.255.255",
    "private 192": "192.168.0.1",
    "CGNAT": "100.64.0.1",
    "CGNAT end": "100.127.255.254",
    "link-local, cloud metadata": "169.254.169.254",
    "link-local v6": "fe80::1",
    "link-local v6 with a zone": "fe80::1%eth0",
    "unique local": "fd00:ec2::254",
    "site-local": "fec0::1",
    "v4-mapped loopback": "::ffff:127.0.0.1",
    "v4-mapped public": "::ffff:8.8.8.8",
    "v4-compatible": "::127.0.0.1",
    "6to4": "2002:7f00:1::",
    "6to4 relay": "192.88.99.1",
    "Teredo": "2001:0:7f00:1::1",
    "NAT64": "64:ff9b::7f00:1",
    "NAT64 local": "64:ff9b:1::1",
    "documentation": "192.0.2.1",
    "documentation v6": "2001:db8::1",
    "benchmarks": "198.18.0.1",
    "multicast": "224.0.0.1",
    "multicast v6": "ff02::1",
    "broadcast": "255.255.255.255",
}


@pytest.mark.parametrize("address", REFUSED.values(), ids=REFUSED.keys())
def test_refuses_what_is_not_public(address):
    with pytest.raises(FetchError, match="not a public address") as refusal:
        public_web_address(address, 443)
    assert "no setting changes that" in refusal.value.hint


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "100.63.255.255", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"]
)
def test_lets_public_addresses_pass(address):
    public_web_address(address, 443)


@given(st.ip_addresses())
def test_passes_nothing_that_python_knows_as_special(address):
    try:
        public_web_address(str(address), 443)
    except FetchError:
        return
    assert ipaddress.ip_address(address).is_global
    assert not address.is_multicast


@pytest.mark.parametrize("port", [22, 25, 6379, 9200, 0])
def test_refuses_ports_that_are_not_the_webs(port):
    with pytest.raises(FetchError, match=f"port {port} "):
        public_web_address("8.8.8.8", port)


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.0.0.1", "017700000001"])
def test_odd_ways_to_write_loopback_are_seen_after_resolving(host):
    for address in resolve(host, 80):
        with pytest.raises(FetchError, match="loopback"):
            public_web_address(address, 80)


def test_a_name_that_cannot_be_a_name_is_one_sentence():
    with pytest.raises(FetchError, match="has no address"):
        resolve("a" * 70 + ".example", 80)
