"""Autograders for other systems: what `bundle` writes (the grader, a course, a few scripts), and `harness`, which runs
there."""
