"""The catalogues: every word is in them, translated, with its values, and no other."""

from __future__ import annotations

import ast
import re

import pytest

from grader import language
from grader.authoring import words as extract
from grader.courses.find import builtin, named
from grader.language.words import fill

ROOT, INSIDE = builtin(), named("inside")
assert INSIDE is not None
CATALOGUES = [
    pytest.param(path, words, id=f"{path.parents[1].name}-{path.parent.name}-{path.stem}")
    for folder, words in (
        (language.LOCALES, extract.engine()),
        *((root / "solutions", extract.course(root)) for root in (ROOT, INSIDE)),
    )
    for path in sorted(folder.glob("*.po"))
]
HAS_WORDS = re.compile(r"(?<![\w{])[A-Za-z]{2}")
PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
BY_HAND = "python -m grader.authoring.words brings the list up to date; the translation is written by hand"


def strings(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_there_are_catalogues() -> None:
    assert len(CATALOGUES) >= 2


@pytest.mark.parametrize(("path", "words"), CATALOGUES)
def test_every_word_is_in_the_catalogue(path, words) -> None:
    known = {extract.key(message) for message in extract.read(path) if message.id}
    assert sorted(words.keys() - known) == [], BY_HAND


@pytest.mark.parametrize(("path", "words"), CATALOGUES)
def test_no_other_word_is_in_the_catalogue(path, words) -> None:
    known = {extract.key(message) for message in extract.read(path) if message.id}
    assert sorted(known - words.keys()) == [], BY_HAND


def test_every_marked_word_is_found() -> None:
    """Not so inside of an f-string, where Babel does not look."""
    marked = {
        text.value
        for path in extract.GRADER.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"_", "N_", "ngettext", "say"}
        for text in call.args[:1]
        if isinstance(text, ast.Constant)
        and isinstance(text.value, str)
        and HAS_WORDS.search(fill(text.value, dict.fromkeys("ab")))
    }
    assert sorted(marked - extract.engine().keys()) == []


def test_a_template_is_a_literal_and_a_value_has_a_name() -> None:
    loose = [
        f"{path.name}, line {call.lineno}"
        for path in extract.GRADER.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "say"
        if not (len(call.args) == 1 and isinstance(call.args[0], ast.Constant))
    ]
    assert loose == []


@pytest.mark.parametrize(("path", "words"), CATALOGUES)
def test_every_word_is_translated(path, words) -> None:
    messages = [message for message in extract.read(path) if message.id]
    assert [extract.key(message) for message in messages if not all(strings(message)) or message.fuzzy] == [], BY_HAND


@pytest.mark.parametrize(("path", "words"), CATALOGUES)
def test_a_translation_has_the_values_of_its_text(path, words) -> None:
    def values(text):
        return {a or b for a, b in PLACEHOLDER.findall(text)}

    for message in extract.read(path):
        if message.id:
            wanted = values(message.id if isinstance(message.id, str) else message.id[1])
            assert [values(text) for text in strings(message)] == [wanted] * len(strings(message)), message.id


@pytest.mark.parametrize(("path", "words"), CATALOGUES)
def test_extraction_leaves_a_catalogue_that_is_complete_as_it_is(path, words, tmp_path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    assert extract.update(copy, words) == ([], [])
    assert copy.read_bytes() == path.read_bytes()


def test_new_words_come_in_untranslated_and_old_ones_go(tmp_path) -> None:
    path = tmp_path / "ko.po"
    extract.update(path, {"kept": ("kept",), "gone": ("gone",)})
    path.write_text(path.read_text().replace('msgid "kept"\nmsgstr ""', 'msgid "kept"\nmsgstr "남음"'))
    assert extract.update(path, {"kept": ("kept",), "%(n)s": ("1", "%(n)s")}) == (["%(n)s"], ["gone"])
    assert 'msgid "kept"\nmsgstr "남음"' in path.read_text()
