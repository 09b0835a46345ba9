"""`--device cuda` through the whole path, on a machine with a GPU; elsewhere skipped, with what is missing.

Where there is none, tests/sandbox/test_gpu.py and tests/courses/test_device.py try what can be tried.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.courses import device, find
from grader.errors import SandboxError
from grader.grading.grade import Grading
from grader.sandbox import levels
from grader.sessions.session import Sandbox
from grader.submission.source import Source

MISSING = device.obstacle()
pytestmark = [pytest.mark.cuda, pytest.mark.slow, pytest.mark.skipif(bool(MISSING), reason=f"no GPU: {MISSING}")]
COURSE = find.load(find.builtin())
ON_DEVICE = [exercise.id for exercise in COURSE.exercises.values() if exercise.spec.on_device]


@pytest.fixture(scope="module", params=["full", "container"])
def on_cuda(request):
    try:
        level = levels.level(request.param)
    except SandboxError as error:
        pytest.skip(str(error))
    with Sandbox(level, COURSE.limits, levels.gpu("cuda:0", level)) as sandbox:
        yield Grading(COURSE, sandbox, "cuda", "cuda:0")


def graded(grading, exercise_id, text, more=""):
    text = text if isinstance(text, bytes) else text.read_bytes()
    answer = Source(exercise_id, "s.py", "s.py", {"s.py": text + more.encode()})
    return grading.grade(grading.course.exercises[exercise_id], answer)


def solution(exercise_id):
    return COURSE.exercises[exercise_id].folder / "solution.py"


def not_passed(result):
    return [(check.name, check.status, check.message) for check in result.checks if check.status != "passed"]


def named(result):
    return {check.mistake for check in result.checks}


@pytest.mark.parametrize("exercise_id", list(COURSE.exercises))
def test_a_solution_earns_everything(exercise_id, on_cuda) -> None:
    assert not_passed(graded(on_cuda, exercise_id, solution(exercise_id))) == []


@pytest.mark.parametrize("on_cuda", ["full"], indirect=True)
@pytest.mark.parametrize("exercise_id", ON_DEVICE)
def test_mistakes_are_named(exercise_id, on_cuda) -> None:
    exercise = COURSE.exercises[exercise_id]
    results = {m.name: graded(on_cuda, exercise_id, exercise.mistake_source(m.name)) for m in exercise.mistakes}
    unnamed = {name: not_passed(result) for name, result in results.items() if name not in named(result)}
    assert results and unnamed == {}


ANOTHER_VERDICT = {
    # torch does not convert a tensor on a card to NumPy
    "clamp_mlp/wrong_type/in_numpy.py": "raised",
    # a card's backwards have one thread, which waits for itself
    "custom_backward/raised/autograd_in_a_thread.py": "timed_out",
}


@pytest.mark.parametrize("on_cuda", ["full"], indirect=True)
@pytest.mark.parametrize("exercise_id", ON_DEVICE)
def test_submissions_get_the_verdict_of_their_folder(exercise_id, on_cuda) -> None:
    """The same answers as in tests/builtin/test_submissions.py."""
    wrong, paths = {}, sorted((Path(__file__).parent / "submissions" / exercise_id).glob("*/*.py"))
    for path in paths:
        name, result = "/".join(path.parts[-3:]), graded(on_cuda, exercise_id, path)
        verdicts = {result.status} if result.status == "passed" else {check.cause for check in result.checks}
        if ANOTHER_VERDICT.get(name, path.parent.name) not in verdicts:
            wrong[name] = not_passed(result)
    assert paths and wrong == {}


def test_the_same_submission_is_graded_the_same_twice(on_cuda) -> None:
    mistake = COURSE.exercises["resnet_step"].mistakes[0].name
    text = COURSE.exercises["resnet_step"].mistake_source(mistake)
    first, second = (graded(on_cuda, "resnet_step", text) for _ in range(2))
    assert [(c.status, c.message, c.mistake) for c in first.checks] == [
        (c.status, c.message, c.mistake) for c in second.checks
    ]


WHERE = """

_forward = forward
def forward(X, w1, w2):
    raise ValueError(f"{X.device} {w1.device} {torch.cuda.device_count()} {torch.backends.cudnn.allow_tf32}")
"""


def test_tensors_arrive_on_the_one_card_that_a_worker_sees(on_cuda) -> None:
    messages = [check.message for check in graded(on_cuda, "clamp_mlp", solution("clamp_mlp"), WHERE).checks]
    assert any("cuda:0 cuda:0 1 False" in message for message in messages), messages


def test_a_right_answer_prints_nothing_of_ours(on_cuda) -> None:
    """torch warns where the first product on a card is in a backward."""
    assert graded(on_cuda, "clamp_mlp", solution("clamp_mlp")).stdout == ""


def test_what_is_for_the_processor_stays_there(on_cuda) -> None:
    more = "\n\ndef q_gradients(a, b, external_grad):\n    raise ValueError(str(a.device))\n"
    result = graded(on_cuda, "vjp", solution("vjp"), more)
    assert any("ValueError: cpu" in check.message for check in result.checks)


HOGS = {
    "more than there is": "torch.empty(2**45, device=X.device)",
    "more than it may use": "torch.empty(3 * 2**30, dtype=torch.uint8, device=X.device)",
}


@pytest.mark.parametrize("hog", HOGS.values(), ids=list(HOGS))
def test_running_out_of_the_cards_memory_is_named(hog, on_cuda) -> None:
    result = graded(on_cuda, "clamp_mlp", solution("clamp_mlp"), f"\n\ndef forward(X, w1, w2):\n    return {hog}\n")
    assert {check.message.partition(" (")[0] for check in result.checks if check.cause == "out_of_memory"} == {
        "your code needed more of the GPU's memory than it may use"
    }
    assert "ungraded" not in {check.status for check in result.checks}


def test_a_failed_assertion_on_the_card_costs_that_check_only(on_cuda) -> None:
    more = "\n\ndef train(X, y, w1, w2, learning_rate, n_iters):\n"
    more += "    return [X[torch.tensor([10**6], device=X.device)].sum()]\n"
    result = graded(on_cuda, "clamp_mlp", solution("clamp_mlp"), more)
    failed = {check.name: check.cause for check in result.checks if check.status == "failed"}
    assert "training_follows_the_reference" in failed and set(failed.values()) <= {"raised", "died"}
    assert {check.name for check in result.checks if check.status == "passed"} >= {"gradients_reach_both_layers"}


def test_the_trusted_process_starts_no_cuda(on_cuda) -> None:
    import torch

    graded(on_cuda, "clamp_mlp", solution("clamp_mlp"))
    assert not torch.cuda.is_initialized()


def run(*arguments, cwd):
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=os.environ)


def test_submit_on_a_card(tmp_path) -> None:
    for name in ON_DEVICE:
        (tmp_path / f"{name}.py").write_bytes(solution(name).read_bytes())
    done = run("submit", tmp_path, "--device", "cuda", "--out", tmp_path / "out", "--student", "ada", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "out" / "ada" / "result.json").read_text())
    assert result["device"] == "cuda:0"
    assert {e["status"] for e in result["exercises"] if e["id"] in ON_DEVICE} == {"passed"}


def test_jobs_share_a_card(tmp_path) -> None:
    for number in range(4):
        student = tmp_path / "class" / f"s{number}"
        student.mkdir(parents=True)
        (student / "clamp_mlp.py").write_bytes(solution("clamp_mlp").read_bytes() + b"# %d\n" % number)
    options = ["--out", tmp_path / "out", "--jobs", "2", "--device", "cuda", "--exercise", "clamp_mlp"]
    done = run("batch", tmp_path / "class", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for number in range(4):
        assert json.loads((tmp_path / "out" / f"s{number}" / "result.json").read_text())["score"] == 10
