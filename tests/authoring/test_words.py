"""The catalogues: every word is in them, translated, with its values, and no other."""

from __future__ import annotations

import ast
import functools
import re

import pytest

from grader import language
from grader.authoring import words as extract
from grader.courses.find import builtin, named
from grader.language.words import fill

ROOT, INSIDE = builtin(), named("inside")
assert INSIDE is not None
ENGINE = extract.engine()
CATALOGUES = [
    pytest.param(path, words, id=f"{path.parents[1].name}-{path.parent.name}-{path.stem}")
    for folder, words in (
        (language.LOCALES, ENGINE),
        *((root / "solutions", extract.course(root)) for root in (ROOT, INSIDE)),
    )
    for path in sorted(folder.glob("*.po"))
]
HAS_WORDS = re.compile(r"(?<![\w{])[A-Za-z]{2}")
PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
BY_HAND = "python -m grader.authoring.words brings the list up to date; the translation is written by hand"


@functools.cache
def calls():
    """All calls in the engine: file, call."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(extract.GRADER.rglob("*.py"))}
    return [(path, node) for path, tree in trees.items() for node in ast.walk(tree) if isinstance(node, ast.Call)]


def calls_of(names):
    """Those of functions and classes with these names: place, call."""
    found = ((path, call) for path, call in calls() if isinstance(call.func, ast.Name | ast.Attribute))
    for path, call in found:
        if (call.func.id if isinstance(call.func, ast.Name) else call.func.attr) in names:
            yield f"{path.name}, line {call.lineno}", call


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
        for _, call in calls_of({"_", "N_", "ngettext", "say"})
        for text in call.args[:1]
        if isinstance(text, ast.Constant)
        and isinstance(text.value, str)
        and HAS_WORDS.search(fill(text.value, dict.fromkeys("ab")))
    }
    assert sorted(marked - ENGINE.keys()) == []


def test_a_template_is_a_literal_and_a_value_has_a_name() -> None:
    says = calls_of({"say"})
    assert [place for place, call in says if [type(text) for text in call.args] != [ast.Constant]] == []


def own(node):
    """The node and those below it, without the messages in it."""
    yield node
    for below in ast.iter_child_nodes(node):
        if not (isinstance(below, ast.Call) and ast.unparse(below.func) in {"say", "_", "ngettext", "repr"}):
            yield from own(below)


def test_every_error_is_a_template_that_catalogues_have() -> None:
    texts, loose = set(), []
    for place, call in calls_of(extract.ERRORS):
        for text in call.args[:1]:
            if isinstance(text, ast.Constant):
                texts.add(str(text.value))
            elif any(isinstance(node, ast.JoinedStr) for node in own(text)):
                loose.append(place)
        values = [node for keyword in call.keywords for node in own(keyword.value) if isinstance(node, ast.Constant)]
        loose += [place for value in values if " " in str(value.value).strip()]
    assert loose == []
    assert sorted(text for text in texts - ENGINE.keys() if HAS_WORDS.search(text)) == []


def test_the_errors_with_templates_are_these() -> None:
    from grader import errors

    kinds = {n for n, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.GraderError)}
    assert kinds - {"GraderError", "StudentError"} == set(extract.ERRORS)


def test_the_help_of_commands_is_found_by_paragraphs_and_their_options() -> None:
    found = ENGINE.keys()
    assert {"Show the exercises in order, with your best score so far.", "Examples:", "Example:"} <= found
    assert {"A table for a spreadsheet, with a row for each student.", "Do not ask before it is done."} <= found
    assert not [text for text in found if "grade submit hand-in/" in text or "\b" in text]


def test_every_option_of_a_command_has_help_that_catalogues_have() -> None:
    missing = [
        place
        for place, call in calls_of({"option"})
        if ast.unparse(call.func) == "click.option"
        if not [key for key in call.keywords if key.arg == "help" and isinstance(key.value, ast.Call | ast.Name)]
    ]
    assert missing == []


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
