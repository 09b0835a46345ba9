"""gradcheck over a session: what it passes, what it fails, what it shows."""

from __future__ import annotations

import textwrap

import numpy as np
import pytest
from claims import outcome

from grader.checks import answers
from grader.checks.data import Data
from grader.checks.gradients import gradcheck
from grader.checks.proxies import Proxy
from grader.errors import StudentError
from grader.submission.source import Source
from grader.worker.messages.wire import Rules

REFERENCE = "import torch\ndef f(x, w):\n    return torch.sin(x) @ w\n"
LIBRARIES = ("numpy", "torch")


def proxy(sandbox, text, seed=0):
    files = {"f.py": textwrap.dedent(text).encode()}
    session = sandbox.session(LIBRARIES, Source("f", "f.py", "f.py", files), Rules(("f",), seed=seed))
    return Proxy(session, {"f": answers.tensor}, {"f": ["x", "w"]}, "torch")


@pytest.fixture(scope="module")
def reference(sandbox):
    return proxy(sandbox, REFERENCE).f


def outcome_of(sandbox, reference, text, rows=3, **options):
    data = Data("gradients")
    inputs = data.normal(rows, 2), data.normal(2, 2)
    cotangents = [data.normal(rows, 2), data.normal(rows, 2, scale=50.0)]
    student = proxy(sandbox, text)
    return outcome(gradcheck, student.f, inputs, reference, wrt=(0, 1), cotangents=cotangents, **options)


FUNCTION = """
    import torch
    class F(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, w):
            ctx.save_for_backward(x, w)
            return {forward}
        @staticmethod
        def backward(ctx, g):
            x, w = ctx.saved_tensors
            return {x}, {w}
    def f(x, w):
        return F.apply(x, w)
"""
RIGHT = {"forward": "torch.sin(x) @ w", "x": "torch.cos(x) * (g @ w.T)", "w": "torch.sin(x).T @ g"}


@pytest.mark.parametrize("contiguous", [True, False])
@pytest.mark.parametrize("rows", [3, 60])
def test_custom_functions_and_plain_ones_pass_alike(sandbox, reference, rows, contiguous) -> None:
    for text in (REFERENCE, FUNCTION.format(**RIGHT)):
        assert outcome_of(sandbox, reference, text, rows, contiguous=contiguous).passed


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"x": "-torch.cos(x) * (g @ w.T)"}, "wrong_gradient"),
        ({"x": "torch.cos(x) * (torch.ones_like(g) @ w.T)"}, "wrong_gradient"),
        ({"x": "torch.cos(x) * (g @ w.T) * 1.0004"}, "wrong_gradient"),
        ({"w": "torch.sin(x).T @ (g if (g != 0).sum() == 1 else 2 * g)"}, "wrong_gradient"),
        ({"w": "torch.sin(x).T @ g.abs()"}, "wrong_gradient"),
        ({"forward": "torch.zeros_like(x @ w)", "x": "torch.zeros_like(x)", "w": "torch.zeros_like(w)"}, "wrong_value"),
        ({"x": "torch.cos(x) * (g @ w.T) * float('nan')"}, "not_finite"),
    ],
)
def test_a_wrong_backward_or_forward_fails(sandbox, reference, change, cause) -> None:
    try:
        found = outcome_of(sandbox, reference, FUNCTION.format(**{**RIGHT, **change}))
    except StudentError as error:
        assert error.cause == cause
    else:
        assert (found.passed, found.cause) == (False, cause)


def test_a_mismatch_holds_both_jacobians_and_the_worst_entry(sandbox, reference) -> None:
    found = outcome_of(sandbox, reference, FUNCTION.format(**{**RIGHT, "x": "2 * torch.cos(x) * (g @ w.T)"}))
    shown = found.jacobians
    analytic, numeric, expected = (np.array(m) for m in (shown.analytic, shown.numeric, shown.expected))
    assert analytic.shape == numeric.shape == expected.shape == (6, 6)
    assert np.allclose(analytic, 2 * expected)
    assert np.allclose(numeric, expected, atol=1e-6)
    assert abs(analytic - expected)[shown.row, shown.column] == abs(analytic - expected).max()
    assert shown.wrt == "x"
    assert "2 times" in found.reading
    assert found.expected
    assert found.actual
    assert found.where


def test_a_mismatch_stands_without_its_jacobians_where_the_code_fails_along_their_way(sandbox, reference) -> None:
    wrong = "2 * torch.cos(x) * (g @ w.T) if (g != 0).sum() > 1 else 1 / 0"
    found = outcome_of(sandbox, reference, FUNCTION.format(**{**RIGHT, "x": wrong}))
    assert (found.cause, found.jacobians) == ("wrong_gradient", None)


def test_a_detached_result_says_so(sandbox, reference) -> None:
    with pytest.raises(StudentError, match="does not track gradients") as caught:
        outcome_of(sandbox, reference, "import torch\ndef f(x, w):\n    return (torch.sin(x) @ w).detach()\n")
    assert (caught.value.cause, caught.value.kind) == ("wrong_gradient", "no_grad_fn")


def test_a_backward_that_fails_in_those_words_still_fails(sandbox, reference) -> None:
    text = FUNCTION.format(**{**RIGHT, "x": "exec('raise ValueError(\"does not track gradients\")')"})
    with pytest.raises(StudentError, match="ValueError") as caught:
        outcome_of(sandbox, reference, text)
    assert caught.value.cause == "raised"


def test_float32_inside_is_right_enough_unless_precision_is_the_point(sandbox, reference) -> None:
    text = "import torch\ndef f(x, w):\n    return (torch.sin(x.float()) @ w.float()).double()\n"
    assert outcome_of(sandbox, reference, text).passed
    found = outcome_of(sandbox, reference, text, precise=True)
    assert not found.passed
    assert "float32" in found.reading


@pytest.mark.parametrize(
    "change",
    [
        {"forward": "torch.sin(x.float()) @ w.float() * 1.0"},
        {"forward": "(x.sin().float() @ w.float()).double() * 1.5 / 1.5"},
        {"x": "torch.cos(x) * (g.float() @ w.T.float())"},
        {"x": "torch.cos(x).float() * (g @ w.T)"},
        {"w": "torch.sin(x).T.float() @ g.float() * torch.ones_like(w)"},
    ],
)
def test_float32_is_named_wherever_the_rounding_is(sandbox, reference, change) -> None:
    found = outcome_of(sandbox, reference, FUNCTION.format(**{**RIGHT, **change}), precise=True)
    assert not found.passed
    assert ": float32 (.float(), torch.float32, …) inside a float64" in found.reading


def test_what_may_be_either_is_reported_as_either(sandbox, reference) -> None:
    partly = {"x": "(torch.cos(x).float() + torch.cos(x)) / 2 * (g @ w.T)"}
    found = outcome_of(sandbox, reference, FUNCTION.format(**{**RIGHT, **partly}), precise=True)
    assert "float32 somewhere" in found.reading
    assert "or finite differences" in found.reading


@pytest.mark.parametrize("step", ["1e-3", "1e-5", "1e-6"])
def test_finite_differences_are_distinguished_from_a_formula(sandbox, reference, step) -> None:
    cheat = {"x": f"(torch.sin(x + {step}) - torch.sin(x - {step})) / (2 * {step}) * (g @ w.T)"}
    found = outcome_of(sandbox, reference, FUNCTION.format(**{**RIGHT, **cheat}), precise=True)
    assert not found.passed
    assert "finite differences" in found.reading
    assert ": float32 (" not in found.reading


def test_a_difference_in_the_last_digits_is_shown(sandbox, reference) -> None:
    rounded = {"x": "torch.cos(x).float() * (g @ w.T)"}
    found = outcome_of(sandbox, reference, FUNCTION.format(**{**RIGHT, **rounded}), precise=True)
    assert found.actual != found.expected
    assert found.actual[:6] == found.expected[:6]


def test_shapes_that_change_between_probes_are_the_students_failure(sandbox, reference) -> None:
    text = """
        import torch
        calls = []
        def f(x, w):
            calls.append(1)
            out = torch.sin(x) @ w
            return out if len(calls) < 4 else out[:1]
    """
    found = outcome_of(sandbox, reference, text)
    assert (found.passed, found.cause) == (False, "wrong_shape")


def test_a_gradient_that_is_not_a_number_fails_the_student(sandbox, reference) -> None:
    with pytest.raises(StudentError) as raised:
        outcome_of(sandbox, reference, FUNCTION.format(**RIGHT | {"x": "(g @ w.T) * float('nan')"}))
    assert raised.value.cause == "not_finite"


def test_a_backward_that_is_not_the_derivative_on_purpose_is_compared_with_the_reference_only(sandbox) -> None:
    through = FUNCTION.format(**RIGHT | {"forward": "x.sign() @ w", "x": "g @ w.T", "w": "x.sign().T @ g"})
    like = proxy(sandbox, through).f
    assert outcome_of(sandbox, like, through, derivative=False).passed
    assert not outcome_of(sandbox, like, through).passed
    other = through.replace("return g @ w.T", "return 2 * g @ w.T")
    assert outcome_of(sandbox, like, other, derivative=False).cause == "wrong_gradient"
