"""A small class whose exercises need no torch, so that a whole `grade batch` takes a second or two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.courses import find

EXERCISES = ("mse_gradient", "sine_numpy")
COURSE = find.load(find.builtin())


def answer(exercise: str, which: str = "solution") -> bytes:
    """The solution, or a known mistake by name."""
    if which == "solution":
        return (COURSE.exercises[exercise].folder / "solution.py").read_bytes()
    return COURSE.exercises[exercise].mistake_source(which)


def hand_in(folder: Path, name: str, **files: bytes) -> Path:
    """files: exercise -> text."""
    student = folder / name
    student.mkdir(parents=True, exist_ok=True)
    for exercise, text in files.items():
        (student / f"{exercise}.py").write_bytes(text)
        os.utime(student / f"{exercise}.py", (1_790_000_000, 1_790_000_000))
    return student


def command(folder: Path, out: Path, *arguments: str, seed: str | None = "class") -> list[str]:
    """seed: None for the fresh one of a round."""
    seeded = () if seed is None else ("--seed", seed)
    only = [part for exercise in EXERCISES for part in ("--exercise", exercise)]
    grade = [sys.executable, "-m", "grader", "batch"]
    return [*grade, str(folder), "--out", str(out), "--jobs", "1", *seeded, *only, *arguments]


def result(out: Path, student: str) -> dict[str, Any]:
    return json.loads((out / student / "result.json").read_text())


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
def batch(sandbox: Any, tmp_path: Path) -> Batch:
    """batch(folder, *arguments) runs `grade batch` as a program; results go to tmp_path / "out"."""

    def run(
        folder: Path, *arguments: str, seed: str | None = "class", **options: Any
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(folder, tmp_path / "out", *arguments, seed=seed), capture_output=True, text=True, timeout=240,
            check=False, cwd=tmp_path, **options,
        )  # fmt: skip

    return run
