from __future__ import annotations

from datetime import timedelta

import pytest

from kb.errors import SettingsError
from web.queue import open_queue


def test_a_message_reaches_a_worker_in_another_queue_object(tmp_path):
    url = f"sqlite:{tmp_path}/queue.sqlite3"
    open_queue(url).send(7)
    receiving, got = open_queue(url), []
    receiving.on_message(got.append, lambda: None)
    task = receiving._huey.dequeue()
    receiving._huey.execute(task)
    assert got == [7]
    assert receiving._huey.dequeue() is None


def test_a_delayed_message_waits(tmp_path):
    queue = open_queue(f"sqlite:{tmp_path}/queue.sqlite3")
    queue.send(7, timedelta(hours=1))
    waiting = queue._huey.dequeue()
    assert waiting.args == (7,)
    assert not queue._huey.ready_to_run(waiting)


def test_immediate_queues_do_at_once():
    queue, got = open_queue("immediate:"), []
    queue.on_message(got.append, lambda: None)
    queue.send(3)
    assert got == [3]


@pytest.mark.parametrize("url", ["", "sqs://x", "queue.sqlite3"])
def test_what_names_no_queue_is_refused(url):
    with pytest.raises(SettingsError, match="names no queue"):
        open_queue(url)
