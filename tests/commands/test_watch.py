"""`grade watch` grades again on a save."""

from __future__ import annotations

import itertools
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import report_samples as samples
from waiting import until, words

from grader.commands import watch
from grader.courses.find import builtin


@pytest.fixture
def watching(tmp_path, sandbox):
    """A running `grade watch` on a right answer that has set up its watch: the process, its file, and what reads on
    until a word comes."""
    file = tmp_path / "mse_gradient.py"
    shutil.copy(builtin() / "solutions" / "mse_gradient" / "solution.py", file)
    command = [sys.executable, "-P", "-u", "-m", "grader", "watch", str(file)]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    timer = threading.Timer(60, process.kill)
    timer.start()

    def read_until(word: str) -> str:
        seen = []
        for line in process.stdout:
            seen.append(line)
            if word in line:
                return "".join(seen)
        raise AssertionError(f"no {word!r} in {''.join(seen)}")

    assert "10/10  passed" in read_until("watching")
    until(lambda: is_watching(process.pid))
    yield process, file, read_until
    timer.cancel()
    process.kill()
    process.wait()
    process.stdout.close()


def is_watching(pid: int) -> bool:
    """Whether the process has set up an inotify watch, which it does after it has said so."""
    return any("wd:1" in words(info) for info in Path(f"/proc/{pid}/fdinfo").iterdir())


def test_a_save_is_graded_at_once_and_ctrl_c_ends(watching) -> None:
    process, file, read_until = watching
    right = file.read_text()
    file.write_text(right.replace(".mean()", ".sum()"))
    read_until("failed")
    file.write_text("def (")
    read_until("SyntaxError")
    file.write_text(right)
    read_until("10/10  passed")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0


def test_a_save_by_rename_or_after_a_deletion_is_graded_each_time(watching) -> None:
    """As editors and `sed -i` save: another file takes the name, and a watch on the old file would end."""
    _, file, read_until = watching
    right = file.read_text()
    for number in range(3):
        text = right if number % 2 else right.replace(".mean()", ".sum()")
        file.with_name(".saved").write_text(text)
        file.with_name(".saved").replace(file)
        status = "10/10  passed" if number % 2 else "failed"
        assert status in read_until(status)
    file.unlink()
    assert "no such file" in read_until("no such file")
    file.write_text(right)
    assert "10/10  passed" in read_until("10/10  passed")


def test_all_saves_that_wait_are_one_and_the_end_of_the_watch_is_told() -> None:
    saves = watch.Saves()
    for save in (None, None, None):
        saves.put(save)
    watch._wait(saves)
    assert saves.empty()
    saves.put(OSError("no watches left"))
    with pytest.raises(OSError, match="no watches left"):
        watch._wait(saves)


def test_where_a_newer_save_waits_nothing_is_explained(capsys) -> None:
    why = samples.why("repair", "sign", 1, "A sign is wrong.")
    explained = samples.result(samples.exercise("e", samples.check(explanation=why)))
    for waits, said in ((True, ""), (False, "→ e  line 1: A sign is wrong.\n")):
        work: Any = SimpleNamespace(explain=lambda result, stop: explained)
        watch._explain(work, samples.result(), stop=itertools.repeat(waits).__next__)
        assert capsys.readouterr().out == said
