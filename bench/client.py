"""What the client of `grade batch` costs: writing down what jobs have found, without the jobs.

    .venv/bin/python bench/client.py [STUDENTS] [--rounds 5] [--exercises mse_gradient …]

Grades a class in this process, and then only records it, again and again into a new folder: ms a student of wall time
and of CPU, the medians. `flush` is what `grade batch` does once a second.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from make_class import make_class

from grader.batch.plan import Plan, PlannedSubmission
from grader.batch.record import Recorder
from grader.batch.store import Store
from grader.batch.workshop import GradedSubmission, Workshop
from grader.courses import find
from grader.gradebook.book import open_book
from grader.intake import read_class

Done = list[tuple[PlannedSubmission, GradedSubmission]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("students", type=int, nargs="?", default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--exercises", nargs="+", default=["mse_gradient"])
    parser.add_argument("--scratch", type=Path, help="a folder on the disk to measure")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.scratch) as name:
        scratch = Path(name)
        make_class(args.students, scratch / "class", 1, args.exercises)
        done: Done = []
        costs = []
        for turn in range(args.rounds + 1):
            costs.append(recorded(scratch, scratch / f"out{turn}", tuple(args.exercises), done))
    wall, cpu = (statistics.median(column) * 1e3 for column in zip(*costs[1:], strict=True))
    print(f"{len(done)} students, {', '.join(args.exercises)}: {wall:.1f} ms of wall and {cpu:.1f} ms of CPU each")


def recorded(scratch: Path, out: Path, exercises: tuple[str, ...], done: Done) -> tuple[float, float]:
    """Seconds of wall and of CPU a student. done: what is found; graded here where it is empty."""
    course, store = find.load(find.builtin()), Store(out)
    handed_in = read_class(scratch / "class", layout="folders", roster=None, work=scratch, ids=course.exercises)
    plan = Plan(course, "full", "cpu", store, store.rounds.begin(scratch / "class", "bench"), exercises, "en")
    with open_book(out / "gradebook.sqlite") as book:
        book.enrol(hand_in.student for hand_in in handed_in.hand_ins)
        recorder = Recorder(out, store, book, plan)
        if not done:
            workshop = Workshop(plan.settings)
            planned = [plan.continued(plan.of(hand_in)) for hand_in in handed_in.hand_ins]
            done += [(each, workshop.grade(each.task)) for each in planned]
        started, before = time.perf_counter(), time.process_time()
        for each, result in done:
            recorder.record(each, result)
        recorder.flush()
        wall, cpu = time.perf_counter() - started, time.process_time() - before
    return wall / len(done), cpu / len(done)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
