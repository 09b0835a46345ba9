"""Answers as people write them: tests/submissions/<exercise>/<expected>/<name>.py. `passed` earns all points, a cause
loses some with that cause on a check. A new case is a new file."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from grader.errors import CAUSES
from grader.report import page

ROOT = Path(__file__).parents[1] / "submissions"
FILES = sorted(path for path in ROOT.glob("*/*/*") if path.suffix in (".py", ".ipynb"))
NAMED = {
    "autograd_loop/wrong_trajectory/adam.py": "adam_in_place_of_descent",
    "autograd_loop/wrong_value/smooth_l1.py": "smooth_l1_loss",
    "chain_rule/wrong_gradient/data_is_constant.py": "data_taken_for_constants",
    "checkpoint/wrong_gradient/state_of_afterwards.py": "state_kept_too_late",
    "clamp_mlp/wrong_trajectory/one_layer_after_the_other.py": "one_layer_after_the_other",
    "clamp_mlp/wrong_value/sigmoid.py": "sigmoid_in_place_of_clamp",
    "custom_backward/wrong_trajectory/normalised_gradients.py": "gradients_averaged",
    "freeze_resnet/wrong_state/head_on_top.py": "head_on_top",
    "freeze_resnet/wrong_state/only_convolutions_frozen.py": "batch_norm_left_trainable",
    "freeze_resnet/wrong_trajectory/new_optimizer_every_step.py": "optimizer_made_in_every_step",
    "freeze_resnet/wrong_trajectory/squared_error.py": "squared_error",
    "graph_exclusion/wrong_gradient/flag_without_a_graph.py": "z_cut_out_of_its_sum",
    "graph_exclusion/wrong_state/z_always_tracked.py": "z_switched_on",
    "mse_gradient/wrong_gradient/sum_without_the_two.py": "sum_and_no_factor_two",
    "nn_module/wrong_gradient/only_the_weight.py": "only_the_weight_trained",
    "nn_module/wrong_state/trains_a_copy.py": "trains_a_copy",
    "nn_module/wrong_value/with_relu.py": "relu_after_the_layer",
    "optim_rmsprop/wrong_state/bias_left_out.py": "only_the_weight_trained",
    "per_sample_sgd/wrong_trajectory/mean_of_the_epoch.py": "loss_averaged_over_the_epoch",
    "resnet_step/wrong_value/sum_over_classes_alone.py": "averaged_over_the_images",
    "sine_numpy/wrong_gradient/one_after_another.py": "one_parameter_after_the_other",
    "sine_numpy/wrong_gradient/params_as_they_came.py": "first_parameters_come_back",
    "sine_tensors/wrong_value/wrong_order.py": "parameters_in_reverse",
    "single_neuron/wrong_gradient/sign_by_hand.py": "sign_of_the_inner_derivative",
    "topological_order/wrong_value/node_zero_is_false.py": "node_zero_left_out",
    "vjp/wrong_gradient/mean_of_the_results.py": "averaged_over_the_results",
}
"""Whose mistake is known though it is written another way; no other may be named for them."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_submission_gets_the_verdict_of_its_folder(path, grade) -> None:
    exercise, expected = path.parts[-3], path.parts[-2]
    result = grade(exercise, path)
    causes = {check.cause for check in result.checks if check.cause}
    story = [(check.name, check.status, check.cause, check.message) for check in result.checks]
    if expected == "passed":
        assert result.status == "passed", story
        assert result.score == result.points
    else:
        assert expected in CAUSES, f"{expected} is neither `passed` nor a cause"
        assert result.status == "failed", story
        assert expected in causes, story
        assert result.score < result.points
    name = "/".join(path.parts[-3:])
    if name in NAMED:
        assert {check.mistake for check in result.checks if check.mistake} == {NAMED[name]}, story
    assert page.fragment(result, "shown").count("<h") > 0, "it can be shown to people"
    assert json.loads(msgspec.json.encode(result))["id"] == exercise
