"""The model is in training mode after freezing and after fine-tuning; one that is not is reported."""

from __future__ import annotations

import pytest

from grader.grading.grade import Grading
from grader.sessions.recording import TapeRecording
from grader.worker.messages import wire

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


def test_a_right_answer_is_given_four_resnets(course) -> None:
    grading, exercise, recording = Grading(course, None, "built"), course.exercises["freeze_resnet"], TapeRecording()
    result = grading.grade_session(exercise, recording.of(grading.local(exercise)))
    assert {check.status for check in result.checks} == {"passed"}
    asked = b"".join(wire.encode(each.request) for each in recording.asked)
    assert asked.count(b"\xa8resnet18") == 4  # one a check: the builder's name, a text of 8 bytes
