"""A new exercise works before its author has changed a line."""

from __future__ import annotations

import gradebook_examples as examples
import pytest
from command_line import grade

from grader import gradebook
from grader.authoring.skeleton import _SKELETONS
from grader.authoring.verification import Verification, stray_files
from grader.commands.new import KINDS
from grader.courses.find import load
from grader.grading.grade import Grading
from grader.outcomes.result import ExerciseResult, Piece
from grader.submission.source import Source


@pytest.fixture
def own_course(tmp_path):
    (tmp_path / "course.toml").write_text('name = "mine"\ntitle = "My course"\n')
    return tmp_path


def test_it_is_complete_and_its_mistake_is_named(own_course, sandbox) -> None:
    done = grade("new", "my_square", "--course", own_course)
    assert done.exit_code == 0, done.output
    course = load(own_course)
    exercise = course.exercises["my_square"]
    grading = Grading(course, sandbox, "new")

    def graded(text: bytes):
        return grading.grade(exercise, Source("my_square", "s.py", "s.py", {"s.py": text}))

    assert graded((exercise.folder / "solution.py").read_bytes()).score == 10
    assert graded(exercise.stub).status == "not_attempted"
    wrong = graded(exercise.mistake_source("detached"))
    assert [check.mistake for check in wrong.checks] == [None, "detached", None]
    assert len(exercise.spec.hints) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_sound_before_its_author_begins(own_course, sandbox, kind) -> None:
    """With one seed and no mutants, which take ten seconds each: `grade verify` finds no fault with them either."""
    assert grade("new", "mine", "--like", kind, "--course", own_course).exit_code == 0
    course = load(own_course)
    verification = Verification(course, sandbox, seeds=1, with_mutants=False)
    assert [str(fault) for fault in (*stray_files(course), *verification.faults(course.exercises["mine"]))] == []
    assert verification.counts.mistakes_named == 1
    assert len(course.exercises["mine"].spec.hints) == 2


def test_every_skeleton_is_a_kind_that_can_be_chosen() -> None:
    assert {path.name for path in _SKELETONS.iterdir()} == set(KINDS)


@pytest.mark.parametrize(
    ("name", "words"), [("my_square", "already"), ("my-square", "not a Python name"), ("class", "a Python keyword")]
)
def test_a_name_that_will_not_do_is_one_line(own_course, name, words) -> None:
    grade("new", "my_square", "--course", own_course)
    done = grade("new", name, "--course", own_course)
    assert done.exit_code == 2
    assert words in done.output


def test_a_folder_that_is_not_a_course_yet_becomes_one(tmp_path) -> None:
    done = grade("new", "my_square", "--course", tmp_path / "linear models")
    assert done.exit_code == 0, done.output
    assert f"grade verify --exercise my_square --course {tmp_path / 'linear models'}" in done.output
    course = load(tmp_path / "linear models")
    assert (course.name, course.title, list(course.exercises)) == ("linear-models", "Linear models", ["my_square"])


def test_nothing_is_written_into_the_built_in_course(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = grade("new", "my_square")
    assert done.exit_code == 2
    assert "name a course's folder, new or old, with --course DIR" in done.output


def test_a_mistake_is_drafted_from_what_somebody_handed_in(own_course, tmp_path, monkeypatch) -> None:
    grade("new", "my_square", "--course", own_course)
    wrong = examples.check("value_is_right", "failed", 4.0, message="[0] is 3, expected 9")
    source = [Piece(label="my_square.py", text="def square(x):\n    return 3 * x\n")]
    found = ExerciseResult(
        id="my_square", title="T", file="f", status="failed", score=0, points=10, checks=[wrong], source=source
    )
    (tmp_path / "reports").mkdir()
    with gradebook.open(tmp_path / "reports" / gradebook.FILE) as book:
        examples.record(book, examples.ADA, found)
    monkeypatch.chdir(tmp_path)
    done = grade("new", "mistake", "my_square", "--from", "ada@example.org", "--course", own_course)
    assert done.exit_code == 0, done.output
    assert "return 3 * x" in (own_course / "solutions/my_square/mistakes/unnamed.draft").read_text()
    assert "rename it" in done.output and f"grade verify --exercise my_square --course {own_course}" in done.output


@pytest.mark.parametrize(
    "arguments",
    [("mistake",), ("mistake", "vjp"), ("mistake", "--from", "ada"), ("a", "b"), ("a", "--from", "ada")],
)
def test_half_a_command_says_how_it_goes_on(own_course, arguments) -> None:
    done = grade("new", *arguments, "--course", own_course)
    assert done.exit_code == 2
    assert "mistake EXERCISE --from STUDENT" in done.output
    assert not (own_course / "exercises").exists()
