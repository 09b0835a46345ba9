"""The model is in training mode after freezing and after fine-tuning; one that is not is reported."""

from __future__ import annotations

import pytest

RETURN_MODEL, RETURN_LOSSES = b"    return model\n", b"    return losses\n"


@pytest.mark.parametrize(
    ("line", "left", "check"),
    [
        (RETURN_MODEL, b"    return model.eval()\n", "only_the_last_layer_is_trainable"),
        (RETURN_LOSSES, b"    model.eval()\n    return losses\n", "finetuning_follows_the_reference"),
    ],
)
def test_a_model_left_in_evaluation_mode_is_reported(line, left, check, course, grade) -> None:
    right = (course.exercises["freeze_resnet"].folder / "solution.py").read_bytes()
    result = grade("freeze_resnet", right.replace(line, left))
    (found,) = (c for c in result.checks if c.name == check)
    assert "the model is left in evaluation mode" in (found.detail or found.message)
