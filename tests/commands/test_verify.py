"""`grade verify`: what it prints, and its exit status."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from click.testing import Result
from command_line import grade
from small_course import written


def verify(root: Path, *options: str) -> Result:
    return grade("verify", "--course", root, "--seeds", "1", *options)


def test_the_command_says_faults_and_counts(tmp_path) -> None:
    done = verify(written(tmp_path, **{"exercises/triple.py": "pass"}), "--no-mutants")
    assert done.exit_code == 1, done.output
    assert "exercises/triple.py: no exercise has this stub; list it in course.toml, or take it away" in done.output
    assert "mistakes that lose points and are named: 1 of 1" in done.output
    assert "\n1 fault" in done.output


def test_the_command_prints_one_document(tmp_path) -> None:
    done = verify(written(tmp_path), "--json", "--exercise", "double")
    assert done.exit_code == 0, done.output
    document = msgspec.json.decode(done.stdout)
    assert (document["schema"], document["course"], document["faults"]) == (1, "small", [])
    assert document["counts"]["mutants_equivalent"] == 5


def test_the_command_says_what_share_of_conditional_twins_is_caught(tmp_path) -> None:
    stub = "def double(x: float) -> float:\n    raise NotImplementedError\n"
    done = verify(written(tmp_path, **{"exercises/double.py": stub}), "--off-schedule", "10")
    assert done.exit_code == 0, done.output
    escaped = r"escaped: double: (mistakes/square\.py|solution\.py, line \d, .*): right for calls ≤ [123], else wrong"
    assert len(re.findall(escaped + r" \(verify 0\)\n", done.output)) == 5
    rows = [line.split() for line in done.output.splitlines() if line.startswith(("% caught", "double ", "all "))]
    assert [rows[0][-3:], rows[1][0], rows[2][0]] == [["magnitude", "calls", "all"], "double", "all"]
    assert rows[1][-2] == "0"
    assert re.search(r"off-schedule strength: \d of 10 conditional twins caught \(\d+\.0 %\)\n", done.output)


def test_the_document_has_the_twins_that_escaped(tmp_path) -> None:
    root = written(tmp_path)
    document = msgspec.json.decode(verify(root, "--json", "--off-schedule", "12").stdout)
    assert document["twins"] == document["twins_caught"] + len(document["twins_escaped"]) == 12
    assert {"exercise", "of", "kind", "threshold", "condition", "seed"} == set(document["twins_escaped"][0])
    without = msgspec.json.decode(verify(root, "--json", "--off-schedule", "0", "--unnamed").stdout)
    assert (without["twins"], without["unnamed"]) == (0, []), "its mutants differ in one number: that tells nothing"
    assert "off-schedule" not in verify(root, "--no-mutants").output


def test_an_exercise_that_is_not_there_is_a_usage_error(tmp_path) -> None:
    done = verify(written(tmp_path), "--exercise", "quadruple")
    assert done.exit_code == 2
    assert "no exercise is called 'quadruple'; did you mean double?" in done.output


def test_the_command_shows_the_mutants_that_nothing_notices(tmp_path) -> None:
    root = written(tmp_path, **{"solutions/double/equivalents.toml": None})
    done = verify(root)
    assert done.exit_code == 1, done.output
    assert "-    z = 0\n" in done.output and "+    z = 1\n" in done.output
    entry = '\n[[mutant]]\nwhere = "double"\nwas = "z = 0"\nbecomes = "z = 1"\nreason = "…"\n'
    assert entry in done.output
    assert entry.strip() in [f["entry"].strip() for f in msgspec.json.decode(verify(root, "--json").stdout)["faults"]]


def test_the_command_says_where_a_solution_is_not_python(tmp_path) -> None:
    done = verify(written(tmp_path, **{"solutions/double/solution.py": "def double(:"}))
    assert done.exit_code == 1, done.output
    assert "solution.py, line 1: invalid syntax" in done.output
