"""How well wrong answers are explained, and what that costs.

    .venv/bin/python bench/explain.py [--each 1] [--sets mutants] [--class] [--list] [--sample 3 --seed A]

Two populations that the searches were not made from: every wrong answer under tests/submissions, with the truth about
each in bench/explain_labels.toml; and answers made from the right ones there, which are written in other ways than the
solutions: with one change (`mutant`) or with a wrong half that takes over under a condition (`twin`), --each for each
right answer. A line is right within one line of the true place. An explanation is misattributed where its kind is none
that fits the truth; one without a kind claims none. CPU counts all processes, once without explanations and once with
them, on the same answers. --class: with the budget of a class instead of a student's alone. --list: each answer.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
from whole_class import measured

from grader.authoring.conditional import Twins, Wrong
from grader.courses import find
from grader.courses.course import Course, CourseExercise, libraries
from grader.edits.mutate import mutants
from grader.explain.budget import ALONE, CLASS
from grader.explain.explain import Explainer
from grader.grading.grade import Grading
from grader.outcomes.outcome import KINDS
from grader.outcomes.result import ExerciseResult
from grader.sandbox import levels
from grader.sessions.session import Sandbox
from grader.submission.source import Source, read_source

HERE = Path(__file__).parent
SUBMISSIONS = HERE.parent / "tests" / "submissions"
COLUMNS = "labelled", "named", "explained", "one_place", "line", "line_right", "misattributed"
SETS = "submissions", "mutants", "twins"
FITS: dict[str, set[str]] = {
    "arithmetic": {"wrong_formula", "wrong_operand", "sign", "factor", "approximation", "extra_step", "missing_update"},
    "comparison": {"wrong_formula", "off_by_one", "argument_ignored", "missing_update", "wrong_operand"},
    "constant": {"factor", "wrong_hyperparameter", "wrong_formula", "off_by_one", "hard_coded", "wrong_operand",
                 "approximation", "wrong_shape", "sign", "wrong_return", "freezing", "graph_cut", "reduction"},
    "off_by_one": {"off_by_one", "extra_step", "missing_update", "wrong_hyperparameter"},
    "sign": {"sign", "wrong_formula", "missing_update"},
    "reduction": {"reduction", "factor", "wrong_formula", "wrong_shape", "wrong_loss"},
    "arguments": {"wrong_operand", "wrong_hyperparameter", "wrong_return", "wrong_optimizer", "wrong_shape", "sign",
                  "argument_ignored", "reduction", "wrong_dtype", "freezing", "graph_cut", "wrong_formula"},
    "call": {"graph_cut", "aliasing", "missing_clear", "missing_update", "wrong_return", "in_place_on_caller",
             "state_between_calls", "wrong_formula", "freezing"},
    "dropped": KINDS - {"sign", "wrong_optimizer"},
    "order": {"order_of_statements", "missing_clear", "cleared_too_early", "off_by_one", "missing_update",
              "wrong_return", "wrong_formula", "aliasing", "extra_step", "argument_ignored"},
}  # fmt: skip
"""Operator -> kinds that are fair to say of what it does."""


@dataclass(frozen=True)
class Wanted:
    """An answer, and what is true of it. kinds: those that are fair; None: nobody has said. lines: empty where its
    fault is not in one place."""

    name: str
    exercise: CourseExercise
    source: Source
    kinds: set[str] | None
    lines: set[int]


def submissions(course: Course) -> Iterator[Wanted]:
    labels = tomllib.loads((HERE / "explain_labels.toml").read_text("utf-8"))
    for path in sorted(SUBMISSIONS.glob("*/*/*")):
        exercise, expected, name = path.parts[-3:]
        if exercise in course.exercises and expected != "passed" and path.suffix in (".py", ".ipynb"):
            label = labels.get(f"{exercise}/{expected}/{name}", {})
            kinds = set(label["kinds"]) if "kinds" in label else None
            source = read_source(path, exercise)
            yield Wanted(
                "/".join(path.parts[-3:]), course.exercises[exercise], source, kinds, set(label.get("lines", ()))
            )


def right_answers(course: Course) -> Iterator[tuple[CourseExercise, str, str]]:
    for path in sorted(SUBMISSIONS.glob("*/passed/*.py")):
        if path.parts[-3] not in course.exercises:
            continue
        text = ast.unparse(ast.parse(path.read_bytes()))  # as mutants are written: the lines stay the same
        yield course.exercises[path.parts[-3]], path.stem, text


def changed(course: Course, each: int) -> Iterator[Wanted]:
    for exercise, name, text in right_answers(course):
        found = mutants(text)
        for mutant in random.Random(f"{exercise.id} {name}").sample(found, min(each, len(found))):
            called = f"{exercise.id}/{name}: line {mutant.line}, {mutant.kind}: {mutant.was} -> {mutant.becomes}"
            source = Source(exercise.id, f"{exercise.id}.py", "m.py", {"m.py": mutant.text.encode()})
            yield Wanted(" ".join(called.split()), exercise, source, FITS[mutant.kind], {mutant.line})


def conditional(course: Course, each: int) -> Iterator[Wanted]:
    for exercise, name, text in right_answers(course):
        chance, twins = random.Random(f"twin {exercise.id} {name}"), Twins(exercise, with_mutants=False)
        found = mutants(text)
        for mutant in chance.sample(found, min(each, len(found))):
            wrong = Wrong(mutant.kind, mutant.text.encode(), ())
            if twin := twins.made_of(wrong, text.encode(), chance):
                called = f"{exercise.id}/{name}: {mutant.was} -> {mutant.becomes}, {twin.condition}"
                kinds = FITS[mutant.kind] | {"state_between_calls", "other"}
                yield Wanted(" ".join(called.split()), exercise, twin.source(exercise), kinds, set())


def sampled(every: Iterator[Wanted], number: int, seed: str) -> list[Wanted]:
    """As many of each exercise, drawn with that seed; 0: all."""
    by_exercise: dict[str, list[Wanted]] = {}
    for wanted in every:
        by_exercise.setdefault(wanted.exercise.id, []).append(wanted)
    chance = random.Random(seed)
    drawn = (chance.sample(each, min(number or len(each), len(each))) for each in by_exercise.values())
    return [wanted for each in drawn for wanted in each]


def rows(which: str, options: argparse.Namespace, explain: bool) -> list[dict[str, Any]]:
    course, each, budget = find.load(find.builtin()), options.each, CLASS if options.of_class else ALONE
    made = {
        "submissions": lambda: submissions(course),
        "mutants": lambda: changed(course, each),
        "twins": lambda: conditional(course, each),
    }
    found = []
    with Sandbox(levels.level("auto"), course.limits) as sandbox:
        sandbox.warm(libraries(course.exercises.values()))  # as for a class
        grading = Grading(course, sandbox, "bench")
        explainer = Explainer(grading, budget)
        for wanted in sampled(made[which](), options.sample, options.seed):
            result = grading.grade(wanted.exercise, wanted.source)
            if result.status == "failed":
                result = explainer.explained(wanted.exercise, wanted.source, result) if explain else result
                found.append(row(wanted, result))
    return found


def row(wanted: Wanted, result: ExerciseResult) -> dict[str, Any]:
    """What is told first of the answer: of its checks, what the first one with a line, else the first one says."""
    failed = [check for check in result.checks if check.status == "failed"]
    told = [check.explanation for check in failed if check.explanation]
    first = next((e for e in told if e.line is not None), next(iter(told), None))
    caused = [e for e in told if e.source != "reading"]
    apart = [min(abs(e.line - line) for line in wanted.lines) for e in told if e.line and wanted.lines]
    fair = (wanted.kinds or set()) | ({"crash"} if any(check.cause == "raised" for check in failed) else set())
    wrong = [e.kind for e in told if e.kind and wanted.kinds is not None and e.kind not in fair]
    return {
        "name": wanted.name,
        "exercise": wanted.exercise.id,
        "source": first.source if first else "",
        "named": bool(caused),
        "explained": bool(told) or bool(result.message),
        "one_place": bool(wanted.lines),
        "line": bool(apart),
        "line_right": bool(apart) and apart[0] <= 1,
        "labelled": wanted.kinds is not None,
        "misattributed": bool(told) and len(wrong) == len([e for e in told if e.kind]) > 0,
        "text": str(first.text) if first else "",
        "kinds": sorted({e.kind or "" for e in told}),
    }


def share(part: int, whole: int) -> str:
    return f"{part:4d} of {whole:4d} {100 * part / whole:5.1f} %" if whole else "–"


def table(which: str, found: list[dict[str, Any]], cpu: tuple[float, float]) -> None:
    count = Counter(key for each in found for key, value in each.items() if value is True)
    print(f"\n{which}: {len(found)} wrong answers that lose points")
    print(f"  a cause is named        {share(count['named'], len(found))}")
    print(f"  explained               {share(count['explained'], len(found))}")
    print(f"  fault in one place, line given  {share(count['line'], count['one_place'])}")
    print(f"  of these lines right    {share(count['line_right'], count['line'])}")
    print(f"  misattributed           {share(count['misattributed'], count['labelled'])}")
    by_source = Counter(each["source"] or "nothing" for each in found)
    print("  by source               " + ", ".join(f"{name} {n}" for name, n in by_source.most_common()))
    for exercise in dict.fromkeys(each["exercise"] for each in found):
        here = [each for each in found if each["exercise"] == exercise]
        print(f"  {exercise:22}  {', '.join(f'{sum(map(bool, (e[key] for e in here)))} {key}' for key in COLUMNS)}")
    plain, more = (1000 * each / max(len(found), 1) for each in cpu)
    print(f"  CPU an answer           {plain:.0f} ms to grade, {more - plain:.0f} ms more to explain")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--class", dest="of_class", action="store_true")
    parser.add_argument("--sets", nargs="+", choices=SETS, help="default: all")
    parser.add_argument("--sample", type=int, default=0, help="as many of each exercise, default: all")
    parser.add_argument("--seed", default="", help="of the sample")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--rows", nargs=3, metavar=("SET", "EXPLAIN", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rows:
        which, explain, file = options.rows
        found = rows(which, options, explain == "yes")
        Path(file).write_text(json.dumps(found))
        return
    for which in options.sets or SETS:
        with tempfile.NamedTemporaryFile() as file:
            asked = [arg for arg in sys.argv[1:] if arg != "--list"]
            command = [sys.executable, __file__, *asked]
            cpu = tuple(measured([*command, "--rows", which, explain, file.name]).cpu for explain in ("no", "yes"))
            found = json.loads(Path(file.name).read_text())
        table(which, found, (cpu[0], cpu[1]))
        for each in found if options.list else ():
            marks = [key for key in ("named", "line_right", "misattributed") if each[key]]
            print(f"    {each['name']}\n      {', '.join(marks)}; {each['kinds']}; {each['text']}")


if __name__ == "__main__":
    main()
