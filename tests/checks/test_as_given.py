"""Calls as a notebook writes them, and gradients that are asked of the answer."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from claims import moved_proxy

from grader.errors import StudentError


def student(**functions):
    return moved_proxy("torch", **functions)


def test_arguments_go_as_they_are_written_with_defaults_left_out() -> None:
    answer = student(f=lambda x, scale=2, *, shift=0: f"{x} {scale} {shift}")
    assert answer.f(1) == "1 2 0"
    assert answer.f(1, 5) == "1 5 0"
    assert answer.f(scale=3, x=2, shift=4) == "2 3 4"


def test_arrays_and_tensors_arrive_as_such() -> None:
    answer = student(f=lambda x: type(x).__name__)
    assert (answer.f(np.ones(2)), answer.f(torch.ones(2)), answer.f(1.0)) == ("ndarray", "Tensor", "float")
    assert answer.f(np.float32(1)) == "ndarray"


def test_an_array_that_cannot_be_sent_is_the_check_s_fault() -> None:
    with pytest.raises(TypeError, match="a check cannot send a ndarray of dtype <U1"):
        student(f=lambda x: x).f(np.array(["a", "b"]))


def test_backward_asks_the_answer_for_its_gradient() -> None:
    x, y = torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor(3.0, requires_grad=True)
    (student(f=lambda x, y: x * x * y).f(x, y=y) * 2).sum().backward()
    assert x.grad.tolist() == [12.0, 24.0]
    assert y.grad.item() == 10.0


def test_torch_s_own_gradcheck_works_on_an_answer() -> None:
    x = torch.ones(2, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(student(f=lambda x: x**3).f, (x,))
    assert not torch.autograd.gradcheck(student(f=lambda x: x**2 * x.detach()).f, (x,), raise_exception=False)


def test_a_result_that_is_detached_has_no_gradient_here_either() -> None:
    result = student(f=lambda x: (x * 2).detach()).f(torch.tensor(1.0, requires_grad=True))
    assert result.item() == 2.0
    assert not result.requires_grad


def test_an_error_on_the_way_back_is_the_student_s() -> None:
    class Broken(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            raise ValueError("not here")

    x = torch.tensor(1.0, requires_grad=True)
    result = student(f=lambda x: Broken.apply(x) * 1).f(x)
    with pytest.raises(StudentError, match="ValueError: not here"):
        result.backward()
