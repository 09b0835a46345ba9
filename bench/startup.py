"""How long `grade --help` takes to answer: every command waits at least as long. Meant to be under 150 ms."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from cost import as_installed

RUNS = 20


def milliseconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    as_installed()
    program = shutil.which("grade", path=str(Path(sys.executable).parent)) or "grade"
    for command in ([program, "--help"], [program, "submit", "--help"], [sys.executable, "-c", "pass"]):
        milliseconds(command)  # the files are in the page cache from here on
        times = sorted(milliseconds(command) for _ in range(RUNS))
        words = " ".join(Path(part).name for part in command)
        print(f"{words:24} median {statistics.median(times):4.0f} ms, worst of {RUNS} {times[-1]:4.0f} ms")


if __name__ == "__main__":
    main()
