"""Claims about answers that draw at random: dropout, initialisation, samplers. The random state is the check's.

A right answer is turned away by a claim at most once in ten million gradings (ALARM), so by ten such claims of an
exercise at most once in a million. The bounds are theorems for independent draws, not approximations: Chernoff's for
shares, Dvoretzky, Kiefer and Wolfowitz's with Massart's constant for distributions, Laurent and Massart's for a
variance. More draws make a claim sharper, never less honest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.errors import StudentError
from grader.message import say, worded
from grader.outcomes.outcome import Outcome
from grader.worker.messages import wire

from . import answers
from .claims import claim
from .compare import expect
from .data import Data
from .functions import Function
from .instances import Gives, Instance, InstanceOwner

MESSAGE = wire.MAX_ANSWER // 2
"""Bytes of results that are asked for at once."""
ALARM = 1e-7
"""How often a claim here turns a right answer away, at most."""
SLACK = 1e-6
"""Of a range: what rounding to float32 may add to it."""


def draws(call: Function | Instance, *args: Any, data: Data, times: int) -> np.ndarray:
    """The results of so many calls, each with a random state that the check draws, as one array: (times, *shape).

    call: a function of the answer's with a reader that gives numbers, or an object that can be called. Up to 5,000
    calls go in one message, with the time of one call. Raises StudentError for results of different shapes."""
    seeds = data.integers(0, 2**62, times).tolist()
    owner: InstanceOwner
    reader: Any
    if isinstance(call, Function):
        owner, reader, what = call.proxy, call.reader, call.called
        step = wire.Step("call", call.name, [owner.to_wire(arg, call.device) for arg in args], tell=True)
    else:
        gives = call._members.known.get("__call__")
        owner, reader = call._owner, gives.reader if isinstance(gives, Gives) else answers.tensor
        what = say("what {kind} returns", kind=call._kind)
        step = wire.Step("method", "__call__", [call.on_wire(), *map(owner.to_wire, args)], tell=True)
    steps = [each for seed in seeds for each in (wire.Step("seed", "", [seed], tell=True), step)]
    told = owner.program.told(steps[:2])
    size = sum(len(value.data) if isinstance(value, wire.Tensor) else 0 for value in told) + 100
    at_once = max(MESSAGE // size, 1) * 2
    for start in range(2, len(steps), at_once):
        told += owner.program.told(steps[start : start + at_once])
    return _stacked([np.asarray(reader(value, what)) for value in told[1::2]], what)


def _stacked(results: list[np.ndarray], what: str) -> np.ndarray:
    other = next((result for result in results if result.shape != results[0].shape), None)
    if other is not None:
        shapes: dict[str, Any] = {"actual": str(other.shape), "expected": str(results[0].shape)}
        message = say("{what} has the shape {actual}, expected {expected}", what=what, **shapes)
        raise StudentError("wrong_shape", message, fingerprint=str(message), **shapes)
    return np.stack(results)


def repeatable(call: Function | Instance, *args: Any, data: Data) -> None:
    """Claims that a call draws from the generators that the check sets: the same again for the same state, and
    something else for another one. Give it so much to draw that two draws are not equal by chance."""
    seed = data.child("repeatable", int(data.integers(0, 2**62)))
    first, second = (draws(call, *args, data=seed.child(), times=2) for _ in range(2))
    told = say("two calls with the same random state"), say("two calls with different random states")
    alike = [np.array_equal(first, second), np.array_equal(first[0], first[1])]
    words = [say("the same result") if it else say("different results") for it in alike]
    for name, actual, wanted in zip(told, words, (say("the same result"), say("different results")), strict=True):
        message = say("{what} give {actual}, expected {expected}", what=name, actual=actual, expected=wanted)
        expect(actual, wanted, message, cause="wrong_value")


def share(hits: int, of: int, expected: float, what: str, alarm: float = ALARM) -> None:
    """Claims that `hits` out of `of` independent draws are what comes of the probability `expected`: entries that a
    dropout has set to 0, say. Raises CheckFailed."""
    actual = say("{hits} of {n}", hits=f"{hits:,}", n=f"{of:,}")
    wanted = say("about {hits} of {n}", hits=f"{expected * of:,.4g}", n=f"{of:,}")
    _claim(of > 0 and not unlikely(hits, of, expected, alarm), what, actual, wanted, float(hits), alarm)


def unlikely(hits: int, of: int, expected: float, alarm: float = ALARM) -> bool:
    """Whether so many hits, or as many too few, come up with a probability below `alarm`."""
    return of * _divergence(hits / of, expected) > math.log(2 / alarm)


def _divergence(actual: float, expected: float) -> float:
    """Of Kullback and Leibler, between two coins."""

    def part(a: float, e: float) -> float:
        return 0.0 if a <= 0 else math.inf if e <= 0 else a * math.log(a / e)

    return part(actual, expected) + part(1 - actual, 1 - expected)


def shares(drawn: np.ndarray, expected: Sequence[float] | np.ndarray, what: str, alarm: float = ALARM) -> None:
    """Claims that independent draws of 0, 1, 2… come with these probabilities, which add up to 1: a sampler. A number
    whose probability is 0 must never come. drawn: whole numbers, of any shape."""
    counts = dict(zip(*np.unique(np.asarray(drawn), return_counts=True), strict=True))
    strange = [number for number in counts if not (number == int(number) and 0 <= number < len(expected))]
    named = say("{what} is {number}", what=worded(what), number=str(strange[0] if strange else ""))
    expect(len(strange), 0, say("{what}: there are only {n}", what=named, n=len(expected)), cause="wrong_value")
    for number, probability in enumerate(expected):
        each = say("{what} is {number}", what=worded(what), number=str(number))
        share(int(counts.get(number, 0)), int(np.size(drawn)), float(probability), each, alarm / len(expected))


def coins(mask: np.ndarray, expected: float, what: str, alarm: float = ALARM) -> None:
    """Claims that the entries of `mask` are True with this probability, each for itself: a dropout's zeros. Neighbours
    along each axis are compared too, so that whole rows or columns that fall together are found."""
    mask = np.asarray(mask, dtype=bool)
    axes = [axis for axis, length in enumerate(mask.shape) if length > 1]
    share(int(mask.sum()), mask.size, expected, what, alarm / (1 + len(axes)))
    alike = expected**2 + (1 - expected) ** 2
    for axis in axes:
        pairs = np.moveaxis(mask, axis, 0)[: mask.shape[axis] // 2 * 2]
        same = pairs[::2] == pairs[1::2]
        each = say("{what}: neighbours along axis {axis} that are alike", what=worded(what), axis=axis)
        share(int(same.sum()), same.size, alike, each, alarm / (1 + len(axes)))


@np.errstate(all="ignore")
def distributed(sample: np.ndarray, below: Callable[[np.ndarray], np.ndarray], what: str, alarm: float = ALARM) -> None:
    """Claims that independent numbers come from a continuous distribution. below: what share of it is below each of
    some numbers (its distribution function)."""
    x = np.sort(np.ravel(sample).astype(float))
    steps, theirs = np.arange(x.size + 1) / max(x.size, 1), np.asarray(below(x), dtype=float)
    gap = float(np.max(np.maximum(steps[1:] - theirs, theirs - steps[:-1]), initial=0.0))
    _gap(gap, _allowed(x.size, alarm), x, what, alarm)


def alike(sample: np.ndarray, other: np.ndarray, what: str, alarm: float = ALARM) -> None:
    """Claims that two samples of independent numbers come from the same distribution, whatever it is: the student's
    draws and the reference's. Draw more of the reference's."""
    x, y = (np.sort(np.ravel(each).astype(float)) for each in (sample, other))
    both = np.concatenate([x, y])
    shares_of = (np.searchsorted(each, both, side="right") / max(each.size, 1) for each in (x, y))
    gap = float(np.max(np.abs(np.subtract(*shares_of)), initial=0.0))
    _gap(gap, _allowed(x.size, alarm / 2) + _allowed(y.size, alarm / 2), x, what, alarm)


@np.errstate(all="ignore")
def uniform(sample: np.ndarray, low: float, high: float, what: str, alarm: float = ALARM) -> None:
    """Claims that numbers are uniform between `low` and `high`, with none outside and some near both ends."""
    x, width = np.ravel(sample).astype(float), high - low
    distributed(x, lambda at: np.clip((at - low) / width, 0.0, 1.0), what, alarm / 2)
    reach = width * (1 - (alarm / 4) ** (1 / max(x.size, 1)))
    for value, end, name in ((x.min(), low, say("the smallest of")), (x.max(), high, say("the largest of"))):
        inside = abs(value - end) <= reach and low - SLACK * width <= value <= high + SLACK * width
        each = say("{name} {what}", name=name, what=worded(what))
        _claim(inside, each, f"{value:.6g}", say("nearly {number}", number=f"{end:.6g}"), value, alarm)


@np.errstate(all="ignore")
def normal(sample: np.ndarray, mean: float, std: float, what: str, alarm: float = ALARM) -> None:
    """Claims that numbers are normal, with this mean and standard deviation."""
    x, log = np.ravel(sample).astype(float), math.log(6 / alarm)
    erf = np.frompyfunc(math.erf, 1, 1)
    distributed(x, lambda at: 0.5 + 0.5 * np.asarray(erf((at - mean) / std / math.sqrt(2)), float), what, alarm / 3)
    middle = say("the mean of {what}", what=worded(what))
    far = math.sqrt(2 * log / x.size) * std
    _claim(abs(x.mean() - mean) <= far, middle, f"{x.mean():.6g}", f"{mean:.6g} ± {far:.3g}", float(x.mean()), alarm)
    square = float(np.mean(((x - mean) / std) ** 2))
    least, most = 1 - 2 * math.sqrt(log / x.size), 1 + 2 * math.sqrt(log / x.size) + 2 * log / x.size
    spread = say("the standard deviation of {what}", what=worded(what))
    actual = std * math.sqrt(square)
    _claim(least <= square <= most, spread, f"{actual:.6g}", say("about {hits}", hits=f"{std:.6g}"), actual, alarm)


def _allowed(size: int, alarm: float) -> float:
    """How far the share of a sample below a number is from the distribution's, anywhere, but with this probability."""
    return math.sqrt(math.log(2 / alarm) / 2 / size) if size else -1.0


def _gap(gap: float, allowed: float, sample: np.ndarray, what: str, alarm: float) -> None:
    actual = say("{share} apart in the share of numbers below some number", share=f"{gap:.4f}")
    wanted = say("{share} apart at most", share=f"{max(allowed, 0.0):.4f}")
    _claim(gap <= allowed, say("the distribution of {what}", what=worded(what)), actual, wanted, sample, alarm)


def _claim(holds: bool, what: str, actual: str, expected: str, fingerprint: Any, alarm: float) -> None:
    rate = f"{1 / alarm:,.0f}"
    words = {"what": worded(what), "actual": actual, "expected": expected, "rate": rate}
    message = say("{what}: {actual}, expected {expected} (chance alone: less than once in {rate} gradings)", **words)
    wrong = Outcome.failed("wrong_value", message, actual=actual, expected=expected, fingerprint=fingerprint)
    claim(None if holds else wrong)
