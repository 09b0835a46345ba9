"""One check, run: from its function and cases to an outcome."""

from __future__ import annotations

import logging
from typing import Any

from grader.checks.claims import counted
from grader.checks.data import Data
from grader.checks.proxies import Proxy
from grader.checks.without_autograd import without_autograd
from grader.courses.spec import Check
from grader.errors import StudentError
from grader.message import Message, say
from grader.outcomes.outcome import PASSED, CheckFailed, Outcome

log = logging.getLogger("grader")


def run_check(exercise_id: str, check: Check, student: Proxy, solution: Proxy, data: Data) -> Outcome:
    """All cases, in order, until a claim does not hold. Ungraded where all hold, but a case makes none or returns
    something: that is most likely a comparison whose result nobody looks at."""
    faults: list[Message | None] = []
    try:
        faults += [_fault(check, student, solution, data, case) for case in check.cases]
        if check.without_autograd:
            with without_autograd(student) as bare:
                faults.append(_fault(check, bare, solution, data, check.cases[0]))
    except CheckFailed as failure:
        return failure.outcome
    except StudentError as error:
        return Outcome.failed(error.cause, error.message, stops=error.stops_exercise, **error.details)
    if (fault := next(filter(None, faults), None)) is None:
        return PASSED
    message = say("the check {check} of {exercise} {fault}", check=check.name, exercise=exercise_id, fault=fault)
    log.error("%s", message)
    return Outcome.ungraded(message)


def _fault(check: Check, student: Proxy, solution: Proxy, data: Data, case: tuple[Any, ...]) -> Message | None:
    """What is wrong with the check itself. Raises CheckFailed or StudentError for what is wrong with the answer."""
    with counted() as claims:
        returned: object = check.function(student, solution, data, *case)
    if returned is not None:
        return say("returned a {kind}: a check returns nothing, its claims raise", kind=type(returned).__name__)
    return None if claims() else say("compared nothing: it has to claim something, by close, expect or agree")
