"""bench/: every script still finds what it measures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[1] / "bench"
LOADS = """
import runpy, sys
bench, *scripts = sys.argv[1:]
sys.path[:0] = [bench, f"{bench}/peers"]
for script in scripts:
    try:
        runpy.run_path(script, run_name="loaded")
    except Exception as error:
        print(script, repr(error))
"""


def test_every_script_loads() -> None:
    """In a process of their own: some change the environment, as what they measure needs it."""
    scripts = [*BENCH.glob("*.py"), *BENCH.glob("peers/*.py")]
    assert len(scripts) > 15
    command = [sys.executable, "-c", LOADS, *map(str, (BENCH, *scripts))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (done.stdout, done.returncode) == ("", 0), done.stderr
