"""What stands wrong in a line, in one sentence: by the edit that makes it right, or by the kind of mistake."""

from __future__ import annotations

from grader.message import Message, say

_OTHER = say("Something else is computed than is asked for: look at {place}.")
_PLACE_OF = say("A statement stands in the wrong place: look at {place}.")
_STEP = say("A step of the training is missing: look at {place}.")
_FACTOR = say("A factor is missing: look at {place}.")
_SIGN = say("A sign is the wrong way round: look at {place}.")
_NUMBER = say("A number is written out where a variable belongs: look at {place}.")
_VALUE = say("Another value belongs in the place of one: look at {place}.")
_ARGUMENT = say("An argument is one too many: look at {place}.")
_ARGUMENTS = say("The call of `{name}` has not the right arguments: look at {place}.")
_LIMIT = say("A limit is not quite right: look at {place}.")
_RESULTS = say("The results are not the right ones, or not in the right order: look at {place}.")
_SENTENCES = {
    # by what an edit does
    "dropped_value": say("`{name}` gets another value than the caller's: look at {place}."),
    "dropped": say("A statement is there that should not be: look at {place}."),
    "missing": say("A statement is missing: look at {place}."),
    "unwrapped": say("What is around a statement changes what it does: look at {place}."),
    "moved": _PLACE_OF,
    "moved_out": _PLACE_OF,
    "moved_in": _PLACE_OF,
    "cleared": say("Gradients add up from step to step, since nothing clears them: look at {place}."),
    "stepped": _STEP,
    "backward": _STEP,
    "untracked": say("Autograd records an update that it should not see: look at {place}."),
    "tracked": say("Autograd is not told to track `{name}`: look at {place}."),
    "own_copy": say("`{name}` is the caller's own, and it is changed: look at {place}."),
    "new_start": say("`{name}` keeps what an earlier call has put into it: look at {place}."),
    "in_place": say("A new object takes the place of one that was to be changed: look at {place}."),
    "rebound": say("An object is changed in place that others use too: look at {place}."),
    "call_dropped": say("Too much is done to a value: look at {place}."),
    "call_added": say("Something has yet to be done to a value: look at {place}."),
    "operand_dropped": say("A term or a factor is one too many: look at {place}."),
    "factor_added": _FACTOR,
    "divided": _FACTOR,
    "swapped": say("Two things stand in each other's place: look at {place}."),
    "constant": say("A constant is not the right one: look at {place}."),
    "name_for_constant": _NUMBER,
    "name": _VALUE,
    "constant_for_name": _VALUE,
    "function": say("`{name}` is not the right function here: look at {place}."),
    "keyword_dropped": _ARGUMENT,
    "argument_dropped": _ARGUMENT,
    "keyword_added": _ARGUMENTS,
    "argument_added": _ARGUMENTS,
    "keyword": _ARGUMENTS,
    "returned": _RESULTS,
    "range": _LIMIT,
    "comparison": _LIMIT,
    "part": say("Only a part of a value is used: look at {place}."),
    "operator": say("An operator is not the right one: look at {place}."),
    "too_much": say("Something is too much here: look at {place}."),
    "too_little": say("Something is missing here: look at {place}."),
    # by the kind of mistake
    "extra_step": say("One update too many is made: look at {place}."),
    "cleared_too_early": say("Gradients are cleared where they are still needed: look at {place}."),
    "wrong_dtype": say("A value gets another dtype than it should have: look at {place}."),
    "graph_cut": say("A value is cut off from the graph, or kept in it, against what is asked: look at {place}."),
    "factor": say("A factor is not the right one: look at {place}."),
    "sign": _SIGN,
    "argument_ignored": say("An argument belongs here that is not used: look at {place}."),
    "hard_coded": _NUMBER,
    "wrong_operand": _VALUE,
    "wrong_loss": say("Another loss is computed than the one that is asked for: look at {place}."),
    "reduction": say("Entries are added up or averaged in another way than is asked for: look at {place}."),
    "wrong_return": _RESULTS,
    "off_by_one": _LIMIT,
}


def about(what: str | None, place: Message, name: str = "") -> Message:
    """what: one of the above; anything else says no more than that it is wrong. name: a function or variable there."""
    template = _SENTENCES.get(what or "", _OTHER).template
    return Message(template, {"name": name, "place": place})
