"""The student's function beside the reference's, on the same inputs."""

from __future__ import annotations

from typing import Any

from .compare import close, shown
from .proxies import Function


def agree(function: Function, reference: Function, *inputs: Any, what: str = "", **how: Any) -> None:
    """Claims that both return the same. Raises CheckFailed.

    inputs: arrays and numbers, shown with a mismatch where they are few. what: what to call the result, by default the
    function's name. how: as in `compare.difference`.
    """
    given = shown(**dict(zip(function.parameters or (), inputs, strict=False)))
    close(function(*inputs), reference(*inputs), what or function.name, **{"given": given, **how})
