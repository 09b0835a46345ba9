"""More of pathological.KINDS: helpers, odd files and names."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from pathlib import Path

from tests.hostile.pathological import EXERCISES, KINDS, MAIN, kind, times, write


@kind
def package_of_helpers(folder: Path, size: int) -> None:
    write(folder, [b"import p"] * 15)
    (folder / "p").mkdir()
    for number in range(min(size // 500, 15_000)):
        (folder / "p" / f"m{number}.py").write_bytes(b"import p")


@kind
def helpers_that_import_each_other(folder: Path, size: int) -> None:
    names = [f"m{number}" for number in range(45)]
    words = b" ".join(name.encode() for name in names)
    for name in (*EXERCISES, *names):
        (folder / f"{name}.py").write_bytes(times(b"import " + words + b"\n", min(size // 60, 100_000)))


@kind
def helpers_for_every_exercise(folder: Path, size: int) -> None:
    write(folder, [b"import m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10"] * 15)
    for number in range(11):
        (folder / f"m{number}.py").write_bytes(times(b"x=1\n", min(size // 12, 2 * 2**20)))


@kind
def helpers_that_are_pipes(folder: Path, size: int) -> None:
    write(folder, [b"import p, " + b", ".join(b"q%d" % number for number in range(min(size // 1000, 1000)))])
    (folder / "p").mkdir()
    for number in range(min(size // 1000, 1000)):
        os.mkfifo(folder / "p" / f"m{number}.py")
        os.mkfifo(folder / f"q{number}.py")


@kind
def packages_without_end(folder: Path, size: int) -> None:
    number = min(size // 1000, 3000)
    write(folder, [b"import " + b", ".join(b"p%d" % i for i in range(number))] * 15)
    for i in range(number):
        (folder / f"p{i}").mkdir()


@kind
def words_in_every_helper(folder: Path, size: int) -> None:
    write(folder, [b"import " + b", ".join(b"m%d" % i for i in range(40))] * 15)
    for i in range(40):
        words = b", ".join(b"w%d_%d" % (i, word) for word in range(min(size // 2000, 8000)))
        (folder / f"m{i}.py").write_bytes(b"import " + words)


@kind
def loops_of_links(folder: Path, size: int) -> None:
    write(folder, [b"import a, b, c"])
    (folder / "a").symlink_to(folder)
    (folder / "b").symlink_to("b")
    (folder / "c.py").symlink_to("/dev/zero")
    for number in range(min(size // 100, 3000)):
        (folder / f"l{number}").symlink_to("a")


@kind
def folders_in_folders(folder: Path, size: int) -> None:
    write(folder, [b"import a"])
    here = os.open(folder, os.O_RDONLY)
    for _ in range(min(size // 1000, 3000)):
        os.mkdir("a", dir_fd=here)
        inner = os.open("a", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)


def named(name: str, pattern: str) -> None:
    """Files whose names are as long as they can be."""

    def make(folder: Path, size: int) -> None:
        write(folder, [b"x = 1"])
        for number in range(min(size // 500, 5000)):
            with contextlib.suppress(OSError):
                (folder / pattern.replace("N", f"{number:05}")).touch()

    KINDS[f"names: {name}"] = make


named("of copies", "mse_gradient" + "(1)" * 70 + "N(1).py")
named("of spaces", "vjp" + " _-" * 70 + "N.py")
named("nearly an exercise's", "mse_gradient" * 18 + "N.py")
named("of other bytes", "\udcff" * 230 + "N.py")
named("of accents", "e" + "\u0301" * 110 + "N.py")
named("of folders", "N")


@kind
def names_that_are_one_in_another_form(folder: Path, size: int) -> None:
    for number in range(min(size // 1000, 1000)):
        for form in ("NFC", "NFD"):
            (folder / f"{unicodedata.normalize(form, f'é{number}')}.py").touch()
        for name in ("vjp", "VJP", "Vjp"):
            (folder / f"{name} ({number}).py").touch()
    (folder / f"{MAIN}.py").write_text("x = 1")
