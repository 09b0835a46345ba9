"""A better roster between two runs."""

from __future__ import annotations

import json
import shutil

from grader import gradebook


def test_a_better_roster_joins_rows_and_nobody_is_graded_again(batch, small_class, tmp_path) -> None:
    shutil.rmtree(small_class / "dee")
    out, roster = tmp_path / "out", tmp_path / "roster.csv"
    first = json.loads(batch(small_class, "--json").stdout)
    roster.write_text("login,name,sid\nada,Ada Lovelace,1\nbob.b,Bob,bob\ncem,Cem,3\nzoe,Zoe,9\n")
    again = batch(small_class, "--json", "--roster", str(roster))
    told = json.loads(again.stdout)
    assert (told["graded"], told["unchanged"], told["absent"]) == (0, first["submissions"], ["zoe"]), again.stderr
    assert "from earlier, not among these" not in again.stderr
    with gradebook.open(out / "gradebook.sqlite") as book:
        assert {student.key: student.name for student in book.students()} == {
            "ada": "Ada Lovelace", "bob.b": "Bob", "cem": "Cem", "zoe": "Zoe",
        }  # fmt: skip
    assert "Ada Lovelace" in (out / "ada" / "index.html").read_text()
    assert (out / "bob.b" / "index.html").exists() and not (out / "bob").exists()
    assert json.loads(batch(small_class, "--json", "--roster", str(roster)).stdout)["unchanged"] == first["submissions"]
