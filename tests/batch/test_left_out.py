"""What was handed in for no exercise is told to the instructor."""

from __future__ import annotations

from small_class import answer, hand_in


def test_files_of_no_exercise_are_told_on_the_terminal_and_on_the_class_page(batch, tmp_path) -> None:
    folder, both = tmp_path / "class", {i: answer(i) for i in ("mse_gradient", "sine_numpy")}
    hand_in(folder, "ada", **both)
    (folder / "ada" / "diary.txt").write_text("done")
    hand_in(folder, "bob", sine_numpy=answer("sine_numpy"), zzz=b"x = 1")
    hand_in(folder, "cem", sine_numpy=b"import tools\n" + answer("sine_numpy"), tools=b"")
    (folder / "list.docx").write_bytes(b"x")
    done = batch(folder)
    lines = [
        "bob: not graded, because no exercise has such a name: zzz.py; there is no file for mse_gradient",
        "not graded, because no exercise has such a name and none imports them: ada/diary.txt",
        "not graded, because they are outside the students' folders: list.docx",
    ]
    page = (tmp_path / "out" / "index.html").read_text().replace("&#39;", "'")
    for line in lines:
        assert f"note: {line}\n" in done.stderr
        assert line in page
    assert "tools.py" not in done.stderr
