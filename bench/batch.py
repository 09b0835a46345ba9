"""What a class costs, against a floor and against importing torch.

    .venv/bin/python bench/batch.py [FOLDER | STUDENTS] [--floor-rounds N] [--by-exercise] [--profile FILE]

Prints, side by side from one run, the CPU and wall seconds per student of (a) the floor (floor.py), (b) warm grading
with diagnosis, result.json and the report, and (c) `python -c "import torch"`. FOLDER has one folder per student; a
number makes a class of the five exercises of the design card.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # as the workers have it: one thread a process

import floor
from make_class import FIVE, make_class

from grader.courses import find
from grader.courses.course import Course, libraries
from grader.grading.grade import Grading
from grader.outcomes.result import Result, to_json, versions
from grader.report import page
from grader.sandbox import levels
from grader.sessions.session import Sandbox
from grader.submission.collect import collect

SEED = "a class seed"
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Cost:
    """Seconds."""

    cpu: float
    wall: float

    def by(self, count: int) -> Cost:
        return Cost(self.cpu / count, self.wall / count)


def tree_cpu(root: int) -> float:
    """CPU seconds of a process, its descendants and all of theirs that have ended and been waited for."""
    stats = {}
    for name in os.listdir("/proc"):
        try:
            text = Path("/proc", name, "stat").read_text() if name.isdigit() else ""
        except OSError:
            continue
        if text:
            fields = text.rpartition(")")[2].split()
            stats[int(name)] = int(fields[1]), sum(map(int, fields[11:15]))
    tree, found = {root}, [root]
    while found:
        found = [pid for pid, (parent, _) in stats.items() if parent in found and pid not in tree]
        tree.update(found)
    return sum(stats[pid][1] for pid in tree if pid in stats) / TICK


@contextmanager
def measured(cost: Cost) -> Iterator[None]:
    """Adds what happens inside, in this process and its forkservers, to `cost`."""
    cpu, wall = tree_cpu(os.getpid()), time.perf_counter()
    yield
    cost.cpu += tree_cpu(os.getpid()) - cpu
    cost.wall += time.perf_counter() - wall


class Warm:
    """The trusted process of a job: one course, one seed, forkservers that have started."""

    def __init__(self, course: Course, sandbox: Sandbox, exercises: Sequence[str], seed: str = SEED) -> None:
        self.exercises = [course.exercises[name] for name in exercises]
        self.course, self.grading, self.versions = course, Grading(course, sandbox, seed), versions()
        self.recorder = floor.Recorder()
        sandbox.warm(libraries(course.exercises[name] for name in FIVE))

    def grade(self, folder: Path, out: Path) -> Result:
        """One student: result.json and index.html in `out`."""
        handed_in, results = collect([folder], [e.id for e in self.exercises]), []
        self.recorder.students.append([])
        for exercise in self.exercises:
            self.recorder.students[-1].append([])
            results.append(self.grading.grade(exercise, handed_in.sources.get(exercise.id)))
        result = Result(
            course=self.course.name, student=folder.name, device="cpu", isolation="full", seed=self.grading.seed,
            graded_at="2026-01-01T00:00:00Z", versions=self.versions, score=sum(r.score for r in results),
            points=sum(r.points for r in results), ignored=handed_in.ignored, exercises=results,
            layers=self.grading.layers,
        )  # fmt: skip
        out.mkdir(parents=True, exist_ok=True)
        (out / "result.json").write_bytes(to_json(result))
        (out / "index.html").write_bytes(page.render(result).encode())
        return result


def class_cost(warm: Warm, folders: Sequence[Path], out: Path) -> Cost:
    """(b): the folders, one after the other."""
    cost = Cost(0.0, 0.0)
    with measured(cost):
        for folder in folders:
            warm.grade(folder, out / folder.name)
        time.sleep(0.1)  # the last workers are waited for
    return cost


def import_cost(runs: int) -> Cost:
    """(c): the median."""
    costs = [Cost(0.0, 0.0) for _ in range(runs)]
    for cost in costs:
        with measured(cost):
            subprocess.run([sys.executable, "-c", "import torch"], check=True)
    return Cost(statistics.median(c.cpu for c in costs), statistics.median(c.wall for c in costs))


def folders_of(what: str, scratch: Path, exercises: Sequence[str]) -> list[Path]:
    if not what.isdigit():
        return sorted(path for path in Path(what).iterdir() if path.is_dir())
    return make_class(int(what), scratch / "class", 1, exercises)


def run(folders: Sequence[Path], exercises: Sequence[str], out: Path, args: argparse.Namespace) -> None:
    course = find.load(find.builtin())
    with Sandbox(levels.level("full"), course.limits) as sandbox:
        warm = Warm(course, sandbox, exercises)
        with warm.recorder.recording():  # here, once, what the solution and the mistakes answer is computed
            first = class_cost(warm, folders, out)
        profile = cProfile.Profile() if args.profile else None
        if profile:
            profile.enable()
        cost = class_cost(warm, folders, out)
        if profile:
            profile.disable()
            profile.dump_stats(args.profile)
    asked, n = warm.recorder.students[: len(folders)], len(folders)
    rows = {
        "(a) the floor": floor_cost(asked, n, args.floor_rounds),
        "    with a fork for each exercise": floor_cost(asked, n, args.floor_rounds, apart=True),
        "(b) graded warm, with reports": cost.by(n),
        "    the first time in a process": first.by(n),
        "(c) import torch": import_cost(5),
    }
    print(f"{n} students, {', '.join(exercises)}")
    report(rows)


def floor_cost(asked: floor.Class, students: int, rounds: int, apart: bool = False) -> Cost:
    return Cost(*floor.seconds(asked, rounds, apart)).by(students * rounds)


def report(rows: dict[str, Cost]) -> None:
    low, imported = rows["(a) the floor"], rows["(c) import torch"]
    print(f"{'seconds a student':34} {'CPU':>8} {'wall':>8} {'CPU/(a)':>8} {'CPU/(c)':>8}")
    for name, cost in rows.items():
        print(f"{name:34} {cost.cpu:8.3f} {cost.wall:8.3f} {cost.cpu / low.cpu:8.2f} {cost.cpu / imported.cpu:8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("students", nargs="?", default="30")
    parser.add_argument("--floor-rounds", type=int, default=1)
    parser.add_argument("--exercises", nargs="+", default=FIVE)
    parser.add_argument("--by-exercise", action="store_true", help="a table for each exercise alone, too")
    parser.add_argument("--profile", help="write the trusted process's profile of (b) here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folders = folders_of(args.students, Path(scratch), args.exercises)
        run(folders, args.exercises, Path(scratch, "out"), args)
        for exercise in args.exercises if args.by_exercise else ():
            run(folders, [exercise], Path(scratch, "out"), args)


if __name__ == "__main__":
    main()
