"""An exercise's table of checks: what solutions/<id>/checks.py fills in."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grader.errors import CourseError
from grader.message import say

if TYPE_CHECKING:  # so that a course can be read without a sandbox, a worker or NumPy
    from grader.checks.answers import Reader

CheckFunction = Callable[..., object]
"""check(student, solution, data, *case): returns nothing, raises CheckFailed or StudentError (grader.checks)."""


@dataclass(frozen=True)
class Check:
    """A claim about an answer: `function(student, solution, data, *case)` finds out whether it holds in each case.

    title: the function's docstring, a claim in the present tense. hidden: students see its title, outcome and hint.
    without_autograd: the first case comes once more, last, in a torch without autograd.
    """

    name: str
    title: str
    points: float
    hint: str
    function: CheckFunction
    hidden: bool = False
    cases: tuple[tuple[Any, ...], ...] = ((),)
    without_autograd: bool = False
    watches: tuple[Check, ...] | None = None
    """Of the check that looks at what all calls have left behind: the checks whose plain cases it asks once more."""


@dataclass(frozen=True)
class Remark:
    """What an answer that earned all points is told of the way it took: no points hang on it.

    It is made where the source uses every name in `uses` and none in `lacks`: names as in Exercise.forbids_names. What
    the source says is the student's word, and a name may be reached in other ways: better silent than wrong.
    """

    words: str
    uses: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _refuse_strings(self, "uses", "lacks")

    @classmethod
    def by_hand(cls) -> Remark:
        """For an exercise about autograd: the answer never asks it for a gradient."""
        words = say(
            "The numbers are right, and no points are lost, but your gradient is worked out by hand. This exercise is "
            "about autograd: let `backward` find it, and compare."
        )
        return cls(words, lacks=("backward", "grad", "grad_and_value", "torch.autograd", "torch.func", "functorch"))

    def fits(self, used: frozenset[str]) -> bool:
        return used.issuperset(self.uses) and used.isdisjoint(self.lacks)


LOOK_AFTERWARDS = str(say("Print what you were given before your function runs and after it. Work on copies."))


def _unused(*_: object) -> None:
    """In the place of a function where there is none: the engine makes the claims."""


@dataclass
class Exercise:
    """What one exercise's answers define and how they are checked.

    returns: name -> reader of its result (grader.checks.answers); a class is named like a function. allows: the
    packages beyond the standard library that an answer may import. forbids: what it must not even name in an import.
    forbids_names: attributes and keywords that it must not use ("backward"), or a module's things ("torch.func").
    hints: for `grade hint`, from a nudge to nearly the answer. on_device: its calls get tensors on the chosen device;
    names: the calls of these do. preload: modules that its workers would otherwise each import (they cost seconds,
    once). remarks: on the way that a right answer took. in_place: function -> the parameters that it is to change.
    ranges: what answers may be asked for at least and at most ("samples", "steps", …), where it is not
    authoring.conditional.RANGES. variables: what checks read by asserts.variable; an answer may define nothing else.
    """

    title: str
    allows: tuple[str, ...]
    returns: Mapping[str, Reader]
    forbids: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    forbids_names: tuple[str, ...] = ()
    on_device: bool | tuple[str, ...] = False
    preload: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    in_place: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    variables: tuple[str, ...] = ()
    checks: list[Check] = field(default_factory=list)

    def __post_init__(self) -> None:
        _refuse_strings(self, "allows", "forbids", "hints", "forbids_names", "on_device", "preload", "variables")

    def check(
        self,
        points: float,
        hint: str = "",
        hidden: bool = False,
        cases: Iterable[Any] | None = None,
        without_autograd: bool = False,
    ) -> Callable[[CheckFunction], CheckFunction]:
        """Adds the decorated function as a check. cases: what `cases` says otherwise, in one iterable.

        Raises CourseError for a check without a docstring, for one without cases, and for one to be seen after a hidden
        one: the answer could tell there what the hidden one sent."""

        def add(function: CheckFunction) -> CheckFunction:
            name: Any = getattr(function, "__name__", "?")
            title = inspect.getdoc(function)
            if not title:
                raise CourseError(
                    "the check {name} has no docstring; write one: it is the title that students read", name=name
                )
            if self.checks and self.checks[-1].hidden and not hidden:
                raise CourseError(
                    "the check {name} comes after the hidden check {hidden}: put hidden checks last",
                    name=name,
                    hidden=self.checks[-1].name,
                )
            given = getattr(function, "cases", ((),)) if cases is None else cases
            each = tuple(case if isinstance(case, tuple) else (case,) for case in given)
            if not each:
                raise CourseError("the check {name} has no cases", name=name)
            words = " ".join(title.split())
            self.checks.append(Check(name, words, float(points), hint, function, hidden, each, without_autograd))
            return function

        return add

    def leaves_arguments(self, points: float, hint: str = LOOK_AFTERWARDS) -> None:
        """Adds a check, the last one, that fails where a call of any other check has changed what it was given (values,
        flags, `.grad`, length, mode) and `in_place` does not allow it, or the process's grad mode or default dtype."""
        seen = tuple(check for check in self.checks if not check.hidden)
        title = str(say("Every call leaves its arguments as they are."))
        self.checks.append(Check("arguments_are_left_alone", title, float(points), hint, _unused, watches=seen))

    @staticmethod
    def cases(*each: Any) -> Callable[[CheckFunction], CheckFunction]:
        """Between `@exercise.check` and a check: the further arguments of each call, a tuple or one value.

        >>> @exercise.check(points=2, hint="The mean, not the sum.")
        ... @exercise.cases((6, "float64"), (4, "float32"))
        ... def loss_is_the_mean(student, solution, data, samples, dtype): ...
        """

        def add(function: CheckFunction) -> CheckFunction:
            vars(function)["cases"] = each
            return function

        return add

    @property
    def library(self) -> str:
        """What arrays arrive as; python: there are none."""
        return next((name for name in ("torch", "numpy") if name in self.allows), "python")

    @property
    def libraries(self) -> tuple[str, ...]:
        """The packages that its workers can see: NumPy is among them where any is."""
        return visible(self.allows)

    @property
    def watched_names(self) -> tuple[str, ...]:
        """The names that remarks depend on."""
        return tuple(dict.fromkeys(name for r in self.remarks for name in (*r.uses, *r.lacks)))

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks)


def visible(allows: tuple[str, ...]) -> tuple[str, ...]:
    """The packages that workers see where answers may import these."""
    return ("numpy", *(name for name in allows if name != "numpy")) if allows else ()


def _refuse_strings(owner: object, *names: str) -> None:
    """Raises CourseError for ("torch"), which is not a tuple: it would be read letter by letter."""
    for name in names:
        if isinstance(value := getattr(owner, name), str):
            raise CourseError("{name} is one string: write {value}", name=name, value=repr((value,)))
