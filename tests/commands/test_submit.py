"""`grade submit` as a program: what it writes and prints, and its exit status."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import grade
from waiting import descendants, program, until, words

from grader.courses import find
from grader.explain import explain
from grader.outcomes.outcome import Explanation
from grader.outcomes.result import from_json
from grader.sandbox import levels

SOLUTIONS = find.builtin() / "solutions"
NTIMES = """
import numpy as np
def forward(x, w): return w * x
def loss(y, y_pred): return ((y_pred - y) ** 2).mean()
def gradient(x, y, y_pred): return np.dot(2 * x, y_pred - y).mean()
def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, w * X))
        w -= learning_rate * gradient(X, Y, w * X)
    return w, losses
"""


def run(*arguments, cwd, path=None):
    environment = {**os.environ, "PATH": path or os.environ["PATH"], "NO_COLOR": "1"}
    command = [sys.executable, "-P", "-m", "grader", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def hand_in(tmp_path):
    shutil.copy(SOLUTIONS / "mse_gradient" / "solution.py", tmp_path / "mse_gradient.py")
    return tmp_path


def test_a_file_is_graded_and_the_report_and_the_attempt_are_kept(hand_in, sandbox) -> None:
    done = run("submit", "mse_gradient.py", "--student", "s01", cwd=hand_in)
    assert done.returncode == 0, done.stderr
    assert "10 of 10 points" in done.stdout
    folder = hand_in / "reports" / "s01"
    assert "<html" in (folder / "index.html").read_text()
    result = from_json((folder / "result.json").read_bytes())
    assert (result.student, result.score, result.points, result.isolation) == ("s01", 10, 10, "full")
    assert "seccomp" in result.layers
    assert len((folder / "attempts.jsonl").read_text().splitlines()) == 1


def test_json_prints_the_document_and_nothing_else(hand_in, sandbox) -> None:
    (hand_in / "mse_gradient.py").write_text(NTIMES)
    done = run("submit", "mse_gradient.py", "--json", "--out", "elsewhere", "--student", "s02", cwd=hand_in)
    document = json.loads(done.stdout)
    assert document == json.loads((hand_in / "elsewhere" / "s02" / "result.json").read_text())
    (exercise,) = document["exercises"]
    assert exercise["status"] == "failed"
    check = next(c for c in exercise["checks"] if c["name"] == "gradient_matches_the_formula")
    assert (check["cause"], check["mistake"]) == ("wrong_gradient", "sums_instead_of_mean")
    assert "N times" in check["message"]
    assert document["score"] == sum(e["score"] for e in document["exercises"])
    assert document["points"] == sum(c["points"] for c in exercise["checks"])


def test_the_summary_tells_the_sentence_that_helps(hand_in, sandbox) -> None:
    (hand_in / "mse_gradient.py").write_text(NTIMES)
    done = run("submit", "mse_gradient.py", cwd=hand_in)
    assert done.returncode == 0
    assert "exactly N times the formula" in done.stdout
    assert "\x1b" not in done.stdout
    assert len(done.stdout.splitlines()) < 24


def test_one_seed_gives_one_document(hand_in, sandbox) -> None:
    (hand_in / "mse_gradient.py").write_text("print(object(), {'a', 'b', 'c'}, hash('x'))\n" + NTIMES)
    documents = []
    for _ in range(2):
        document = json.loads(run("submit", ".", "--json", "--seed", "7", "--student", "x", cwd=hand_in).stdout)
        del document["graded_at"]
        for exercise in document["exercises"]:
            del exercise["seconds"]
        documents.append(document)
    assert documents[0] == documents[1]
    assert documents[0]["seed"] == "7"


def test_a_folder_grades_what_is_there_and_says_what_is_missing_or_ignored(hand_in, sandbox) -> None:
    (hand_in / "notes.txt").write_text("x")
    (hand_in / "final_v2.py").write_text("x")
    document = json.loads(run("submit", ".", "--json", cwd=hand_in).stdout)
    statuses = {exercise["id"]: exercise["status"] for exercise in document["exercises"]}
    assert statuses.pop("mse_gradient") == "passed"
    assert set(statuses.values()) == {"missing"}
    assert {"notes.txt", "final_v2.py"} <= set(document["ignored"])


def test_a_folder_with_nothing_but_a_misspelt_file_is_asked_about_it(tmp_path) -> None:
    (tmp_path / "mse_gradeint.py").write_text("x")
    done = run("submit", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert "is mse_gradeint.py meant to be mse_gradient.py?" in done.stderr


def test_the_newer_of_file_and_notebook_counts(hand_in, sandbox) -> None:
    (hand_in / "mse_gradient.ipynb").write_text("{}")
    os.utime(hand_in / "mse_gradient.ipynb", (1, 1))
    document = json.loads(run("submit", ".", "--json", cwd=hand_in).stdout)
    (exercise,) = (e for e in document["exercises"] if e["id"] == "mse_gradient")
    assert exercise["status"] == "passed"
    assert any("mse_gradient.ipynb is older" in note for note in exercise["notes"])


def test_below_the_threshold_is_exit_1(hand_in, sandbox) -> None:
    (hand_in / "mse_gradient.py").write_text(NTIMES)
    assert run("submit", "mse_gradient.py", "--fail-under", "50", cwd=hand_in).returncode == 1
    assert run("submit", "mse_gradient.py", "--fail-under", "20", cwd=hand_in).returncode == 0


def test_without_bubblewrap_it_runs_and_says_so(hand_in) -> None:
    best = "container" if levels.container().state == "on" else "partial"
    for wanted, level in (("none", "none"), ("auto", best)):
        done = run("submit", "mse_gradient.py", "--isolation", wanted, "--student", level, cwd=hand_in, path="/nowhere")
        assert done.returncode == 0, done.stderr
        assert f"isolation level {level}" in done.stdout
        assert level in (hand_in / "reports" / level / "index.html").read_text()
        assert from_json((hand_in / "reports" / level / "result.json").read_bytes()).isolation == level


def test_without_bubblewrap_full_is_refused_with_the_fix(hand_in) -> None:
    done = run("submit", "mse_gradient.py", "--isolation", "full", cwd=hand_in, path="/nowhere")
    assert done.returncode == 3
    assert "install bubblewrap" in done.stderr
    assert not (hand_in / "reports" / "root" / "result.json").exists()


def test_a_file_that_does_not_load_gets_what_its_error_means(hand_in) -> None:
    (hand_in / "mse_gradient.py").write_text("name = input()\n")
    said = run("submit", "mse_gradient.py", cwd=hand_in).stdout
    assert "(mse_gradient.py, line 1). Nobody is there to answer input()" in " ".join(said.split())


def test_an_empty_file_is_reported_once_as_one_that_defines_nothing(hand_in) -> None:
    (hand_in / "mse_gradient.py").write_text("# my solution\n")
    said = " ".join(run("submit", "mse_gradient.py", cwd=hand_in).stdout.split())
    assert said.count("your code defines no function and no class: is the file empty or not saved") == 1
    assert "is not defined" not in said


@pytest.mark.parametrize("path", ["mse_gradient.py", "."])
def test_a_file_that_is_not_text_is_graded_alone_as_in_a_folder(hand_in, path, sandbox) -> None:
    (hand_in / "mse_gradient.py").write_bytes(b"x = '\xff\xfe'\n")
    done = run("submit", path, "--json", cwd=hand_in)
    (exercise,) = (e for e in json.loads(done.stdout)["exercises"] if e["id"] == "mse_gradient")
    assert (done.returncode, exercise["status"]) == (0, "failed")
    assert {check["cause"] for check in exercise["checks"]} == {"syntax_error"}
    assert exercise["message"].endswith("save the file as UTF-8")


def test_leaving_while_the_file_is_loaded_is_reported(hand_in) -> None:
    (hand_in / "mse_gradient.py").write_text("import os\nos._exit(3)\n")
    said = " ".join(run("submit", "mse_gradient.py", cwd=hand_in).stdout.split())
    assert "exited (status 3) while the file was loaded" in said


@pytest.mark.parametrize("suffix", [".py", ".ipynb"])
def test_an_exercise_in_the_place_of_its_file_leads_to_the_file(tmp_path, suffix) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / f"mse_gradient{suffix}").write_text("")
    done = run("submit", "mse_gradient", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"did you mean exercises/mse_gradient{suffix}?" in done.stderr


@pytest.mark.parametrize(("typed", "there"), [("nowhere", "other"), ("nope.py", "nn_module.py")])
def test_a_name_that_is_far_from_all_that_is_there_is_not_asked_about(tmp_path, typed, there) -> None:
    (tmp_path / there).touch()
    assert run("submit", typed, cwd=tmp_path).stderr == f"grade: {typed}: there is no such file\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing.py"], "no such file"),
        (["mse_gradent.py"], "did you mean mse_gradient.py"),
        (["unknown.py"], "no exercise is called"),
        (["mse_gradient.py.txt"], "no exercise is called 'mse_gradient.py.txt'; did you mean mse_gradient.py?"),
        (["latin.py/clamp_mlp.py"], "no such file"),
        (["unreadable/mse_gradient.py"], "not a regular file"),
        (["link/mse_gradient.py"], "link"),
        (["empty"], "no file in it is for an exercise of the course"),
        (["mse_gradient.py", "copy/mse_gradient.py"], "two files for mse_gradient"),
        (["mse_gradient.py", "--course", "broken"], "there is no key naem; did you mean name?"),
        (["mse_gradient.py", "--course", "empty"], "course.toml"),
        (["mse_gradient.py", "--course", "bad_checks"], "checks.py, line 1"),
        (["mse_gradient.py", "--device", "cuda:7"], "CUDA"),
        (["mse_gradient.py", "--device", "quantum"], "it can be auto, cpu, cuda"),
        (["mse_gradient.py", "--out", "unknown.py/x"], "cannot be written"),
        (["mse_gradient.py", "--fail-under", "1000"], "range"),
        ([], "no exercises/ folder"),
    ],
)
def test_bad_input_is_one_line_with_the_fix_and_exit_2(hand_in, arguments, words) -> None:
    (hand_in / "unknown.py").write_text("x = 1")
    (hand_in / "mse_gradient.py.txt").write_text("x = 1")
    for folder in ("unreadable", "link", "empty", "copy", "broken", "bad_checks/solutions/mse_gradient"):
        (hand_in / folder).mkdir(parents=True)
    os.mkfifo(hand_in / "unreadable" / "mse_gradient.py")
    (hand_in / "link" / "mse_gradient.py").symlink_to("/etc/passwd")
    shutil.copy(hand_in / "mse_gradient.py", hand_in / "copy")
    (hand_in / "broken" / "course.toml").write_text('name = "x"\nnaem = "y"\n')
    entry = '[[exercise]]\nid = "mse_gradient"\npoints = 10\n'
    (hand_in / "bad_checks" / "course.toml").write_text('name = "x"\ntitle = "x"\n' + entry)
    (hand_in / "bad_checks" / "solutions" / "mse_gradient" / "checks.py").write_text("import nonsense\n")
    done = run("submit", *arguments, cwd=hand_in)
    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1 or "Usage:" in done.stderr


def test_a_students_name_stays_in_its_folder(hand_in, sandbox) -> None:
    done = run("submit", "mse_gradient.py", "--student", "../../x\x1b[2J<b>", cwd=hand_in)
    assert done.returncode == 0, done.stderr
    (folder,) = (hand_in / "reports").iterdir()
    assert (folder / "result.json").is_file()
    assert "<b>" not in (folder / "index.html").read_text()
    assert "\x1b" not in done.stdout


def test_nothing_in_the_working_folder_is_imported_by_the_grader(hand_in, sandbox) -> None:
    for name in ("numpy", "msgspec", "conftest", "sitecustomize", "ast"):
        (hand_in / f"{name}.py").write_text("print('HIJACKED'); raise SystemExit(9)")
    done = run("submit", "mse_gradient.py", cwd=hand_in)
    assert done.returncode == 0, done.stderr
    assert "HIJACKED" not in done.stdout + done.stderr


def test_a_course_is_never_taken_from_what_is_submitted(hand_in, sandbox) -> None:
    (hand_in / "course.toml").write_text(
        'name = "mine"\ntitle = "all right"\n[[exercise]]\nid = "mse_gradient"\npoints = 1\n'
    )
    (hand_in / "solutions" / "mse_gradient").mkdir(parents=True)
    (hand_in / "solutions" / "mse_gradient" / "checks.py").write_text("print('TRUSTED')")
    done = run("submit", ".", "--json", cwd=hand_in)
    assert "TRUSTED" not in done.stdout + done.stderr
    assert json.loads(done.stdout)["course"] == "autograd"


def spins(pid: int) -> bool:
    """Whether it is a worker in the student's loop: behind its walls, where it has used the processor for a while."""
    used = [int(field) for field in words(Path(f"/proc/{pid}/stat"))[13:14]]
    behind_walls = "Seccomp: 2" in " ".join(words(Path(f"/proc/{pid}/status")))
    return behind_walls and "bwrap" not in program(pid) and used > [20]


def test_ctrl_c_leaves_no_half_written_report_and_no_process(hand_in, sandbox) -> None:
    (hand_in / "mse_gradient.py").write_text("while True: pass\n")
    command = [sys.executable, "-P", "-m", "grader", "submit", "mse_gradient.py", "--student", "s"]
    process = subprocess.Popen(command, cwd=hand_in, stderr=subprocess.PIPE, text=True)
    until(lambda: any(spins(pid) for pid in descendants(process.pid)))
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert list(Path(hand_in, "reports", "s").iterdir()) == []


def test_a_full_disk_is_one_line_with_what_to_do_and_the_last_report_stays(hand_in, sandbox, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    folder = hand_in / "reports" / "s"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("the last one")
    monkeypatch.setattr("grader.commands._attempts._append", full)
    done = grade("submit", hand_in / "mse_gradient.py", "--student", "s", "--out", hand_in / "reports")
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)
    assert "the disk is full, so this grading is not recorded; free some space" in done.output
    assert {path.name: path.read_text() for path in folder.iterdir()} == {
        "index.html": "the last one",
        "attempts.jsonl": "",
    }


def test_a_stub_is_not_an_attempt_and_an_answer_without_points_is_one(tmp_path, sandbox) -> None:
    (tmp_path / "mse_gradient.py").write_bytes((find.builtin() / "exercises" / "mse_gradient.py").read_bytes())
    (tmp_path / "vjp.py").write_text("def vjp(: pass")
    run("submit", "mse_gradient.py", "vjp.py", "--student", "s", cwd=tmp_path)
    rows = json.loads(run("list", "--student", "s", "--json", cwd=tmp_path).stdout)["exercises"]
    best = {row["id"]: row["best"] for row in rows}
    assert (best["mse_gradient"], best["vjp"]) == (None, 0.0)


def test_one_file_leaves_the_other_exercises_on_the_page(hand_in, sandbox) -> None:
    shutil.copy(SOLUTIONS / "vjp" / "solution.py", hand_in / "vjp.py")
    run("submit", "vjp.py", "--student", "s", cwd=hand_in)
    done = run("submit", "mse_gradient.py", "--student", "s", cwd=hand_in)
    assert "The report also has one exercise as it was graded before." in done.stdout
    folder = hand_in / "reports" / "s"
    assert [e.id for e in from_json((folder / "result.json").read_bytes()).exercises] == ["mse_gradient"]
    page = (folder / "index.html").read_text()
    assert 'id="vjp"' in page and 'id="mse_gradient"' in page


# Explanations


@pytest.fixture
def explained(hand_in, monkeypatch, sandbox):
    """explained(search, *options) -> what `grade submit` of a wrong file did with that search, and its result."""

    def run(search, *options):
        monkeypatch.chdir(hand_in)
        monkeypatch.setattr(explain, "SEARCHES", (search,))
        (hand_in / "mse_gradient.py").write_text(NTIMES)
        done = grade("submit", "mse_gradient.py", "--student", "s01", *options)
        return done, from_json((hand_in / "reports" / "s01" / "result.json").read_bytes())

    return run


def test_the_verdict_is_printed_first_then_why_and_both_are_kept(explained, hand_in) -> None:
    def search(case, found):
        before = from_json((hand_in / "reports" / "s01" / "result.json").read_bytes())
        assert before.exercises[0].status == "failed"
        assert not any(check.explanation and check.explanation.line for check in before.exercises[0].checks)
        for check in case.failed:
            yield check.name, Explanation(source="repair", kind="reduction", text="Look at line 5.", line=5, hint="h")

    done, result = explained(search)
    assert done.output.index("N times the formula") < done.output.index("of 10 points") < done.output.index("→ mse_gra")
    assert {check.explanation.line for check in result.exercises[0].checks if check.status == "failed"} == {5}
    assert 'class="l pointed"' in (hand_in / "reports" / "s01" / "index.html").read_text()
    assert len((hand_in / "reports" / "s01" / "attempts.jsonl").read_text().splitlines()) == 1


def test_ctrl_c_while_it_searches_keeps_the_verdict(explained, hand_in) -> None:
    def search(case, found):
        raise KeyboardInterrupt

    done, result = explained(search)
    assert (done.exit_code, "of 10 points" in done.output) == (130, True)
    assert result.exercises[0].status == "failed"
    assert "N times the formula" in (hand_in / "reports" / "s01" / "index.html").read_text()
