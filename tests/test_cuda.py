"""`--device cuda` through the whole path. Skipped where there is no GPU."""

from __future__ import annotations

import glob
import json
import subprocess
import sys

import pytest

from grader import course as courses
from grader import isolation
from grader.grade import Grading
from grader.sandbox.session import Sandbox
from grader.submission.source import Source

pytestmark = [
    pytest.mark.cuda,
    pytest.mark.skipif(not glob.glob("/dev/nvidia[0-9]*"), reason="no GPU in this machine"),
]
COURSE = courses.load(courses.builtin())
ON_DEVICE = [exercise.id for exercise in COURSE.exercises.values() if exercise.table.on_device]


@pytest.fixture(scope="module")
def on_cuda(course):
    with Sandbox(isolation.level("auto"), course.limits, isolation.devices("cuda:0")) as sandbox:
        yield Grading(course, sandbox, "cuda", "cuda:0")


def answer(exercise_id: str, text: bytes) -> Source:
    return Source(exercise_id, "s.py", "s.py", {"s.py": text})


@pytest.mark.parametrize("exercise_id", ON_DEVICE)
def test_a_solution_earns_everything(exercise_id, on_cuda, course):
    exercise = course.exercises[exercise_id]
    result = on_cuda.grade(exercise, answer(exercise_id, (exercise.folder / "solution.py").read_bytes()))
    assert [(c.name, c.message) for c in result.checks if c.status != "passed"] == []


@pytest.mark.parametrize("exercise_id", ON_DEVICE)
def test_a_mistake_is_named(exercise_id, on_cuda, course):
    exercise = course.exercises[exercise_id]
    mistake = exercise.mistakes[0].name
    result = on_cuda.grade(exercise, answer(exercise_id, exercise.mistake_source(mistake)))
    assert mistake in {check.mistake for check in result.checks}


def test_running_out_of_the_cards_memory_is_named(on_cuda, course):
    exercise = course.exercises["clamp_mlp"]
    text = (exercise.folder / "solution.py").read_text()
    text += "\n\ndef forward(X, w1, w2):\n    return torch.empty(2**45, device=X.device)\n"
    result = on_cuda.grade(exercise, answer("clamp_mlp", text.encode()))
    assert "out_of_memory" in {check.cause for check in result.checks}


def test_jobs_share_a_card(tmp_path):
    for number in range(4):
        student = tmp_path / "class" / f"s{number}"
        student.mkdir(parents=True)
        text = (COURSE.exercises["clamp_mlp"].folder / "solution.py").read_bytes()
        (student / "clamp_mlp.py").write_bytes(text + b"# %d\n" % number)
    command = ["batch", str(tmp_path / "class"), "--out", str(tmp_path / "out"), "--jobs", "2", "--device", "cuda"]
    command += ["--exercise", "clamp_mlp", "--isolation", isolation.level("auto")]
    done = subprocess.run([sys.executable, "-m", "grader", *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for number in range(4):
        assert json.loads((tmp_path / "out" / f"s{number}" / "result.json").read_text())["score"] == 10
