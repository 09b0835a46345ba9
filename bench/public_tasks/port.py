"""What the ports share: objects with the usual attributes, and the same use of an answer and of the published solution.

A check is written once, as ordinary PyTorch on objects that live where the answer is: `alike` does it on both sides
with the same numbers and compares values and gradients. In a port `from port import …` finds this file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader import Exercise, Tolerance, close, every, expect, flag, list_of, optional, say, string, tensor
from grader.checks.answers import wrong_type
from grader.checks.claims import fingerprint
from grader.checks.data import Data, Given
from grader.checks.instances import Instance, Members
from grader.checks.proxies import Proxy
from grader.worker.messages import wire


def port(name: str, *objects: str, takes: Sequence[str] = (), **readers: Any) -> Exercise:
    """An exercise that asks for one function or class. objects: attributes that are objects in turn. takes, readers: as
    in `grader.instance`."""
    return Exercise(title=name, allows=("torch",), returns={name: things(*objects, takes=takes, **readers)})


def things(*objects: str, takes: Sequence[str] = (), **readers: Any) -> Members:
    """Members of tensors, layers and modules; all of them have the attributes that are named here."""
    usual = {"data": tensor, "grad": optional(tensor), "requires_grad": flag, "training": flag}
    usual |= {"shape": list_of(whole), "__name__": string}
    known: dict[str, Any] = {**usual, **readers}
    members = Members(known, tuple(takes))
    known |= dict.fromkeys(("weight", "bias", "__class__", "__mro__", *objects), members)
    return members


def whole(value: wire.Value, what: str) -> Any:
    """A reader that takes what comes: a dtype is looked at, or a number of a list."""
    return value


@dataclass(frozen=True)
class Fixed:
    """An input of `alike` that requires no gradient; its numbers afterwards are compared."""

    array: np.ndarray


def normals(data: Data, *shapes: Sequence[int], scale: float = 1.0) -> list[np.ndarray]:
    """Random float32 arrays of these shapes."""
    return [data.normal(*shape, scale=scale, dtype="float32") for shape in shapes]


def python_int(value: wire.Value, what: str) -> int:
    """A reader of an int of Python's: a tensor of one number is another thing in a list of tokens."""
    if type(value) is int:
        return value
    raise wrong_type(what, say("a whole number"), value)


def tensor_of(who: Proxy, array: np.ndarray, members: Members | None = None, grad: bool = True) -> Instance:
    """A leaf that lives where the answer is. grad: whether it requires gradients; only floats do."""
    leaf = who.leaf(array, requires_grad=grad and array.dtype.kind == "f")
    who.program.add(wire.Step("value", args=[who.to_wire(leaf)]))
    return Instance(who, leaf.number, members or things(), say("the tensor"))


def lent(who: Proxy, given: Given, *objects: str) -> Instance:
    """What the course hands out (a function, torch itself), where the answer is."""
    number = who.next_number()
    bound = {name: who.to_wire(value) for name, value in given.bound.items()}
    who.program.add(wire.Step("value", args=[given.on_wire(number, "cpu", bound)]))
    return Instance(who, number, things("nn", "optim", "functional", *objects), say("what you are given"))


def at(thing: Any, path: str) -> Any:
    """The part of a module at "mlp.0.weight", as its state_dict names it."""
    for name in path.split("."):
        thing = thing[int(name)] if name.isdigit() else getattr(thing, name)
    return thing


def classes(thing: Instance) -> list[str]:
    """The names of an object's class and of its bases. Its own word: for a check that compares numbers as well."""
    kind = thing._then("get", "__class__", thing)  # Python would give us our own
    return [each._told("get", "__name__") for each in kind.__mro__]


def is_a(thing: Instance, name: str) -> None:
    """Claims that the object is of this class, or of one made from it."""
    found = classes(thing)
    expect(name in found, True, say("it is a {kind}, expected a {name}", kind=found[0], name=name))


def all_get_gradients(module: Instance, result: Instance) -> None:
    """Claims that each of the module's parameters gets a gradient from this result of it."""
    result.sum().backward()
    missing = sum(grad is None for grad in every(list(module.parameters()), "grad"))
    expect(missing, 0, say("{n} parameters get no gradient", n=missing))


def random(parameter: Instance, what: str) -> None:
    """Claims that a new parameter has as many different entries as one that is drawn."""
    array = parameter.data
    expect(len(np.unique(array)) > 0.9 * array.size, True, say("{what} is not random", what=what))


def fill(made: Instance, values: Mapping[str, np.ndarray]) -> None:
    """Claims that the parameters have these shapes, and gives them these values."""
    for path, array in values.items():
        shape = at(made, path).shape
        expect(shape, list(array.shape), say("{path} has the shape {shape}", path=path, shape=str(shape)))
        at(made, path).data = array


def linear(data: Data, path: str, inputs: int, outputs: int) -> dict[str, np.ndarray]:
    """Random weight and bias of the nn.Linear at `path`, so that results stay near 1."""
    weight = data.normal(outputs, inputs, scale=1.5 / np.sqrt(inputs), dtype="float32")
    return {f"{path}.weight": weight, f"{path}.bias": data.normal(outputs, scale=0.5, dtype="float32")}


def alike(
    student: Proxy,
    solution: Proxy,
    data: Data,
    use: Callable[..., Any],
    *inputs: Any,
    make: Callable[[Proxy], Instance] | None = None,
    given: Mapping[str, np.ndarray] | None = None,
    grads: bool = True,
    strict: bool = False,
) -> None:
    """Claims that `use(who, *inputs)` has the same values on both sides, and the same gradients by all float inputs and
    parameters for dense random cotangents.

    make: builds a module, which `use` gets in place of `who`; given: its parameters. strict: a gradient that is None on
    one side has to be so on the other; else it counts as 0.
    """
    right = _used(solution, use, inputs, make, given or {})
    for number, value in right.values.items():
        right.cotangents[number] = np.asarray(data.normal(*value.shape) + 0.5)
    mine = _used(student, use, inputs, make, given or {})
    for what, value in right.values.items():
        close(mine.values[what], value, say("result {number}", number=what + 1))
    for name, state in right.after.items():
        close(mine.after[name][0], state[0], say("{name} afterwards", name=name), cause="wrong_state")
        expect(mine.after[name][1], state[1], say("{name} requires gradients afterwards", name=name))
    if grads:
        wanted, found = right.gradients(right.cotangents), mine.gradients(right.cotangents)
        largest = max((float(np.abs(each).max(initial=0)) for each in wanted.values() if each is not None), default=0.0)
        for name, gradient in wanted.items():
            same_gradient(found[name], gradient, name, strict, 1e-6 * largest)


@dataclass(frozen=True)
class _Used:
    """What one side gave: results by number, fixed inputs afterwards, and by name what gradients are asked of."""

    results: Sequence[Instance]
    values: dict[int, np.ndarray]
    after: dict[str, tuple[np.ndarray, bool]]
    leaves: dict[str, Instance]
    cotangents: dict[int, np.ndarray]

    def gradients(self, cotangents: Mapping[int, np.ndarray]) -> dict[str, np.ndarray | None]:
        for i, each in enumerate(self.results):
            each.backward(np.asarray(cotangents[i], self.values[i].dtype), retain_graph=True)
        return {name: leaf.grad for name, leaf in self.leaves.items()}


def _used(
    who: Proxy,
    use: Callable[..., Any],
    inputs: Sequence[Any],
    make: Callable[[Proxy], Instance] | None,
    given: Mapping[str, np.ndarray],
) -> _Used:
    made = make(who) if make else None
    if made is not None:
        fill(made, given)
    passed = [_passed(who, each) for each in inputs]
    found = use(made or who, *passed)
    results = list(found) if isinstance(found, list | tuple) else [found]
    values = {i: each.read(tensor) for i, each in enumerate(results)}
    fixed = {i: passed[i] for i, each in enumerate(inputs) if isinstance(each, Fixed)}
    after = {f"input {i + 1}": (each.data, each.requires_grad) for i, each in fixed.items()}
    leaves = {f"input {i + 1}": passed[i] for i, each in enumerate(inputs) if _differentiable(each)}
    return _Used(results, values, after, leaves | {path: at(made, path) for path in given}, {})


def _passed(who: Proxy, value: Any) -> Any:
    if isinstance(value, Fixed):
        return tensor_of(who, value.array, grad=False)
    return tensor_of(who, value) if isinstance(value, np.ndarray) else value


def _differentiable(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"


def same_gradient(
    mine: np.ndarray | None, wanted: np.ndarray | None, name: str, strict: bool = False, absolute: float = 1e-30
) -> None:
    """Claims that a gradient is the right one. strict: as in `alike`. absolute: what rounding may leave of one that is
    0."""
    if strict:
        expect(mine is None, wanted is None, say("the gradient by {name} is {given}", name=name, given=str(mine)[:40]))
    if mine is not None or wanted is not None:
        like = mine if wanted is None else wanted
        mine, wanted = (0.0 * like if each is None else each for each in (mine, wanted))
        with fingerprint(mine):
            near = Tolerance(1e-4, 1e-5, absolute)
            close(mine, wanted, say("the gradient by {name}", name=name), cause="wrong_gradient", tolerance=near)


def read_all(objects: Sequence[Instance], reader: Callable[[wire.Value, str], Any]) -> list[Any]:
    """`each.read(reader)` of many, in one message."""
    who = objects[0]._owner
    told = who.program.told([wire.Step("value", args=[each.on_wire()], tell=True) for each in objects])
    return [reader(value, say("the result")) for value in told]
