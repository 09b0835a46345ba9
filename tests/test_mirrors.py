"""Where is it tested? A module's tests are in the file of its name: grader/a/b.py in tests/a/test_b.py."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import grader

ROOT, TESTS = Path(grader.__file__).parent, Path(__file__).parent
ELSEWHERE: dict[str, str] = {
    "__init__": "test_wheel.py",
    "authoring/faults": "authoring/test_verify.py",
    "authoring/operators": "authoring/test_mutate.py",
    "authoring/trial": "authoring/test_verify.py",
    "authoring/verification": "authoring/test_verify.py",
    "authoring/words": "language/test_language.py",
    "batch/cluster": "batch/test_survives.py",
    "batch/plan": "batch/test_command.py",
    "batch/pool": "batch/test_survives.py",
    "batch/record": "batch/test_command.py",
    "batch/store": "batch/test_command.py",
    "batch/workshop": "batch/test_command.py",
    "checks/calls": "checks/test_gradients.py",
    "checks/differentiable": "checks/test_gradients.py",
    "checks/exercise": "test_course.py",
    "checks/jacobians": "checks/test_evidence.py",
    "checks/kept": "checks/test_witness.py",
    "checks/rounding": "checks/test_compare.py",
    "checks/signature": "builtin/test_common_cases.py",
    "cli/__init__": "test_instructor.py",
    "cli/author": "authoring/test_verify.py",
    "cli/export": "export/test_export_documents.py",
    "cli/instructor": "test_instructor.py",
    "cli/options": "test_instructor.py",
    "cli/student": "student/test_submit.py",
    "course_toml": "test_course.py",
    "errors": "builtin/test_common_cases.py",
    "export/classroom50": "export/test_export_documents.py",
    "export/common": "export/test_export_documents.py",
    "export/csv": "export/test_export_tables.py",
    "export/gradescope": "export/test_export_documents.py",
    "export/json": "export/test_export_tables.py",
    "export/junit": "export/test_export_documents.py",
    "export/sheet": "export/test_export_canvas.py",
    "files": "student/test_submit.py",
    "gradebook/book": "gradebook/test_gradebook.py",
    "gradebook/connect": "gradebook/test_gradebook.py",
    "gradebook/graded_exercises": "gradebook/test_standing.py",
    "gradebook/queries": "gradebook/test_gradebook.py",
    "gradebook/schema": "gradebook/test_gradebook.py",
    "gradebook/writing": "gradebook/test_gradebook.py",
    "intake/archive_entries": "intake/test_intake_archives.py",
    "intake/class_input": "intake/test_intake_roster.py",
    "intake/class_reader": "intake/test_intake_anything.py",
    "intake/files": "intake/test_intake_damaged.py",
    "intake/layouts": "intake/test_intake_anything.py",
    "intake/matching": "intake/test_intake_roster.py",
    "intake/read": "intake/test_intake_anything.py",
    "intake/roster_csv": "intake/test_intake_roster.py",
    "language/particles": "language/test_language.py",
    "language/sentences": "language/test_language.py",
    "language/words": "language/test_language.py",
    "outcome": "test_diagnosis.py",
    "package/harness": "package/test_bundle.py",
    "policy": "gradebook/test_standing.py",
    "report/figures": "report/test_page.py",
    "report/remarks": "test_instructor.py",
    "report/source": "report/test_listing.py",
    "report/summary": "report/test_class_page.py",
    "sandbox/ask_driver": "sandbox/test_gpu.py",
    "sandbox/janitor": "sandbox/test_cgroup.py",
    "sandbox/output": "builtin/test_common_cases.py",
    "sandbox/rehearsal": "test_isolation.py",
    "sandbox/session": "sandbox/test_channel.py",
    "student/notebook": "student/test_notebook_check.py",
    "submission/collect": "test_submission.py",
    "submission/helpers": "test_submission.py",
    "submission/naming": "test_submission.py",
    "submission/notebook": "test_submission.py",
    "submission/reading": "test_submission.py",
    "submission/source": "test_submission.py",
    "submission/source_file": "test_submission.py",
    "text": "test_terminal.py",
    "verdict": "test_diagnosis.py",
    "worker/beforehand": "worker/test_confine.py",
    "worker/convert": "worker/test_wire.py",
    "worker/described": "builtin/test_common_cases.py",
    "worker/forkserver": "sandbox/test_forkserver.py",
    "worker/gpu": "test_cuda.py",
    "worker/kernel": "worker/test_confine.py",
    "worker/load": "builtin/test_common_cases.py",
    "worker/loop": "sandbox/test_forkserver.py",
    "worker/namespaces": "worker/test_confine.py",
    "worker/no_autograd": "sandbox/test_forkserver.py",
    "worker/orders": "sandbox/test_forkserver.py",
    "worker/serve": "sandbox/test_local_session.py",
    "worker/stand_ins": "builtin/test_common_cases.py",
    "worker/used_names": "builtin/test_common_cases.py",
}
"""Module without a test file of its name -> the file that tests it, with other modules or through a command."""


def own_tests(module: str) -> list[Path]:
    """The names that a module's test file may have. The second is for names that several packages use: pytest imports
    test files by their name alone."""
    *folders, stem = ["grader", *module.split("/")] if module == "__init__" else module.split("/")
    stem = folders[-1] if stem == "__init__" else stem
    folder = TESTS.joinpath(*(name for name in folders if name != "grader"))
    return [folder / f"test_{stem}.py", *(folder / f"test_{name}_{stem}.py" for name in folders[-1:])]


def does_something(path: Path) -> bool:
    """Whether it defines a function or a class."""
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.parse(path.read_text()).body)


MODULES = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix() for path in ROOT.rglob("*.py") if does_something(path)
)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_a_test_file_of_its_name_or_is_listed(module: str) -> None:
    own = [path for path in own_tests(module) if path.exists()]
    assert own or module in ELSEWHERE, f"write {own_tests(module)[0]}, or say in ELSEWHERE which file tests {module}"
    assert not (own and module in ELSEWHERE), f"{module} has {own[0].name}: take it from ELSEWHERE"


def test_the_list_names_modules_and_test_files_that_exist() -> None:
    assert [module for module in ELSEWHERE if module not in MODULES] == []
    assert [file for file in ELSEWHERE.values() if not (TESTS / file).exists()] == []
