"""Known answers foretell what a check finds; a new one lets it run, with the answers that are there already."""

from __future__ import annotations

import pytest
from sandboxed import session

from grader.errors import StudentError
from grader.sessions.conversation import Astray, Conversation, FollowedSession, Place
from grader.sessions.session import WorkerSession
from grader.worker.messages import wire

COUNTS = "calls = []\ndef f(x):\n    calls.append(x)\n    return float(len(calls))\n"


def of(root: Place, worker: WorkerSession) -> Conversation:
    return Conversation(root, worker, lambda loaded: "f" in loaded.kinds)


def asked(conversation: Conversation, *numbers: float) -> list[wire.Value]:
    followed = FollowedSession(conversation)
    return [followed.ask(wire.Call("f", [number])) for number in numbers]


def known(conversation: Conversation, found: str) -> Place:
    """What the exchanges lead to, as a tree without branches."""
    place = root = Place()
    for it in conversation.exchanges:
        assert it.digest is not None
        place.session, place.request, place.parameters = it.session, it.request, it.parameters
        place = place.then.setdefault(it.digest, Place())
    place.finding = found
    return root


def test_the_same_answers_foretell_the_finding_and_each_is_asked_for(sandbox) -> None:
    with session(sandbox, COUNTS) as first, session(sandbox, COUNTS) as second:
        asked(before := of(Place(), first), 3.0, 4.0)
        assert of(known(before, "right"), second).foretold() == "right"
        assert second.ask(wire.Call("f", [5.0])) == 3.0, "its worker has been asked twice"


def test_after_a_new_answer_the_check_gets_those_that_are_there_and_asks_on(sandbox) -> None:
    with session(sandbox, COUNTS) as first, session(sandbox, COUNTS.replace("len(calls)", "2 ** len(calls)")) as second:
        asked(before := of(Place(), first), 3.0, 4.0)
        conversation = of(known(before, "right"), second)
        assert (conversation.foretold(), conversation.is_remembered) == (None, True)
        assert asked(conversation, 3.0, 4.0) == [2.0, 4.0]
        assert len(conversation.exchanges) == 2, "the first was answered already"


def test_an_error_reaches_the_check_and_nothing_is_remembered(sandbox) -> None:
    with session(sandbox, COUNTS) as first, session(sandbox, "def f(x):\n    return 1 / 0\n") as second:
        asked(before := of(Place(), first), 3.0)
        conversation = of(known(before, "right"), second)
        assert conversation.foretold() is None
        with pytest.raises(StudentError, match="ZeroDivisionError"):
            asked(conversation, 3.0)
        assert not conversation.is_remembered


def test_a_file_that_does_not_load_is_loaded_once(sandbox) -> None:
    with session(sandbox, COUNTS) as first, session(sandbox, "def f(x:\n") as second:
        asked(before := of(Place(), first), 3.0)
        conversation = of(known(before, "right"), second)
        assert conversation.foretold() is None
        with pytest.raises(StudentError):
            FollowedSession(conversation).loaded()
        assert second.output.loads == 1


def test_a_check_that_asks_something_else_after_the_same_answers_is_found_out(sandbox) -> None:
    with session(sandbox, COUNTS) as first, session(sandbox, COUNTS) as second:
        asked(before := of(Place(), first), 3.0, 4.0)
        conversation = of(known(before, "right"), second)
        conversation.foretold()
        with pytest.raises(Astray):
            asked(conversation, 3.0, 5.0)
