"""The last of pathological.KINDS, which is whole here: archives."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from tests.hostile import pathological_files
from tests.hostile.pathological import EXERCISES, KINDS, SIZE, Kind, costly, kind, longest, times

__all__ = ["KINDS", "SIZE", "Kind", "pathological_files"]

TABLE = 2 * 2**20 - 1000
"""Bytes of a table of contents that is just short enough to be read."""


def packed(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as archive:
        for inside, text in entries:
            archive.writestr(inside, text)
    return into.getvalue()


@kind
def zip_bombs(folder: Path, size: int) -> None:
    bomb = packed(*((f"{name}.ipynb", bytes(min(size, 23 * 2**20))) for name in EXERCISES[:4]))
    for number in range(12):
        (folder / f"{number}.zip").write_bytes(bomb)


@kind
def zips_just_below_the_ratio(folder: Path, size: int) -> None:
    text = times(os.urandom(100) + bytes(15_000), min(size, 23 * 2**20))
    bomb = packed(*((f"{name}.ipynb", text) for name in EXERCISES[:4]))
    for number in range(min(12, max(1, size // len(bomb)))):
        (folder / f"{number}.zip").write_bytes(bomb)


@kind
def zip_of_notebooks_to_repair(folder: Path, size: int) -> None:
    text = costly(min(size // 6, 4 * 2**20 + 2**17))
    (folder / "x.zip").write_bytes(packed(*((f"{name}.ipynb", text) for name in EXERCISES)))


@kind
def zip_of_notebooks_of_the_longest_code(folder: Path, size: int) -> None:
    names = EXERCISES[: max(1, size // 2**20)]
    (folder / "x.zip").write_bytes(packed(*((f"{name}.ipynb", longest()) for name in names)))


@kind
def zip_of_sources(folder: Path, size: int) -> None:
    text = times(b"import m\n" + os.urandom(40_000), min(size // 12, 2 * 2**20))
    names = (*EXERCISES, *(f"m{number}" for number in range(15)))
    (folder / "x.zip").write_bytes(packed(*((f"{name}.py", text) for name in names)))


@kind
def zip_of_entries(folder: Path, size: int) -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for number in range(min(size, TABLE) // 60):
            archive.writestr(f"{number}/", b"")
    (folder / "x.zip").write_bytes(into.getvalue())


def listing(entries: int, name: bytes, extra: int = 0, sizes: int = 0, offset: int = 0) -> bytes:
    """A zip that is nothing but one file's header and a table of contents."""
    text = b"x = 1\n" * 100
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, len(text), sizes or len(text), len(name), 0) + name
    one = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, sizes or len(text), sizes or len(text), len(name), extra, 0,
        0, 0, 0, offset,
    )  # fmt: skip
    table = (one + name + bytes(extra)) * entries
    start = len(head) + len(text)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries % 65536, entries % 65536, len(table), start, 0)
    return head + text + table + end


def listed(name: str, entry: bytes, **more: int) -> None:
    def make(folder: Path, size: int) -> None:
        size = min(size, TABLE)
        (folder / "x.zip").write_bytes(listing(size // (50 + len(entry) + more.get("extra", 0)), entry, **more))

    KINDS[f"zip: {name}"] = make


listed("one file listed again and again", b"vjp.py")
listed("entries over each other", b"vjp.py", sizes=600)
listed("sizes that are lies", b"vjp.py", sizes=2**31)
listed("offsets that are lies", b"vjp.py", offset=2**31)
listed("the longest names", b"a/" * 30_000 + b".py")
listed("names of control characters", b"\x1b" * 5000 + b".py")
listed("names of accents in disorder", "\u0301\u0316".encode() * 14_000 + b".py")
listed("extra fields", b"vjp.py", extra=60_000)
listed("hidden files", b".git/x")


def tarred(name: str, blocks: bytes, suffix: str = ".tar.gz", once: bytes = b"") -> None:
    """A compressed tar of `once` and then the same blocks again and again: more than is unpacked."""

    def make(folder: Path, size: int) -> None:
        with _packer(folder / f"x{suffix}") as out:
            out.write(once)
            for piece in _pieces(blocks, {".tar": 1, ".tar.gz": 5}.get(suffix, 2) * size):
                out.write(piece)

    KINDS[f"tar: {name}"] = make


def _packer(path: Path) -> IO[bytes]:
    made: dict[str, Callable[[Path], Any]] = {
        ".gz": lambda path: gzip.open(path, "wb", 1),
        ".bz2": lambda path: bz2.open(path, "wb"),
        ".xz": lambda path: lzma.open(path, "wb", preset=0),
    }
    return made.get(path.suffix, lambda path: open(path, "wb"))(path)


def _pieces(block: bytes, total: int) -> Iterator[bytes]:
    piece = times(block, min(total, 2**20))[: max(total, 4096)]
    for _ in range(max(1, total // len(piece))):
        yield piece


def header(name: str, size: int = 0, type: bytes = tarfile.REGTYPE) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.type = size, type
    return info.tobuf(tarfile.GNU_FORMAT)


def pax(text: bytes, type: bytes = tarfile.XHDTYPE) -> bytes:
    return header("p", len(text), type) + text + bytes(-len(text) % 512)


def record(key: str, value: str) -> bytes:
    body = f" {key}={value}\n"
    length = len(body.encode()) + 1
    while len(f"{length}{body}".encode()) != length:
        length = len(f"{length}{body}".encode())
    return f"{length}{body}".encode()


LONG = 50 * 2**20
tarred("nothing but headers", header("a/"))
tarred("folders", header("a", type=tarfile.DIRTYPE))
tarred("zeros in one file", bytes(2**20), once=header("vjp.ipynb", 2**33 - 1))
tarred("zeros in one file, bz2", bytes(2**20), ".tar.bz2", once=header("vjp.ipynb", 2**33 - 1))
tarred("zeros in one file, xz", bytes(2**20), ".tar.xz", once=header("vjp.ipynb", 2**33 - 1))
tarred("zeros in what is not wanted", bytes(2**20), once=header("x.bin", 2**33 - 1))
tarred("a long name", b"a" * 2**20, once=header("x", LONG, tarfile.GNUTYPE_LONGNAME))
tarred("long names", header("x", 4096, tarfile.GNUTYPE_LONGNAME) + b"a" * 4096 + header("y"))
tarred("a long pax header", record("k" * 100, "v" * 100), once=header("x", LONG, tarfile.XHDTYPE))
tarred("pax headers", pax(record("k", "v" * 300)))
tarred("pax headers for files", pax(record("path", "a/vjp.py")) + header("vjp.py"))
tarred("pax headers for all", pax(b"".join(record(f"k{i}", "v") for i in range(60)), tarfile.XGLTYPE) + header("y"))
ACCENTS = pax(record("path", "\u0301\u0316" * 1500 + ".py")) + header("y")
tarred("names of accents in disorder", ACCENTS)
GLOBAL = b"".join(record(f"k{i}", "v") for i in range(20_000))
tarred("many pax keys", pax(record("a", "b")) + header("y"), once=pax(GLOBAL, tarfile.XGLTYPE))
SPARSE = record("GNU.sparse.major", "1") + record("GNU.sparse.minor", "0") + record("GNU.sparse.name", "vjp.py")
tarred("a sparse file's map", b"1\n" * 256, once=pax(SPARSE) + header("y", 2**33 - 1) + b"99999999\n".ljust(512, b"1"))
tarred("random, bz2", os.urandom(2**20), ".tar.bz2", once=header("vjp.ipynb", 2**33 - 1))
tarred("text, xz", b"".join(b"%d," % (i * i) for i in range(100_000)), ".tar.xz", once=header("vjp.ipynb", 2**33 - 1))
tarred("not packed", header("vjp.py", 512) + bytes(512), ".tar")


@kind
def bz2_that_is_slow_to_unpack(folder: Path, size: int) -> None:
    text = os.urandom(min(size, 23 * 2**20))
    with bz2.BZ2File(folder / "x.tar.bz2", "wb") as out:
        out.write(header("vjp.ipynb", len(text)) + text + bytes(-len(text) % 512) + bytes(1024))


@kind
def zip_of_zips(folder: Path, size: int) -> None:
    inner = packed(("vjp.py", b"x = 1"))
    (folder / "x.zip").write_bytes(packed(*((f"{i}.zip", inner) for i in range(min(size // 500, 5000)))))
