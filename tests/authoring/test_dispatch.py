"""A twin's calls: right under its condition, wrong otherwise, and both passes of one call by the same answer."""

from __future__ import annotations

import types

import numpy as np
import pytest
import torch

from grader.authoring import dispatch

RIGHT, WRONG = "right", "wrong"


def module(**things: object) -> types.ModuleType:
    made = types.ModuleType("answer")
    vars(made).update(things)
    return made


def said_by(kind, threshold, beyond=True):
    """A function that tells which of the two answers."""
    right, wrong = module(f=lambda *args, **kwargs: RIGHT), module(f=lambda *args, **kwargs: WRONG)
    return dispatch.join(right, wrong, ["f"], kind, threshold, beyond)["f"]


ASKED = {
    "samples": (5, np.zeros(5), np.zeros(6)),
    "samples of a matrix": (5, np.zeros((2, 2)), np.zeros((2, 3))),
    "samples in a list": (2, [1.0, 0.0], [0.0, 0.0, 0.0]),
    "steps": (3, 3, 4),
    "magnitude": (2.5, np.array([-2.5, 1.0]), np.array([-2.6, 1.0])),
    "magnitude of a tensor": (2.5, torch.tensor([2.5], requires_grad=True), torch.tensor([-3.0], requires_grad=True)),
    "magnitude in a list": (2.5, [torch.tensor([1.0]), torch.tensor([2.0])], [torch.tensor([1.0]), torch.tensor(4.0)]),
    "magnitude of a float": (2.5, -2.5, -2.6),
    "dims": (2, torch.zeros(1, 1), torch.zeros(1, 1, 1)),
    "float32": (0, np.zeros(1, np.float32), np.zeros(1)),
    "float64": (0, torch.zeros(1, dtype=torch.float64), torch.zeros(1)),
}


@pytest.mark.parametrize("what", ASKED)
def test_a_twin_is_right_up_to_its_threshold_and_wrong_beyond(what) -> None:
    threshold, below, above = ASKED[what]
    twin = said_by(what.split()[0], threshold)
    assert [twin(below), twin(above), twin(given=below)] == [RIGHT, WRONG, RIGHT]


@pytest.mark.parametrize("what", ASKED)
def test_a_twin_may_be_wrong_up_to_its_threshold(what) -> None:
    threshold, below, above = ASKED[what]
    twin = said_by(what.split()[0], threshold, beyond=False)
    assert [twin(below), twin(above)] == [WRONG, RIGHT]


def test_whole_numbers_and_learning_rates_have_no_magnitude() -> None:
    twin = said_by("magnitude", 2.5)
    assert twin(np.zeros(3), np.array([7, 8]), torch.tensor([9]), 100.0, 500) == RIGHT


def test_with_a_model_images_are_counted() -> None:
    twin, model = said_by("samples", 3), torch.nn.Linear(2, 1)
    assert [twin(model, torch.zeros(n, 3, 8, 8), torch.zeros(n, dtype=torch.int64)) for n in (3, 4)] == [RIGHT, WRONG]


def test_what_a_condition_says_nothing_of_is_right() -> None:
    assert said_by("steps", 3)("x") == said_by("samples", 3, beyond=False)("x") == RIGHT


def test_calls_are_counted_in_each_session_and_for_each_function() -> None:
    for _ in range(2):
        right, wrong = (module(f=lambda said=said: said, g=lambda said=said: said) for said in (RIGHT, WRONG))
        twin = dispatch.join(right, wrong, ["f", "g"], "calls", 2, True)
        assert [twin["f"](), twin["f"](), twin["f"](), twin["g"]()] == [RIGHT, RIGHT, WRONG, RIGHT]


def test_a_function_that_did_not_change_calls_the_twin() -> None:
    text = "def f(x):\n    return {}\ndef both(x, y):\n    return f(x), f(y)\n"
    right, wrong = module(), module()
    for answer, said in ((right, RIGHT), (wrong, WRONG)):
        exec(text.format(repr(said)), vars(answer))
    dispatch.join(right, wrong, ["f"], "steps", 3, True)
    assert vars(right)["both"](3, 4) == (RIGHT, WRONG)


def test_a_twin_has_the_parameters_of_the_right_answer() -> None:
    from grader.worker.code.signatures import signatures_of

    right, wrong = module(f=lambda x, n_steps: x), module(f=lambda *a: 0)
    twin = module(**dispatch.join(right, wrong, ["f"], "steps", 3, True))
    signatures, kinds = signatures_of(twin, ["f"])
    assert ([each.name for each in signatures["f"]], kinds) == (["x", "n_steps"], {"f": "function"})


def times(factor):
    class Times(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return factor * x

        @staticmethod
        def backward(ctx, grad):
            (x,) = ctx.saved_tensors
            assert x.shape == grad.shape
            return factor * grad

    return Times


def times_by_setup_context(factor):
    class Times(torch.autograd.Function):
        @staticmethod
        def forward(x):
            return factor * x

        @staticmethod
        def setup_context(ctx, inputs, output):
            ctx.save_for_backward(*inputs, output)

        @staticmethod
        def backward(ctx, grad):
            x, output = ctx.saved_tensors
            assert torch.equal(output, factor * x)
            return factor * grad

    return Times


@pytest.mark.parametrize("right", [times, times_by_setup_context])
@pytest.mark.parametrize("wrong", [times, times_by_setup_context])
def test_forward_and_backward_of_one_call_are_one_answer_s(right, wrong) -> None:
    modules = module(Times=right(2.0)), module(Times=wrong(5.0))
    twin = dispatch.join(*modules, ["Times"], "samples", 3, True)["Times"]
    inputs = [torch.ones(n, requires_grad=True) for n in (3, 4, 2)]
    outputs = [twin.apply(x) for x in inputs]
    for output in outputs:
        output.sum().backward()
    factors = [2.0, 5.0, 2.0]
    assert [output[0].item() for output in outputs] == [x.grad[0].item() for x in inputs] == factors
    assert issubclass(twin, torch.autograd.Function)


def test_an_object_is_of_the_one_answer_or_the_other_where_it_is_made() -> None:
    def number(factor):
        class Number:
            def __init__(self, data):
                self.data = factor * data

        return Number

    twin = dispatch.join(module(Number=number(1)), module(Number=number(-1)), ["Number"], "magnitude", 3.0, True)
    made = [twin["Number"](data) for data in (2.0, 8.0, 1.0)]
    assert [each.data for each in made] == [2.0, -8.0, 1.0]
    assert all(isinstance(each, twin["Number"]) for each in made)


def test_a_module_is_of_either_answer_and_each_forward_pass_again() -> None:
    def layer(factor):
        class Layer(torch.nn.Module):
            def __init__(self, width):
                super().__init__()
                self.weight = torch.nn.Parameter(torch.ones(width))

            def forward(self, x):
                return factor * self.weight * x

        return Layer

    twin = dispatch.join(module(Layer=layer(1.0)), module(Layer=layer(-1.0)), ["Layer"], "samples", 3, True)["Layer"]
    made = twin(1)
    assert isinstance(made, torch.nn.Module) and isinstance(made, twin)
    assert [made(torch.ones(n))[0].item() for n in (2, 5, 3)] == [1.0, -1.0, 1.0]
