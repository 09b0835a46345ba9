"""What the tests look at of a ClassInput."""

from __future__ import annotations

from grader.intake.class_input import ClassInput, StudentSubmission


def keys(found: ClassInput) -> list[str]:
    return [each.student.key for each in found.hand_ins]


def names(found: ClassInput) -> dict[str, list[str]]:
    return {each.student.key: sorted(each.files) for each in found.hand_ins}


def texts(hand_in: StudentSubmission) -> dict[str, str]:
    return {name: path.read_text() for name, path in hand_in.files.items()}
