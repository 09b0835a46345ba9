"""What a worker may read: Python and the exercise's packages, no other Python's, and nothing that is private."""

from __future__ import annotations

import os
from dataclasses import replace

from sandboxed import TIGHT, ask, session

from grader.sandbox import mounts
from grader.sessions.session import Sandbox


def test_other_packages_are_cut_out_of_a_folder_and_the_rest_is_kept(tmp_path) -> None:
    for name in ("python3.9/site-packages/torch", "python3.9/json", "python3.9/secret", "x86_64-linux-gnu"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "python3.9" / "os.py").touch()
    (tmp_path / "python3.9" / "secret").chmod(0o700)
    (tmp_path / "python3.9" / "link").symlink_to("/etc")
    hidden = {str(tmp_path / "python3.9" / "site-packages")}
    found = {os.path.relpath(path, tmp_path) for path in mounts._without(str(tmp_path), hidden)}
    assert found == {"python3.9/json", "python3.9/os.py", "x86_64-linux-gnu"}
    assert list(mounts._without(str(tmp_path), set())) == [str(tmp_path)]


def test_neither_torch_nor_the_course_is_readable_for_a_numpy_exercise(course) -> None:
    torch = os.path.realpath(mounts.package_paths(("torch",))["torch"])
    solutions = str(course.exercises["mse_gradient"].folder)
    for path in mounts.readable_outside(("numpy", "msgspec", "ipython"), "/nowhere"):
        for kept in (torch, solutions):
            assert not (kept + "/").startswith(path.rstrip("/") + "/")
    with_torch = mounts.readable_outside(("torch",), "/nowhere")
    assert torch in with_torch


WRONG = """
    def look(path):
        os.stat(path)
        return {"the file": tried(lambda: open(path).read()), "its folder": tried(lambda: os.listdir("/host"))}
"""


def test_at_the_full_level_landlock_holds_where_a_mount_is_wrong(sandbox, tmp_path, monkeypatch) -> None:
    (tmp_path / "solution.py").write_text("secret")
    tmp_path.chmod(0o755)
    right = mounts.bubblewrap_arguments
    monkeypatch.setattr(
        mounts, "bubblewrap_arguments", lambda *args: ["--ro-bind", str(tmp_path), "/host", *right(*args)]
    )
    with Sandbox("full", TIGHT) as wrong, session(wrong, WRONG) as worker:
        assert ask(worker, "look", "/host/solution.py") == {"the file": "refused", "its folder": "refused"}


THREADS = """
    def threads(count):
        started = [threading.Thread(target=time.sleep, args=(30,), daemon=True) for _ in range(count)]
        return {str(number): tried_thread(thread) for number, thread in enumerate(started)}

    def tried_thread(thread):
        try:
            thread.start()
            return "done"
        except RuntimeError:
            return "refused"
"""


def test_the_count_of_threads_is_each_workers_own(sandbox) -> None:
    roomy = replace(TIGHT, memory=8 * 2**30)  # addresses for stacks and heaps
    with Sandbox("full", roomy) as own, session(own, THREADS) as one, session(own, THREADS) as other:
        assert set(ask(one, "threads", 50).values()) == {"done"}
        assert set(ask(other, "threads", 50).values()) == {"done"}
        assert "refused" in ask(one, "threads", 20).values()
