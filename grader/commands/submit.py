"""`grade submit`: one student's files to a summary, a report and a stored result."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from grader.commands import _options as options
from grader.errors import EXIT_BELOW, EXIT_UNGRADED
from grader.message import say

grading_options = options.all_of(
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
    options.course,
    options.student(say("Your name on the report, and the name of its folder. Default: your login name.")),
    options.device,
    options.out(say("The folder for <student>/index.html and result.json.")),
    options.lang,
    click.option("--open", "open_report", is_flag=True, help=say("Open the report in the browser.")),
    options.isolation(say("The isolation level that is required.")),
    click.option("--seed", help=say("The seed of an earlier report, to repeat its grading. Default: a new one.")),
)
"""What `submit` and `watch` have in common: all but --open are the parameters of `job`."""


@click.command()
@grading_options
@options.json(say("Print result.json on stdout, and nothing else there."))
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help=say("Exit with status 1 if the score is below this."),
)
def submit(open_report: bool, as_json: bool, fail_under: float | None, **about: Any) -> None:
    """Grade files (.py, .ipynb), or a folder of them (default: exercises/), and write a report.

    \b
    Examples:
      grade submit
      grade submit exercises/ID.py --open
      grade submit hand-in/ --student s01 --json --fail-under 60
    """
    from grader.commands._start import job

    with job(**about) as work:
        from grader.outcomes.result import to_json  # not before the sandbox is started: it takes longer
        from grader.report import terminal

        result = work.grade()
        if not as_json:
            terminal.summary(result, work.report, work.before)
            sys.stdout.flush()
        result = work.explain(result)
        if not as_json:
            terminal.explanations(result)
    if as_json:
        sys.stdout.write(to_json(result).decode())
    sys.stdout.flush()
    if open_report:
        click.launch(str(work.report))
    if result.ungraded:
        sys.exit(EXIT_UNGRADED)
    sys.exit(EXIT_BELOW if fail_under is not None and result.percent < fail_under else 0)
