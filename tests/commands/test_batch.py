"""`grade batch` as an instructor meets it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile

import pytest
from gradebook_dump import dump
from small_class import EXERCISES, answer, command, hand_in, result
from waiting import until

from grader import gradebook
from grader.courses.find import builtin


def scores(out, student):
    return {e["id"]: (e["status"], e["score"]) for e in result(out, student)["exercises"]}


def test_a_class_is_graded_into_reports_and_a_gradebook(batch, small_class, tmp_path) -> None:
    done = batch(small_class)
    assert done.returncode == 0, done.stderr
    out = tmp_path / "out"
    assert scores(out, "ada") == {"mse_gradient": ("passed", 10.0), "sine_numpy": ("passed", 10.0)}
    bob = result(out, "bob")["exercises"]
    assert bob[0]["checks"][-2]["mistake"] == "sums_instead_of_mean"
    assert {c["cause"] for c in bob[1]["checks"]} == {"syntax_error"}
    assert scores(out, "cem")["mse_gradient"] == ("missing", 0.0)
    for student in ("ada", "bob", "cem"):
        assert (out / student / "index.html").read_text().startswith("<!doctype html>")
    assert (out / "gradebook.csv").read_text().count("\n") >= 4
    assert "ada" in (out / "index.html").read_text()


def test_the_same_command_again_runs_nothing_again(batch, small_class, tmp_path) -> None:
    first = batch(small_class, "--json")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("result.json")}
    again = batch(small_class, "--json")
    count = json.loads(first.stdout)["submissions"]
    told = json.loads(again.stdout)
    assert (told["graded"], told["unchanged"]) == (0, count)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("result.json")} == before


def test_only_what_changed_is_graded_again(batch, small_class, tmp_path) -> None:
    batch(small_class)
    hand_in(small_class, "bob", mse_gradient=answer("mse_gradient"))
    again = json.loads(batch(small_class, "--json").stdout)
    assert again["graded"] == 1
    assert scores(tmp_path / "out", "bob")["mse_gradient"] == ("passed", 10.0)


def test_a_changed_check_grades_again_what_it_touches(batch, small_class, tmp_path) -> None:
    course = tmp_path / "course"
    for part in ("exercises", "solutions"):
        shutil.copytree(builtin() / part, course / part)
    shutil.copy(builtin() / "course.toml", course)
    batch(small_class, "--course", str(course))
    stored = len(list((tmp_path / "out" / ".store").rglob("*.json")))
    checks = course / "solutions" / "sine_numpy" / "checks.py"
    checks.write_text(checks.read_text() + "\n# stricter\n")
    again = json.loads(batch(small_class, "--course", str(course), "--json").stdout)
    assert again["unchanged"] == 0
    added = len(list((tmp_path / "out" / ".store").rglob("*.json"))) - stored
    assert added == 2, "sine_numpy of bob, who does not parse, and of ada and cem, who handed in the same"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--exercise", "msee"], "did you mean mse_gradient?"),
        (["--roster", "nobody.csv"], "nobody.csv"),
        (["--cluster", "tcp://127.0.0.1:1"], "no Dask scheduler answers"),
        (["--gradebook", "nosuch://x"], "nosuch"),
        (["--limit-memory", "10"], "64"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(batch, small_class, arguments, words) -> None:
    done = batch(small_class, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", ["broken.zip", "class --roster x.csv", "class --gradebook x.csv"])
def test_a_batch_that_is_refused_leaves_nothing(batch, small_class, tmp_path, arguments) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\3\4")
    (tmp_path / "x.csv").write_text("no,header\n" * 100)
    before = set(tmp_path.rglob("*"))
    assert batch(*arguments.split()).returncode == 2
    assert set(tmp_path.rglob("*")) == before


def test_a_folder_that_is_not_there_or_holds_the_reports_is_refused(batch, tmp_path) -> None:
    assert "no such folder" in batch(tmp_path / "nothing").stderr
    assert "choose another" in batch(tmp_path).stderr


def test_without_full_isolation_other_peoples_code_is_refused(batch, small_class) -> None:
    done = batch(small_class, env={"PATH": "/nonexistent", "HOME": "/tmp"})
    assert done.returncode == 2
    assert "no full isolation" in done.stderr
    assert "--isolation" in done.stderr


def test_two_batches_do_not_write_to_one_folder(batch, small_class, tmp_path) -> None:
    store = tmp_path / "out" / ".store"
    store.mkdir(parents=True)
    with open(store / "lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = batch(small_class)
    assert second.returncode == 2 and "another `grade batch`" in second.stderr
    assert batch(small_class).returncode == 0


def test_the_reports_are_in_the_language_that_is_asked_for(batch, small_class, tmp_path) -> None:
    assert batch(small_class, "--lang", "ko").returncode == 0
    pages = [page.read_text() for page in (tmp_path / "out").rglob("index.html")]
    assert len(pages) > 1
    assert all('<html lang="ko">' in page for page in pages)


def test_pages_in_another_language_are_written_again_without_grading_again(batch, small_class, tmp_path) -> None:
    out = tmp_path / "out"
    batch(small_class)
    stored = {path: path.stat().st_mtime_ns for path in (out / ".store").rglob("*.json")}
    with gradebook.open(out / "gradebook.sqlite") as book:
        before = dump(book)
    assert json.loads(batch(small_class, "--lang", "ko", "--json").stdout)["graded"] == 0
    assert all('<html lang="ko">' in page.read_text() for page in out.rglob("index.html"))
    assert {path: path.stat().st_mtime_ns for path in (out / ".store").rglob("*.json")} == stored
    with gradebook.open(out / "gradebook.sqlite") as book:
        assert dump(book) == before


def test_a_page_that_is_written_again_still_tells_what_was_decided(batch, small_class, tmp_path) -> None:
    out = tmp_path / "out"
    batch(small_class)
    with gradebook.open(out / "gradebook.sqlite") as book:
        book.override("ada", "mse_gradient", 4, "copied from bob", "prof")
    (out / "ada" / "index.html").unlink()
    batch(small_class)
    assert "copied from bob" in (out / "ada" / "index.html").read_text()


def test_what_is_damaged_in_a_download_is_ungraded_and_no_zero(batch, tmp_path) -> None:
    download = tmp_path / "class.zip"
    with zipfile.ZipFile(download, "w") as archive:
        archive.writestr("ada/mse_gradient.py", answer("mse_gradient"))
        archive.writestr("ada/sine_numpy.py", answer("sine_numpy"))
        archive.writestr("bob/sine_numpy.py", answer("sine_numpy"))
    good = answer("mse_gradient")
    download.write_bytes(download.read_bytes().replace(good, b"#" + good[1:]))
    done = batch(download)
    assert done.returncode == 3
    assert scores(tmp_path / "out", "ada") == {"mse_gradient": ("ungraded", 0.0), "sine_numpy": ("passed", 10.0)}
    row = next(line for line in (tmp_path / "out" / "gradebook.csv").read_text().splitlines() if "ada" in line)
    assert ",,10," in row and row.endswith("incomplete")
    assert "ungraded: ada, mse_gradient: the file could not be read: mse_gradient.py: it is damaged" in done.stderr


def test_a_file_that_may_be_misnamed_is_asked_about_on_the_class_page(batch, small_class, tmp_path) -> None:
    hand_in(small_class, "cem", hw1_mse_gradeint=b"x = 1\n")
    done = batch(small_class)
    question = "cem: hw1_mse_gradeint.py was not graded: is it meant to be mse_gradient.py?"
    assert f"note: {question}" in done.stderr
    page = tmp_path / "out" / "index.html"
    assert question in page.read_text().split("</details>")[0]
    page.unlink()
    again = [sys.executable, "-m", "grader", "report", "--out", "out"]
    subprocess.run(again, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert question in page.read_text().split("</details>")[0]


def test_a_canvas_name_that_can_be_read_in_two_ways_is_asked_about_on_the_class_page(batch, tmp_path) -> None:
    folder, out = tmp_path / "canvas", tmp_path / "out"
    folder.mkdir()
    with zipfile.ZipFile(folder / "bo_777_12_501_homework.zip", "w") as theirs:
        theirs.writestr("mse_gradient.py", answer("mse_gradient", "sums_instead_of_mean"))
    (folder / "bo_777_70_mse_gradient.py").write_bytes(answer("mse_gradient"))
    done = batch(folder)
    assert done.returncode == 0, done.stderr
    question = (
        "bo_777_12_501_homework.zip can belong to any of bo (777), bo_777 (12), because of how Canvas writes names: "
        "whose is it?"
    )
    assert question in done.stderr and question in (out / "index.html").read_text()
    assert scores(out, "bo_777")["mse_gradient"] == ("passed", 10.0)
    assert scores(out, "bo_777_12_")["mse_gradient"][0] == "failed"


def test_ctrl_c_stops_cleanly_and_the_next_run_goes_on(batch, small_class, tmp_path) -> None:
    for number in range(40):
        hand_in(small_class, f"extra{number:02}", mse_gradient=answer("mse_gradient") + b"# %d\n" % number)
    running = subprocess.Popen(
        command(small_class, tmp_path / "out"), stderr=subprocess.PIPE, text=True, start_new_session=True
    )

    def some_are_graded() -> bool:
        assert running.poll() is None
        return len(list((tmp_path / "out").glob("*/index.html"))) >= 3

    until(some_are_graded, 120)
    os.killpg(running.pid, signal.SIGINT)
    _, words = running.communicate(timeout=60)
    assert running.returncode == 130, words
    assert "stopped" in words and "Traceback" not in words
    assert not [path for path in (tmp_path / "out").rglob(".*.??????*") if path.name != ".store"]
    again = json.loads(batch(small_class, "--json").stdout)
    assert again["unchanged"] > 0 and again["graded"] + again["unchanged"] == again["submissions"]


def test_a_broken_exercise_that_is_not_graded_stops_no_other(batch, small_class, tmp_path) -> None:
    course = tmp_path / "course"
    for folder in ("exercises", "solutions"):
        shutil.copytree(builtin() / folder, course / folder)
    shutil.copy(builtin() / "course.toml", course)
    for checks in course.glob("solutions/*/checks.py"):
        if checks.parent.name not in EXERCISES:
            checks.write_text("raise RuntimeError\n")
    done = batch(small_class, "--course", str(course))
    assert done.returncode == 0, done.stderr
    assert scores(tmp_path / "out", "ada")["mse_gradient"] == ("passed", 10.0)
