"""What ends a request: which limit, and what is too large to send."""

from __future__ import annotations

import dataclasses
import os
from typing import Any, cast

import pytest
from every_level import forkserver_of
from sandboxed import TIGHT, ask, session, source
from scripted_worker import ScriptedForkserver, Waiting, pipes_of_this_process
from waiting import alive, children, until

from grader.errors import SandboxLost, StudentError
from grader.sandbox.channel import Channel
from grader.sandbox.output import Output
from grader.sessions.session import Sandbox, WorkerSession
from grader.worker.messages import wire
from grader.worker.messages.wire import Rules

SLEEPS = "def f(x):\n    time.sleep(60)\n"


def found_of(sandbox, text, *args, **limits) -> StudentError:
    """The error that `f(*args)` ends with."""
    tight = dataclasses.replace(TIGHT, **limits)
    worker = WorkerSession(sandbox.forkserver(("numpy",)), source(text), Rules(()), tight)
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
def test_the_message_names_the_limit_that_was_passed(sandbox, text, limits, words) -> None:
    found = found_of(sandbox, text, 1.0, **limits)
    assert found.cause == "timed_out"
    assert found.message == f"it took longer than {words}: is there a loop without end?"


def test_a_call_that_is_too_large_to_send_fails_the_student(sandbox) -> None:
    """A student can make a check send more than it should: it sends back arrays of their sizes."""
    too_much = wire.Tensor("uint8", (wire.MAX_MESSAGE,), bytes(wire.MAX_MESSAGE), "numpy")
    found = found_of(sandbox, "def f(x):\n    return 1.0\n", too_much)
    words = "one call would have to send your code more than 96 MiB: is something that your code made far too large?"
    assert (found.cause, found.message, found.stops_exercise) == ("wrong_shape", words, False)


def test_files_that_are_too_large_to_send_fail_the_student(sandbox) -> None:
    found = found_of(sandbox, "#" * wire.MAX_MESSAGE)
    words = "the files are too large: together they may have at most 96 MiB"
    assert (found.cause, found.message, found.stops_exercise) == ("forbidden", words, True)


def test_a_worker_answers_again_after_a_call_that_was_too_large(sandbox) -> None:
    too_much = wire.Tensor("uint8", (wire.MAX_MESSAGE,), bytes(wire.MAX_MESSAGE), "numpy")
    with session(sandbox, "def f(x):\n    return 1.0\n") as worker:
        with pytest.raises(StudentError):
            ask(worker, "f", too_much)
        assert ask(worker, "f", 2.0) == 1.0


def test_every_session_of_a_forkserver_that_was_closed_says_that_it_is_lost(sandbox) -> None:
    """Also where another has started meanwhile: what became of the earlier one's workers it cannot tell."""
    before = os.listdir("/proc/self/fd")
    with (
        Sandbox(sandbox.level, TIGHT) as own,
        session(own, "") as first,
        session(own, "") as second,
        session(own, "def f():\n    return 1.0\n") as new,
    ):
        first.loaded(), second.loaded()
        workers = children(forkserver_of(own.forkserver(("numpy",))))
        own.forkserver(("numpy",)).close()
        until(lambda: not any(map(alive, workers)))
        with pytest.raises(SandboxLost):
            ask(first, "f")
        assert ask(new, "f") == 1.0
        with pytest.raises(SandboxLost):
            ask(second, "f")
        assert ask(new, "f") == 1.0
    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_an_exchange_that_was_interrupted_closes_the_channel_for_good() -> None:
    """What is left of it would be taken for the next answer."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    before, forkserver = pipes_of_this_process(), ScriptedForkserver()
    waiting, server = Waiting(forkserver), cast(Any, forkserver)
    channel = Channel(server, TIGHT, Output(TIGHT.output), waiting.now + 60, pipes=waiting.made)
    forkserver.worker.acts.append(interrupt)
    with pytest.raises(KeyboardInterrupt):
        channel.ask(wire.Call("f"), 1.0)
    assert channel.closed and forkserver.worker.ended and pipes_of_this_process() == before
    with pytest.raises(SandboxLost):
        channel.ask(wire.Call("f"), 1.0)
