from __future__ import annotations

import pytest

from web.patient_worker import arrived

GET, POST = b"GET / HTTP/1.1\r\nHost: x\r\n", b"POST /a HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        GET + b"\r\n",
        b"GET / HTTP/1.1\nHost: x\n\n",
        POST + b"Content-Length: 3\r\n\r\nabc",
        POST + b"content-length:3\r\n\r\nabcd",
        POST + b"Content-Length: 99999999\r\n\r\n" + b"x" * 40_000,
        POST + b"Content-Length: 9\r\nExpect: 100-continue\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        POST + b"X-A: " + b"a" * 40_000,
        b"\x16\x03\x01\x02\x00\x01",
    ],
)
def test_a_whole_request_or_much_of_one_is_given_to_a_thread(sent):
    assert arrived(sent)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /a",
        GET,
        POST + b"Content-Length: 3\r\n\r\nab",
        POST + b"Content-Length: 99999999\r\n\r\n" + b"x" * 4000,
        POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nab",
    ],
)
def test_what_has_only_begun_is_waited_for(sent):
    assert not arrived(sent)
