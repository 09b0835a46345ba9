"""Public tasks, which nobody here wrote: what their own tests let through, and what our checks do.

    .venv/bin/python bench/public_tasks --judge TorchCode --zero nn-zero-to-hero --jobs 2
    .venv/bin/python bench/public_tasks --judge TorchCode --task relu --mutants 15

Takes a checkout of TorchCode (torch-judge, 40 tasks, MIT) and one of nn-zero-to-hero (the 26 gradients of makemore part
4, MIT); neither is a part of this repository. Our ports of the tasks, with the published solutions, make a course in a
temporary folder (--keep: in this one). Printed for each task: the points of the published solution; how many of the
published assertions our checks hold; of the mutants of the published solution that `grade verify` makes (at most N of
them, drawn by --seed) how many pass the published tests, and how many earn all points here. Mutants that are right as
well are recorded with a reason, have to agree under ten further seeds, and count for neither side.
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # also for the ports, which import `port`

import assemble  # noqa: E402
from checkout import GRADIENTS, NINJA, Published, published  # noqa: E402
from measure import Row, measure, start  # noqa: E402

from grader.errors import GraderError, UsageError  # noqa: E402

CACHE = Path("~/.cache/autograd-grader").expanduser()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", type=Path, default=CACHE / "TorchCode", metavar="DIR", help="default: %(default)s")
    parser.add_argument(
        "--zero", type=Path, default=CACHE / "nn-zero-to-hero", metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument("--task", action="append", default=[], metavar="NAME", help="only this one; may be repeated")
    parser.add_argument("--mutants", type=_count, metavar="N", help="at most N of a task (default: all)")
    parser.add_argument("--seed", type=int, default=0, help="of that draw (default: 0)")
    parser.add_argument("--jobs", type=_count, default=1, help="tasks at a time (default: 1)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the course here; the folder must not exist")
    asked = parser.parse_args()
    try:
        return _run(asked)
    except GraderError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\ninterrupted", file=sys.stderr)
        return 130


def _count(text: str) -> int:
    if (number := int(text)) < 0:
        raise ValueError
    return number


def _run(asked: argparse.Namespace) -> int:
    judged = [name for name in asked.task if name != NINJA]
    tasks = published(
        asked.judge if judged or not asked.task else None, asked.zero if NINJA in asked.task or not asked.task else None
    )
    known = [name for name in tasks if name in assemble.ported()]
    for name in asked.task:
        if name not in known:
            raise UsageError("no port is called {name}; there are: {names}", name=name, names=", ".join(known))
    if asked.keep and asked.keep.exists():
        raise UsageError("{folder} exists: name another folder with --keep DIR", folder=asked.keep)
    chosen = {name: tasks[name] for name in known if name in (asked.task or known)}
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary) / "course"
        assemble.assemble(chosen, folder)
        rows = sorted(_rows(chosen, folder, asked), key=lambda row: list(chosen).index(row.task))
    print("\n".join(table(rows, asked.mutants)))
    for row in rows:
        for note in row.notes:
            print(f"{row.task}: {note}")
    if missing := [name for name in tasks if name not in known]:
        print(f"not ported: {', '.join(missing)}")
    return 0


def _rows(chosen: dict[str, Published], folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """In the order in which they are done."""
    jobs, context = max(1, min(asked.jobs, len(chosen))), get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=start, initargs=(folder,)) as pool:
        futures = [pool.submit(measure, task, asked.mutants, asked.seed) for task in reversed(chosen.values())]
        try:
            for number, future in enumerate(as_completed(futures), 1):
                row = future.result()
                told = f"[{number}/{len(futures)}] {line(row)}"
                print(told, *(f"    {note}" for note in row.notes), sep="\n", file=sys.stderr, flush=True)
                yield row
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def table(rows: list[Row], most: int | None) -> list[str]:
    """In Markdown, with the sums."""
    today, cores = datetime.date.today(), len(os.sched_getaffinity(0))
    drawn = "all mutants" if most is None else f"at most {most} mutants of a task, drawn"
    lines = [
        f"{today}, {cores} cores; {drawn}.",
        "",
        "| task | lines of checks | published solution | published assertions held | mutants tried (of) | equivalent "
        "| pass the published tests | pass ours |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += map(line, rows)
    tried, equivalent = sum(row.tried for row in rows), sum(row.equivalent for row in rows)
    judged = max(1, tried - equivalent)
    theirs, ours = sum(row.theirs for row in rows), sum(row.ours for row in rows)
    full = sum(row.score == row.points for row in rows)
    held, asserted = sum(row.held for row in rows), sum(row.asserted for row in rows)
    lines.append(
        f"| all {len(rows)} | {sum(row.lines for row in rows)} | {full} in full | {held} of {asserted} "
        f"| {tried} ({sum(row.mutants for row in rows)}) | {equivalent} | {theirs} ({theirs / judged:.1%}) "
        f"| {ours} ({ours / judged:.1%}) |"
    )
    return [*lines, "", f"Caught by the published tests and not by ours: {sum(row.missed for row in rows)}.", ""]


def line(row: Row) -> str:
    """A row of the table."""
    name = f"{row.task} ({len(GRADIENTS)} gradients)" if row.task == NINJA else row.task
    return (
        f"| {name} | {row.lines} | {row.score:g} of {row.points:g} | {row.held} of {row.asserted} "
        f"| {row.tried} ({row.mutants}) | {row.equivalent} | {row.theirs} | {row.ours} |"
    )


if __name__ == "__main__":
    sys.exit(main())
