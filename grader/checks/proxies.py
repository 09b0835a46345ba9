"""The proxies that a check calls: `student` and `solution` look alike, the one reaches into the sandbox, the other not.

What the student's functions are given is drawn, as their contract promises that it may be so: vectors are strided or
not. How they are called is in `functions`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import msgspec
import numpy as np

from grader.message import say
from grader.sessions.session import Session
from grader.worker.convert import is_tensor, tensor_to_wire
from grader.worker.messages import wire

from .answers import Reader
from .data import Bfloat16, Given
from .functions import Function
from .instances import Instance, Members, QueuedSteps
from .lending import LENT, Lending
from .remote_objects import KeptModel, KeptObject, KeptTensor
from .signature import require
from .watch import Watch

GAPS = 0.5
"""How often a vector arrives strided."""


class Proxy:
    """Somebody's answer to an exercise: `proxy.name(...)` calls the function `name` of theirs.

    readers: name -> how its result is read. parameters: name -> the parameter names the exercise fixes, None for a
    class. on_device: the names whose tensors are on `device`, the others' being on the CPU; None: all. calls: how the
    functions are called is drawn from it; None: by position, everything contiguous. watch: looks at what calls leave
    behind.
    """

    def __init__(
        self,
        session: Session,
        readers: Mapping[str, Reader],
        parameters: Mapping[str, list[str] | None],
        library: str,
        device: str = "cpu",
        on_device: tuple[str, ...] | None = None,
        calls: np.random.Generator | None = None,
        watch: Watch | None = None,
    ) -> None:
        self._session, self._readers, self._parameters = session, readers, parameters
        self._library, self._device, self._on_device = library, device, on_device
        self.calls, self.watch = calls, watch or Watch()
        self.autograd = True
        self.is_seeded = False
        self.sends_as_given = False
        """Arguments are what a notebook's test writes (as_given.py): an array arrives as one among tensors too."""
        self._numbers = 0
        self.program, self._lending = QueuedSteps(self._asked), Lending(self)
        self._functions: dict[str, Function] = {}

    def __getattr__(self, name: str) -> Function:
        if name not in self._functions:
            if name not in self._readers:
                raise AttributeError(f"the exercise does not say what {name!r} returns")
            require(self._session.loaded(), name, self._parameters.get(name))
            self._functions[name] = Function(self, name, self._readers[name], self._parameters.get(name))
        return self._functions[name]

    def fresh(self, autograd: bool = True, memory: int = 0) -> Proxy:
        """The same answer in a session that has seen nothing of this one; `autograd=False`: in a torch without it,
        on the CPU. memory: bytes that its process may take over those with which it starts, where that is less than
        the exercise allows; the kernel refuses more, and the call ends with `out_of_memory`. Threads and libraries need
        some too: 256 MiB is a sensible least. The reference's process has no such limit."""
        session, device = self._session.fresh(autograd, memory), self._device if autograd else "cpu"
        asked = self._readers, self._parameters, self._library, device, self._on_device, self.calls, self.watch
        proxy = Proxy(session, *asked)
        proxy.autograd = autograd
        return proxy

    def leaf(self, array: np.ndarray, requires_grad: bool = True, contiguous: bool = True) -> KeptTensor:
        """A tensor made where the answer is, to be passed to it and looked at afterwards."""
        return KeptTensor(self, self.next_number(), array, requires_grad, contiguous)

    def model(self, given: Given) -> KeptModel:
        """The given model, built where the answer is."""
        return KeptModel(self, self.next_number(), given)

    def ask(self, request: wire.Request) -> wire.Value:
        self.program.settle()
        return self._asked(request)

    def _asked(self, request: wire.Request) -> wire.Value:
        if self._lending.busy and isinstance(request, wire.Program):
            return self._session.ask(request)
        if self._lending.busy:
            raise RuntimeError("a function that a check lends may work with objects only")
        self._lending.calls = 0
        return self._session.ask(request, self._lending) if self._lending else self._session.ask(request)

    def beside(self, given: Given, reader: Reader | Members) -> Callable[..., Any]:
        """The course's own function or module, where the answer is, to be called there: it works with the answer's
        functions (`given.bind(f=student.f)`), tensors and objects as code of torch's does, such as a transform of
        torch.func, a hook, or an optimizer. reader: as in `returns`. What it finds is what the student's process says:
        compare numbers with those of `solution.beside`, which goes the same way."""
        what = say("the result of {function}", function=given.builder)

        def call(*args: Any, **kwargs: Any) -> Any:
            values = [self.to_wire(arg) for arg in (given, *args)]
            named, number = {name: self.to_wire(arg) for name, arg in kwargs.items()}, self.next_number()
            self.program.add(wire.Step("method", "__call__", values, named, keep=number))
            members = reader if isinstance(reader, Members) else Members({})
            made = Instance(self, number, members, what)
            return made if isinstance(reader, Members) else made.read(reader)

        return call

    def seed(self, number: int) -> None:
        """Sets the state of the random generators where the answer is. From then on no call comes twice."""
        self.is_seeded = True
        self.ask(wire.Seed(number))

    def random_state(self) -> bytes:
        """That of torch's generator there, in the answer's own words: compare what is drawn as well."""
        value = self.ask(wire.Inspect(0, "random"))
        return value.data if isinstance(value, wire.Tensor) else b""

    def device_of(self, name: str) -> str:
        return self._device if self._on_device is None or name in self._on_device else "cpu"

    def next_number(self, count: int = 1) -> int:
        """The first of so many."""
        self._numbers += count
        return self._numbers - count + 1

    def watching(
        self,
        request: wire.Call | wire.VectorJacobian,
        function: str,
        sent: Mapping[str, Any],
        known: Collection[int] = (),
    ) -> wire.Value:
        """`ask`, and a look at what has become of the arguments. sent: those, by name. known: ids of those that may be
        different from what they were when they were made."""
        value = self.ask(request)
        if request.watch:
            self.watch.look(function, sent, self._session.left, known)
        return value

    @property
    def watches(self) -> bool:
        return self.calls is not None

    def chance(self, of: float) -> bool:
        """Drawn for every call; never without `calls`."""
        return self.calls is not None and self.calls.random() < of

    def to_wire(self, value: Any, device: str | None = None) -> wire.Value:
        device = device or self._device
        match value:
            case None | bool() | str():
                return value
            case int() | float() if type(value) in (int, float):
                return value
            case np.ndarray() if self._library != "python" and value.dtype.name in wire.ITEM_SIZES:
                library = "numpy" if self.sends_as_given else self._library
                return wire.Tensor(
                    value.dtype.name,
                    value.shape,
                    value.tobytes(),
                    library=library,  # type: ignore[arg-type]
                    device=device if library == "torch" else "cpu",
                    contiguous=value.ndim != 1 or not self.chance(GAPS),
                )
            case np.generic() if not self.sends_as_given or self._library == "python":
                return value.item()
            case np.generic():
                return self.to_wire(np.asarray(value), device)
            case KeptTensor() | KeptObject() | Bfloat16():
                return value.to_wire(device)
            case wire.Kept():
                return value
            case Instance():
                return value.on_wire()
            case Given():
                bound = {name: self.to_wire(item, device) for name, item in value.bound.items()}
                return value.on_wire(0, device, bound)
            case Function():
                return wire.Own(value.name)
            case _ if isinstance(value, LENT):
                return self._lending.lend(value)
            case list() | tuple():
                return wire.Items("list" if type(value) is list else "tuple", [self.to_wire(v, device) for v in value])
            case dict():
                return wire.Dict({k: self.to_wire(v, device) for k, v in value.items()})
        if self._library == "torch" and is_tensor(value):
            sent = tensor_to_wire(value)
            return msgspec.structs.replace(sent, device=device) if isinstance(sent, wire.Tensor) else sent
        of = f" of dtype {value.dtype}" if isinstance(value, np.ndarray) else ""
        raise TypeError(f"a check cannot send a {type(value).__name__}{of}")
