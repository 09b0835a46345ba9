"""What ends a request: which limit it was, and what cannot be sent at all."""

from __future__ import annotations

import dataclasses

import pytest
from sandboxed import TIGHT, source

from grader.errors import StudentError
from grader.sandbox.session import Rules, WorkerSession
from grader.worker import wire

SLEEPS = "def f(x):\n    time.sleep(60)\n"


def found_of(sandbox, text, *args, **limits) -> StudentError:
    """What is found of `f(*args)`."""
    limits = dataclasses.replace(TIGHT, **limits)
    worker = WorkerSession(sandbox.forkserver(("numpy",)), source(text), Rules(()), limits)
    try:
        with pytest.raises(StudentError) as found:
            worker.ask(wire.Call("f", list(args)))
    finally:
        worker.close()
    return found.value


@pytest.mark.parametrize(
    ("text", "limits", "words"),
    [
        (SLEEPS, {"call_s": 1}, "the 1 s allowed for one call"),
        (SLEEPS, {"call_s": 1.5, "exercise_s": 1}, "the 1 s allowed for the whole exercise"),
        ("time.sleep(60)", {"load_s": 1}, "the 1 s allowed for loading the file"),
        ("time.sleep(60)", {"exercise_s": 1}, "the 1 s allowed for the whole exercise"),
    ],
)
def test_the_limit_that_ended_is_the_one_that_is_told(sandbox, text, limits, words):
    found = found_of(sandbox, text, 1.0, **limits)
    assert found.cause == "timed_out"
    assert found.message == f"it took longer than {words}: is there a loop without end?"
