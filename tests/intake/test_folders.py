"""A folder for each student, GitHub clones, and what is wrong with them."""

from __future__ import annotations

import os
import types
from datetime import UTC, datetime

import pytest
from intake_views import keys, names, texts

from grader.errors import UsageError
from grader.intake import files, read_class
from grader.submission import opening
from grader.submission.collect import collect_files
from grader.submission.handout import Handout


def test_each_folder_is_a_student_and_nested_files_are_found(made, read) -> None:
    root = made(
        {"ann/mse_gradient.py": "", "Bo Li/exercises/vjp.ipynb": "", "Bo Li/notes.txt": "", "__MACOSX/x/vjp.py": ""}
    )
    found = read(root)
    assert found.layout == "folders"
    assert names(found) == {"Bo Li": ["exercises/vjp.ipynb", "notes.txt"], "ann": ["mse_gradient.py"]}
    assert found.problems == []
    assert found.hand_ins[1].submitted_at == datetime.fromtimestamp(1_700_000_000, UTC)
    assert found.hand_ins[1].late is None


def test_the_times_in_an_archive_say_nothing_about_when_it_was_handed_in(made, read, packed) -> None:
    tree = {"ann/vjp.py": "", "bo/vjp.py": ""}
    assert [each.submitted_at for each in read(packed(tree)).hand_ins] == [None, None]
    inner = packed({"vjp.py": ""}, "hw.zip").read_bytes()
    found = read(made({"ann/hw.zip": inner, "bo/vjp.py": ""}))
    assert [each.submitted_at is None for each in found.hand_ins] == [True, False]


def test_a_hand_in_of_links_alone_is_not_called_empty(made, read) -> None:
    root = made({"ann/vjp.py": "", "bo/vjp.py": ""})
    (root / "cy").mkdir()
    (root / "cy" / "vjp.py").symlink_to("/etc/passwd")
    (told,) = read(root).problems
    assert told.endswith("(vjp.py is a link and was not followed)")


def test_only_what_counts_dates_a_hand_in(made, read) -> None:
    root = made({"ann/vjp.py": "", "ann/notes.txt": "", "ann/old/vjp.py": "", "bo/vjp.py": ""})
    assert read(root).hand_ins[0].submitted_at == datetime.fromtimestamp(1_700_000_000, UTC)


def test_caches_hidden_files_and_links_are_passed_over(made, read) -> None:
    hidden = [".git/vjp.py", ".venv/lib/vjp.py", ".ipynb_checkpoints/vjp.ipynb", "__pycache__/vjp.py", "._vjp.py"]
    root = made({"ann/vjp.py": "", **{f"ann/{name}": "" for name in hidden}, "bo/vjp.py": ""})
    (root / "ann" / "mse_gradient.py").symlink_to("/etc/passwd")
    (root / "ann" / "more").symlink_to("/etc")
    (root / "eve").symlink_to(root / "ann")
    os.mkfifo(root / "bo" / "mse_gradient.py")
    os.mkfifo(root / "cy.zip")
    found = read(root)
    assert names(found) == {"ann": ["vjp.py"], "bo": ["vjp.py"]}
    assert found.hand_ins[0].notes == (
        "more is a link and was not followed",
        "mse_gradient.py is a link and was not followed",
    )
    assert "not a regular file" in found.hand_ins[1].notes[0]
    assert found.problems == ["eve is a link and was not followed"]


def test_the_shallowest_then_the_newest_counts_with_a_note(made, read) -> None:
    root = made({"ann/a/vjp.py": "deep", "ann/vjp.ipynb": "{}", "ann/vjp.py": "new", "bo/vjp.py": ""})
    source = collect_files(read(root).hand_ins[0].files, ["vjp"]).sources["vjp"]
    assert source.files["vjp.py"] == b"new"
    assert source.notes == (
        "vjp.ipynb is older and was not graded",
        "a/vjp.py is in a deeper folder and was not graded",
    )


def test_two_folders_of_one_student_are_one_hand_in_the_newer(made, read) -> None:
    root = made({"Kim 20231234/vjp.py": "older", "20231234_kim/vjp.py": "newer", "bo/vjp.py": ""})
    found = read(root, roster="name,sid\nKim,20231234\nBo,1\n")
    assert keys(found) == ["Bo_1", "Kim_20231234"]
    line = "Kim 20231234 is an older submission of the same student and was not graded"
    assert found.hand_ins[1].notes == (line,)
    assert found.problems == [f"20231234_kim: {line}"]
    assert texts(found.hand_ins[1]) == {"vjp.py": "newer"}


def test_folders_that_differ_in_case_only_are_two_students(made, read) -> None:
    root = made({"Ada/vjp.py": "hers", "ada/mse_gradient.py": "his", "bo/vjp.py": ""})
    found = read(root)
    assert {each.student.key: texts(each) for each in found.hand_ins} == {
        "Ada": {"vjp.py": "hers"},
        "ada-2": {"mse_gradient.py": "his"},
        "bo": {"vjp.py": ""},
    }
    assert found.problems == ["Ada and ada differ only in upper and lower case: they were graded as different students"]


def test_a_line_of_the_roster_that_fits_two_such_folders_gets_neither(made, read) -> None:
    found = read(made({"Ada/vjp.py": "", "ada/vjp.py": ""}), roster="name\nAda\n")
    assert [each.student.name for each in found.hand_ins] == ["Ada", "ada"]
    assert ([each.name for each in found.unclear], found.absent) == (["Ada"], [])
    assert len({*keys(found), found.unclear[0].key}) == 3
    assert (
        "Ada: is in the roster once, but Ada, ada all fit, so none was chosen: "
        "add student ids to the roster and to the folders' names"
    ) in found.problems


def test_a_name_that_is_right_but_for_case_spaces_or_a_copys_number_counts_with_a_note(made, read) -> None:
    tree = {"ann/VJP.PY": "", "bo/mse gradient (1).py": "", "cy/hw/Mse-Gradient - Copy.py": ""}
    found = read(made(tree))
    assert found.problems == [
        "read as mse_gradient.py because of their names: bo/mse gradient (1).py, cy/hw/Mse-Gradient - Copy.py",
        "read as vjp.py because of their names: ann/VJP.PY",
    ]
    sources = [collect_files(each.files, ["vjp", "mse_gradient"]).sources for each in found.hand_ins]
    assert [(i, source.file, source.main, *source.notes) for each in sources for i, source in each.items()] == [
        ("vjp", "VJP.PY", "vjp.py", "VJP.PY was read as vjp.py"),
        ("mse_gradient", "mse gradient (1).py", "mse_gradient.py", "mse gradient (1).py was read as mse_gradient.py"),
        (
            "mse_gradient",
            "hw/Mse-Gradient - Copy.py",
            "mse_gradient.py",
            "hw/Mse-Gradient - Copy.py was read as mse_gradient.py",
        ),
    ]


def test_the_file_that_is_called_right_counts_before_its_copies(made, read) -> None:
    found = read(made({"ann/vjp.py": "right", "ann/vjp (1).py": "newer", "bo/vjp.py": ""}))
    assert found.problems == ["ann: vjp.py was graded, though vjp (1).py is newer"]
    source = collect_files(found.hand_ins[0].files, ["vjp"]).sources["vjp"]
    assert source.files == {"vjp.py": b"right"}
    assert source.notes == ("vjp (1).py has another name and was not graded",)


def test_a_name_that_may_be_meant_for_an_exercise_is_asked_about(made, read) -> None:
    found = read(made({"ann/hw1_mse_gradeint.py": "", "ann/vjp.py": "", "ann/vjpp.py": "", "bo/vjp.py": ""}))
    (problem,) = found.problems
    assert problem == "ann: hw1_mse_gradeint.py was not graded: is it meant to be mse_gradient.py?"
    assert problem.kind == "name"


def test_a_name_that_fits_two_exercises_is_asked_about(made, read) -> None:
    found = read(made({"ann/mse_gradient_vjp.py": "", "ann/vjp.py": "", "bo/vjp.py": ""}))
    assert found.problems == ["ann: mse_gradient_vjp.py was not graded: is it meant to be mse_gradient.py?"]


def test_many_files_that_are_called_otherwise_are_one_line(made, read) -> None:
    found = read(made({f"s{number:02}/Copy of vjp.py": "" for number in range(30)}))
    (problem,) = found.problems
    assert problem.startswith("read as vjp.py because of their names: s00/Copy of vjp.py, ")
    assert problem.endswith("s09/Copy of vjp.py, … (30)")


def test_an_archive_for_each_student_and_archives_in_folders(made, read, packed) -> None:
    inner = packed({"hw/vjp.py": "x = 1", "hw/deeper.zip": b"PK", "hw/data.csv": "1,2"}).read_bytes()
    found = read(
        made(
            {
                "ann.zip": inner,
                "bo/homework.zip": inner,
                "bo/vjp.py": "loose",
                "cy/broken.zip": b"PK\3\4",
                "dee.zip": b"",
            }
        )
    )
    assert names(found) == {
        "ann": ["hw/data.csv", "hw/vjp.py"],
        "bo": ["homework.zip/hw/data.csv", "homework.zip/hw/vjp.py", "vjp.py"],
        "cy": ["broken.zip"],
        "dee": [],
    }
    bo = collect_files(found.hand_ins[1].files, ["vjp"]).sources["vjp"]
    assert all(
        "deeper.zip was not opened: archives are opened one level deep" in found.hand_ins[i].notes[0] for i in (0, 1)
    )
    assert (bo.files["vjp.py"], bo.notes) == (
        b"loose",
        ("homework.zip/hw/vjp.py is in a deeper folder and was not graded",),
    )
    assert found.hand_ins[2].notes[0].startswith("broken.zip: it is damaged or not an archive")
    assert [line.partition(":")[0] for line in found.problems] == ["cy/broken.zip", "dee.zip", "cy", "dee.zip"]


def test_what_lies_beside_the_folders_is_reported(made, read) -> None:
    found = read(
        made(
            {
                "ann/vjp.py": "",
                "vjp.py": "",
                "bo.rar": "",
                "roster.csv": "",
                "reports/x/index.html": "",
                "reports/gradebook.db": "",
            }
        )
    )
    assert keys(found) == ["ann"]
    assert len(found.problems) == 3
    for words in (
        "vjp.py is outside the students' folders",
        "bo.rar: only zip and tar",
        "reports/ was written by the grader",
    ):
        assert any(words in line for line in found.problems)


def test_an_unreadable_folder_costs_the_others_nothing(made, read, monkeypatch) -> None:
    root, listed = made({"ann/vjp.py": "", "bo/vjp.py": "", "bo/sub/x.py": "", "cy/vjp.py": ""}), opening.listed

    def closed(path):
        if path.name in ("ann", "sub"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(files, "listed", closed)
    found = read(root)
    assert keys(found) == ["bo", "cy"]
    assert found.problems == [
        "ann/: cannot be read (Permission denied); not graded",
        "bo/sub/: cannot be read (Permission denied)",
    ]
    assert found.hand_ins[0].notes == ("sub/: cannot be read (Permission denied)",)


def test_what_is_too_much_of_one_student_is_not_looked_at_and_noted(made, read, packed, monkeypatch) -> None:
    monkeypatch.setattr("grader.intake.files.MAX_FILES", 3)
    monkeypatch.setattr("grader.intake.files.MAX_DEPTH", 1)
    monkeypatch.setattr("grader.intake.files.MAX_ARCHIVES", 1)
    zips = {f"cy/{n}.zip": packed({f"{n}.py": ""}).read_bytes() for n in (1, 2)}
    many = {f"ann/{name}.py": "" for name in ("a", "b", "vjp", "z")}
    found = read(made({**many, "bo/vjp.py": "", "bo/a/b/c.py": "", "cy/vjp.py": "", **zips}))
    assert [each.notes for each in found.hand_ins] == [
        ("more than 3 files: the rest was not looked at",),
        ("a/b/ is in too many folders, one inside the other, and was not read",),
        ("there are more than 1 archives: 2.zip were not unpacked",),
    ]


def test_one_name_spelled_with_different_bytes_counts_once(made, read) -> None:
    found = read(made({"ann/vjp.py": "", "ann/\u00e9.py": "", "ann/e\u0301.py": "", "bo/vjp.py": ""}))
    assert found.hand_ins[0].notes == (
        "there are two files named \u00e9.py, encoded differently; the first one counts",
    )


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        ({}, "there are no submissions in it; expected a folder for each student"),
        ({"notes.txt": ""}, "mse_gradient.py, vjp.py"),
        ({"ann/final.py": "", "bo/x.docx": ""}, "no file in it is for an exercise"),
        ({"vjp.py": "", "mse_gradient.py": ""}, "grade submit"),
    ],
)
def test_a_folder_of_other_things_is_refused_with_the_fix(made, read, tree, words) -> None:
    with pytest.raises(UsageError, match=words) as error:
        read(made(tree))
    assert "\n" not in str(error.value)


def test_a_layout_that_it_is_not_is_refused_with_what_was_found_and_what_that_looks_like(made, read) -> None:
    moodle = made({"A Lee_12_assignsubmission_file/vjp.py": "", "B Ro_13_assignsubmission_file/vjp.py": ""}, "moodle")
    folders = made({"ann/vjp.py": "", "bo/vjp.py": "", "cy/vjp.py": ""})
    with pytest.raises(
        UsageError, match=r"nothing in it looks like --layout canvas; .*, which looks like --layout moodle"
    ):
        read(moodle, layout="canvas")
    with pytest.raises(UsageError, match=r"folders: 3, files: 0 \(ann/, bo/, …\), which looks like --layout folders"):
        read(folders, layout="moodle")
    told = read(moodle, layout="folders").problems
    assert told == ["it was read as --layout folders, but it looks like moodle"]


def test_a_path_that_is_nothing_is_refused(made, read, tmp_path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        read(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="neither a folder nor a zip"):
        read(made({"x.txt": ""}) / "x.txt")
    os.mkfifo(tmp_path / "x.zip")
    with pytest.raises(UsageError, match="it is not a regular file; unpack it yourself"):
        read(tmp_path / "x.zip")
    with pytest.raises(UsageError, match="there is no layout 'brightspace'; the layouts are"):
        read(made({"ann/vjp.py": ""}), layout="brightspace")


def test_someone_without_an_exercise_is_kept_and_reported(made, read) -> None:
    found = read(made({"ann/vjp.py": "", "bo/vjp(1).txt": ""}))
    assert keys(found) == ["ann", "bo"]
    assert found.hand_ins[1].submitted_at is None
    assert found.problems == ["bo: there is no file for an exercise in what was handed in (vjp(1).txt)"]


def test_one_folder_around_the_students_is_entered_and_reported(made, read) -> None:
    root = made({"hw1/ann/vjp.py": "", "hw1/bo/vjp.py": ""})
    found = read(root)
    assert keys(found) == ["ann", "bo"]
    assert found.problems == [
        "hw1/ is the only folder, so the folders in it were read as the students; with --layout folders it is read as "
        "one student"
    ]
    assert keys(read(root, layout="folders")) == ["hw1"]
    assert keys(read(made({"ann/exercises/vjp.py": ""}, "single"))) == ["ann"]


def test_clones_are_called_after_their_users(made, read) -> None:
    clones = {"hw-1-ann-lee/vjp.py": "", "hw-1-ann-lee/.git/config": "", "hw-1-bo/vjp.py": ""}
    found = read(made(clones))
    assert [(each.student.key, each.student.ids) for each in found.hand_ins] == [
        ("ann-lee", {"github": "ann-lee"}),
        ("bo", {"github": "bo"}),
    ]
    assert keys(read(made({"hw-ann/vjp.py": "", "hw-ann2/vjp.py": ""}, "hw-submissions"))) == ["ann", "ann2"]
    assert keys(read(made({"group-1/vjp.py": "", "group-2/vjp.py": ""}, "groups"))) == ["group-1", "group-2"]


def test_the_roster_tells_where_a_user_name_begins(made, read) -> None:
    root = made({"hw-anna-a/vjp.py": "", "hw-anna-b/vjp.py": "", "hw-anna-b/.git/HEAD": ""})
    found = read(
        root,
        roster="username,first_name,last_name,email,section,github_id\nAnna-A,Ann,A,a@x,1,7\nanna-b,Bo,B,b@x,1,8\n",
    )
    assert [(each.student.key, each.student.name) for each in found.hand_ins] == [
        ("Anna-A", "Ann A"),
        ("anna-b", "Bo B"),
    ]
    assert found.problems == found.absent == []
    assert found.hand_ins[0].student.extra == {"section": "1", "github_id": "7"}


def test_a_class_as_a_zip_with_one_folder_around(packed, read) -> None:
    tree = {"hw1/ann/vjp.py": "a", "hw1/bo/vjp.py": "b", "hw1/.DS_Store": "", "__MACOSX/hw1/._ann": ""}
    found = read(packed(tree))
    assert (found.layout, keys(found), found.problems) == ("folders", ["ann", "bo"], [])
    assert found.hand_ins[1].files["vjp.py"].read_text() == "b"


def test_a_homework_in_one_file_is_told_and_is_something_that_was_handed_in(made, work) -> None:
    stub = types.SimpleNamespace(
        stub=b"def vjp(f, x):\n    raise NotImplementedError\n", title="Vector-Jacobian products"
    )
    other = types.SimpleNamespace(stub=b"def loss(x): ...\ndef train(x): ...\n", title="The mean squared error")
    handout = Handout({}, {"vjp": stub, "mse_gradient": other})
    root = made(
        {"ann/homework.py": "def vjp(f, x): ...", "bo/homework.py": "def loss(x): ...", "cy/homework.py": "x = 1"}
    )
    found = read_class(root, layout=None, roster=None, work=work, ids=["vjp", "mse_gradient"], handout=handout)
    graded, asked, nothing = found.problems
    assert graded == "ann: homework.py was graded as vjp, by what is in it"
    assert asked.startswith("bo: homework.py was not graded, since it is not clear")
    assert "it defines loss (mse_gradient)" in asked
    assert asked.kind == "name"
    assert nothing == "cy: there is no file for an exercise in what was handed in (homework.py)"
    assert [each.submitted_at is not None for each in found.hand_ins] == [True, False, False]


def test_a_class_of_one_in_a_folder_is_found_by_the_roster(made, read) -> None:
    root = made({"algebra/ann/vjp.py": "", "algebra/notes.txt": ""})
    assert keys(read(root)) == ["algebra"]
    assert keys(read(root, roster="name\nAnn\nBo\n")) == ["Ann"]
    own = made({"ann/hw1/vjp.py": ""}, "own")
    assert keys(read(own, roster="name\nAnn\nBo\n")) == ["Ann"]
