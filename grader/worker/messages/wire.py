"""The messages that cross the sandbox's wall: typed, length-prefixed, capped.

A message is a 4-byte big-endian length and a msgpack document. Data is the only thing that crosses: numbers, text,
arrays as bytes. What must stay inside (a model, an optimizer, an autograd graph) is kept there under a number that the
trusted side chose, and named by it.
"""

from __future__ import annotations

import math
import struct
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

MAX_MESSAGE = 96 * 2**20
"""Bytes. A full ResNet-18's parameters and buffers take 47 MB."""
MAX_ANSWER = 4 * 2**20
"""Bytes of an answer that is not a model's parameters. Small things take up to fifty times their bytes once decoded."""

MAX_DIMENSIONS = 16
MAX_DEPTH = 20
"""Of nested lists and dicts. A worker sends `convert.DEPTH`; how deep one may recurse differs from Python to Python."""
MAX_TEXT = 20_000
MAX_STEPS = 10_000
"""Of a program."""
MAX_ARGUMENTS = 100
"""Of a lent function."""
MAX_PASSED_OVER = 20
MAX_SUSPECTS = 20
"""Statements and cells that a worker tells of."""
MAX_OPERANDS = 4

HEADER = struct.Struct(">I")

ITEM_SIZES = {
    "bool": 1, "uint8": 1, "int8": 1, "int16": 2, "int32": 4, "int64": 8,
    "float16": 2, "bfloat16": 2, "float32": 4, "float64": 8, "complex64": 8, "complex128": 16,
}  # fmt: skip
"""The dtypes that may cross, with bytes per element."""


class ProtocolError(Exception):
    """The other side sent something that is not a message."""


Name = Annotated[str, Meta(max_length=200)]
Shape = Annotated[tuple[int, ...], Meta(max_length=MAX_DIMENSIONS)]


class Tensor(msgspec.Struct, array_like=True, tag="T", frozen=True):
    """An array or tensor by value. `data` holds the elements in C order."""

    dtype: Name
    shape: Shape
    data: bytes
    library: Literal["torch", "numpy"] = "torch"
    device: Name = "cpu"
    requires_grad: bool = False
    is_leaf: bool = True
    has_grad: bool = False
    contiguous: bool = True
    keep: int = 0
    """A number under which the receiving worker remembers the tensor it makes of this; 0: it does not."""


class Kept(msgspec.Struct, array_like=True, tag="K", frozen=True):
    """An object that stays in the worker. `number` 0: it was not kept, only its type is told."""

    number: int
    kind: Name


class Items(msgspec.Struct, array_like=True, tag="L", frozen=True):
    """names: of a named tuple, what each item is called; else empty."""

    kind: Literal["list", "tuple"]
    items: Annotated[list[Value], Meta(max_length=200_000)]
    names: Annotated[list[Name], Meta(max_length=1000)] = []


class Dict(msgspec.Struct, array_like=True, tag="D", frozen=True):
    """A dict with string keys."""

    items: Annotated[dict[str, Value], Meta(max_length=10_000)]


class Record(msgspec.Struct, array_like=True, tag="R", frozen=True):
    """A dataclass: the name of its class, and its fields."""

    kind: Name
    items: Annotated[dict[Name, Value], Meta(max_length=1000)]


class Given(msgspec.Struct, array_like=True, tag="G", frozen=True):
    """A thing the course hands to students: `builder(**kwargs)` from `source`, then the state laid over it."""

    source: bytes
    builder: str
    kwargs: dict[str, Value]
    state: dict[str, Tensor] = {}
    frozen: list[str] = []
    device: Name = "cpu"
    keep: int = 0
    bound: dict[str, Value] = {}
    """Names that `source` finds at its top: functions that a check lends, or of the student's own module."""


class Callback(msgspec.Struct, array_like=True, tag="C", frozen=True):
    """A function that a check lends: each call of it is a `Called`. keep: the first of the numbers under which
    arguments that are objects are kept; 0: they are only told by their type."""

    number: int
    keep: int = 0


class Own(msgspec.Struct, array_like=True, tag="O", frozen=True):
    """What the student's module has under this name."""

    name: Name


Value = None | bool | int | float | str | Tensor | Kept | Items | Dict | Record | Given | Callback | Own


class NotebookCell(msgspec.Struct, array_like=True, frozen=True):
    """number: among cells of every kind, from 1. skip: why it does not run: the language that it is in, or its tag;
    empty for one that runs. may_raise: its author expects an error. run: the number that Jupyter shows beside it, In
    [14]; 0: none."""

    number: int
    source: str
    skip: Name = ""
    may_raise: bool = False
    run: int = 0


class Rules(msgspec.Struct, frozen=True):
    """How a file is loaded for one exercise. `names`: the functions and classes it has to define; `watched_names`:
    those that are looked for in its source. `gpu`: whether its calls get tensors on the GPU. `anomaly`: remember where
    each tensor was computed."""

    names: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    stubs: tuple[str, ...] = ()
    seed: int = 0
    forbidden_names: tuple[str, ...] = ()
    watched_names: tuple[str, ...] = ()
    gpu: bool = False
    anomaly: bool = False


class Load(msgspec.Struct, tag="load", frozen=True):
    """Run a student's file. `main` is a key of `files`, or empty for a notebook, which comes as `cells`."""

    main: str
    files: dict[str, bytes]
    cells: tuple[NotebookCell, ...]
    rules: Rules
    autograd: bool = True


class Call(msgspec.Struct, tag="call", frozen=True):
    """Call a function of the student's module (`Name.apply` for a Function), or a method of a kept object.

    keep: a number to remember the result under; only_keep: without sending it. keep_items: the same for single items of
    a tuple or list, index -> number. watch: tell what it leaves behind. may_fail: an error is not told.
    """

    function: str
    args: list[Value] = []
    kwargs: dict[str, Value] = {}
    on: int = 0
    keep: int = 0
    only_keep: bool = False
    keep_items: dict[int, int] = {}
    watch: bool = False
    may_fail: bool = False


class VectorJacobian(msgspec.Struct, tag="vector_jacobian", frozen=True):
    """The product of `cotangent` with the Jacobian of the kept output with respect to the kept inputs. watch: as in
    `Call`, of the cotangent."""

    output: int
    inputs: list[int]
    cotangent: Tensor | Kept
    watch: bool = False
    keep: list[int] = []
    """Numbers for the products, one an input: they are kept, and can be differentiated again. Empty: they are not."""


class Step(msgspec.Struct, array_like=True, frozen=True):
    """One thing done with objects of the student's classes.

    do: call `name` of the module; call the method, read or set the attribute `name` of the first argument; apply an
    operator (`steps.OPERATORS`); take the items of the first argument, at most `most`, under `keep` and the numbers
    after it, and tell how many there are; tell the first `most` items themselves, and one more if there are more; set
    the state of the random generators, as `Seed`; or nothing, to tell of it. keep: a number to remember the result
    under; 0: it is not. tell: the result is part of the answer.
    """

    do: Literal["call", "method", "operator", "get", "set", "items", "list", "seed", "value"]
    name: Name = ""
    args: list[Value] = []
    kwargs: dict[str, Value] = {}
    keep: int = 0
    tell: bool = False
    most: int = 0


class Program(msgspec.Struct, tag="program", frozen=True):
    """Steps that are done one after the other, in one call: the first that raises ends it. The answer is a list of what
    is told."""

    steps: Annotated[list[Step], Meta(max_length=MAX_STEPS)]


class Seed(msgspec.Struct, tag="seed", frozen=True):
    """Sets the state of the random generators for what follows."""

    seed: int


class Returned(msgspec.Struct, tag="returned", frozen=True):
    """What a lent function has returned: the answer to a `Called`, in the middle of a request."""

    value: Value


class Inspect(msgspec.Struct, tag="inspect", frozen=True):
    """Read a kept object: a tensor, its gradient, its autograd graph, how many nodes that has, how many tensors its
    last one has saved, a module's parameters, their gradients where they have some, its state (parameters and buffers;
    a tensor that has two names comes twice), an optimizer's groups. random: the state of torch's generator instead;
    `number` means nothing."""

    number: int
    what: Literal["value", "grad", "graph", "nodes", "saved", "parameters", "gradients", "state", "optimizer", "random"]
    model: int = 0


class SetGrads(msgspec.Struct, tag="grads", frozen=True):
    """Give the parameters of a kept module these gradients."""

    number: int
    grads: dict[str, Tensor]


class Descend(msgspec.Struct, tag="descend", frozen=True):
    """Move each parameter of a kept module that has a gradient by -rate times it, after cotangent · module(x) has added
    to the gradients: which of the numbers move shows what is trainable."""

    number: int
    x: Tensor
    cotangent: Tensor
    rate: float


Request = Load | Call | VectorJacobian | Program | Seed | Inspect | SetGrads | Descend | Returned


class FunctionParameter(msgspec.Struct, array_like=True, frozen=True):
    name: Name
    kind: Literal["positional", "keyword", "either", "rest", "rest_named"]
    required: bool


class Frame(msgspec.Struct, array_like=True, frozen=True):
    """A line of a traceback inside the student's own files: `file` is a key of `Load.files` or `cell N`."""

    file: str
    line: int
    function: Name


class Operand(msgspec.Struct, array_like=True, frozen=True):
    """A value on a line that failed. name: how it is written there. text: of a number or a short text, its value; of
    a list or the like, its type. shape: of a list, its length. requires_grad: None where it is not known."""

    name: Name
    kind: Literal["unknown", "none", "number", "text", "sized", "array", "tensor", "layer", "object"] = "unknown"
    text: Name = ""
    shape: Shape | None = None
    dtype: Name = ""
    requires_grad: bool | None = None


class Operation(msgspec.Struct, array_like=True, frozen=True):
    """What a line that failed was doing. name: the operator, or what is called, asked for or how many it is unpacked
    into. operands: of a method and a layer that is applied, itself first."""

    what: Literal[
        "binary", "in_place", "compare", "index", "attribute", "unpack", "iterate", "call", "method", "apply",
        "not_callable",
    ]  # fmt: skip
    name: Name
    operands: Annotated[list[Operand], Meta(max_length=MAX_OPERANDS)]


class Failed(msgspec.Struct, tag="failed", frozen=True):
    """A request that did not come to an answer, in the worker's own words. `kind`: what exactly was `not_kept`, for
    code to test; one that the trusted side does not know means nothing. `operation`: what the last of the frames was
    doing. `forward`: under `Rules.anomaly`, where that was computed which a backward pass failed in. `changed`: what
    has changed it in place."""

    cause: Literal["raised", "syntax_error", "forbidden", "exited", "out_of_memory", "not_kept"]
    error: str
    message: Annotated[str, Meta(max_length=MAX_TEXT)]
    frames: Annotated[list[Frame], Meta(max_length=20)] = []
    kind: Name = ""
    operation: Operation | None = None
    forward: Annotated[list[Frame], Meta(max_length=20)] = []
    changed: Annotated[list[Frame], Meta(max_length=1)] = []


class PassedOver(msgspec.Struct, array_like=True, frozen=True):
    """A statement or cell that defined nothing while the rest of the file did. what: its error, or of one that did not
    run: its magic, language or tag. names: of the variables and modules that it would have defined; "*": any."""

    frame: Frame
    what: Failed | Annotated[str, Meta(max_length=200)]
    names: Annotated[list[Name], Meta(max_length=100)] = []


class Suspect(msgspec.Struct, array_like=True, frozen=True):
    """A place in the source where something else is likely meant. name: of what is not called, kept from one call to
    the next (a global, a parameter with its default), not used, or of a loop whose turns are a number in the source."""

    file: str
    line: int
    kind: Literal["not_called", "global", "default", "unused", "turns"]
    name: Name


class Loaded(msgspec.Struct, tag="loaded", frozen=True):
    """The file ran. `signatures`: of the asked names that it defines; None where Python cannot tell. `used`: of the
    watched names, those in its source."""

    signatures: Annotated[
        dict[Name, Annotated[list[FunctionParameter], Meta(max_length=100)] | None], Meta(max_length=1000)
    ]
    kinds: Annotated[dict[Name, Name], Meta(max_length=1000)]
    notes: Annotated[list[Name], Meta(max_length=100)]
    used: Annotated[list[Name], Meta(max_length=100)] = []
    passed_over: Annotated[list[PassedOver], Meta(max_length=MAX_PASSED_OVER)] = []
    suspects: Annotated[list[Suspect], Meta(max_length=MAX_SUSPECTS)] = []


class Answer(msgspec.Struct, tag="answer", frozen=True):
    """left: what a call that is watched has left behind it (worker.left)."""

    value: Value
    left: Value = None


class Called(msgspec.Struct, tag="called", frozen=True):
    """In the middle of a request: the student's code calls a lent function, and waits for `Returned`. A `Program` may
    come before that: what the function does with the objects that it was given."""

    number: int
    args: Annotated[list[Value], Meta(max_length=MAX_ARGUMENTS)]


class Ready(msgspec.Struct, tag="ready", frozen=True):
    """The worker is confined and has run no student code yet."""

    layers: list[str]


class Unconfined(msgspec.Struct, tag="unconfined", frozen=True):
    """A step of the confinement failed: no student code will run here."""

    step: str
    error: str


Reply = Ready | Unconfined | Loaded | Answer | Called | Failed


class _Parameters(msgspec.Struct, array_like=True, tag="D"):
    items: Annotated[dict[Name, Tensor], Meta(max_length=10_000)]


class _Large(msgspec.Struct, tag="answer"):
    """All that an answer of more than MAX_ANSWER may be."""

    value: _Parameters


encode = msgspec.msgpack.Encoder().encode
decode_request = msgspec.msgpack.Decoder(Request).decode
_decode_reply = msgspec.msgpack.Decoder(Reply).decode
_decode_large = msgspec.msgpack.Decoder(_Large).decode


def framed(message: msgspec.Struct) -> bytes:
    """Raises ProtocolError for a message over the cap."""
    payload = encode(message)
    if len(payload) > MAX_MESSAGE:
        raise ProtocolError(f"a message of {len(payload):,} bytes is over the limit of {MAX_MESSAGE:,}")
    return HEADER.pack(len(payload)) + payload


def decode_reply(payload: bytes | bytearray) -> Reply:
    """Reads what a worker sent, believing none of it.

    Raises ProtocolError for anything that is not a reply: wrong types, too deep, an array whose bytes do not fit its
    shape.
    """
    try:
        small = len(payload) <= MAX_ANSWER
        reply = _decode_reply(payload) if small else Answer(Dict(dict(_decode_large(payload).value.items)))
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, OverflowError) as error:
        raise ProtocolError(f"not a message: {str(error)[:200]}") from None
    if isinstance(reply, Answer):
        _check(reply.value)
        _check(reply.left)
    elif isinstance(reply, Called):
        for argument in reply.args:
            _check(argument)
    return reply


def _check(value: Value, depth: int = MAX_DEPTH) -> None:
    if depth < 0:
        raise ProtocolError(f"lists and dicts are nested more than {MAX_DEPTH} deep")
    match value:
        case Tensor():
            check_size(value)
        case Items():
            for item in value.items:
                _check(item, depth - 1)
        case Dict() | Record():
            for item in value.items.values():
                _check(item, depth - 1)
        case Given() | Callback() | Own():
            raise ProtocolError("a worker hands out nothing")


def check_size(tensor: Tensor) -> None:
    """Raises ProtocolError unless shape times itemsize is the number of bytes that came.

    A 0 in the shape makes that 0 whatever else is there, and NumPy has no array whose other lengths come to more than
    it can count.
    """
    itemsize = ITEM_SIZES.get(tensor.dtype)
    if itemsize is None:
        raise ProtocolError(f"dtype {tensor.dtype[:40]!r} is not one that may cross")
    if any(n < 0 for n in tensor.shape) or math.prod(n or 1 for n in tensor.shape) > MAX_MESSAGE:
        raise ProtocolError(f"no array has the shape {tensor.shape}")
    if math.prod(tensor.shape) * itemsize != len(tensor.data):
        raise ProtocolError(f"{len(tensor.data)} bytes are no {tensor.dtype} array of shape {tensor.shape}")
