"""A value as an operand, by its exact type; what is computed of some, by their shapes."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader.worker.code import values
from grader.worker.messages.wire import Operand


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, Operand("v", "none")),
        (True, Operand("v", "number", "True")),
        (1 / 3, Operand("v", "number", "0.333333")),
        (10**30, Operand("v", "object")),
        ("w", Operand("v", "text", "'w'")),
        ("w" * 100, Operand("v", "sized", "str", (100,))),
        ({"a": 1}, Operand("v", "sized", "dict", (1,))),
        (np.ones((2, 0)), Operand("v", "array", "", (2, 0), "float64")),
        (np.float64(1), Operand("v", "object")),
        (torch.nn.Parameter(torch.ones(2).half()), Operand("v", "tensor", "", (2,), "float16", True)),
        (torch.ones((1,) * 20), Operand("v", "tensor", "", None, "float32", False)),
        (torch.nn.Linear(2, 3), Operand("v", "layer", "Linear(2, 3)")),
        (torch.nn.ReLU(), Operand("v", "object")),
        (len, Operand("v", "object")),
    ],
)
def test_a_value_is_told_by_its_type(value, expected) -> None:
    assert values.described("v", value) == expected


@pytest.mark.parametrize(
    ("symbol", "left", "right"),
    [
        *(("@", left, right) for left, right in [((2, 3), (3, 4)), ((3,), (3, 4)), ((2, 3), (3,)), ((3,), (3,))]),
        *(("@", left, right) for left, right in [((5, 2, 3), (3, 4)), ((2, 3), (2, 3)), ((), (3,))]),
        *(("*", left, right) for left, right in [((2, 1), (3,)), ((), (2, 2)), ((2, 3), (2,)), ((1, 0), (4, 1))]),
    ],
)
def test_the_shape_of_a_result_is_torch_s(symbol, left, right) -> None:
    a, b = torch.ones(left), torch.ones(right)
    found = values.combined("r", symbol, values.described("a", a), values.described("b", b))
    try:
        shape = tuple((a @ b if symbol == "@" else a * b).shape)
    except RuntimeError:
        assert found == Operand("r")
    else:
        assert (found.kind, found.shape, found.dtype) == ("tensor", shape, "float32")
