"""What `grade submit` of a right answer costs beside `import torch`, for every exercise of both courses.

    .venv/bin/python bench/submit.py [PAIRS] [WORDS OF A NAME]

Each pair is `grade submit` and `python -c "import torch"`, one right after the other, so that both see the same busy
machine; a first one of each is not counted. Our modules are compiled beforehand, as in an installation. Prints the
medians and the median ratio of the pairs, of wall time and of CPU (the sandbox's processes too). The goal is a wall
ratio of at most 1.2 on a quiet machine.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from cost import COUNTS_ALL, as_installed, cost

from grader.courses import find
from grader.courses.course import CourseExercise

GOAL = 1.2
TORCH = [sys.executable, "-c", "import torch"]


def priced(command: list[str], folder: str) -> tuple[float, float]:
    """Wall and CPU seconds. Raises SystemExit where the command fails."""
    found = cost(command, cwd=folder)
    if found.code:
        raise SystemExit(f"{command}: exit status {found.code}")
    return found[:2]


def measure(exercise: CourseExercise, course: Path, pairs: int, folder: str) -> float:
    """Prints the exercise's row; returns its ratio of wall times."""
    file = Path(folder, f"{exercise.id}.py")
    file.write_bytes((exercise.folder / "solution.py").read_bytes())
    submit = [sys.executable, "-m", "grader", "submit", str(file), "--course", str(course), "--out", f"{folder}/out"]
    priced(submit, folder), priced(TORCH, folder)
    taken = [(priced(submit, folder), priced(TORCH, folder)) for _ in range(pairs)]
    ours, torch = ([statistics.median(pair[k][i] for pair in taken) for i in (0, 1)] for k in (0, 1))
    wall, cpu = ([one[i] / other[i] for one, other in taken] for i in (0, 1))
    print(
        f"{exercise.id:22} {ours[0]:6.2f} {torch[0]:6.2f} {statistics.median(wall):6.2f} "
        f"({min(wall):.2f}-{max(wall):.2f})   {ours[1]:6.2f} {torch[1]:6.2f} {statistics.median(cpu):6.2f}",
        flush=True,
    )
    return statistics.median(wall)


def main(pairs: int, wanted: str) -> None:
    as_installed()
    if not COUNTS_ALL:
        print("CPU without the sandbox's: no control group can be made here")
    print(f"{f'median of {pairs}':22} wall s  torch  ratio                CPU s  torch ratio")
    ratios = {}
    with tempfile.TemporaryDirectory() as folder:
        for root in (find.builtin(), find.builtin() / "courses" / "inside"):
            for exercise in find.load(root).exercises.values():
                if wanted in exercise.id:
                    ratios[exercise.id] = measure(exercise, root, pairs, folder)
    over = [name for name, ratio in ratios.items() if ratio > GOAL]
    print(f"{len(ratios)} exercises, {len(over)} over {GOAL} in wall time: {', '.join(over) or 'none'}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, " ".join(sys.argv[2:]))
