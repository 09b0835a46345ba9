"""`grade release`: what students get, with nothing from solutions/."""

from __future__ import annotations

import ast
import json
import re
import zipfile

import pytest
from command_line import grade
from small_course import written

from grader.courses import find

SECRET = "def double(x):\n    sixfold = 6 * x\n    return sixfold / 3\n"


def release(*options: object):
    return grade("release", *options)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    """The built-in course's bundle in both formats: name -> text as students read it."""
    out = tmp_path_factory.mktemp("release") / "autograd.zip"
    done = release("--out", out, "--format", "both", "--course", find.builtin())
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(out) as packed:
        return {name: _read(name, packed.read(name).decode()) for name in packed.namelist()}


def _read(name: str, text: str) -> str:
    if not name.endswith(".ipynb"):
        return text
    return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])


def squeezed(text: str) -> str:
    return re.sub(r"[\s#]+", "", text)


def test_every_stub_is_in_it_as_a_file_and_as_a_notebook(bundle, course) -> None:
    for exercise in course.exercises:
        assert {f"exercises/{exercise}.py", f"notebooks/{exercise}.ipynb"} <= bundle.keys()
        assert exercise in bundle["README.md"]
    assert "exercises/given/resnet.py" in bundle


def test_nothing_but_stubs_given_files_and_two_pages_is_in_it(bundle) -> None:
    kinds = {re.sub(r"\w+\.(py|ipynb)$", r"*.\1", name) for name in bundle}
    assert kinds == {"README.md", "course.toml", "exercises/*.py", "exercises/given/*.py", "notebooks/*.ipynb",
                     "notebooks/given/*.py"}  # fmt: skip


def test_no_body_of_a_solution_s_function_is_in_it(bundle, course) -> None:
    texts = {name: squeezed(text) for name, text in bundle.items()}
    functions = 0
    for exercise in course.exercises.values():
        source = (exercise.folder / "solution.py").read_text()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                functions += 1
                body = squeezed("\n".join(ast.get_source_segment(source, line) or "" for line in node.body))
                assert [name for name, text in texts.items() if body in text] == []
    assert functions > 25


def test_no_words_of_a_mistake_and_no_hint_are_in_it(bundle, course) -> None:
    everything = squeezed(" ".join(bundle.values()))
    for exercise in course.exercises.values():
        for mistake in exercise.mistakes:
            assert squeezed(mistake.text) not in everything
        for hint in exercise.spec.hints:
            assert squeezed(hint) not in everything


def test_the_course_s_table_is_written_again_without_the_author_s_comments(tmp_path) -> None:
    text = '# the exam has another seed\ndeadline = 2026-12-01T12:00:00Z\nname = "small"\ntitle = "A \\"small\\" one"\n'
    text += '[[exercise]]\nid = "double"\npoints = 3\n'
    out = tmp_path / "handout"
    done = release("--course", written(tmp_path / "course", **{"course.toml": text}), "--out", out)
    assert done.exit_code == 0, done.output
    assert "exam" not in (out / "course.toml").read_text()
    found = find.load(out)
    assert (found.title, list(found.exercises)) == ('A "small" one', ["double"])
    assert found.policy.deadline is not None


GIVEN_AWAY = {
    "the solution in the stub": {"exercises/double.py": SECRET},
    "the solution in a helper of another name": {
        "exercises/double.py": SECRET.replace("def double", "def old") + "\n\ndef double(x):\n    raise TypeError\n"
    },
    "the solution in a comment": {
        "exercises/double.py": "def double(x):\n    # sixfold = 6 * x\n    # return sixfold / 3\n    raise TypeError\n"
    },
    "the solution in a given file": {"exercises/given/extra.py": SECRET},
    "the words of a mistake": {
        "exercises/double.py": '"""It squares. Twice a number is its\nsum with itself."""\n\n'
        "def double(x):\n    raise TypeError\n"
    },
}


@pytest.mark.parametrize("name", GIVEN_AWAY)
def test_a_course_that_gives_something_away_is_not_released(name, tmp_path) -> None:
    files = {"solutions/double/solution.py": SECRET, **GIVEN_AWAY[name]}
    done = release("--course", written(tmp_path / "course", **files), "--out", tmp_path / "out.zip")
    assert done.exit_code == 2
    assert "gives away" in done.output
    assert not (tmp_path / "out.zip").exists()


@pytest.mark.parametrize("file", ["exercises/double.py", "exercises/given/extra.py", "solutions/double/solution.py"])
def test_a_course_with_a_file_that_is_not_python_is_refused_in_one_line(file, tmp_path) -> None:
    done = release("--course", written(tmp_path / "course", **{file: "def double(:"}), "--out", tmp_path / "out.zip")
    assert done.exit_code == 2, done.output
    assert f"{file}, line 1: invalid syntax" in done.output
    assert not (tmp_path / "out.zip").exists()


def test_a_helper_that_stub_and_solution_share_is_not_a_secret(tmp_path) -> None:
    helper = "def scale(x):\n    unit = 2.0\n    return unit * x\n\n"
    files = {
        "solutions/double/solution.py": f"{helper}def double(x):\n    return scale(x)\n",
        "exercises/double.py": f"{helper}def double(x):\n    raise NotImplementedError\n",
    }
    done = release("--course", written(tmp_path / "course", **files), "--out", tmp_path / "out.zip")
    assert done.exit_code == 0, done.output


def test_a_folder_with_something_in_it_is_left_alone(tmp_path) -> None:
    course = written(tmp_path / "course")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    done = release("--course", course, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "the folder is not empty" in done.output


def test_a_students_copy_of_another_course_says_that_it_cannot_grade(tmp_path, monkeypatch) -> None:
    release("--course", written(tmp_path / "course"), "--out", tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    done = grade("list")
    assert done.exit_code == 2
    assert "it is a students' copy" in done.output


def test_the_page_promises_a_grading_only_where_the_grader_has_the_course(bundle, tmp_path) -> None:
    assert "grade submit exercises" in bundle["README.md"] or "grade submit notebooks" in bundle["README.md"]
    release("--course", written(tmp_path / "course"), "--out", tmp_path / "out")
    page = (tmp_path / "out" / "README.md").read_text()
    assert page.endswith("Hand in the files under the names they have.\n")


def test_in_a_students_copy_of_the_built_in_course_the_grader_works(tmp_path, monkeypatch) -> None:
    release("--course", find.builtin(), "--out", tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    done = grade("list")
    assert done.exit_code == 0, done.output
    assert "mse_gradient" in done.output
