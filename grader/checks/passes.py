"""A forward pass that returns a cache, and the backward that takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import answers
from .answers import Reader
from .claims import fingerprint
from .compare import TOLERANCES, Tolerance, close
from .data import Data
from .proxies import Proxy
from .remote_objects import KeptObject

Given = tuple[Any, ...]
"""The arguments of forward."""


@dataclass(frozen=True)
class CachedPasses:
    """The exercise's `forward(*given) -> (out, cache)` and `backward(dout, cache) -> gradients`, in NumPy.

    names: of the gradients, in their order. near: from what forward is given, and dout, to what is near enough, by
    name: for gradients that are what is left of terms that cancel.
    """

    names: tuple[str, ...]
    near: Callable[[Given, np.ndarray], Mapping[str, Tolerance]] | None = None

    @property
    def returns(self) -> dict[str, Reader]:
        """The readers of both."""
        out = answers.results(answers.array, answers.kept, names=("out", "cache"))
        return {"forward": out, "backward": answers.results(*len(self.names) * [answers.array], names=self.names)}

    def gradients(
        self,
        student: Proxy,
        solution: Proxy,
        given: Given,
        dout: np.ndarray,
        *wanted: str,
        cache: KeptObject | None = None,
    ) -> None:
        """Claims that these gradients are the reference's, all of them without names. cache: of a forward pass that was
        made before; without it one is made. Raises CheckFailed."""
        found = student.backward(dout, student.forward(*given)[1] if cache is None else cache)
        expected = solution.backward(dout, solution.forward(*given)[1])
        near = self.near(given, dout) if self.near else {}
        each = [it for it in zip(self.names, found, expected, strict=True) if it[0] in (wanted or self.names)]
        with fingerprint([actual for _, actual, _ in each]):
            for name, actual, right in each:
                tolerance = near.get(name, TOLERANCES["float32"])
                close(actual, right, name, cause="wrong_gradient", tolerance=tolerance, samples=len(dout))

    def interleaved(
        self, student: Proxy, solution: Proxy, data: Data, runs: Sequence[tuple[Given, np.ndarray]]
    ) -> None:
        """Claims that each backward belongs to its own forward, where all forwards come first. runs: what each forward
        is given, and dout. Raises CheckFailed."""
        caches = [student.forward(*given)[1] for given, _ in runs]
        for i in (1, 2, 0) if len(runs) == 3 else data.random.permutation(len(runs)):
            self.gradients(student, solution, *runs[i], cache=caches[i])
