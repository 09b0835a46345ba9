"""Archives that are malicious, or only broken."""

from __future__ import annotations

import bz2
import errno
import gzip
import io
import os
import resource
import stat
import struct
import tarfile
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.intake.archive_entries import Refused
from grader.intake.archives import STUDENT, Caps, unpack

SMALL = Caps(
    entries=3, listed=4096, total=3 * 2**20, single=2 * 2**20, archives=False, names=2, depth=4, ratio=200, headers=300
)


@pytest.fixture
def into(tmp_path):
    (tmp_path / "into").mkdir()
    return tmp_path / "into"


def zipped(path, *entries, **options):
    """entries: (name or ZipInfo, text)."""
    with zipfile.ZipFile(path, "w", **{"compression": zipfile.ZIP_DEFLATED, **options}) as archive:
        for name, text in entries:
            archive.writestr(name, text)
    return path


def linked(name, target="/etc/passwd", kind=stat.S_IFLNK):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (kind | 0o777) << 16
    return info, target


def written(into):
    return sorted(str(path.relative_to(into)) for path in into.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../vjp.py", "leads out"),
        ("a/../../vjp.py", "leads out"),
        ("..\\vjp.py", "leads out"),
        ("/etc/vjp.py", "absolute"),
        ("\\\\host\\vjp.py", "absolute"),
        ("C:\\vjp.py", "absolute"),
        ("a/b/c/d/vjp.py", "in too many folders"),
        ("x" * 250 + ".py", "too long"),
        (linked("vjp.py"), "link"),
        (linked("vjp.py", kind=stat.S_IFCHR), "not a regular file"),
    ],
)
def test_an_entry_that_leads_elsewhere_is_left_out_and_the_rest_taken(tmp_path, into, name, why) -> None:
    entry = name if isinstance(name, tuple) else (name, "x")
    (line,) = unpack(zipped(tmp_path / "x.zip", entry, ("good.py", "y")), into, SMALL)
    assert why in line
    assert "\n" not in line
    assert written(into) == ["good.py"]


def test_names_are_made_plain_and_junk_is_passed_over(tmp_path, into) -> None:
    names = ["q/", "e\u0301.py", "./a//b.py", "new\nline\u202e.py", ".git/x.py", "__MACOSX/a.py", "q\\w.py"]
    caps = Caps(entries=9, listed=9999, total=99, single=9, archives=False)
    assert unpack(zipped(tmp_path / "x.zip", *((name, "") for name in names)), into, caps) == []
    assert written(into) == ["a/b.py", "new_line_.py", "q/w.py", "\u00e9.py"]


def undeclared(path, name):
    """A zip with an entry of that name, in bytes, without the flag that says it is UTF-8."""
    stand_in = "x" * (len(name) - 3) + ".py"
    path.write_bytes(zipped(path, (stand_in, "y")).read_bytes().replace(stand_in.encode(), name))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "cp437"])
def test_an_undeclared_name_in_utf_8_is_read_and_one_of_old_windows_too(tmp_path, into, encoding) -> None:
    assert unpack(undeclared(tmp_path / "x.zip", "Jürgen Müller.py".encode(encoding)), into, SMALL) == []
    assert written(into) == ["Jürgen Müller.py"]


def test_a_name_that_is_declared_as_utf_8_is_not_guessed_at(tmp_path, into) -> None:
    name = b"\xc3\xbc.py".decode("cp437")
    assert unpack(zipped(tmp_path / "x.zip", (name, "y")), into, SMALL) == []
    assert written(into) == [name]


def test_two_entries_of_one_name(tmp_path, into) -> None:
    with pytest.warns(UserWarning):
        archive = zipped(tmp_path / "x.zip", ("a.py", "first"), ("a.py", "second"), ("a.py/b.py", ""))
    assert len(unpack(archive, into, SMALL)) == 2
    assert (into / "a.py").read_text() == "first"


def test_only_sources_are_written_of_the_others_the_name(tmp_path, into) -> None:
    archive = zipped(
        tmp_path / "x.zip", ("a.py", "x"), ("big.bin", bytes(2**23)), ("b.zip", "PK"), ("c.txt", "not kept")
    )
    assert unpack(archive, into, SMALL) == []
    assert {name: (into / name).stat().st_size for name in written(into)} == {"a.py": 1, "big.bin": 0, "b.zip": 0}


def test_times_are_kept(tmp_path, into) -> None:
    info = zipfile.ZipInfo("a.py", (2026, 5, 6, 7, 8, 10))
    zipped(tmp_path / "x.zip", (info, "x"), (zipfile.ZipInfo("b.py", (1980, 0, 0, 0, 0, 0)), ""))
    unpack(tmp_path / "x.zip", into, SMALL)
    import time

    assert time.localtime((into / "a.py").stat().st_mtime)[:6] == (2026, 5, 6, 7, 8, 10)


def test_a_time_that_no_disk_has_costs_nothing(tmp_path, into) -> None:
    late = tarfile.TarInfo("a.py")
    late.mtime = 2**80
    assert unpack(tarred(tmp_path / "x.tgz", (late, b"x")), into, SMALL) == []
    assert written(into) == ["a.py"]


def test_caps_on_count_and_total_refuse_the_archive(tmp_path, into) -> None:
    noise = os.urandom(2**20 + 2**19)
    with pytest.raises(Refused, match="more than 3 files"):
        unpack(zipped(tmp_path / "x.zip", *((f"{i}.py", "") for i in range(4))), into, SMALL)
    with pytest.raises(Refused, match="more than 3 MiB"):
        unpack(zipped(tmp_path / "y.zip", *((f"t{i}.py", noise) for i in range(3))), into, SMALL)
    with pytest.raises(Refused, match="more than 3 of its entries cannot be used"):
        unpack(zipped(tmp_path / "v.zip", *((f"../{i}.py", "") for i in range(4))), into, SMALL)
    with pytest.raises(Refused, match="lists too many"):
        unpack(zipped(tmp_path / "z.zip", *((f"u{i}.txt", "") for i in range(99))), into, SMALL)


def test_caps_on_size_and_ratio_leave_the_entry_out(tmp_path, into) -> None:
    lines = unpack(zipped(tmp_path / "x.zip", ("zeros.py", bytes(2**21)), ("a.py", "x")), into, SMALL)
    assert lines == ["zeros.py was left out: it unpacks to over 200 times its size"]
    lines = unpack(zipped(tmp_path / "y.zip", ("long.py", os.urandom(2**21 + 1))), into, SMALL)
    assert lines == ["long.py was left out: it is larger than 2 MiB"]
    assert written(into) == ["a.py"]


def test_a_header_that_lies_about_its_size_is_not_believed(tmp_path, into) -> None:
    """The headers say 10 bytes, packed and unpacked; 4 MiB of zeros come out, or nothing does."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(bytes(2**22)) + packer.flush()
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, 0, len(data), 10, 4, 0) + b"a.py" + data
    central = (
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, 0, len(data), 10, 4, 0, 0, 0, 0, 0, 0) + b"a.py"
    )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local), 0)
    (tmp_path / "x.zip").write_bytes(local + central + end)
    (line,) = unpack(tmp_path / "x.zip", into, SMALL)
    assert line.startswith("a.py was left out: it is damaged")
    assert written(into) == []


def test_unusual_compression_is_left_out(tmp_path, into) -> None:
    (line,) = unpack(zipped(tmp_path / "x.zip", ("a.py", bytes(2**22)), compression=zipfile.ZIP_LZMA), into, SMALL)
    assert "compressed in an unusual way" in line


def test_an_encrypted_archive_is_refused(tmp_path, into) -> None:
    data = bytearray(zipped(tmp_path / "x.zip", ("a.py", "x")).read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(Refused, match="encrypted"):
        unpack(tmp_path / "x.zip", into, SMALL)


def test_one_damaged_entry_costs_the_others_nothing(tmp_path, into) -> None:
    path = zipped(tmp_path / "x.zip", ("a.py", "hello" * 10), ("b.py", "world"), compression=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"hello", b"jello", 1))
    (line,) = unpack(path, into, SMALL)
    assert "a.py was left out: it is damaged" in line
    assert written(into) == ["b.py"]


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz", "x.tar.bz2", "x.tar.xz", "x.rar"])
@pytest.mark.parametrize(
    "data", [b"", b"PK\3\4", b"\x1f\x8b junk", b"BZ junk", b"\xfd7 junk", b"PK\5\6" + b"\xff" * 18]
)
def test_what_is_not_an_archive_is_refused(tmp_path, into, name, data) -> None:
    (tmp_path / name).write_bytes(data)
    try:
        assert unpack(tmp_path / name, into, SMALL) == []
    except Refused as error:
        assert "\n" not in str(error)
    assert written(into) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_corrupted_zip_writes_nothing_elsewhere_and_is_at_worst_refused(tmp_path, into, data) -> None:
    path = zipped(tmp_path / "x.zip", ("a/b.py", "x" * 50), ("c.py", "y"))
    content = bytearray(path.read_bytes())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    before = set(tmp_path.rglob("*"))
    try:
        unpack(path, into, SMALL)
    except Refused:
        pass
    assert all(into in new.parents for new in set(tmp_path.rglob("*")) - before)


@given(st.text())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_entry_name_leads_out_of_the_folder(tmp_path, into, name) -> None:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        tar.addfile(tarfile.TarInfo(name + ".py"), io.BytesIO())
    (tmp_path / "x.tar").write_bytes(archive.getvalue())
    unpack(tmp_path / "x.tar", into, STUDENT)
    assert {path.name for path in tmp_path.iterdir()} == {"into", "x.tar"}


def tarred(path, *members, mode="w:gz"):
    """members: (TarInfo or name, bytes)."""
    with tarfile.open(path, mode) as archive:
        for member, data in members:
            info = tarfile.TarInfo(member) if isinstance(member, str) else member
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def special(name, kind):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/passwd"
    return info


@pytest.mark.parametrize("suffix", ["tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_a_tar_is_unpacked_without_its_links_and_devices(tmp_path, into, suffix) -> None:
    kinds = [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
    members = [(special(f"s{i}.py", kind), b"") for i, kind in enumerate(kinds)]
    mode = f"w:{suffix.partition('.')[2]}"
    path = tarred(
        tmp_path / f"x.{suffix}", *members, ("../out.py", b""), ("/abs.py", b""), ("hw/a.py", b"text"), mode=mode
    )
    assert len(unpack(path, into, STUDENT)) == 6
    assert (into / "hw/a.py").read_text() == "text"
    assert written(into) == ["hw/a.py"]


@pytest.mark.parametrize("name", ["a.py", "a.bin"])
def test_a_tar_whose_next_header_is_said_to_be_far_off_ends_where_it_ends(tmp_path, into, name) -> None:
    header = tarfile.TarInfo(name)
    header.size = 2**60
    (tmp_path / "x.tar").write_bytes(header.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    with pytest.raises(Refused, match="it is cut off: the end is missing"):
        unpack(tmp_path / "x.tar", into, STUDENT)


def test_the_archives_of_one_student_count_together(tmp_path, into) -> None:
    left = STUDENT.left()
    left.total = 3000
    for name in ("a", "b"):
        unpack(zipped(tmp_path / f"{name}.zip", (f"{name}.py", bytes(1000))), into, STUDENT, left=left)
    with pytest.raises(Refused, match="unpacks to more"):
        unpack(zipped(tmp_path / "c.zip", ("c.py", bytes(1001))), into, STUDENT, left=left)


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_SPARSE, tarfile.XGLTYPE, tarfile.XHDTYPE])
def test_a_tar_with_long_fields_is_refused_with_the_way_out(tmp_path, into, kind) -> None:
    header = tarfile.TarInfo("a.py")
    header.type, header.size = kind, 2**15
    (tmp_path / "x.tar").write_bytes(header.tobuf(tarfile.GNU_FORMAT) + bytes(2**15))
    with pytest.raises(Refused, match="compressed in a way that cannot be read here; use zip"):
        unpack(tmp_path / "x.tar", into, STUDENT)


def test_a_tar_is_not_read_without_end(tmp_path, into) -> None:
    with pytest.raises(Refused, match="its content is too large"):
        unpack(tarred(tmp_path / "x.tgz", ("zeros.bin", bytes(13 * 2**20))), into, SMALL)
    header = tarfile.TarInfo("a.py")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 2**40
    (tmp_path / "y.tgz").write_bytes(gzip.compress(header.tobuf(tarfile.GNU_FORMAT) + bytes(13 * 2**20)))
    with pytest.raises(Refused, match="compressed in a way that cannot be read here"):
        unpack(tmp_path / "y.tgz", into, SMALL)
    folders = ((special(f"{n}", tarfile.DIRTYPE), b"") for n in range(301))
    with pytest.raises(Refused, match="lists too many"):
        unpack(tarred(tmp_path / "w.tar.gz", *folders), into, SMALL)
    (tmp_path / "z.tar.bz2").write_bytes(bz2.compress(b"")[:-3])
    with pytest.raises(Refused, match="damaged"):
        unpack(tmp_path / "z.tar.bz2", into, SMALL)


def test_a_full_disk_stops_with_the_fix(tmp_path, into, monkeypatch) -> None:
    real = os.open

    def full(path, flags, *mode, **options):
        if flags & os.O_CREAT:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, flags, *mode, **options)

    archive = zipped(tmp_path / "x.zip", ("a.py", "x"))
    monkeypatch.setattr(os, "open", full)
    with pytest.raises(UsageError, match=r"the disk is full: free some space.*; free some space"):
        unpack(archive, into, SMALL)


def test_a_disk_that_is_full_halfway_through_a_file_stops_too(tmp_path, into) -> None:
    archive = zipped(tmp_path / "x.zip", ("a.py", os.urandom(2**20)))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**19 + 1, before[1]))
    try:
        with pytest.raises(UsageError, match="free some space"):
            unpack(archive, into, SMALL)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_name_that_the_disk_cannot_hold_is_left_out(tmp_path, into, monkeypatch) -> None:
    real = os.open

    def encrypted(path, flags, *mode, **options):
        if len(os.path.basename(path)) > 143:
            raise OSError(errno.ENAMETOOLONG, "File name too long")
        return real(path, flags, *mode, **options)

    monkeypatch.setattr(os, "open", encrypted)
    (line,) = unpack(zipped(tmp_path / "x.zip", ("a" * 150 + ".py", ""), ("b.py", "")), into, SMALL)
    assert "its name is not allowed on this disk" in line
    assert written(into) == ["b.py"]
