"""Random inputs: the same for the same seed, made once where a check asks for that."""

from __future__ import annotations

import numpy as np

from grader.checks.data import Data, Made

GIVEN = {"line": b"import torch\n\ndef line(outputs=1):\n    return torch.nn.Linear(3, outputs)\n"}


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
