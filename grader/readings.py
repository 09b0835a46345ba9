"""What is generally true of a wrong answer, for any exercise: a factor, a transposition, a shape, a running sum; and
what autograd's own errors mean."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from grader.message import Message, say

SAME = 1e-4
"""Relative agreement that makes a reading: two float32 computations of the same thing are closer."""


def reading(actual: np.ndarray, expected: np.ndarray, samples: int | None = None) -> str | None:
    """One sentence on how `actual` differs from `expected`, or None."""
    for look in (_factor(samples), _same_numbers_other_shape, _transposed, _broadcast, _accumulated):
        if sentence := look(actual, expected):
            return sentence
    return None


def agree(a: np.ndarray, b: np.ndarray) -> bool:
    """Same shape, and equal to SAME relative to the largest entry; not where there is nothing but zeros or NaN."""
    if a.shape != b.shape or a.size == 0 or not (np.isfinite(a).all() and np.isfinite(b).all()):
        return False
    scale = float(np.max(np.abs(b)))
    return scale > 0 and bool((np.abs(a - b) <= SAME * scale).all())


def _factor(samples: int | None) -> Callable[[np.ndarray, np.ndarray], str | None]:
    def look(actual: np.ndarray, expected: np.ndarray) -> str | None:
        if actual.shape != expected.shape or actual.size == 0 or not np.isfinite(actual).all():
            return None
        norm = float(np.sum(expected * expected))
        if not norm > 0:
            return None
        k = float(np.sum(actual * expected)) / norm
        if abs(k) < 1e-9 or abs(k - 1) < 1e-3 or not agree(actual / k, expected):
            return None
        return _factor_in_words(k, samples, one=actual.size == 1)

    return look


def _factor_in_words(k: float, samples: int | None, one: bool) -> str | None:
    n = samples or 0
    for factor, words in [*_FACTORS_OF_N[:5], *_FACTORS, *_FACTORS_OF_N[5:]] if n > 2 else _FACTORS:
        value = factor(n)
        if abs(k - value) <= SAME * abs(value):
            return Message(words.template, {"n": n})
    if one:  # any two numbers have some ratio
        return None
    return say("Every entry is {factor} times what is expected.", factor=f"{k:.6g}")


_Factor = tuple[Callable[[int], float], Message]
_FACTORS: list[_Factor] = [
    (lambda n: -1, say("It is exactly the negative of what is expected: look for a wrong sign.")),
    (lambda n: 2, say("It is exactly 2 times what is expected: is there a factor 2 too many?")),
    (lambda n: 1 / 2, say("It is exactly half of what is expected: is a factor 2 missing?")),
    (lambda n: -2, say("It is exactly −2 times what is expected: the sign is wrong, and a factor 2 too many.")),
    (lambda n: -1 / 2, say("It is exactly −1/2 times what is expected: the sign is wrong, and a factor 2 is missing.")),
]
_FACTORS_OF_N: list[_Factor] = [
    (
        lambda n: n,
        say("It is exactly N times what is expected (N = {n}, the number of samples): a sum in place of a mean."),
    ),
    (
        lambda n: 1 / n,
        say("It is exactly 1/N of what is expected (N = {n}, the number of samples): a mean in place of a sum."),
    ),
    (lambda n: -n, say("It is exactly −N times what is expected (N = {n}, the number of samples).")),
    (lambda n: n * n, say("It is exactly N² times what is expected (N = {n}, the number of samples).")),
    (lambda n: 1 / n / n, say("It is exactly 1/N² of what is expected (N = {n}): it is divided by N twice.")),
    (lambda n: 2 * n, say("It is exactly 2N times what is expected (N = {n}, the number of samples).")),
    (lambda n: n / 2, say("It is exactly N/2 times what is expected (N = {n}, the number of samples).")),
]
"""Of the number of samples. The first five are tried before the plain ones, the others after them."""


def _same_numbers_other_shape(actual: np.ndarray, expected: np.ndarray) -> str | None:
    if actual.shape != expected.shape and actual.size == expected.size and agree(actual.ravel(), expected.ravel()):
        shapes = {"actual": str(actual.shape), "expected": str(expected.shape)}
        return say("The numbers are right, only the shape is not: {actual} instead of {expected}.", **shapes)
    return None


def _transposed(actual: np.ndarray, expected: np.ndarray) -> str | None:
    if expected.ndim == 2 and min(expected.shape) > 1 and agree(actual, np.ascontiguousarray(expected.T)):
        return say("It is the transpose of what is expected.")
    return None


def _broadcast(actual: np.ndarray, expected: np.ndarray) -> str | None:
    n = expected.size
    if expected.ndim <= 2 and n > 1 and actual.shape == (n, n):
        return say("A matrix of {n} × {n} came out of {n} numbers: (N, 1) against (N,) broadcasts to (N, N).", n=n)
    return None


def _accumulated(actual: np.ndarray, expected: np.ndarray) -> str | None:
    if expected.ndim == 1 and expected.size > 2 and agree(actual, np.cumsum(expected)):
        return say("Each entry is the sum of all before it: the gradient is added up and never cleared.")
    return None


def reading_of_error(text: str) -> str | None:
    """One sentence or two on an error that code raised ("RuntimeError: …"), where torch's words name no cause."""
    return next((words for pattern, words in _ERRORS if pattern.search(text)), None)


_ERRORS = (
    (
        re.compile(r"'(float|int|float64|float32)' object has no attribute 'backward'"),
        say(
            "backward() is called on a plain number: item(), or float(), has taken it out of the tensor, and the graph "
            "stays behind. Call backward() on the tensor, and take the number out only where you record or return it."
        ),
    ),
    (
        re.compile(r"Trying to backward through the graph a second time"),
        say(
            "backward() goes through the same graph a second time: it is called twice on one loss, or something from "
            "the step before (a running sum of losses, a prediction made before the loop) is part of this one. Compute "
            "the loss anew in every step, and call backward() once."
        ),
    ),
    (
        re.compile(r"does not require grad and does not have a grad_fn"),
        say(
            "What backward() starts from has no graph: nothing in it requires gradients, or it was computed under "
            "no_grad, or cut off by detach(), item() or torch.tensor(). no_grad is for the update, after backward()."
        ),
    ),
    (
        re.compile(r"grad can be implicitly created only for scalar outputs"),
        say(
            "backward() starts from a single number: take the sum or the mean first, or give it the vector that the "
            "Jacobian is to be multiplied with."
        ),
    ),
    (
        re.compile(r"a (view of a )?leaf Variable that requires grad is being used in an in-place operation"),
        say(
            "The update of a tensor that requires gradients is itself being recorded: make it inside `with "
            "torch.no_grad():`."
        ),
    ),
    (
        re.compile(r"modified by an inplace operation"),
        say(
            "Something that backward() still needs was changed in place after it had been used: compute into a new "
            "tensor, or make the change after backward()."
        ),
    ),
    (
        re.compile(r"appears to not have been used in the graph"),
        say(
            "The result does not depend on one of the tensors that it is differentiated by: it was copied, detached or "
            "left out on the way."
        ),
    ),
    (
        re.compile(r"Can't call numpy\(\) on Tensor that requires grad"),
        say(
            "A tensor with a graph is turned into an array: take its numbers with detach(), or item() where it is one."
        ),
    ),
    (
        re.compile(r"'NoneType' object has no attribute '(zero_|data|item|clone|detach|add_|mul_)'"),
        say(
            "The likeliest None here is a .grad: it is None until backward() has run, and always for a tensor that is "
            "not a leaf or does not require gradients."
        ),
    ),
    (
        re.compile(r"unsupported operand type\(s\) for .*'NoneType'"),
        say(
            "One of the two is None: a .grad is None until backward() has run, and a function without a return gives "
            "None."
        ),
    ),
    (
        re.compile(r"^EOFError: EOF when reading a line"),
        say(
            "Nobody is there to answer input() while your code is graded: leave it out, or ask only under `if __name__ "
            '== "__main__":`.'
        ),
    ),
    (
        re.compile(r"^NameError: name '(quit|exit)' is not defined"),
        say("quit() and exit() are for the interactive prompt: leave them out."),
    ),
    (
        re.compile(r"^(FileNotFoundError|PermissionError): "),
        say(
            "While it is graded your code sees no files besides its own, even where they are there on your machine: "
            'write the data into the code, or read it only under `if __name__ == "__main__":`.'
        ),
    ),
    (
        re.compile(r"attempting to assign a gradient with dtype"),
        say(
            "The .grad that your code sets has another dtype than its tensor. The data here may be float64: make a "
            "tensor of your own with dtype=x.dtype, or with torch.zeros_like and its kin."
        ),
    ),
    (
        re.compile(r"Expected all tensors to be on the same device"),
        say(
            "A tensor that your code makes itself is on another device than the data: make it with device=x.device, or "
            "with torch.zeros_like and its kin."
        ),
    ),
)
"""Pattern of what torch says, and what it means. A message can hold a student's own words: no verdict hangs on it."""
