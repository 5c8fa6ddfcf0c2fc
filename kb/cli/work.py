"""`kb work`: do what the staff desk asks for in the background."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time

import click

_LOOKED_EVERY = 1.0


@click.command(short_help="Do background work: read uploads, rebuild the index.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many to do at a time.",
)
@click.option("--ends-with", type=int, default=0, hidden=True)
def work(jobs: int, ends_with: int) -> None:
    """Do what the staff desk asks for, until interrupted. `kb serve` starts one of these."""
    from kb.settings import Settings
    from web.following import follow, follow_lessons
    from web.queue import open_queue
    from web.services import Services
    from web.tasks import attach, sweep, watch

    if ends_with:
        _end_with(ends_with)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(in_a_line)
    settings = Settings.from_env(os.environ)
    services = Services.open(settings)
    queue = open_queue(settings.queue_url)
    attach(services, queue)
    sweep(services, queue)
    over = threading.Event()
    beside = [
        threading.Thread(target=follow, args=(services, over), daemon=True),
        threading.Thread(target=follow_lessons, args=(services, over), daemon=True),
        threading.Thread(target=watch, args=(services, queue, over), daemon=True),
    ]
    for thread in beside:
        thread.start()
    queue.work(jobs)
    over.set()
    for thread in beside:
        thread.join()


def in_a_line(record: logging.LogRecord) -> bool:
    """Tell of a queue's server that does not answer in a line; it is asked again by itself."""
    error = record.exc_info[1] if record.exc_info else None
    if error and type(error).__module__ == "redis.exceptions":
        what = record.getMessage().rstrip(".")
        record.msg, record.args = f"{what}: {error} It is tried again.", ()
        record.exc_info = record.exc_text = None
    return True


def _end_with(parent: int) -> None:
    """End where the server that started this one is gone, even if before this was running."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOKED_EVERY)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
