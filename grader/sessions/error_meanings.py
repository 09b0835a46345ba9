"""What the errors of torch and Python mean, where their own words do not name the cause."""

from __future__ import annotations

import re

from grader.message import Message, say

_ERRORS = {
    r"'(float|int|float64|float32)' object has no attribute 'backward'": say(
        "backward() is called on a plain number: item(), or float(), has taken it out of the tensor, and the graph "
        "stays behind. Call backward() on the tensor, and take the number out only where you record or return it."
    ),
    r"Trying to backward through the graph a second time": say(
        "backward() goes through the same graph a second time: it is called twice on one loss, or something from "
        "the step before (a running sum of losses, a prediction made before the loop) is part of this one. Compute "
        "the loss again in every step, and call backward() once: retain_graph=True would only hide it."
    ),
    r"does not require grad and does not have a grad_fn": say(
        "What backward() starts from has no graph: nothing in it requires gradients, or it was computed under "
        "no_grad, or cut off by detach(), item() or torch.tensor(). no_grad is for the update, after backward()."
    ),
    r"grad can be implicitly created only for scalar outputs": say(
        "backward() starts from a single number: take the sum or the mean first, or give it the vector that the "
        "Jacobian is to be multiplied with."
    ),
    r"a (view of a )?leaf Variable that requires grad is being used in an in-place operation": say(
        "The update of a tensor that requires gradients is itself being recorded: make it inside `with "
        "torch.no_grad():`."
    ),
    r"modified by an inplace operation": say(
        "Something that backward() still needs was changed in place after it had been used: compute into a new "
        "tensor, or make the change after backward()."
    ),
    r"appears to not have been used in the graph": say(
        "The result does not depend on one of the tensors that it is differentiated by: it was copied, detached or "
        "left out on the way."
    ),
    r"Can't call numpy\(\) on Tensor that requires grad": say(
        "A tensor with a graph is turned into an array: take its numbers with detach(), or item() where it is one."
    ),
    r"'NoneType' object has no attribute '(zero_|data|item|clone|detach|add_|mul_)'": say(
        "The likeliest None here is a .grad: it is None until backward() has run, and always for a tensor that is "
        "not a leaf or does not require gradients."
    ),
    r"unsupported operand type\(s\) for .*'NoneType'": say(
        "One of the two is None: a .grad is None until backward() has run, and always for a tensor that does not "
        "require gradients; a function without a return gives None."
    ),
    r"^EOFError: EOF when reading a line": say(
        "Nobody is there to answer input() while your code is graded: leave it out, or ask only under `if __name__ "
        '== "__main__":`.'
    ),
    r"^NameError: name '(quit|exit)' is not defined": say(
        "quit() and exit() are for the interactive prompt: leave them out."
    ),
    r"^(FileNotFoundError|PermissionError): ": say(
        "While it is graded your code sees no files besides its own, even where they are there on your machine: "
        'write the data into the code, or read it only under `if __name__ == "__main__":`.'
    ),
    r"^OSError: \[Errno (1|13|30|38)\] [\w -]+$": say(
        "While it is graded your code may start no processes: use DataLoader with num_workers=0, and a loop in the "
        "place of a Pool or of a ProcessPoolExecutor."
    ),
    r"name resolution|urlopen error|Name or service not known|Failed to resolve|Max retries exceeded with url": say(
        "While it is graded your code has no network: leave downloads out (weights=None in the place of pretrained "
        'weights), or keep them under `if __name__ == "__main__":`.'
    ),
    r"not compiled with CUDA|Found no NVIDIA driver|No CUDA GPUs|Attempting to deserialize object on a CUDA": say(
        "There is no GPU here: leave cuda() out, or make your tensors with device=x.device, which is right everywhere."
    ),
    r"'type' object does not support the context manager protocol": say(
        "The () after the name are missing in a `with`: it is `with torch.no_grad():`."
    ),
    r"^(Type|Attribute)Error: .*'(builtin_function_or_method|method)'": say(
        "A function is used as if it were a value: the () after its name are missing, as in mean() or item()."
    ),
    r"^(IndexError|RuntimeError): .*(index .* out of (bounds|range)|index out of range)": say(
        "An index goes past the end. The data have another size in each call: take it from the data, with len(x) or "
        "x.shape, and not from the example. The last index is the size minus 1."
    ),
    r"\bstub of (?P<module>[\w.]+)": say(
        "{module} is not here. A stub takes its place and does nothing, so what it returns is of no use: compute this "
        "without {module}."
    ),
    r"mat1 and mat2 shapes cannot be multiplied|matmul: Input operand 1 has a mismatch|inconsistent tensor size": say(
        "A matrix product takes (n, k) times (k, m). Print both shapes just before this line: is the order the other "
        "way round, or one of them transposed?"
    ),
    r"must match the size of tensor|could not be broadcast together": say(
        "Two shapes that do not go together are combined: print both just before this line."
    ),
    r"attempting to assign a gradient with dtype": say(
        "The .grad that your code sets has another dtype than its tensor. The data here may be float64: make a "
        "tensor of your own with dtype=x.dtype, or with torch.zeros_like and its kin."
    ),
    r"Expected all tensors to be on the same device": say(
        "A tensor that your code makes itself is on another device than the data: make it with device=x.device, or "
        "with torch.zeros_like and its kin."
    ),
}
"""Pattern of what torch says, and what it means. A message can hold a student's own words: no verdict hangs on it."""


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
    found = ((re.search(pattern, text), words) for pattern, words in _ERRORS.items())
    known = (Message(words.template, match.groupdict()) for match, words in found if match)
    return next(known, None) or _not_imported(text)
