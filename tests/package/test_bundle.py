"""`grade package`: the bundles, run in the layout of the systems that they are for."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
import zipfile

import pytest
import yaml
from click.testing import CliRunner
from small_course import written

from grader import isolation
from grader.cli import main
from grader.errors import SandboxError
from grader.package import harness
from grader.package.bundle import TEMPLATES

HALF = "def double(x):\n    return 2.0 * x\n"
CHECKS = """
    from grader import Exercise, close, number

    exercise = Exercise(title="Twice", allows=("numpy",), returns={"double": number})

    @exercise.check(points=2, hint="Add it to itself.")
    def it_is_twice_x(student, solution, data):
        '''The result is twice x.'''
        x = data.number(1.0, 2.0)
        return close(student.double(x), solution.double(x), "double")

    @exercise.check(points=1, hint="And for numbers below zero?", hidden=True)
    def it_is_twice_a_negative_x(student, solution, data):
        '''The result is twice x below zero.'''
        x = data.number(-2.0, -1.0)
        return close(student.double(x), solution.double(x), "double")
"""


@pytest.fixture
def course(tmp_path):
    return written(tmp_path / "course", **{"solutions/double/checks.py": CHECKS})


@pytest.fixture
def bundle(course, tmp_path):
    """bundle(system) -> where it has been written, a folder."""

    def write(system):
        out = tmp_path / system
        done = CliRunner().invoke(main, ["package", system, "--course", str(course), "--out", str(out)])
        assert done.exit_code == 0, done.output
        return out

    return write


@pytest.fixture
def autograder(bundle, tmp_path):
    """autograder(files, **environment) -> exit status and results.json, in Gradescope's layout under another root."""
    root = tmp_path / "autograder"

    def run(files, broken=None, path=os.environ["PATH"]):
        bundle("gradescope").rename(tmp_path / "unpacked")
        for folder in ("submission", "results"):
            (root / folder).mkdir(parents=True)
        (tmp_path / "unpacked").rename(root / "source")
        (root / "run_autograder").write_bytes((root / "source" / "run_autograder").read_bytes())
        (root / "run_autograder").chmod(0o755)
        for name, text in files.items():
            (root / "submission" / name).write_text(text)
        if broken:
            (root / "source" / broken[0]).write_text(broken[1])
        metadata = {"id": 7, "users": [{"email": "a@b", "id": 1, "name": "Ada"}], "previous_submissions": []}
        (root / "submission_metadata.json").write_text(json.dumps(metadata))
        done = subprocess.run([root / "run_autograder"], env=_environment(AUTOGRADER=str(root), PATH=path),
                              capture_output=True, text=True, timeout=300, check=False)  # fmt: skip
        return done, json.loads((root / "results" / "results.json").read_text())

    return run


def _environment(**more):
    return {"PATH": os.environ["PATH"], "AUTOGRADER_PYTHON": sys.executable, "OMP_NUM_THREADS": "1", **more}


def other_people_s_code():
    if isolation.level("auto") not in ("full", "container"):
        pytest.skip("neither bubblewrap nor Landlock here: an autograder would refuse to run")


def test_gradescope_reads_a_score_for_every_check(autograder):
    other_people_s_code()
    done, results = autograder({"double.py": "def double(x):\n    return abs(2.0 * x)\n", "notes.txt": "mine"})
    assert done.returncode == 0, done.stderr
    assert results["score"] == 2
    assert [(t["score"], t["max_score"], t["status"]) for t in results["tests"]] == [(2, 2, "passed"), (0, 1, "failed")]
    assert [t["visibility"] for t in results["tests"]] == ["visible", "hidden"]


def test_a_submission_without_the_file_is_a_zero_that_says_why(autograder):
    other_people_s_code()
    done, results = autograder({"homework.py": HALF})
    assert done.returncode == 0, done.stderr
    assert results["score"] == 0
    assert "no file for this exercise" in results["output"]


def test_where_there_are_no_namespaces_it_grades_all_the_same(autograder, tmp_path):
    """As in Gradescope's own containers."""
    if isolation.container().state != "on":
        pytest.skip(f"no isolation `container` here: {isolation.container().detail}")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "bash").symlink_to(shutil.which("bash"))
    done, results = autograder({"double.py": HALF}, path=str(tmp_path / "bin"))
    assert done.returncode == 0, done.stderr
    assert results["score"] == 3
    assert results["extra_data"]["isolation"] == "container"


BROKEN = {
    "a course that cannot be read": ("course.toml", "nonsense("),
    "checks that cannot be read": ("solutions/double/checks.py", "nonsense("),
    "a check that fails itself": (
        "solutions/double/checks.py",
        textwrap.dedent(CHECKS).replace("x = data.number(1.0, 2.0)", "x = data.nonsense()"),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_failure_of_ours_is_told_and_leaves_no_score(name, autograder):
    done, results = autograder({"double.py": HALF}, broken=BROKEN[name])
    assert done.returncode == 3, done.stderr
    assert "score" not in results
    assert not results["tests"]
    assert "the grader's fault and not yours" in results["output"]


def test_without_isolation_nothing_is_run(monkeypatch, course):
    monkeypatch.setattr(isolation, "level", lambda wanted: "partial")
    with pytest.raises(SandboxError, match="the isolation partial only"):
        harness.graded(course, course, "ada")


def test_the_zip_has_the_programs_at_its_root_and_is_the_same_every_time(course, tmp_path):
    for name in ("a.zip", "b.zip"):
        CliRunner().invoke(main, ["package", "gradescope", "--course", str(course), "--out", str(tmp_path / name)])
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert packed.getinfo("setup.sh").external_attr >> 16 & 0o111
        assert packed.getinfo("run_autograder").external_attr >> 16 & 0o111
        assert "solutions/double/checks.py" in packed.namelist()
        required = packed.read("requirements.txt").decode().split()
    assert {line.partition("==")[0] for line in required} >= {"torch", "numpy", "msgspec", "ipython", "sqlalchemy"}
    assert all("==" in line and "+" not in line for line in required)


def test_versions_that_cannot_be_told_are_not_guessed(course, tmp_path, monkeypatch):
    monkeypatch.setattr("grader.package.bundle.DISTRIBUTION", "no-such-distribution")
    done = CliRunner().invoke(main, ["package", "github", "--course", str(course), "--out", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert "no-such-distribution is not installed here" in done.output


@pytest.mark.parametrize("script", ["setup.sh", "run_autograder", "grade.sh"])
def test_the_scripts_are_bash(script):
    subprocess.run(["bash", "-n", TEMPLATES / script], check=True)


@pytest.fixture
def on_github(bundle, tmp_path):
    """on_github(files) -> exit status, and where result.json would be."""

    def run(files, broken=None):
        folder, source = tmp_path / "submission", bundle("github")
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
        if broken:
            (source / broken[0]).write_text(broken[1])
        environment = _environment(CLASSROOM="spring", ASSIGNMENT="hw1", STUDENT="my-org/spring-hw1-ada")
        done = subprocess.run([source / "grade.sh", folder, tmp_path / "out"], env=environment,
                              capture_output=True, text=True, timeout=300, check=False)  # fmt: skip
        return done, tmp_path / "out" / "result.json"

    return run


def test_github_gets_a_classroom_50_result_and_the_report(on_github):
    other_people_s_code()
    done, path = on_github({"double.py": HALF})
    assert done.returncode == 0, done.stderr
    result = json.loads(path.read_text())
    assert (result["schema"], result["classroom"], result["owner"]) == ("classroom50/result/v1", "spring", "ada")
    assert (result["score"], result["max-score"]) == (3, 3)
    assert (path.parent / "index.html").exists()


def test_github_gets_no_result_for_a_failure_of_ours(on_github):
    done, path = on_github({"double.py": HALF}, broken=BROKEN["a course that cannot be read"])
    assert done.returncode == 3
    assert "not graded" in done.stderr
    assert not path.exists()


def test_the_workflow_is_one_that_grades_in_the_private_repository(bundle):
    workflow = yaml.safe_load((bundle("github") / ".github" / "workflows" / "grade.yml").read_text())
    assert list(workflow[True]) == ["workflow_dispatch"]  # YAML 1.1 reads the key `on` as true
    steps = workflow["jobs"]["grade"]["steps"]
    assert [step.get("run") for step in steps if "grade.sh" in str(step)] == ["./grade.sh submission result"]
    assert workflow["permissions"] == {"contents": "read"}
