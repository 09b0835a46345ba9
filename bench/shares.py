"""Where the CPU of a class goes, on both sides of the wall.

    .venv/bin/python bench/shares.py [STUDENTS] [--exercises …] [--top 12]

Grades a class once to warm up, and another one under cProfile. Prints ms a student: of the trusted process by module
(cProfile's own times, scaled to the CPU that it uses without), of the workers by what they do (the same messages asked
again in forks without walls, each step timed in the thread that does it), and what is left of the workers' CPU: walls,
pipes, forks by the forkserver.
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import functools
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import floor
import msgspec
from batch import Warm, class_cost
from make_class import FIVE, make_class

from grader.courses import find
from grader.sandbox import levels
from grader.sessions.session import Sandbox
from grader.worker import convert, loop, serve
from grader.worker.messages import wire

OURS = str(Path(find.__file__).parents[1]) + "/"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("students", type=int, nargs="?", default=10)
    parser.add_argument("--exercises", nargs="+", default=FIVE)
    parser.add_argument("--top", type=int, default=14, help="rows of each table")
    args = parser.parse_args()
    course = find.load(find.builtin())
    with tempfile.TemporaryDirectory() as scratch, Sandbox(levels.level("full"), course.limits) as sandbox:
        made = make_class(3 * args.students, Path(scratch, "class"), 1, args.exercises)
        n = len(made) // 3
        warm, out = Warm(course, sandbox, args.exercises), Path(scratch, "out")
        class_cost(warm, made[:n], out)
        before, profile = time.process_time(), cProfile.Profile(time.thread_time)
        cost = class_cost(warm, made[n : 2 * n], out)
        trusted, asked = (time.process_time() - before) / n, list(warm.recorder.students)
        profile.runcall(class_cost, warm, made[2 * n :], out)
    trusted_table(profile, trusted, args.top)
    workers_table(asked, cost.cpu - trusted, n, args.top)
    print(f"all: {cost.cpu * 1e3:.1f} ms a student, {n} students, {', '.join(args.exercises)}")


def trusted_table(profile: cProfile.Profile, seconds: float, top: int) -> None:
    """By module of ours; what a module calls that is not ours counts as its own."""
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    spent: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, callers) in stats.items():
        total = sum(c[2] for c in callers.values()) or 1.0
        if module := _module(file):
            spent[module] += own
        else:
            for (caller, _, _), (_, _, by_caller, _) in callers.items():
                spent[_module(caller) or f"other: {name}"] += own * by_caller / total
    rows(f"trusted process, {seconds * 1e3:.1f} ms", spent, seconds, top)


def _module(file: str) -> str:
    if "/solutions/" in file or "/courses/" in file.replace(OURS, ""):
        return "checks.py of exercises"
    return file.removeprefix(OURS) if file.startswith(OURS) else ""


def rows(title: str, spent: Counter[str], seconds: float, top: int) -> None:
    whole = sum(spent.values())
    print(title)
    for name, own in spent.most_common(top):
        print(f"    {name:44} {own / whole * seconds * 1e3:7.2f} ms {own / whole:6.1%}")
    rest = sum(own for _, own in spent.most_common()[top:])
    print(f"    {'the rest':44} {rest / whole * seconds * 1e3:7.2f} ms {rest / whole:6.1%}")


def workers_table(asked: floor.Class, seconds: float, n: int, top: int) -> None:
    process = subprocess.run(
        [sys.executable, __file__, "--again"], input=msgspec.msgpack.encode(asked), stdout=-1, check=True
    )
    told = json.loads(process.stdout)
    spent, forks, whole = Counter(told["spent"]), told["forks"], told["whole"]
    spent["fork, first touches, exit"] = whole - sum(spent.values())
    spent["walls, pipes, forkserver"] = max(0.0, seconds * n - whole)
    title = f"workers, {seconds * 1e3:.1f} ms, {forks / n:.1f} of them a student, {told['messages'] / n:.0f} messages"
    rows(
        f"{title}, {told['bytes'] / n / 2**20:.2f} MiB to and {told['back'] / n / 2**20:.2f} MiB fro",
        spent,
        seconds,
        top,
    )


# -- the messages asked again

_spent: Counter[str] = Counter()
_inside: list[float] = []


def timed(what: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the time of the function, without that of others that are timed, to `what`."""

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        started = time.thread_time()
        _inside.append(0.0)
        try:
            return function(*args, **kwargs)
        finally:
            took = time.thread_time() - started
            _spent[what] += took - _inside.pop()
            if _inside:
                _inside[-1] += took

    return wrapped


def again() -> None:
    students = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=floor.Class)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    out = os.dup(1)
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    import torch  # noqa: F401

    acts = floor._acts("session", students)
    floor._import_what_they_import(acts)
    _instrument()
    loop.warm_up()
    read, write = os.pipe()
    before = floor._cpu()
    spent: Counter[str] = Counter()
    os.set_blocking(read, False)
    for act in acts:
        floor._forked(functools.partial(_told, act, write))
        with contextlib.suppress(BlockingIOError):  # one that does not end tells nothing
            spent.update(json.loads(os.read(read, 65536)))
    back = int(spent.pop("bytes"))
    messages = [m for student in students for asked in student for _, m in asked]
    told = {"spent": spent, "forks": len(acts), "whole": floor._cpu() - before, "messages": len(messages)}
    os.write(out, json.dumps({**told, "bytes": sum(map(len, messages)), "back": back}).encode())


def _told(act: Callable[[], None], write: int) -> None:
    act()
    os.write(write, json.dumps(_spent).encode())


def _instrument() -> None:
    framed = wire.framed

    def counted(message: Any) -> bytes:
        done = framed(message)
        _spent["bytes"] += len(done)
        return done

    wire.framed = timed("writing messages", counted)
    wire.decode_request = timed("reading messages", wire.decode_request)
    serve.Server.load = timed("loading the file", serve.Server.load)  # type: ignore[method-assign]
    serve.Server._given = timed("building given models", serve.Server._given)  # type: ignore[method-assign]
    serve.Server.call = timed("calls", serve.Server.call)  # type: ignore[method-assign]
    for method in ("vector_jacobian", "inspect", "descend"):
        setattr(serve.Server, method, timed(method, getattr(serve.Server, method)))
    convert.from_tensor = timed("tensors from messages", convert.from_tensor)
    convert.tensor_to_wire = timed("tensors to messages", convert.tensor_to_wire)
    serve.Left = _timed_left(serve.Left)  # type: ignore[misc]


def _timed_left(left: type) -> type:
    left.__init__ = timed("what calls leave behind", left.__init__)  # type: ignore[misc]
    for method in ("ended", "to_wire"):
        setattr(left, method, timed("what calls leave behind", getattr(left, method)))
    return left


if __name__ == "__main__":
    again() if sys.argv[1:] == ["--again"] else main()
