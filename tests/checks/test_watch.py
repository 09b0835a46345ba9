"""What calls leave behind: whoever changes what is not theirs is found, whoever does not is not."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import torch
from claims import session_of

from grader.checks import answers
from grader.checks.data import Bfloat16, Data
from grader.checks.proxies import Proxy
from grader.checks.watch import Watch
from grader.worker import left
from grader.worker.messages import wire

GIVEN = {
    "line": b"import torch\n\ndef line():\n    return torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Dropout())\n"
}


def watched(function, *args, library="torch", in_place=(), times=1):
    """The messages of what calls of the function leave behind."""
    watch = Watch({"f": in_place})
    names = [f"x{i}" for i in range(len(args))]
    calls = np.random.default_rng(5)
    proxy = Proxy(session_of(f=function), {"f": answers.nothing}, {"f": names}, library, calls=calls, watch=watch)
    sent = [arg(proxy) if callable(arg) else arg for arg in args]
    for _ in range(times):
        proxy.f(*sent)
    return [str(outcome.message) for outcome in watch.found]


def told(change):
    return [f"after a call of f {change}, unlike before it"]


VECTOR = np.arange(1.0, 4.0)
CHANGED = {
    "in place": (lambda x: x.mul_(2), VECTOR, "x0 has other values"),
    "through its data": (lambda x: x.data.zero_(), VECTOR, "x0 has other values"),
    "through NumPy": (lambda x: np.negative(x.numpy(), out=x.numpy()), VECTOR, "x0 has other values"),
    "other data": (lambda x: setattr(x, "data", torch.zeros(3, dtype=x.dtype)), VECTOR, "x0 has other values"),
    "another shape": (lambda x: x.unsqueeze_(0), VECTOR, "x0 has other values"),
    "its flag": (lambda x: x.requires_grad_(), VECTOR, "x0.requires_grad is True"),
    "a gradient": (lambda x: setattr(x, "grad", torch.ones_like(x)), VECTOR, "x0 has a .grad"),
    "an emptied list": (lambda x: x.clear(), [1.0, 2.0], "x0 has another length"),
    "a sorted list": (lambda x: x.sort(), [2.0, 1.0], "x0 has other values"),
    "tensors in a tuple": (lambda x: x[1].add_(1), (VECTOR, VECTOR), "x0 has other values"),
    "a tensor in a dict": (lambda x: x["a"].add_(1), {"a": VECTOR, "n": 2.0}, "x0['a'] has other values"),
    "a number in a dict": (lambda x: x.update(n=3.0), {"a": VECTOR, "n": 2.0}, "x0['n'] has other values"),
    "an entry in a dict": (lambda x: x.update(b=3.0), {"a": VECTOR, "n": 2.0}, "x0 has other keys"),
    "bfloat16": (lambda x: x.add_(1), Bfloat16(VECTOR), "x0 has other values"),
    "no gradients": (lambda x: torch.set_grad_enabled(False), VECTOR, "torch.is_grad_enabled() is False"),
    "float64": (lambda x: torch.set_default_dtype(torch.float64), VECTOR, "torch.get_default_dtype() is torch.float64"),
}


@pytest.fixture(autouse=True)
def switches_as_they_were():
    before = torch.is_grad_enabled(), torch.get_default_dtype()
    yield
    torch.set_grad_enabled(before[0])
    torch.set_default_dtype(before[1])


@pytest.mark.parametrize("how", CHANGED)
def test_what_a_call_changes_is_told(how) -> None:
    function, sent, change = CHANGED[how]
    found = watched(lambda x0: [function(x0), None][1], sent)
    assert found == told(change)


@pytest.mark.parametrize("how", [h for h, (_, sent, c) in CHANGED.items() if sent is VECTOR and "torch" not in c])
def test_what_may_change_is_not(how) -> None:
    assert watched(lambda x0: [CHANGED[how][0](x0), None][1], VECTOR, in_place=("x0",)) == []


@pytest.mark.parametrize("library", ["torch", "numpy"])
def test_a_function_that_only_reads_is_never_told_of(library) -> None:
    sent = VECTOR, [1.0, 2.0], (1, VECTOR), {"a": 1.0}, 3, "text", VECTOR.reshape(3, 1), np.array(2.0)
    assert watched(lambda *args, **named: sum(map(id, args)), *sent, library=library, times=20) == []


def test_arrays_are_read_back_too() -> None:
    assert watched(lambda x0: x0.sort(), np.array([2.0, 1.0, np.nan]), library="numpy") == told("x0 has other values")
    assert watched(lambda x0: x0.sum(), np.array([2.0, 1.0, np.nan]), library="numpy") == []


def test_a_lent_tensor_is_looked_at_when_it_is_new() -> None:
    """Later the check's own doings may have changed it."""
    leaves = lambda proxy: proxy.leaf(VECTOR)  # noqa: E731
    assert watched(lambda x0: x0.sum().backward(), leaves, times=3) == told("x0 has a .grad")


def test_a_model_keeps_its_mode_also_where_it_is_trained() -> None:
    model = lambda proxy: proxy.model(Data("seed", given=GIVEN).given("line", "line"))  # noqa: E731
    assert watched(lambda x0: x0.eval(), model, in_place=("x0",)) == told("x0 is left in evaluation mode")
    assert watched(lambda x0: x0[1].eval(), model, in_place=("x0",)) == told("x0 is left in evaluation mode")
    assert watched(lambda x0: x0.eval().train(), model, in_place=("x0",)) == []


def test_a_model_keeps_its_parameters_flags_unless_they_are_to_be_changed() -> None:
    model = lambda proxy: proxy.model(Data("seed", given=GIVEN).given("line", "line"))  # noqa: E731
    freeze = lambda x0: x0.requires_grad_(False)  # noqa: E731
    assert watched(freeze, model, in_place=("x0",)) == told("other parameters of x0 require gradients")
    assert watched(freeze, model, in_place=("x0", "x0.requires_grad")) == []


def test_a_pristine_copy_in_the_place_of_an_argument_does_not_help() -> None:
    """Its memory is known by another way."""

    def changes(x0) -> None:
        pristine = x0.clone()
        x0.zero_()
        x0.set_(pristine)

    assert watched(changes, VECTOR) == told("x0 has other values")


def without_gradients(x0):
    with torch.no_grad():
        return (x0.clone().requires_grad_() * 2).sum()


@pytest.mark.parametrize(
    ("function", "recorded"),
    [
        (lambda x0: (x0 * 2).sum(), False),
        (lambda x0: (x0.clone().requires_grad_() * 2).sum().backward(), True),
        (lambda x0: torch.func.grad(torch.sum)(x0 * 2), True),
        (without_gradients, False),
    ],
)
def test_what_autograd_records_is_counted(function, recorded) -> None:
    watch, readers = Watch(), {"f": answers.nothing}
    proxy = Proxy(session_of(f=function), readers, {"f": ["x0"]}, "torch", calls=np.random.default_rng(1), watch=watch)
    proxy.f(VECTOR)
    assert bool(watch.recorded) == recorded


def test_threads_count_too(monkeypatch) -> None:
    import _thread

    for module in (_thread, threading):
        for name in ("start_new_thread", "_start_new_thread", "_start_joinable_thread", "start_joinable_thread"):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, getattr(module, name))
    left.count_in_threads()
    before = left.nodes()
    thread = threading.Thread(target=lambda: (torch.ones(2, requires_grad=True) * 2).sum().backward())
    thread.start()
    thread.join()
    assert left.nodes() >= before + 2


@pytest.mark.parametrize(
    "lie",
    [
        None,
        3,
        "text",
        wire.Items("list", []),
        wire.Dict({}),
        wire.Dict({"arguments": 5, "modes": 5, "nodes": "many"}),
        wire.Dict({"arguments": wire.Items("list", [None]), "modes": wire.Dict({"\x1b": None}), "nodes": -(2**60)}),
        wire.Dict({"arguments": wire.Items("list", [wire.Items("tuple", [])] * 2)}),
    ],
)
def test_a_worker_that_says_nonsense_has_not_left_anything_alone(lie) -> None:
    watch = Watch()
    watch.look("f", {"x": VECTOR}, lie)
    assert [outcome.cause for outcome in watch.found] == ["wrong_state"]


def test_a_backward_that_changes_what_comes_in_is_told() -> None:
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad_output):
            return grad_output.mul_(2)

    watch = Watch()
    proxy = with_class(watch, Twice)
    leaf = proxy.leaf(VECTOR)
    _, kept = proxy.Twice.apply.keeping(leaf)
    kept.vjp([leaf], VECTOR)
    assert [str(o.message) for o in watch.found] == [
        "after a call of backward grad_output has other values, unlike before it"
    ]
    (grad,) = kept.plus(leaf).gradients([leaf], VECTOR)
    assert not np.allclose(grad, 3 * VECTOR)


def test_a_cotangent_that_torch_converts_to_the_results_dtype_is_not_changed() -> None:
    class Single(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.float()

        @staticmethod
        def backward(ctx, grad_output):
            return grad_output.double()

    watch = Watch()
    proxy = with_class(watch, Single)
    leaf = proxy.leaf(VECTOR)
    proxy.Single.apply.keeping(leaf)[1].vjp([leaf], VECTOR)
    assert watch.found == []


def with_class(watch: Watch, function: type) -> Proxy:
    """A proxy of an answer that defines this class."""
    name, calls = function.__name__, np.random.default_rng(1)
    session = session_of(**{name: function})
    return Proxy(session, {name: answers.tensor}, {name: None}, "torch", calls=calls, watch=watch)
