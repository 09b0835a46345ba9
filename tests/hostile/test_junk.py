"""Whatever a function returns, the checks find it wrong; they never stumble over it (that would be *ungraded*)."""

from __future__ import annotations

import pytest

from grader.courses import find
from grader.courses.find import builtin
from grader.submission.source import Source

IDS = list(find.load(builtin()).exercises)
JUNK = {
    "nothing": "None",
    "text": "'x' * 100",
    "empty": "()",
    "pair of nothing": "(None, None)",
    "pair of empty": "([], [])",
    "numbers": "(1.0, [0.0, float('nan')])",
    "nested": "((1.0, (2.0, [3.0])), {'x': (1,)})",
    "dict": "{'x': None, 'y': [], 'w': {}}",
    "object": "object()",
    "class": "type('T', (), {})",
    "function": "(lambda *a, **k: None)",
    "arguments": "(args, kwargs)",
    "first argument": "(list(args) + list(kwargs.values()))[0]",
    "huge": "__import__('numpy').zeros((3, 0, 5), dtype='complex128')",
    "wide": "[[1.0]] * 5000",
    "structures": "__import__('numpy').zeros(2, dtype=[('a', 'f8'), ('b', 'O')])",
    "sixteen dimensions of nothing": "__import__('numpy').zeros((0,) * 16)",
    "half a character": "({'\\ud800': 1.0}, '\\udfff')",
    "ends of the floats": "(10**400, [1e308, -0.0, 5e-324, True])",
}


@pytest.mark.parametrize("exercise_id", IDS)
def test_junk_is_failed_and_never_ungraded(exercise_id, course, grading) -> None:
    exercise = course.exercises[exercise_id]
    for name, junk in JUNK.items():
        functions = "\n".join(
            f"def {f}(*args, **kwargs):\n    return {junk}\n"
            if parameters is not None
            else f"import torch\nclass {f}(torch.autograd.Function):\n"
            f"    @staticmethod\n    def forward(ctx, *args, **kwargs): return {junk}\n"
            f"    @staticmethod\n    def backward(ctx, *args, **kwargs): return {junk}\n"
            for f, parameters in exercise.parameters.items()
        )
        files = {"junk.py": functions.encode()}
        result = grading.grade(exercise, Source(exercise_id, "junk.py", "junk.py", files))
        story = [(check.name, check.status, check.cause, check.message) for check in result.checks]
        assert result.status == "failed", (name, story)
        assert result.score <= exercise.points / 4, (name, story)
