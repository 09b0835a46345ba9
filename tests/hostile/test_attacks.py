"""Attacks: attacks/<goal>/<name>.py, each a submission, with its required verdict in its header.

An attack on secrecy or containment answers its exercise rightly and prints BROKEN where it gets anywhere. Before and
after each, an honest neighbour at the same forkserver gets the very same document. `pytest tests/hostile -v` lists what
holds and what is broken.

All are tried at the level `full`; those on secrecy and some on the score at `container` too, without namespaces.
"""

from __future__ import annotations

import copy
import re
from pathlib import Path

import pytest
from command_line import BUILTIN, printed
from documents import assert_trustworthy, document, story
from every_level import lacking

from grader.grading.grade import Grading
from grader.limits import Limits
from grader.outcomes.result import ExerciseResult
from grader.sessions.session import Sandbox
from grader.submission.source import Source, read_source

ATTACKS = sorted(Path(__file__).parent.glob("attacks/*/*.py"))
TIGHT = Limits(load_s=10, call_s=2, exercise_s=30, memory=512 * 2**20, file_size=8 * 2**20, output=2**20)
NEIGHBOURS = {("numpy",): "mse_gradient", ("numpy", "torch"): "single_neuron"}


SECRECY = [path for path in ATTACKS if path.parent.name == "secrecy" and "# levels: full" not in path.read_text()]
"""Attacks with that line count something as a break that is allowed at `container`."""
SCORE = [
    Path(__file__).parent / f"attacks/score/{name}.py"
    for name in (
        "always_equal", "answers_before_the_question", "answers_twice", "array_subclass", "encoder_replaced",
        "floats_written_over", "import_hooks", "inputs_changed_in_place", "patched_numpy", "patched_worker",
        "protocol_messages", "reads_the_requests", "right_for_the_first_calls", "says_it_is_unconfined",
        "shape_without_bytes", "trace_function", "unconfined_while_loading", "worker_methods_replaced",
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def tight(course, level):
    if reason := lacking(level):
        pytest.skip(f"no level {level}: {reason}")
    with Sandbox(level, TIGHT) as small:
        small.forkserver(("numpy", "torch"), ("torch._dynamo",))  # what the first request preloads, all workers have
        yield Grading(course, small, "attacks")


@pytest.fixture(scope="module")
def before(tight, course):
    """What honest neighbours get before any attack, by the libraries of their forkserver."""
    return {libraries: document(neighbour(tight, course, libraries)) for libraries in NEIGHBOURS}


def neighbour(grading: Grading, course, libraries) -> ExerciseResult:
    exercise = course.exercises[NEIGHBOURS[libraries]]
    honest = (exercise.folder / "solution.py").read_bytes()
    return grading.grade(exercise, Source(exercise.id, "neighbour.py", "s.py", {"s.py": honest}))


def header(path: Path, name: str) -> str:
    text = path.read_bytes().decode(errors="replace")
    found = re.search(rf"^# {name}: (\w+)\r?$", text, re.M)
    assert found, f"{path} has no `# {name}:` line"
    return found[1]


def attacked(path: Path, course):
    """The exercise; no mistakes are run for those with torch: naming one takes seconds and decides nothing."""
    exercise = course.exercises[header(path, "exercise")]
    if exercise.spec.libraries != ("numpy",):
        exercise = copy.copy(exercise)
        exercise.mistakes = []
    return exercise


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("level", ["full"], scope="module")
@pytest.mark.parametrize("path", ATTACKS, ids=named)
def test_an_attack_gains_nothing_and_harms_no_one(path, tight, before, course) -> None:
    assert_held(path, tight, before, course)


@pytest.mark.parametrize("level", ["container"], scope="module")
@pytest.mark.parametrize("path", [*SECRECY, *SCORE], ids=named)
def test_an_attack_gains_nothing_without_namespaces_either(path, tight, before, course) -> None:
    assert_held(path, tight, before, course)


def assert_held(path, tight, before, course) -> None:
    exercise = attacked(path, course)
    libraries = exercise.spec.libraries
    assert before[libraries]["status"] == "passed"
    result = tight.grade(exercise, read_source(path, exercise.id))
    assert result.status == header(path, "verdict"), (story(result), result.stdout)
    assert "BROKEN" not in result.stdout, result.stdout
    assert_trustworthy(result)
    if path.parent.name == "score":
        assert result.score <= int(header(path, "at most")), story(result)
    assert document(neighbour(tight, course, libraries)) == before[libraries]


@pytest.mark.parametrize("level", ["full"], scope="module")
def test_what_one_worker_leaves_the_next_does_not_find(tight, course) -> None:
    folder = Path(__file__).parent / "attacks/containment"
    exercise = course.exercises["mse_gradient"]
    for name in ("leaves_residue", "looks_for_residue") * 2:
        result = tight.grade(exercise, read_source(folder / f"{name}.py", exercise.id))
        assert (result.status, result.stdout) == ("passed", ""), name


@pytest.mark.slow
@pytest.mark.parametrize("name", ["floods_while_it_is_sent_to", "closes_while_it_is_sent_to"])
def test_an_attack_on_the_channel_costs_the_points_and_is_never_our_fault(name, sandbox, tmp_path) -> None:
    """Exit status 3 would mean no score: on Gradescope the submission would stay without one."""
    submitted = tmp_path / "resnet_step.py"
    submitted.write_bytes((Path(__file__).parent / f"attacks/containment/{name}.py").read_bytes())
    options = ("--isolation", sandbox.level, "--fail-under", 60, "--out", tmp_path)
    status, text = printed("submit", submitted, *BUILTIN, *options)
    assert (status, "0 of 10 points" in text) == (1, True), text


def test_there_are_enough_attacks_and_each_says_what_it_tries() -> None:
    assert len(ATTACKS) >= 66
    for path in ATTACKS:
        assert (
            len(re.findall(r"^# (?!exercise:|verdict:|at most:|levels:).{20,}", path.read_text(errors="replace"), re.M))
            >= 1
        )
