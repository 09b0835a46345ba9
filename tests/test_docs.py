"""The pages under docs/: their commands are run, their links lead somewhere, the guide's example is the example course.

In a ```console block a line `$ grade …` (or `$ rm …`) is run, in a scratch folder of its page, and has to exit with 0;
the lines below are what it prints, where … stands for anything. `<!-- not run: why -->` above a block leaves it out.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
import small_course
from click.testing import CliRunner

from grader.authoring.verification import Verification, stray_files
from grader.commands import main
from grader.courses import find

DOCS = Path(__file__).parents[1] / "docs"
README = DOCS.parent / "README.md"
PAGES = sorted(DOCS.glob("*.md"))
SAMPLES = Path(__file__).parent / "sample_class"
BLOCK = re.compile(r"(<!-- not run: ([^\n]*) -->\n)?```console\n(.*?)```", re.S)
EXAMPLE = DOCS / "example-course"


class Command(NamedTuple):
    line: str
    printed: str
    not_run: str


def commands(page: Path) -> Iterator[Command]:
    for _, why, block in BLOCK.findall(page.read_text()):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            line, _, printed = part.partition("\n")
            yield Command(line, printed.strip(), why)


POLICY = """
        timezone = "Europe/Berlin"
        deadline = 2026-12-01T23:59:00
        late = {percent_per_day = 10, tokens = 2}
"""
ITEM = """
        [[exercise.item]]
        id = "reason"
        title = "Says why"
        points = 2
"""


def a_class(folder: Path) -> None:
    """What instructors.md starts from: hand-ins of three students, a roster of four, and a term of a small course."""
    for student, sample in (("ada", "post_000"), ("bob", "post_000"), ("eve", None)):
        (folder / "hand-ins" / student).mkdir(parents=True)
        if sample:
            shutil.copy(SAMPLES / sample / "mse_gradient.py", folder / "hand-ins" / student)
    (folder / "hand-ins" / "eve" / "chain_rule.py").write_text("def forward(x, y, w): ...\n")
    roster = "login,name,section\nada,Ada Lovelace,A\nbob,Bob,A\neve,Eve,B\nkay,Kay,B\n"
    (folder / "roster.csv").write_text(roster)
    toml = small_course.FILES["course.toml"].replace('title = "Small"', f'title = "Small"\n{POLICY}')
    small_course.written(folder / "term", **{"course.toml": f"{toml}{ITEM}"})
    for student, answer in (("ada", "2 * x"), ("bob", "x * x"), ("eve", "3 * x")):
        (folder / "homework" / student).mkdir(parents=True)
        (folder / "homework" / student / "double.py").write_text(f"def double(x):\n    return {answer}\n")


GIVEN = {"instructors.md": a_class}


RUN = [
    pytest.param(page, id=page.name, marks=[pytest.mark.slow] if page.name in GIVEN else [])
    for page in PAGES
    if any(not command.not_run for command in commands(page))
]


@pytest.mark.parametrize("page", RUN)
def test_the_commands_of_a_page_do_what_it_says(page, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    GIVEN.get(page.name, lambda folder: None)(tmp_path)
    everything = list(commands(page))
    for command in everything:
        if not command.not_run:
            said = run(command)
            assert re.fullmatch(pattern(command.printed), squeezed(said), re.S), f"{command.line}\n{said}"
    left_out = sum(bool(command.not_run) for command in everything)
    print(f"{page.name}: {len(everything) - left_out} commands run, {left_out} not")


def run(command: Command) -> str:
    """What it prints; it has to exit with 0."""
    words = shlex.split(command.line)
    if words[0] == "rm":
        Path(words[1]).unlink()
        return ""
    assert words[0] == "grade", f"{command.line}: only grade's own commands are run"
    done = CliRunner().invoke(main, words[1:])
    assert done.exit_code == 0, f"{command.line}\n{done.output}"
    return done.output


def pattern(printed: str) -> str:
    return f".*{'.*'.join(re.escape(piece) for piece in squeezed(printed).split('…'))}.*"


def squeezed(text: str) -> str:
    return " ".join(text.split()).replace(" … ", "…").replace(" …", "…").replace("… ", "…")


def test_the_readme_s_sample_is_what_grade_prints(tmp_path, monkeypatch, sandbox) -> None:
    line, printed = re.search(r"^\$ \.venv/bin/(grade submit .*)\n((?s:.*?))\n\n\$", README.read_text(), re.M).groups()
    shutil.copytree(SAMPLES, tmp_path / "tests" / SAMPLES.name)
    monkeypatch.chdir(tmp_path)
    assert run(Command(line, printed, "")).split() == printed.split()


PATHS = re.compile(r"`([\w.-]+/[\w./-]*)[^`]*`")
EXAMPLES = {"grader/a/b.py", "tests/a/test_b.py", "results/"}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_paths_that_are_named_exist(page) -> None:
    """In backticks, from the root or from grader/, up to the first <id> or * in them."""
    named = set(PATHS.findall((DOCS.parent / page).read_text())) - EXAMPLES
    places = (DOCS.parent, DOCS.parent / "grader")
    assert len(named) >= 10
    assert [name for name in sorted(named) if not any((place / name).exists() for place in places)] == []


def test_every_command_that_is_not_run_says_why() -> None:
    reasons = [command.not_run for page in PAGES for command in commands(page) if command.not_run]
    assert all(len(reason) > 8 for reason in reasons)
    assert sum(not command.not_run for page in PAGES for command in commands(page)) >= 15


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_in_the_text_exist(page) -> None:
    """`grade NAME` anywhere in a page, and the options that follow it there."""
    for text in re.findall(r"`(grade [^`]*)`", page.read_text()):
        command: Any = main
        options = re.findall(r"--[a-z][a-z-]+", text)
        for word in text.split()[1:]:
            if isinstance(command, click.Group):
                command = command.get_command(click.Context(command), word) or command
        assert command is not main or options == [], text
        known = {option for parameter in command.params for option in parameter.opts} | {"--help", "--version"}
        assert set(options) <= known, text


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        name, _, anchor = target.partition("#")
        assert "://" not in target, target
        other = page.parent / name if name else page
        assert other.is_file(), target
        headings = re.findall(r"^#+ (.*)$", other.read_text(), re.M)
        assert not anchor or anchor in {re.sub(r"\W+", "-", heading.lower()).strip("-") for heading in headings}, target


def test_the_guide_s_files_are_the_example_course_s() -> None:
    found = re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", (DOCS / "authors.md").read_text(), re.S)
    assert len(found) == 8
    for name, text in found:
        assert (EXAMPLE / name).read_text() == text, name
    softmax = [path for path in EXAMPLE.rglob("*") if path.is_file() and "softmax" in str(path)]
    assert len([path for path in softmax if path.suffix in (".py", ".toml")]) == len(found)


@pytest.mark.parametrize("exercise", find.load(EXAMPLE).exercises)
def test_the_example_course_is_sound(exercise, sandbox) -> None:
    """With one seed and no mutants, which take half a minute: `grade verify --course docs/example-course`."""
    course = find.load(EXAMPLE)
    verification = Verification(course, sandbox, seeds=1, with_mutants=False)
    assert [str(fault) for fault in (*stray_files(course), *verification.faults(course.exercises[exercise]))] == []
    assert verification.counts.mistakes >= 3


def test_the_guide_s_line_counts_are_those_of_the_example_course() -> None:
    guide = (DOCS / "authors.md").read_text()
    for exercise in find.load(EXAMPLE).exercises:
        files = [EXAMPLE / "exercises" / f"{exercise}.py", *(EXAMPLE / "solutions" / exercise).rglob("*.*")]
        files = [path for path in files if path.suffix in (".py", ".toml")]
        lines = sum(len(path.read_text().splitlines()) for path in files)
        assert re.search(rf"^\| `{exercise}` \|.*\| {lines} \({len(files)}\) \|$", guide, re.M), (exercise, lines)


def test_the_site_builds_and_fetches_nothing_from_elsewhere(tmp_path) -> None:
    config = str(DOCS.parent / "mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", config, "-d", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for page in tmp_path.rglob("*.html"):
        loaded = re.findall(r"<(?:script|img|link|iframe)[^>]*?(?:src|href)=\"([^\"]*)", page.read_text())
        assert [target for target in loaded if "//" in target] == [], page.name
        assert 'id="mkdocs_search_modal"' in page.read_text()  # the theme's script stops where it is missing
    assert (tmp_path / "result.schema.json").exists()
