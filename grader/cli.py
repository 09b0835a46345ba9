"""The command line. Commands import what they need when they run: `grade --help` waits for nothing."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from grader import __version__
from grader.errors import EXIT_STOPPED, EXIT_UNGRADED, EXIT_USAGE, GraderError, SandboxError
from grader.export.commands import export
from grader.options import course_option as _course_option
from grader.options import exercise_option as _exercise_option
from grader.options import gradebook_option as _gradebook_option
from grader.options import lang_option as _lang_option
from grader.options import out_option as _out_option


class _Commands(click.Group):
    """Turns our own errors into one line and the exit status that they stand for."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            click.echo("grade: stopped; nothing half-written is left behind", err=True)
            sys.exit(EXIT_STOPPED)
        except SandboxError as error:
            click.echo(f"grade: {error}", err=True)
            sys.exit(EXIT_UNGRADED)
        except GraderError as error:
            click.echo(f"grade: {error}", err=True)
            sys.exit(EXIT_USAGE)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="grade")
def main() -> None:
    """Grades autograd exercises and says why a gradient is wrong.

    \b
    Example:
      grade submit exercises/mse_gradient.py
    """


def _grading_options(function: Callable[..., None]) -> Callable[..., None]:
    """What `submit` and `watch` have in common."""
    for option in reversed(
        (
            click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
            _course_option,
            click.option("--student", help="The name on the report, and of its folder. Default: your login name."),
            click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda or cuda:N."),
            _out_option("The folder that gets <student>/index.html and result.json."),
            _lang_option,
            click.option("--open", "open_report", is_flag=True, help="Open the report in the browser."),
            click.option(
                "--isolation",
                type=click.Choice(["auto", "full", "container", "none"]),
                default="auto",
                show_default=True,
                help="What has to stand between your machine and the code.",
            ),
            click.option("--seed", help="Repeat a grading: the seed on its report. Default: a fresh one."),
        )
    ):
        function = option(function)
    return function


@main.command()
@_grading_options
@click.option("--json", "as_json", is_flag=True, help="Print result.json on stdout and nothing else there.")
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit with 1 below this.")
def submit(paths: tuple[Path, ...], **options: object) -> None:
    """Grade files (.py, .ipynb), or a folder of them (default: exercises/), and write a report.

    \b
    Examples:
      grade submit
      grade submit exercises/clamp_mlp.py --open
      grade submit hand-in/ --student s01 --json --fail-under 60
    """
    from grader import submit as command

    sys.exit(command.run(paths, command.Options(**options)))  # type: ignore[arg-type]


@main.command()
@_grading_options
def watch(paths: tuple[Path, ...], **options: object) -> None:
    """Grade again on every save, until Ctrl-C.

    \b
    Example:
      grade watch exercises/mse_gradient.py
    """
    from grader import watch as command
    from grader.submit import Options

    sys.exit(command.run(paths, Options(**options, as_json=False, fail_under=None)))  # type: ignore[arg-type]


_LIMITS = {
    "load": ("load_s", 1, "S", "Seconds of wall time that loading a file may take."),
    "call": ("call_s", 1, "S", "Seconds for one call."),
    "exercise": ("exercise_s", 1, "S", "Seconds for all of one exercise."),
    "memory": ("memory", 2**20, "MIB", "Memory of a worker."),
    "file-size": ("file_size", 2**20, "MIB", "The largest file that a worker may write."),
    "output": ("output", 2**20, "MIB", "What one exercise may print."),
}
"""--limit-NAME: the field of sandbox.Limits, what to multiply with, the unit, the help."""


def _limit_options(function: Callable[..., None]) -> Callable[..., None]:
    for name, (_, _, unit, text) in reversed(_LIMITS.items()):
        number = click.FloatRange(0, min_open=True)
        help_text = f"{text} Default: as in course.toml."
        function = click.option(f"--limit-{name}", type=number, metavar=unit, help=help_text)(function)
    return function


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_course_option
@click.option("--exercise", "exercises", multiple=True, metavar="ID", help="Only this one; may be given several times.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes that grade. Default: one a core.")
@click.option("--roster", type=click.Path(path_type=Path), metavar="CSV", help="Who is in the class, and their names.")
@click.option("--layout", type=click.Choice(["folders", "canvas", "moodle", "gradescope"]),
              help="How the submissions lie in DIR. Default: it is recognised.")  # fmt: skip
@_out_option("The folder that gets the gradebook, the class report and <student>/index.html.")
@_lang_option
@click.option("--gradebook", metavar="URL", help="Default: gradebook.sqlite in --out; or postgresql+psycopg://…")
@click.option("--cluster", metavar="ADDRESS", help="Grade on the Dask cluster whose scheduler is there.")
@click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda or cuda:N.")
@click.option("--isolation", type=click.Choice(["auto", "full", "container", "none"]), default="auto",
              show_default=True, help="auto: full or nothing; less has to be asked for by name.")  # fmt: skip
@click.option("--seed", help="The seed of the class's data. Default: drawn once and kept in --out.")
@_limit_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
def batch(folder: Path, as_json: bool, **options: object) -> None:
    """Grade a class: DIR (or a zip) holds a submission a student, as your LMS gives it out.

    Run it again at any time: what is graded already is kept, unchanged submissions are not run again.

    \b
    Examples:
      grade batch submissions/ --roster roster.csv
      grade batch canvas-download.zip --jobs 8 --out spring/reports
    """
    from grader.batch import command

    limits = {}
    for name, (field, factor, _, _) in _LIMITS.items():
        if (number := options.pop(f"limit_{name.replace('-', '_')}")) is not None:
            limits[field] = number * factor if factor == 1 else int(number * factor)  # type: ignore[operator]
    sys.exit(command.run(folder, command.Options(**options, as_json=as_json, limits=limits)))  # type: ignore[arg-type]


@main.command("list")
@_course_option
@click.option("--student", help="Whose scores. Default: your login name.")
@_out_option("The folder that `grade submit` writes to.")
@_lang_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_exercises(course_folder: Path | None, student: str | None, out: Path, lang: str | None, as_json: bool) -> None:
    """Show the exercises in order, with your best score so far.

    \b
    Example:
      grade list
    """
    from grader import course, language, submit
    from grader import student as commands

    found = course.load(course_folder or course.find(Path.cwd(), ()))
    with language.speaking(language.choose(lang, found)):
        commands.show_list(found, student or submit.login(), out, as_json)


@main.command()
@click.argument("exercise", metavar="ID")
@_course_option
@click.option("--student", help="Who asks. Default: your login name.")
@_out_option("The folder that `grade submit` writes to.")
@_lang_option
def hint(exercise: str, course_folder: Path | None, student: str | None, out: Path, lang: str | None) -> None:
    """Show the next hint of an exercise.

    \b
    Example:
      grade hint clamp_mlp
    """
    from grader import course, language, submit
    from grader import student as commands

    found = course.load(course_folder or course.find(Path.cwd(), ()))
    with language.speaking(language.choose(lang, found)):
        commands.show_hint(found, exercise, student or submit.login(), out)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--notebooks", is_flag=True, help="Write .ipynb files instead of .py.")
@_course_option
def init(folder: Path, notebooks: bool, course_folder: Path | None) -> None:
    """Write a working copy of the stubs to DIR. A file that you have edited is never overwritten.

    \b
    Examples:
      grade init exercises
      grade init my-notebooks --notebooks
    """
    from grader import course, student

    student.init(course.load(course_folder or course.find(Path.cwd(), ())), folder, notebooks)


@main.command()
@click.argument("exercise", metavar="ID")
@click.option("--course", "course_folder", type=click.Path(file_okay=False, path_type=Path),
              help="The course's folder; made where there is none. Default: the nearest upwards.")  # fmt: skip
def new(exercise: str, course_folder: Path | None) -> None:
    """Write the files of a new exercise, for the course's author: stub, solution, checks, one mistake.

    \b
    Example:
      grade new layer_norm --course my-course
    """
    from grader import new as command

    sys.exit(command.run(exercise, course_folder))


@main.command()
@_course_option
@click.option("--out", type=click.Path(path_type=Path), default=Path("release.zip"), show_default=True,
              help="A file.zip, or a new folder.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["py", "notebooks", "both"]), default="py", show_default=True)
def release(course_folder: Path | None, out: Path, form: str) -> None:
    """Write what students get: stubs, what is handed to their functions, a README; nothing of solutions/.

    \b
    Examples:
      grade release
      grade release --course my-course --out handout --format both
    """
    from grader import course
    from grader import release as command

    sys.exit(command.run(course.load(course_folder or course.find(Path.cwd(), ())), out, form))


@main.group()
def package() -> None:
    """Write a course and the grader as an autograder for another system.

    \b
    Example:
      grade package gradescope
    """


def _package_options(default: str, text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    path = click.Path(path_type=Path)
    out = click.option("--out", type=path, default=Path(default), show_default=True, help=text)
    return lambda function: _course_option(out(function))


@package.command()
@_package_options("gradescope.zip", "A file.zip, or a new folder.")
def gradescope(course_folder: Path | None, out: Path) -> None:
    """The zip that Gradescope takes as an autograder: setup.sh, run_autograder, the grader and the course.

    \b
    Example:
      grade package gradescope --course my-course --out hw1.zip
    """
    from grader import course
    from grader.package import bundle as command

    sys.exit(command.run(course.load(course_folder or course.find(Path.cwd(), ())), "gradescope", out))


@package.command()
@_package_options("github", "A new folder, or a file.zip.")
def github(course_folder: Path | None, out: Path) -> None:
    """A private repository that grades students' repositories by a GitHub workflow, with a Classroom 50 result.json.

    \b
    Example:
      grade package github --course my-course --out hw1-autograder
    """
    from grader import course
    from grader.package import bundle as command

    sys.exit(command.run(course.load(course_folder or course.find(Path.cwd(), ())), "github", out))


@main.command()
@_course_option
@click.option("--exercise", "exercises", multiple=True, metavar="ID", help="Only this one; may be given several times.")
@click.option("--seeds", type=click.IntRange(1), default=3, show_default=True,
              help="How many seeds solutions and mistakes are graded with.")  # fmt: skip
@click.option("--no-mutants", is_flag=True, help="Leave out the slow part: small changes to the solutions.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify(course_folder: Path | None, exercises: tuple[str, ...], seeds: int, no_mutants: bool, as_json: bool) -> None:
    """Check a course: solutions, stubs, known mistakes, hints, stray files, and what its checks let through.

    Exits with 1 where a fault is found.

    \b
    Examples:
      grade verify
      grade verify --exercise mse_gradient --seeds 10
      grade verify --course ../my-course --no-mutants
    """
    from grader import verify as command

    sys.exit(command.run(command.Options(course_folder, exercises, seeds, not no_mutants, as_json)))


@main.command()
def doctor() -> None:
    """Say what this machine gives: torch, devices, each layer of isolation, and what to do about what is missing.

    \b
    Example:
      grade doctor
    """
    from grader import doctor as command

    sys.exit(command.run())


@main.command()
@_course_option
@_gradebook_option
@_exercise_option
@_out_option("The folder that gets index.html and <student>/index.html.")
@_lang_option
@click.option("--instructor", "copies", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Write your own copies to DIR instead: with what hidden checks sent and expected.")  # fmt: skip
def report(**options: Any) -> None:
    """Render the reports again from what the gradebook holds, without running any student code.

    \b
    Examples:
      grade report
      grade report --exercise vjp --exercise clamp_mlp
      grade report --instructor my-copies
    """
    from grader import instructor

    instructor.report(**options)


@main.command()
@click.argument("student", metavar="STUDENT")
@click.argument("exercise", metavar="EXERCISE")
@click.argument("score", metavar="[SCORE]", type=float, required=False)
@click.option("--reason", required=True, metavar="TEXT", help="Why: it is kept, and shown to the student.")
@click.option("--withdraw", is_flag=True, help="What was graded counts again.")
@click.option("--by", metavar="NAME", help="Who decides. Default: your login name.")
@_course_option
@_gradebook_option
@_out_option("The folder that holds the gradebook.")
def override(score: float | None, withdraw: bool, by: str | None, **options: Any) -> None:
    """Set a student's score of an exercise by hand. It is final: no late penalty is taken from it.

    STUDENT is the name of their folder, their full name, or what another system calls them (email, login, a number).

    \b
    Examples:
      grade override s01 clamp_mlp 8.5 --reason "explained it in the oral exam"
      grade override s01 clamp_mlp --withdraw --reason "a mix-up"
    """
    from grader import instructor, submit

    if withdraw == (score is not None):
        raise click.UsageError("give a SCORE, or --withdraw")
    instructor.override(score=score, by=by or submit.login(), **options)


@main.command()
@click.argument("students", metavar="STUDENT…", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@_gradebook_option
@_out_option("The folder that holds the gradebook and the reports.")
def forget(students: tuple[str, ...], where: str | None, out: Path, yes: bool) -> None:
    """Remove students from the gradebook, with their attempts and overrides; their reports stay.

    STUDENT is the name of their folder. For rows that a missing or mistaken roster has left.

    \b
    Example:
      grade forget kim s01-old
    """
    from grader import instructor

    instructor.forget(students, where, out, yes)


main.add_command(export)


def entry() -> None:
    """`grade` as a program: leaves at once, since taking torch apart again costs a fifth of a second."""
    status: object = 0
    # One thread for torch here as in the workers: sums come out the same, and two busy jobs do not wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        main(prog_name="grade")
    except SystemExit as leaving:
        status = leaving.code
    with contextlib.suppress(OSError):  # whoever read our output may be gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 1)
