"""Sentences that know their template and values."""

import copy
import pickle

from grader.message import Message, listed, located, message_of, on_one_line, say


def template_of(value: object) -> str:
    assert isinstance(value, Message)
    return value.template


def test_it_is_its_english_text() -> None:
    assert say("{what} is {n}", what="the loss", n=3) == "the loss is 3"


def test_template_and_values_survive_a_pickle_and_a_copy() -> None:
    message = say("{what} is {n}", what=say("the loss"), n=3)
    for again in (pickle.loads(pickle.dumps(message)), copy.deepcopy(message)):
        assert (again, again.template, again.values) == (message, "{what} is {n}", {"what": "the loss", "n": 3})
        assert template_of(again.values["what"]) == "the loss"


def test_braces_that_name_no_value_are_text() -> None:
    assert say("{} {x.__class__} {unknown} {{y}}", y=1) == "{} {x.__class__} {unknown} {1}"


def test_values_are_not_templates() -> None:
    assert say("{a} {b}", a="{b}", b="x") == "{b} x"


def test_a_value_that_no_placeholder_names_is_not_kept() -> None:
    assert say("{a}", a=1, b="secret").values == {"a": 1}


def test_a_full_stop_is_left_out_after_a_value_that_has_its_own() -> None:
    assert [say("{a}. {b}.", a=a, b="no") for a in ("one", "two.", "three?")] == ["one. no.", "two. no.", "three? no."]
    assert say("{a}.grad", a="x.") == "x..grad"


def test_a_message_on_one_line_is_one_as_long_as_it_fits() -> None:
    message = say("{a}: {b}", a=say("the {c}", c="x\ny"), b=3)
    short = on_one_line(message, 20)
    assert isinstance(short, Message)
    assert short.wording == say("{a}: {b}", a=say("the {c}", c="x y"), b=3).wording
    assert on_one_line(message, 5) == "the …"
    assert type(on_one_line(message, 5)) is str


def test_what_an_error_was_raised_with_is_still_a_message() -> None:
    message = message_of(ValueError(say("{a}", a=1)))
    assert isinstance(message, Message)
    assert message.template == "{a}"
    assert message_of(OSError(2, "gone")) == "[Errno 2] gone"


def test_parts_that_are_joined_stay_messages() -> None:
    message = listed([say("{a} is gone", a="x"), "y {part1}"], "; ")
    assert message == "x is gone; y {part1}"
    assert template_of(message.values["part1"]) == "{a} is gone"


def test_a_line_stands_behind_a_message() -> None:
    assert located(say("{a} is gone", a="x"), "f.py", 3) == "x is gone (f.py, line 3)"
