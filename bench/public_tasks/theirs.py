"""Published tests on an answer: in a process of its own, with a time limit. Run as a script; `Theirs` speaks to it.

In: one JSON document a line, {"text": …, "function": …, "tests": {name: code}, "seconds": …, "first": …}. Out: a line
each with the names of the tests that do not pass; with "first", those after the first of them are not run. The process
that forks has imported torch, so that a trial costs milliseconds.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from typing import Any

MEMORY = 8 * 2**30


class Theirs:
    """A process that runs published tests. seconds: for all tests of one answer."""

    def __init__(self) -> None:
        self.seconds = 60.0
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def failed(self, text: str, function: str, tests: dict[str, str], first: bool = False) -> list[str]:
        """The names of the tests that the answer fails; all of them where it cannot be loaded, those that are left
        where it does not end. first: of the tests after the first that fails it is not known."""
        asked = {"text": text, "function": function, "tests": tests, "seconds": self.seconds, "first": first}
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return list(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        self._process.communicate()


def _trial(asked: dict[str, Any], told: int) -> None:
    """In a process of its own: writes a line for each test that passes."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    signal.setitimer(signal.ITIMER_REAL, asked["seconds"])
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    module: dict[str, Any] = {"__name__": "answer"}
    exec(compile(asked["text"], "answer.py", "exec", dont_inherit=True), module)
    for name, code in asked["tests"].items():
        namespace = {asked["function"]: module[asked["function"]]}
        try:
            exec(compile(code.replace("{fn}", asked["function"]), name, "exec", dont_inherit=True), namespace)
        except Exception:
            if asked["first"]:
                return
            continue
        os.write(told, f"{name}\n".encode())


def main() -> None:
    import torch
    import torch._dynamo  # else each trial with an optimizer would import it

    torch.set_num_threads(1)
    for line in sys.stdin:
        asked = json.loads(line)
        reading, writing = os.pipe()
        if not (child := os.fork()):
            os.close(reading)
            try:
                _trial(asked, writing)
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            passed = pipe.read().decode().splitlines()
        os.waitpid(child, 0)
        print(json.dumps([name for name in asked["tests"] if name not in passed]), flush=True)


if __name__ == "__main__":
    main()
