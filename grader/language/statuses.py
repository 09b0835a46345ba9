"""The words for what became of an exercise or a check, the same on every page and on the terminal as in result.json."""

from grader.language import N_

STATUS_WORDS = {
    "passed": N_("passed"),
    "failed": N_("failed"),
    "skipped": N_("skipped"),
    "not_attempted": N_("not attempted"),
    "missing": N_("missing"),
    "ungraded": N_("ungraded"),
}
