"""The posts' own code, in the contract's form with its arithmetic as printed."""

from __future__ import annotations

from pathlib import Path

import pytest

CLASS = Path(__file__).parents[1] / "sample_class"


@pytest.mark.parametrize(
    ("post", "exercise"),
    [
        ("post_000", "autograd_loop"),
        ("post_001", "custom_backward"),
        ("post_003", "clamp_mlp"),
        ("post_004", "freeze_resnet"),
    ],
)
def test_what_the_posts_do_right_earns_full_points(grade, post, exercise) -> None:
    result = grade(exercise, CLASS / post / f"{exercise}.py")
    assert [(c.name, c.message) for c in result.checks if c.status != "passed"] == []
    assert result.score == result.points == 10


def test_the_manual_gradient_of_post_000_is_n_times_its_formula(grade) -> None:
    result = grade("mse_gradient", CLASS / "post_000" / "mse_gradient.py")
    by_name = {check.name: check for check in result.checks}
    wrong = by_name.pop("gradient_matches_the_formula")
    assert (wrong.cause, wrong.mistake) == ("wrong_gradient", "sums_instead_of_mean")
    assert wrong.message.startswith("Your gradient is exactly N times the formula: np.dot (or sum) has already summed")
    assert by_name.pop("training_follows_the_reference").mistake == "sums_instead_of_mean"
    assert {check.status for check in by_name.values()} == {"passed"}


def test_the_newcomer_gets_a_reason_for_everything(grade) -> None:
    for path in sorted((CLASS / "newcomer").glob("*.py")):
        result = grade(path.stem, path)
        assert result.status == "failed"
        assert all(check.message for check in result.checks if check.status == "failed")
