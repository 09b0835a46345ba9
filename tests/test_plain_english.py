"""Many readers are not native speakers: none of the old-fashioned phrases that the first version had."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PHRASES = {
    "fix": r"\bmend(s|ed|ing)?\b",
    "again": r"\banew\b",
    "is (not) available": r"\b(to|can|cannot|could) be had\b",
    "none, no one's": r"\bnobody's\b|\bthat nobody is\b",
    "is not a …": r"(?<!there\s)\b(is|are|was|were) no (?!longer\b|more\b|such\b|one\b|less\b|other\b|doubt\b)[a-z]+\b",
    "back and forth": r"\bto and fro\b",
    "ignored": r"\blet be\b",
}
"""What to write -> the old phrase."""
SUFFIXES = (".py", ".md", ".html", ".toml")
PLACES = ("grader", "docs", "tests", "README.md", "CONTRIBUTING.md", "course.toml", "Makefile")
OTHERS = [
    Path(__file__),
    *(ROOT / "tests" / folder for folder in ("hostile/attacks", "submissions", "sample_class", "beginners/hand_ins")),
]
"""This file, which has to name the phrases, and students' code."""


def texts() -> Iterator[Path]:
    for place in PLACES:
        path = ROOT / place
        inside = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in SUFFIXES)
        yield from (path for path in inside if not any(path.is_relative_to(other) for other in OTHERS))


def read(path: Path) -> str:
    """A test's name is a sentence too."""
    text = path.read_text()
    return text.replace("_", " ") if path.name.startswith("test_") else text


def old_phrases(text: str) -> Iterator[tuple[int, str, str]]:
    """The line, what stands there and what to write; a phrase may go over the end of a line."""
    for better, pattern in PHRASES.items():
        for found in re.finditer(pattern.replace(" ", r"\s+(?:#\s*)?"), text, re.IGNORECASE):
            yield text.count("\n", 0, found.start()) + 1, " ".join(found[0].split()), better


@pytest.mark.parametrize("path", list(texts()), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_old_phrases_are_gone(path: Path) -> None:
    assert [f"line {line}: {old!r}, better {better!r}" for line, old, better in old_phrases(read(path))] == []


def test_a_phrase_is_found_over_the_end_of_a_line_and_a_plain_one_is_let_through() -> None:
    found = list(old_phrases("It is to\nbe had, and is no file.\nMended.\nIs no longer; amend; there is no file."))
    assert sorted(old for _, old, _ in found) == ["Mended", "is no file", "to be had"]


if __name__ == "__main__":  # python tests/test_plain_english.py: how far the rewording has come
    counts = Counter(better for path in texts() for _, _, better in old_phrases(read(path)))
    print(*(f"{count:4}  {better}" for better, count in counts.most_common()), sep="\n")
