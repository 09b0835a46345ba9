"""What the errors of torch and Python mean."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader.sessions.error_meanings import meaning


def twice() -> None:
    loss = leaf().square().sum()
    loss.backward()
    loss.backward()


def changed_in_place() -> None:
    y = leaf().exp()
    z = y.sum()
    y.add_(1)
    z.backward()


def grad_of_another_dtype() -> None:
    leaf().grad = torch.ones(2, dtype=torch.float64)


def leaf():
    return torch.ones(2, requires_grad=True)


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
    ],
)
def test_torchs_own_errors_are_put_into_words(wrong, words) -> None:
    with pytest.raises((RuntimeError, AttributeError, TypeError, OSError, IndexError, ValueError)) as raised:
        wrong()
    assert words in meaning(f"{type(raised.value).__name__}: {raised.value}")


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
    assert meaning("ValueError: not enough values to unpack (expected 2, got 1)") is None
