"""What a hand-in costs outside its worker: CPU seconds and memory, for every kind of tests/hostile/pathological*.py.

    .venv/bin/python bench/outside.py [WORDS OF A NAME]

Each is written at the size that a student may hand in and goes the ways of `grade submit` and of `grade batch` (found,
unpacked, read, quoted in failures, put in a report), each in a process of its own. Memory is the peak above that of a
hand-in of one line. Exit status 1 where one costs more than LIMIT_S or LIMIT_MIB.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

import trusted_side

from grader.courses import find
from grader.errors import UsageError
from tests.hostile import pathological_archives as pathological

LIMIT_S, LIMIT_MIB, KILLED_S = 2.0, 200.0, 30
COURSE = find.load(find.builtin())


def in_a_process(act: Callable[[], object], seconds: int = KILLED_S) -> tuple[float, float, str]:
    """CPU seconds, MiB at the peak, and how it ended."""
    if not (pid := os.fork()):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        try:
            act()
        except UsageError:
            os._exit(3)
        except BaseException as error:
            print(f"{type(error).__name__}: {error}"[:500], file=sys.stderr)
            os._exit(1)
        os._exit(0)
    _, status, usage = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    words = {0: "", 3: "refused"}.get(code, "killed" if code < 0 else "an exception")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, words


def cost(make: pathological.Kind) -> list[tuple[float, float, str]]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        hand_in, other, work = (Path(place).resolve() / name for name in ("class/ann", "class/bob", "work"))
        for folder in (hand_in, other, work):
            folder.mkdir(parents=True)
        (other / "vjp.py").write_text("x = 1\n")
        assert not in_a_process(lambda: make(hand_in, pathological.SIZE), seconds=600)[2]
        ways = (
            lambda: trusted_side.submitted(hand_in, COURSE),
            lambda: trusted_side.of_a_class(hand_in, work, COURSE),
        )
        costs = [in_a_process(way) for way in ways]
        subprocess.run(["rm", "-rf", hand_in], check=False)  # it may be nested deeper than Python goes
        return costs


def one_line(folder: Path, _: int) -> None:
    (folder / "vjp.py").write_text("x = 1\n")


def main(wanted: str) -> int:
    cost(one_line)  # so that what is imported when it is needed is there
    trusted_side.submitted(COURSE.root / "exercises", COURSE)
    floor = max(peak for _, peak, _ in cost(one_line))
    rows = []
    for name, make in pathological.KINDS.items():
        if wanted in name:
            costs = [(cpu, peak - floor, words) for cpu, peak, words in cost(make)]
            print(
                f"{name}: {[f'{cpu:.2f} s {peak:.0f} MiB {words}' for cpu, peak, words in costs]}",
                file=sys.stderr,
                flush=True,
            )
            rows.append((max(cpu for cpu, _, _ in costs), max(peak for _, peak, _ in costs), name, costs))
    over = 0
    print(f"{'submit':>16} {'batch':>16}")
    for cpu, peak, name, costs in sorted(rows, reverse=True):
        bad = cpu > LIMIT_S or peak > LIMIT_MIB or any(words in ("killed", "an exception") for *_, words in costs)
        over += bad
        cells = " ".join(f"{cpu:6.2f} s {peak:4.0f} MiB" for cpu, peak, _ in costs)
        print(f"{cells}  {'OVER  ' if bad else ''}{name}  {', '.join(filter(None, (w for *_, w in costs)))}".rstrip())
    print(f"{len(rows)} kinds, {over} over {LIMIT_S:g} s or {LIMIT_MIB:g} MiB")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
