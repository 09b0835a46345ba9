"""The graders, each with the same three tests: how it is set up, asked for a class, and where its verdicts are.

A verdict is whether the answer got full points; None where the grader gave none.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import textwrap
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from cost import Cost, cost

HERE = Path(__file__).resolve().parent
TESTS = {
    "one_row": "x = torch.randn(3)",
    "along_the_last_dimension": "x = torch.randn(4, 8)",
    "large_numbers": "x = torch.tensor([1000.0, 1001.0, 1002.0])",
}
REFERENCE = "import torch\ndef reference_softmax(x, dim): return torch.softmax(x, dim)\n"
CLAIM = (
    "out = my_softmax(x, -1)\n"
    "assert not torch.isnan(out).any()\n"
    "assert torch.allclose(out, reference_softmax(x, -1), atol=1e-5)\n"
)
WAIT_S = 120
"""Seconds that one answer, or a class of hostile ones for each of them, may take."""
ANSWER_S = WAIT_S // 6
"""The limit for each test of graders that want one to be set."""
Verdicts = dict[str, bool | None]


class Grader:
    """python: the one that runs it. isolates: how an answer is kept from the others. package: what pip installs for it
    into an environment of its own; None where this one does. larger: honest answers in its second, larger class."""

    name: ClassVar[str]
    isolates: ClassVar[str]
    package: ClassVar[str | None] = None
    larger: ClassVar[int] = 24

    def __init__(self, python: Path, work: Path) -> None:
        self.bin, self.work = python.parent, work
        work.mkdir(parents=True)
        folders = {"HOME": str(work), "PATH": f"{self.bin}:{os.environ['PATH']}", "IPYTHONDIR": str(work / "ipython")}
        self.env = {**os.environ, **folders, "OMP_NUM_THREADS": "1", "JUPYTER_PLATFORM_DIRS": "1"}
        self.log = work / "log.txt"
        self.prepare()

    def prepare(self) -> None:
        """What an instructor does once; not counted."""

    def grade(self, class_: Mapping[str, str]) -> tuple[Cost, Verdicts]:
        raise NotImplementedError

    def run(self, *command: str | Path, cwd: Path | None = None, seconds: float = WAIT_S) -> tuple[Cost, str]:
        """What it cost, and what it printed."""
        before = self.log.stat().st_size if self.log.exists() else 0
        found = cost(command, cwd=cwd or self.work, env=self.env, seconds=seconds, log=self.log)
        return found, self.log.read_bytes()[before:].decode(errors="replace")


def write(work: Path, name: str, text: str) -> Path:
    """The folder that the answer lies in afterwards, as softmax.py."""
    folder = work / "submitted" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "softmax.py").write_text(text)
    return folder


class ProcessEach(Grader):
    """A grader that is started for each answer. Each further one costs what each of the first did: no larger class."""

    larger = 0

    def grade(self, class_: Mapping[str, str]) -> tuple[Cost, Verdicts]:
        wall, cpu, verdicts = 0.0, 0.0, Verdicts()
        for name, text in class_.items():
            found, verdicts[name] = self.one(write(self.work, name, text))
            wall, cpu = wall + found.wall, cpu + found.cpu
        return Cost(wall, cpu, 0), verdicts

    def one(self, folder: Path) -> tuple[Cost, bool]:
        raise NotImplementedError


class Pytest(ProcessEach):
    name, isolates, package = "pytest a submission (exit status)", "a process", "pytest"

    def prepare(self) -> None:
        self.env["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # plugins that came with this environment would cost it time
        tests = (f"def test_{name}():\n    {setup}\n    {CLAIM.strip()}\n" for name, setup in TESTS.items())
        body = "\n".join(tests).replace("\nassert", "\n    assert")
        (self.work / "test_softmax.py").write_text(f"from softmax import my_softmax\n{REFERENCE}\n{body}")

    def one(self, folder: Path) -> tuple[Cost, bool]:
        test = self.work / "test_softmax.py"
        self.env["PYTHONPATH"] = str(folder)
        found, _ = self.run(self.bin / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", test, cwd=folder)
        return found, found.code == 0


class Process(ProcessEach):
    name, isolates = "a process an exercise (printed line)", "a process"

    def prepare(self) -> None:
        tests = [textwrap.indent(f"{setup}\n{CLAIM}passed += 1\n", " " * 4) for setup in TESTS.values()]
        head = f"import sys\n{REFERENCE}sys.path.insert(0, sys.argv[1])\nfrom softmax import my_softmax\npassed = 0\n"
        body = "".join(f"try:\n{each}except Exception as error:\n    print(error)\n" for each in tests)
        (self.work / "harness.py").write_text(f"{head}{body}print('PASS', passed)\n")

    def one(self, folder: Path) -> tuple[Cost, bool]:
        found, printed = self.run(self.bin / "python", self.work / "harness.py", folder)
        return found, "\nPASS 3\n" in f"\n{printed}"


class TorchJudge(ProcessEach):
    name, isolates = "torch-judge's own judge", "no"
    checkout: ClassVar[Path | None] = None

    def prepare(self) -> None:
        code = "import sys\nsys.path.insert(0, sys.argv[2])\nexec(open(sys.argv[1]).read())\nimport torch_judge\n"
        (self.work / "judge.py").write_text(f"{code}torch_judge.check('softmax')\n")
        self.env["PROGRESS_PATH"] = str(self.work / "progress.json")

    def one(self, folder: Path) -> tuple[Cost, bool]:
        assert self.checkout is not None
        found, printed = self.run(self.bin / "python", self.work / "judge.py", folder / "softmax.py", self.checkout)
        return found, "All 3 tests passed!" in printed


OTTER = """
import json
import signal
import sys

from otter.api import grade_submission

graded, (zipped, seconds, *folders) = {}, sys.argv[1:]


def late(*_):
    raise TimeoutError


signal.signal(signal.SIGALRM, late)
for folder in folders:
    signal.alarm(int(seconds))
    try:
        results = grade_submission(f"{folder}/softmax.py", zipped, quiet=True)
        graded[folder] = results.total
    except Exception as error:
        print(folder, repr(error), file=sys.stderr)
    finally:
        signal.alarm(0)
json.dump(graded, open("graded.json", "w"))
"""
"""A class in one process, as its documentation has it for grading without containers: `otter run` costs more, since it
imports all of otter for each answer. otter has no limit of time by itself, so the loop sets one."""


class Otter(Grader):
    name, isolates, package = "otter (grade_submission)", "a kernel", "otter-grader[grading]"

    def prepare(self) -> None:
        (self.work / "grade.py").write_text(OTTER)
        with zipfile.ZipFile(self.work / "autograder.zip", "w") as archive:
            archive.writestr("otter_config.json", json.dumps({"lang": "python"}))
            for name, setup in TESTS.items():
                lines = (REFERENCE.replace("\n", "\n\n", 1) + f"{setup}\n{CLAIM}").splitlines()
                code = "\n".join(f">>> {line}" for line in lines if line)
                suite = {"cases": [{"code": code, "hidden": False, "locked": False}], "scored": True, "type": "doctest"}
                test = {"name": name, "points": 1, "suites": [suite | {"setup": "", "teardown": ""}]}
                archive.writestr(f"tests/{name}.py", f"OK_FORMAT = True\ntest = {test!r}\n")

    def grade(self, class_: Mapping[str, str]) -> tuple[Cost, Verdicts]:
        folders = {name: write(self.work, name, text) for name, text in class_.items()}
        command = (self.bin / "python", "grade.py", "autograder.zip", str(len(TESTS) * ANSWER_S), *folders.values())
        (self.work / "graded.json").unlink(missing_ok=True)
        found, _ = self.run(*command, seconds=WAIT_S * len(class_))
        graded = self.work / "graded.json"
        scores = json.loads(graded.read_text()) if graded.exists() else {}
        return found, {name: scores.get(str(folder)) == len(TESTS) for name, folder in folders.items()}


class Nbgrader(Grader):
    name, isolates, package = "nbgrader autograde", "a kernel", "nbgrader"

    def prepare(self) -> None:
        config = f"c = get_config()\nc.CourseDirectory.root = {str(self.work)!r}\n"
        config += "c.CourseDirectory.course_id = 'peers'\n"
        config += f"c.ExecutePreprocessor.timeout = {ANSWER_S}\n"
        (self.work / "nbgrader_config.py").write_text(config)
        self._notebook(self.work / "source" / "ps1", "raise NotImplementedError")
        found, printed = self.run(self.bin / "nbgrader", "generate_assignment", "ps1", seconds=300)
        if found.code:
            raise SystemExit(f"nbgrader generate_assignment: {printed[-2000:]}")

    def _notebook(self, folder: Path, answer: str) -> None:
        cells = [_cell("answer", answer, solution=True)]
        cells += [_cell(name, f"{REFERENCE}{setup}\n{CLAIM}") for name, setup in TESTS.items()]
        kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
        folder.mkdir(parents=True, exist_ok=True)
        notebook = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
        (folder / "softmax.ipynb").write_text(json.dumps(notebook))

    def grade(self, class_: Mapping[str, str]) -> tuple[Cost, Verdicts]:
        for name, text in class_.items():
            self._notebook(self.work / "submitted" / name / "ps1", text)
        pattern = f"--student={next(iter(class_))[0]}*"
        found, _ = self.run(self.bin / "nbgrader", "autograde", "ps1", pattern, "--force", seconds=WAIT_S * len(class_))
        self.run(self.bin / "nbgrader", "export", f"--to={self.work / 'grades.csv'}", seconds=300)
        with open(self.work / "grades.csv") as file:
            scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
        return found, {name: scores[name] == len(TESTS) if name in scores else None for name in class_}


class Ours(Grader):
    name, isolates = "grade batch", "namespaces, Landlock, seccomp"
    larger = 100

    def grade(self, class_: Mapping[str, str]) -> tuple[Cost, Verdicts]:
        folder, out = (self.work / f"{what}{len(class_)}{next(iter(class_))}" for what in ("class", "reports"))
        for name, text in class_.items():
            (folder / name).mkdir(parents=True)
            (folder / name / "softmax.py").write_text(text)
        command = (sys.executable, "-m", "grader", "batch", folder, "--course", HERE / "course", "--jobs", "1")
        found, _ = self.run(*command, "--out", out, seconds=WAIT_S * len(class_))
        with open(out / "gradebook.csv", encoding="utf-8-sig") as file:
            scores = {row["student"]: row["softmax"] for row in csv.DictReader(file)}
        return found, {name: float(scores[name]) == len(TESTS) if scores.get(name) else None for name in class_}


def _cell(name: str, text: str, solution: bool = False) -> dict[str, Any]:
    about = {"grade_id": name, "schema_version": 3, "solution": solution, "grade": not solution, "task": False}
    about |= {"locked": not solution} | ({} if solution else {"points": 1})
    return {
        "cell_type": "code", "execution_count": None, "id": name.replace("_", "-")[:30], "outputs": [],
        "metadata": {"nbgrader": about}, "source": text,
    }  # fmt: skip


GRADERS: tuple[type[Grader], ...] = (Nbgrader, Otter, Pytest, Process, TorchJudge, Ours)
