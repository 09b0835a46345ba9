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
from dataclasses import dataclass
from typing import IO, Any, NamedTuple

from grader.intake.zip_names import Known, ZipNames, raw
from grader.message import Message, say

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


@dataclass
class Left:
    """What is left of what the archives of one hand-in may cost together.

    listed: bytes of zips' tables of contents and of names in tars. headers: in tars. total: bytes written and,
    instead of these, all that come out of a tar's decompressor, times how slow that is."""

    listed: int
    headers: int
    total: int


def zip_entries(
    file: IO[bytes], left: Left, known: Known | None = None, told: list[Message] | None = None
) -> Iterator[ArchiveEntry]:
    """known: whether somebody is in the roster, for names that do not say their encoding. told: takes what is to be
    said about those."""
    left.listed -= _listed(file)
    if left.listed < 0:
        raise Refused(say("it lists too many files"))
    with zipfile.ZipFile(file) as archive:
        unknown = (raw(info.filename, info.flag_bits) for info in archive.infolist())
        names = ZipNames((name for name in unknown if name is not None), known)
        if told is not None:
            told += names.told()
        for info in archive.infolist():
            if info.flag_bits & 1:
                raise Refused(say("it is encrypted; one without a password is needed"))
            if not info.is_dir():
                opened = _opener(archive, info)
                yield ArchiveEntry(
                    _zip_name(info, names), _local(info.date_time), info.compress_size, _zip_fault(info), opened
                )


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        # Python unpacks the other methods in pieces of any size, whatever is asked for, or not at all
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unusual
        return archive.open(info)

    return opened


def _zip_name(info: zipfile.ZipInfo, names: ZipNames) -> str:
    """Macs, and `zip` where the language is C, write UTF-8 without the flag that says so: then Python takes it for
    code page 437."""
    if (unknown := raw(info.filename, info.flag_bits)) is not None:
        return names.read(unknown)
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
    """What comes out of a decompressor, until it is too much: tarfile reads on to the next header, however far."""

    def __init__(self, inner: IO[bytes], left: Left, weight: int) -> None:
        self.inner, self.left_over, self.weight, self.ends = inner, left, weight, 0

    def read(self, size: int = -1) -> bytes:
        data = self.inner.read(min(size, _CHUNK) if size >= 0 else _CHUNK)
        self.ends += not data
        if self.ends > 3:  # on its way to a header that is said to be far off tarfile would ask millions of times
            raise EOFError(say("it is cut off: the end is missing"))
        self.left_over.total -= len(data) * self.weight
        if self.left_over.total < 0:
            raise Refused(say("its content is too large"))
        return data


class _Header(tarfile.TarInfo):
    """An entry whose long name or further fields are short. What says where a sparse file has its holes, and fields
    for all entries, are of any length and are read again for each entry: they are not taken."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        header = super().frombuf(buf, encoding, errors)
        most = {tarfile.XGLTYPE: _GLOBAL, tarfile.GNUTYPE_SPARSE: -1}.get(header.type, _FIELDS)
        if (header.type in _DESCRIBING or header.type == tarfile.GNUTYPE_SPARSE) and header.size > most:
            raise Refused(say("it is compressed in a way that cannot be read here; use zip"))
        return header

    def _sparse(self, *rest: object) -> None:
        raise Refused(say("it is compressed in a way that cannot be read here; use zip"))

    _proc_sparse = _proc_gnusparse_00 = _proc_gnusparse_01 = _proc_gnusparse_10 = _sparse


_DESCRIBING = (
    tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE,
)  # fmt: skip
_FIELDS, _GLOBAL = 2**13, 2**10
"""Bytes of what describes one entry, and of what describes all: git writes 52."""
_PACKED: dict[bytes, tuple[Any, int]] = {b"\x1f\x8b": (gzip.open, 1), b"BZ": (bz2.open, 10), b"\xfd7": (lzma.open, 3)}
"""By how they begin; how much longer than gzip each takes for a byte."""


def tar_entries(file: IO[bytes], left: Left) -> Iterator[ArchiveEntry]:
    start = file.read(6)
    file.seek(0)
    opener, weight = _PACKED.get(start[:2], (None, 1))
    stream: Any = _Bounded(opener(file, "rb") if opener else file, left, weight)
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
        for member in archive:
            archive.members.clear()  # type: ignore[attr-defined]  # it keeps them all
            left.headers, left.listed = left.headers - 1, left.listed - len(member.name)
            if min(left.headers, left.listed) < 0:
                raise Refused(say("it lists too many files"))
            if len(archive.pax_headers) > 20:
                raise Refused(say("it is compressed in a way that cannot be read here; use zip"))
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
