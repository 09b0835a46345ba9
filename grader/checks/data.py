"""Fresh random inputs for a check. Seeds are derived by hash: nothing a worker sees leads back to `--seed`."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from grader.worker import wire
from grader.worker.convert import tensor_to_wire


def derived(*parts: object) -> int:
    """A 63-bit number from the parts by sha256."""
    text = "\0".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


class Data:
    """Random arrays, the same for the same seed. Everything is float64 unless a dtype is named."""

    def __init__(self, *seed: object, given: dict[str, bytes] | None = None) -> None:
        self._seed, self._given = seed, given or {}
        self.random = np.random.Generator(np.random.PCG64(derived("data", *seed)))

    def normal(self, *shape: int, scale: float = 1.0, dtype: str = "float64") -> np.ndarray:
        return np.asarray(scale * self.random.standard_normal(shape)).astype(dtype)

    def uniform(self, low: float, high: float, *shape: int, dtype: str = "float64") -> np.ndarray:
        return np.asarray(self.random.uniform(low, high, shape)).astype(dtype)

    def number(self, low: float, high: float) -> float:
        return float(self.random.uniform(low, high))

    def integers(self, low: int, high: int, *shape: int) -> np.ndarray:
        """int64, `high` excluded."""
        return self.random.integers(low, high, shape)

    def given(self, name: str, builder: str, **kwargs: Any) -> Given:
        """A thing that the course hands to students: `builder(**kwargs)` from exercises/given/<name>.py, with random
        parameters that are the same wherever it is built."""
        return Given(self._given[name], builder, kwargs, int(self.random.integers(2**62)))


class Given:
    """Something to be built alike on both sides of the wall: a function, or a module, whose random state is made here
    and travels with it.

    frozen: the names of the parameters that do not require gradients.
    """

    def __init__(self, source: bytes, builder: str, kwargs: dict[str, Any], seed: int) -> None:
        import torch

        namespace: dict[str, Any] = {"__name__": "given"}
        exec(compile(source, "<given>", "exec", dont_inherit=True), namespace)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.module = namespace[builder](**kwargs)
        self.source, self.builder, self.kwargs = source, builder, kwargs
        state = self.module.state_dict() if isinstance(self.module, torch.nn.Module) else {}
        self.state: dict[str, Any] = {name: tensor_to_wire(value) for name, value in state.items()}
        self.frozen: list[str] = []

    def freezing(self, *trainable: str) -> Given:
        """The same, with every parameter frozen but these."""
        self.frozen = [name for name, _ in self.module.named_parameters() if name not in trainable]
        return self

    def on_wire(self, keep: int, device: str) -> wire.Given:
        return wire.Given(self.source, self.builder, self.kwargs, self.state, self.frozen, device, keep)
