"""A channel with a worker that misbehaves at random, as a machine of rules: each is one misbehaviour, or a question.

An act happens now, so between two questions, or at a moment of the next exchange. A question ends in an answer of which
every byte was written after all of the question was sent, or in an error with a cause; a worker that did nothing wrong
answers. No more is buffered than the longest answer that is allowed, and an ended channel leaves no descriptor open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from scripted_worker import (
    ANSWERS,
    OUTPUT,
    REQUESTS,
    STARTS,
    ScriptedForkserver,
    ScriptedWorker,
    Waiting,
    pipes_of_this_process,
    unread,
)

from grader.errors import SandboxError, SandboxLost, StudentError
from grader.limits import Limits
from grader.sandbox.channel import Channel
from grader.sandbox.output import Output
from grader.worker.messages import wire

LIMITS = Limits(output=200_000)
CAUSES = {"died", "timed_out", "too_much_output"}
RIGHT = wire.framed(wire.Answer(1))
SAID = {
    "an answer": RIGHT, "a byte": RIGHT[:1], "a length": RIGHT[:4], "most of an answer": RIGHT[:-1],
    "more than an answer": RIGHT + RIGHT[:3], "two answers": RIGHT * 2, "an empty answer": bytes(4), "zeros": bytes(64),
    "4 GiB are to come": b"\xff\xff\xff\xff", "4 MiB are to come": wire.HEADER.pack(wire.MAX_ANSWER),
    "too much is to come": wire.HEADER.pack(wire.MAX_ANSWER + 1), "96 MiB": wire.HEADER.pack(wire.MAX_MESSAGE),
    "a large answer": wire.HEADER.pack(2**20) + bytes(2**20), "ready": wire.framed(wire.Ready([])),
    "unconfined": wire.framed(wire.Unconfined("s", "e")), "failed": wire.framed(wire.Failed("raised", "E", "m")),
    "no message": b"\0\0\0\1\xc1",
}  # fmt: skip
PARAMETERS = wire.Inspect(1, "parameters")
WHEN = st.sampled_from(["now", "later", "in a small call", "in a large call", "in a call for parameters"])


class ChannelMachine(RuleBasedStateMachine):
    counts: ClassVar[Counter[str]] = Counter()
    """Over all runs: "steps", and how questions ended, by cause."""
    largest = 0

    def __init__(self) -> None:
        super().__init__()
        self.others, self.question = pipes_of_this_process(), 0
        self.channel: Any = None

    @initialize()
    def start(self) -> None:
        self.open("ready")

    def open(self, start: str) -> None:
        self.forkserver = ScriptedForkserver()
        self.forkserver.start = STARTS[start]
        self.waiting = Waiting(self.forkserver)
        deadline = self.waiting.now + 60
        server: Any = self.forkserver
        self.channel = Channel(server, LIMITS, Output(LIMITS.output), deadline, pipes=self.waiting.made)
        self.worker.asked = lambda: self.question if self.waiting.pipes.state in ("awaiting", "reading") else -1

    @property
    def worker(self) -> ScriptedWorker:
        worker: ScriptedWorker = self.forkserver.worker
        return worker

    def act(self, when: str, act: Callable[[], object], wrong: bool = True) -> None:
        self.worker.wrong |= wrong
        if when != "now":
            self.worker.acts.append(act)
        elif not self.worker.ended and not self.worker.stopped:
            act()
        if when.startswith("in a") and not self.channel.closed:
            small = wire.Call("f", [wire.Tensor("uint8", (), b"\0")])
            large = wire.Call("f", [wire.Tensor("uint8", (70_000,), bytes(70_000))])
            self.ask({"in a small call": small, "in a large call": large}.get(when, PARAMETERS))

    @rule(size=st.sampled_from([0, 10, 60_000]))
    def asks(self, size: int) -> None:
        self.ask(wire.Call("f", [wire.Tensor("uint8", (size,), bytes(size))]))

    @rule(size=st.sampled_from([70_000, 300_000]))
    def asks_more_than_a_pipe_holds(self, size: int) -> None:
        self.asks(size)

    @rule(size=st.sampled_from([0, 70_000]))
    def loads(self, size: int) -> None:
        self.ask(wire.Load("f.py", {"f.py": bytes(size)}, (), wire.Rules(())))

    @rule()
    def asks_for_parameters(self) -> None:
        self.ask(PARAMETERS)

    def ask(self, request: wire.Request) -> None:
        if self.channel.closed:
            self.open("ready")
        self.question += 1
        self.waiting.another_question()
        before = self.worker.taken_in(unread(self.waiting.pipes._read))
        try:
            reply = self.channel.ask(request, 2.0)
        except (StudentError, SandboxLost) as error:
            self.has_ended(error)
            return
        finally:
            assert self.waiting.buffered <= (wire.MAX_MESSAGE if request == PARAMETERS else wire.MAX_ANSWER)
            ChannelMachine.largest = max(self.largest, self.waiting.buffered)
        self.counts["answered"] += 1
        after = self.worker.taken_in(unread(self.waiting.pipes._read))
        assert self.worker.questions_of(before, after) == {self.question}
        assert self.worker.wrong or reply == wire.Answer(self.question)
        assert unread(self.waiting.pipes._printed) == 0

    def has_ended(self, error: Any) -> None:
        """With a cause, for a reason, and for good."""
        cause = error.cause if isinstance(error, StudentError) else "lost"
        self.counts[cause if cause != "died" else f"died: it {error.message.values['what'].template}"] += 1
        assert cause != "timed_out" or not self.worker.left or self.worker.ended.code == -24
        assert cause in CAUSES or (cause == "lost" and self.forkserver.gone), error
        assert self.channel.closed and (self.worker.wrong or self.worker.ended), error
        self.refuses(type(error))

    def refuses(self, kind: type[Exception]) -> None:
        try:
            self.channel.ask(wire.Call("f"), 2.0)
        except kind:
            return
        raise AssertionError("a channel that has ended was asked again")

    @rule(start=st.sampled_from([start for start in STARTS if start != "ready"]))
    def does_not_come_up(self, start: str) -> None:
        self.channel.close()
        try:
            self.open(start)
        except SandboxError:
            self.counts["did not come up"] += 1
            return
        raise AssertionError(f"a worker that {start} came up")

    @rule(when=WHEN, what=st.sampled_from([*SAID]))
    def says(self, when: str, what: str) -> None:
        self.act(when, lambda: self.worker.saying.extend(SAID[what]))

    @rule(when=WHEN, what=st.sampled_from([*SAID]))
    def says_at_once(self, when: str, what: str) -> None:
        self.act(when, lambda: self.worker.write(ANSWERS, SAID[what]))

    @rule()
    def answers_unasked(self) -> None:
        self.act("now", lambda: self.worker.write(ANSWERS, RIGHT))

    @rule()
    def answers_before_the_end_of_the_question(self) -> None:
        def answer() -> None:
            self.worker.take(2**20)
            self.worker.write(ANSWERS, RIGHT)

        self.act("in a large call", answer)

    @rule(when=WHEN, data=st.binary(max_size=12))
    def says_anything(self, when: str, data: bytes) -> None:
        self.act(when, lambda: self.worker.saying.extend(data))

    @rule(when=WHEN, ends=st.sampled_from([(REQUESTS,), (ANSWERS,), (REQUESTS, ANSWERS)]))
    def closes(self, when: str, ends: tuple[int, ...]) -> None:
        self.act(when, lambda: self.worker.shut(*ends))

    @rule(when=WHEN)
    def closes_its_output(self, when: str) -> None:
        self.act(when, lambda: self.worker.shut(OUTPUT), wrong=False)

    @rule(
        when=WHEN, code=st.sampled_from([0, 1, 70, -9, -11, -24, -63]), excess=st.sampled_from(["", "files", "threads"])
    )
    def dies(self, when: str, code: int, excess: Any) -> None:
        self.act(when, lambda: self.worker.die(code, excess))

    @rule(when=WHEN, what=st.sampled_from(["stopped", "deaf", "slow"]))
    def becomes(self, when: str, what: str) -> None:
        self.act(when, lambda: setattr(self.worker, what, True))

    @rule(when=WHEN, end=st.sampled_from([ANSWERS, OUTPUT]))
    def floods(self, when: str, end: int) -> None:
        self.act(when, lambda: self.worker.flooding.add(end))

    @rule(when=WHEN, size=st.sampled_from([1, 5_000, 150_000]))
    def prints(self, when: str, size: int) -> None:
        self.worker.to_print += size
        self.worker.wrong |= self.worker.to_print > LIMITS.output
        self.act(when, lambda: self.worker.printing.extend(bytes(size)), wrong=False)

    @rule(when=WHEN, most=st.sampled_from([1, 4, 5, 70_000]))
    def takes(self, when: str, most: int) -> None:
        self.act(when, lambda: self.worker.take(most), wrong=False)

    @rule(seconds=st.sampled_from([0.5, 1.0, 20.0]))
    def time_passes(self, seconds: float) -> None:
        self.act("later", lambda: setattr(self.waiting, "now", self.waiting.now + seconds))

    @rule()
    def forkserver_goes(self) -> None:
        self.forkserver.gone = self.worker.wrong = True

    @rule()
    def is_closed(self) -> None:
        self.channel.close()
        self.channel.close()

    @invariant()
    def an_ended_channel_leaves_nothing(self) -> None:
        self.counts["steps"] += 1
        if self.channel.closed:
            assert self.worker.ended and pipes_of_this_process() == self.others

    def teardown(self) -> None:
        if self.channel is not None:
            self.channel.close()
            assert pipes_of_this_process() == self.others
