"""The sample reports under reports/sample/: what a visitor sees before installing anything.

    .venv/bin/python reports/make_sample.py            # grades the sample class and renders its reports
    .venv/bin/python reports/make_sample.py --render   # renders them again from the stored results

The class is tests/sample_class and some students made of the course's solutions and mistakes. Seed, time and durations
are fixed, so the same code writes the same files.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import os
import re
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"  # before anything imports torch

import msgspec

from grader import gradebook
from grader.courses import find
from grader.courses.course import Course, CourseExercise
from grader.explain.budget import ALONE
from grader.explain.explain import Explainer
from grader.files import write_atomically
from grader.grading.grade import Grading
from grader.outcomes.result import ExerciseResult, Result, for_student, from_json, to_json, versions
from grader.people import Student
from grader.report import class_page, page
from grader.report.summary import ClassSummary, summary_of
from grader.sessions.session import Sandbox
from grader.submission.collect import Submission, collect

ROOT = Path(__file__).parents[1]
OUT = ROOT / "reports" / "sample"
EXERCISES = ("mse_gradient", "autograd_loop", "clamp_mlp", "custom_backward", "graph_exclusion", "freeze_resnet")
SEED, GRADED_AT = "sample", "2026-11-20T12:00:00Z"
SUMMARY = "class.json"

MADE: dict[str, dict[str, str | None]] = {
    "Ada Berg": dict.fromkeys(EXERCISES),
    "Boris Costa": {"autograd_loop": "gradient_never_cleared", "graph_exclusion": "frozen_still_trained"},
    "Chidi Haddad": {"mse_gradient": "sums_instead_of_mean", "clamp_mlp": "gradients_never_cleared"},
    "Élodie Novák": {"clamp_mlp": "hidden_layer_detached", "freeze_resnet": "nothing_frozen"},
    "Jörg O'Neill": {"custom_backward": "grad_output_ignored", "autograd_loop": "gradient_never_cleared"},
    "Mina Yıldız": {"freeze_resnet": "frozen_after_replacing_fc", "graph_exclusion": "nothing_tracked"},
}
"""name -> exercise -> the mistake that they made, None for none; an exercise that is not mentioned is right."""
ABSENT = Student("farid_wong", "Farid Wong", {})


def submissions(course: Course, folder: Path) -> Iterator[tuple[Student, Submission]]:
    """Everyone in the class with what they hand in; the made ones' files are written to `folder`."""
    for there in sorted((ROOT / "tests" / "sample_class").iterdir()):
        yield Student(there.name, there.name, {}), collect([there], course.exercises)
    for name, mistakes in MADE.items():
        plain = unicodedata.normalize("NFKD", name).lower().replace(" ", "_")
        key = "".join(c for c in plain if c == "_" or (c.isascii() and c.isalnum()))
        (folder / key).mkdir()
        for exercise in course.exercises.values():
            (folder / key / f"{exercise.id}.py").write_text(answer(exercise, mistakes.get(exercise.id)))
        yield Student(key, name, {}), collect([folder / key], course.exercises)


def answer(exercise: CourseExercise, mistake: str | None) -> str:
    """The solution, its functions replaced by those of the mistake, without their docstrings."""
    text = (exercise.folder / "solution.py").read_text()
    if mistake is None:
        return _without(text, set())
    wrong = _without((exercise.folder / "mistakes" / f"{mistake}.py").read_text(), set())
    replaced = {node.name for node in ast.parse(wrong).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    right = _without(text, replaced)
    imports = [line for line in wrong.splitlines() if line.startswith(("import ", "from "))]
    needed = "".join(f"{line}\n" for line in imports if line not in right)
    rest = "\n".join(line for line in wrong.splitlines() if line not in imports)
    return re.sub(r"\n{4,}", "\n\n\n", f"{needed}{right}\n\n{rest.strip()}\n")


def _without(text: str, names: set[str]) -> str:
    """The text without its docstring, without functions and classes of these names, and without a mistake's kind."""
    body, lines = ast.parse(text).body, text.splitlines()
    gone = {n for node in body if getattr(node, "name", None) in names for n in _lines(node)}
    gone |= {n for node in body if isinstance(node, ast.Assign) and "kind" in map(ast.unparse, node.targets)
             for n in _lines(node)}  # fmt: skip
    docstring = body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    gone |= set(_lines(body[0])) if docstring else set()
    return "\n".join(line for n, line in enumerate(lines, 1) if n not in gone).strip() + "\n"


def _lines(node: ast.stmt) -> range:
    first = min((d.lineno for d in getattr(node, "decorator_list", ())), default=node.lineno)
    return range(first, (node.end_lineno or node.lineno) + 1)


def graded(course: Course, only: Collection[str] = ()) -> Iterator[tuple[Student, Result]]:
    """Everyone's result, with explanations, or only of students whose keys are in `only`, without."""
    with Sandbox("full", course.limits) as sandbox, tempfile.TemporaryDirectory() as folder:
        grading = Grading(course, sandbox, SEED)
        explainer = Explainer(grading, ALONE)
        for student, handed_in in submissions(course, Path(folder)):
            if only and student.key not in only:
                continue
            done = [grading.grade(e, handed_in.sources.get(e.id)) for e in course.exercises.values()]
            if not only:
                done = [explainer.explained(course.exercises[e.id], handed_in.sources.get(e.id), e) for e in done]
            yield student, document(student, [msgspec.structs.replace(e, seconds=0.0) for e in done], grading.layers)


def document(student: Student, exercises: list[ExerciseResult], layers: list[str]) -> Result:
    score, points = sum(e.score for e in exercises), sum(e.points for e in exercises)
    return for_student(
        Result(
            course="autograd", student=student.name, device="cpu", isolation="full", layers=layers, seed=SEED,
            graded_at=GRADED_AT, versions=versions(), score=score, points=points, exercises=exercises,
        )
    )  # fmt: skip


def sample_course() -> Course:
    """The built-in course, of which the sample class has done a part."""
    course = find.load(find.builtin())
    return dataclasses.replace(course, exercises={e: course.exercises[e] for e in EXERCISES})


def grade_all(course: Course, out: Path) -> None:
    """Writes everyone's result.json and the class's summary."""
    with tempfile.TemporaryDirectory() as folder, gradebook.open(Path(folder, "book.sqlite")) as book:
        book.enrol([ABSENT])
        for student, result in graded(course):
            (out / student.key).mkdir(parents=True, exist_ok=True)
            write_atomically(out / student.key / "result.json", to_json(result))
            when = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)
            book.record(student, result, submission=student.key, grading=SEED, submitted_at=when, late=False)
        summary = summary_of(course, book.outcomes(course), graded_at=GRADED_AT)
    write_atomically(out / SUMMARY, msgspec.json.format(msgspec.json.encode(summary), indent=1) + b"\n")


def rendered(out: Path) -> dict[Path, bytes]:
    """Every page, made from the stored results: path -> HTML."""
    stored = sorted(out.glob("*/result.json"))
    pages = {path.with_name("index.html"): page.render(from_json(path.read_bytes())).encode() for path in stored}
    summary = msgspec.json.decode((out / SUMMARY).read_bytes(), type=ClassSummary)
    return {**pages, out / "index.html": class_page.render(summary).encode()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", action="store_true", help="render the stored results, without grading")
    if not parser.parse_args().render:
        shutil.rmtree(OUT, ignore_errors=True)
        OUT.mkdir(parents=True)
        grade_all(sample_course(), OUT)
    for path, text in rendered(OUT).items():
        write_atomically(path, text)
    print(f"{OUT / 'index.html'}", file=sys.stderr)


if __name__ == "__main__":
    main()
