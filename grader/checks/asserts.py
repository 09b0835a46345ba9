"""Claims for tests that come from a notebook, in the place of their `assert` lines: `grade import` writes them.

The test runs here and asks the student's answer through a proxy; what comes back are plain values, and tensors where
tensors were returned. So the lines around the asserts stay as they were.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import random
import sys
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import numpy as np

from grader.errors import GraderError, StudentError
from grader.message import say
from grader.outcomes.outcome import CheckFailed, Outcome
from grader.text import one_line
from grader.worker.convert import from_tensor
from grader.worker.messages import wire

from .answers import wrong_type
from .claims import claim
from .compare import Tolerance, difference
from .data import Data
from .instances import Instance
from .proxies import Proxy

Test = Callable[[Proxy, Proxy, Data], object]
_DIFFERENTIABLE = ("float16", "bfloat16", "float32", "float64")
_SHOWN = 120
"""Characters of a value in a message."""


def plain(value: wire.Value, what: str) -> Any:
    """A reader: numbers, text, None, arrays, tensors, and lists, tuples and dicts of them, as they were returned."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case wire.Tensor():
            tracked = value.requires_grad and value.dtype in _DIFFERENTIABLE
            found = from_tensor(msgspec.structs.replace(value, device="cpu", contiguous=True, requires_grad=tracked))
            return found[()] if value.library == "numpy" else found  # a number of NumPy's has no dimensions
        case wire.Items():
            items = [plain(item, what) for item in value.items]
            return items if value.kind == "list" else tuple(items)
        case wire.Dict():
            return {key: plain(item, what) for key, item in value.items.items()}
    raise wrong_type(what, say("a plain value"), value)


def variable(student: Proxy, name: str) -> Any:
    """The variable of that name as it is when the answer has run, in the form of `plain`. Raises StudentError where it
    is not defined, or is still the `...` of a stub."""
    try:
        (value,) = student.program.told([wire.Step("value", "", [wire.Own(name)], tell=True)])
    except StudentError as error:
        if not str(error.details.get("fingerprint")).startswith("KeyError"):
            raise
        raise StudentError("missing_name", say("{name} is not defined", name=name), fingerprint=name) from None
    if isinstance(value, wire.Kept) and value.kind == "ellipsis":
        message = say("{name} is still `...`: write its value", name=name)
        raise StudentError("missing_name", message, fingerprint=name, not_implemented=True)
    return plain(value, name)


def moved(test: Test) -> Test:
    """Makes a test of a notebook a check: between `@exercise.check` and `test(student, solution, data)`.

    An error of the test itself (a TypeError, as the answer is a list and not a number) counts against the answer only
    if the solution does not meet it as well; else it is raised again, and the check is ungraded. NumPy's and Python's
    random numbers are the same each time.
    """

    @functools.wraps(test)
    def check(student: Proxy, solution: Proxy, data: Data) -> None:
        seed = int(data.integers(0, 2**31))
        student.sends_as_given = solution.sends_as_given = True
        try:
            with _seeded(seed):
                test(student, solution, data)
        except (CheckFailed, GraderError):
            raise
        except Exception as error:
            if not _holds_for(solution, test, data, seed):
                raise
            kind, text = type(error).__name__, one_line(str(error), _SHOWN)
            message = say("with your answer this test ends in {kind}: {text}", kind=kind, text=text)
            claim(Outcome.failed("wrong_type", message, fingerprint=f"{kind}: {text}"))

    return check


def _holds_for(solution: Proxy, test: Test, data: Data, seed: int) -> bool:
    try:
        with _seeded(seed):
            test(solution, solution, data)
    except Exception:
        return False
    return True


@contextlib.contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Global random numbers from this seed; the states before it come back."""
    before, numpy_before = random.getstate(), np.random.get_state()
    random.seed(seed), np.random.seed(seed)
    torch = sys.modules.get("torch")
    with torch.random.fork_rng(devices=[]) if torch else contextlib.nullcontext():
        if torch:
            torch.manual_seed(seed)
        try:
            yield
        finally:
            random.setstate(before), np.random.set_state(numpy_before)


def holds(condition: object, test: str, message: object = None) -> None:
    """Claims that a condition is true. test: its source. message: what the notebook says where it is not."""
    words = say("{test} is not true", test=test)
    claim(None if bool(condition) else _failed("wrong_value", words, message, say("false")))


def equal(actual: Any, expected: Any, what: str, message: object = None) -> None:
    """Claims that two values are equal as Python's == has it; arrays in all entries, with the same shape. what: the
    source of the first one. message: as in `holds`."""
    if _is_array(actual) or _is_array(expected):
        a, e = _array(actual), _array(expected)
        same = np.array_equal(a, e, equal_nan=a.dtype.kind in "fc" and e.dtype.kind in "fc")
    else:
        same = bool(actual == expected)
    shown = {"actual": _shown(actual), "expected": _shown(expected)}
    words = say("{what} is {actual}, expected {expected}", what=what, **shown)
    claim(None if same else _failed("wrong_value", words, message, _shown(actual), _shown(expected)))


def near(
    actual: Any, expected: Any, what: str, message: object = None, *, rtol: float = 1e-5, atol: float = 1e-8
) -> None:
    """Claims that numbers, or arrays of one shape (or that broadcast to the answer's), differ by `atol + rtol *
    |expected|` at most. what, message: as in `equal`."""
    a, e = np.asarray(_array(actual), dtype=float), np.asarray(_array(expected), dtype=float)
    if e.ndim <= a.ndim and a.shape != e.shape:
        with contextlib.suppress(ValueError):
            e = np.broadcast_to(e, a.shape)
    found = difference(a, e, what, tolerance=Tolerance(rtol, 0.0, atol))
    claim(found if found is None or not message else found.replaced(message=_with(found.message, message)))


def alike(actual: Any, expected: Any, what: str) -> None:
    """Claims that the answer gives what the solution gives: floats nearly, all else exactly. what: as in `equal`."""
    if _is_float(actual) and _is_float(expected):
        near(actual, expected, what)
    else:
        equal(actual, expected, what)


def raises(kind: type[BaseException] | tuple[type[BaseException], ...], call: Callable[[], object], what: str) -> None:
    """Claims that a call of the answer raises an error of this kind. call: makes it. NotImplementedError is what a stub
    raises, and counts only if it is asked for by its name."""
    kinds = kind if isinstance(kind, tuple) else (kind,)
    expected = ", ".join(each.__name__ for each in kinds)
    try:
        made = call()
        if isinstance(made, Instance):  # it is made when something is read
            made._owner.program.settle()
        found = "nothing"
    except StudentError as error:
        found = str(error.details.get("fingerprint") or "").partition(":")[0]
        if error.cause != "raised" or (error.details.get("not_implemented") and found not in expected.split(", ")):
            raise
    words = say("{what} raises {actual}, expected {expected}", what=what, actual=found, expected=expected)
    claim(None if _is_a(found, kinds) else _failed("wrong_value", words, None, found, expected))


def _is_a(name: str, kinds: tuple[type[BaseException], ...]) -> bool:
    """The worker tells an error's name only: of Python's own it is known what it is a kind of."""
    found = getattr(builtins, name, None)
    own = isinstance(found, type) and issubclass(found, kinds)
    return own or name in {kind.__name__ for kind in kinds} or (name != "nothing" and Exception in kinds)


def _failed(cause: Any, words: Any, message: object, actual: str, expected: str | None = None) -> Outcome:
    return Outcome.failed(cause, _with(words, message), actual=actual, expected=expected, fingerprint=actual)


def _with(words: Any, message: object) -> Any:
    return say("{message} ({found})", message=one_line(str(message), 300), found=words) if message else words


def _is_array(value: Any) -> bool:
    return hasattr(value, "shape") and hasattr(value, "dtype")


def _is_float(value: Any) -> bool:
    return isinstance(value, float) or (_is_array(value) and "float" in str(value.dtype))


def _array(value: Any) -> np.ndarray:
    return np.asarray(value.detach() if hasattr(value, "detach") else value)


def _shown(value: Any) -> str:
    return one_line(repr(value), _SHOWN)
