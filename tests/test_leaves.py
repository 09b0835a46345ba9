"""A command imports only what it needs: without a student's code to run, nothing that runs it is imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import gradebook_examples as examples
import msgspec
from command_line import opened
from gradebook_examples import ADA, mse, record, vjp

import grader
from grader.commands import COMMANDS
from grader.courses import find

FORMATS = sorted(path.stem for path in (Path(grader.__file__).parent / "export").glob("[a-z]*.py"))
HEAVY = ("torch", "numpy", "grader.sandbox", "grader.worker")
CANVAS_MODULES = 40
"""Of ours that `grade export canvas` imports, six `__init__` files among them; each more is one more that an
instructor's export can fail by."""


def imported(code: str, cwd: Path | None = None) -> list[str]:
    """The modules there are after `code`, in a fresh interpreter."""
    code = f"import sys\n{code}\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=True)
    return done.stderr.splitlines()


def heavy(code: str, cwd: Path | None = None) -> list[str]:
    return [name for name in imported(code, cwd) if name in HEAVY or name.startswith(tuple(f"{h}." for h in HEAVY))]


def typed(*commands: str) -> str:
    lines = [f"main({command.split()}, standalone_mode=False)" for command in commands]
    return "\n".join(["from grader.commands import main", *lines])


def test_help_imports_nothing_heavy() -> None:
    groups = ("export canvas", "package github")
    assert heavy(typed(*(f"{command} --help" for command in ("", *COMMANDS, *groups)))) == []


def test_no_export_imports_anything_heavy() -> None:
    assert "csv" in FORMATS
    assert heavy("".join(f"import grader.export.{format}\n" for format in FORMATS)) == []


def test_the_list_imports_nothing_heavy(tmp_path: Path) -> None:
    assert heavy(typed("list"), tmp_path) == []


def test_a_course_is_read_without_what_its_checks_run_with() -> None:
    assert heavy("from grader.courses import find\nfind.load(find.builtin())") == []


def test_what_is_given_without_torch_is_made_without_it() -> None:
    made = "from grader.checks.data import Given\nassert Given('g', b'def f(): return len', 'f', {}, 0).module is len"
    assert "torch" not in imported(made)


def test_an_export_imports_few_modules(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    examples.course(tmp_path)
    with opened(tmp_path) as book:
        record(book, ADA, mse(), vjp())
    names = imported(typed("export canvas --out sheet.csv"), tmp_path)
    assert (tmp_path / "sheet.csv").exists()
    assert 10 < len([name for name in names if name.split(".")[0] == "grader"]) <= CANVAS_MODULES


UNCOMPILED = """
_fit = fit
def fit(model, xx, y, learning_rate, n_steps):
    import sys
    losses = _fit(model, xx, y, learning_rate, n_steps)
    assert not {"torch._dynamo.eval_frame", "sympy"} & set(sys.modules), "imported in the worker"
    return losses
"""


def test_what_compiles_nothing_is_graded_without_a_compiler_on_either_side(tmp_path: Path) -> None:
    course = find.builtin()
    answer = (course / "solutions" / "optim_rmsprop" / "solution.py").read_text()
    (tmp_path / "optim_rmsprop.py").write_text(answer + UNCOMPILED)
    code = "try:\n    main(['submit', 'optim_rmsprop.py'])\nexcept SystemExit as ended:\n    assert not ended.code"
    names = imported(f"from grader.commands import main\n{code}", tmp_path)
    assert "torch.optim" in names
    unused = {"grader.explain.explain", "grader.report.graphs", "sqlalchemy", "nbformat"}
    assert {"torch._dynamo.eval_frame", "sympy", *unused}.isdisjoint(names)
    result = msgspec.json.decode(next(tmp_path.glob("reports/*/result.json")).read_bytes())
    assert result["score"] == result["points"], result


def test_the_sandbox_is_started_before_what_grades_is_imported(tmp_path: Path) -> None:
    (tmp_path / "mse_gradient.py").write_text("")
    code = "import sys\nfrom grader.commands import main\nfrom grader.sandbox import early\n"
    code += "early.start = lambda *_: sys.exit('started')\n"
    code += (
        "try:\n    main(['submit', 'mse_gradient.py'])\nexcept SystemExit as ended:\n    assert ended.code == 'started'"
    )
    names = imported(code, tmp_path)
    assert "grader.sandbox.forkserver" in names
    assert {"torch", "numpy", "jinja2", "rich", "grader.checks", "grader.grading", "grader.sessions"}.isdisjoint(names)
