"""What may be handed to a student, and what older documents still say."""

from __future__ import annotations

import report_samples as samples

from grader.outcomes.result import for_student, from_json, to_json


def test_of_a_hidden_check_a_student_gets_title_outcome_and_hint():
    document = to_json(for_student(samples.everything()))
    assert b"SECRET" not in document
    clamp = next(e for e in from_json(document).exercises if e.id == "clamp_mlp")
    hidden = next(check for check in clamp.checks if check.hidden)
    assert (hidden.title, hidden.status, hidden.cause) == ("It works for other data.", "failed", "wrong_value")
    assert (hidden.score, hidden.points, hidden.hint) == (0.0, 3.0, "Which sizes have you tried?")
    assert hidden.message == "This check is hidden: its data and what it expects are not shown."
    assert (hidden.detail, hidden.expected, hidden.entries, hidden.frames) == (None, None, None, [])


def test_what_was_printed_while_a_hidden_check_ran_is_not_shown():
    shown = samples.exercise("a", samples.check(), stdout="mine")
    secret = samples.exercise("b", samples.check(hidden=True), stdout="the hidden data: 42")
    result = for_student(samples.result(shown, secret))
    assert [exercise.stdout for exercise in result.exercises] == ["mine", ""]
    assert "hidden checks" in result.exercises[1].notes[-1]


def test_the_instructors_copy_is_left_alone():
    result = samples.everything()
    before = to_json(result)
    for_student(result)
    assert to_json(result) == before


def test_a_document_without_the_newer_fields_is_read():
    document = to_json(samples.result(samples.exercise("a", samples.check(curves=samples.curves()))))
    older = document
    for field in (b'"hidden": false', b'"parameters": []', b'"graphs": null', b'"entries": null', b'"candidates": []'):
        assert field in older
        older = older.replace(field, b'"other": null')
    assert from_json(older).exercises[0].checks[0].curves == samples.curves()
