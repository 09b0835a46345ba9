"""How a check comes to an outcome: each claim is counted, and the first that does not hold ends the check."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

import numpy as np

from grader.errors import StudentError
from grader.outcomes.outcome import CheckFailed, Outcome

_made: ContextVar[list[int] | None] = ContextVar("claims", default=None)


def claim(found: Outcome | None) -> None:
    """One comparison is made. found: what is wrong, None where nothing is. Raises CheckFailed."""
    made = _made.get()
    if made is not None:
        made[0] += 1
    if found is not None:
        raise CheckFailed(found)


@contextlib.contextmanager
def counted() -> Iterator[Callable[[], int]]:
    """How many claims have been made since: a check that makes none says nothing about an answer."""
    made = [0]
    token = _made.set(made)
    try:
        yield lambda: made[0]
    finally:
        _made.reset(token)


@contextlib.contextmanager
def fingerprint(*numbers: Any, own: bool = False) -> Iterator[None]:
    """What a claim that fails inside is recognised by: mistakes that agree in the numbers compared may differ in these.

    numbers: arrays or numbers, and functions that return some: they are called after a failure. One that raises
    StudentError, as the student's code may, is left out; without any the failure keeps its own fingerprint. own: put
    the failure's own in front.
    """
    try:
        yield
    except CheckFailed as failure:
        parts = [part for number in numbers for part in _numbers(number)]
        if not parts:
            raise
        if own and not isinstance(failure.outcome.fingerprint, str | None):
            parts.insert(0, np.ravel(failure.outcome.fingerprint))
        raise CheckFailed(failure.outcome.replaced(fingerprint=np.concatenate(parts))) from None


def _numbers(number: Any) -> list[np.ndarray]:
    """As vectors. A tuple, list or dict has several."""
    if callable(number):
        try:
            number = number()
        except StudentError:
            return []
    if isinstance(number, dict):
        number = tuple(number.values())
    if isinstance(number, tuple | list):
        return [part for each in number for part in _numbers(each)]
    return [real(np.asarray(number)).astype(float).ravel()]


def real(array: np.ndarray) -> np.ndarray:
    """Of complex numbers the real and the imaginary parts, in one array with one dimension more."""
    return np.stack([array.real, array.imag], -1) if np.iscomplexobj(array) else array


@contextlib.contextmanager
def showing(**fields: Any) -> Iterator[None]:
    """What the report shows beside a claim that fails inside, or a StudentError: fields of Outcome, or functions that
    return them."""
    try:
        yield
    except CheckFailed as failure:
        raise CheckFailed(failure.outcome.replaced(**_called(fields))) from None
    except StudentError as error:
        error.details.update(_called(fields))
        raise


def _called(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value() if callable(value) else value for name, value in fields.items()}
