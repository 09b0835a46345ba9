"""`grade watch` grades again on a save."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest

from grader.courses.course import builtin


@pytest.fixture
def watching(tmp_path, sandbox):
    """A running `grade watch` on a right answer: the process, its file, and what reads on until a word comes."""
    file = tmp_path / "mse_gradient.py"
    shutil.copy(builtin() / "solutions" / "mse_gradient" / "solution.py", file)
    command = [sys.executable, "-P", "-u", "-m", "grader", "watch", str(file)]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    timer = threading.Timer(60, process.kill)
    timer.start()

    def until(word: str) -> str:
        seen = []
        for line in process.stdout:
            seen.append(line)
            if word in line:
                break
        return "".join(seen)

    yield process, file, until
    timer.cancel()
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_save_is_graded_at_once_and_ctrl_c_ends(watching):
    process, file, until = watching
    assert "10/10  passed" in until("watching")
    time.sleep(1)  # the watcher sets up after it has said so
    right = file.read_text()
    file.write_text(right.replace(".mean()", ".sum()"))
    assert "failed" in until("graded in")
    file.write_text("def (")
    assert "SyntaxError" in until("graded in")
    file.write_text(right)
    assert "10/10  passed" in until("graded in")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0


def test_a_save_by_rename_or_after_a_deletion_is_graded_each_time(watching):
    """As editors and `sed -i` save: another file takes the name, and a watch on the old one would be over."""
    _, file, until = watching
    until("watching")
    time.sleep(1)
    right = file.read_text()
    for number in range(3):
        text = right if number % 2 else right.replace(".mean()", ".sum()")
        file.with_name(".saved").write_text(text)
        file.with_name(".saved").replace(file)
        assert ("10/10  passed" if number % 2 else "failed") in until("graded in")
    file.unlink()
    until("no such file")
    file.write_text(right)
    assert "10/10  passed" in until("graded in")
