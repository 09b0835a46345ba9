"""What the trusted process tells a forkserver, and what that reports."""

from __future__ import annotations

from typing import Literal

import msgspec


class Fork(msgspec.Struct, tag="fork"):
    session: int
    cpu_s: int
    memory: int
    file_size: int
    autograd: bool = True
    gpu: bool = False


class Kill(msgspec.Struct, tag="kill"):
    session: int


class Split(msgspec.Struct, tag="split"):
    """Another forkserver for another job, forked from this one, so that it has imported all of this one's. The
    descriptor that comes along is its control socket."""


class Started(msgspec.Struct, tag="started"):
    """The libraries are imported; the first fork will be a warm one."""


Excess = Literal["", "files", "threads"]


class Exited(msgspec.Struct, tag="exited"):
    """A worker is gone. `code`: as `os.waitstatus_to_exitcode`, negative for a signal. `excess`: why it was killed."""

    session: int
    code: int
    excess: Excess = ""


encode = msgspec.msgpack.encode
decode_order = msgspec.msgpack.Decoder(Fork | Kill | Split).decode
decode_event = msgspec.msgpack.Decoder(Started | Exited).decode
