"""The worker beside the server: started again where it dies, ended with it, without its sockets."""

from __future__ import annotations

import os
import signal
import socket
import time

import pytest

from tests.support.processes import runs
from web import worker_process
from web.worker_process import WorkerProcess

PATIENCE_SECONDS = 30
# Writes its number and what files it holds, then waits.
TOLD = """
import os, sys, time
with open(sys.argv[1], "a") as told:
    told.write(f"{os.getpid()} {sorted(map(int, os.listdir('/proc/self/fd')))}\\n")
time.sleep(60)
"""


@pytest.fixture
def told(tmp_path, monkeypatch):
    monkeypatch.setattr(worker_process, "_AGAIN_AFTER", 0.01)
    return tmp_path / "told"


def lines(told, count):
    end = time.monotonic() + PATIENCE_SECONDS
    while not told.exists() or len(told.read_text().splitlines()) < count:
        assert time.monotonic() < end
        time.sleep(0.02)
    return told.read_text().splitlines()


def test_one_that_is_killed_is_started_again_and_the_last_ends_with_the_server(told):
    kept = WorkerProcess(command=("-c", TOLD, str(told)))
    kept.start()
    for count in (1, 2, 3):
        pid = int(lines(told, count)[-1].split()[0])
        assert runs(pid)
        if count < 3:
            os.kill(pid, signal.SIGKILL)
    kept.stop()
    assert not runs(pid)
    time.sleep(0.1)
    assert len(lines(told, 3)) == 3


@pytest.mark.enable_socket
def test_the_servers_sockets_stay_with_the_server(told):
    with socket.socket() as listening:
        listening.set_inheritable(True)
        kept = WorkerProcess([listening.fileno()], ("-c", TOLD, str(told)))
        kept.start()
        first = lines(told, 1)[0]
        kept.stop()
        assert str(listening.fileno()) not in first.split("[")[1].rstrip("]").split(", ")


def test_one_that_never_started_is_not_ended():
    WorkerProcess().stop()
