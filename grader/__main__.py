"""`python -m grader` is `grade`."""

from grader.commands import entry

entry()
