"""What runs inside an autograder bundle: one submission to the document that the system reads.

A failure of ours leaves no score: Gradescope gets a results.json that says so (and shows the run as failed, which
staff can repeat), GitHub gets no result.json and an exit status that is not 0.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.batch import keys
from grader.batch.workshop import GradedSubmission, Settings, Task, Workshop
from grader.courses import find
from grader.courses.device import chosen_device
from grader.errors import EXIT_UNGRADED, GraderError, SandboxError
from grader.export import classroom50
from grader.export import gradescope as gradescope_export
from grader.files import write_atomically
from grader.intake.files import gather
from grader.language import choose
from grader.message import on_one_line
from grader.outcomes.result import to_json, versions
from grader.sandbox import levels
from grader.submission.collect import collect_files
from grader.text import one_line

SORRY = "Your submission could not be graded. This is the grader's fault and not yours; it costs you nothing."


def graded(course_folder: Path, folder: Path, student: str) -> GradedSubmission:
    """Grades the files in `folder` with a fresh seed, which only the log holds: it is for the instructor.

    Raises GraderError where that cannot be done, whatever the student's files are.
    """
    course = find.load(course_folder)
    level = levels.level("auto")
    if level not in ("full", "container"):
        raise SandboxError(
            "this machine offers only the isolation level {level}, which is not enough for other people's code: "
            "see `grade doctor`",
            level=level,
        )
    checks = tuple((exercise.id, keys.checks(course, exercise)) for exercise in course.exercises.values())
    device = chosen_device("auto", list(course.exercises.values()))
    words, seed = choose(None, course), secrets.token_hex(16)
    print(f"seed: {seed}", file=sys.stderr)
    settings = Settings(course.root, checks, versions(), level, course.limits, device, seed, words.lang)
    with tempfile.TemporaryDirectory() as work:
        files = gather(folder, Path(work))
        paths = {name: file.path for name, file in files.found.items()}
        found = collect_files(paths, course.exercises, files.unread, course.handout)
        notes = [on_one_line(note, 600) for note in (*files.notes, *found.notes)]
        task = Task(student, found.sources, ignored=found.ignored, notes=notes)
        return Workshop(settings).grade(task)


@dataclass(frozen=True)
class Gradescope:
    """root: /autograder, with source/, submission/, results/ and submission_metadata.json."""

    root: Path

    @property
    def out(self) -> Path:
        return self.root / "results" / "results.json"

    def grade(self) -> None:
        done = graded(self.root / "source", self.root / "submission", self._student())
        gradescope_export.write_result(done.result, self.out)

    def failed(self, reason: str) -> None:
        """Their format without a score, so that none is recorded."""
        document = {"output": f"{SORRY}\n\n{reason}", "output_format": "text", "visibility": "visible", "tests": []}
        write_atomically(self.out, json.dumps(document, indent=1).encode())

    def _student(self) -> str:
        """Who handed in, by their system's word; a group's names in one line."""
        try:
            users = json.loads((self.root / "submission_metadata.json").read_bytes())["users"]
            return one_line(", ".join(str(user["name"]) for user in users), 200) or "student"
        except (OSError, ValueError, KeyError, TypeError):
            return "student"


@dataclass(frozen=True)
class GitHub:
    course: Path
    submission: Path
    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "result.json"

    def grade(self) -> None:
        repository = os.environ.get("STUDENT", "")
        environment = os.environ | {"GITHUB_REPOSITORY": repository}  # theirs, not the one that the job runs in
        done = graded(self.course, self.submission, repository.rpartition("/")[2] or "student")
        classroom50.write_result(done.result, self.out, environment=environment)
        write_atomically(self.folder / "grades.json", to_json(done.result))
        write_atomically(self.folder / "index.html", done.page)

    def failed(self, reason: str) -> None:
        """Without a document there is no score."""


SYSTEMS: dict[str, Callable[[list[str]], Gradescope | GitHub]] = {
    "gradescope": lambda rest: Gradescope(Path(os.environ.get("AUTOGRADER", "/autograder"))),
    "github": lambda rest: GitHub(*map(Path, rest)),
}


def main(arguments: list[str]) -> int:
    """arguments: the system, then the folders that it is told. Returns the exit status."""
    system = SYSTEMS[arguments[0]](arguments[1:])
    system.out.parent.mkdir(parents=True, exist_ok=True)
    system.out.unlink(missing_ok=True)
    try:
        system.grade()
    except Exception as error:  # whatever it is, it must not look like a student's zero
        if not isinstance(error, GraderError):
            traceback.print_exc()
        reason = one_line(f"{error}" if isinstance(error, GraderError) else f"{type(error).__name__}: {error}", 600)
        print(f"not graded: {reason}", file=sys.stderr)
        system.failed(reason)
        return EXIT_UNGRADED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
