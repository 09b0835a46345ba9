"""What the errors of torch and Python mean, where their own words do not name the cause."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from grader.message import Message, say
from grader.outcomes.outcome import Kind

from . import python_errors, shape_errors, torch_errors

_HERE: dict[Kind, dict[str, Message]] = {
    "crash": {
        r"^EOFError: EOF when reading a line": say(
            "Nobody is there to answer input() while your code is graded: leave it out, or ask only under `if "
            '__name__ == "__main__":`.'
        ),
        r"^NameError: name '(quit|exit)' is not defined": say(
            "quit() and exit() are for the interactive prompt: leave them out."
        ),
        r"^(FileNotFoundError|PermissionError): ": say(
            "While it is graded your code sees no files besides its own, even where they are there on your "
            'machine: write the data into the code, or read it only under `if __name__ == "__main__":`.'
        ),
        r"^OSError: \[Errno (1|13|30|38)\] [\w -]+$": say(
            "While it is graded your code may start no processes: use DataLoader with num_workers=0, and a loop in "
            "the place of a Pool or of a ProcessPoolExecutor."
        ),
        (
            r"name resolution|urlopen error|Name or service not known|Failed to resolve"
            r"|Max retries exceeded with url"
        ): say(
            "While it is graded your code has no network: leave downloads out (weights=None in the place of "
            'pretrained weights), or keep them under `if __name__ == "__main__":`.'
        ),
        (
            r"not compiled with CUDA|Found no NVIDIA driver|No CUDA GPUs"
            r"|Attempting to deserialize object on a CUDA"
        ): say(
            "There is no GPU here: leave cuda() out, or make your tensors with device=x.device, which is right "
            "everywhere."
        ),
        r"\bstub of (?P<module>[\w.]+)": say(
            "{module} is not here. A stub takes its place and does nothing, so what it returns is of no use: "
            "compute this without {module}."
        ),
    },
}
"""Those that only come while code is graded."""
_TABLES = (_HERE, torch_errors.ERRORS, shape_errors.ERRORS, python_errors.ERRORS)
"""Kind of mistake -> pattern -> words. A message can hold a student's own words: no verdict hangs on it."""


_IMPORTS = {
    "np": "import numpy as np",
    "nn": "from torch import nn",
    "F": "import torch.nn.functional as F",
    "plt": "import matplotlib.pyplot as plt",
    "pd": "import pandas as pd",
    "Tensor": "from torch import Tensor",
    "optim": "from torch import optim",
    "partial": "from functools import partial",
    "deepcopy": "from copy import deepcopy",
    "tqdm": "from tqdm import tqdm",
    "dataclass": "from dataclasses import dataclass",
    **{
        name: f"import {name}"
        for name in ("torch", "numpy", "math", "random", "time", "sys", "os", "copy", "itertools")
    },
    **{name: f"from typing import {name}" for name in ("Any", "Callable", "Dict", "Iterable", "List", "Optional")},
    **{name: f"from typing import {name}" for name in ("Sequence", "Tuple", "Union")},
}
"""What names that are used everywhere come from."""
_NOT_DEFINED = re.compile(r"^NameError: name '(\w+)' is not defined")


def _not_imported(text: str) -> Message | None:
    name = _NOT_DEFINED.match(text)
    if not name or name[1] not in _IMPORTS:
        return None
    return say(
        "`{line}` is missing: a file has to import what it uses, where the exercise allows it.", line=_IMPORTS[name[1]]
    )


def meaning(text: str) -> Message | None:
    """One sentence or two on an error that code raised ("RuntimeError: …"), where torch's words name no cause."""
    found = next(_found(text), None)
    return Message(found[1].template, found[0].groupdict()) if found else _not_imported(text)


def kind(text: str) -> Kind:
    """Of the mistake that such an error comes from, as far as the error tells."""
    return next((kind for _, _, kind in _found(text)), "crash")


def _found(text: str) -> Iterator[tuple[re.Match[str], Message, Kind]]:
    return ((match, words, kind) for pattern, kind, words in _errors() if (match := pattern.search(text)))


@functools.cache
def _errors() -> list[tuple[re.Pattern[str], Kind, Message]]:
    """Compiled when there is an error: for a right answer nobody waits for it."""
    return [
        (re.compile(pattern), kind, words)
        for table in _TABLES
        for kind, patterns in table.items()
        for pattern, words in patterns.items()
    ]
