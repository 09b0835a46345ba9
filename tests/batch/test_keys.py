"""The name under which a result is stored follows the code that computes it."""

from __future__ import annotations

import subprocess
import sys

from grader.batch import keys


def test_no_module_that_takes_part_in_a_grading_is_left_out_of_the_key():
    code = "import sys, grader.grade; print(*(name for name in sys.modules if name.startswith('grader.')))"
    imported = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "grader.checks.calls" in imported
    assert {name.split(".")[1] for name in imported}.isdisjoint(keys.APART)
