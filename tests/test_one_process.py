"""A class graded in one process: what is kept from one student to the next changes no grade."""

from __future__ import annotations

import msgspec
import pytest

from grader.grading.grade import Grading
from grader.submission.source import Source


def source_of(exercise, text):
    return Source(exercise.id, "s.py", "s.py", {"s.py": text})


def document(grading, exercise, text):
    result = grading.grade(exercise, source_of(exercise, text))
    return msgspec.json.encode(msgspec.structs.replace(result, seconds=0.0))


@pytest.mark.parametrize("diagnose", [True, False])
@pytest.mark.parametrize("exercise_id", ["autograd_loop", "clamp_mlp"])
def test_a_result_does_not_depend_on_who_was_graded_before(exercise_id, diagnose, course, sandbox) -> None:
    exercise = course.exercises[exercise_id]
    names = [mistake.name for mistake in exercise.mistakes][::4]
    solution = (exercise.folder / "solution.py").read_bytes()
    texts = [solution, *map(exercise.mistake_source, names), solution.replace(b":\n", b"\n", 1)]
    one_way, other_way = (
        Grading(course, sandbox, "s", diagnose=diagnose),
        Grading(course, sandbox, "s", diagnose=diagnose),
    )
    there = [document(one_way, exercise, text) for text in texts]
    back = [document(other_way, exercise, text) for text in reversed(texts)]
    assert there == back[::-1]
    assert there == [document(one_way, exercise, text) for text in texts]


def test_nothing_is_kept_for_a_student(course, sandbox) -> None:
    exercise, grading = course.exercises["mse_gradient"], Grading(course, sandbox, "s")
    text = (exercise.folder / "solution.py").read_bytes()

    def kept():
        known, todo = 0, [answers.root for answers in grading._answers.values()]
        while todo:
            node = todo.pop()
            known, todo = known + 1, todo + list(node.then.values())
        return known, len(grading._made), len(grading._diagnosis.known)

    sizes = []
    for number in range(6):
        grading.grade(exercise, source_of(exercise, text + b"\n# %d" % number))
        sizes.append(kept())
    assert len(set(sizes)) == 1
