"""Each round has a seed, which the instructor can find and no student is given."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections import defaultdict

import pytest
from command_line import grade
from small_class import answer, command, hand_in, result
from waiting import until

from grader.batch.rounds import GradedWith, Rounds, state_of


@pytest.fixture
def rounds(tmp_path):
    (tmp_path / "store").mkdir()
    return Rounds(tmp_path / "store")


@pytest.fixture
def handed_in(tmp_path):
    hand_in(tmp_path / "class", "ada", vjp=b"1")
    return tmp_path / "class"


def seeds_of(out):
    """Student -> the seeds of each of their gradings."""
    found = defaultdict(list)
    for line in (out / ".store" / "seeds.jsonl").read_text().splitlines():
        noted = json.loads(line)
        found[noted["student"]].append(noted["seeds"])
    return found


def test_each_round_has_another_seed(rounds, handed_in) -> None:
    first = rounds.begin(handed_in)
    rounds.end()
    assert len(first.seed) == 32 and rounds.begin(handed_in).seed != first.seed


def test_an_interrupted_round_goes_on_with_its_seed(rounds, handed_in) -> None:
    assert rounds.begin(handed_in) == rounds.begin(handed_in)


CHANGES = {
    "another file": lambda ada: (ada / "sine.py").write_text(""),
    "another text of the same length and time": lambda ada: hand_in(ada.parent, "ada", vjp=b"2"),
    "a file that is gone": lambda ada: (ada / "vjp.py").unlink(missing_ok=True),
    "another student": lambda ada: hand_in(ada.parent, "bob", vjp=b"1"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_interrupted_round_is_over_when_somebody_hands_in_again(rounds, handed_in, change) -> None:
    first = rounds.begin(handed_in)
    before = state_of(handed_in)
    until(lambda: (change(handed_in / "ada"), state_of(handed_in))[1] != before)  # a disk's clock goes in steps
    assert rounds.begin(handed_in).seed != first.seed


def test_a_class_too_large_to_compare_never_goes_on(rounds, handed_in, monkeypatch) -> None:
    monkeypatch.setattr("grader.batch.rounds.MOST", 2)
    assert rounds.begin(handed_in) != rounds.begin(handed_in)


def test_a_seed_that_the_instructor_gives_is_the_one(rounds, handed_in) -> None:
    rounds.begin(handed_in)
    assert (rounds.begin(handed_in, "mine").seed, rounds.begin(handed_in, "mine").given) == ("mine", True)


def test_a_round_tells_its_seed_to_no_log(rounds, handed_in) -> None:
    begun = rounds.begin(handed_in)
    assert begun.seed not in repr(begun)


def test_lines_of_a_forgotten_student_are_dropped_and_cut_ones_harm_nothing(rounds) -> None:
    for student in ("ada", "bob"):
        rounds.note(GradedWith(student, "now", {"vjp": "1"}))
    with open(rounds.seeds, "a") as file:
        file.write('{"student":"bo')
    rounds.forget({"ada"})
    assert "ada" not in rounds.seeds.read_text() and '"bob"' in rounds.seeds.read_text()


def test_who_hands_in_again_gets_another_seed_and_nobody_else_is_graded(batch, small_class, tmp_path) -> None:
    out = tmp_path / "out"
    assert batch(small_class, seed=None).returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("result.json")}
    hand_in(small_class, "bob", mse_gradient=answer("mse_gradient") + b"# mine\n")
    assert json.loads(batch(small_class, "--json", seed=None).stdout)["graded"] == 1
    after = {path: path.read_bytes() for path in out.rglob("result.json")}
    assert [path.parent.name for path in after if after[path] != before[path]] == ["bob"]
    seeds = seeds_of(out)
    (first,) = {seed for each in seeds["ada"] + seeds["cem"] for seed in each.values()}
    assert seeds["bob"][0] == {"mse_gradient": first, "sine_numpy": first}
    assert seeds["bob"][1]["sine_numpy"] == first, "its file has not changed"
    assert seeds["bob"][1]["mse_gradient"] != first
    assert len(seeds["ada"]) == len(seeds["cem"]) == 1


def test_nothing_that_a_student_or_another_system_gets_holds_a_seed(batch, small_class, tmp_path, monkeypatch) -> None:
    out = tmp_path / "out"
    batch(small_class, "--lang", "ko", seed=None)
    (seed,) = {seed for each in seeds_of(out)["bob"] for seed in each.values()}
    monkeypatch.chdir(tmp_path)
    book = ("--gradebook", str(out / "gradebook.sqlite"))
    for name in ("csv", "json", "canvas", "junit"):
        grade("export", name, *book, "--out", f"export.{name}")
    for name in ("gradescope", "classroom50"):
        grade("export", name, *book, "--student", "bob", "--out", f"export.{name}")
    grade("report", *book, "--out", "rendered")
    grade("report", *book, "--out", "rendered", "--instructor", "copies")
    files = [p for p in tmp_path.rglob("*") if p.is_file() and out / ".store" not in p.parents]
    assert {p.name for p in files} > {"result.json", "index.html", "gradebook.csv", "gradebook.sqlite", "export.json"}
    assert {p.parent.name for p in files if p.name == "index.html"} > {"bob", "rendered", "copies"}
    assert not [p for p in files if seed.encode() in _unpacked(p.read_bytes())]
    assert result(out, "bob")["seed"] == ""


def _unpacked(data: bytes) -> bytes:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"".join(map(archive.read, archive.namelist()))
    return data


def test_an_instructor_repeats_a_grading_with_its_seed(batch, small_class, tmp_path) -> None:
    batch(small_class, seed=None)
    (seeds,) = seeds_of(tmp_path / "out")["bob"]
    again = [sys.executable, "-m", "grader", "submit", small_class / "bob" / "mse_gradient.py", "--seed",
             seeds["mse_gradient"], "--json", "--student", "bob"]  # fmt: skip
    done = subprocess.run(again, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    repeated, graded = json.loads(done.stdout)["exercises"][0], result(tmp_path / "out", "bob")["exercises"][0]
    assert [c["message"] for c in repeated["checks"]] == [c["message"] for c in graded["checks"]]
    assert any(c["status"] == "failed" and c["actual"] for c in graded["checks"])


def test_a_given_seed_is_used_and_repeats_itself(batch, small_class, tmp_path) -> None:
    out = tmp_path / "out"
    batch(small_class, seed="chosen")
    assert {seed for each in seeds_of(out)["bob"] for seed in each.values()} == {"chosen"}
    first = result(out, "bob")["exercises"][0]["checks"]
    assert json.loads(batch(small_class, "--json", seed="chosen").stdout)["graded"] == 0
    shutil.rmtree(out)
    batch(small_class, seed="chosen")
    assert result(out, "bob")["exercises"][0]["checks"] == first


def test_a_batch_that_goes_on_after_ctrl_c_is_the_same_round(batch, small_class, tmp_path) -> None:
    for number in range(40):
        hand_in(small_class, f"extra{number:02}", mse_gradient=answer("mse_gradient") + b"# %d\n" % number)
    out = tmp_path / "out"
    running = subprocess.Popen(command(small_class, out, seed=None), stderr=subprocess.DEVNULL, start_new_session=True)
    until(lambda: len(list(out.glob("*/index.html"))) >= 3, 120)
    os.killpg(running.pid, signal.SIGINT)
    assert running.wait(60) == 130
    assert json.loads(batch(small_class, "--json", seed=None).stdout)["graded"] > 0
    seeds = seeds_of(out)
    assert len(seeds) > 40
    assert len({seed for each in seeds.values() for one in each for seed in one.values()}) == 1
