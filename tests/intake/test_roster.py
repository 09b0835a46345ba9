"""Folders are matched with the class list, by names and ids."""

from __future__ import annotations

from collections import Counter

import pytest

from grader.intake.names import plain, unique_keys
from grader.intake.roster import Person, Roster


def test_a_name_turned_round_is_another_persons(made, read) -> None:
    found = read(made({"Ann Lee/vjp.py": ""}), roster="name\nLee Ann\nAnn Lee\n")
    assert [each.student.name for each in found.hand_ins] == ["Ann Lee"]
    assert [each.name for each in found.absent] == ["Lee Ann"]
    assert found.problems == []


@pytest.mark.parametrize("folder", ["S7", "annlee", "Lee_Ann", "ann.lee", "ANN LEE", "ann"])
def test_a_folder_may_be_called_by_name_or_id(made, read, folder) -> None:
    roster = "Name,SID,Login,Email\nAnn Lee,s7,annlee,ann@uni.edu\nBo,8,bo,bo@uni.edu\n"
    found = read(made({f"{folder}/vjp.py": ""}), roster=roster)
    assert [each.student.key for each in found.hand_ins] == ["annlee"]
    assert [each.key for each in found.absent] == ["bo"]


@pytest.mark.parametrize("folder", ["Lee 20231234", "20231234_ann", "ann (20231234)", "hw3-20231234"])
def test_a_folder_may_be_called_by_name_and_id(made, read, folder) -> None:
    found = read(made({f"{folder}/vjp.py": ""}), roster="Name,SID\nAnn Lee,20231234\nBo Lee,20239999\n")
    assert [each.student.name for each in found.hand_ins] == ["Ann Lee"]


def test_a_student_who_is_not_in_the_roster_is_kept_and_reported_if_anything_was_handed_in(made, read) -> None:
    found = read(made({"ann/vjp.py": "", "eve/vjp.py": "", "docs/readme.md": ""}), roster="name\nAnn\n")
    assert [each.student.key for each in found.hand_ins] == ["Ann", "eve"]
    assert found.problems == [
        "docs: not in the roster, and without a file for an exercise, so it was left out",
        "eve: handed in, but is not in the roster",
    ]


def test_people_of_one_name_are_asked_about_and_neither_absent_nor_unknown(made, read) -> None:
    roster = "name,sid\nAnn Lee,20260001\nAnn Lee,20260002\nBo,20260003\n"
    found = read(made({"Ann Lee/vjp.py": "", "x/vjp.py": ""}), roster=roster)
    assert found.problems[1:] == [
        "Ann Lee: 2 people in the roster have this name (20260001, 20260002): whose is it? It is graded apart from "
        "theirs: add a student id or an address to the folder's name, as in `Ann Lee 20260001`",
        "x: handed in, but is not in the roster",
    ]
    assert [each.ids["sid"] for each in found.unclear] == ["20260001", "20260002"]
    assert [each.name for each in found.absent] == ["Bo"]
    told_apart = read(made({"Ann Lee 20260002/vjp.py": "", "x/vjp.py": ""}, "two"), roster=roster)
    assert told_apart.hand_ins[0].student.ids == {"sid": "20260002"}
    assert [each.ids["sid"] for each in told_apart.absent] == ["20260001", "20260003"]


@pytest.mark.parametrize(("folder", "id"), [("007", "7"), ("7", "007"), ("Lee 0020", "20"), ("0020_lee", "020")])
def test_an_id_that_differs_by_zeros_at_its_front_is_asked_about_and_not_matched(made, read, folder, id) -> None:
    found = read(made({f"{folder}/vjp.py": "", "bo/vjp.py": ""}), roster=f"login,name,sid\n,Ann,{id}\nbo,Bo,8\n")
    (line,) = found.problems
    assert line.startswith(
        f"{folder}: the roster has the id {id} (Ann): is it {folder.split()[-1].split('_')[0]}, changed"
    )
    assert [each.student.key for each in found.hand_ins] == [folder, "bo"]
    assert [each.name for each in found.unclear] == ["Ann"] and found.absent == []


def test_a_number_that_may_be_of_two_is_of_neither(made, read) -> None:
    found = read(made({"0070/vjp.py": ""}), roster="name,sid\nAnn,70\nBo,070\n")
    assert [each.name for each in found.absent] == ["Ann", "Bo"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("annlee_{n}_9{n}_vjp.py", "use Canvas's gradebook export"),
        ("Ann Lee_{n}_assignsubmission_file/vjp.py", "use Moodle's grading worksheet"),
    ],
)
def test_what_tells_people_of_one_name_apart_depends_on_where_they_hand_in(made, read, name, says) -> None:
    found = read(made({name.format(n=n): "" for n in (1, 2)}), roster="name,sid\nAnn Lee,1\nAnn Lee,2\n")
    assert len(found.hand_ins) == 2 and not found.absent
    assert [says in line for line in found.problems] == [False, True, True]


def test_a_faculty_s_roster_is_read_in_linear_time(monkeypatch) -> None:
    """However many people have one name, each is looked at a few times."""
    calls: Counter[str] = Counter()
    monkeypatch.setattr("grader.intake.roster.plain", lambda name: calls.update("x") or plain(name))
    roster = Roster()
    lines = [roster.add(Person("Ann Lee", {"sid": str(number)}, {})) for number in range(1_000)]
    assert calls["x"] <= 10 * 1_000
    assert len([*filter(None, lines)]) == 1
    monkeypatch.setattr("grader.intake.names.folded", lambda name: calls.update("y") or name)
    assert unique_keys(["a"] * 1_000)[-1] == "a-1000"
    assert calls["y"] <= 10 * 1_000


def test_a_key_is_the_same_before_and_after_handing_in(made, read) -> None:
    roster = "name\nAnn Lee\nann lee jr\n"
    absent = read(made({"ann lee jr_1_2_vjp.py": ""}, "one"), roster=roster, layout="canvas").absent
    later = read(made({"leeann_12_501_vjp.py": "", "annleejr_1_2_vjp.py": ""}, "two"), roster=roster)
    assert [each.key for each in absent] == ["Ann Lee"]
    assert [each.student.key for each in later.hand_ins] == ["Ann Lee", "ann lee jr"]
