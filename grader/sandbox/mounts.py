"""What is visible inside the sandbox: Python, the packages that an exercise may import, and nothing else.

An allow-list, so that neither the course (which travels in the wheel, beside torch) nor another Python's torch can be
found.
"""

from __future__ import annotations

import functools
import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

import grader.worker

from .gpu import Gpu

SITE = "/site"
WORKER = "/untrusted/worker"
LIBRARIES = ("/lib", "/lib64", "/lib32", "/usr/lib64", "/usr/lib32", "/usr/lib")
SYSTEM_FILES = ("/etc/ld.so.cache",)

ALONE = ("ipython",)
"""Packages of which two modules are used that need nothing else: what they require stays outside."""

ENVIRONMENT = {
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "PATH": "/nonexistent",
    "USER": "student",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    # One thread: a process with a thread pool cannot be forked, and sums come out the same every time.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TORCHINDUCTOR_CACHE_DIR": "/tmp/torchinductor",
    "CUDA_VISIBLE_DEVICES": "",  # unless there is to be one: at the lower levels its nodes are in sight
}


def environment(gpu: Gpu | None = None) -> dict[str, str]:
    """The variables of a forkserver, and so of its workers."""
    folder = driver_folder(gpu)
    return ENVIRONMENT | (gpu.environment if gpu else {}) | ({"LD_LIBRARY_PATH": folder} if folder else {})


def driver_folder(gpu: Gpu | None) -> str:
    """Where the driver's libraries are, if outside the usual folders (/usr/local/nvidia/lib64, for example)."""
    if gpu is None or any(f"{gpu.driver}/".startswith(f"{os.path.realpath(library)}/") for library in LIBRARIES):
        return ""
    return gpu.driver


def python() -> str:
    """The interpreter itself, behind every virtual environment and link."""
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


@functools.cache
def package_paths(roots: tuple[str, ...]) -> dict[str, Path]:
    """Top-level name -> path, for the installed distributions in `roots` and everything they require."""
    paths: dict[str, Path] = {}
    todo, seen = list(roots), set[str]()
    while todo:
        name = re.sub(r"[-_.]+", "-", todo.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        if name not in ALONE:
            todo += _requirements(distribution)
        base = Path(str(distribution.locate_file("")))
        for top in _top_levels(distribution):
            if (base / top).exists():
                paths[top] = base / top
    return paths


def _requirements(distribution: metadata.Distribution) -> Iterator[str]:
    for requirement in distribution.requires or ():
        if "extra ==" not in requirement and (name := re.match(r"[\w.-]+", requirement)):
            yield name[0]


def _top_levels(distribution: metadata.Distribution) -> set[str]:
    record = distribution.read_text("RECORD") or ""
    tops = {line.split(",", 1)[0].split("/", 1)[0] for line in record.splitlines()}
    return {top for top in tops if top and top not in ("..", "__pycache__") and not top.endswith(".pth")}


def bubblewrap_arguments(packages: Iterable[str], program: Iterable[str], gpu: Gpu | None = None) -> list[str]:
    """Arguments for bwrap: namespaces, a read-only file system of the above, an empty environment, then `program`."""
    arguments = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    arguments += ["--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    if os.getuid() == 0:
        # Only so that the forkserver can become another user before it does anything (confine.drop_root).
        arguments += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    arguments += ["--clearenv"]
    for name, value in environment(gpu).items():
        arguments += ["--setenv", name, value]
    made: set[str] = set()
    for library in LIBRARIES:
        if os.path.islink(library):
            arguments += ["--symlink", os.readlink(library), library]
        elif os.path.isdir(library):
            arguments += _bind(library, library, made)
    for source, target in _python_files():
        arguments += _bind(source, target, made)
    for folder in _other_packages():
        arguments += ["--tmpfs", folder, "--remount-ro", folder]
    for name, path in sorted(package_paths(tuple(packages)).items()):
        arguments += _bind(os.path.realpath(path), f"{SITE}/{name}", made)
    arguments += _bind(str(Path(grader.worker.__file__).parent), WORKER, made)
    for file in filter(os.path.exists, SYSTEM_FILES):
        arguments += _bind(file, file, made)
    arguments += ["--perms", "1777", "--tmpfs", "/tmp", "--proc", "/proc", "--dev", "/dev"]
    arguments += _gpu_arguments(gpu, made) if gpu else []
    return [*arguments, "--remount-ro", "/dev", "--remount-ro", "/", "--", *program]


def _gpu_arguments(gpu: Gpu, made: set[str]) -> list[str]:
    """Its nodes, its driver, and /sys, without which CUDA does not start; what of /sys is read, Landlock says."""
    arguments = ["--ro-bind", "/sys", "/sys"]
    for node in gpu.nodes:
        arguments += ["--dev-bind", node, node]
    folder = driver_folder(gpu)
    return arguments + (_bind(folder, folder, made) if folder else [])


def _bind(source: str, target: str, made: set[str]) -> list[str]:
    """A read-only bind mount, its parent folders made readable first: bwrap makes those of root's files private."""
    arguments = []
    for parent in reversed(Path(target).parents[:-1]):
        if str(parent) not in made:
            made.add(str(parent))
            arguments += ["--perms", "0755", "--dir", str(parent)]
    return [*arguments, "--ro-bind", source, target]


def _python_files() -> Iterator[tuple[str, str]]:
    yield python(), python()
    if sys.base_prefix != "/usr":
        library = os.path.join(os.path.realpath(sys.base_prefix), "lib")
        yield library, library
        if os.path.realpath(sys.base_prefix) != sys.base_prefix:
            yield library, os.path.join(sys.base_prefix, "lib")


def _other_packages() -> list[str]:
    """The package folders of the standard library's Python and of others: they may hold a torch of their own."""
    roots = {"/usr/lib", "/usr/lib64", os.path.join(os.path.realpath(sys.base_prefix), "lib")}
    patterns = [f"{root}/python*/{kind}-packages" for root in roots for kind in ("site", "dist")]
    return sorted(folder for pattern in patterns for folder in glob.glob(pattern))


def readable_inside(gpu: Gpu | None = None) -> tuple[str, ...]:
    """The paths that a worker behind bubblewrap's mounts has to read, by their names inside."""
    sources = [*LIBRARIES, *(target for _, target in _python_files()), SITE, WORKER, *SYSTEM_FILES, driver_folder(gpu)]
    return tuple(path for path in sources if path in (SITE, WORKER) or os.path.exists(path))


def readable_outside(packages: Iterable[str], folder: str, gpu: Gpu | None = None) -> tuple[str, ...]:
    """The same where nothing is mounted: the real files, without any Python's other packages. `folder`: the links."""
    hidden = {os.path.realpath(path) for path in _other_packages()}
    roots = {os.path.realpath(path) for path in (*LIBRARIES, *(source for source, _ in _python_files()))}
    paths = [path for root in sorted(roots) for path in _without(root, hidden)]
    paths += [os.path.realpath(path) for path in package_paths(tuple(packages)).values()]
    paths += [str(Path(grader.worker.__file__).parent), folder, *SYSTEM_FILES, driver_folder(gpu)]
    return tuple(filter(os.path.exists, paths))


def _without(path: str, hidden: set[str]) -> Iterator[str]:
    """The path, or its entries but for hidden ones, links (their targets count) and what not everyone may read."""
    if path in hidden:
        return
    if not any(other.startswith(path + "/") for other in hidden):
        yield path
        return
    with os.scandir(path) as entries:
        for entry in sorted(entries, key=lambda entry: entry.path):
            if not entry.is_symlink() and entry.stat().st_mode & 0o004:
                yield from _without(entry.path, hidden)
