"""After a call that raised: who answers what is asked next."""

from __future__ import annotations

import pytest
from sandboxed import session

from grader.errors import StudentError
from grader.worker.messages import wire

COUNTS = """
calls = []
def f(x):
    calls.append(x)
    if x < 0:
        raise ValueError("too small")
    if x > 9:
        raise SystemExit
    return float(len(calls))
"""


def asked(worker, x: float) -> wire.Value:
    return worker.ask(wire.Call("f", [x]))


def test_another_worker_answers_after_an_error(sandbox) -> None:
    with session(sandbox, COUNTS) as worker:
        asked(worker, 1.0)
        with pytest.raises(StudentError, match="too small"):
            asked(worker, -1.0)
        assert asked(worker, 1.0) == 1.0


def test_one_that_goes_on_is_asked_on_until_it_is_renewed(sandbox) -> None:
    with session(sandbox, COUNTS) as worker:
        worker.goes_on = True
        with pytest.raises(StudentError, match="too small"):
            asked(worker, -1.0)
        assert asked(worker, 1.0) == 2.0
        worker.renew()
        assert [asked(worker, 1.0), asked(worker, 1.0)] == [1.0, 2.0]
        worker.renew()
        assert asked(worker, 1.0) == 3.0, "nothing has raised in it"


def test_what_ends_the_program_ends_the_worker(sandbox) -> None:
    with session(sandbox, COUNTS) as worker:
        worker.goes_on = True
        with pytest.raises(StudentError):
            asked(worker, 10.0)
        assert asked(worker, 1.0) == 1.0
