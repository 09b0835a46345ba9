"""Moodle's download, as folders and flat."""

from __future__ import annotations

import pytest
from intake_views import names

FOLDERS = {
    "Ann Lee_1234_assignsubmission_file/vjp.py": "",
    "Ann Lee_1234_assignsubmission_onlinetext/onlinetext.html": "",
    "Jörg Müller_77_assignsubmission_file_/src/mse_gradient.py": "",
    "Participant_55_assignsubmission_file_/vjp.py": "",
    "Default group_assignsubmission_file/vjp.py": "",
}
FLAT = {
    "Ann Lee_1234_assignsubmission_file_vjp.py": "",
    "Ann Lee_1234_assignsubmission_file_my_helpers.py": "",
    "Ann Lee_1234_assignsubmission_onlinetext_onlinetext.html": "",
    "Participant_55_assignsubmission_file_vjp.py": "",
}


def test_folders(made, read) -> None:
    found = read(made(FOLDERS))
    assert found.layout == "moodle"
    assert names(found) == {
        "Ann Lee_1234": ["vjp.py"],
        "Default group": ["vjp.py"],
        "Jörg Müller_77": ["src/mse_gradient.py"],
        "Participant 55_55": ["vjp.py"],
    }
    assert [each.student.ids.get("moodle") for each in found.hand_ins] == ["1234", None, "77", "55"]
    assert found.hand_ins[0].notes == ("a text was handed in online, which is not graded",)
    assert found.problems == []


def test_flat_and_packed(packed, read) -> None:
    found = read(packed({**FLAT, "stray.txt": ""}))
    assert found.layout == "moodle"
    assert names(found) == {"Ann Lee_1234": ["my_helpers.py", "vjp.py"], "Participant 55_55": ["vjp.py"]}
    assert found.problems == ["stray.txt is not in Moodle's form and was left out"]


def test_flat_zips_are_unpacked(made, read, packed) -> None:
    inner = packed({"vjp.py": ""}, "inner.zip").read_bytes()
    assert names(read(made({"Ann_1_assignsubmission_file_hw.zip": inner}))) == {"Ann_1": ["hw.zip/vjp.py"]}


@pytest.mark.parametrize("identifier", ["Participant 55", "Teilnehmer/in 55", "55"])
def test_the_worksheet_is_a_roster(made, read, identifier) -> None:
    roster = f"Identifier,Status,Grade\n{identifier},Submitted,\nParticipant 9,No submission,\nParticipant 1234,x,\n"
    found = read(made(FOLDERS), roster=roster)
    blind = next(each.student for each in found.hand_ins if each.student.ids.get("moodle") == "55")
    assert blind.extra["Status"] == "Submitted"
    assert [each.ids for each in found.absent] == [{"moodle": "9"}]


def test_a_groups_number_is_not_taken_for_a_participants(made, read) -> None:
    found = read(
        made({"Group A_12_assignsubmission_file/vjp.py": ""}), roster="Full name,Identifier\nAnn Lee,Participant 12\n"
    )
    assert [each.name for each in found.absent] == ["Ann Lee"]
    assert [problem.partition(";")[0] for problem in found.problems] == [
        "Group A_12: handed in, but is not in the roster"
    ]


def test_a_participant_of_another_name_in_the_roster_is_reported_to_the_instructor(made, read) -> None:
    root = made({"Ada King Lovelace_2002_assignsubmission_file/vjp.py": ""})
    found = read(root, roster="Identifier,Full name\nParticipant 2002,Ada Lovelace\n")
    assert [each.name for each in found.absent] == ["Ada Lovelace"]
    assert found.problems == [
        "Ada King Lovelace_2002: handed in, but is not in the roster; 2002 is Ada Lovelace's number there: "
        "if they are one person, correct the roster"
    ]
    assert read(root, roster="Identifier,Full name\nParticipant 2002,Ada King Lovelace\n").problems == []
