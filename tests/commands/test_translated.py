"""--help, and what is said before a course is known, in the language of `--lang` or of the environment."""

from __future__ import annotations

import re
from gettext import gettext

import click
import pytest
from click import core
from command_line import grade

from grader import commands

GROUPS = {
    "export": "csv json canvas moodle gradescope junit classroom50",
    "package": "gradescope github",
    "marks": "export import",
    "import": "nbgrader otter",
}
PATHS = [(), *((name,) for name in commands.COMMANDS), *((g, each) for g, of in GROUPS.items() for each in of.split())]
SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
HANGUL = re.compile("[가-힣]")


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def test_the_groups_are_these() -> None:
    context = click.Context(commands.main)
    found = {name: commands.main.get_command(context, name) for name in commands.COMMANDS}
    groups = {name: set(group.commands) for name, group in found.items() if isinstance(group, click.Group)}
    assert groups == {name: set(of.split()) for name, of in GROUPS.items()}


@pytest.mark.parametrize("path", PATHS, ids="-".join)
def test_no_sentence_of_a_commands_help_stays_english(path, monkeypatch) -> None:
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    done = grade(*path, "--help")
    assert done.exit_code == 0
    text = re.sub(r"‘[^’]*’|\([^)]*\)", "", done.output)  # what another system's menus say
    shown = [line for line in text.splitlines() if not line.strip().startswith(("grade ", "사용법: grade "))]
    assert [line for line in shown if SENTENCE.search(line)] == []
    assert len([line for line in shown if HANGUL.search(line)]) >= 4


@pytest.mark.parametrize(
    ("environment", "is_korean"),
    [
        ({}, False),
        ({"LANG": "ko_KR.UTF-8"}, True),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ko_KR.UTF-8"}, True),
        ({"LANG": "C", "LANGUAGE": "fr:ko:en"}, True),
        ({"LANG": "fr_FR.UTF-8"}, False),
        ({"LANG": "", "LC_MESSAGES": "ko"}, True),
    ],
)
def test_the_first_of_the_environments_variables_that_is_set_decides(environment, is_korean, monkeypatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert bool(HANGUL.search(grade("submit", "--help").output)) == is_korean


def test_the_option_goes_before_the_environment(monkeypatch) -> None:
    assert HANGUL.search(grade("submit", "--lang", "ko", "--help").output)
    assert HANGUL.search(grade("submit", "--lang=ko", "--help").output)
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert not HANGUL.search(grade("submit", "--lang", "en", "--help").output)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("submit --bogus", "오류: '--bogus' 옵션이 없습니다."),
        ("bogus", "오류: 'bogus' 명령이 없습니다."),
        ("batch", "오류: 빠진 인자: 'DIR'."),
        ("batch x --jobs 0", "오류: '--jobs'의 값이 잘못되었습니다: 0: 범위 x>=1에 들지 않습니다."),
        ("batch x --layout y", "오류: '--layout'의 값이 잘못되었습니다: 'y': 'folders', 'canvas'"),
        ("list more", "오류: 필요 없는 인자가 있습니다(more)"),
        ("list --course nowhere", "오류: '--course'의 값이 잘못되었습니다: Directory 'nowhere': 없습니다."),
        ("submit --seed", "오류: '--seed' 옵션에는 값이 1개 필요합니다."),
        ("submit nowhere.py", "grade: nowhere.py: 그런 파일이 없습니다"),
        ("hint clamp_mpl", "grade: 'clamp_mpl'(이)라는 문제가 없습니다. 혹시 clamp_mlp인가요?"),
        ("export csv", "grade: reports/gradebook.sqlite: 성적부가 없습니다."),
    ],
)
def test_wrong_usage_is_told_in_korean(typed, said, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    done = grade(*typed.split())
    assert done.exit_code == 2
    assert said in done.output
    assert not SENTENCE.search(done.output.partition("오류")[2])


def test_click_speaks_its_own_language_again_afterwards(monkeypatch) -> None:
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    grade("--help")
    assert vars(core)["_"] is gettext
    monkeypatch.delenv("LANG")
    assert "Show this message and exit." in grade("--help").output
    assert "Grade again on every save" in grade("watch", "--help").output
