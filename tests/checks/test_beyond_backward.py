"""Forward mode, transforms of torch.func, hooks, checkpoints, mixed dtypes, optimizers that are lent: of each a right
and a wrong answer, told apart by numbers that are compared here."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest
import torch
from claims import outcome, session_of
from torch.autograd.function import once_differentiable

from grader.checks import answers, plain_answers, state
from grader.checks.compare import TOLERANCES, close, expect
from grader.checks.data import Data
from grader.checks.instances import instance
from grader.checks.proxies import Proxy
from grader.errors import StudentError
from grader.submission.source import Source
from grader.worker.messages.wire import Rules

PROBES = b"""
import torch
from torch.autograd.graph import saved_tensors_hooks

def forward_mode():
    return lambda x, v: torch.func.jvp(f, (x,), (v,))[1]

def by_rows():
    return lambda xs: torch.func.vmap(f, in_dims=1)(xs)

def jacobian():
    return lambda x: torch.func.jacrev(f)(x)

def hessian_vector():
    return lambda x, v: torch.func.jvp(torch.func.grad(lambda x: f(x).sum()), (x,), (v,))[1]

def autocast():
    def run(x):
        x = x.requires_grad_()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            y = f(x)
        y.sum().backward()
        return y, x.grad
    return run

def held():
    def run(x):
        sizes = []
        with saved_tensors_hooks(lambda t: sizes.append(t.numel()) or t, lambda t: t):
            y = f(x.requires_grad_())
        y.sum().backward()
        return sum(sizes), x.grad
    return run

def sgd():
    return lambda model: torch.optim.SGD(model.parameters(), lr=0.5)
"""


@pytest.fixture
def data():
    return Data("beyond", given={"probes": PROBES})


class Cube(torch.autograd.Function):
    """x³ in the form that torch.func takes."""

    generate_vmap_rule = True

    @staticmethod
    def forward(x):
        return x**3

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)
        ctx.save_for_forward(*inputs)

    @staticmethod
    def backward(ctx, grad):
        return 3 * ctx.saved_tensors[0] ** 2 * grad


def cube(rule=True, **methods):
    """x³ with these methods of its own. rule: whether torch makes one for vmap."""

    class Own(Cube):
        generate_vmap_rule = rule and "vmap" not in methods

    for name, method in methods.items():
        setattr(Own, name, staticmethod(method))
    return Own.apply


def detached(ctx, grad):
    return 3 * ctx.saved_tensors[0].detach() ** 2 * grad


def tangent(ctx, v):
    return 3 * ctx.saved_tensors[0] ** 2 * v


def half_of_it(ctx, v):
    return 3 * ctx.saved_tensors[0] * v


def all_rows(info, in_dims, x):
    return x.movedim(in_dims[0], 0) ** 3, 0


def rows_taken_for_columns(info, in_dims, x):
    return x**3, 0


def proxy_of(f, reader=answers.tensor, **others):
    functions = {"f": f, **others}
    parameters: dict[str, Any] = {name: None if isinstance(f, type) else ["x"] for name, f in functions.items()}
    return Proxy(session_of(**functions), dict.fromkeys(functions, reader), parameters, "torch")


def named(f):
    """The parameter is called x, whatever torch calls it."""

    def function(x):
        return f(x)

    return function


def probed(f, data, probe, *args, reader=answers.tensor):
    proxy = proxy_of(named(f))
    return proxy.beside(data.given("probes", probe).bind(f=proxy.f), reader)(*args)


FORWARD = {
    "a jvp": (cube(jvp=tangent), None),
    "a wrong jvp": (cube(jvp=half_of_it), "wrong"),
    "none": (cube(), "raised"),
}
VMAP = {
    "a rule that torch makes": (cube(), None),
    "a rule": (cube(vmap=all_rows), None),
    "a wrong rule": (cube(vmap=rows_taken_for_columns), "wrong"),
    "none": (cube(rule=False), "raised"),
}
SECOND = {
    "a backward that is recorded": (cube(jvp=tangent), None),
    "a detached one": (cube(jvp=tangent, backward=detached), "wrong"),
}
TABLE = [
    *(("forward_mode", 2, f, verdict) for f, verdict in FORWARD.values()),
    *(("by_rows", 1, f, verdict) for f, verdict in VMAP.values()),
    ("jacobian", 1, cube(), None),
    ("jacobian", 1, lambda x: x**2 * x.detach(), "wrong"),
    *(("hessian_vector", 2, f, verdict) for f, verdict in SECOND.values()),
]


@pytest.mark.parametrize(("probe", "arguments", "f", "verdict"), TABLE)
def test_a_transform_is_applied_where_the_answer_is(probe, arguments, f, verdict, data) -> None:
    inputs = [data.normal(3, 3) for _ in range(arguments)]
    expected = probed(lambda x: x**3, data, probe, *inputs)
    if verdict == "raised":
        with pytest.raises(StudentError) as raised:
            probed(f, data, probe, *inputs)
        assert raised.value.cause == "raised"
        return
    found = outcome(close, probed(f, data, probe, *inputs), expected, "the product")
    assert found.status == ("failed" if verdict else "passed")


def low_precision(casts):
    class Scale(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, grad):
            return 2 * ctx.saved_tensors[0] * grad

    if casts:
        decorate: Any = torch.amp.custom_fwd(device_type="cpu", cast_inputs=torch.float32)
        rules: Any = Scale
        rules.forward = staticmethod(decorate(Scale.forward))
        rules.backward = staticmethod(torch.amp.custom_bwd(Scale.backward, device_type="cpu"))
    return lambda x: Scale.apply(x @ x)


@pytest.mark.parametrize(("casts", "dtype"), [(True, "float32"), (False, "bfloat16")])
def test_dtypes_under_autocast_are_read(casts, dtype, data) -> None:
    reader = answers.results(answers.typed_tensor, answers.tensor)
    x = data.normal(4, 4, dtype="float32")
    y, grad = probed(low_precision(casts), data, "autocast", x, reader=reader)
    found = outcome(expect, y.dtype, "float32", "the result's dtype")
    assert (y.dtype, found.status) == (dtype, "passed" if casts else "failed")
    tensor = torch.tensor(x, requires_grad=True)
    ((tensor @ tensor) ** 2).sum().backward()
    close(grad, tensor.grad.numpy(), tolerance=TOLERANCES["bfloat16"])


def deep(x):
    for _ in range(4):
        x = x.tanh().sin()
    return x


def with_checkpoint(x):
    return torch.utils.checkpoint.checkpoint(deep, x, use_reentrant=False)


@pytest.mark.parametrize(("f", "holds"), [(with_checkpoint, 5), (deep, 8 * 5)])
def test_a_checkpoint_holds_less_for_the_same_gradient(f, holds, data) -> None:
    reader = answers.results(plain_answers.integer, answers.tensor)
    x = data.normal(5)
    held, grad = probed(f, data, "held", x, reader=reader)
    tensor = torch.tensor(x, requires_grad=True)
    deep(tensor).sum().backward()
    close(grad, tensor.grad.numpy())
    assert held == holds


def clipped(hook):
    def f(x):
        y = x * 1
        y.register_hook(hook)
        return y * y

    return f


@pytest.mark.parametrize(("hook", "status"), [(lambda g: g.clamp(-1, 1), "passed"), (lambda g: None, "failed")])
def test_hooks_show_in_the_gradient_that_arrives(hook, status) -> None:
    proxy = proxy_of(clipped(hook))
    leaf = proxy.leaf(np.array([0.25, 3.0]))
    _, kept = proxy.f.keeping(leaf)
    kept.backward(np.ones(2))
    assert outcome(close, leaf.grad(), np.array([0.5, 1.0]), "x.grad").status == status


@pytest.mark.parametrize("once", [True, False])
def test_a_backward_that_must_not_be_differentiated_refuses(once) -> None:
    def backward(ctx, grad):
        return 2 * ctx.saved_tensors[0].detach() * grad

    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

    rules: Any = Square
    rules.backward = staticmethod(once_differentiable(backward) if once else backward)
    proxy = proxy_of(named(Square.apply))
    leaf, cotangent = proxy.leaf(np.ones(3)), proxy.leaf(np.ones(3))
    _, output = proxy.f.keeping(leaf)
    (first,), (kept,) = output.products([leaf], cotangent)
    assert np.array_equal(answers.tensor(first, "it"), 2 * np.ones(3))
    refused = ""
    try:
        kept.backward(np.ones(3))
    except StudentError as error:
        refused = str(error.message)
    assert ("once_differentiable" in refused) is once


class Line(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.tensor([1.0, 2.0]))


def step(model, optimizer, x):
    optimizer.zero_grad()
    (model.weight @ x).backward()
    optimizer.step()


def without_zero_grad(model, optimizer, x):
    (model.weight @ x).backward()
    optimizer.step()


@pytest.mark.parametrize(("fit", "status"), [(step, "passed"), (without_zero_grad, "failed")])
def test_an_optimizer_of_the_course_is_lent_for_a_module_of_the_students(fit, status, data) -> None:
    readers: dict[str, Any] = {"Line": state.module(), "step": answers.nothing}
    parameters = {"Line": None, "step": ["model", "optimizer", "x"]}
    proxy = Proxy(session_of(Line=Line, step=fit), readers, parameters, "torch")
    model, x = proxy.Line(), np.ones(2, "float32")
    optimizer = proxy.beside(data.given("probes", "sgd"), instance())(model)
    for _ in range(2):
        proxy.step(model, optimizer, x)
    found = outcome(state.same, state.read(model), {"weight": np.array([0.0, 1.0], "float32")}, "after two steps")
    assert found.status == status


def test_a_function_is_bound_by_its_apply_and_transformed_in_a_worker(sandbox, data) -> None:
    code = "\n".join(["import torch", *map(inspect.getsource, (Cube, tangent)), "Cube.jvp = staticmethod(tangent)"])
    source = Source("x", "x.py", "x.py", {"x.py": code.encode()})
    session = sandbox.session(("numpy", "torch"), source, Rules(("Cube",)))
    x, v = data.normal(2, 3), data.normal(2, 3)
    try:
        student = Proxy(session, {"Cube": answers.tensor}, {"Cube": None}, "torch")
        for probe, expected in (("forward_mode", 3 * x**2 * v), ("by_rows", (x**3).T)):
            given = data.given("probes", probe).bind(f=student.Cube.apply)
            args = [x, v] if probe == "forward_mode" else [x]
            close(student.beside(given, answers.tensor)(*args), expected)
    finally:
        session.close()
