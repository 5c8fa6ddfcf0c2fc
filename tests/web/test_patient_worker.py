from __future__ import annotations

import inspect
import logging
import socket

import gunicorn
import pytest
from gunicorn.http.errors import LimitRequestLine
from gunicorn.http.parser import Parser
from gunicorn.http.unreader import Unreader
from gunicorn.workers import gthread

from web.patient_worker import PatientWorker, arrived

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


def test_who_asks_by_too_long_an_address_is_told_what_to_do(monkeypatch):
    ours, theirs = socket.socketpair()
    worker = object.__new__(PatientWorker)
    monkeypatch.setattr(worker, "log", logging.getLogger("kb.test"), raising=False)
    with ours, theirs:
        worker.handle_error(None, theirs, ("x", 1), LimitRequestLine(9000, 8190))
        said = ours.recv(4096).decode()
    assert said.startswith("HTTP/1.1 414 ")
    assert "8190 characters" in said
    assert "fewer words" in said


# What of gunicorn's own workings is leaned on, with the arguments each is given.
LEANED_ON = {
    (gthread.ThreadWorker, "enqueue_req"): ["self", "conn"],
    (gthread.ThreadWorker, "wait_for_and_dispatch_events"): ["self", "timeout"],
    (gthread.ThreadWorker, "handle_error"): ["self", "req", "client", "addr", "exc"],
    (gthread.ThreadWorker, "_cap_keepalive"): ["self", "deadline"],
    (gthread.TConn, "close"): ["self", "graceful"],
}
SET_AT_THE_START = {
    gthread.ThreadWorker: {"nr_conns", "poller"},
    gthread.TConn: {"sock", "parser", "data_ready"},
    Unreader: {"buf"},
    Parser: {"unreader"},
}
READ_IT_AGAIN = (
    f"gunicorn {gunicorn.__version__} works otherwise: read web/patient_worker.py beside its "
    "gunicorn/workers/gthread.py, run `python -m tests.benchmarks.reliability searchers 'odd "
    "requests'`, then bring this test up to date"
)


def test_gunicorn_has_what_the_worker_leans_on():
    assert gunicorn.version_info[0] == 27, READ_IT_AGAIN
    for (kind, name), arguments in LEANED_ON.items():
        method = getattr(kind, name, None)
        assert method, f"{kind.__name__}.{name}: {READ_IT_AGAIN}"
        found = list(inspect.signature(method).parameters)
        assert found == arguments, f"{kind.__name__}.{name}: {READ_IT_AGAIN}"
    for kind, names in SET_AT_THE_START.items():
        missing = names - set(kind.__init__.__code__.co_names)
        assert not missing, f"{kind.__name__} sets no {missing}: {READ_IT_AGAIN}"
