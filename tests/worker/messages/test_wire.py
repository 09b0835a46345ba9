"""What comes from a worker is read without trust."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks.data import Bfloat16
from grader.worker import convert
from grader.worker.messages import wire

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@settings(max_examples=400, deadline=None)
@given(st.binary())
def test_no_bytes_crash_the_decoder(payload) -> None:
    assert read_or_refused(payload)


@settings(max_examples=400, deadline=None)
@given(PLAIN)
def test_no_msgpack_document_crashes_the_decoder(document) -> None:
    try:
        payload = msgspec.msgpack.encode(document)
    except (OverflowError, msgspec.MsgspecError):
        return
    assert read_or_refused(payload)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_corrupted_message_crashes_the_decoder(data) -> None:
    message = wire.encode(wire.Answer(wire.Items("list", [wire.Tensor("float32", (2,), bytes(8)), 1.5, "x", None])))
    bent = bytearray(message)
    for _ in range(data.draw(st.integers(1, 4))):
        bent[data.draw(st.integers(0, len(bent) - 1))] = data.draw(st.integers(0, 255))
    assert read_or_refused(bytes(bent))


def read_or_refused(payload):
    """Whether it decodes to a reply or raises ProtocolError; anything else that is raised comes through."""
    try:
        reply = wire.decode_reply(payload)
    except wire.ProtocolError:
        return True
    return isinstance(reply, wire.Reply)


@pytest.mark.parametrize(
    "tensor",
    [
        wire.Tensor("float32", (3,), bytes(8)),
        wire.Tensor("float32", (2**40, 2**40), b""),
        wire.Tensor("float32", (-1, -2), bytes(8)),
        wire.Tensor("object", (1,), bytes(8)),
        wire.Tensor("float64", (1,) * 50, bytes(8)),
        wire.Tensor("float64", (0, 2**26, 2**26, 2**26), b""),
        wire.Tensor("bfloat16", (2**26, 2**26, 2**26, 0), b""),
    ],
)
def test_an_array_must_have_the_bytes_of_its_shape(tensor) -> None:
    with pytest.raises(wire.ProtocolError):
        wire.decode_reply(wire.encode(wire.Answer(wire.Items("tuple", [tensor]))))


@pytest.mark.parametrize("depth", [wire.MAX_DEPTH + 1, 300, 1500, 5000])
@pytest.mark.parametrize("nested", [b"\x93\xa1L\xa4list\x91", b"\x92\xa1D\x81\xa1x"])
def test_depth_is_capped_alike_in_every_python(depth, nested) -> None:
    """Python 3.13 decodes 5000 levels, of which its recursion limit leaves a loop in Python 1000."""
    with pytest.raises(wire.ProtocolError):
        wire.decode_reply(b"\x82\xa4type\xa6answer\xa5value" + nested * depth + b"\xc0")


def test_what_a_worker_sends_is_not_too_deep() -> None:
    value: Any = 1.0
    for _ in range(convert.DEPTH):
        value = [value]
    reply = wire.Answer(convert.to_wire(value))
    assert wire.decode_reply(wire.encode(reply)) == reply


def test_a_message_over_the_cap_is_not_made() -> None:
    with pytest.raises(wire.ProtocolError):
        wire.framed(wire.Answer("x" * (wire.MAX_MESSAGE + 1)))


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64", "bool", "float16", "complex128"])
def test_an_array_arrives_as_it_left(dtype) -> None:
    array = np.arange(6).reshape(2, 3).astype(dtype)
    sent: Any = convert.to_wire(array)
    assert np.array_equal(convert.to_array(sent), array)
    assert convert.from_tensor(sent).dtype == array.dtype


def test_a_bfloat16_number_without_dimensions_crosses_both_ways() -> None:
    import torch

    lent: Any = Bfloat16(np.asarray(-1.5)).to_wire("cpu")
    arrived = convert.from_tensor(lent)
    assert torch.equal(arrived, torch.tensor(-1.5, dtype=torch.bfloat16))
    assert convert.to_wire(arrived) == lent


def test_a_tensor_arrives_with_its_dtype_flags_and_layout() -> None:
    import torch

    made = torch.arange(4, dtype=torch.bfloat16).reshape(2, 2).t().requires_grad_()
    sent: Any = convert.to_wire(made)
    assert (sent.dtype, sent.shape, sent.requires_grad) == ("bfloat16", (2, 2), True)
    assert torch.equal(convert.from_tensor(sent), made)


@pytest.mark.parametrize(
    ("device", "dtype"), [("cpu", "float32"), ("cpu", "bfloat16"), ("meta", "float32"), ("meta", "bfloat16")]
)
def test_a_tensor_with_gaps_has_them_after_a_conversion_and_on_another_device(device, dtype) -> None:
    import torch

    sent: Any = convert.to_wire(torch.arange(6.0, dtype=getattr(torch, dtype)).reshape(2, 3))
    made = convert.from_tensor(msgspec.structs.replace(sent, device=device, contiguous=False, requires_grad=True))
    assert not made.is_contiguous() and made.is_leaf and made.requires_grad
    assert (made.device.type, made.dtype, made.shape) == (device, getattr(torch, dtype), (2, 3))
    assert device == "meta" or made.tolist() == [[0, 1, 2], [3, 4, 5]]
    with pytest.raises(RuntimeError, match="view"):
        made.detach().view(-1)


def test_an_array_with_gaps_has_them() -> None:
    made = convert.from_tensor(wire.Tensor("float64", (3,), np.arange(3.0).tobytes(), "numpy", contiguous=False))
    assert not made.flags.c_contiguous and made.tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    "value", [type("F", (float,), {})(1.0), type("A", (np.ndarray,), {})((2,)), 10**30, {1: 2}, object(), lambda: 0]
)
def test_what_is_not_an_exact_plain_type_crosses_by_name_only(value) -> None:
    assert isinstance(convert.to_wire(value), wire.Kept)


def test_a_large_answer_is_a_models_parameters_or_nothing() -> None:
    large = wire.Tensor("uint8", (wire.MAX_ANSWER,), bytes(wire.MAX_ANSWER))
    parameters = wire.Answer(wire.Dict({"weight": large}))
    assert wire.decode_reply(wire.encode(parameters)) == parameters
    for other in (large, wire.Items("list", [large]), wire.Dict({"w": wire.Items("list", [large])})):
        with pytest.raises(wire.ProtocolError):
            wire.decode_reply(wire.encode(wire.Answer(other)))
