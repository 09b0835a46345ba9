"""One check, run: from its function and cases to an outcome.

The cases are asked in an order that is drawn, so that no answer can count on it. What a student is told is still the
first failure in the table's own order, which goes from the plain cases to the unusual ones.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from grader.checks.claims import claim, counted
from grader.checks.data import Data
from grader.checks.drawn import drawn
from grader.checks.proxies import Proxy
from grader.checks.without_autograd import without_autograd, written_out
from grader.courses.spec import Check
from grader.errors import NoWorker, StudentError
from grader.message import Message, say
from grader.outcomes.outcome import PASSED, CheckFailed, Outcome

log = logging.getLogger("grader")


def run_check(exercise_id: str, check: Check, student: Proxy, solution: Proxy, data: Data) -> Outcome:
    """All cases until a claim does not hold. Ungraded where all hold, but a case makes none or returns something: that
    is most likely a comparison whose result nobody looks at."""
    try:
        fault = _fault(check, student, solution, data)
    except NoWorker:
        student.watch.skipped = True
        raise
    except CheckFailed as failure:
        student.watch.asked = True
        return failure.outcome
    except StudentError as error:
        student.watch.asked = True
        return Outcome.failed(error.cause, error.message, stops=error.stops_exercise, **error.details)
    if fault is None:
        student.watch.asked = student.watch.right = True
        return PASSED
    message = say("the check {check} of {exercise} {fault}", check=check.name, exercise=exercise_id, fault=fault)
    log.error("%s", message)
    return Outcome.ungraded(message)


def _fault(check: Check, student: Proxy, solution: Proxy, data: Data) -> Message | None:
    """What is wrong with the check itself. Raises CheckFailed or StudentError for what is wrong with the answer."""
    if check.watches is not None:
        _left_alone(check.watches, student, solution, data)
        return None
    faults: list[Message | None] = []
    recorded = sum(student.watch.recorded.values())
    for i in (order := [int(i) for i in data.child("order").random.permutation(len(check.cases))]):
        try:
            faults.append(_case(check, student, solution, data, i))
        except (CheckFailed, StudentError) as failure:
            if not getattr(failure, "stops_exercise", False):
                for plainer in sorted(set(range(i)).difference(order[: len(faults)])):
                    _case(check, student, solution, data, plainer)
            raise
    if check.without_autograd:
        written_out(student.watch, recorded)
        with without_autograd(student) as bare:
            faults.append(_case(check, bare, solution, data, 0))
    return next(filter(None, faults), None)


def _case(check: Check, student: Proxy, solution: Proxy, data: Data, i: int) -> Message | None:
    own = data.child(i)
    with counted() as claims:
        try:
            returned: object = check.function(student, solution, own, *drawn(check.cases[i], own))
            student.program.settle()
        except CheckFailed as failure:
            case = i if failure.outcome.case is None else failure.outcome.case
            raise CheckFailed(failure.outcome.replaced(case=case)) from None
        finally:
            student.program.forget()
            solution.program.forget()
    if returned is not None:
        return say("returned a {kind}, but a check returns nothing: its claims raise", kind=type(returned).__name__)
    return None if claims() else say("compared nothing: it has to make a claim, with close, expect or agree")


def _left_alone(others: Sequence[Check], student: Proxy, solution: Proxy, data: Data) -> None:
    """Claims that no call of this grading has changed what is not its own. Raises CheckFailed.

    Who does nothing changes nothing: this counts beside a check that has passed. A known mistake is tried check by
    check: there, and where nothing has passed, the plain case of each check comes here.
    """
    watch = student.watch
    if watch.skipped and not watch.asked:
        raise NoWorker("no other check could be run here")
    failures = [] if watch.right else list(_plain_cases(others, student, solution, data))
    if failures and (watch.asked or len(failures) == len(others)):
        raise failures[0]
    message = say("no other check has passed: this one gives points only with a right answer")
    claim(Outcome.failed("wrong_value", message) if watch.asked and not watch.right else None)
    claim(next(iter(watch.found), None))


def _plain_cases(
    checks: Sequence[Check], student: Proxy, solution: Proxy, data: Data
) -> Iterator[CheckFailed | StudentError]:
    """What is wrong in the first case of each. Raises what stops the exercise."""
    for check in checks:
        try:
            _case(check, student, solution, data.child(check.name), 0)
        except (CheckFailed, StudentError) as failure:
            if getattr(failure, "stops_exercise", False):
                raise
            yield failure
