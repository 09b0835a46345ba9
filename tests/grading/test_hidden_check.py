"""A course with a hidden check, graded as by a student: what the check sends to the code is in nothing they get."""

from __future__ import annotations

import pytest
import report_samples as samples
from claims import session_of
from click.testing import CliRunner

from grader.commands import main
from grader.courses import find
from grader.grading.grade import Grading
from grader.report import page
from grader.submission.source import read_source

CHECKS = '''
import numpy as np
from grader import Exercise, close, number

exercise = Exercise(title="Twice", allows=(), returns={"twice": number})

@exercise.check(points=1)
def small_numbers(student, solution, data):
    """It works for small numbers."""
    close(student.twice(2.0), solution.twice(2.0))

@exercise.check(points=1, hint="Try large ones.", hidden=True)
def large_numbers(student, solution, data):
    """It works for all numbers."""
    close(student.twice(98765.0), solution.twice(98765.0))
'''
LEAKS = """
seen = []

def twice(x):
    seen.append(x)
    print("called with", x)
    if x > 100:
        raise ValueError(f"the data is {x}")
    return 2 * x
"""
SECRETS = ("98765", "197530")


@pytest.fixture
def hidden_course(tmp_path):
    root = tmp_path / "course"
    (root / "exercises").mkdir(parents=True)
    (root / "solutions" / "twice" / "mistakes").mkdir(parents=True)
    (root / "course.toml").write_text('name = "c"\ntitle = "C"\n[[exercise]]\nid = "twice"\npoints = 2\n')
    (root / "exercises" / "twice.py").write_text("def twice(x):\n    raise NotImplementedError\n")
    (root / "solutions" / "twice" / "solution.py").write_text("def twice(x):\n    return 2 * x\n")
    (root / "solutions" / "twice" / "checks.py").write_text(CHECKS)
    (tmp_path / "twice.py").write_text(LEAKS)
    return root


def test_nothing_of_the_hidden_data_reaches_the_student(hidden_course, tmp_path, sandbox) -> None:
    command = ["submit", str(tmp_path / "twice.py"), "--course", str(hidden_course), "--student", "s"]
    done = CliRunner().invoke(main, [*command, "--out", str(tmp_path / "reports")])
    assert "1 of 2 points" in done.output
    handed_out = [path.read_text() for path in sorted((tmp_path / "reports" / "s").iterdir())]
    assert len(handed_out) == 4
    for text in [done.output, *handed_out]:
        assert not any(secret in text for secret in SECRETS)
    assert "It works for all numbers." in done.output
    assert "Try large ones." in handed_out[1]


def test_the_instructors_page_shows_it(hidden_course, tmp_path, sandbox) -> None:
    course = find.load(hidden_course)
    found = Grading(course, sandbox, "s").grade(course.exercises["twice"], read_source(tmp_path / "twice.py", "twice"))
    assert "the data is 98765" in found.checks[1].message
    assert "98765" not in page.fragment(found, "e")
    assert "the data is 98765" in page.render(samples.result(found), "instructor")


def test_in_a_notebook_it_does_not_run(hidden_course) -> None:
    exercise = find.load(hidden_course).exercises["twice"]
    called = []
    session = session_of(twice=lambda x: called.append(x) or 2 * x)
    result = Grading(find.load(hidden_course), None, "s").grade_session(exercise, session)
    assert [check.status for check in result.checks] == ["passed", "skipped"]
    assert (result.score, result.points, called) == (1, 1, [2.0])
