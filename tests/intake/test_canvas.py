"""Canvas's flat download."""

from __future__ import annotations

from intake_views import keys, names, texts

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
    line = "müllerjörg_7: vjp-1.py was taken, Canvas's newest upload; {} was not graded"
    told = [problem for problem in read(made({**FLAT, **again})).problems if "was taken" in problem]
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
    assert [each.name for each in found.absent] == ["Ann Lee"]
    assert "could be any of leeann_1, leeann_2" in found.problems[0]
