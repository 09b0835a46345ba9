"""Sentences that know their template and values."""

import copy
import pickle

from grader.message import say


def test_it_is_its_english_text():
    assert say("{what} is {n}", what="the loss", n=3) == "the loss is 3"


def test_template_and_values_survive_a_pickle_and_a_copy():
    message = say("{what} is {n}", what=say("the loss"), n=3)
    for again in (pickle.loads(pickle.dumps(message)), copy.deepcopy(message)):
        assert (again, again.template, again.values) == (message, "{what} is {n}", {"what": "the loss", "n": 3})
        assert again.values["what"].template == "the loss"


def test_braces_that_name_no_value_are_text():
    assert say("{} {x.__class__} {unknown} {{y}}", y=1) == "{} {x.__class__} {unknown} {1}"


def test_values_are_not_templates():
    assert say("{a} {b}", a="{b}", b="x") == "{b} x"
