"""`grade package`: the bundles, run in the layout of the systems that they are made for."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import zipfile
from email.message import Message

import pytest
import yaml
from command_line import grade
from small_course import written

from grader.bundle import harness
from grader.bundle.contents import TEMPLATES
from grader.errors import SandboxError
from grader.sandbox import levels

HALF = "def double(x):\n    return 2.0 * x\n"
CHECKS = """
    from grader import Exercise, close, number

    exercise = Exercise(title="Twice", allows=("numpy",), returns={"double": number})

    @exercise.check(points=2, hint="Add it to itself.")
    def it_is_twice_x(student, solution, data):
        '''The result is twice x.'''
        x = data.number(1.0, 2.0)
        close(student.double(x), solution.double(x), "double")

    @exercise.check(points=1, hint="And for numbers below zero?", hidden=True)
    def it_is_twice_a_negative_x(student, solution, data):
        '''The result is twice x below zero.'''
        x = data.number(-2.0, -1.0)
        close(student.double(x), solution.double(x), "double")
"""


@pytest.fixture
def course(tmp_path):
    return written(tmp_path / "course", **{"solutions/double/checks.py": CHECKS})


@pytest.fixture
def bundle(course, tmp_path):
    """bundle(system) -> where it has been written, a folder."""

    def write(system):
        out = tmp_path / system
        done = grade("package", system, "--course", course, "--out", out)
        assert done.exit_code == 0, done.output
        return out

    return write


@pytest.fixture
def autograder(bundle, tmp_path):
    """autograder(files, **environment) -> exit status and results.json, in Gradescope's layout under another root."""

    def run(files, broken=None, path=os.environ["PATH"]):
        root = tmp_path / f"autograder{len(list(tmp_path.iterdir()))}"
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


def other_people_s_code() -> None:
    if levels.level("auto") not in ("full", "container"):
        pytest.skip("neither bubblewrap nor Landlock here: an autograder would refuse to run")


def test_gradescope_reads_a_score_for_every_check(autograder) -> None:
    other_people_s_code()
    done, results = autograder({"double.py": "def double(x):\n    return abs(2.0 * x)\n", "notes.txt": "mine"})
    assert done.returncode == 0, done.stderr
    assert results["score"] == 2
    assert [(t["score"], t["max_score"], t["status"]) for t in results["tests"]] == [(2, 2, "passed"), (0, 1, "failed")]
    assert [t["visibility"] for t in results["tests"]] == ["visible", "hidden"]


def test_each_run_has_a_fresh_seed_that_only_the_log_holds(autograder) -> None:
    other_people_s_code()
    runs = [autograder({"double.py": "def double(x):\n    return -x\n"}) for _ in range(2)]
    seeds = [re.findall(r"^seed: (\w{32})$", done.stderr, re.M) for done, _ in runs]
    assert [len(found) for found in seeds] == [1, 1] and seeds[0] != seeds[1]
    for (_, results), (seed,) in zip(runs, seeds, strict=True):
        assert seed not in json.dumps(results)


def test_a_submission_without_the_file_is_a_zero_that_says_why(autograder) -> None:
    other_people_s_code()
    done, results = autograder({"doubel.py": "x = 1\n", "notes.txt": "mine"})
    assert done.returncode == 0, done.stderr
    assert results["score"] == 0
    assert "no file for this exercise" in results["output"]
    assert "ignored: doubel.py (did you mean double.py?)" in results["output"]
    assert "ignored: notes.txt" in results["output"]


def test_it_grades_without_namespaces_too(autograder, tmp_path) -> None:
    """As in Gradescope's own containers."""
    if levels.container().state != "on":
        pytest.skip(f"no isolation `container` here: {levels.container().detail}")
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
def test_a_failure_of_ours_is_reported_and_leaves_no_score(name, autograder) -> None:
    done, results = autograder({"double.py": HALF}, broken=BROKEN[name])
    assert done.returncode == 3, done.stderr
    assert "score" not in results
    assert not results["tests"]
    assert "the grader's fault and not yours" in results["output"]


def test_without_isolation_nothing_is_run(monkeypatch, course) -> None:
    monkeypatch.setattr(levels, "level", lambda wanted: "partial")
    with pytest.raises(SandboxError, match="only the isolation level partial"):
        harness.graded(course, course, "ada")


def test_the_zip_has_the_programs_at_its_root_and_is_the_same_every_time(course, tmp_path) -> None:
    for name in ("a.zip", "b.zip"):
        grade("package", "gradescope", "--course", course, "--out", tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert packed.getinfo("setup.sh").external_attr >> 16 & 0o111
        assert packed.getinfo("run_autograder").external_attr >> 16 & 0o111
        assert "solutions/double/checks.py" in packed.namelist()
        required = packed.read("requirements.txt").decode().split()
    assert {line.partition("==")[0] for line in required} >= {"torch", "numpy", "msgspec", "ipython", "sqlalchemy"}
    assert all("==" in line and "+" not in line for line in required)


def test_versions_that_are_not_known_are_not_guessed(course, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("grader.bundle.contents.DISTRIBUTION", "no-such-distribution")
    done = grade("package", "github", "--course", course, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "no-such-distribution is not installed here" in done.output


def test_a_package_that_is_not_installed_is_one_line(course, tmp_path, monkeypatch) -> None:
    """As `ipython` in an installation without the extra."""
    monkeypatch.setattr("grader.bundle.contents.metadata.requires", lambda _: ["no-such-package>=3"])
    done = grade("package", "gradescope", "--course", course, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "no-such-package is not installed here" in done.output
    assert "autograd-grader[notebook]" in done.output


@pytest.mark.parametrize("script", ["setup.sh", "run_autograder", "grade.sh"])
def test_the_scripts_are_bash(script) -> None:
    subprocess.run(["bash", "-n", TEMPLATES / script], check=True)


@pytest.fixture
def set_up(tmp_path):
    """set_up(programs) -> exit status, and the lines that the image's programs were called with.

    programs: name -> bash. On the path are these and a few of the system's own, as in an image that is bare but for
    them; what ran is in the log.
    """
    path, image = tmp_path / "bin", tmp_path / "autograder"
    path.mkdir()
    for name in ("bash", "env", "dirname", "mkdir", "cp"):
        (path / name).symlink_to(shutil.which(name))
    program(path / "id", "echo 0")

    def run(programs, copied=False):
        (image / "source").mkdir(parents=True)
        script = (TEMPLATES / "setup.sh").read_text().replace("@PYTHONS@", "3.12 3.13 3.11")
        program(image / ("setup.sh" if copied else "source/setup.sh"), script)
        (image / "source" / "requirements.txt").write_text("numpy==2.4\n")
        for name, text in programs.items():
            program(path / name, f"{text}\n")
        done = subprocess.run(["bash", image / ("setup.sh" if copied else "source/setup.sh")], cwd=tmp_path,
                              env={"PATH": str(path), "LOG": str(tmp_path / "log"), "BIN": str(path)},
                              capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
        log = tmp_path / "log"
        return done, log.read_text().splitlines() if log.exists() else []

    return run


def program(path, text) -> None:
    path.write_text(text if text.startswith("#!") else f"#!{shutil.which('bash')}\n{text}")
    path.chmod(0o755)


SHIM = "echo 'python: command not found' >&2; exit 127"
PYTHON = """
if [ "$1" = -c ]; then exit 0; fi
if [ "${0##*/}" = pip ] && [ ! -f "${!#}" ]; then exit 1; fi
echo "${0##*/} $*" >> "$LOG"
if [ "$2" = venv ]; then mkdir -p .venv/bin; cp "$0" .venv/bin/pip; cp "$0" .venv/bin/python; fi
"""
APT = """
echo "apt-get $*" >> "$LOG"
case "$*" in
  *python3.1[12]*) exit 100;;
  *python3.13*) cp "$BIN/a_python" "$BIN/python3.13";;
esac
"""


def test_a_python_that_does_not_start_is_passed_over(set_up) -> None:
    done, ran = set_up({"python3.12": SHIM, "python3.13": SHIM, "python3.11": PYTHON, "bwrap": ""})
    assert done.returncode == 0, done.stderr
    assert ran == ["python3.11 -m venv .venv", "pip install --quiet --disable-pip-version-check --requirement "
                   "requirements.txt", "python -m grader doctor"]  # fmt: skip


def test_an_image_with_its_own_python_is_asked_for_bubblewrap_only(set_up) -> None:
    done, ran = set_up({"python3.12": PYTHON, "apt-get": APT})
    assert done.returncode == 0, done.stderr
    assert [line.rpartition(" ")[2] for line in ran if line.startswith("apt-get install")] == ["bubblewrap"]


def test_the_python_is_one_that_the_image_s_system_has(set_up) -> None:
    done, ran = set_up({"apt-get": APT, "a_python": PYTHON, "bwrap": ""})
    assert done.returncode == 0, done.stderr
    assert "python3.13 -m venv .venv" in ran


def test_an_image_without_a_python_for_these_packages_says_so(set_up) -> None:
    done, _ = set_up({"apt-get": APT.replace("[12]", "[123]"), "bwrap": ""})
    assert done.returncode == 1
    assert "choose a newer image" in done.stderr


def test_a_copy_of_the_setup_above_the_bundle_finds_it(set_up) -> None:
    done, ran = set_up({"python3.12": PYTHON, "bwrap": ""}, copied=True)
    assert done.returncode == 0, done.stderr
    assert "python3.12 -m venv .venv" in ran


def told(python):
    """A distribution's metadata."""
    message = Message()
    message["Version"], message["Requires-Python"] = "1.0", python
    return message


def test_a_bundle_asks_for_a_python_that_its_versions_run_on(bundle, monkeypatch) -> None:
    """NumPy 2.5 does not run on 3.11: an image that has nothing newer cannot be set up."""
    wants = {"numpy": ">=3.12", "torch": ">=3.10,!=3.14.1"}
    monkeypatch.setattr("grader.bundle.contents.metadata.metadata", lambda name: told(wants.get(name, ">=3.9")))
    monkeypatch.setattr("grader.bundle.contents.OWN", 12)
    assert 'pythons="3.12 3.13"' in (bundle("gradescope") / "setup.sh").read_text()


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


def test_github_gets_a_classroom_50_result_and_the_report(on_github) -> None:
    other_people_s_code()
    done, path = on_github({"double.py": HALF})
    assert done.returncode == 0, done.stderr
    result = json.loads(path.read_text())
    assert (result["schema"], result["classroom"], result["owner"]) == ("classroom50/result/v1", "spring", "ada")
    assert (result["score"], result["max-score"]) == (3, 3)
    assert (path.parent / "index.html").exists()
    (seed,) = re.findall(r"^seed: (\w+)$", done.stderr, re.M)
    assert not [file for file in path.parent.iterdir() if seed in file.read_text()]


def test_github_gets_no_result_for_a_failure_of_ours(on_github) -> None:
    done, path = on_github({"double.py": HALF}, broken=BROKEN["a course that cannot be read"])
    assert done.returncode == 3
    assert "not graded" in done.stderr
    assert not path.exists()


def test_the_workflow_is_one_that_grades_in_the_private_repository(bundle) -> None:
    workflow = yaml.safe_load((bundle("github") / ".github" / "workflows" / "grade.yml").read_text())
    assert list(workflow[True]) == ["workflow_dispatch"]  # YAML 1.1 reads the key `on` as true
    steps = workflow["jobs"]["grade"]["steps"]
    assert [step.get("run") for step in steps if "grade.sh" in str(step)] == ["./grade.sh submission result"]
    assert workflow["permissions"] == {"contents": "read"}
    majors = {step["uses"] for step in steps if "uses" in step}
    assert majors == {"actions/checkout@v5", "actions/upload-artifact@v6"}  # the first that do not need Node 20


def test_the_workflow_names_the_commit_that_it_graded(bundle) -> None:
    steps = yaml.safe_load((bundle("github") / ".github" / "workflows" / "grade.yml").read_text())["jobs"]["grade"][
        "steps"
    ]
    (grading,) = (step for step in steps if "grade.sh" in step.get("run", ""))
    (fetched,) = (step for step in steps if step.get("with", {}).get("repository"))
    assert f"/commit/${{{{ steps.{fetched['id']}.outputs.commit }}}}" in grading["env"]["COMMIT_URL"]
    assert fetched["with"]["persist-credentials"] is False
    assert not any("${{" in step.get("run", "") for step in steps)  # what others type never becomes a command
