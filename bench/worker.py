"""What a worker costs.

    .venv/bin/python bench/worker.py [RUNS]

Prints, in ms and as ratios taken in one run (the machine may be shared and noisy): one worker from the order to fork to
its first answer, against a bare fork-and-exit of a process that has imported torch; and where there is a GPU, one that
starts CUDA against one that does not. bench/submit.py has whole submits.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from grader.courses import device, find
from grader.limits import Limits
from grader.sandbox import levels
from grader.sessions.session import Sandbox
from grader.submission.source import Source
from grader.worker.gpu import NAME
from grader.worker.messages import wire
from grader.worker.messages.wire import Rules

COURSE = find.load(find.builtin())
BARE = """
import os, sys, time, torch
for line in sys.stdin:
    started = time.perf_counter()
    if not (pid := os.fork()):
        os._exit(0)
    os.waitpid(pid, 0)
    print(time.perf_counter() - started, flush=True)
"""


def timed(act: Callable[[], object]) -> float:
    """Seconds of wall time."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def first_answer(sandbox: Sandbox, gpu: bool = False) -> None:
    exercise = COURSE.exercises["clamp_mlp"]
    text = (exercise.folder / "solution.py").read_bytes()
    source = Source(exercise.id, "clamp_mlp.py", "clamp_mlp.py", {"clamp_mlp.py": text})
    one = wire.Tensor("float32", (1, 1), b"\0\0\x80?", device=NAME if gpu else "cpu")
    session = sandbox.session(exercise.spec.libraries, source, Rules(("forward",), gpu=gpu))
    session.ask(wire.Call("forward", [one, one, one]))
    session.close()


def workers(runs: int) -> None:
    with (
        Sandbox("full", Limits()) as sandbox,
        subprocess.Popen([sys.executable, "-c", BARE], stdin=-1, stdout=-1, text=True) as bare,
    ):

        def bare_fork() -> float:
            assert bare.stdin is not None
            assert bare.stdout is not None
            bare.stdin.write("\n")
            bare.stdin.flush()
            return float(bare.stdout.readline())

        first_answer(sandbox), bare_fork()
        pairs = [(timed(lambda: first_answer(sandbox)), bare_fork()) for _ in range(runs)]
        bare.stdin.close()  # type: ignore[union-attr]
    report("one worker, order to first answer", "bare fork and exit with torch", pairs)


def workers_on_a_card(runs: int) -> None:
    if reason := device.obstacle():
        print(f"no worker with CUDA: {reason}")
        return
    card = levels.gpu("cuda:0", "full")
    with Sandbox("full", Limits(), card) as with_card, Sandbox("full", Limits()) as without:
        first_answer(with_card, gpu=True), first_answer(without)
        pairs = [
            (timed(lambda: first_answer(with_card, gpu=True)), timed(lambda: first_answer(without)))
            for _ in range(runs)
        ]
    report("one worker with CUDA", "one worker", pairs)


def report(name: str, against: str, pairs: list[tuple[float, float]]) -> None:
    one, other = (statistics.median(column) * 1e3 for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{name:34} {one:8.1f} ms   {against:30} {other:8.1f} ms   ratio {ratio:5.2f}", flush=True)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    workers(count * 5)
    workers_on_a_card(count)
