"""What the tests of `grade batch` share: a class of four, and the command as a program."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_class import answer, command, hand_in


@pytest.fixture
def small_class(tmp_path: Path) -> Path:
    """ada has everything right, bob sums instead of taking the mean, cem handed in one exercise, dee something else."""
    folder = tmp_path / "class"
    hand_in(folder, "ada", mse_gradient=answer("mse_gradient"), sine_numpy=answer("sine_numpy"))
    hand_in(folder, "bob", mse_gradient=answer("mse_gradient", "sums_instead_of_mean"), sine_numpy=b"def (:\n")
    hand_in(folder, "cem", sine_numpy=answer("sine_numpy"))
    hand_in(folder, "dee", notes=b"x = 1\n")
    return folder


Batch = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def batch(sandbox, tmp_path: Path) -> Batch:
    """batch(folder, *arguments) runs `grade batch` as a program; results go to tmp_path / "out"."""

    def run(folder: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(folder, tmp_path / "out", *arguments), capture_output=True, text=True, timeout=240, check=False,
            cwd=tmp_path, **options,
        )  # fmt: skip

    return run
