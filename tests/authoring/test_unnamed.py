from __future__ import annotations

from wrong_answers import SOLUTION, small_course

from grader.authoring.unnamed import Behaviours
from grader.courses import find
from grader.grading.grade import Grading


def test_mutants_that_answer_alike_are_one_group_and_those_that_a_mistake_names_are_none(tmp_path, sandbox) -> None:
    course = small_course(tmp_path)
    unnamed = groups(course, sandbox)
    assert [group.mutants for group in unnamed] == sorted((group.mutants for group in unnamed), reverse=True)
    (added,) = [group for group in unnamed if any("(2 * x * (w * x + y))" in change for change in group.changes)]
    assert {"gradient_is_right", "training_is_right"} >= set(added.checks)
    mistakes = tmp_path / "solutions" / "descent" / "mistakes"
    mistakes.mkdir()
    text = SOLUTION.replace("2 * x * (w * x - y)", "2 * (x * (x * w + y))")
    (mistakes / "added.py").write_text(f'"""Added."""\n{text}')
    assert len(groups(find.load(tmp_path), sandbox)) == len(unnamed) - 1


def groups(course, sandbox):
    return Behaviours(Grading(course, sandbox, "seed")).unnamed(course.exercises["descent"])
