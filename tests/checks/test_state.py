"""State of modules: what is loaded is used, what is read is there, and one tensor under two names is told from two."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from claims import outcome, session_of

from grader.checks import models, state
from grader.checks.data import Data
from grader.checks.instances import gives, instance
from grader.checks.proxies import Proxy
from grader.errors import StudentError


class Normalised(torch.nn.Module):
    """Two layers with one weight, and running statistics between them."""

    ties = True

    def __init__(self, width):
        super().__init__()
        self.embed = torch.nn.Embedding(5, width)
        self.norm = torch.nn.BatchNorm1d(width)
        self.head = torch.nn.Linear(width, 5, bias=False)
        if self.ties:
            self.head.weight = self.embed.weight

    def forward(self, ids):
        return self.head(self.norm(self.embed(ids)))


class Apart(Normalised):
    ties = False


class Pretending(Normalised):
    """A copy is made for every question, so the names agree while it is looked at."""

    ties = False

    def load_state_dict(self, state, strict=True, assign=False):
        both = state.get("head.weight", state.get("embed.weight"))
        super().load_state_dict({**state, "head.weight": both, "embed.weight": both}, strict=strict)


class Sideways(Normalised):
    """`parameters` and `state_dict` are something else here."""

    def parameters(self, recurse=True):
        return iter([])

    def state_dict(self, *args, **kwargs):
        return {}


class NoModule:
    def __init__(self, width):
        pass


class Wrong(Normalised):
    def __init__(self, width):
        super().__init__(width)
        self.norm.momentum = 0.5


def made(kind, width=4):
    members = state.module(takes=("width",))
    student = Proxy(session_of(Model=kind), {"Model": members}, {"Model": None}, "torch")
    return student.Model(width)


@pytest.fixture
def data():
    return Data("state")


def initial(data, width=4):
    shapes = {"embed.weight": (5, width), "norm.weight": (width,), "norm.bias": (width,)}
    numbers = {name: data.normal(*shape, dtype="float32") for name, shape in shapes.items()}
    zeros, ones = (np.full(width, value, "float32") for value in (0, 1))
    rest = {"norm.running_mean": zeros, "norm.running_var": ones, "norm.num_batches_tracked": np.array(0)}
    return {**numbers, **rest, "head.weight": numbers["embed.weight"]}


def test_what_is_loaded_is_read_again_and_computed_with(data) -> None:
    mine, theirs, loaded, ids = made(Normalised), made(Apart), initial(data), np.arange(5)
    for model in (mine, theirs):
        assert model.training is True
        state.load(model, loaded)
        assert outcome(state.same, state.read(model), loaded).status == "passed"
        model.eval()
        assert model.training is False
    assert np.array_equal(mine(ids), theirs(ids))
    assert {name: array.dtype.name for name, array in state.read(mine).items()}["norm.num_batches_tracked"] == "int64"
    assert state.count(models.values(mine)) == 5 * 4 + 4 + 4  # a tied one counts once


def test_running_statistics_are_compared_after_a_batch_in_training_mode(data) -> None:
    loaded, ids = initial(data), np.arange(5)
    right, wrong = made(Normalised), made(Wrong)
    for model in (right, wrong):
        model.load_state_dict(loaded)
        model.train()
        model(ids)
    found = outcome(state.same, state.read(wrong), state.read(right), "after a batch")
    assert (found.status, found.cause) == ("failed", "wrong_state")
    assert "norm.running_mean after a batch[" in str(found.message)


def test_gradients_are_those_of_the_parameters(data) -> None:
    model, ids = made(Normalised), np.arange(5)
    assert state.gradients(model) == {}
    model.__call__(ids)  # read at once: nothing is differentiated
    members = state.module(takes=("width",), __call__=gives(instance()))
    model = Proxy(session_of(Model=Normalised), {"Model": members}, {"Model": None}, "torch").Model(4)
    model(ids).sum().backward()
    grads = state.gradients(model)
    assert set(grads) == {"embed.weight", "head.weight", "norm.weight", "norm.bias"}
    assert np.array_equal(grads["embed.weight"], grads["head.weight"])
    model.zero_grad()
    assert state.gradients(model) == {}


@pytest.mark.parametrize(("kind", "status"), [(Normalised, "passed"), (Apart, "failed")])
def test_one_tensor_under_two_names_is_told_from_two(kind, status, data) -> None:
    model = made(kind)
    before = state.read(model)
    assert outcome(state.tied, model, data, "embed.weight", "head.weight").status == status
    if status == "passed":
        assert outcome(state.same, state.read(model), before).status == "passed"


def test_a_step_shows_two_tensors_that_are_made_alike_when_they_are_loaded(data) -> None:
    class Differentiable(Pretending):
        def forward(self, x):
            return x @ self.embed.weight + self.head.weight.sum()

    class Right(Differentiable):
        ties = True

    after = []
    for kind in (Differentiable, Right):
        model = made(kind)
        state.load(model, initial(Data("same")))
        models.stepped(model, models.values(model), np.ones((3, 5), "float32"), np.ones((3, 4), "float32"))
        after.append(state.read(model))
    assert outcome(state.same, *after, "after a step").status == "failed"


def test_methods_of_the_students_do_not_stand_between(data) -> None:
    model = made(Sideways)
    assert set(state.read(model)) == set(initial(data))
    assert (model.parameters(), model.state_dict()) == ([], {})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: s.pop("norm.bias"), "norm.bias"),
        (lambda s: s.update(extra=np.zeros(2)), "extra"),
        (lambda s: s.update({"norm.bias": np.zeros(7)}), "norm.bias"),
    ],
)
def test_names_and_shapes_have_to_fit(change, words, data) -> None:
    loaded = initial(data)
    change(loaded)
    with pytest.raises(StudentError, match=words) as raised:
        state.load(made(Normalised), loaded)
    assert raised.value.cause == "raised"
    assert outcome(state.same_layout, loaded, initial(data)).status == "failed"


def test_what_is_not_a_module_or_not_finite_is_said(data) -> None:
    with pytest.raises(StudentError) as raised:
        state.read(made(NoModule))
    assert raised.value.cause == "wrong_type"
    model = made(Normalised)
    model.load_state_dict(initial(data) | {"norm.bias": np.full(4, np.nan)})
    with pytest.raises(StudentError, match=r"norm\.bias contains NaN"):
        state.read(model)


def test_a_module_is_used_as_in_ordinary_python(data) -> None:
    model = made(Normalised)
    assert [name for name, _ in model.named_parameters()] == ["embed.weight", "norm.weight", "norm.bias"]
    assert [array.shape for array in model.parameters()] == [(5, 4), (4,), (4,)]
    assert [name for name, _ in model.named_buffers()][:2] == ["norm.running_mean", "norm.running_var"]
    assert set(model.state_dict()) == set(initial(data))
