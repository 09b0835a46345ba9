"""The name under which a result is stored follows the code that computes it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

from grader.batch import keys


def test_no_module_that_takes_part_in_a_grading_is_left_out_of_the_key() -> None:
    code = "import sys, grader.grading.grade; print(*(name for name in sys.modules if name.startswith('grader.')))"
    imported = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "grader.checks.proxies" in imported
    apart = {name.split(".")[1] for name in imported} - {*keys.TAKE_PART}
    assert not [name for name in apart if importlib.util.find_spec(f"grader.{name}").submodule_search_locations]
