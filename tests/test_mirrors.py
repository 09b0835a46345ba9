"""Where is it tested? A module's tests are in the file of its name: grader/a/b.py in tests/a/test_b.py."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import grader

ROOT, TESTS = Path(grader.__file__).parent, Path(__file__).parent
TESTED_BY = {
    # The module that uses them is tested with them.
    "edits/test_expressions.py": "edits/calls edits/vocabulary",
    "edits/test_mutate.py": "edits/operators",
    "edits/test_statements.py": "edits/edit edits/scope",
    "authoring/test_moved_test.py": "authoring/assert_forms authoring/claim_writer authoring/not_moved",
    "authoring/test_notebook_import.py": "authoring/imported_checks authoring/instructor_notebook"
    " authoring/notebook_code authoring/notebook_stub authoring/otter_questions authoring/student_names"
    " commands/import",
    "edits/test_transplants.py": "edits/alignment edits/merged",
    "authoring/test_verification.py": "authoring/faults authoring/trial",
    "batch/test_survives.py": "batch/cluster batch/workshop",
    "bundle/test_contents.py": "bundle/harness commands/package",
    "checks/test_evidence.py": "checks/remote_objects",
    "checks/test_instances.py": "worker/steps",
    "checks/test_proxies.py": "checks/functions",
    "checks/test_watch.py": "worker/left",
    "checks/test_gradients.py": "checks/differentiable checks/jacobians checks/rounding",
    "courses/test_course.py": "courses/toml",
    "explain/test_explain.py": "explain/budget explain/case explain/words",
    "explain/test_mutants.py": "explain/mutants_in_words",
    "explain/test_probes.py": "explain/asked_again explain/change explain/changes explain/examined explain/left_behind"
    " explain/results_in_words explain/told explain/trial explain/values",
    "explain/test_relations.py": "explain/known_relations",
    "explain/test_tape.py": "sessions/recording",
    "explain/test_transplanted.py": "explain/candidates explain/hurried explain/transplant_kinds"
    " explain/transplant_words",
    "explain/test_repair_words.py": "explain/repair_kinds",
    "export/test_canvas.py": "export/sheet",
    "gradebook/test_book.py": "gradebook/attempts gradebook/composed gradebook/connect gradebook/explained"
    " gradebook/reader gradebook/rows"
    " gradebook/schema",
    "gradebook/test_standing.py": "courses/late_policy",
    "grading/test_run_check.py": "grading/verdict outcomes/outcome",
    "intake/test_archives.py": "intake/archive_entries",
    "intake/test_canvas.py": "intake/canvas_names",
    "intake/test_read.py": "intake/class_input intake/class_reader intake/layouts intake/matching",
    "intake/test_roster.py": "intake/remedies",
    "intake/test_roster_csv.py": "intake/delimited",
    "report/test_class_page.py": "report/class_exercises report/class_groups report/class_script report/summary",
    "report/test_page.py": "report/bars report/explained report/figures report/findings",
    "sandbox/test_gpu.py": "sandbox/ask_driver",
    "sandbox/test_levels.py": "sandbox/early sandbox/preflight",
    "submission/test_collect.py": "submission/mistyped submission/reading submission/source",
    "submission/test_homework.py": "submission/division submission/handout",
    "language/test_language.py": "language/help_text language/words",
    "tables/test_extensions.py": "gradebook/directory tables/reading",
    # Commands show what they do.
    "bundle/test_release.py": "commands/release",
    "commands/test_batch.py": "commands/_batch_output batch/plan batch/store batch/tally",
    "commands/test_commands.py": "commands/_options",
    "commands/test_diff.py": "gradebook/difference",
    "commands/test_explain.py": "gradebook/account",
    "commands/test_extend.py": "gradebook/decisions",
    "commands/test_forget.py": "report/remarks",
    "commands/test_list.py": "commands/_attempts",
    "commands/test_marks.py": "courses/items export/marks tables/marks",
    "commands/test_merge.py": "commands/_told",
    "commands/test_new.py": "authoring/skeleton",
    "commands/test_regrade.py": "batch/proposal",
    "commands/test_submit.py": "commands/_job commands/_start",
    "test_wheel.py": "__init__",
    # They run in a worker.
    "builtin/test_common_cases.py": "checks/signature errors limits sandbox/output worker/code/load worker/code/names"
    " worker/code/signatures worker/code/stubs",
    "conformance/test_processes.py": "sandbox/forkserver sandbox/janitor worker/forkserver worker/loop"
    " worker/messages/orders worker/no_autograd",
    "conformance/test_walls.py": "worker/walls/kernel worker/walls/namespaces",
    "sessions/test_local.py": "worker/serve",
    "test_cuda.py": "worker/gpu",
    "worker/messages/test_wire.py": "worker/convert",
    "worker/walls/test_confine.py": "worker/walls/preflight",
}
"""Test file -> the modules without a test file of their name that it tests."""
ELSEWHERE = {module: file for file, modules in TESTED_BY.items() for module in modules.split()}


def own_test(module: str) -> Path:
    *folders, stem = ["grader", *module.split("/")] if module == "__init__" else module.split("/")
    stem = folders[-1] if stem == "__init__" else stem.removeprefix("_")
    return TESTS.joinpath(*(name for name in folders if name != "grader"), f"test_{stem}.py")


def does_something(path: Path) -> bool:
    """Whether it defines a function or a class."""
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.parse(path.read_text()).body)


MODULES = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix() for path in ROOT.rglob("*.py") if does_something(path)
)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_a_test_file_of_its_name_or_is_listed(module: str) -> None:
    own = own_test(module)
    assert own.exists() or module in ELSEWHERE, f"write {own}, or add {module} to the file in TESTED_BY that tests it"
    assert not (own.exists() and module in ELSEWHERE), f"{module} has {own.name}: take it from TESTED_BY"


def test_the_list_names_modules_and_test_files_that_exist() -> None:
    assert [module for module in ELSEWHERE if module not in MODULES] == []
    assert [file for file in TESTED_BY if not (TESTS / file).exists()] == []
