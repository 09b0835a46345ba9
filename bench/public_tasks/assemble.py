"""Our ports and the published solutions as one course in a folder.

`PYTHONPATH=bench/public_tasks grade verify --course FOLDER` takes it too; it misses the hints.
"""

from __future__ import annotations

import ast
import hashlib
import json
import runpy
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checkout import Published

from grader.edits.mutate import Mutant, mutants

HERE = Path(__file__).parent
TASKS = HERE / "tasks"


def ported() -> list[str]:
    """The ids of the tasks that there is a port of."""
    return sorted(path.parent.name for path in TASKS.glob("*/checks.py"))


def assemble(tasks: Mapping[str, Published], folder: Path) -> None:
    """Writes the course of these tasks: the checks are ours, the solution is the published one, and the stub is that
    with its bodies taken out."""
    (folder / "exercises").mkdir(parents=True)
    shutil.copytree(HERE / "given", folder / "exercises" / "given", ignore=shutil.ignore_patterns("__pycache__"))
    toml = ['name = "public_tasks"', 'title = "Public tasks"', "[limits]", "load = 30", "call = 30", "exercise = 300"]
    for task in tasks.values():
        target = folder / "solutions" / task.id
        target.mkdir(parents=True)
        shutil.copy(TASKS / task.id / "checks.py", target)
        (target / "solution.py").write_text(task.solution, "utf-8")
        (folder / "exercises" / f"{task.id}.py").write_text(stub(task.solution), "utf-8")
        (target / "equivalents.toml").write_text(_equivalents(task), "utf-8")
        points = checks(task.id)["exercise"].points
        toml += ["[[exercise]]", f'id = "{task.id}"', f"points = {points:g}"]
    (folder / "course.toml").write_text("\n".join(toml) + "\n", "utf-8")


def checks(task: str) -> dict[str, Any]:
    """What the port's checks.py defines."""
    return runpy.run_path(str(TASKS / task / "checks.py"))


class _Emptied(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.body = ast.parse("raise NotImplementedError").body
        return node


def stub(solution: str) -> str:
    """The solution's heads."""
    return ast.unparse(_Emptied().visit(ast.parse(solution))) + "\n"


def key(mutant: Mutant) -> str:
    """What an equivalent mutant goes by in our files, which hold no line of the solution."""
    return hashlib.sha256("\0".join(mutant.key).encode()).hexdigest()[:12]


def equivalents(task: str) -> dict[str, str]:
    """Key of a mutant -> why it is right by the task's text."""
    path = TASKS / task / "equivalents.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def _equivalents(task: Published) -> str:
    """The file that `grade verify` reads."""
    reasons = equivalents(task.id)
    entries = []
    for mutant in mutants(task.solution) if reasons else ():
        if reason := reasons.get(key(mutant)):
            where, was, becomes, why = (json.dumps(text) for text in (*mutant.key, reason))
            entries.append(f"[[mutant]]\nwhere = {where}\nwas = {was}\nbecomes = {becomes}\nreason = {why}\n")
    return "\n".join(entries)
