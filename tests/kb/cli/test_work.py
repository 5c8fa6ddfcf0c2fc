from __future__ import annotations

import logging

from redis.exceptions import ConnectionError as NoAnswer

from kb.cli.work import in_a_line


def told_of(error: Exception) -> logging.LogRecord:
    caught = (type(error), error, None)
    record = logging.LogRecord("huey", logging.ERROR, "", 0, "Error reading %s", ("it",), caught)
    assert in_a_line(record)
    return record


def test_a_queue_that_does_not_answer_takes_a_line():
    record = told_of(NoAnswer("Connection refused."))
    assert record.getMessage() == "Error reading it: Connection refused. It is tried again."
    assert record.exc_info is None


def test_other_faults_keep_their_traceback():
    assert told_of(ValueError("x")).exc_info
