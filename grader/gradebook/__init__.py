"""The gradebook: every attempt with its grades, what counts of them, and what an instructor decided.

`schema` has the tables, `connect` opens the database and reports its errors in one line that says how to fix them,
`book` records and reads by way of `rows`, `standing` works out what counts. Nothing here runs student code.
"""

from grader.gradebook.book import Gradebook, open_book
from grader.gradebook.rows import CheckOutcome, StoredAttempt
from grader.gradebook.standing import ExerciseStanding, Override, Standing

FILE = "gradebook.sqlite"
"""What it is called beside the reports."""

open = open_book

__all__ = ["FILE", "CheckOutcome", "ExerciseStanding", "Gradebook", "Override", "Standing", "StoredAttempt", "open"]
