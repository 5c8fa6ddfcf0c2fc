"""How gunicorn runs kb: threads, so that slow clients hold no worker; `kb serve` may override."""

# ruff: noqa: N999 - the name gunicorn looks for
from __future__ import annotations

import multiprocessing

wsgi_app = "web.wsgi:app"
bind = "127.0.0.1:8000"
worker_class = "gthread"
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
# gunicorn would open a socket for its own control in the user's home.
control_socket_disable = True
accesslog = None
errorlog = "-"
