"""What can go wrong, split by who has to act.

GraderError
├── UsageError      the person at the command line: a path, a name, an option. Exit status 2.
├── CourseError     the course's author: course.toml, checks.py, a solution. Exit status 2.
├── SolutionError   the same, met while a student is graded: the solution failed. The check is *ungraded*.
├── SandboxError    the operator: no worker is available. The check is *ungraded*, exit status 3.
│   ├── SandboxLost   a forkserver went away; a new one may do better.
│   └── NoWorker      there is none by design: in a notebook the check is *skipped*.
└── StudentError    the student: the check fails with this cause and message, never anything else.
"""

from __future__ import annotations

import errno
from functools import partial
from typing import Any, Literal, get_args

from grader.message import Message, say

EXIT_BELOW, EXIT_USAGE, EXIT_UNGRADED = 1, 2, 3
EXIT_STOPPED = 130

Cause = Literal[
    "wrong_value", "wrong_gradient", "wrong_trajectory", "wrong_state", "wrong_shape", "wrong_type", "not_finite",
    "missing_name", "wrong_signature", "syntax_error", "raised", "timed_out", "out_of_memory", "died", "forbidden",
    "too_much_output",
]  # fmt: skip
CAUSES: frozenset[str] = frozenset(get_args(Cause))

DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
_REASONS = {
    errno.ENOENT: say("No such file or directory"),
    errno.EACCES: say("Permission denied"),
    errno.EPERM: say("Operation not permitted"),
    errno.EEXIST: say("File exists"),
    errno.ENOTDIR: say("Not a directory"),
    errno.EISDIR: say("Is a directory"),
    errno.EROFS: say("Read-only file system"),
    errno.ENAMETOOLONG: say("File name too long"),
    errno.EIO: say("Input/output error"),
    errno.EBUSY: say("Device or resource busy"),
    errno.ENOTEMPTY: say("Directory not empty"),
    errno.ELOOP: say("Too many levels of symbolic links"),
    errno.EMFILE: say("Too many open files"),
    errno.EINVAL: say("Invalid argument"),
}
"""What the system says, so that it can be translated."""


class GraderError(Exception):
    """message: a template, as `say` takes one, with values for its {names}; without values a Message, or a constant."""

    def __init__(self, message: str, /, **values: object) -> None:
        told = {name: value if isinstance(value, str | int | float) else str(value) for name, value in values.items()}
        super().__init__(Message(message, told) if told else message)


class UsageError(GraderError):
    """One line that says what is wrong and how to fix it."""


class CourseError(GraderError):
    """One line: the file, the line or key, and how to fix it."""


class SolutionError(GraderError):
    pass


class SandboxError(GraderError):
    pass


class SandboxLost(SandboxError):
    pass


class NoWorker(SandboxError):
    pass


class StudentError(GraderError):
    """A finding about the student's code that ends a check.

    `details`: what the report shows beside the message, as fields of `outcome.Outcome`. `stops_exercise`: no other
    check of the exercise can come to anything else (the file does not load). `kind`: what the worker says that was
    wrong (`no_grad_fn`), for code to test. It is the worker's word: test for what you know, ignore the rest.
    """

    def __init__(
        self, cause: Cause, message: str, *, stops_exercise: bool = False, kind: str = "", **details: Any
    ) -> None:
        super().__init__(message)
        self.cause, self.message, self.details = cause, message, details
        self.stops_exercise, self.kind = stops_exercise, kind

    def __reduce__(self) -> tuple[Any, ...]:
        """Sources that are broken travel between our own processes, and with them the reason."""
        again = partial(StudentError, stops_exercise=self.stops_exercise, kind=self.kind, **self.details)
        return again, (self.cause, self.message)


def reason(error: OSError) -> str:
    """In words; with what to do where the disk is full."""
    if error.errno in DISK_FULL:
        return say("the disk is full: free some space")
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
