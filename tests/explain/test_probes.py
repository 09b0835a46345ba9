from __future__ import annotations

import pytest
from wrong_answers import Answers, small_course

from grader.explain.budget import CLASS
from grader.explain.explain import Explainer
from grader.explain.probes import probed

TRAIN, GRADIENT, LEFT = "training_is_right", "gradient_is_right", "arguments_are_left_alone"
STEP = "w = w - learning_rate * gradient(x, y, w)"


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> Answers:
    return Answers(small_course(tmp_path_factory.mktemp("course")))


GLOBALS = "import numpy as np\nRNG, LOSSES = np.random.default_rng(len(SEED)), []\n"
WRONG = {
    "sign": ([("return (2 *", "return -(2 *")], GRADIENT, "sign", "negative"),
    "two": ([("(2 * x", "(x")], GRADIENT, "factor", "half"),
    "sum": ([(".mean()\n\ndef", ".sum()\n\ndef")], GRADIENT, "reduction", "N times"),
    "uphill": ([("w - learning", "w + learning")], TRAIN, "sign", "−`learning_rate`"),
    "twice": ([("w - learning", "w - 2 * learning")], TRAIN, "factor", "2 · `learning_rate`"),
    "sum in train": ([(".mean()\n\ndef", ".sum()\n\ndef")], TRAIN, "reduction", "N · `learning_rate`"),
    "constant": ([("learning_rate * grad", "0.05 * grad")], TRAIN, "hard_coded", "0.05"),
    "one more": ([("range(n_steps)", "range(n_steps + 1)")], TRAIN, "off_by_one", "+ 1"),
    "returns early": (
        [("    return w, losses", "        return w, losses")],
        TRAIN,
        "order_of_statements",
        "single step",
    ),
    "swapped": ([("gradient(x, y, w)\n    return", "gradient(y, x, w)\n    return")], GRADIENT, None, None),
    "exchanged": (
        [("def gradient(x, y, w):", "def gradient(x, y, w):\n    x, y = y, x")],
        GRADIENT,
        "wrong_operand",
        "exch",
    ),
    "own y": ([("    losses = []", "    losses = []\n    y = np.sin(x)")], TRAIN, "argument_ignored", "line 11"),
    "memory": ([("    losses = []", "    losses = LOSSES")], TRAIN, "state_between_calls", "kept"),
    "random": ([("    losses = []", "    losses = []\n    w = RNG.normal()")], TRAIN, None, "random"),
    "first w": (
        [("    return w, losses", "    return v, losses"), ("    losses = []", "    losses, v = [], w")],
        TRAIN,
        "wrong_return",
        "`w`",
    ),
    "rounded": (
        [("return (2 * x * (w * x - y)).mean()", "return round((2 * x * (w * x - y)).mean(), 2)")],
        GRADIENT,
        "approximation",
        "2 decimals",
    ),
    "in place": ([("    losses = []", "    losses = []\n    x *= 1")], LEFT, None, None),
    "changes x": ([("    losses = []", "    losses = []\n    x -= x.mean()")], LEFT, "in_place_on_caller", "line 11"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_is_told_what_is_wrong_with_it(answers: Answers, name: str) -> None:
    pieces, check, kind, words = WRONG[name]
    text = answers.changed(*pieces, before=GLOBALS)
    found = probed(answers.examined(text), answers.check(check))
    if words is None:
        assert found is None
    else:
        assert found is not None
        assert (found.kind, words in found.text) == (kind, True), found


RIGHT = {
    "solution": [],
    "other order": [("(2 * x * (w * x - y)).mean()", "2 * ((w * x - y) * x).sum() / len(x)")],
    "on a copy": [("    losses = []", "    losses, x = [], x.copy()")],
    "float": [("return (2 * x * (w * x - y)).mean()", "return float((2 * x * (w * x - y)).mean())")],
}


@pytest.mark.parametrize("name", RIGHT)
def test_nothing_is_said_of_a_right_answer(answers: Answers, name: str) -> None:
    text = answers.changed(*RIGHT[name])
    assert [probed(answers.examined(text), answers.check(check)) for check in (TRAIN, GRADIENT, LEFT)] == [None] * 3


ODD = {
    "raises": "raise ValueError(w)",
    "nothing": "return None",
    "NaN": "return float('nan')",
    "huge": "return 1e308 * 10",
    "text": "return 'x' * 10_000",
    "nested": "return [[[[1.0]]]]",
    "many": "return np.ones(100_000)",
    "zero": "return 0.0",
    "large numbers": "return 1e300",
    "changing type": "return w if x[0] > 0 else None",
    "changing length": "return x",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_answers_end_in_silence(answers: Answers, name: str) -> None:
    text = answers.changed(("return (2 * x * (w * x - y)).mean()", ODD[name]))
    found = [probed(answers.examined(text), answers.check(check)) for check in (GRADIENT, LEFT)]
    assert found == [None, None] or name == "large numbers"


def test_no_more_calls_are_made_than_there_are_left(answers: Answers) -> None:
    text = answers.changed(("    losses = []", "    losses = []\n    y = np.sin(x)"))
    examined = answers.examined(text, calls=3)
    assert probed(examined, answers.check(TRAIN)) is None


def test_without_workers_nothing_is_asked_and_the_verdict_stands(answers: Answers) -> None:
    text = answers.changed(("(2 * x", "(x"))
    examined, grading = answers.examined(text), answers.shared.grading
    result = grading.grade_session(answers.exercise, examined.start(""))
    told = Explainer(grading, CLASS).explained(answers.exercise, examined.source, result)
    assert [check.status for check in told.checks] == [check.status for check in result.checks]
    assert all(check.explanation is None or check.explanation.source == "reading" for check in told.checks)


def test_a_search_leaves_the_time_it_has(answers: Answers) -> None:
    examined = answers.examined(answers.changed(("(2 * x", "(x")))
    examined.deadline = lambda: 0.0
    assert probed(examined, answers.check(TRAIN)) is None
