"""A broken course is reported in one line: the file, the line or key, the fix. `submit` refuses it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from command_line import grade

from grader.courses import find
from grader.errors import CourseError

NAME = "mse_gradient"


def submitted(folder: Path, tmp_path: Path):
    answer = tmp_path / f"{NAME}.py"
    shutil.copy(find.builtin() / "solutions" / NAME / "solution.py", answer)
    arguments = ["submit", str(answer), "--course", str(folder), "--out", str(tmp_path / "out")]
    return grade(*arguments)


def test_the_copy_works(copied, tmp_path, sandbox) -> None:
    assert submitted(copied, tmp_path).exit_code == 0


def append(text):
    def act(folder) -> None:
        with open(folder / "course.toml", "a") as file:
            file.write(text)

    return act


def replace(name, old, new):
    def act(folder) -> None:
        path = folder / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return act


def first(line):
    return replace("course.toml", 'title = "C"', f'title = "C"\n{line}')


CHECKS = f"solutions/{NAME}/checks.py"


@pytest.mark.parametrize(
    ("breaks", "words"),
    [
        (append('colour = "red"\n'), ["course.toml", "colour", "the keys that are allowed here"]),
        (append(f'[[exercise]]\nid = "{NAME}"\npoints = 1\n'), ["course.toml", NAME, "listed twice", "remove one"]),
        (append('[[exercise]]\nid = "a-b"\npoints = 1\n'), ["course.toml", "a-b", "letters, digits"]),
        (append("[limits]\ncall = 'long'\n"), ["course.toml: limits.call: it has to be a number"]),
        (append("[limits]\ncal = 3\n"), ["course.toml: limits: there is no key cal; did you mean call?"]),
        (replace("course.toml", "points", "point"), ["exercise 1: there is no key point; did you mean points?"]),
        (replace("course.toml", "points = 10", ""), ["exercise 1: the key points is missing"]),
        (first("deadlin = 3"), ["there is no key deadlin; did you mean deadline?"]),
        (first('deadline = "tomorrow"'), ["deadline: it has to be a date and time", "2026-12-01T23:59:00+01:00"]),
        (first("deadline = 2026-12-01T23:59:00"), ["deadline: it has to be", "with its zone"]),
        (first('counts = "frist"'), ["counts: 'frist' is not one of best, last"]),
        (append("[["), ["course.toml, at its end: this is not TOML", "key = value"]),
        (first('title = "D"'), ["is there twice", "remove one of the two"]),
        (first("lang = en"), ["course.toml, line 3: this is not TOML", "key = value"]),
        (first("lang = " + "[" * 9_000), ["course.toml: its lists are nested too deep"]),
        (
            lambda folder: (folder / "course.toml").write_bytes(b'name = "x"\n# \xff'),
            ["line 2: this is not UTF-8; save"],
        ),
        (
            append("[limits]\nload = -3\n"),
            ["limits.load: it has to be a number > 0, but it is -3; ", "write", "load = 20"],
        ),
        (append("[limits]\ncall = inf\n"), ["limits.call: it has to be a number <= 86400"]),
        (append("[limits]\nmemory = 0.5\n"), ["it has to be a whole number, but it is 0.5; ", "memory = 2048"]),
        (append("[late]\npercent_per_day = 110\n"), ["a number <= 100, but it is 110; ", "percent_per_day = 10"]),
        (first("late = 3"), ["late: it has to be a table, but it is 3; write [late] on a line"]),
        (first('stand_ins = "tqdm"'), ['but it is "tqdm"; write, for example, stand_ins = ["matplotlib", "tqdm"]']),
        (replace("course.toml", "[[exercise]]", "[exercise]"), ["write [[exercise]] on a line, with two brackets"]),
        (replace("course.toml", 'title = "C"', ""), ["the key title is missing; add a line such as title = "]),
        (first('deadline = "2026-12-01T23:59:00Z"'), ["no quotes"]),
        (replace("course.toml", "points = 10", "points = 11"), ["checks.py", "10 points", "11"]),
        (replace(CHECKS, "exercise = Exercise(", "exercise = Exercise(("), ["checks.py", "line"]),
        (
            replace(CHECKS, "import numpy as np", "from grader import nonsense\nimport numpy as np"),
            ["checks.py, line", "nonsense"],
        ),
        (replace(CHECKS, '    """The prediction is w · x."""\n', ""), ["prediction_is_w_times_x", "checks.py, line"]),
        (replace(CHECKS, "title=", 'preload=("math"), title='), ["checks.py, line", "preload", "('math',)"]),
        (lambda folder: (folder / "solutions" / NAME / "solution.py").unlink(), ["solution.py is missing", "add it"]),
        (lambda folder: (folder / CHECKS).write_text(""), ["checks.py", "no `exercise = Exercise(...)` in it"]),
        (lambda folder: (folder / CHECKS).unlink(), ["checks.py is missing", "add it"]),
        (lambda folder: (folder / "course.toml").unlink(), ["course.toml is missing", "--course"]),
    ],
)
def test_what_is_broken_is_named_and_submit_refuses_it(copied, tmp_path, breaks, words, sandbox) -> None:
    breaks(copied)
    done = submitted(copied, tmp_path)
    assert done.exit_code == 2, done.output
    assert len(done.output.strip().splitlines()) == 1
    for word in words:
        assert word in done.output


@pytest.mark.parametrize("text", ["[[", "[limits]\ncall = 'long'\n"])
def test_the_keys_are_listed_only_where_a_key_is_unknown(copied, text) -> None:
    append(text)(copied)
    with pytest.raises(CourseError) as error:
        find.load(copied)
    assert "keys there may be" not in str(error.value)


def test_a_course_error_is_not_a_usage_error(copied) -> None:
    (copied / "course.toml").write_text("")
    with pytest.raises(CourseError):
        find.load(copied)


@pytest.mark.parametrize(
    ("written", "read", "runs"),
    [
        ('"A plain one"', "A plain one", False),
        ('"In two " "parts"', "In two parts", False),
        ('"A " + "sum"', "A sum", True),
    ],
)
def test_a_title_is_read_without_running_the_checks_where_it_is_written_out(copied, written, read, runs) -> None:
    checks = copied / "solutions" / NAME / "checks.py"
    text = re.sub(r'title="[^"]*"', f"title={written}", checks.read_text())
    checks.write_text(f"{text}\nfrom pathlib import Path\nPath({str(copied / 'ran')!r}).touch()\n")
    exercise = find.load(copied).exercises[NAME]
    assert (exercise.title, (copied / "ran").exists()) == (read, runs)
    assert exercise.spec.title == read


def test_what_workers_import_is_read_like_the_title(copied) -> None:
    for root in (find.builtin(), find.builtin() / "courses" / "inside"):
        for exercise in find.load(root).exercises.values():
            read = exercise.imports
            assert "spec" not in vars(exercise), exercise.id
            assert read == (exercise.spec.libraries, exercise.spec.preload)
    replace(CHECKS, "allows=(", 'allows=("torch",) + (')(copied)
    exercise = find.load(copied).exercises[NAME]
    assert (exercise.imports, "spec" in vars(exercise)) == ((exercise.spec.libraries, ()), True)
    assert "torch" in exercise.imports[0]
