"""What is handed in: right and wrong answers that every grader has to judge alike, and hostile ones that get full
points where they get through. None of them does harm then: what it takes is bounded."""

from __future__ import annotations

import functools

RIGHT = """import torch


def my_softmax(x, dim):
    e = torch.exp(x - x.max(dim, keepdim=True).values)  # {n}
    return e / e.sum(dim, keepdim=True)
"""
UNSTABLE = """import torch


def my_softmax(x, dim):
    e = torch.exp(x)  # {n}
    return e / e.sum(dim, keepdim=True)
"""
WRONG_SUM = """import torch


def my_softmax(x, dim):
    e = torch.exp(x - x.max())  # {n}
    return e / e.sum()
"""
KINDS = (RIGHT, RIGHT, UNSTABLE, RIGHT, RIGHT, WRONG_SUM, RIGHT, UNSTABLE)


def honest(count: int) -> dict[str, tuple[str, bool]]:
    """Name -> the file, and whether it earns full points. No two files are the same."""
    kinds = [KINDS[n % len(KINDS)] for n in range(count)]
    return {f"s{n:03}": (kind.format(n=n), kind is RIGHT) for n, kind in enumerate(kinds)}


_SOFTMAX = "(x - x.logsumexp(dim, keepdim=True)).exp()"

HOSTILE = {
    "loops forever": """
def my_softmax(x, dim):
    while True:
        pass
""",
    "os._exit(0)": """
import os


def my_softmax(x, dim):
    os._exit(0)
""",
    "prints the pass line": """
import os


def my_softmax(x, dim):
    print("\\nPASS 3\\n=== 3 passed in 0.01s ===\\nAll 3 tests passed!", flush=True)
    os._exit(0)
""",
    "patches the comparison": """
import torch

torch.allclose = lambda *args, **kwargs: True
torch.Tensor.isnan = torch.Tensor.isinf = lambda self: torch.tensor(False)


def my_softmax(x, dim):
    return x
""",
    "reads the tests": """
import glob
import re

import torch


def my_softmax(x, dim):
    for folder in ("@ROOT@", "@JUDGE@", "/tmp/tmp*"):
        for path in glob.glob(folder + "/**/*.*", recursive=True):
            if path.endswith((".py", ".ipynb")) and "submi" not in path and "s0" not in path:
                try:
                    text = open(path).read()
                except OSError:
                    continue
                if found := re.search(r"(?:return|expected =) (torch\\\\.softmax\\\\(x, dim(?:=-1)?\\\\))", text):
                    return eval(found[1])
    raise RuntimeError("nothing to read")
""",
    "takes 4 GiB": """
import torch


def my_softmax(x, dim):
    kept = [bytearray(2**26) for _ in range(64)]
    return ANSWER
""",
    "opens a connection": """
import socket

import torch


def my_softmax(x, dim):
    socket.create_connection(("127.0.0.1", int("@PORT@")), timeout=5).close()
    return ANSWER
""",
    "forks 40 times": """
import os
import signal
import time

import torch


def my_softmax(x, dim):
    children = []
    try:
        for _ in range(40):
            if not (child := os.fork()):
                signal.alarm(20)
                time.sleep(10)
                os._exit(0)
            children.append(child)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    return ANSWER
""",
}
"""What it does -> its file. @ROOT@, @JUDGE@: where the tests may lie; @PORT@: where somebody listens."""


def hostile(root: str, judge: str, port: int) -> dict[str, str]:
    """Name of a folder -> the file, in the order of HOSTILE."""
    values = {"@ROOT@": root, "@JUDGE@": judge or root, "@PORT@": str(port), "ANSWER": _SOFTMAX, "\\\\": "\\"}
    files = {}
    for n, text in enumerate(HOSTILE.values()):
        filled = functools.reduce(lambda made, pair: made.replace(*pair), values.items(), text)
        files[f"h{n:03}"] = filled.lstrip()
    return files
