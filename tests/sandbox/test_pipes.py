"""Whatever a worker does while it is sent something large is an ending with a cause, and takes no memory from us."""

from __future__ import annotations

import dataclasses
import tracemalloc

import pytest
from sandboxed import TIGHT, source

from grader.errors import StudentError
from grader.sessions.session import WorkerSession
from grader.worker.messages import wire
from grader.worker.messages.wire import Rules

DEAF = """
import select, struct

def at_the_next_request(taken, act):
    kept, (empty, _) = os.dup(3), os.pipe()
    os.dup2(empty, 3)
    def wait():
        left = taken
        while left:
            left -= len(os.read(kept, left))
        select.select([kept], [], [])
        act(kept)
    threading.Thread(target=wait, daemon=True).start()

def flood(start=b""):
    os.write(4, start)
    while True:
        os.write(4, bytes(65536))

wire = sys.modules["worker.messages.wire"]
right = wire.framed(wire.Answer(1.0))

def f(x):
    at_the_next_request({taken}, lambda kept: {act})
    return 1.0
"""
"""From the next request on the worker's loop reads from an empty pipe. Once `taken` bytes of it were read and more are
here, `act` happens; nobody reads the rest."""
LARGE = 2**24
MOMENTS = (0, 4, 2**23)


def sent_to(sandbox, act: str, taken: int = 0, within_s: float = 20) -> StudentError:
    """How a large request to this worker ends. Anything but a StudentError is raised."""
    text = DEAF.replace("{act}", act).replace("{taken}", str(taken))
    worker = WorkerSession(sandbox.forkserver(("numpy",)), source(text), Rules(()), TIGHT)
    try:
        assert worker.ask(wire.Call("f", [1.0])) == 1.0
        worker._limits = dataclasses.replace(TIGHT, call_s=within_s)
        with pytest.raises(StudentError) as found:
            worker.ask(wire.Call("f", [wire.Tensor("uint8", (LARGE,), bytes(LARGE), "numpy")]))
    finally:
        worker.close()
    return found.value


@pytest.mark.parametrize("start", ["", "struct.pack('>I', 2**32 - 1)", "struct.pack('>I', 2**20)", "right"])
def test_a_flood_while_it_is_sent_to_takes_no_memory(sandbox, start) -> None:
    tracemalloc.start(1)
    try:
        found = sent_to(sandbox, f"flood({start})")
        assert tracemalloc.get_traced_memory()[1] < 5 * LARGE
    finally:
        tracemalloc.stop()
    assert found.cause == "died"


@pytest.mark.parametrize("taken", MOMENTS)
@pytest.mark.parametrize(
    ("act", "cause"),
    [
        ("os.close(4)", "died"),
        ("os.close(kept)", "died"),
        ("os.closerange(0, 64)", "died"),
        ("os._exit(3)", "died"),
        ("os.kill(os.getpid(), signal.SIGSTOP)", "timed_out"),
        ("None", "timed_out"),
        ("os.write(4, right)", "died"),
        ("os.write(4, right[:2])", "died"),
        ("os.write(4, bytes(4))", "died"),
        ("os.write(1, bytes(2**23))", "too_much_output"),
    ],
)
def test_a_send_that_is_not_taken_fails_the_student_with_a_cause(sandbox, act, cause, taken) -> None:
    assert sent_to(sandbox, act, taken, 1 if cause == "timed_out" else 20).cause == cause
