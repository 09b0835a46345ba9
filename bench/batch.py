"""What a class costs, against its floors and against importing torch.

    .venv/bin/python bench/batch.py [FOLDER | STUDENTS] [--rounds 5] [--by-exercise] [--profile FILE]
    .venv/bin/python bench/batch.py 20 --jobs [--exercises mse_gradient]

The first prints CPU and wall seconds a student of (a) a fork a student, a fork an exercise, (F) a fork a session (all
three in floor.py), (b) warm grading with diagnosis, result.json and the report, and (c) `python -c "import torch"`.
They take turns, STUDENTS new ones of a class of the five exercises each round; the ratios are those of the rounds. What
is done once a class (the solution's answers, the mistakes') is measured on a class of its own before, and told besides.

The second runs `grade batch` with one job and with two in turn, and prints how many times faster two are, and how many
times they could be at most: one job already uses both processors where a worker ends while the next one is asked.
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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # as the workers have it: one thread a process

import floor
from cost import as_installed, cost
from make_class import FIVE, make_class
from whole_class import TICK, descendants

from grader.courses import find
from grader.courses.course import Course, libraries
from grader.grading.grade import Grading
from grader.outcomes.result import Result, to_json, versions
from grader.report import page
from grader.sandbox import levels
from grader.sessions.session import Sandbox
from grader.submission.collect import collect

SEED = "a class seed"
A, EXERCISE, F, B, C = (
    "(a) a fork a student",
    "    a fork an exercise",
    "(F) a fork a session",
    "(b) graded warm, with reports",
    "(c) import torch",
)
AGAINST = {"(a)": A, "exercise": EXERCISE, "(F)": F}


@dataclass
class Cost:
    """Seconds."""

    cpu: float
    wall: float

    def by(self, count: int) -> Cost:
        return Cost(self.cpu / count, self.wall / count)


Round = dict[str, Cost]
"""What was measured in it, a student."""


def tree_cpu() -> float:
    """CPU seconds of this process, its descendants and all of theirs that have ended and been waited for."""
    return sum(os.times()[:4]) + sum(descendants(os.getpid()).values()) / TICK


@contextmanager
def measured(cost: Cost) -> Iterator[None]:
    """Adds what happens inside, in this process and its forkservers, to `cost`."""
    cpu, wall = tree_cpu(), time.perf_counter()
    yield
    cost.cpu += tree_cpu() - cpu
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
    """(b): the folders, one after the other. What they asked is in the recorder afterwards."""
    warm.recorder.students.clear()
    cost = Cost(0.0, 0.0)
    with measured(cost), warm.recorder.recording():
        for folder in folders:
            warm.grade(folder, out / folder.name)
        time.sleep(0.1)  # the last workers are waited for
    return cost.by(len(folders))


def import_cost() -> Cost:
    cost = Cost(0.0, 0.0)
    with measured(cost):
        subprocess.run([sys.executable, "-c", "import torch"], check=True)
    return cost


def one_round(warm: Warm, floors: floor.Floors, folders: Sequence[Path], out: Path) -> Round:
    graded = class_cost(warm, folders, out)
    asked, n = warm.recorder.students, len(folders)
    ways: dict[str, floor.Way] = {A: "student", EXERCISE: "exercise", F: "session"}
    found = {name: Cost(*floors.seconds(asked, way)).by(n) for name, way in ways.items()}
    return {**found, B: graded, C: import_cost()}


def run(count: int, folders: Sequence[Path], exercises: Sequence[str], out: Path, profile: str | None) -> None:
    """folders: those of a class that comes first, and then so many each round."""
    course = find.load(find.builtin())
    with Sandbox(levels.level("full"), course.limits) as sandbox, floor.Floors() as floors:
        warm = Warm(course, sandbox, exercises)
        first = class_cost(warm, folders[:count], out)
        rounds, profiler = [], cProfile.Profile()
        for start in range(count, len(folders), count):
            if profile:
                profiler.enable()
            rounds.append(one_round(warm, floors, folders[start : start + count], out))
            profiler.disable()
            print(f"round {len(rounds)}: {', '.join(f'{r:.2f}' for r in last(rounds))}", file=sys.stderr, flush=True)
    if profile:
        profiler.dump_stats(profile)
    print(f"{len(rounds)} rounds of {count} students, {', '.join(exercises)}")
    report(rounds)
    once = (first.cpu - middle(rounds, lambda r: r[B].cpu)) * count
    print(f"    once a class, in the {count} students before: {once:.1f} s of CPU", flush=True)


def last(rounds: Sequence[Round]) -> list[float]:
    """(b)'s ratios in the last round."""
    return [rounds[-1][B].cpu / rounds[-1][against].cpu for against in AGAINST.values()]


def middle(rounds: Sequence[Round], of: Callable[[Round], float]) -> float:
    return statistics.median(map(of, rounds))


def report(rounds: Sequence[Round]) -> None:
    heads = "".join(f"{f'CPU/{name}':>19}" for name in AGAINST)
    print(f"{'seconds a student, medians':32} {'CPU':>7} {'wall':>7}{heads}")
    for name in rounds[0]:
        cost = Cost(middle(rounds, lambda r: r[name].cpu), middle(rounds, lambda r: r[name].wall))  # noqa: B023
        columns = "".join(f"{ratios(rounds, name, against):>19}" for against in AGAINST.values())
        print(f"{name:32} {cost.cpu:7.3f} {cost.wall:7.3f}{columns}")


def ratios(rounds: Sequence[Round], name: str, against: str) -> str:
    """Of CPU: the median, the least and the most."""
    found = sorted(r[name].cpu / r[against].cpu for r in rounds)
    return f"{statistics.median(found):.2f} ({found[0]:.2f}-{found[-1]:.2f})"


def jobs(folder: Path, exercises: Sequence[str], scratch: Path, rounds: int) -> None:
    """Two jobs against one, the whole command. The first pair warms the disk and does not count."""
    only = [part for exercise in exercises for part in ("--exercise", exercise)]
    grade = [sys.executable, "-m", "grader", "batch", str(folder), "--roster", str(folder / "roster.csv")]
    pairs = []
    for turn in range(rounds + 1):
        costs = []
        for count in (1, 2):
            out = scratch / f"out-{turn}-{count}"
            costs.append(cost([*grade, "--out", str(out), "--jobs", str(count), "--seed", "bench", *only]))
            if costs[-1].code:
                raise SystemExit(f"grade batch --jobs {count}: exit status {costs[-1].code}")
        pairs.append(costs)
    found = sorted(one.wall / two.wall for one, two in pairs[1:])
    walls, cpus = (
        [statistics.median(it[i] for it in column) for column in zip(*pairs[1:], strict=True)] for i in (0, 1)
    )
    each = (
        f"{count} {wall:.1f} s ({cpu:.1f} of CPU)"
        for count, wall, cpu in zip(("one job", "two"), walls, cpus, strict=True)
    )
    print(", ".join(exercises), ", ".join(each), sep=": ")
    print(f"two are {statistics.median(found):.2f} ({found[0]:.2f}-{found[-1]:.2f}) times as fast", end=", ")
    print(f"and would be {2 * walls[0] / cpus[1]:.2f} if two processors were busy all the time", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("students", nargs="?", default="10", help="how many a round, or a folder of them")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--exercises", nargs="+", default=FIVE)
    parser.add_argument("--seed", type=int, default=1, help="of the class")
    parser.add_argument("--by-exercise", action="store_true", help="a table for each exercise alone, too")
    parser.add_argument("--profile", help="write the trusted process's profile of (b) here")
    parser.add_argument("--jobs", action="store_true", help="grade batch with two jobs against one")
    args = parser.parse_args()
    as_installed()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        if args.jobs:
            folder = Path(args.students)
            if args.students.isdigit():
                folder = scratch / "class"
                make_class(int(args.students), folder, args.seed, args.exercises)
            jobs(folder, args.exercises, scratch, args.rounds)
            return
        folders = folders_of(args, scratch)
        count = len(folders) // (args.rounds + 1)
        run(count, folders, args.exercises, scratch / "out", args.profile)
        for exercise in args.exercises if args.by_exercise else ():
            run(count, folders, [exercise], scratch / "out", args.profile)


def folders_of(args: argparse.Namespace, scratch: Path) -> list[Path]:
    """Those of the folder that is named; else new ones, enough for all rounds and the class before them."""
    if not args.students.isdigit():
        return sorted(path for path in Path(args.students).iterdir() if path.is_dir())
    count = int(args.students)
    made = make_class(count * (args.rounds + 2), scratch / "class", args.seed, args.exercises)
    return made[: count * (args.rounds + 1)]


if __name__ == "__main__":
    main()
