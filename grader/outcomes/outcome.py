"""One check's finding, and what the report can show beside it. Plain data: it is stored and read back."""

from __future__ import annotations

from typing import Any, Literal, get_args

import msgspec

from grader.errors import Cause

CheckStatus = Literal["passed", "failed", "skipped", "ungraded"]
"""ungraded: our own failure, which costs the student nothing silently."""


class Candidate(msgspec.Struct, frozen=True):
    """What the losses would be with the known mistake of that name: an explanation to lay over a student's curve."""

    mistake: str
    losses: list[float | None]


class Curves(msgspec.Struct, frozen=True):
    """Two loss curves; `first` is the first step at which they part. null stands for a number that is not finite.
    candidates: the mistake that was recognised, then those that come nearest."""

    actual: list[float | None]
    expected: list[float | None]
    first: int | None
    candidates: list[Candidate] = []


class Jacobians(msgspec.Struct, frozen=True):
    """d output / d input, one row an output element: by the student's backward, by differences of the student's
    forward, and the reference's. `row`, `column`: the worst entry."""

    wrt: str
    analytic: list[list[float | None]]
    numeric: list[list[float | None]]
    expected: list[list[float | None]]
    row: int
    column: int


class Entries(msgspec.Struct, frozen=True):
    """An answer and what was expected, as a matrix (a vector is one row) cut out of an array of the given shape, from
    `row` and `column` on. wrong: which entries differ."""

    actual: list[list[float | None]]
    expected: list[list[float | None]]
    wrong: list[list[bool]]
    shape: list[int]
    row: int = 0
    column: int = 0


class Node(msgspec.Struct, frozen=True):
    """An operation of an autograd graph, or what it ends in. inputs: indices of the nodes it was computed from."""

    name: str
    kind: Literal["operation", "leaf", "untracked"]
    inputs: list[int] = []


class Graph(msgspec.Struct, frozen=True):
    """What autograd has recorded, node 0 being the result; no nodes: nothing was. whole: False if it is cut short."""

    nodes: list[Node]
    whole: bool = True


class Graphs(msgspec.Struct, frozen=True):
    """The graph of the student's result, in their process's own words (advisory, never scored), and the reference's."""

    actual: Graph
    expected: Graph


class Parameter(msgspec.Struct, frozen=True):
    """One parameter of a model: whether it requires gradients, whether its values have moved (None: nobody looked)."""

    name: str
    trainable: bool
    expected_trainable: bool
    moved: bool | None = None
    expected_moved: bool | None = None


Kind = Literal[
    "sign", "factor", "reduction", "wrong_formula", "wrong_operand", "argument_ignored", "hard_coded",
    "order_of_statements", "missing_clear", "cleared_too_early", "missing_update", "extra_step", "graph_cut",
    "tracked_update", "rebinding", "aliasing", "in_place_on_caller", "state_between_calls", "wrong_loss",
    "wrong_optimizer", "wrong_hyperparameter", "off_by_one", "wrong_return", "wrong_shape", "wrong_dtype", "signature",
    "forbidden_means", "approximation", "freezing", "crash", "other",
]  # fmt: skip
"""Of what is wrong with an answer, whoever found out: a closed list."""
KINDS: frozenset[str] = frozenset(get_args(Kind))
Finder = Literal["mistake", "reading", "probe", "mutant", "repair", "error"]
"""Who explains: a mistake's file, what the numbers say by themselves, the function asked again with other arguments, a
changed solution that answers alike, one edit to the answer with which every check passes, or an exception's words."""


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why an answer is wrong and where, as far as that could be found out. No verdict hangs on it.

    text: the cause and the place in words. file, line: of the student's source; a notebook's cell is its file ("cell
    3") and `cell` its number. sure: how far it was tried, in words ("the same in all 14 questions"). hint: a step
    further, for `grade hint`. also: what else was found, in words.
    """

    source: Finder
    kind: Kind | None = None
    text: str = ""
    file: str | None = None
    line: int | None = None
    cell: int | None = None
    sure: str | None = None
    hint: str = ""
    also: list[str] = []


class Frame(msgspec.Struct, frozen=True):
    """A line of a traceback in the student's own file or cell."""

    file: str
    line: int
    function: str
    text: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found, as far as it is stored.

    expected, actual: the two values in words, at `where`. reading: what is generally true of the difference ("exactly
    8 times too large"). The rest is drawn in the report.
    """

    status: CheckStatus
    cause: Cause | None = None
    message: str = ""
    expected: str | None = None
    actual: str | None = None
    where: str | None = None
    reading: str | None = None
    curves: Curves | None = None
    jacobians: Jacobians | None = None
    entries: Entries | None = None
    graphs: Graphs | None = None
    parameters: list[Parameter] = []
    frames: list[Frame] = []


ANY_CASE = -1


class Outcome(Evidence, frozen=True, kw_only=True):
    """What a check found. Made by PASSED and the constructors `failed`, `skipped` and `ungraded`.

    stops: every further check of the exercise would find the same. not_implemented: the answer raised
    NotImplementedError, as a stub does. forward: the line that computed what a backward pass failed in. changed: the
    line that has changed it in place. fingerprint: the wrong answer itself, numbers or text, for telling whether a
    known mistake gives the same. case: which row of the check's table it was given for; ANY_CASE where it
    says enough by itself, None where no claim failed.
    """

    stops: bool = False
    not_implemented: bool = False
    forward: Frame | None = None
    changed: Frame | None = None
    fingerprint: Any = None
    case: int | None = None

    @classmethod
    def failed(cls, cause: Cause, message: str, **details: Any) -> Outcome:
        """The answer is wrong. details: the other fields."""
        return cls(status="failed", cause=cause, message=message, **details)

    @classmethod
    def skipped(cls, message: str) -> Outcome:
        """Nothing was asked, so nothing is known of the answer."""
        return cls(status="skipped", message=message)

    @classmethod
    def ungraded(cls, message: str) -> Outcome:
        """The grader or the course has failed, not the answer."""
        return cls(status="ungraded", message=message)

    @property
    def passed(self) -> bool:
        return self.status == "passed"

    def replaced(self, **fields: Any) -> Outcome:
        return msgspec.structs.replace(self, **fields)


PASSED = Outcome(status="passed")


class CheckFailed(Exception):
    """Ends a check: the first claim in it that does not hold."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.message)
        self.outcome = outcome


def finite(values: Any) -> Any:
    """Nested lists of floats for storing, None where a number is not finite."""
    import numpy as np

    array = np.asarray(values, dtype=float)
    return np.where(np.isfinite(array), array.astype(object), np.array(None)).tolist()
