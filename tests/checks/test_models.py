"""Claims about models: their parameters, their predictions, one step of gradient descent."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from claims import outcome, session_of

from grader.checks import models
from grader.checks.answers import losses
from grader.checks.data import Data
from grader.checks.proxies import Proxy
from grader.checks.remote_objects import KeptObject
from grader.errors import StudentError
from grader.worker.messages import wire

GIVEN = b"""
import torch

def line():
    return torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Flatten(0, 1))
"""
X, COTANGENT = np.ones((4, 3)), np.arange(1.0, 5.0)


@pytest.fixture
def given():
    return Data("models", given={"line": GIVEN}).given("line", "line")


def fitted(given, change):
    """The model after a `fit` that does `change` to it."""

    def fit(model):
        change(model)
        return [0.0]

    proxy = Proxy(session_of(fit=fit), {"fit": losses}, {"fit": ["model"]}, "torch")
    return models.fitted(proxy.fit, given)


def one_up(model) -> None:
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(1)


def frozen(model) -> None:
    one_up(model)
    model[0].weight.requires_grad_(False)


def another_bias(model) -> None:
    one_up(model)
    model[0].bias = torch.nn.Parameter(torch.zeros(2))


def without_bias(model) -> None:
    one_up(model)
    model[0].bias = None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (one_up, ""),
        (lambda model: None, "the model that was passed in is untouched after it"),
        (without_bias, "the model that was passed in has lost parameters: 0.bias"),
        (lambda model: (one_up(model), one_up(model)), "0.weight after it[0, "),
    ],
)
def test_a_model_is_trained_in_place(given, change, words) -> None:
    expected = {name: start + 1 for name, start in models.as_given(given).items()}
    found = outcome(models.trained_in_place, fitted(given, change)[2], expected, given, "after it")
    assert found.message.startswith(words)
    assert found.passed == (not words)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (one_up, ""),
        (lambda model: model.double(), ""),
        (frozen, "after training these do not require gradients any more: 0.weight"),
        (lambda model: model[0].register_forward_hook(lambda *a: 2 * a[2]), "the trained model's result[0] is "),
        (lambda model: model.register_full_backward_pre_hook(lambda m, g: (2 * g[0],)), "0.weight after one more step"),
    ],
)
def test_a_trained_model_can_be_trained_again(given, change, words) -> None:
    model, _, now = fitted(given, change)
    found = outcome(models.goes_on, model, given, now, X, COTANGENT)
    assert found.message.startswith(words)
    assert found.passed == (not words)


def test_a_model_that_predicts_in_training_mode_only_is_reported(given) -> None:
    def dropping(model) -> None:
        model[1] = torch.nn.Sequential(torch.nn.Flatten(0, 1), OneMoreInEvaluation())
        model.eval()

    model, _, now = fitted(given, dropping)
    right = X @ now["0.weight"][0] + now["0.bias"]
    found = outcome(models.predicts, model, X.astype("float32"), right.astype("float32"), "it")
    assert found.message == "the model is left in evaluation mode"


class OneMoreInEvaluation(torch.nn.Module):
    def forward(self, x):
        return x if self.training else x + 1


def test_a_layout_that_changed_is_named(given) -> None:
    now = fitted(given, another_bias)[2]
    assert "gone or of another shape: 0.bias" in outcome(models.same_layout, now, models.as_given(given)).message
    models.same_layout(now, models.as_given(given), apart=["0.bias"])


@pytest.mark.parametrize(
    ("names", "words"), [([], "none"), (["b", "a"], "a, b"), (list("fedcba"), "a, b, c, d and 2 more")]
)
def test_a_few_names_are_listed_and_the_others_counted(names, words) -> None:
    assert models.in_words(names) == words


def bias_of_the_first(model) -> None:
    with torch.no_grad():
        model[0].bias.add_(1)


def thawed(model) -> None:
    model[0].weight.requires_grad_(False)


def bias_gone(model) -> None:
    model[0].bias = None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda model: None, {"0.weight": False, "0.bias": False}),
        (bias_of_the_first, {"0.weight": False, "0.bias": True}),
        (thawed, {"0.weight": True, "0.bias": False}),
        (bias_gone, {"0.weight": False}),
    ],
)
def test_of_parameters_only_those_that_differ_are_told_again_and_all_are_known(given, change, told) -> None:
    changes = iter([lambda model: None, change])
    session = session_of(fit=lambda model: next(changes)(model) or [0.0])
    answers, ask = list[Any](), session.ask

    def noted(request, asking=None):
        answers.append(ask(request, asking))
        return answers[-1]

    session.ask = noted  # type: ignore[method-assign]
    proxy = Proxy(session, {"fit": losses}, {"fit": ["model"]}, "torch")
    model = proxy.model(given)
    proxy.fit(model)
    assert {name: item.requires_grad for name, item in model.parameters().items()} == dict.fromkeys(
        models.as_given(given), True
    )
    proxy.fit(model)
    again = model.parameters()
    assert {name: item is not None for name, item in answers[-1].items.items()} == told
    whole = KeptObject(proxy, model.number, "Module").parameters()
    assert again == whole


def test_a_worker_that_says_nothing_has_moved_before_it_told_anything_is_wrong(given) -> None:
    session = session_of(fit=lambda model: [0.0])
    session.ask = lambda request, asking=None: wire.Dict({"0.weight": None})  # type: ignore[method-assign]
    model = Proxy(session, {"fit": losses}, {"fit": ["model"]}, "torch").model(given)
    with pytest.raises(StudentError) as found:
        model.parameters()
    assert found.value.cause == "wrong_type"
