"""Reports are written again for those of whom something else counts now, and for nobody else."""

from __future__ import annotations

import pytest

from grader.batch.told import Told
from grader.courses.late_policy import DEFAULT, Policy
from grader.gradebook import Decisions, Override

DECIDED = {"ada": Decisions({"vjp": Override(4, "copied", "prof")})}


@pytest.fixture
def outdated(tmp_path):
    """outdated(decided, policy, written) -> whose files are to be written again; afterwards they are."""

    def of(decided=(), policy=DEFAULT, written=()):
        told = Told(tmp_path)
        for student in written:
            told.wrote(student)
        found = list(told.outdated(dict(decided), policy, ["ada", "bob"]))
        told.end(dict(decided), policy)
        return found

    outdated = of
    outdated(written=["ada", "bob"])
    return outdated


def test_nobody_where_nothing_has_changed(outdated) -> None:
    assert outdated() == []


def test_whoever_is_decided_about_and_once_more_when_that_is_withdrawn(outdated) -> None:
    assert outdated(DECIDED) == ["ada"]
    assert outdated(DECIDED) == []
    assert outdated() == ["ada"]


def test_everybody_under_another_policy_but_those_who_were_just_written(outdated) -> None:
    assert outdated(policy=Policy("last"), written=["bob"]) == ["ada"]
    assert outdated(policy=Policy("last")) == []


def test_everybody_where_it_is_not_known_what_they_were_written_by(outdated, tmp_path) -> None:
    (tmp_path / "told").write_text("cut sho")
    assert outdated() == ["ada", "bob"]
