"""`grade hint`: one hint after the other, and which were shown is remembered."""

from __future__ import annotations

import msgspec
import pytest
import report_samples as samples
from command_line import printed
from small_course import written

from grader.commands._earlier import PAGE, page_of
from grader.courses.find import builtin, load


def test_hints_come_one_after_the_other_and_are_remembered(tmp_path, ids) -> None:
    seen = [printed("hint", ids[0], "--student", "kim", "--out", tmp_path)[1] for _ in range(3)]
    assert seen[0].startswith("Hint 1 of 2")
    assert seen[1].startswith("Hint 2 of 2")
    assert seen[2] == f"{seen[1]}This was the last hint: you have seen all of them.\n"
    assert printed("hint", ids[1], "--student", "kim", "--out", tmp_path)[1].startswith("Hint 1 of 2")
    status, output = printed("hint", "mse_gradeint", "--out", tmp_path)
    assert status == 2
    assert "did you mean mse_gradient" in output


def test_missing_hints_and_a_place_that_cannot_remember_them_are_reported(tmp_path) -> None:
    status, output = printed("hint", "double", "--course", written(tmp_path / "small"), "--out", tmp_path)
    assert (status, "double has no hints; its report has a hint" in output) == (2, True)
    (tmp_path / "kim").write_text("in the way")
    status, output = printed("hint", "vjp", "--student", "kim", "--out", tmp_path)
    assert (status, "which hints you have seen cannot be written here (File exists)" in output) == (2, True)


def test_every_exercise_has_two_hints(ids) -> None:
    course = load(builtin())
    assert [i for i in ids if len(course.exercises[i].spec.hints) != 2] == []


@pytest.mark.parametrize(("way", "said"), [("line", "Hint 1 of 1: line 2: Clear it there."), ("off", "has no hints")])
def test_the_last_hint_is_about_the_answer_as_its_last_report_found_it(tmp_path, way, said) -> None:
    course = written(tmp_path / "small")
    toml = course / "course.toml"
    toml.write_text(toml.read_text().replace('id = "double"', f'id = "double"\nexplain = "{way}"'))
    why = samples.why("repair", "missing_clear", 2, "t", hint="Clear it there.")
    found = samples.exercise("double", samples.check(explanation=samples.why("probe", "sign", 1, "t")), source=[])
    found.checks.append(samples.check("b", explanation=why))
    shown = page_of(tmp_path / "kim", samples.result(found, course="small"), load(course).exercises)
    (tmp_path / "kim").mkdir()
    (tmp_path / "kim" / PAGE).write_bytes(msgspec.json.encode(shown))
    assert said in printed("hint", "double", "--course", course, "--student", "kim", "--out", tmp_path)[1]
