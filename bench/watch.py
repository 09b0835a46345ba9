"""From the save of a small exercise to the printed result, under `grade watch`.

    .venv/bin/python bench/watch.py [SAVES]

Prints the median and the slowest in ms, measured from just before the write to the line that follows the summary.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.courses.find import builtin


def main(saves: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "mse_gradient.py")
        text = (builtin() / "solutions" / "mse_gradient" / "solution.py").read_text()
        file.write_text(text)
        command = [sys.executable, "-u", "-m", "grader", "watch", str(file)]
        with subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as watch:
            assert watch.stdout is not None
            while "watching" not in watch.stdout.readline():
                pass
            time.sleep(0.5)
            took = []
            for number in range(saves):
                started = time.perf_counter()
                file.write_text(f"{text}\n# save {number}\n")
                while "graded in" not in watch.stdout.readline():
                    pass
                took.append((time.perf_counter() - started) * 1e3)
                time.sleep(0.3)
            watch.terminate()
    print(f"save to printed result: median {statistics.median(took):.0f} ms, slowest {max(took):.0f} ms of {saves}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
