"""Explanations come after the verdict and never change it."""

from __future__ import annotations

import copy
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
import report_samples as samples

from grader.checks.rounding import APPROXIMATE
from grader.checks.without_autograd import BARE
from grader.explain import explain, words
from grader.explain.budget import ALONE, CLASS, Budget
from grader.explain.explain import Explainer
from grader.grading.grade import Grading
from grader.outcomes.outcome import Explanation
from grader.outcomes.result import CheckResult, for_student, stored
from grader.submission.source import Source, read_source

WRONG = b"""\
def forward(x, y, w):
    s = x * w - y
    return s, (x, w, s)


def backward(cache):
    x, w, s = cache
    return {"x": 2 * s * w, "y": -2 * s, "w": 2 * s * x}
"""


@pytest.fixture
def exercise(course):
    return course.exercises["chain_rule"]


def of(text: bytes) -> Source:
    return Source("chain_rule", "c.py", "c.py", {"c.py": text})


def test_the_check_that_failed_says_where_and_nothing_else_changes(exercise, grading) -> None:
    before = grading.grade(exercise, of(WRONG))
    after = Explainer(grading, ALONE).explained(exercise, of(WRONG), before)
    (told,) = [check for check in after.checks if check.explanation]
    assert (told.name, told.explanation.line) == ("forward_gives_the_loss", 3)
    plain = [msgspec.structs.replace(check, explanation=None, words={}) for check in after.checks]
    assert plain == [msgspec.structs.replace(check, words={}) for check in before.checks]


def test_a_right_answer_is_not_explained(exercise, grading) -> None:
    source = of(WRONG.replace(b"return s,", b"return s * s,"))
    result = grading.grade(exercise, source)
    assert result.status == "passed"
    assert Explainer(grading, ALONE).explained(exercise, source, result) is result


def test_a_course_may_leave_explanations_out(course, exercise, grading, monkeypatch) -> None:
    monkeypatch.setattr(exercise, "explains", "off")
    result = grading.grade(exercise, of(WRONG))
    assert Explainer(grading, ALONE).explained(exercise, of(WRONG), result) is result


def test_a_search_that_fails_leaves_the_verdict_and_what_was_found(exercise, grading: Grading, monkeypatch) -> None:
    def broken(case, found):
        yield "forward_gives_the_loss", found["forward_gives_the_loss"][0]
        raise ZeroDivisionError

    monkeypatch.setattr(explain, "SEARCHES", (broken,))
    source = of(b"def forward(x, y, w):\n    return 1 / 0\n\n\ndef backward(cache):\n    return {}\n")
    result = grading.grade(exercise, source)
    explained = Explainer(grading, ALONE).explained(exercise, source, result)
    assert [check.status for check in explained.checks] == [check.status for check in result.checks]
    assert explained.checks[0].explanation is not None
    assert explained.checks[0].explanation.line == 2


def test_a_file_that_is_handed_in_again_is_not_searched_again(exercise, grading, monkeypatch) -> None:
    explainer, result = Explainer(grading, ALONE), grading.grade(exercise, of(WRONG))
    first = explainer.explained(exercise, of(WRONG), result)
    monkeypatch.setattr(explain, "SEARCHES", ())
    assert explainer.explained(exercise, of(WRONG), result) == first


BUDGET = Budget(calls=10, candidates=10, seconds=60)
SOURCE = Source("e", "e.py", "e.py", {"e.py": b"x = 1\n"})
FOUND = Explanation(source="repair", kind="sign", text="A sign is wrong.", line=1, hint="Turn it.")
ANSWERS = {
    "mse_gradient": "def gradient(x, y, y_pred): return -2 * (x * (y_pred - y)).mean()",
    "chain_rule": "def backward(cache): x, w, s = cache; return {'x': s * w, 'y': -2 * s, 'w': 2 * s * x}",
}


def explainer(monkeypatch: pytest.MonkeyPatch, *searches: Any) -> Explainer:
    monkeypatch.setattr(explain, "SEARCHES", searches)
    return Explainer(None, BUDGET)


def small(explains: str = "line") -> Any:
    return SimpleNamespace(id="e", explains=explains, mistakes=())


def wrong(**fields: Any) -> Any:
    return samples.exercise("e", samples.check("a", message="no"), samples.check("b", message="no", **fields))


def repairs(case, found):
    yield "b", FOUND
    yield "a", FOUND


def explanations(result: Any) -> list[Explanation | None]:
    return [check.explanation for check in result.checks]


def verdict(result: Any) -> bytes:
    """Everything but the explanations."""
    checks = [msgspec.structs.replace(check, explanation=None, cluster=None, words={}) for check in result.checks]
    return msgspec.json.encode(msgspec.structs.replace(result, checks=checks))


@pytest.mark.parametrize("id", ANSWERS)
def test_a_verdict_is_the_same_to_the_byte_with_explanations_and_without(grading, tmp_path, id) -> None:
    (tmp_path / f"{id}.py").write_text((grading.course.exercises[id].folder / "solution.py").read_text() + ANSWERS[id])
    source = read_source(tmp_path / f"{id}.py", id)
    result = grading.grade(grading.course.exercises[id], source)
    before = msgspec.json.encode(result)
    told = {}
    for way in ("off", "line", "full"):
        course_exercise = copy.copy(grading.course.exercises[id])
        course_exercise.explains = way
        told[way] = Explainer(grading, BUDGET).explained(course_exercise, source, result)
    assert result.status == "failed"
    assert msgspec.json.encode(told["off"]) == msgspec.json.encode(result) == before
    assert verdict(told["line"]) == verdict(told["full"]) == verdict(result)


def test_a_hidden_check_takes_no_part_whatever_a_search_says(monkeypatch) -> None:
    graded = wrong(hidden=True)
    told = explainer(monkeypatch, repairs).explained(small(), SOURCE, graded)
    assert told.checks[1] == graded.checks[1]


def test_of_a_hidden_check_no_explanation_reaches_a_student() -> None:
    hidden = samples.check("h", hidden=True, explanation=FOUND, cluster="12ab")
    (shown,) = for_student(samples.result(samples.exercise("e", hidden))).exercises[0].checks
    assert (shown.explanation, shown.cluster) == (None, None)
    assert b"sign" not in msgspec.json.encode(shown)


def test_a_search_is_told_to_stop_and_what_it_found_is_not_kept(monkeypatch) -> None:
    waiting = [False]

    def interrupted(case, found):
        yield "a", FOUND
        waiting[0] = True
        assert case.deadline < 0  # long past

    asked = explainer(monkeypatch, interrupted, repairs)
    graded = wrong()
    assert asked.explained(small(), SOURCE, graded, stop=lambda: waiting[0]) is graded
    assert asked.known == {}


def test_our_own_bug_outside_of_a_search_leaves_the_verdict(monkeypatch) -> None:
    monkeypatch.setattr(words, "combined", lambda several: 1 / 0)
    graded = wrong()
    assert explainer(monkeypatch, repairs).explained(small(), SOURCE, graded) is graded


def test_in_full_the_hint_is_told_with_the_rest_and_off_there_is_nothing(monkeypatch) -> None:
    asked = explainer(monkeypatch, repairs)
    told = asked.explained(small("full"), SOURCE, wrong())
    assert told.checks[0].explanation.text == "A sign is wrong. Turn it."
    assert stored(told.checks[0]) == told.checks[0]
    assert explanations(asked.explained(small("off"), SOURCE, wrong())) == [None, None]


def test_in_a_class_nothing_is_run_where_a_known_mistake_tells_the_cause(exercise, grading) -> None:
    looked = list[str]()
    before = grading.grade(exercise, of(WRONG))
    after = Explainer(grading, CLASS).explained(exercise, of(WRONG), before, looked.append)
    (told,) = [check.explanation for check in after.checks if check.explanation]
    assert (looked, told.source, told.line) == (["forward_lines"], "mistake", 3)


@pytest.mark.parametrize(
    ("message", "actual", "expected", "kind"),
    [
        ("the result of forward is a list, expected a number", "a list", "a number", "wrong_return"),
        ("w is a float64 tensor, expected a float32 tensor", "a float64 tensor", "a float32 tensor", "wrong_dtype"),
        ("forward is a module, expected forward(x, y, w)", "a module", "forward(x, y, w)", "signature"),
        ("a is the float 0.6, expected a torch tensor", "the float 0.6", "a torch tensor", "wrong_return"),
        ("P3 is not a torch.autograd.Function, expected a subclass of it", None, None, "signature"),
    ],
)
def test_a_wrong_type_tells_its_cause_by_itself(message, actual, expected, kind) -> None:
    check = CheckResult(
        name="c", title="C.", status="failed", score=0, points=1, cause="wrong_type", message=message,
        actual=actual, expected=expected,
    )  # fmt: skip
    (found,) = words.by_itself(check, {})
    assert (found.source, found.kind, found.text) == ("error", kind, message)


def test_what_is_forbidden_is_told_beside_a_known_mistake_and_an_error_without_autograd_is_forbidden_means() -> None:
    check = CheckResult(name="c", title="C.", status="failed", score=0, points=1, cause="forbidden", mistake="m")
    told = words.by_itself(check, {"m": "wrong_formula"})
    assert [(e.source, e.kind) for e in told] == [("mistake", "wrong_formula"), ("error", "forbidden_means")]
    message = BARE.template.format(found="RuntimeError: element 0 of tensors does not require grad")
    (bare,) = words.by_itself(msgspec.structs.replace(check, cause="raised", mistake=None, message=message), {})
    assert (bare.source, bare.kind) == ("error", "forbidden_means")


def test_an_approximation_is_known_by_what_is_read_from_the_numbers() -> None:
    reading = f"It is right to about 9e-11 only: {APPROXIMATE.template} inside a float64 computation."
    check = CheckResult(
        name="c", title="C.", status="failed", score=0, points=1, cause="wrong_gradient", reading=reading
    )
    (told,) = words.by_itself(check, {})
    assert (told.source, told.kind) == ("reading", "approximation")
