"""What zip and tar archives list, entry by entry, without writing anything.

Both libraries read tables of contents of any size into memory: how much they get is limited here.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import stat
import struct
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, NamedTuple

from grader.message import say

DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, RuntimeError, NotImplementedError,
    ValueError, OverflowError, struct.error, UnicodeError, OSError, IndexError,
)  # fmt: skip
_CHUNK = 2**16
_UTF_8 = 0x800


class Refused(Exception):
    """Why nothing (more) of an archive is taken, as the rest of a sentence that begins with its name."""


class Unusual(Exception):
    """An entry is packed in a way that is not unpacked here."""


class ArchiveEntry(NamedTuple):
    name: str
    modified: float
    packed: int | None
    """Bytes; None where the format does not say."""
    fault: str
    open: Callable[[], IO[bytes]]


def zip_entries(file: IO[bytes], listed: int) -> Iterator[ArchiveEntry]:
    if _listed(file) > listed:
        raise Refused(say("it lists too many files"))
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if info.flag_bits & 1:
                raise Refused(say("it is encrypted; one without a password is needed"))
            if not info.is_dir():
                opened = _opener(archive, info)
                yield ArchiveEntry(
                    _zip_name(info), _local(info.date_time), info.compress_size, _zip_fault(info), opened
                )


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        # Python unpacks the other methods in pieces of any size, whatever is asked for, or not at all
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unusual
        return archive.open(info)

    return opened


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Macs, and `zip` where the language is C, write UTF-8 without the flag that says so: then Python takes it for
    code page 437. What is not UTF-8 either stays so."""
    if info.flag_bits & _UTF_8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode()
    except UnicodeError:
        return info.filename


def _zip_fault(info: zipfile.ZipInfo) -> str:
    kind_of_file = stat.S_IFMT(info.external_attr >> 16) if info.create_system == 3 else 0
    if kind_of_file == stat.S_IFLNK:
        return say("it is a link")
    return "" if kind_of_file in (0, stat.S_IFREG) else say("it is not a regular file")


def _listed(file: IO[bytes]) -> int:
    """Bytes of a zip's table of contents, the most that any end record claims: zipfile reads it all into memory."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 2**16 - 200))
    tail = file.read()
    ends = [m.start() for m in re.finditer(rb"PK\x05\x06", tail) if len(tail) - m.start() >= 22]
    claims = [struct.unpack_from("<L", tail, at + 12)[0] for at in ends]
    large = [m.start() for m in re.finditer(rb"PK\x06\x06", tail) if len(tail) - m.start() >= 56]
    claims = [claim for claim in claims if claim != 0xFFFFFFFF] + [
        struct.unpack_from("<Q", tail, at + 40)[0] for at in large
    ]
    return min(max(claims, default=0), size)


def _local(date: tuple[int, int, int, int, int, int]) -> float:
    """A zip's time stamp, which is that of a local clock, as unzip takes it: in our time zone."""
    return time.mktime((*date, 0, 0, -1))


class _Bounded(io.RawIOBase):
    """What comes out of a decompressor, until it is too much: tarfile reads headers of any size into memory."""

    def __init__(self, inner: IO[bytes], limit: int) -> None:
        self.inner, self.left = inner, limit

    def read(self, size: int = -1) -> bytes:
        data = self.inner.read(min(size, _CHUNK) if size >= 0 else _CHUNK)
        self.left -= len(data)
        if self.left < 0:
            raise Refused(say("it unpacks to too much"))
        return data


def tar_entries(file: IO[bytes], entries: int, total: int) -> Iterator[ArchiveEntry]:
    start = file.read(6)
    file.seek(0)
    openers = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open, b"\xfd7": lzma.open}
    opener: Any = openers.get(start[:2])
    stream = _Bounded(opener(file, "rb") if opener else file, total)
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for seen, member in enumerate(archive, 1):
            if seen > entries:
                raise Refused(say("it lists too many files"))
            if not member.isdir():
                yield ArchiveEntry(
                    member.name, float(member.mtime), None, _tar_fault(member), _tar_opener(archive, member)
                )


def _tar_opener(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        return archive.extractfile(member) or io.BytesIO()

    return opened


def _tar_fault(member: tarfile.TarInfo) -> str:
    if member.issym() or member.islnk():
        return say("it is a link")
    return "" if member.isreg() and not member.issparse() else say("it is not a regular file")
