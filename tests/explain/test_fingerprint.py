from __future__ import annotations

import numpy as np
import pytest

from grader.checks.answers import losses, number, results
from grader.explain.fingerprint import alike, answer_of, digest, same, some_in
from grader.worker.messages import wire

READERS = {"train": results(number, losses)}
CALL = wire.Call("train")


def answered(*items: wire.Value):
    return answer_of(CALL, wire.Items("tuple", list(items)), READERS, ())


def test_a_list_and_a_tensor_of_the_same_losses_are_the_same_answer() -> None:
    array = np.array([3.0, 2.0])
    tensor = wire.Tensor("float64", (2,), array.tobytes())
    assert alike(answered(1.0, tensor), answered(1.0, wire.Items("list", [3.0, 2.0])))


def test_rounding_makes_nothing_different_and_a_thousandth_does() -> None:
    right = np.array([1.0, 1000.0, 3.0])
    assert same(right * (1 + 1e-6), right)
    assert not same(right * (1 + 1e-3), right)
    assert not same(right[:2], right)


def test_an_answer_that_cannot_be_read_is_told_by_its_cause() -> None:
    ((place, found),) = answered(1.0)
    assert place == ("train",)
    assert isinstance(found, str)
    assert found.startswith("! wrong_shape")


def test_a_large_array_becomes_a_few_sums_that_tell_it_from_others() -> None:
    random = np.random.default_rng(0)
    array = random.normal(size=(100, 100))
    answers = []
    for each in (array, array + 1e-9, array[::-1].copy()):
        tensor = wire.Tensor("float64", (100, 100), each.tobytes())
        answers.append(answer_of(wire.Inspect(1, "value"), tensor, READERS, ()))
    assert max(np.size(found) for _, found in answers[0] if not isinstance(found, str)) == 16
    assert alike(answers[0], answers[1])
    assert not alike(answers[0], answers[2])


@pytest.mark.parametrize("factor", [1 + 1e-7, 1 - 1e-7])
def test_a_digest_does_not_see_rounding(factor: float) -> None:
    one, other = (answered(0.123456 * f, wire.Items("list", [1.2345 * f, 0.777 * f])) for f in (1.0, factor))
    assert digest([one]) == digest([other])
    assert digest([one]) != digest([answered(0.2, wire.Items("list", [1.0, 0.5]))])


def test_zero_and_nan_prove_nothing() -> None:
    assert some_in(answered(0.0, wire.Items("list", [0.0, float("nan"), 2.0]))) == 1


def test_deep_and_endless_answers_are_cut() -> None:
    deep: wire.Value = 1.0
    for _ in range(15):
        deep = wire.Items("list", [deep])
    wide = wire.Items("list", [1.0] * 5000)
    for value in (deep, wide):
        assert len(answer_of(wire.Call("f"), value, {"f": lambda value, what: value}, ())) <= 400
