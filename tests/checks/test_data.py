"""Random inputs: the same for the same seed, made once where a check asks for that."""

from __future__ import annotations

import numpy as np
import pytest

from grader.checks.data import Data, Made

GIVEN = {"line": b"import torch\n\ndef line(outputs=1):\n    return torch.nn.Linear(3, outputs)\n"}

NORMED = {
    "normed": b"from torch import nn\n\ndef normed():\n    return nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))\n"
}


def problem(data, size):
    return data.normal(size), data.number(0.0, 1.0)


def test_what_is_made_once_is_what_would_have_been_made() -> None:
    made: Made = {}
    plain, first, second = Data("seed"), Data("seed", made=made), Data("seed", made=made)
    expected = [problem(plain, 4), problem(plain, 4), plain.number(0, 1)]
    for data in (first, second):
        found = [data.once(problem, 4), data.once(problem, 4), data.number(0, 1)]
        assert str(found) == str(expected)
    assert len(made) == 2


def test_another_seed_size_or_state_of_the_generator_makes_another() -> None:
    made: Made = {}
    data = Data("seed", made=made)
    found = [data.once(problem, 4), data.once(problem, 5), Data("other", made=made).once(problem, 4)]
    assert len({str(numbers) for numbers in found}) == len(made) == 3
    again = Data("seed", made=made)
    again.integers(0, 2, 1)
    assert not np.array_equal(again.once(problem, 4)[0], found[0][0])


def test_a_given_model_is_built_once_and_so_is_its_frozen_twin() -> None:
    made: Made = {}
    one, other = (Data("seed", given=GIVEN, made=made).given("line", "line", outputs=2) for _ in range(2))
    assert one is other
    assert one.freezing("bias") is other.freezing("bias")
    assert (one.frozen, one.freezing("bias").frozen) == ([], ["weight"])


def test_a_copy_of_a_given_model_is_as_it_was_handed_out_and_nothing_done_to_it_comes_back() -> None:
    given = Data("seed", given=NORMED).given("normed", "normed").freezing()
    first, copy = given.copy(), given.copy("float64")
    for name, value in given.module.state_dict().items():
        assert np.array_equal(value, first.state_dict()[name])
        assert np.array_equal(value, copy.state_dict()[name])
    assert all(parameter.requires_grad for parameter in first.parameters())
    assert {str(parameter.dtype) for parameter in copy.parameters()} == {"torch.float64"}
    first[0].weight.data += 1
    first(first[0].weight.new_ones(4, 3))  # moves the running statistics
    for name, value in given.copy().state_dict().items():
        assert np.array_equal(value, given.module.state_dict()[name])
        assert np.array_equal(value, copy.state_dict()[name])


def test_a_copy_of_anything_but_a_module_is_built_again() -> None:
    given = Data("seed", given={"pair": b"def pair(n):\n    return [n, n]\n"}).given("pair", "pair", n=3)
    assert given.copy() == given.module == [3, 3]
    assert given.copy() is not given.module


def test_the_last_draw_is_taken_only_where_that_is_asked_for():
    with pytest.raises(LookupError, match="none of 3 draws"):
        Data("seed").until(lambda: 1.0, lambda drawn: drawn > 2, most=3)
    assert Data("seed").until(lambda: 1.0, lambda drawn: drawn > 2, most=3, or_last=True) == 1.0


@pytest.mark.parametrize("every_third", [True, False])
def test_points_near_a_line_rise_or_fall_with_it_and_are_clear_of_zero(every_third):
    x, y = Data("seed").near_a_line(50, -1, "float32", every_third=every_third, zeros=2)
    clear = np.delete(x, [1, 2])
    assert x.dtype == y.dtype == np.float32
    assert (x[1:3] == 0).all()
    assert np.abs(clear).min() >= 0.5
    assert (clear > 0).any() and (clear < 0).any()
    assert np.polyfit(x, y, 1)[0] < -0.5
