"""The student's function beside the reference's, on the same inputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .compare import close, shown
from .data import Given
from .functions import Function
from .remote_objects import KeptTensor


def agree(
    function: Function,
    reference: Function,
    *inputs: Any,
    part: int | None = None,
    parts: Sequence[str] = (),
    what: str = "",
    **how: Any,
) -> None:
    """Claims that both return the same, or the same in one of several results (`part`), or in each of them (`parts`
    are their names). Raises CheckFailed.

    inputs: arrays and numbers, shown with a mismatch where they are few; tensors that are lent to the one go to the
    other as arrays. what: what to call the result, by default the function's name. how: as in `compare.difference`.
    """
    plain = [value.array if isinstance(value, KeptTensor) else value for value in inputs]
    named = zip(function.parameters or (), plain, strict=False)
    given = shown(**{name: value for name, value in named if not isinstance(value, Given)})
    mine, wanted = function(*inputs), reference(*plain)
    if part is not None:
        mine, wanted = mine[part], wanted[part]
    if not parts:
        parts, mine, wanted = [what or function.name], [mine], [wanted]
    for name, one, other in zip(parts, mine, wanted, strict=True):
        close(one, other, name, **{"given": given, **how})
