"""What a student may get of a result, and reading older documents."""

from __future__ import annotations

import msgspec
import pytest
import report_samples as samples

from grader.message import Message, say
from grader.outcomes.result import SHOWN_MESSAGE, for_student, from_json, stored, to_json


def test_of_a_hidden_check_a_student_gets_title_outcome_and_hint() -> None:
    document = to_json(for_student(samples.everything()))
    assert b"SECRET" not in document
    clamp = next(e for e in from_json(document).exercises if e.id == "clamp_mlp")
    hidden = next(check for check in clamp.checks if check.hidden)
    assert (hidden.title, hidden.status, hidden.cause) == ("It works for other data.", "failed", "wrong_value")
    assert (hidden.score, hidden.points, hidden.hint) == (0.0, 3.0, "Which sizes have you tried?")
    assert hidden.message == "This check is hidden: its data and what it expects are not shown."
    assert (hidden.detail, hidden.expected, hidden.entries, hidden.frames) == (None, None, None, [])


def test_what_was_printed_while_a_hidden_check_ran_is_not_shown() -> None:
    shown = samples.exercise("a", samples.check(), stdout="mine")
    secret = samples.exercise("b", samples.check(hidden=True), stdout="the hidden data: 42")
    result = for_student(samples.result(shown, secret))
    assert [exercise.stdout for exercise in result.exercises] == ["mine", ""]
    assert "hidden checks" in result.exercises[1].notes[-1]


def test_the_instructors_copy_is_left_alone() -> None:
    result = samples.everything()
    before = to_json(result)
    for_student(result)
    assert to_json(result) == before


def test_a_document_without_the_newer_fields_is_read() -> None:
    document = to_json(samples.result(samples.exercise("a", samples.check(curves=samples.curves()))))
    older = document
    for field in (b'"hidden": false', b'"parameters": []', b'"graphs": null', b'"entries": null', b'"candidates": []'):
        assert field in older
        older = older.replace(field, b'"other": null')
    assert from_json(older).exercises[0].checks[0].curves == samples.curves()


def test_a_message_is_stored_as_text_and_as_how_it_was_made() -> None:
    message = say("{what} is {actual}", what=say("the {name}", name="w\x1b"), actual=3)
    check = stored(samples.check(message=message, hint="h"))
    assert check.message == "the w\\x1b is 3"
    assert type(check.message) is str
    again = from_json(to_json(samples.result(samples.exercise("a", check)))).exercises[0].checks[0]
    made = again.words[again.message]
    assert (made.id, made.values["actual"], made.message()) == ("{what} is {actual}", "3", again.message)


def test_what_is_stored_already_stays_as_it_is() -> None:
    exercise = samples.exercise("a", samples.check(), notes=["plain", say("{n} notes", n=2)])
    once = stored(exercise)
    assert once.notes == ["plain", "2 notes"]
    assert stored(once) == once
    more = stored(msgspec.structs.replace(once, notes=[*once.notes, say("{n} more", n=1)]))
    assert set(more.words) == {"2 notes", "1 more"}


@pytest.mark.parametrize("text", ["x" * 200_000, "{what}", "%(n)s", "}", "\ud800"])
def test_what_a_student_made_up_is_stored_within_bounds(text) -> None:
    check = stored(samples.check(message=say("{error}: {text}", error="E", text=text), actual=say("{t}", t=text)))
    document = to_json(samples.result(samples.exercise("a", check)))
    assert len(document) < 10 * SHOWN_MESSAGE
    assert not any(isinstance(value, Message) for value in (check.message, check.actual))
    assert from_json(document).exercises[0].checks[0] == check


def test_a_hidden_check_does_not_show_how_its_words_were_made() -> None:
    check = stored(samples.check(message=say("{what} is SECRET", what="SECRET"), hidden=True))
    assert "SECRET" in check.message
    assert b"SECRET" not in to_json(for_student(samples.result(samples.exercise("a", check))))


def test_a_document_that_is_nested_too_deep_is_refused() -> None:
    document = to_json(samples.result(samples.exercise("a", samples.check())))
    deep = b'{"id":"{a}","values":{"a":' * 5_000 + b'"x"' + b"}}" * 5_000
    assert b'"words": {}' in document
    with pytest.raises(msgspec.ValidationError):
        from_json(document.replace(b'"words": {}', b'"words": {"x": ' + deep + b"}", 1))
