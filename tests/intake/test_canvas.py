"""Canvas's flat download."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_views import keys, names, texts

from grader.intake.canvas_names import decided, readings
from grader.intake.roster import Person, Roster
from grader.submission.collect import collect_files

FLAT = {
    "leeann_12_501_mse_gradient.py": "from helpers import h",
    "leeann_12_502_helpers.py": "h = 1",
    "müllerjörg_LATE_7_503_vjp-1.py": "second",
    "müllerjörg_LATE_7_400_vjp.py": "first",
    "müllerjörg_LATE_7_399_vjp.ipynb": "{}",
    "bo_9_text.html": "",
    "cy_LATE_10_link.html": "",
    "anon_x7Yz2_88_vjp.py": "",
    "LATE_anon_Qq1_89_my_vjp_2.py": "",
    "_13_600_vjp.py": "",
}


def test_the_names_are_taken_apart(made, read) -> None:
    found = read(made(FLAT))
    assert found.layout == "canvas"
    assert names(found) == {
        "leeann_12": ["helpers.py", "mse_gradient.py"],
        "müllerjörg_7": ["vjp.py"],
        "bo_9": [],
        "cy_10": [],
        "anon_x7Yz2": ["vjp.py"],
        "anon_Qq1": ["my_vjp_2.py"],
        "Canvas user 13_13": ["vjp.py"],
    }
    by_key = {each.student.key: each for each in found.hand_ins}
    assert by_key["leeann_12"].student.ids == {"canvas": "12"}
    assert by_key["anon_Qq1"].student.ids == {}
    late = {key for key, each in by_key.items() if each.late}
    assert late == {"müllerjörg_7", "cy_10", "anon_Qq1"}
    assert by_key["leeann_12"].late is False


def test_the_last_upload_counts_and_the_others_are_named(made, read) -> None:
    hand_in = next(each for each in read(made(FLAT)).hand_ins if each.student.key == "müllerjörg_7")
    assert texts(hand_in) == {"vjp.py": "second"}
    assert set(hand_in.notes) == {f"{name} is an earlier upload and was not graded" for name in ("vjp.py", "vjp.ipynb")}


def test_the_instructor_reads_which_of_several_uploads_of_an_exercise_was_taken(made, read) -> None:
    again = {"leeann_12_502_helpers.py": "h = 1", "leeann_12_503_helpers-1.py": "h = 2"}
    line = "müllerjörg_7: vjp-1.py was graded, because it is the newest upload to Canvas; {} was not graded"
    told = [problem for problem in read(made({**FLAT, **again})).problems if "the newest upload" in problem]
    assert told == [line.format("vjp.py"), line.format("vjp.ipynb")]


def test_what_was_typed_online_is_noted(made, read) -> None:
    notes = {each.student.key: each.notes for each in read(made(FLAT)).hand_ins}
    assert notes["bo_9"] == ("a text was handed in online, which is not graded",)
    assert notes["cy_10"] == ("a link was handed in, which is not graded",)


def test_helpers_are_found_under_the_names_the_student_knows(made, read) -> None:
    hand_in = next(each for each in read(made(FLAT)).hand_ins if each.student.key == "leeann_12")
    submission = collect_files(hand_in.files, ["mse_gradient", "vjp"])
    assert submission.sources["mse_gradient"].files == {
        "mse_gradient.py": b"from helpers import h",
        "helpers.py": b"h = 1",
    }
    assert (submission.whole, submission.ignored) == (True, [])


def test_a_zip_in_the_download_is_unpacked(packed, read) -> None:
    inner = packed({"work/vjp.py": "v"}, "inner.zip").read_bytes()
    found = read(packed({"ann_1_2_homework.zip": inner, "bo_3_4_vjp.py": "", "__MACOSX/._x": ""}, "submissions.zip"))
    assert found.layout == "canvas"
    assert names(found) == {"ann_1": ["homework.zip/work/vjp.py"], "bo_3": ["vjp.py"]}


def test_other_files_in_the_download_are_reported(made, read) -> None:
    found = read(made({**FLAT, "grades.csv": "", "sub/vjp.py": ""}))
    assert found.layout == "canvas"
    assert "grades.csv is not in Canvas's form and was left out" in found.problems
    assert "sub is not in Canvas's form and was left out" in found.problems


def test_sortable_names_are_found_in_the_roster(made, read) -> None:
    roster = """Student,ID,SIS User ID,SIS Login ID,Section,vjp (77)
    Points Possible,,,,,10
"Lee, Ann",12,S12,alee,One,
"Müller, Jörg",,S7,jmueller,One,
"Nobody, Nina",99,S99,nina,One,
"Student, Test",100,,x,One,
"""
    found = read(made(FLAT), roster=roster)
    people = {each.student.key: each.student for each in found.hand_ins}
    assert people["alee"].name == "Lee, Ann"
    assert people["alee"].ids == {"canvas": "12", "sid": "S12", "login": "alee"}
    assert people["jmueller"].ids == {"canvas": "7", "sid": "S7", "login": "jmueller"}
    assert [each.key for each in found.absent] == ["nina"]
    assert "anon_x7Yz2: handed in, but is not in the roster" in found.problems


def test_two_people_who_could_be_one_of_the_roster_are_both_kept(made, read) -> None:
    found = read(made({"leeann_1_5_vjp.py": "", "leeann_2_6_vjp.py": ""}), roster="name\nAnn Lee\n")
    assert keys(found) == ["leeann_1", "leeann_2"]
    assert ([each.name for each in found.unclear], found.absent) == (["Ann Lee"], [])
    assert found.problems == [
        "Ann Lee: is in the roster once, but leeann_1, leeann_2 all fit, so none was chosen: "
        "use Canvas's gradebook export as the roster; it has Canvas's ids"
    ]


def canvas_s(name, user, attachment, file, late=False):
    """As Canvas writes it (lib/content_zipper.rb)."""
    name = re.sub(r"^(\d+)$", r"\1", re.sub(r"_(\d+)_", r"\1", name)).lower()
    who = re.sub(r"[^\w]", "", "_".join([name, *(["LATE"] if late else []), user]))
    return f"{who}_{attachment}_{file}"


NAMES = ("777", "bo_777", "bo__777__5", "a_b", "late", "_", "__", "12_501", "anon", "anon_777", "0", "7_7_7", "bo_text",
         "LATE_777", "bo_late_777", "Bo, 777_9", "é_777", "bo_777_text")  # fmt: skip
FILES = ("vjp.py", "9_vjp.py", "777_9_vjp.py", "bo_777_9_vjp.py", "LATE_777_9_vjp.py", "text.html", "777_text.html",
         "777_link.html", "anon_777_9_vjp.py", "1_homework.zip", "_777_9_vjp.py", "vjp-1.py")  # fmt: skip
PARTS = ("a", "_", "_", "1", "7", "777", "12", "anon", "late")
CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section\n"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", ["vjp.py", "777_9_vjp.py"])
@pytest.mark.parametrize("known", [True, False], ids=["with a roster", "without"])
def test_nobody_is_displaced_whatever_others_are_called(made, read, name, file, known) -> None:
    tree = {canvas_s("Bo", "777", 70, "vjp.py"): "bo", canvas_s(name, "12", 501, file): "theirs"}
    found = read(made(tree), roster=f'{CANVAS}Bo,777,,,\n"{name}",12,,,\n' if known else None)
    assert found.layout == "canvas"
    bo = next(each for each in found.hand_ins if each.student.ids.get("canvas") == "777")
    assert texts(bo) == {"vjp.py": "bo"}
    (other,) = (each for each in found.hand_ins if each is not bo)
    assert [*texts(other).values()] == ["theirs"]
    assert other.student.ids.get("canvas") == "12" or any("whose is it?" in line for line in found.problems)


def test_somebody_called_like_a_number_is_not_who_has_the_number(made, read) -> None:
    found = read(made({"777_12_501_vjp.py": "theirs", "bo_777_70_vjp.py": "bo"}))
    assert keys(found) == ["777_12", "bo_777"]
    assert found.problems == []


def test_a_name_that_differs_in_its_underscores_is_not_known(made, read) -> None:
    """Of `_` (user 777), whose file is called `9_vjp.py`: not of 777."""
    tree = {canvas_s("_", "777", 1, "9_vjp.py"): "theirs", canvas_s("777", "12", 1, "vjp.py"): ""}
    asked = read(made(tree), roster="name\n777\n_\n")
    assert any("whose is it?" in line for line in asked.problems)


TWO = {"bo_777_12_501_homework.py": "", "bo_777_70_vjp.py": "bo"}


def test_a_name_with_several_readings_is_a_question_and_is_graded_apart(made, read) -> None:
    found = read(made(TWO))
    assert names(found) == {"bo_777": ["vjp.py"], "bo_777_12_": ["homework.py"]}
    (question,) = (line for line in found.problems if "whose is it?" in line)
    assert "bo_777_12_501_homework.py can belong to any of bo (777), bo_777 (12)" in question
    assert question.kind == "roster"


@pytest.mark.parametrize(
    ("roster", "whose"),
    [
        ("Bo,777,,,\n", "777"),
        ("Bo,777,,,\nEve,99,,,\n", "777"),
        ("bo_777,12,,,\n", "12"),
        ("Bob,777,,,\nbo_777,12,,,\n", "12"),
        ("Bo,777,,,\nbo_777,12,,,\n", None),
        ("Bo,777,,,\nMallory,12,,,\n", None),
        ("Eve,99,,,\n", None),
    ],
    ids=["one number", "one of two numbers", "the longer name", "the only right name", "two right names",
         "a name that may be chosen", "none of them"],
)  # fmt: skip
def test_of_several_readings_the_roster_decides(made, read, roster, whose) -> None:
    found = read(made(TWO), roster=CANVAS + roster)
    with_it = {each.student.ids.get("canvas") for each in found.hand_ins if "homework.py" in str([*each.files])}
    assert with_it == {whose}
    assert (whose is None) == any("whose is it?" in line for line in found.problems)


def test_a_roster_of_names_decides_only_where_nobody_is_displaced(made, read) -> None:
    asked = read(made(TWO), roster="name\nBo\nMallory\n")
    assert names(asked)["Bo"] == ["vjp.py"] and any("whose is it?" in line for line in asked.problems)
    alone = read(made({"bo_777_12_1_homework.py": "", "eve_5_6_vjp.py": ""}, "alone"), roster="name\nBo\nMallory\n")
    assert names(alone)["Bo"] == ["1_homework.py"]


def test_a_stranger_with_a_students_name_does_not_take_their_place(made, read) -> None:
    found = read(made({"bo_12_501_vjp.py": "theirs", "bo_777_70_vjp.py": "bo"}), roster=f"{CANVAS}Bo,777,,bo,\n")
    assert {each.student.key: texts(each)["vjp.py"] for each in found.hand_ins} == {"bo": "bo", "bo_12": "theirs"}
    assert "bo_12: handed in, but is not in the roster" in found.problems


@given(
    st.lists(
        st.tuples(
            st.one_of(
                st.sampled_from(NAMES),
                st.lists(st.sampled_from(PARTS)).map("".join),
            ),
            st.sampled_from(["12", "777", "7", "1", "501"]),
            st.sampled_from(["1", "7", "501", "777"]),
            st.sampled_from(FILES),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda each: each[1],
    )
)
def test_no_file_is_ever_taken_for_somebody_elses(students) -> None:
    """With a roster of all of them, with one of their names, and without."""
    everybody, by_name = Roster(), Roster()
    for name, user, *_ in students:
        everybody.add(Person(name, {"canvas": user}, {}))
        by_name.add(Person(name, {}, {}))
    for name, user, attachment, file, late in students:
        written = canvas_s(name, user, attachment, file, late)
        found = readings(written)
        assert any((each.user, each.attachment, each.file) == (user, int(attachment), file) for each in found), written
        certain = {user for _, user, *_ in students}
        for roster in (None, by_name, everybody):
            one = decided(found, roster, certain)
            assert one is None or one.user == user, (written, one)
