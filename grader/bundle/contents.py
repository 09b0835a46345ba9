"""An autograder for another system: the grader's own files, a course and a few scripts, to be run where it wants them.

What grades there is what grades here: the same code, and the packages that it needs in the versions that are installed
here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from grader.courses import toml as course_toml
from grader.courses.course import Course
from grader.errors import UsageError

TEMPLATES = Path(__file__).parent / "templates"
OWN, NEWEST = sys.version_info.minor, 13
"""The minor versions of the Python that runs here, and of the newest that the grader is tried on."""
DISTRIBUTION, EXTRA = "autograd-grader", "notebook"
SCRIPTS = {
    "gradescope": {"setup.sh": "setup.sh", "run_autograder": "run_autograder"},
    "github": {"setup.sh": "setup.sh", "grade.sh": "grade.sh", ".github/workflows/grade.yml": "grade.yml"},
}
"""system -> name in the bundle -> template."""
PROGRAMS = ("setup.sh", "run_autograder", "grade.sh")


def contents(course: Course, system: str) -> dict[str, bytes]:
    """name -> content."""
    files = {name: (TEMPLATES / template).read_bytes() for name, template in SCRIPTS[system].items()}
    if system == "github":
        files["README.md"] = (TEMPLATES / "github.md").read_bytes()
    files["requirements.txt"] = "".join(f"{line}\n" for line in sorted(requirements())).encode()
    files["setup.sh"] = files["setup.sh"].replace(b"@PYTHONS@", " ".join(pythons()).encode())
    files |= {f"grader/{name}": text for name, text in _tree(Path(__file__).parents[1], skip=("course",))}
    files |= dict(_course(course))  # beside grader/, as in a checkout: there it is the built-in one
    return files


def requirements() -> Iterator[str]:
    """name==version of what the grader needs to import itself; what those need is left to pip. The version's public
    part: the CPU build's `+cpu` is not in any package index."""
    return (f"{name}=={_metadata(name)['Version'].partition('+')[0]}" for name in _needed())


def pythons() -> list[str]:
    """The Pythons that those versions are made for: the one that runs here, then the others, newest first."""
    all_of_them = range(max(OWN, NEWEST), oldest_python() - 1, -1)
    return [f"3.{minor}" for minor in sorted(all_of_them, key=lambda minor: minor != OWN)]


def oldest_python() -> int:
    """The minor version of the oldest Python that all of them run on: NumPy, say, leaves Pythons behind every year."""
    wanted = [line for name in (DISTRIBUTION, *_needed()) for line in _metadata(name).get_all("Requires-Python", [])]
    return max(int(minor) for line in wanted for minor in re.findall(r">=\s*3\.(\d+)", line))


def _needed() -> Iterator[str]:
    _metadata(DISTRIBUTION)  # it has to be installed, or nobody has said what it needs
    for requirement in metadata.requires(DISTRIBUTION) or ():
        spec, _, marker = requirement.partition(";")
        if "extra" in marker and EXTRA not in marker:
            continue
        name = re.match(r"[\w.-]+", spec)
        assert name is not None
        yield name[0]


def _metadata(name: str) -> metadata.PackageMetadata:
    """Raises UsageError where it is not installed."""
    try:
        return metadata.metadata(name)
    except metadata.PackageNotFoundError:
        command = f"pip install '{DISTRIBUTION}[{EXTRA}]'"
        raise UsageError(
            "{name} is not installed here, so its version is unknown: {command}", name=name, command=command
        ) from None


def _course(course: Course) -> Iterator[tuple[str, bytes]]:
    yield course_toml.FILE, (course.root / course_toml.FILE).read_bytes()
    for folder in ("exercises", "solutions"):
        yield from ((f"{folder}/{name}", text) for name, text in _tree(course.root / folder))


def _tree(folder: Path, skip: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and "__pycache__" not in parts and parts[0] not in skip:
            yield "/".join(parts), path.read_bytes()
