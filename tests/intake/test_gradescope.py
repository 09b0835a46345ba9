"""Gradescope's export with its metadata."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from intake_views import names

METADATA = """---
submission_101:
  :submitters:
  - :name: Ann Lee
    :sid: '0123'
    :email: ann@uni.edu
  - :name: "Bo \\u00d8st"
    :sid: 0456
    :email: bo@uni.edu
  :created_at: 2026-09-12 05:24:35.123456000 Z
  :score: 3.0
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests: !ruby/object:Evil
      command: x
  :output: |-
    said

    submission_102:
      :submitters: []
    :submitters: [{:name: Mallory}]
  :created_by: "folded \\
    \\ on"
submission_102:
  :submitters:
  - :name: Cy
    :sid: ~
    :email: cy@uni.edu
  :created_at: !ruby/object:Time 2026-09-12 07:00:00 +02:00
submission_103:
  :submitters: []
submission_104:
  :submitters:
  - :name: Gone
submission_105:
  :submitters:
  - :name: Cy
    :email: CY@uni.edu
  :created_at: 2026-09-13T07:00:00+02:00
"""
TREE = {
    "submission_metadata.yml": METADATA,
    "submission_101/vjp.py": "",
    "submission_102/vjp.py": "",
    "submission_103/vjp.py": "",
    "submission_105/mse_gradient.py": "",
}


@pytest.mark.parametrize("around", ["", "assignment_5_export/"])
def test_every_submitter_gets_the_submission(made, read, around) -> None:
    found = read(made({around + name: text for name, text in TREE.items()}))
    assert found.layout == "gradescope"
    assert names(found) == {
        "ann@uni.edu": ["vjp.py"],
        "bo@uni.edu": ["vjp.py"],
        "CY@uni.edu": ["mse_gradient.py"],
        "submission_103": ["vjp.py"],
    }
    ann, bo = (each for each in found.hand_ins if each.student.key in ("ann@uni.edu", "bo@uni.edu"))
    assert ann.student.ids == {"email": "ann@uni.edu", "sid": "0123"}
    assert (bo.student.name, bo.student.ids["sid"]) == ("Bo Øst", "0456")
    assert ann.files == bo.files
    assert ann.submitted_at == datetime(2026, 9, 12, 5, 24, 35, 123456, UTC)


def test_the_newer_of_two_submissions_counts_by_its_time(made, read) -> None:
    cy = next(each for each in read(made(TREE)).hand_ins if each.student.name == "Cy")
    assert cy.submitted_at == datetime(2026, 9, 13, 5, 0, tzinfo=UTC)
    assert "submission_102 (Cy) is an older submission" in cy.notes[0]


def test_what_does_not_fit_together_is_reported(made, read) -> None:
    problems = read(made(TREE)).problems
    assert "submission_104: named in submission_metadata.yml, but there is no such folder" in problems
    assert "submission_103: submission_metadata.yml does not say whose it is" in problems


def test_links_and_oversized_metadata_are_reported(made, read, monkeypatch) -> None:
    root = made(TREE)
    (root / "submission_9").symlink_to("/etc")
    monkeypatch.setattr("grader.intake.gradescope.MAX_METADATA", 10)
    problems = read(root).problems
    assert "submission_9 is a link and was not followed" in problems
    assert any("cannot be read (it is too large)" in line for line in problems)


@pytest.mark.parametrize("text", ["[", "- 1", "\x00", "a: &a [*a]", "? {}\n: x", "submission_101: 5", ""])
def test_metadata_that_cannot_be_read_is_reported_and_the_folders_name_the_students(made, read, text) -> None:
    found = read(made({"submission_metadata.yml": text, "submission_101/vjp.py": ""}))
    assert names(found) == {"submission_101": ["vjp.py"]}
    assert found.problems


def test_a_packed_export_and_the_roster(packed, read) -> None:
    roster = "Last Name;First Name;Student ID;E-mail\nLee;Ann;0123;other@uni.edu\nDoe;Dee;7;dee@uni.edu\n"
    found = read(packed({f"assignment_5_export/{name}": text for name, text in TREE.items()}), roster="\ufeff" + roster)
    ann = next(each for each in found.hand_ins if each.student.name == "Ann Lee")
    assert ann.student.ids == {"sid": "0123", "email": "other@uni.edu"}
    assert [each.name for each in found.absent] == ["Dee Doe"]
