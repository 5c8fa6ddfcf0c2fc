"""How gunicorn runs kb: threads, so that slow clients hold no worker; `kb serve` may override."""

# ruff: noqa: N999 - the name gunicorn looks for
from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import socket
import struct
import tempfile
import threading
import time
from contextlib import suppress
from typing import Any

wsgi_app = "web.wsgi:app"
bind = "127.0.0.1:8000"
worker_class = "web.patient_worker.PatientWorker"
workers = min(4, multiprocessing.cpu_count())
threads = 8
timeout = 60
graceful_timeout = 20
keepalive = 5
# A worker is renewed now and then, so that no leak grows for ever.
max_requests = 20000
max_requests_jitter = 2000
limit_request_line = 8190
limit_request_fields = 64
# Where the workers put their figures together; before anything imports the client.
os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="kb-metrics-")
# gunicorn would open a socket for its own control in the user's home.
control_socket_disable = True
accesslog = None
errorlog = "-"
# Imported once, not once for each worker.
preload_app = True
# How long the next bytes of a request that was begun may take, in seconds.
_NEXT_BYTES_WITHIN = 10
# When a worker imports what only searching needs (seconds): not before the first answers.
_WARM_UP_AFTER = 1.0
_FIRST = (
    "/search?q=warming+up",
    "/comparable?text=300+people+on+the+second+night+after+a+shooting,+2+officers+hurt,+we+have+40",
)
# How often a worker looks whether the index has a newer commit (seconds): it stats two files.
_LOOKED_EVERY = 0.2
# What is imported stays; looking for garbage in it costs a tenth of the start.
gc.disable()


def child_exit(server: Any, worker: Any) -> None:
    """Let go of the gauges of a worker that ended."""
    del server
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def when_ready(server: Any) -> None:
    """Bound what clients may wait; start the worker for background jobs beside the web workers."""
    for listener in server.LISTENERS:
        # Every connection inherits it: a thread waits no longer for the next bytes of a request.
        listener.sock.setsockopt(
            socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", _NEXT_BYTES_WITHIN, 0)
        )
    if os.environ.get("KB_JOBS") == "elsewhere":
        return
    from web.worker_process import WorkerProcess  # noqa: PLC0415

    server.kb_worker = WorkerProcess([listener.fileno() for listener in server.LISTENERS])
    server.kb_worker.start()


def on_exit(server: Any) -> None:
    """End the worker with the server."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
    worker = getattr(server, "kb_worker", None)
    if worker:
        worker.stop()


def pre_fork(server: Any, worker: Any) -> None:
    """Leave workers nothing open: a connection to SQLite must not be carried over a fork."""
    del worker
    from web.services import of  # noqa: PLC0415

    of(server.app.wsgi()).catalog.close()
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    """Collect garbage again, and do beside what searches would wait for."""
    del worker
    gc.enable()
    threading.Thread(target=_keep_warm, args=[server.app.wsgi()], daemon=True).start()


def _keep_warm(app: Any) -> None:
    """Ask what first loads templates, stemmer, index, model, patterns and all incidents.

    That is asked when there is an index to answer. Then open each new commit.
    """
    from indexer.keeping.catching_up import live_generation  # noqa: PLC0415
    from web.logs import UNASKED  # noqa: PLC0415
    from web.services import of  # noqa: PLC0415

    time.sleep(_WARM_UP_AFTER)
    cold = True
    while True:
        # What is wrong with an index is told to whoever searches it.
        with suppress(Exception):
            if cold and live_generation(of(app).engine):
                for first in _FIRST:
                    # A page that is sent while it is written is written when it is read.
                    app.test_client().get(first, buffered=True, environ_base={UNASKED: True})
                cold = False
            of(app).engine.open_newest()
        time.sleep(_LOOKED_EVERY)
