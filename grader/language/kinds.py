"""The words for the kinds of mistakes, as a report says them: each is what is wrong, in short."""

from __future__ import annotations

from grader.language import N_

KIND_WORDS: dict[str, str] = {
    "sign": N_("a sign is wrong"),
    "factor": N_("a factor is missing or too much"),
    "reduction": N_("a sum, a mean or an axis is mixed up"),
    "wrong_formula": N_("the formula is another one"),
    "wrong_operand": N_("another value is computed with"),
    "argument_ignored": N_("an argument is not used"),
    "hard_coded": N_("a fixed value stands where an argument belongs"),
    "order_of_statements": N_("the statements are in the wrong order"),
    "missing_clear": N_("the gradients are not cleared"),
    "cleared_too_early": N_("the gradients are cleared too early"),
    "missing_update": N_("an update is missing"),
    "extra_step": N_("one step too many is made"),
    "graph_cut": N_("the graph is cut: no gradient can flow"),
    "tracked_update": N_("the update is recorded by autograd"),
    "rebinding": N_("a name gets a new tensor instead of a new value"),
    "aliasing": N_("two names share one tensor"),
    "in_place_on_caller": N_("what the caller handed over is changed"),
    "state_between_calls": N_("something is left over from an earlier call"),
    "wrong_loss": N_("another loss is minimised"),
    "wrong_optimizer": N_("another optimizer is used"),
    "wrong_hyperparameter": N_("a setting or a start value is wrong"),
    "off_by_one": N_("one too many or one too few"),
    "wrong_return": N_("something else is returned"),
    "wrong_shape": N_("a shape is wrong"),
    "wrong_dtype": N_("a dtype is wrong"),
    "signature": N_("a function is called or defined in another way"),
    "forbidden_means": N_("means that are not allowed here"),
    "approximation": N_("the value is only approximated"),
    "freezing": N_("the wrong parameters are trained"),
    "crash": N_("an error is raised"),
    "other": N_("something else"),
}
