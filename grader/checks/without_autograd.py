"""An answer in a torch without autograd, where only derivatives that are written out work."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from grader.errors import NoWorker, StudentError
from grader.message import Message, say
from grader.outcomes.outcome import CheckFailed, Outcome

from .claims import claim
from .proxies import Proxy
from .watch import Watch

NEEDS_AUTOGRAD = "needs autograd"
"""The fingerprint of an answer that is right with autograd only."""

BARE = say("in a torch without autograd, where only derivatives that are written out work: {found}")


@contextlib.contextmanager
def without_autograd(student: Proxy) -> Iterator[Proxy]:
    """The same answer in a torch without autograd, on the CPU: only derivatives that are written out work there. A
    claim that fails inside, and an error that the answer raises, say so. Raises NoWorker in a notebook."""
    try:
        yield student.fresh(autograd=False)
    except CheckFailed as failure:
        outcome = failure.outcome
        words = _bare(outcome.message)
        raise CheckFailed(outcome.replaced(message=words, fingerprint=NEEDS_AUTOGRAD)) from None
    except StudentError as error:
        if error.cause != "raised" or error.details.get("not_implemented"):
            raise
        frames = error.details.get("frames", [])
        raise StudentError("raised", _bare(error.message), frames=frames, fingerprint=NEEDS_AUTOGRAD) from None


def written_out(watch: Watch, before: int) -> None:
    """Claims that autograd has recorded nothing inside of the student's functions since `before`, where no argument
    asks for that. Raises CheckFailed."""
    found = sum(watch.recorded.values()) - before
    message = say("autograd has recorded {n} operations inside your code, which is to do without it", n=found)
    claim(Outcome.failed("forbidden", message, fingerprint=NEEDS_AUTOGRAD) if found > 0 else None)


def _bare(message: str) -> Message:
    return Message(BARE.template, {"found": message})


def in_another_session(student: Proxy, claims: Callable[[Proxy], None]) -> None:
    """Makes the claims of the same answer in a session that has seen nothing of this one. Raises CheckFailed.

    Whoever is right in a torch without autograd is right in any, and that session is there for other checks anyway: so
    it is asked first, where there is one."""
    try:
        claims(student.fresh(autograd=False))
    except (CheckFailed, StudentError, NoWorker):
        claims(student.fresh())


def elsewhere(claims: Callable[..., None]) -> Callable[..., None]:
    """The same claims, made of the answer in another session: for a table of cases. claims(student, …)."""

    def made(student: Proxy, *asked: Any) -> None:
        in_another_session(student, lambda other: claims(other, *asked))

    return made
