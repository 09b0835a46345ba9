"""Which line computed what a backward pass fails in: torch remembers it in its anomaly mode, and warns with it."""

from __future__ import annotations

import contextlib
import re
import sys
import warnings
from collections.abc import Iterator

from ..messages.wire import Failed, Frame

_LONGEST = 200_000
_STEP = re.compile(r'File "<([^">\n]{1,200})>", line (\d{1,9}), in (\S{1,80})')


@contextlib.contextmanager
def remembered() -> Iterator[list[warnings.WarningMessage]]:
    """All warnings of what runs inside. Torch keeps with each result where it was computed; that takes its time."""
    if "torch" in sys.modules:
        import torch

        torch.autograd.set_detect_anomaly(True, check_nan=False)
    with warnings.catch_warnings(record=True, action="always") as found:
        yield found


def with_forward(failed: Failed, found: list[warnings.WarningMessage], labels: frozenset[str]) -> Failed:
    """The failure with the student's lines in torch's warning."""
    texts = (str(each.message)[:_LONGEST] for each in found if type(each.message) is UserWarning)
    text = next((text for text in texts if text.startswith("Error detected in ")), "")
    frames = [Frame(label, int(line), name) for label, line, name in _STEP.findall(text) if label in labels]
    return Failed(
        failed.cause, failed.error, failed.message, failed.frames, failed.kind, failed.operation, frames[-12:]
    )
