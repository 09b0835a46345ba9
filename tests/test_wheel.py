"""The wheel, unpacked outside of the repository: the built-in course is in it, and a student's first commands work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from grader.bundle.contents import NEWEST
from grader.commands import main

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "tests" / "sample_class" / "post_000" / "mse_gradient.py"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built as pip would, without the network."""
    pytest.importorskip("hatchling", reason="hatchling is not installed: pip install -e '.[dev]'")
    out = tmp_path_factory.mktemp("dist")
    build = f"import hatchling.build as build; build.build_wheel({str(out)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def grade(wheel, tmp_path_factory):
    """grade(*arguments) -> what it prints; the grader is the unpacked wheel, all else that of this environment."""
    root = tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(root / "site")
    (root / "work").mkdir()

    def run(*arguments: str) -> str:
        environment = {"PATH": os.environ["PATH"], "HOME": str(root), "PYTHONPATH": str(root / "site")}
        done = subprocess.run([sys.executable, "-P", "-m", "grader", *arguments], cwd=root / "work", env=environment,
                              capture_output=True, text=True, timeout=300, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_everything_that_the_grader_reads_is_in_it(wheel) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    grader = REPOSITORY / "grader"
    expected = {f"grader/{path.relative_to(grader).as_posix()}" for path in _files(grader)}
    for folder in ("courses", "exercises", "solutions"):
        expected |= {f"grader/course/{path.relative_to(REPOSITORY).as_posix()}" for path in _files(REPOSITORY / folder)}
    assert expected - names == set()
    assert {"grader/course/course.toml", "grader/py.typed"} <= names
    assert [name for name in names if name.startswith(("tests/", "docs/", "bench/"))] == []


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def test_what_few_need_is_an_extra(wheel) -> None:
    packed = zipfile.ZipFile(wheel)
    text = packed.read(next(name for name in packed.namelist() if name.endswith("/METADATA"))).decode()
    head = Parser().parsestr(text)
    base = {line.split(">")[0] for line in head.get_all("Requires-Dist", []) if "extra ==" not in line}
    assert {"torch", "numpy", "click", "msgspec"} <= base
    assert {"ipython", "jupytext", "nbformat"} <= base, "notebooks are what students hand in"
    assert not base & {"distributed", "psycopg", "mkdocs", "pytest"}
    assert {"notebook", "cluster", "postgres", "docs", "fuzz", "dev"} == set(head.get_all("Provides-Extra", []))


def test_its_classifiers_are_known_ones_and_name_the_pythons_that_a_bundle_asks_for(wheel) -> None:
    known = pytest.importorskip("trove_classifiers").classifiers  # comes with hatchling
    packed = zipfile.ZipFile(wheel)
    text = packed.read(next(name for name in packed.namelist() if name.endswith("/METADATA"))).decode()
    head = Parser().parsestr(text)
    named = head.get_all("Classifier", [])
    assert set(named) <= known
    pythons = {line.rpartition(" ")[2] for line in named if ":: Python :: 3." in line}
    assert pythons == {f"3.{minor}" for minor in range(11, NEWEST + 1)}
    assert head["Requires-Python"] == ">=3.11"


def test_the_source_archive_makes_the_same_wheel(wheel, tmp_path) -> None:
    """It has the tests too, and none of the other files in a checkout."""
    build = f"import hatchling.build as build; build.build_sdist({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as packed:
        # Debian 12's Python 3.11.2 has no filters yet; one that has them warns where none is chosen.
        options: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        packed.extractall(tmp_path, **options)
    root = next(path for path in tmp_path.iterdir() if path.is_dir())
    assert (root / "tests" / "test_wheel.py").exists()
    assert [path.name for path in root.iterdir() if path.name in (".venv", "dist", ".mypy_cache", ".git")] == []
    assert [path.name for path in (root / "reports").iterdir() if path.name not in ("sample", "make_sample.py")] == []
    build = f"import hatchling.build as build; build.build_wheel({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=root, check=True, stdout=subprocess.DEVNULL)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    assert sorted(names) == sorted(zipfile.ZipFile(wheel).namelist())


@pytest.mark.parametrize("arguments", [("submit", "vjp.ipynb"), ("init", "new", "--notebooks")])
def test_a_notebook_without_the_packages_that_read_it_is_one_line(arguments, monkeypatch, tmp_path) -> None:
    (tmp_path / "vjp.ipynb").write_text("{}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert "pip install 'autograd-grader[notebook]'" in done.output


@pytest.mark.slow
def test_a_student_s_first_commands(grade, tmp_path) -> None:
    assert "18 files" in grade("init", "exercises")
    assert "single_neuron" in grade("list")
    assert "scalar_value" in grade("list", "--course", "inside")
    result = json.loads(grade("submit", str(SAMPLE), "--out", str(tmp_path), "--json"))
    assert (result["exercises"][0]["id"], result["exercises"][0]["score"]) == ("mse_gradient", 4)


@pytest.mark.slow
def test_the_course_in_it_can_be_verified(grade) -> None:
    assert "no faults" in grade("verify", "--no-mutants", "--exercise", "chain_rule", "--seeds", "1")


def test_help_imports_nothing_heavy() -> None:
    """`grade --help` waits for none of these: that keeps it under 150 ms (bench/startup.py)."""
    code = "import sys, click.testing; from grader.commands import main\n"
    code += "click.testing.CliRunner().invoke(main, ['--help'])\n"
    code += "print([m for m in ('torch', 'numpy', 'sqlalchemy', 'rich', 'jinja2', 'nbformat') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
