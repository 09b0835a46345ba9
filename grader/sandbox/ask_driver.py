"""A separate program: asks the NVIDIA driver for its cards and prints a JSON object (see gpu.py).

Either `error`, or `driver`, the folder of its libraries, and `cards`, each [uuid, bus, name].
"""

from __future__ import annotations

import ctypes
import json
import uuid
from typing import Any


def ask() -> dict[str, Any]:
    try:
        cuda = ctypes.CDLL("libcuda.so.1")
    except OSError as error:
        return {"error": str(error)}
    count = ctypes.c_int()
    if (code := cuda.cuInit(0)) or (code := cuda.cuDeviceGetCount(ctypes.byref(count))):
        return {"error": _in_words(cuda, code)}
    return {"driver": _folder(), "cards": [_card(cuda, number) for number in range(count.value)]}


def _in_words(cuda: ctypes.CDLL, code: int) -> str:
    words = ctypes.c_char_p()
    cuda.cuGetErrorString(code, ctypes.byref(words))
    return f"{(words.value or b'unknown error').decode()} (CUDA error {code})"


def _folder() -> str:
    with open("/proc/self/maps") as maps:
        library = next((line.split(None, 5)[5].strip() for line in maps if "/libcuda.so" in line), "")
    return library.rpartition("/")[0]


def _card(cuda: ctypes.CDLL, number: int) -> tuple[str, str, str]:
    handle = ctypes.c_int()
    identity, bus, name = (ctypes.create_string_buffer(size) for size in (16, 32, 256))
    cuda.cuDeviceGet(ctypes.byref(handle), number)
    (getattr(cuda, "cuDeviceGetUuid_v2", None) or cuda.cuDeviceGetUuid)(identity, handle)
    cuda.cuDeviceGetPCIBusId(bus, 32, handle)
    cuda.cuDeviceGetName(name, 256, handle)
    kind = "MIG" if b" MIG " in name.value else "GPU"
    return f"{kind}-{uuid.UUID(bytes=identity.raw)}", bus.value.decode().lower(), name.value.decode()


if __name__ == "__main__":
    print(json.dumps(ask()))
