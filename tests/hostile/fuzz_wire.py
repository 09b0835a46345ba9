"""Fuzzing of what reads a worker's messages: `python tests/hostile/fuzz_wire.py --messages 1000000 [--atheris]`.

Target: one payload through the reply decoder, then through a reader of answers (each in turn) and into NumPy, as in the
trusted process. Anything raised but ProtocolError (the decoder's no) and StudentError (a reader's) is a find, and so is
memory beyond CAP times the payload's length. Exit status 1 with the payload printed, else 0 with the counts.

Without --atheris the payloads are random bytes, bent messages and random documents, the same for the same --seed. With
it they are libFuzzer's, guided by what the decoder's Python code did (`pip install atheris`).
"""

from __future__ import annotations

import argparse
import collections
import math
import os
import random
import shutil
import struct
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from grader.checks import answers, plain_answers
from grader.errors import StudentError
from grader.worker.convert import to_array
from grader.worker.messages import wire

CAP, FLOOR = 64, 256 * 1024
"""Bytes of memory that a byte of a message may take, and what any message may."""

READERS = (
    answers.number,
    answers.array,
    answers.tensor,
    answers.losses,
    answers.kept,
    answers.sequence(answers.number, 2),
    answers.results(answers.tensor, answers.losses),
    answers.mapping(answers.number, "x", "y"),
    plain_answers.record(loss=answers.tensor, others=plain_answers.list_of(plain_answers.integer)),
    plain_answers.complexes,
    plain_answers.numeric,
    plain_answers.iterated(answers.number),
)
counts: collections.Counter[str] = collections.Counter()
most = [0.0, 0]
"""The largest ratio of memory to length above the floor, and the largest peak in bytes."""


class Find(Exception):
    pass


def target(payload: bytes) -> None:
    """Raises Find, or whatever came through."""
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    read(payload)
    taken = tracemalloc.get_traced_memory()[1] - before
    counts["messages"] += 1
    most[0] = max(most[0], (taken - FLOOR) / max(1, len(payload)))
    most[1] = max(most[1], taken)
    if taken > FLOOR + CAP * len(payload):
        raise Find(f"{taken:,} bytes of memory for a message of {len(payload):,}")


def read(payload: bytes) -> None:
    try:
        reply = wire.decode_reply(payload)
    except wire.ProtocolError:
        counts["refused"] += 1
        return
    counts[f"decoded: {type(reply).__name__}"] += 1
    if isinstance(reply, wire.Answer):
        try:
            READERS[counts["messages"] % len(READERS)](reply.value, "it")
            counts["answers read"] += 1
        except StudentError:
            counts["answers found wrong"] += 1
        if isinstance(reply.value, wire.Tensor):
            to_array(reply.value)


def payloads(seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    corpus = [wire.encode(message) for message in examples()]
    while True:
        kind = chance.random()
        if kind < 0.2:
            yield chance.randbytes(int(chance.expovariate(1 / 60)))
        elif kind < 0.6:
            yield bent(chance, chance.choice(corpus))
        else:
            yield msgspec.msgpack.encode(document(chance))


def examples() -> Iterator[msgspec.Struct]:
    tensor = wire.Tensor("float32", (2, 3), bytes(24), has_grad=True)
    many = wire.Items("list", [1.0, 2, True, None, "text", tensor, wire.Kept(3, "Module")])
    yield from (wire.Ready(["seccomp"]), wire.Unconfined("namespaces", "EPERM"), wire.Answer(tensor), wire.Answer(many))
    yield wire.Loaded(
        {"f": [wire.FunctionParameter("x", "either", True)], "C": None}, {"f": "function", "C": "class"}, ["tqdm"]
    )
    doing = wire.Operation("binary", "@", [wire.Operand("w", "tensor", "", (64, 10), "float32", True)] * 2)
    yield wire.Failed("raised", "ValueError", "no", [wire.Frame("f.py", 3, "f")], operation=doing)
    named = wire.Items("tuple", [1.0, many], ["loss", "others"])
    yield wire.Answer(wire.Record("student.Result", {"loss": named, "parts": many}))
    yield wire.Called(1, [wire.Kept(9, "Dual"), 1.0])
    yield wire.Answer(wire.Dict({"x": 1.0, "y": wire.Items("tuple", [many, many])}))
    for dtype in wire.ITEM_SIZES:
        yield wire.Answer(wire.Tensor(dtype, (1,), bytes(wire.ITEM_SIZES[dtype]), library="numpy"))


def bent(chance: random.Random, message: bytes) -> bytes:
    data = bytearray(message)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(data))
        match chance.randrange(5):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                data[at] ^= 1 << chance.randrange(8)
            case 2:
                del data[at : at + chance.randrange(1, 9)]
            case 3:
                data[at:at] = chance.choice((b"\xdd", b"\xdf", b"\xc6", b"\xdb")) + struct.pack(
                    ">I", chance.getrandbits(32)
                )
            case _:
                data[at:at] = data[at : at + chance.randrange(1, 40)] * chance.randrange(1, 8)
        if not data:
            break
    return bytes(data)


def document(chance: random.Random | Guided) -> object:
    """Something like a reply, with anything anywhere."""
    tag = chance.choice(("answer", "answer", "answer", "loaded", "failed", "ready", "unconfined", "load", ""))
    fields = {"value": thing(chance, 4), "cause": "raised", "error": "E", "message": "m", "layers": ["a"], "step": "s"}
    fields |= {"signatures": {"f": None}, "kinds": {"f": thing(chance, 1)}, "notes": []}
    return {"type": tag, **{k: v for k, v in fields.items() if chance.random() < 0.97}}


def thing(chance: random.Random | Guided, depth: int) -> object:
    if depth and chance.random() < 0.5:
        inner = [thing(chance, depth - 1) for _ in range(chance.randrange(6))]
        names = {chance.choice(("x", "y", "", "é", "0" * 300)): item for item in inner}
        return chance.choice(
            (["L", "list", inner], ["L", "tuple", inner], ["D", names], inner, names, ["G", b"", "f", {}])
        )
    if chance.random() < 0.8:  # one that fits
        shape, dtype = [chance.randrange(4) for _ in range(chance.randrange(4))], chance.choice(tuple(wire.ITEM_SIZES))
        return ["T", dtype, shape, bytes(math.prod(shape) * wire.ITEM_SIZES[dtype]), chance.choice(("torch", "numpy"))]
    shape = [chance.choice((0, 1, 2, 3, -1, 2**26, 2**31, 2**62, 2**64 - 1)) for _ in range(chance.randrange(6))]
    dtype = chance.choice((*wire.ITEM_SIZES, "object", "O", "<f8", ""))
    data = bytes(chance.choice((0, 1, 4, 8, 16, 24, 48)))
    tensor = ["T", dtype, shape, data, chance.choice(("torch", "numpy", "jax")), "cpu", *[True] * chance.randrange(5)]
    plain = (None, True, 0, -1, 2**64 - 1, -(2**63), 1e308, float("nan"), float("inf"), -0.0, "x", b"x", ["K", 1, "k"])
    return chance.choice((tensor, tensor, chance.choice(plain)))


def heavy() -> Iterator[bytes]:
    """Messages as long as may come, made of what takes most memory a byte."""
    head, lists = b"\x82\xa4type\xa6answer\xa5value", b"\x93\xa1L\xa4list\xdd"
    for item in (
        b"\xa1a",
        b"\x93\xa1K\x00\xa0",
        b"\x93\xa1L\xa4list\x90",
        b"\x92\xa1D\x80",
        b"\x94\xa1T\xa0\x90\xc4\x00",
        b"\x94\xa1G\xc4\x00\xa0\x80",
    ):
        for limit in (wire.MAX_ANSWER, wire.MAX_MESSAGE):
            one = lists + struct.pack(">I", 100_000) + item * 100_000
            outer = (limit - 100) // len(one)
            yield head + lists + struct.pack(">I", outer) + one * outer
    yield head + b"\x92\xa1D\xdf\xff\xff\xff\xff"
    yield head + lists + b"\xff\xff\xff\xff"
    for depth in (20, 100, 500, 1000, 2000, 5000, 10_000):
        yield head + b"\x93\xa1L\xa4list\x91" * depth + b"\xc0"


class Guided:
    """As much of random.Random as `document` needs, out of libFuzzer's bytes."""

    def __init__(self, provider) -> None:
        self.provider = provider

    def randrange(self, stop: int) -> int:
        return self.provider.ConsumeIntInRange(0, stop - 1)

    def random(self) -> float:
        return self.randrange(1000) / 1000

    def choice(self, things):
        return things[self.randrange(len(things))]


def by_chance(messages: int, seed: int) -> None:
    for payload in heavy():
        checked(payload)
    for payload, _ in zip(payloads(seed), range(messages), strict=False):
        checked(payload)


def checked(payload: bytes) -> None:
    try:
        target(payload)
    except Exception as error:
        print(f"FOUND {type(error).__name__}: {error}\npayload, {len(payload):,} bytes: {payload[:400].hex()}")
        sys.exit(1)


def by_atheris(messages: int, started: float) -> None:
    import atheris

    atheris.instrument_func(wire.decode_reply), atheris.instrument_func(wire._check)
    for function in (wire.check_size, read, to_array, answers._real, answers._each, answers._loss):
        atheris.instrument_func(function)

    def one(data: bytes) -> None:
        guided = Guided(atheris.FuzzedDataProvider(data[1:]))
        target(msgspec.msgpack.encode(document(guided)) if data[:1] > b"\x7f" else data)
        if counts["messages"] >= messages:  # Fuzz() does not return
            report("atheris", started)
            sys.stdout.flush()
            shutil.rmtree(corpus, ignore_errors=True)
            os._exit(0)

    with tempfile.TemporaryDirectory() as corpus:
        for i, message in enumerate(examples()):  # msgspec is C and guides no one: start from what it accepts
            Path(corpus, str(i)).write_bytes(wire.encode(message))
        options = [f"-runs={2 * messages}", "-max_len=4096", "-verbosity=0", "-use_value_profile=1", "-seed=1"]
        atheris.Setup([sys.argv[0], *options, corpus], one)
        atheris.Fuzz()


def report(how: str, started: float) -> None:
    for name, count in sorted(counts.items()):
        print(f"{name:24} {count:>12,}")
    print(f"{how}: {counts['messages']:,} messages in {time.monotonic() - started:.0f} s, none crashed the reader")
    print(f"memory: at most {most[1]:,} bytes; over the first {FLOOR:,}, {max(0.0, most[0]):.1f} a byte (cap {CAP})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true")
    options = parser.parse_args()
    started = time.monotonic()
    tracemalloc.start(1)
    if options.atheris:
        by_atheris(options.messages, started)
    by_chance(options.messages, options.seed)
    report(f"by chance, seed {options.seed}", started)


if __name__ == "__main__":
    main()
