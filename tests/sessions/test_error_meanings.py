"""What the errors of torch and Python mean."""

# mypy: ignore-errors
# Its code is wrong on purpose: each line raises what somebody has met.

from __future__ import annotations

import copy
import operator

import numpy as np
import pytest
import torch
from torch import nn

from grader.sessions.error_meanings import kind, meaning


def twice() -> None:
    loss = leaf().square().sum()
    loss.backward()
    loss.backward()


def changed_in_place() -> None:
    y = leaf().exp()
    z = y.sum()
    y.add_(1)
    z.backward()


class Missing:
    """Its operators."""


def grad_of_another_dtype() -> None:
    leaf().grad = torch.ones(2, dtype=torch.float64)


def leaf(*shape: int):
    return torch.ones(shape or (2,), requires_grad=True)


def function(backward, forward=lambda ctx, x, y: x * y):
    """What sum(Made.apply(x, y)).backward() ends in."""
    made = type(
        "Made", (torch.autograd.Function,), {"forward": staticmethod(forward), "backward": staticmethod(backward)}
    )
    return lambda: made.apply(leaf(), leaf()).sum().backward()


def saves_a_number(ctx, x, y):
    ctx.save_for_backward(x, 3)


def change_of_a_view() -> None:
    first, _ = leaf(4).exp().split(2)
    first.add_(1)


def inferred() -> None:
    with torch.inference_mode():
        x = torch.ones(2)
    leaf() * x


def no_value_yet() -> None:
    count += 1  # noqa: F821, F841


def endless() -> None:
    endless()


class NoStart(nn.Module):
    def __init__(self) -> None:
        self.layer = nn.Linear(2, 2)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: leaf().sum().item().backward(), "plain number"),
        (twice, "a second time"),
        (lambda: leaf().detach().sum().backward(), "has no graph"),
        (lambda: leaf().square().backward(), "single number"),
        (lambda: leaf().add_(1), "torch.no_grad"),
        (lambda: leaf()[0].add_(1), "torch.no_grad"),
        (changed_in_place, "changed in place"),
        (lambda: torch.autograd.grad(leaf().sum(), leaf()), "does not depend"),
        (lambda: leaf().numpy(), "detach()"),
        (lambda: 2 * leaf().grad.item(), ".grad"),
        (lambda: 2.0 * leaf().grad, ".grad is None"),
        (grad_of_another_dtype, "dtype=x.dtype"),
        (lambda: open("/nowhere/data.csv"), "sees no files"),
        (lambda: float(leaf().mean), "() after its name are missing"),
        (lambda: 2 * leaf().sum, "() after its name are missing"),
        (lambda: leaf().mean[0], "() after its name are missing"),
        (lambda: torch.ones(2, 3) @ torch.ones(2, 3), "takes (n, k) times (k, m)"),
        (lambda: np.ones((2, 3)) @ np.ones((2, 3)), "takes (n, k) times (k, m)"),
        (lambda: torch.ones(2) + torch.ones(3), "do not go together"),
        (lambda: np.ones(2) + np.ones(3), "do not go together"),
        (lambda: list(leaf())[2], "take it from the data"),
        (lambda: leaf()[2], "take it from the data"),
        (lambda: leaf().numpy(force=True)[2], "take it from the data"),
        # Functions
        (function(lambda ctx, g: g), "one gradient for each argument"),
        (function(lambda ctx, g: None), "a single None"),
        (function(lambda ctx, g: (g.new_ones(5), g)), "has the shape of the argument"),
        (function(lambda ctx, g: ("a", g)), "returns tensors"),
        (function(lambda ctx, g: (ctx.z, g)), "that forward has not kept"),
        (function(lambda ctx, g: ctx.saved_tensors[0]), "goes past the end"),
        (function(None, saves_a_number), "takes tensors only"),
        # graphs
        (change_of_a_view, "several views"),
        (inferred, "inference_mode() can never"),
        (lambda: torch.optim.SGD([leaf() * 0.1]), "takes leaves"),
        (lambda: torch.optim.SGD(leaf()), "is a list of tensors"),
        (lambda: torch.optim.SGD([1.0]), "that is not a tensor"),
        (lambda: torch.optim.SGD([]), "was given no parameters"),
        (lambda: setattr(leaf() * 2, "requires_grad", False), "for leaves only"),
        (lambda: (leaf() * 2).backward(torch.ones(3)), "the shape of the tensor that it starts from"),
        (lambda: torch.autograd.grad(leaf().sum(), torch.ones(2)), "call requires_grad_() on it before"),
        (lambda: setattr(leaf(), "grad", torch.ones(3)), "another shape than its tensor"),
        (lambda: setattr(leaf(), "grad", 0.0), "a tensor or None"),
        (lambda: copy.deepcopy(leaf() * 2), "detach().clone()"),
        (lambda: leaf().detach().retain_grad(), "has no graph"),
        (NoStart, "super().__init__()"),
        (lambda: setattr(nn.Linear(2, 2), "weight", torch.ones(2, 2)), "by an nn.Parameter"),
        (lambda: nn.Linear(2, 2).load_state_dict({}), "belongs to another model"),
        # dtypes
        (lambda: torch.ones(2, 2) @ torch.ones(2, 2).double(), "Tensors of two dtypes"),
        (lambda: nn.Linear(2, 2)(torch.ones(2).double()), "Tensors of two dtypes"),
        (lambda: nn.functional.cross_entropy(torch.ones(2, 2), torch.ones(2)), "whole numbers: convert"),
        (lambda: torch.ones(2)[torch.ones(2)], "Indices are whole numbers"),
        (lambda: torch.tensor([1, 2], requires_grad=True), "write 1.0"),
        (lambda: torch.tensor([1, 2]).mean(), "mean is taken of floats"),
        (lambda: torch.tensor([1, 2]).mul_(0.5), "changed in place keeps its dtype"),
        (lambda: torch.exp(2.0), "got a float in the place of a tensor"),
        (lambda: torch.stack([1.0, 2.0]), "torch.tensor(list)"),
        # shapes
        (lambda: float(leaf()), "as if they were one number"),
        (lambda: leaf().item(), "as if they were one number"),
        (lambda: float(np.ones(2)), "as if they were one number"),
        (lambda: bool(leaf() > 0), "one yes or no"),
        (lambda: bool(np.ones(2) > 0), "one yes or no"),
        (lambda: leaf().sum()[0], "a single number, of shape ()"),
        (lambda: leaf().sum(dim=1), "fewer dimensions"),
        (lambda: np.ones(2).sum(axis=1), "fewer dimensions"),
        (lambda: torch.dot(leaf(2, 2), leaf()), "takes two vectors"),
        (lambda: leaf(2, 3).t().view(6), "use reshape()"),
        (lambda: leaf(3).view(2, 2), "another number of elements"),
        (lambda: np.ones(3).reshape(2), "another number of elements"),
        (lambda: torch.stack([leaf(), leaf(3)]), "needs equal shapes"),
        (lambda: torch.cat([leaf(), leaf(2, 2)]), "needs equal shapes"),
        (lambda: torch.cat(leaf()), "in a list"),
        (lambda: np.add(np.ones(2), np.ones((3, 2)), out=np.ones(2)), "do not go together"),
        (lambda: np.dot(np.ones((2, 3)), np.ones((2, 3))), "takes (n, k) times (k, m)"),
        (lambda: nn.Conv2d(3, 4, 3)(torch.ones(1, 2, 8, 8)), "number of channels"),
        # Python
        (lambda: leaf().sum(dims=1), "does not take these arguments"),
        (lambda: np.ones(2).backward(), "a NumPy array, which has no graph"),
        (lambda x=1.0: x.detach(), "a plain number and not a tensor"),
        (lambda x=(1.0,): list(x).sum(), "a list and not a tensor"),
        (lambda: leaf().zero_grad(), "belongs to optimizers"),
        (lambda: len(nn.Linear(2, 2).parameters()), "gone through once"),
        (lambda x=None: x[0], "Something here is None"),
        (lambda: list(None), "Something here is None"),
        (lambda: leaf()(2), "a Tensor and not a function"),
        (lambda: list(2.0), "This is one number"),
        (lambda: operator.getitem([1], 1.0), "takes one whole number"),
        (lambda: range(2.0), "A whole number is needed"),
        (lambda: operator.mul([1, 2], 0.5), "Lists do not compute"),
        (lambda: [1, 2] - [1, 1], "Lists do not compute"),
        (lambda: 2.0 ** Missing(), "asks the Missing on the right"),
        (lambda: Missing() + 1, None),
        (lambda: leaf(a=1), "has no parameter a:"),
        (lambda: nn.functional.mse_loss(leaf()), "leaves out an argument"),
        (nn.Module.zero_grad, "called on the class"),
        (lambda: endless(1), "more arguments than the function takes"),
        (lambda: dict([[1]]), None),
        (lambda: exec("a, b = [1]"), "more names on the left"),
        (lambda: exec("a, b = [1, 2, 3]"), "fewer names on the left"),
        (no_value_yet, "count is a name of its own"),
        (lambda: 1 / 0, "divided by 0"),
        (endless, "calls itself without end"),
        (lambda: exec("(1, 2)[0] = 3"), "cannot be changed"),
        (lambda: np.array([[1, 2], [3]]), "several numbers"),
    ],
)
def test_torchs_own_errors_are_put_into_words(wrong, words) -> None:
    with pytest.raises(Exception) as raised:
        wrong()
    found = meaning(f"{type(raised.value).__name__}: {raised.value}")
    assert (found is None) if words is None else (found is not None and words in found), raised.value


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ("RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn", "graph_cut"),
        ("RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.", "tracked_update"),
        ("TypeError: f() got an unexpected keyword argument 'a'", "signature"),
        ("KeyError: 'w'", "crash"),
        ("TypeError: params argument given to the optimizer should be an iterable of Tensors", "wrong_operand"),
    ],
)
def test_an_error_tells_the_kind_of_mistake_where_only_one_ends_in_it(error, expected) -> None:
    assert kind(error) == expected


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("EOFError: EOF when reading a line", "answer input()"),
        ("NameError: name 'quit' is not defined", "interactive prompt"),
        ("FileNotFoundError: data.csv not found.", "sees no files"),
        ("NameError: name 'quitt' is not defined", None),
        ("NameError: name 'np' is not defined", "`import numpy as np` is missing"),
        ("NameError: name 'Tuple' is not defined", "`from typing import Tuple` is missing"),
        ("NameError: name 'np' is not defined. Did you mean: 'n'?", "`import numpy as np` is missing"),
        ("OSError: [Errno 30] Read-only file system", "num_workers=0"),
        ("OSError: [Errno 30] Read-only file system: '/a.txt'", None),
        ("urllib.error.URLError: <urlopen error [Errno -3] Temporary failure in name resolution>", "no network"),
        ("AssertionError: Torch not compiled with CUDA enabled", "device=x.device"),
        ("RuntimeError: Found no NVIDIA driver on your system.", "device=x.device"),
        ("TypeError: 'type' object does not support the context manager protocol", "with torch.no_grad():"),
        ("TypeError: a bytes-like object is required, not 'stub of PIL'", "PIL is not here. A stub takes its place"),
    ],
)
def test_what_only_fails_while_it_is_graded_says_so(error, words) -> None:
    sentence = meaning(error)
    assert (sentence is None) if words is None else (words in sentence)


def test_an_error_that_says_enough_is_left_alone() -> None:
    assert meaning("KeyError: 'w'") is None
