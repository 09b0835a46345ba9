"""The evidence that reports show for a failed check, from real gradings."""

from __future__ import annotations

import numpy as np
import pytest
from claims import outcome

from grader.checks.compare import close
from grader.checks.evidence import SHOWN, SHOWN_IN_VECTOR, parameter_map
from grader.worker.messages import wire


def of_mistake(course, grade, exercise, mistake, check):
    found = grade(exercise, course.exercises[exercise].mistake_source(mistake))
    return {c.name: c for c in found.checks}[check]


@pytest.mark.parametrize(
    ("mistake", "check", "mine"),
    [("frozen_still_trained", "frozen_stays_out", "w_frozen"), ("nothing_tracked", "w_gets_its_gradient", None)],
)
def test_the_graph_of_the_students_loss_is_shown_beside_the_references(course, grade, mistake, check, mine) -> None:
    graphs = of_mistake(course, grade, "graph_exclusion", mistake, check).graphs
    assert [node.name for node in graphs.expected.nodes if node.kind == "leaf"] == ["w"]
    leaves = {node.name for node in graphs.actual.nodes if node.kind == "leaf"}
    assert leaves == ({"w", mine} if mine else set())


def test_a_wrong_gradient_has_its_entries_its_jacobians_and_its_graph(course, grade) -> None:
    found = of_mistake(course, grade, "clamp_mlp", "clamp_left_out", "gradients_reach_both_layers")
    assert found.cause in ("wrong_value", "wrong_gradient")
    detached = of_mistake(course, grade, "clamp_mlp", "hidden_layer_detached", "gradients_reach_both_layers")
    assert detached.jacobians is not None
    assert detached.graphs is not None
    assert detached.entries is not None
    assert "w1" not in {node.name for node in detached.graphs.actual.nodes}
    assert "w1" in {node.name for node in detached.graphs.expected.nodes}


def test_a_model_that_was_not_frozen_has_a_map_of_its_parameters(course, grade) -> None:
    found = of_mistake(course, grade, "freeze_resnet", "nothing_frozen", "only_the_last_layer_is_trainable")
    trainable = [p.name for p in found.parameters if p.trainable and not p.expected_trainable]
    assert "conv1.weight" in trainable
    assert "fc.weight" not in trainable


def test_a_recognised_mistake_explains_the_losses(course, grade) -> None:
    found = of_mistake(course, grade, "autograd_loop", "gradient_never_cleared", "losses_follow_the_reference")
    assert found.mistake == "gradient_never_cleared"
    assert found.curves.candidates[0].mistake == "gradient_never_cleared"
    assert np.allclose(found.curves.candidates[0].losses, found.curves.actual, rtol=1e-4)


def test_passed_checks_carry_no_evidence(course, grade) -> None:
    result = grade("graph_exclusion", (course.exercises["graph_exclusion"].folder / "solution.py").read_bytes())
    assert result.status == "passed"
    assert all(c.graphs is None and c.entries is None and c.parameters == [] for c in result.checks)


@pytest.mark.parametrize("shape", [(3,), (500,), (2, 3), (500, 500), (1, 40)])
def test_the_worst_entry_is_among_those_that_are_shown(shape) -> None:
    expected = np.ones(shape)
    actual = expected.copy()
    actual.flat[-2] = 7
    found = outcome(close, actual, expected).entries
    assert found is not None
    assert max(len(found.actual), 1) <= SHOWN
    assert len(found.actual[0]) <= SHOWN_IN_VECTOR
    assert sum(map(sum, found.wrong)) == 1
    i, j = np.argwhere(found.wrong)[0]
    assert (found.actual[i][j], found.expected[i][j]) == (7, 1)
    assert (found.row + i) * shape[-1] + found.column + j == expected.size - 2


@pytest.mark.parametrize("shape", [(), (1,), (2, 2, 2)])
def test_single_numbers_and_cubes_have_no_table(shape) -> None:
    assert outcome(close, np.zeros(shape), np.ones(shape)).entries is None


def test_a_map_says_what_has_moved() -> None:
    tensors = {name: wire.Tensor("float64", (1,), np.float64(value).tobytes()) for name, value in (("a", 1), ("b", 2))}
    found = parameter_map(tensors, ["a"], {"a": np.array([1.0]), "b": np.array([1.0])})
    assert [(p.moved, p.expected_moved) for p in found] == [(False, True), (True, False)]
