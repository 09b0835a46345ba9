"""Hand-ins made to cost: KINDS is a table of name -> a function that writes one into a folder.

Each takes the bytes that it may use, so that the tests try small ones and `bench/outside.py` what a student may hand in
(SIZE). Those that are packed, or are many files, are in the modules beside this.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path

SIZE = 24 * 2**20
"""Bytes that a hand-in may have."""
MAIN = "mse_gradient"
EXERCISES = (
    "single_neuron", "chain_rule", MAIN, "autograd_loop", "per_sample_sgd", "sine_numpy", "sine_tensors",
    "custom_backward", "nn_module", "optim_rmsprop", "clamp_mlp", "vjp", "graph_exclusion", "resnet_step",
    "freeze_resnet",
)  # fmt: skip
Kind = Callable[[Path, int], None]
KINDS: dict[str, Kind] = {}


def kind(make: Kind) -> Kind:
    KINDS[make.__name__.replace("_", " ")] = make
    return make


def times(piece: bytes, size: int) -> bytes:
    return piece * max(1, size // len(piece))


# --- notebooks

OPEN = b'{"nbformat": 4, "nbformat_minor": 5, "cells": [{"cell_type": "code", "source": "x = 1"}], "metadata": '


def notebook(name: str, begin: bytes, piece: bytes = b"", end: bytes = b"") -> None:
    """A notebook of `begin`, as many of `piece` as fit, and `end`."""

    def make(folder: Path, size: int) -> None:
        (folder / f"{MAIN}.ipynb").write_bytes(begin + times(piece or b" ", size - len(begin + end)) + end)

    KINDS[f"notebook: {name}"] = make


CODE = b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": '
OLD = b'{"nbformat": 3, "metadata": {}, "worksheets": [{"cells": [{"cell_type": "code", "input": "x", "outputs": ['
OUTPUT = b'{"output_type": "stream", "text": ["a"], "name": "stdout"},'
CELL = b'{"cell_type": "code", "metadata": {}, "outputs": [], "source": "x"},'
notebook("outputs of an old one", OLD, OUTPUT, OUTPUT[:-1] + b"]}]}]}")
notebook("outputs", CODE + b'"x", "outputs": [', OUTPUT, OUTPUT[:-1] + b"]}]}")
notebook("cells", b'{"nbformat": 4, "cells": [', CELL, CELL[:-1] + b"]}")
notebook("cells of an old one", b'{"nbformat": 3, "worksheets": [{"cells": [', CELL, CELL[:-1] + b"]}]}")
notebook("cells of the oldest", b'{"nbformat": 1, "cells": [', CELL, CELL[:-1] + b"]}")
notebook("cells with keys in escapes", b'{"cells": [', b'{"cell\\u005ftype":"","source":0,"input":0,"code":0},', b"0]}")
notebook("cells with nothing in them", b'{"cells": [', b"{},", b"{}]}")
notebook("worksheets", b'{"nbformat": 3, "worksheets": [', b'{"cells":[]},', b'{"cells":[]}]}')
notebook("one cell", CODE + b'"', b"a", b'"}]}')
notebook("one cell of line ends", CODE + b'"', b"\\n", b'"}]}')
notebook("one cell of short lines", CODE + b"[", b'"a",', b'""]}]}')
notebook("one cell of pictures", CODE + b'"%matplotlib", "attachments": {"x.png": "', b"iVBORw0KGgo/", b'"}}]}')
notebook("empty keys in the metadata", OPEN + b"[", b'{"":0},', b"0]}")
notebook("one empty key again and again", OPEN + b"{", b'"":0,', b'"":0}}')
notebook("the same cells again and again", b"{", b'"cells":[{"cell_type":"code","source":"x"}],', b'"x":0}')
notebook("empty arrays", OPEN + b"[", b"[],", b"[]]}")
notebook("numbers", OPEN + b"[", b"1,", b"1]}")
notebook("one number", OPEN, b"9", b"}")
notebook("strings", OPEN + b"[", b'"",', b'""]}')
notebook("nested arrays", OPEN, b"[", b"")
notebook("nested objects", OPEN, b'{"":', b"")
notebook("escapes", OPEN + b'"', b"\\u00e9", b'"}')
notebook("half characters", OPEN + b'"', b"\\ud800", b'"}')
notebook("one half character behind whole ones", OPEN + b'"', b"\\ud83d\\ude00", b'\\ud800"}')
notebook("not a number", OPEN + b"[", b"NaN,", b"Infinity]}")
notebook("not a number behind strings", OPEN + b"[", b'"",', b"NaN]}")
notebook("not a number behind escapes", OPEN + b'["', b"\\n", b'",NaN]}')
notebook("not a number behind one string", OPEN + b'["', b"a", b'",NaN]}')
notebook("not a number before an open string", OPEN + b'[NaN,"', b"a", b"")
notebook("not a number behind as many strings as are read", OPEN + b"[", b'"' + b"a" * 31 + b'",', b"NaN]}")
notebook("half a character behind as many escapes as are read", OPEN + b'["', b"a" * 17 + b"\\n", b'\\ud800"]}')
notebook("as many repairs as are made", OPEN + b"[", b"NaN," + b"1," * 130, b"Infinity]}")
notebook("as many half characters as are repaired", OPEN + b'["', b"\\ud800" + b"a" * 250, b'"]}')
notebook("backslashes", OPEN + b'"', b"\\", b"")
notebook("line ends", b"\xef\xbb\xbf" + OPEN, b"\r\n", b"0}")
notebook("cut off", OPEN + b'["', b"a" * 70 + b"\\n", b"")
notebook("no JSON", b"", b"x = 1\n")
notebook("bytes that are not text", OPEN + b'"', b"\xff", b'"}')
notebook("UTF-16", b"\xff\xfe", OPEN.decode().encode("utf-16-le"))
notebook("NULs", b"", b"\0")


RANDOM = random.Random(0)
SHORT = b"".join(b'"%c",' % RANDOM.choice(b"abcdefgh") for _ in range(10_000))
STRINGS = b"".join(b'"%030x",' % RANDOM.getrandbits(120) for _ in range(2_000))
"""Too varied to be packed into a two-hundredth."""


def longest() -> bytes:
    """A notebook whose code is as long as it may be."""
    return CODE + b"[" + times(SHORT, 2 * 2**20 - 200)[: 4 * 2**19 - 200] + b'"\xf0\x9f\x98\x80"]}]}'


def costly(size: int) -> bytes:
    """A notebook of so many bytes that is read, with as much to repair as is repaired."""
    return OPEN + b"[" + times(STRINGS, size) + b'"\\ud800",NaN]}'


@kind
def notebooks_of_the_most_cells(folder: Path, size: int) -> None:
    cells = times(CELL, min(size // 15, 5000 * len(CELL)))
    for exercise in EXERCISES:
        (folder / f"{exercise}.ipynb").write_bytes(b'{"cells": [' + cells[:-1] + b"]}")


@kind
def notebooks_of_the_longest_code(folder: Path, size: int) -> None:
    for exercise in EXERCISES[: max(1, size // (2 * 2**20))]:
        (folder / f"{exercise}.ipynb").write_bytes(longest())


# --- sources


def source(name: str, piece: bytes, begin: bytes = b"", end: bytes = b"", files: int = 12) -> None:
    """As many files as a hand-in may have, each as long as one may be: `begin`, `piece` again and again, `end`."""

    def make(folder: Path, size: int) -> None:
        each = min(size // files, 2 * 2**20) - len(begin + end)
        write(folder, (begin + times(piece, each) + end for _ in range(files)))

    KINDS[f"source: {name}"] = make


def write(folder: Path, texts: Iterable[bytes]) -> None:
    for exercise, text in zip(EXERCISES, texts, strict=False):
        (folder / f"{exercise}.py").write_bytes(text)


source("one file that is too large", b"#", files=1)
source("one line", b"1+", end=b"1")
source("line ends", b"\n")
source("carriage returns", b"\r")
source("both", b"\r\n")
source("form feeds", b"\x0c")
source("NULs", b"\0")
source("control characters", b"\x1b\x07")
source("turned directions", "\u202e".encode(), b"x = '")
source("bytes that are not text", b"\xff")
source("short lines", b"x=1\n")
source("statements", b"def f():\n    raise ValueError\n")
source("open brackets", b"(")
source("strings", b"''")
source("decorators", b"@f\n", end=b"def f(): pass\n")
source("comments", b"#\n")
source("Korean", "# 한글 주석\n".encode())
source("open string", b"\\'", b"'")
source("addresses", b"0x12345678 ")
source("words after an import", b"a b ", b"import ")
source("many words after an import", b"".join(b"w%d, " % i for i in range(5_000)), b"import ")
source("imports", b"import a\n")
source("imports over backslashes", b"\\\n", b"import a")
source("long name of an encoding", b"x", b"# coding: ")
source("spaces", b" ")
source("tags", b"<&>\n")
for codec in ("punycode", "idna", "unicode_escape", "raw_unicode_escape", "hex", "base64", "uu", "quopri", "zlib"):
    source(f"coding: {codec}", b"xn--a-", f"# coding: {codec}\n".encode())
for codec in ("utf-7", "iso2022_kr", "hz", "shift_jis", "gbk", "euc_jis_2004", "johab", "cp1253", "utf-16", "bz2"):
    source(f"coding: {codec}", b"+AGE-\x81\n", f"# coding: {codec}\n".encode())
