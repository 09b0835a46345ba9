"""Models: what a check asks of modules that an answer builds, changes or trains. Parameters are arrays by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from grader.errors import Cause
from grader.message import say, worded
from grader.worker.convert import to_array
from grader.worker.messages import wire

from . import answers
from .claims import claim, fingerprint
from .compare import TOLERANCES, Tolerance, close, difference, expect, is_close
from .data import Given
from .functions import Function
from .instances import Instance
from .remote_objects import KeptModel, KeptObject, held
from .training import first_loss, trajectory

Parameters = dict[str, np.ndarray]
Values = Mapping[str, np.ndarray]
"""Parameters that are only read."""
RATE = 0.1
"""Of a step whose size does not matter."""
Model = KeptObject | Instance
"""One that a function returned or was given, or an object of a class of the student's."""
SHOWN = 4
"""Names of parameters in a sentence; the others are counted."""


def values(model: Model, before: Values | None = None) -> Parameters:
    """The parameters as they are now. Raises StudentError for what is not a module of finite floats.

    before: claims that they are still these, with the same shapes."""
    now = arrays(held(model).parameters())
    if before is not None:
        same_layout(now, before)
    return now


def arrays(parameters: Mapping[str, wire.Tensor]) -> Parameters:
    """The numbers of `model.parameters()`, which come with their flags."""
    return {name: to_array(parameter) for name, parameter in parameters.items()}


def as_given(given: Given) -> Parameters:
    """The parameters as they are handed out."""
    return {name: parameter.detach().numpy() for name, parameter in given.module.named_parameters()}


def result(model: Model, x: np.ndarray) -> np.ndarray:
    """What the model returns for `x`: a tensor, as an array."""
    found: np.ndarray = held(model).returns(answers.tensor, "__call__", x)
    return found


def fitted(fit: Function, given: Given, *problem: Any, fits: int = 1) -> tuple[KeptModel, np.ndarray, Parameters]:
    """A new model for `fit(model, *problem)`, the losses that it returns, and the parameters afterwards. fits: how many
    such calls it goes through, one after the other; the losses are the last one's."""
    model = fit.proxy.model(given)
    curve = [fit(model, *problem) for _ in range(fits)][-1]
    return model, curve, values(model)


def train_alike(
    fit: Function,
    reference: Function,
    given: Given,
    *problem: Any,
    samples: int | None = None,
    cause: Cause = "wrong_state",
    goes_on_with: tuple[np.ndarray, np.ndarray] | None = None,
    fits: int = 1,
) -> None:
    """Claims that `fit(model, *problem)` trains the model that it is given as the reference does. Of a single step (the
    problem's last part is how many) the loss is compared too.

    samples, cause: as in `compare.difference`. goes_on_with: x and a cotangent, as in `goes_on`. fits: as in `fitted`.
    """
    *setting, steps = problem
    model, curve, now = fitted(fit, given, *problem, fits=fits)
    _, expected_curve, expected = fitted(reference, given, *problem, fits=fits)
    with fingerprint(lambda: fitted(fit, given, *setting, 3)[1:]):  # some mistakes agree in one step
        if steps == 1:
            first_loss(curve, expected_curve, samples=samples)
        when = say("after one step") if steps == 1 else say("after {n} steps", n=steps)
        trained_in_place(now, expected, given, when, cause=cause)
        if goes_on_with is not None:
            goes_on(model, given, now, *goes_on_with)


def losses_alike(fit: Function, reference: Function, given: Given, *problem: Any) -> None:
    """Claims that `fit(model, *problem)` returns the losses that the reference returns."""
    trajectory(*(fitted(each, given, *problem)[1] for each in (fit, reference)))


def moved(before: Values, now: Values) -> list[str]:
    """The names of the parameters that differ."""
    return [name for name in before if not np.array_equal(before[name], now[name])]


def in_words(names: Iterable[str], first: tuple[str, ...] = ()) -> str:
    """A few names, those in `first` before the others; what is left out is counted."""
    ordered = sorted(names, key=lambda name: (name not in first, name))
    words = ", ".join(ordered[:SHOWN])
    if len(ordered) > SHOWN:
        return say("{names} and {n} more", names=words, n=len(ordered) - SHOWN)
    return words or say("none")


def same_names(actual: Iterable[str], expected: Iterable[str], what: str, first: tuple[str, ...] = ()) -> None:
    """Claims that these are the expected names, in any order. what: what to call them."""
    mine, wanted = set(actual), set(expected)
    names = {"actual": in_words(mine, first), "expected": in_words(wanted, first)}
    wrong, right = (say("{what}: {names}", what=worded(what), names=words) for words in names.values())
    message = say("{what}: {actual}; expected {expected}", what=worded(what), **names)
    expect(right if mine == wanted else wrong, right, message)


def same_layout(now: Values, before: Values, apart: Iterable[str] = ()) -> None:
    """Claims that a model has the parameters in `before` still, and no others; those in `apart` may have another
    shape."""
    gone = [name for name in before if name not in now]
    other = [n for n in before if n not in gone and n not in apart and now[n].shape != before[n].shape]
    same_names(gone + other, [], say("gone or of another shape"))
    same_names(set(now) - set(before), [], say("parameters that are new"))


def trained_in_place(now: Values, expected: Values, given: Given, when: str, cause: Cause = "wrong_state") -> None:
    """Claims that the model that was passed in holds the expected parameters. when: "after one step", say."""
    gone = in_words(name for name in expected if name not in now)
    expect(gone, "none", say("the model that was passed in has lost parameters: {names}", names=gone))
    before = as_given(given)
    expect(not moved(before, now), False, say("the model that was passed in is untouched {when}", when=when))
    for name in expected:
        what, near = say("{name} {when}", name=name, when=when), _trained(before[name], expected[name])
        close(now[name], expected[name], what, cause=cause, tolerance=near)


def _trained(before: np.ndarray, expected: np.ndarray) -> Tolerance:
    """Of a trained parameter. Rounding is relative to what it was before, too. An entry that the reference leaves as it
    was gets no gradient: there a weight decay of 1e-4 shows, which drowns elsewhere."""
    absolute = 2e-6 * float(np.abs(before).max())
    moves = expected != before
    return Tolerance(np.where(moves, 1e-4, 0.0), np.where(moves, 1e-5, 0.0), np.where(moves, absolute, absolute / 2))


def predicts(
    model: Model, x: np.ndarray, expected: np.ndarray, what: str, tolerance: Tolerance = TOLERANCES["float32"]
) -> None:
    """Claims that a model gives `expected` for `x`; one that does so in training mode only is told that. Afterwards it
    may be in training mode."""
    wrong = difference(result(model, x), expected, what, cause="wrong_state", tolerance=tolerance)
    if wrong is not None:
        held(model).call("train")
        by_mode = is_close(result(model, x), expected, tolerance)
        mode = "evaluation mode" if by_mode else "training mode"
        expect(mode, "training mode", say("the model is left in evaluation mode"))
    claim(wrong)


def stepped(model: Model, before: Values, x: np.ndarray, cotangent: np.ndarray, rate: float = RATE) -> Parameters:
    """The parameters after a step by the gradient of cotangent · model(x). before: as in `values`."""
    held(model).descend(x, cotangent, rate)
    return values(model, before)


def moved_by(steps: Values, before: Values, now: Values, when: str, may_cancel: bool = False) -> None:
    """Claims that these parameters have moved by `steps`. when: "after a step", say. may_cancel: a step may take a
    parameter to nearly 0, with the rounding errors that both had."""
    for name, step in steps.items():
        start, near = before[name], TOLERANCES["float32"]
        if may_cancel:
            near = Tolerance(1e-4, 1e-5, absolute=1e-5 * float(np.abs(start).max() + np.abs(step).max()))
        what = say("{name} {when}", name=name, when=when)
        close(now[name], start + step, what, cause="wrong_state", tolerance=near)


def follows_a_step(
    model: Model, before: Values, slopes: Values, x: np.ndarray, cotangent: np.ndarray, when: str
) -> Parameters:
    """Claims that a step by the gradient of cotangent · model(x), which is `slopes`, moves these parameters, whatever
    the model says of its flags. when: as in `moved_by`. Returns the parameters afterwards."""
    now = stepped(model, before, x, cotangent)
    moved_by({name: -RATE * slope for name, slope in slopes.items()}, before, now, when, may_cancel=True)
    return now


def goes_on(model: KeptModel, given: Given, now: Parameters, x: np.ndarray, cotangent: np.ndarray) -> None:
    """Claims that a trained model predicts with its parameters `now`, and can be trained again: a step by the gradient
    of cotangent · model(x) has to move every parameter. x, cotangent: of any float dtype."""
    dtype = next(iter(now.values())).dtype  # a model may have been made a float64 one
    x, cotangent = x.astype(dtype), cotangent.astype(dtype)
    expected, slopes = differentiated(_with_parameters(given.copy(dtype.name), now), x, cotangent)
    predicts(model, x, expected, say("the trained model's result"))
    none_fixed(name for name, parameter in model.parameters().items() if not parameter.requires_grad)
    model.set_grads({name: np.zeros_like(value) for name, value in now.items()})  # what is left in .grad is free
    follows_a_step(model, now, slopes, x, cotangent, say("after one more step"))


def _with_parameters(module: Any, now: Values) -> Any:
    """In the module's dtype: an answer may leave them in several."""
    import torch

    with torch.no_grad():
        for name, parameter in module.named_parameters():
            parameter.copy_(torch.from_numpy(now[name]))
    return module


def can_go_on(model: KeptModel, x: np.ndarray, cotangent: np.ndarray) -> None:
    """Claims that a step by the gradient of cotangent · model(x) moves every parameter of a trained model."""
    parameters = model.parameters()
    none_fixed(name for name, parameter in parameters.items() if not parameter.requires_grad)
    before = arrays(parameters)
    none_fixed(set(before).difference(moved(before, stepped(model, before, x, cotangent))))


def none_fixed(names: Iterable[str]) -> None:
    """Claims that there are no such names: those of parameters that do not require gradients after training."""
    fixed = in_words(names)
    expect(fixed, "none", say("after training these do not require gradients any more: {names}", names=fixed))


def differentiated(module: Any, x: np.ndarray, cotangent: np.ndarray | None = None) -> tuple[np.ndarray, Parameters]:
    """What a module of ours (`given.copy`) returns for x, and the gradients of cotangent · result (by default the
    result's sum) by its parameters, all in x's dtype. It may be asked again: it holds no gradients."""
    import torch

    output, parameters = module(torch.from_numpy(x)), dict(module.named_parameters())
    weights = torch.ones_like(output) if cotangent is None else torch.from_numpy(cotangent)
    slopes = torch.autograd.grad(output, list(parameters.values()), weights)
    return output.detach().numpy(), {name: slope.numpy() for name, slope in zip(parameters, slopes, strict=True)}
