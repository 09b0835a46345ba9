"""Two checkouts that take turns on the same classes: what a change has gained, as a ratio that noise spares.

    .venv/bin/python bench/turns.py OLD NEW [--rounds 7] [--students 6] [--exercises …]

Each checkout has a warm process, with this environment's libraries and its own engine and course. Both grade a class of
their own first; then new students each round, a few at a time in turn. Prints the CPU of NEW over OLD: of all, and of
the trusted process alone, the median of the rounds with the least and the most.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BENCH = Path(__file__).parent


def serve(root: str, exercises: list[str]) -> None:
    """Reads folders, a line for each turn; answers with the CPU seconds of all and of this process."""
    import batch

    import grader

    assert Path(grader.__file__).is_relative_to(root), grader.__file__
    course = batch.find.load(batch.find.builtin())
    with (
        tempfile.TemporaryDirectory() as out,
        batch.Sandbox(batch.levels.level("full"), course.limits) as sandbox,
    ):
        warm = batch.Warm(course, sandbox, exercises)
        for line in sys.stdin:
            before, folders = time.process_time(), line.rstrip("\n").split("\t")
            cost = batch.class_cost(warm, [Path(folder) for folder in folders], Path(out))
            print(cost.cpu * len(folders), time.process_time() - before, flush=True)


class Checkout:
    def __init__(self, root: Path, exercises: list[str]) -> None:
        paths = os.pathsep.join([str(root), str(BENCH)])
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--serve", str(root), *exercises],
            stdin=-1, stdout=-1, text=True, cwd=root, env={**os.environ, "PYTHONPATH": paths},
        )  # fmt: skip

    def cpu(self, folders: list[Path]) -> tuple[float, float]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(*folders, sep="\t", file=self.process.stdin, flush=True)
        whole, own = self.process.stdout.readline().split()
        return float(whole), float(own)


def main() -> None:
    from make_class import FIVE, make_class

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--students", type=int, default=6)
    parser.add_argument("--exercises", nargs="+", default=list(FIVE))
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        n = args.students
        made = make_class(n * (args.rounds + 2), Path(scratch), args.seed, args.exercises)[: n * (args.rounds + 1)]
        both = [Checkout(root.resolve(), args.exercises) for root in (args.old, args.new)]
        for checkout in both:
            checkout.cpu(made[:n])
        ratios = []
        for i in range(n, len(made), n):
            ratios.append(turn(both, made[i : i + n]))
            print("    this round: {:.2f} and {:.2f}".format(*ratios[-1]), flush=True)
    for checkout in both:
        checkout.process.communicate()
    for name, column in zip(("all", "trusted process"), zip(*ratios, strict=True), strict=True):
        low, middle, most = min(column), statistics.median(column), max(column)
        print(
            f"CPU of new over old, {name:16} {middle:.2f} ({low:.2f}-{most:.2f}), {len(ratios)} rounds of {n} students"
        )


def turn(both: list[Checkout], folders: list[Path]) -> tuple[float, float]:
    """The ratios of one round: two students at a time, the one who begins changing."""
    spent = dict.fromkeys(both, (0.0, 0.0))
    for i in range(0, len(folders), 2):
        for checkout in both if i % 4 else both[::-1]:
            whole, own = checkout.cpu(folders[i : i + 2])
            spent[checkout] = spent[checkout][0] + whole, spent[checkout][1] + own
    old, new = (spent[checkout] for checkout in both)
    return new[0] / old[0], new[1] / old[1]


if __name__ == "__main__":
    serve(sys.argv[2], sys.argv[3:]) if sys.argv[1:2] == ["--serve"] else main()
