"""The gradebook: every attempt with its grades, what counts of them, and what an instructor decided.

`schema` has the tables, `connect` opens the database and reports its errors in one line that says how to fix them,
`book` records and `reader` reads by way of `rows` and `decisions`, `standing` works out what counts. Nothing here runs
student code.
"""

from grader.gradebook.attempts import StoredAttempt
from grader.gradebook.book import Gradebook, open_book
from grader.gradebook.decisions import GivenExtension, GivenMark
from grader.gradebook.rows import CheckOutcome
from grader.gradebook.standing import Decisions, ExerciseStanding, Override, Standing

FILE = "gradebook.sqlite"
"""What it is called beside the reports."""

open = open_book

__all__ = [
    "FILE",
    "CheckOutcome",
    "Decisions",
    "ExerciseStanding",
    "GivenExtension",
    "GivenMark",
    "Gradebook",
    "Override",
    "Standing",
    "StoredAttempt",
    "open",
    "open_book",
]
