"""What the tests look at of a ClassInput."""

from __future__ import annotations


def keys(found):
    return [each.student.key for each in found.hand_ins]


def names(found):
    return {each.student.key: sorted(each.files) for each in found.hand_ins}


def texts(hand_in):
    return {name: path.read_text() for name, path in hand_in.files.items()}
