"""A worker: reads requests, answers with data, judges nothing.

The same `Server` answers, in the trusted process, the calls to the course's own solutions and mistakes.
"""

from __future__ import annotations

import contextlib
import functools
import sys
import types
from collections.abc import Iterator
from typing import Any

from . import convert, graph, no_autograd, start_up, steps
from .code import load
from .code.failure import NotKept
from .code.passed_over import PassedOvers
from .code.signatures import defined, signatures_of
from .code.stubs import Finder
from .left import Left
from .messages import wire


class Server:
    """Answers requests about one module and the objects kept from it. asking: calls a function that a check lends."""

    def __init__(self, module: types.ModuleType | None = None, asking: steps.Asking | None = None) -> None:
        self.module, self.asking = module, asking
        self.kept: dict[int, Any] = {}
        self._first: dict[int, Any] = {}
        self._left: Left | None = None

    def handle(self, request: wire.Request) -> wire.Reply:
        match request:
            case wire.Load():
                return self.load(request)
            case wire.Call():
                return wire.Answer(self.call(request), self._told())
            case wire.VectorJacobian():
                return wire.Answer(self.vector_jacobian(request), self._told())
            case wire.Program():
                return wire.Answer(steps.run(self, request))
            case wire.Inspect():
                return wire.Answer(self.inspect(request))
            case wire.Seed():
                steps.seed(request.seed)
                return wire.Answer(None)
            case wire.Returned():
                raise NotKept("gone")
            case wire.Descend():
                self.descend(request)
                return wire.Answer(None)
            case wire.SetGrads():
                for name, parameter in self._module(request.number):
                    if name in request.grads:
                        parameter.grad = convert.from_tensor(request.grads[name])
                return wire.Answer(None)

    def load(self, request: wire.Load) -> wire.Loaded:
        steps.seed(request.rules.seed)
        # Ours name the host's folders and the sandbox's settings; a script expects its own name.
        sys.argv = [request.main]
        sys.orig_argv = ["python", request.main]
        helpers = {name: text for name, text in request.files.items() if name != request.main}
        passed = PassedOvers()
        pieces = load.sources(request, passed)  # before IPython gives way to its stub: its rules read the cells
        finder = Finder(helpers, request.rules.stubs, through=not request.autograd)
        sys.meta_path.insert(0, finder)
        if not request.autograd:  # before the first statement: a derivative could be traced while the file is loaded
            no_autograd.without_autograd()
        self.module, used, inside, slips = load.load(request, pieces, passed)
        signatures, kinds = signatures_of(self.module, request.rules.names)
        kinds |= {name: "other" for name in defined(self.module) if name not in kinds}
        return wire.Loaded(signatures, inside | kinds, finder.used, used, passed.told(), slips)

    def call(self, request: wire.Call) -> wire.Value:
        args = [self.argument(value) for value in request.args]
        kwargs = {name: self.argument(value) for name, value in request.kwargs.items()}
        function = self._callable(request)
        try:
            with self._watching([*args, *kwargs.values()], request.watch):
                result = function(*args, **kwargs)
        except Exception:
            if not request.may_fail:
                raise
            return None
        if request.keep:
            self.keep(request.keep, result)
        if request.only_keep:
            return wire.Kept(request.keep, convert.type_name(type(result)))
        value = convert.to_wire(result)
        if isinstance(value, wire.Items):
            for index, number in request.keep_items.items():
                if index < len(value.items):
                    self.keep(number, result[index])
                    value.items[index] = wire.Kept(number, convert.type_name(type(result[index])))
        return value

    @contextlib.contextmanager
    def _watching(self, arguments: list[Any], watch: bool) -> Iterator[None]:
        self._left = Left(arguments) if watch else None
        yield
        if self._left is not None:
            self._left.ended()

    def _told(self) -> wire.Value:
        left, self._left = self._left, None
        return None if left is None else left.to_wire()

    def _callable(self, request: wire.Call) -> Any:
        if request.on:
            return getattr(self.held(request.on), request.function)
        return self._named(request.function)

    def _named(self, function: str) -> Any:
        """What the module has under this name; `Name.apply` of a Function."""
        name, _, method = function.partition(".")
        thing = vars(self.module)[name]
        if method == "apply":
            return _base_apply(thing)
        return getattr(thing, method) if method else thing

    def argument(self, value: wire.Value) -> Any:
        match value:
            case wire.Tensor():
                made = convert.from_tensor(value)
            case wire.Given():
                made = self._given(value)
            case wire.Kept():
                return self.held(value.number)
            case wire.Items():
                items = [self.argument(item) for item in value.items]
                return items if value.kind == "list" else tuple(items)
            case wire.Dict():
                return {name: self.argument(item) for name, item in value.items.items()}
            case wire.Callback():
                return steps.lent(self, value)
            case wire.Own():
                return self._named(value.name)
            case _:
                return value
        if value.keep:
            self.keep(value.keep, made)
        return made

    def _given(self, value: wire.Given) -> Any:
        namespace: dict[str, Any] = {"__name__": "given"}
        namespace |= {name: self.argument(item) for name, item in value.bound.items()}
        exec(_compiled(value.source), namespace)
        with start_up.uninitialised() if value.state else contextlib.nullcontext():
            made = namespace[value.builder](**{name: self.argument(item) for name, item in value.kwargs.items()})
        held = dict(made.named_parameters()) | dict(made.named_buffers()) if value.state else {}
        for name, tensor in held.items():
            tensor.data.copy_(convert.from_tensor(value.state[name]))
        for name, parameter in made.named_parameters() if value.frozen else ():
            parameter.requires_grad_(name not in value.frozen)
        return made.to(value.device) if value.device != "cpu" and hasattr(made, "to") else made

    def vector_jacobian(self, request: wire.VectorJacobian) -> wire.Value:
        parts = convert.torch_parts()
        output, inputs = self.held(request.output), [self.held(number) for number in request.inputs]
        if not isinstance(output, parts.tensor) or not output.requires_grad:
            raise NotKept("no_grad_fn")
        sent, again = self.argument(request.cotangent), bool(request.keep)
        cotangent = sent.to(output.dtype).reshape(output.shape)  # the same memory, where it is the same already
        with self._watching([sent], request.watch):
            grads = parts.grad_of(output, inputs, cotangent, retain_graph=True, create_graph=again, allow_unused=True)
        for number, grad in zip(request.keep, grads, strict=False):
            self.keep(number, grad)
        return wire.Items("tuple", [None if grad is None else convert.tensor_to_wire(grad) for grad in grads])

    def inspect(self, request: wire.Inspect) -> wire.Value:
        match request.what:
            case "value":
                return convert.to_wire(self.held(request.number))
            case "grad":
                return convert.to_wire(self.held(request.number).grad)
            case "graph":
                return graph.recording(self.held(request.number), self.kept)
            case "nodes":
                return graph.size(self.held(request.number))
            case "saved":
                return graph.saved(self.held(request.number))
            case "random":
                return convert.to_wire(sys.modules["torch"].get_rng_state())
            case "parameters":
                parameters = self._module(request.number)
                return wire.Dict({name: convert.tensor_to_wire(p) for name, p in parameters})
            case "gradients":
                held = [(name, parameter.grad) for name, parameter in self._module(request.number, twice=True)]
                return wire.Dict({name: convert.tensor_to_wire(grad) for name, grad in held if grad is not None})
            case "state":
                self._module(request.number)
                state = convert.torch_parts().state_dict(self.held(request.number), keep_vars=True).items()
                return wire.Dict({name: v for name, it in state if isinstance(v := convert.to_wire(it), wire.Tensor)})
            case "optimizer":
                return self._optimizer(request)

    def descend(self, request: wire.Descend) -> None:
        """One step by every parameter that holds a gradient once cotangent · model(x) has been differentiated."""
        import torch

        parameters = self._module(request.number)
        output = self.held(request.number)(convert.from_tensor(request.x))
        output.backward(convert.from_tensor(request.cotangent))
        with torch.no_grad():
            for _, parameter in parameters:
                if parameter.grad is not None:
                    parameter.sub_(request.rate * parameter.grad)

    def _optimizer(self, request: wire.Inspect) -> wire.Value:
        """Its class, its first group's numbers, and the names of the model's parameters that it holds."""
        import torch

        optimizer = self.held(request.number)
        if not isinstance(optimizer, torch.optim.Optimizer):
            raise NotKept("no_optimizer", convert.type_name(type(optimizer)))
        names = {id(p): name for name, p in self._module(request.model)}
        held = [names.get(id(p), "?") for group in optimizer.param_groups for p in group["params"]]
        numbers = {k: v for k, v in optimizer.param_groups[0].items() if type(v) in (int, float, bool)}
        return convert.to_wire({"type": type(optimizer).__name__, "parameters": held, **numbers})

    def keep(self, number: int, thing: Any) -> None:
        """Twice: a student's code can find the dict by `gc` or by a frame, and put another object in its place."""
        self.kept[number], self._first[number] = thing, convert.unseen(thing)

    def held(self, number: int) -> Any:
        if number not in self.kept:
            raise NotKept("gone")
        if self.kept[number] is not self._first[number]():
            raise NotKept("exchanged")
        return self.kept[number]

    def _module(self, number: int, twice: bool = False) -> list[tuple[str, Any]]:
        """A module's parameters by name. twice: one with two names comes under both."""
        parts, module = convert.torch_parts(), self.held(number)
        if not isinstance(module, parts.module):
            raise NotKept("no_module", convert.type_name(type(module)))
        return list(parts.named_parameters(module, remove_duplicate=not twice))


@functools.cache
def _compiled(source: bytes) -> types.CodeType:
    return compile(source, "<given>", "exec", dont_inherit=True)


def _base_apply(function: Any) -> Any:
    """The base class's own `apply`: one that the student put in its place would skip `backward`."""
    base, apply = function_class()
    if not (isinstance(function, type) and issubclass(function, base)):
        raise NotKept("no_function", convert.type_name(function))
    return apply.__get__(None, function)


@functools.cache
def function_class() -> tuple[Any, Any]:
    import torch

    return torch.autograd.Function, vars(torch.autograd.Function)["apply"]
