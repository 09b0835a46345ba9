from __future__ import annotations

import shutil

import pytest

from grader.courses import find

NAME = "mse_gradient"


@pytest.fixture
def copied(tmp_path):
    """A course of one exercise, whole until a test breaks it."""
    root = find.builtin()
    folder = tmp_path / "course"
    shutil.copytree(root / "solutions" / NAME, folder / "solutions" / NAME)
    (folder / "exercises").mkdir()
    shutil.copy(root / "exercises" / f"{NAME}.py", folder / "exercises")
    (folder / "course.toml").write_text(f'name = "c"\ntitle = "C"\n[[exercise]]\nid = "{NAME}"\npoints = 10\n')
    return folder
