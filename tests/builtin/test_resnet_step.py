"""One training step of a ResNet: a right answer passes whatever the seed and whichever kernels compute it."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader.checks.data import Data
from grader.checks.drawn import drawn
from grader.grading.grade import Grading
from grader.submission.source import read_source

KINKED = ("s5", "t26")
"""Seeds whose first images have a ReLU so near zero that oneDNN and torch's own kernels switch it differently."""


@pytest.mark.parametrize("seed", KINKED)
def test_the_solution_passes_where_rounding_would_have_switched_a_relu(seed, course, sandbox) -> None:
    exercise = course.exercises["resnet_step"]
    source = read_source(exercise.folder / "solution.py", "resnet_step")
    result = Grading(course, sandbox, seed).grade(exercise, source)
    assert [check.message for check in result.checks if check.status != "passed"] == []


@pytest.mark.parametrize("seed", KINKED)
def test_the_problem_has_the_same_gradients_in_all_kernels(seed, course) -> None:
    check = next(c for c in course.exercises["resnet_step"].spec.checks if c.name == "every_layer_takes_the_step")
    draw = check.function.__globals__["smooth_problem"]
    data = Data(seed, "resnet_step", check.name, given=course.given)
    for i, case in enumerate(check.cases):
        own = data.child(i)
        given, images, *_ = draw(own, *drawn(case, own))
        compiled, plain = (gradients(given.module, images, kernels) for kernels in (True, False))
        for one, other in zip(compiled, plain, strict=True):
            assert np.abs(one - other).max() < 1e-4 * np.abs(one).max()


def gradients(module, images, compiled):
    before, *_ = torch.backends.mkldnn.set_flags(compiled)
    try:
        total = module(torch.from_numpy(images)).sum()
        return [grad.numpy() for grad in torch.autograd.grad(total, list(module.parameters()))]
    finally:
        torch.backends.mkldnn.set_flags(before)


@pytest.mark.parametrize("line", [b"    loss = (model", b"    return loss"])
def test_one_prediction_more_before_or_after_the_step_loses_nothing(line, course, grade) -> None:
    right = (course.exercises["resnet_step"].folder / "solution.py").read_bytes()
    assert right.count(line) == 1
    result = grade("resnet_step", right.replace(line, b"    model(data)\n" + line))
    assert [check.message for check in result.checks if check.status != "passed"] == []
