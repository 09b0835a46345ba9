"""What students get of a course: stubs, what is handed to their functions, how to hand in; nothing of solutions/."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

from grader.courses import find
from grader.courses import toml as course_toml
from grader.courses.course import Course, parsed
from grader.errors import CourseError
from grader.message import say
from grader.submission.notebook import as_notebook
from grader.submission.source import require_notebooks

README = """\
# {title}

Each file in `{folder}/` is an exercise: replace every `raise NotImplementedError` by your code. What the file says
above a function is what that function has to do; helpers, prints and a `__main__` block are welcome.

| exercise | points |
|---|---|
{rows}

Hand in the files under the names they have.{grading}
"""
GRADING = """ Where your teacher has told you to install the grader, this grades them:

    grade submit {folder}"""


def bundle(course: Course, form: str = "py") -> dict[str, bytes]:
    """name in the bundle -> content. Raises CourseError for a stub that gives a solution away."""
    files = {
        "README.md": _readme(course, "notebooks" if form == "notebooks" else "exercises"),
        course_toml.FILE: _table(course),
    }
    if form != "py":
        require_notebooks(f"--format {form}")
    for exercise in course.exercises.values():
        if form != "notebooks":
            files[f"exercises/{exercise.id}.py"] = exercise.stub
        if form != "py":
            files[f"notebooks/{exercise.id}.ipynb"] = as_notebook(exercise.stub)
    folders = [folder for folder in ("exercises", "notebooks") if any(name.startswith(folder) for name in files)]
    for name, text in course.given.items():
        files |= {f"{folder}/given/{name}.py": text for folder in folders}
    for given_away in leaks(course):
        raise CourseError("{given_away}; take it out before you release the course", given_away=given_away)
    return files


def _readme(course: Course, folder: str) -> bytes:
    rows = "\n".join(f"| `{e.id}`: {e.spec.title} | {e.points:g} |" for e in course.exercises.values())
    known = find.packaged(course.name) is not None  # of another course, students cannot grade their copy
    grading = GRADING.format(folder=folder) if known else ""
    return README.format(title=course.title, rows=rows, folder=folder, grading=grading).encode()


def _table(course: Course) -> bytes:
    """course.toml, written again: an author's comments stay with the author."""
    lines = [f"name = {_quoted(course.name)}", f"title = {_quoted(course.title)}"]
    if course.policy.deadline is not None:
        lines.append(f"deadline = {course.policy.deadline.isoformat()}")
    for exercise in course.exercises.values():
        lines += ["", "[[exercise]]", f"id = {_quoted(exercise.id)}", f"points = {exercise.points:g}"]
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    """A TOML string; JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False)


def leaks(course: Course) -> Iterator[str]:
    """Where what students get repeats the body of a solution's function, or the words of a mistake."""
    handed_out = {f"exercises/{e.id}.py": e.stub for e in course.exercises.values()}
    handed_out |= {f"exercises/given/{name}.py": text for name, text in course.given.items()}
    trees = {file: parsed(Path(file), text) for file, text in handed_out.items()}
    secrets = dict(_secrets(course))
    for file, text in handed_out.items():
        bodies = {_plain(body) for _, body in bodies_of(trees[file])}
        words = " ".join(text.decode(errors="replace").replace("#", " ").split())
        yield from (
            say("{file} gives away {what}", file=file, what=what)
            for secret, what in secrets.items()
            if secret in bodies or secret in words
        )


def _secrets(course: Course) -> Iterator[tuple[str, str]]:
    for exercise in course.exercises.values():
        offered = {name for name, _ in bodies_of(ast.parse(exercise.stub))} - exercise.parameters.keys()
        for name, body in bodies_of(ast.parse((exercise.folder / "solution.py").read_bytes())):
            if name not in offered or "." in name:  # a helper may be handed out
                yield (
                    _plain(body),
                    say("the body of {name} in {file}", name=name, file=f"solutions/{exercise.id}/solution.py"),
                )
        for mistake in exercise.mistakes:
            yield mistake.text, say("the text of {file}", file=f"solutions/{exercise.id}/mistakes/{mistake.name}.py")


def bodies_of(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, list[ast.stmt]]]:
    """Every function's name (of a method: Class.method) and body, without its docstring."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield prefix + node.name, node.body[1:] if ast.get_docstring(node) is not None else node.body
        elif isinstance(node, ast.ClassDef):
            yield from bodies_of(node, f"{prefix}{node.name}.")


def _plain(body: list[ast.stmt]) -> str:
    """The code without its layout and comments."""
    return " ".join(" ".join(ast.unparse(statement) for statement in body).split())
