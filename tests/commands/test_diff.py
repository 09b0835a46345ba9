"""`grade diff`: two gradebooks compared."""

from __future__ import annotations

import shutil

from command_line import COURSE, grade, opened
from gradebook_examples import ADA, CYD, ITEMS, mse, record, vjp


def test_scores_checks_and_mistakes_that_differ_are_listed_the_largest_fall_first(here) -> None:
    shutil.copytree(here / "reports", here / "before")
    with opened(here) as book:
        record(book, ADA, mse("a", "b"), vjp("failed"), grading="other checks")
        record(book, CYD, mse("c"), vjp("ungraded"))
    done = grade("diff", "before", "reports/gradebook.sqlite", *COURSE)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "ada, vjp: 4 → 0 (d 4 → 0)",
        "ada, mse_gradient: 4 → 2 (b 2 → 0; b is sums_instead_of_mean, was not a known mistake)",
        "cyd, vjp: – (d – → 0)",
        "cyd, mse_gradient: – → 4 (a – → 2; b – → 2; c – → 0; c is sums_instead_of_mean, was not a known mistake)",
        "1 scores rise, 2 fall, 1 stay with other checks or mistakes",
    ]
    assert (
        grade("diff", "reports", "reports", *COURSE).stdout
        == "0 scores rise, 0 fall, 0 stay with other checks or mistakes\n"
    )


def test_what_the_checks_give_is_compared_also_while_people_have_yet_to_grade_a_part(here) -> None:
    with open(here / "course" / "course.toml", "a") as file:
        file.write(ITEMS)
    shutil.copytree(here / "reports", here / "before")
    with opened(here) as book:
        record(book, ADA, mse("a"), vjp("failed"), grading="other checks")
    assert grade("diff", "before", "reports", *COURSE).stdout.splitlines() == [
        "ada, vjp: 4 → 0 (d 4 → 0)",
        "0 scores rise, 1 fall, 0 stay with other checks or mistakes",
    ]


def test_a_gradebook_that_is_not_there_is_refused(here) -> None:
    done = grade("diff", "nowhere", "reports", *COURSE)
    assert (done.exit_code, "there is no gradebook" in done.stderr) == (2, True)
