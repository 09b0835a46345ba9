"""What a check asks, taken apart into questions that can be put to any answer, again and with other arguments."""

from __future__ import annotations

import collections
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.checks.answers import Reader
from grader.courses.course import CourseExercise
from grader.errors import StudentError
from grader.sessions.recording import Asked
from grader.sessions.session import Session
from grader.worker.messages import wire

from .fingerprint import Answer, alike, answer_of, failure

FAILURES = 5
"""Exceptions after which no more is asked: each costs a worker."""
LATE: Answer = ((("raised",), "! timed_out"),)
COTANGENT = "grad_output"
"""What the cotangent of a VectorJacobian is called, among the arguments."""
SLOW, BYTES = 2000, 500
"""Turns of a loop: a question that takes more is left out. BYTES of a request count as one."""


@dataclass(frozen=True)
class Asking:
    """How an exercise's functions are asked, and their answers read. parameters: function -> their names."""

    readers: Mapping[str, Reader]
    parameters: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, exercise: CourseExercise) -> Asking:
        names = {name: known for name, known in exercise.parameters.items() if known is not None}
        for name, known in exercise.parameters.items():
            forward = getattr(exercise.solution.__dict__.get(name), "forward", None)
            code = getattr(forward, "__code__", None)
            if known is None and code is not None:
                names[f"{name}.apply"] = list(code.co_varnames[1 : code.co_argcount])
        return cls(exercise.spec.returns, names)

    def arguments(self, call: wire.Call) -> dict[str, wire.Value]:
        """By the names of the parameters."""
        names = self.parameters.get(call.function) or [f"argument {i + 1}" for i in range(len(call.args))]
        return {**dict(zip(names, call.args, strict=False)), **call.kwargs}

    def arguments_of(self, request: wire.Request) -> dict[str, wire.Value]:
        """The same of any request: of a call of the answer's own functions, and the cotangent."""
        if isinstance(request, wire.VectorJacobian):
            return {COTANGENT: request.cotangent}
        return self.arguments(request) if isinstance(request, wire.Call) and self.own(request) else {}

    def own(self, request: wire.Request) -> bool:
        """Whether it calls a function of the answer's."""
        if not isinstance(request, wire.Call) or request.on:
            return False
        return request.function in self.readers or request.function.partition(".")[0] in self.readers

    def ask(
        self, session: Session, requests: Iterable[wire.Request], kept: dict[int, str] | None = None
    ) -> list[Answer]:
        """One for each request. kept: number -> what the tensor under it is called, as far as this session has some;
        more are added. Raises NoWorker and SandboxError."""
        answers, kept = list[Answer](), {} if kept is None else kept
        for request in requests:
            if isinstance(request, wire.Call) and self.own(request):
                kept.update(_kept_under(self.arguments(request)))
            try:
                value = session.ask(request)
            except StudentError as error:
                answers.append(failure(("raised",), error))
                continue
            inputs = request.inputs if isinstance(request, wire.VectorJacobian) else ()
            names = [kept.get(number, f"input {i + 1}") for i, number in enumerate(inputs)]
            answers.append(answer_of(request, value, self.readers, names))
        return answers


@dataclass(frozen=True, eq=False)
class Question:
    """Requests that belong together: a call, and what is asked of the things that it leaves there.

    session: of the check's. where: the requests' places on the tape. expected: the reference's answers.
    """

    session: int
    where: tuple[int, ...]
    requests: tuple[wire.Request, ...]
    expected: tuple[Answer, ...]

    @cached_property
    def work(self) -> int:
        """How long it takes to answer, about, in turns of a loop over steps or over a list of samples."""
        return sum(map(_work, self.requests))

    @cached_property
    def size(self) -> tuple[int, int]:
        """The quickest and smallest go first."""
        return self.work // 100, sum(len(wire.encode(request)) for request in self.requests)


def _work(request: wire.Request) -> int:
    turns = _turns(request) if isinstance(request, wire.Call) else 1
    return turns + len(wire.encode(request)) // BYTES


def _turns(call: wire.Call) -> int:
    values = [*call.args, *call.kwargs.values()]
    lists = [len(value.items) for value in values if isinstance(value, wire.Items)]
    return math.prod(max(1, abs(value)) for value in values if type(value) is int) * max(1, *lists, 1)


@dataclass(frozen=True)
class Tape:
    """One check's, under one seed. whole: all that it asks; asked: the same without what takes long."""

    asking: Asking
    whole: Sequence[Asked]

    @cached_property
    def asked(self) -> list[Asked]:
        slow = set[int]()
        for where in _together(self.whole):
            if sum(_work(self.whole[i].request) for i in where) > SLOW:
                slow.update(where)
        return [asked for i, asked in enumerate(self.whole) if i not in slow]

    @cached_property
    def requests(self) -> list[wire.Request]:
        return [each.request for each in self.asked]

    @cached_property
    def expected(self) -> list[Answer]:
        """The reference's answers."""
        kept = collections.defaultdict[int, dict[int, str]](dict)
        each = ((asked, _Given(asked.answer)) for asked in self.asked)
        return [self.asking.ask(given, [asked.request], kept[asked.session])[0] for asked, given in each]

    @cached_property
    def questions(self) -> list[Question]:
        """Those that begin with a call of the answer's own functions, in the tape's order."""
        found = []
        for where in _together(self.asked):
            requests = tuple(self.requests[i] for i in where)
            if any(self.asking.own(request) for request in requests):
                expected = tuple(self.expected[i] for i in where)
                found.append(Question(self.asked[where[0]].session, tuple(where), requests, expected))
        return found

    def replayed(
        self,
        session: Session,
        until_other_than: Sequence[Answer] | None = None,
        in_time: Callable[[], bool] = lambda: True,
    ) -> list[Answer]:
        """All of a session's answers; what is not asked for in time is a failure. until_other_than: it ends with the
        first one that differs from these."""
        sessions, answers = {0: session}, list[Answer]()
        kept = collections.defaultdict[int, dict[int, str]](dict)
        for i, asked in enumerate(self.asked):
            failed = sum(answer[0][0] == ("raised",) for answer in answers if answer)
            if not in_time() or failed > FAILURES:
                return [*answers, *[LATE] * (len(self.asked) - i)]
            if asked.session not in sessions:
                sessions[asked.session] = session.fresh()
            answers += self.asking.ask(sessions[asked.session], [asked.request], kept[asked.session])
            if until_other_than is not None and not alike(answers[i], until_other_than[i]):
                break
        return answers


class _Given:
    """A session whose answer is there already."""

    left: wire.Value = None

    def __init__(self, answer: wire.Value | StudentError) -> None:
        self._answer = answer

    def ask(self, request: wire.Request, asking: object = None) -> wire.Value:
        if isinstance(self._answer, StudentError):
            raise self._answer
        return self._answer

    def loaded(self) -> wire.Loaded:
        return wire.Loaded({}, {}, [])

    def fresh(self, autograd: bool = True, memory: int = 0) -> Session:
        return self

    def close(self) -> None:
        pass


def _kept_under(arguments: Mapping[str, wire.Value]) -> dict[int, str]:
    """Number -> name, of the tensors that come with a call."""
    return {v.keep: name for name, v in arguments.items() if isinstance(v, wire.Tensor | wire.Given) and v.keep}


def _together(asked: Sequence[Asked]) -> list[list[int]]:
    """The places of requests that share something that is kept, in groups, by the first of each."""
    group, members = dict[tuple[int, int], int](), dict[int, list[int]]()
    for i, each in enumerate(asked):
        numbers = {(each.session, number) for number in _numbers(each.request) if number}
        joined = sorted({group[number] for number in numbers if number in group})
        first = joined[0] if joined else i
        members.setdefault(first, [])
        for other in joined[1:]:
            members[first] += members.pop(other)
            group.update({number: first for number, of in group.items() if of == other})
        members[first].append(i)
        group.update(dict.fromkeys(numbers, first))
    return [sorted(where) for _, where in sorted(members.items())]


def _numbers(request: wire.Request) -> Iterator[int]:
    """Under which a request keeps something, or names it."""
    match request:
        case wire.Call():
            yield from (request.on, request.keep, *request.keep_items.values())
            for value in (*request.args, *request.kwargs.values()):
                yield from _numbers_in(value)
        case wire.VectorJacobian():
            yield from (request.output, *request.inputs)
        case wire.Inspect():
            yield from (request.number, request.model)
        case wire.SetGrads() | wire.Descend():
            yield request.number


def _numbers_in(value: wire.Value) -> Iterator[int]:
    match value:
        case wire.Kept():
            yield value.number
        case wire.Tensor() | wire.Given():
            yield value.keep
        case wire.Items():
            for item in value.items:
                yield from _numbers_in(item)
        case wire.Dict():
            for item in value.items.values():
                yield from _numbers_in(item)
