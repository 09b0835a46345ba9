"""Reads checkouts of the two public repositories: published solutions, tests and their assertions. None is stored."""

from __future__ import annotations

import ast
import json
import re
import runpy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.errors import UsageError

JUDGE, ZERO = "https://github.com/duoan/TorchCode", "https://github.com/karpathy/nn-zero-to-hero"
NINJA = "backprop_ninja"
NOTEBOOK = Path("lectures/makemore/makemore_part4_backprop.ipynb")
_FORWARD = """n Xb logits Yb C W1 b1 W2 b2 bngain bnbias emb embcat hprebn bnmeani bndiff bndiff2 bnvar bnvar_inv
bnraw hpreact h logit_maxes norm_logits counts counts_sum counts_sum_inv probs logprobs"""
_BACKWARD = """logprobs probs counts_sum_inv counts_sum counts norm_logits logit_maxes logits h W2 b2 hpreact bngain
bnbias bnraw bnvar_inv bnvar bndiff2 bndiff bnmeani hprebn embcat W1 b1 emb C"""
VALUES, GRADIENTS = _FORWARD.split(), _BACKWARD.split()
"""What the forward pass of that notebook computes, and what its exercise 1 differentiates by."""


@dataclass(frozen=True)
class Published:
    """A public task: the name of its function or class, the text of its solution, and its tests by name."""

    id: str
    function: str
    solution: str
    tests: dict[str, str] = field(default_factory=dict)

    def assertions(self) -> list[str]:
        """ "name of the test#2" for the second of its assertions; all tests together if there is no name."""
        return [f"{name}#{i + 1}" for name, code in self.tests.items() for i in range(_asserts(code))]


def _asserts(code: str) -> int:
    return sum(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(code.replace("{fn}", "fn"))))


def published(judge: Path | None, zero: Path | None) -> dict[str, Published]:
    """All tasks by id. None: that repository's are left out. Raises UsageError where a folder is not its checkout."""
    found: dict[str, Published] = {}
    if judge is not None:
        _require(judge, "torch_judge/tasks/relu.py", JUDGE, "--judge")
        found |= {each.id: each for each in _judged(judge)}
    if zero is not None:
        _require(zero, str(NOTEBOOK), ZERO, "--zero")
        found[NINJA] = _ninja(zero)
    return found


def _require(folder: Path, file: str, address: str, option: str) -> None:
    if not (folder / file).is_file():
        raise UsageError(
            "{folder} is not a checkout of {address}: get one with `git clone --depth 1 {address} {folder}`, or name "
            "another folder with {option} DIR",
            folder=folder,
            address=address,
            option=option,
        )


def _judged(judge: Path) -> list[Published]:
    files = sorted((judge / "torch_judge" / "tasks").glob("[a-z]*.py"))
    tasks = {path.stem: runpy.run_path(str(path))["TASK"] for path in files}
    solutions: dict[str, str] = {}
    for path in sorted((judge / "solutions").glob("*.ipynb")):
        cells = code_cells(path)
        found = re.search(r"""\bcheck\(["'](\w+)["']\)""", "\n".join(cells))
        last = next((i for i, cell in enumerate(cells) if "SOLUTION" in cell), None)
        if found and last is not None:
            before = [cell for cell in cells[: last + 1] if "google.colab" not in cell]
            solutions[found[1]] = "\n\n".join(before) + "\n"
    return [
        Published(name, task["function_name"], solutions[name], {t["name"]: t["code"] for t in task["tests"]})
        for name, task in tasks.items()
        if name in solutions
    ]


def code_cells(path: Path) -> list[str]:
    notebook: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _ninja(zero: Path) -> Published:
    """The backward pass of exercise 1 as a function of all that the forward pass has computed; its test is the
    notebook's own: each gradient beside autograd's."""
    cells = code_cells(zero / NOTEBOOK)
    forward = next(cell for cell in cells if "# PyTorch backward pass" in cell and "dlogprobs" not in cell)
    backward = next(cell for cell in cells if "cmp('logprobs'" in cell)
    setup = next(cell for cell in cells if cell.lstrip().startswith("n_embd = 10") and "n_hidden = 64" in cell)
    body = backward[: backward.index("cmp('logprobs'")]
    told = ", ".join(f"{name}=d{name}" for name in GRADIENTS)
    lines = [f"def gradients({', '.join(VALUES)}):", *body.splitlines(), f"return dict({told})"]
    solution = "import torch\nimport torch.nn.functional as F\n\n\n" + "\n    ".join(lines) + "\n"
    forward = forward.replace("\nloss.backward()\nloss", "\nloss.backward()")
    prelude = (
        "import torch\nimport torch.nn.functional as F\nvocab_size, block_size, n = 27, 3, 32\n" + setup + "\n"
        "Xb = torch.randint(0, vocab_size, (n, block_size), generator=g)\n"
        "Yb = torch.randint(0, vocab_size, (n,), generator=g)\n" + forward + "\n"
        f"with torch.no_grad():\n    found = {{fn}}({', '.join(VALUES)})\n"
        "values = globals()\n"
    )
    checks = "".join(f"assert torch.allclose(found[{name!r}], {name}.grad), {name!r}\n" for name in GRADIENTS)
    return Published(NINJA, "gradients", solution, {"cmp": prelude + checks})
