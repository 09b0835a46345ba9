"""The student's page as a reader sees it: what comes first, what it says, and that nothing on it runs."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import report_samples as samples
from html_reader import Reader

from grader.outcomes.history import Change
from grader.outcomes.outcome import Frame
from grader.outcomes.result import Piece, from_json, to_json
from grader.report import page
from grader.report.page import render

TEMPLATES = Path(page.__file__).parent / "templates"


def read(*exercises: object, **fields: object) -> Reader:
    return Reader(render(samples.result(*exercises, **fields)))  # type: ignore[arg-type]


def test_the_page_is_well_formed_and_its_links_lead_somewhere() -> None:
    found = Reader(render(samples.everything()))
    ids = [attrs["id"] for _, attrs in found.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [attrs["href"] for attrs in found.all("a")]
    assert targets
    assert all(target and target[0] == "#" and target[1:] in ids for target in targets)
    labels = [label for _, attrs in found.elements for label in (attrs.get("aria-labelledby") or "").split()]
    assert set(labels) <= set(ids)


def test_headings_are_in_order_and_landmarks_are_there() -> None:
    found = Reader(render(samples.everything()))
    levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tags = [tag for tag, _ in found.elements]
    assert all(tag in tags for tag in ("header", "nav", "main", "footer", "title"))
    assert found.all("html")[0]["lang"] == "en"


def test_nothing_leaves_the_page_and_nothing_runs_in_it() -> None:
    text = render(samples.everything())
    found = Reader(text)
    assert "default-src 'none'" in text
    assert not found.all("script")
    assert not [a for _, attrs in found.elements for a in attrs if a.startswith("on")]
    sources = [v for _, attrs in found.elements for k, v in attrs.items() if k in ("src", "href") and v]
    assert all(source.startswith(("#", "data:")) for source in sources)
    assert "url(" not in text
    assert "@import" not in text


def test_hostile_text_stays_text() -> None:
    text = render(samples.hostile())
    found = Reader(text)
    assert not found.all("script")
    assert not found.all("img")
    assert not [a for _, attrs in found.elements for a in attrs if a.startswith("on")]
    assert len(found.all("style")) == 1
    assert "\u202e" not in text
    assert "\\x202eevil{{7*7}}" in found.text
    assert text.encode()


def test_lone_surrogates_and_control_characters_are_shown() -> None:
    text = render(
        samples.result(samples.exercise("e", samples.check(message="a\ud800b\x00c\x1b[31m")), student="\udcff")
    )
    assert "a\\xd800b\\x00c\\x1b[31m" in text
    assert text.encode()


def test_no_template_trusts_a_text() -> None:
    for template in TEMPLATES.glob("*.*"):
        assert "safe" not in re.findall(r"\|\s*(\w+)", template.read_text())


def test_the_score_comes_first_then_what_is_wrong() -> None:
    words = Reader(render(samples.everything())).words
    said = [
        "11 of 54 points",
        "20 %",
        "1 of 8 exercises passed. 4 are not right yet. One could not be graded. One was not attempted. One is missing.",
        "That is our fault, not yours. 3 points are not decided yet",
        "This ran less protected than it could.",
        "nothing clears it. Another check failed as well.",
        "Files ignored because their names match no exercise: notes.txt, solution (1).py",
        "Training follows the reference, step by step.",
    ]
    places = [words.index(sentence) for sentence in said]
    assert places == sorted(places)


def test_a_message_without_a_full_stop_does_not_run_into_the_next_sentence() -> None:
    wrong = [samples.check(message=f"vjp.py has {n},000 bytes; a file may have 2,000") for n in (3, 4)]
    assert "may have 2,000. Another check failed as well." in read(samples.exercise("a", *wrong)).words


def test_a_full_score_takes_one_line() -> None:
    found = read(samples.exercise("a", samples.passed(), status="passed"), isolation="none")
    assert "Every check of the exercise passed." in found.words
    assert "This ran unprotected." in found.words
    assert "our fault" not in found.words


def test_a_full_sandbox_is_only_in_the_footer() -> None:
    found = read(samples.exercise("a", samples.passed(), status="passed"))
    assert "fine for your own code" not in found.words
    assert "full: namespaces, seccomp" in found.words


def test_what_was_odd_about_the_hand_in_is_noted() -> None:
    found = read(samples.exercise("a", samples.passed(), status="passed"), notes=["a newer file <b>a.py</b> was taken"])
    assert "Note: a newer file <b>a.py</b> was taken" in found.words


def test_what_the_student_did_not_hand_in_is_listed_calmly() -> None:
    found = read(
        samples.exercise(
            "vjp", samples.check(status="skipped", points=1), status="missing", file=None, message="no file"
        ),
        samples.exercise("freeze", samples.check(status="skipped"), status="not_attempted", message="this is the stub"),
    )
    assert (
        "There is no file for this exercise yet. Hand in vjp.py or vjp.ipynb. There is 1 point to earn." in found.words
    )
    assert "Not attempted yet: this is the stub." in found.words
    assert "What is checked: 1 claim" in found.words
    assert "0 of 2 exercises passed. One was not attempted. One is missing." in found.words
    assert "✗" not in found.words


def test_a_known_mistake_explains_and_what_was_found_stands_beside_it() -> None:
    found = read(
        samples.exercise(
            "e",
            samples.check(mistake="m", message="It sums.", detail="g is 2, expected 1. Twice.", reading="Twice.",
                          expected="1", actual="2", where="[0]", hint="Look."),
            samples.check("b", title="Another.", mistake="m", message="It sums.", detail="h is 8, expected 4."),
        )
    )  # fmt: skip
    assert "It sums. g is 2, expected 1. Twice. Where [0] Yours 2 Expected 1 Hint Look." in found.words
    assert "For the same reason as “The prediction is right.”. h is 8, expected 4." in found.words
    assert found.words.count("Twice.") == 1


def test_a_reading_is_not_repeated_without_a_mistake() -> None:
    found = read(samples.exercise("e", samples.check(message="g is 2, expected 1. Twice.", reading="Twice.")))
    assert found.words.count("Twice.") == 1


def test_one_syntax_error_is_explained_once() -> None:
    frames = [Frame("e.py", 2, "<module>", "def (:")]
    checks = [samples.check(f"c{i}", title=f"Claim {i}.", message="SyntaxError", frames=frames) for i in range(3)]
    found = read(samples.exercise("e", *checks, source=[Piece(label="e.py", text="x = 1\ndef (:\n")]))
    assert found.words.count("Where it happened in your code") == 1
    assert found.words.count("For the same reason as “Claim 0.”") == 2
    assert "It failed in this line: def (:" in found.words


def test_frames_link_to_the_cell_and_line() -> None:
    found = Reader(render(samples.everything()))
    assert {"href": "#notebook-3-4"} in found.all("a")
    assert any(attrs.get("id") == "notebook-3-4" and attrs.get("class") == "l raised" for attrs in found.all("span"))
    assert "→" not in found.text  # that mark is the style sheet's; the words are the page's
    assert "The error passed through this line:" in found.words


def test_a_frame_outside_the_shown_source_has_no_link() -> None:
    found = read(samples.exercise("e", samples.check(message="m", frames=[Frame("helper.py", 7, "f", "1 / 0")])))
    assert "helper.py, line 7 · f" in found.words
    assert [a["href"] for a in found.all("a")] == ["#e-check-1", "#e"]


def test_our_own_failure_costs_no_points_silently() -> None:
    words = Reader(render(samples.everything())).words
    assert "The grader itself failed here. That is our fault, not yours: these points are not decided yet." in words
    assert "the sandbox stopped twice" in words


def test_long_output_keeps_its_ends() -> None:
    found = read(samples.exercise("e", samples.passed(), status="passed", stdout="begin" + "x" * 3_000_000 + "end"))
    assert "beginxxx" in found.text
    assert "xxxend" in found.text
    assert "2,984,008 characters are left out" in found.text
    assert len(found.text) < 30_000


def test_ten_thousand_lines_stay_readable_and_below_300_kb() -> None:
    text = "\n".join(f"    value_{i} = function(x, {i}) * 2.5  # comment {i}" for i in range(10_000))
    failed = samples.check(message="boom", frames=[Frame("e.py", 6000, "f", "x")])
    page_text = render(samples.result(samples.exercise("e", failed, source=[Piece(label="e.py", text=text)])))
    assert re.search(r"lines 5,\d{3} to 6,\d{3} of 10,000 are shown", page_text)
    assert 'id="e-1-6000"' in page_text
    assert len(page_text.encode()) < 300_000


def test_a_stored_result_renders_the_same() -> None:
    result = samples.everything()
    assert render(from_json(to_json(result))) == render(result)


def test_an_empty_result_renders() -> None:
    assert "0 of 0 points" in read().words


def test_the_worst_input_stays_below_300_kb() -> None:
    """Every exercise failing in every way, with sources that are all symbols, and output that grows when escaped."""
    everything = [check for exercise in samples.everything().exercises for check in exercise.checks]
    source = [Piece(label="e.py", text='1 + "<&>" if x else None  # &&&\n' * 10_000)]
    exercises = [
        samples.exercise(f"e{i}", *everything, source=source, stdout="<&>" * 100_000, status="failed")
        for i in range(15)
    ]
    page_text = render(samples.result(*exercises))
    assert len(page_text.encode()) < 300_000
    assert "lines 1 to " in page_text


def test_thousands_of_cells_stay_below_300_kb_and_the_failing_one_is_there() -> None:
    source = [Piece(label=f"cell {i}", text="x") for i in range(1, 5001)]
    failed = samples.check(message="boom", frames=[Frame("cell 4000", 1, "f", "x")])
    page_text = render(samples.result(samples.exercise("e", failed, source=source)))
    assert len(page_text.encode()) < 300_000
    assert page_text.count("its lines are left out") == 2 and ">cell 4000<" in page_text


def test_small_sources_leave_their_room_to_large_ones() -> None:
    small = [samples.exercise(f"e{i}", source=[Piece(label="s.py", text="x = 1\n")]) for i in range(14)]
    large = samples.exercise("large", source=[Piece(label="l.py", text="y = 2\n" * 2_000)])
    assert "2,000 are shown" not in render(samples.result(large, *small))


def test_the_students_page_says_nothing_of_a_hidden_check_but_its_outcome() -> None:
    result = samples.everything()
    student, instructor = render(result), render(result, "instructor")
    assert "SECRET" not in student
    assert "This check is hidden: its data and what it expects are not shown." in student
    assert "Which sizes have you tried?" in student
    assert all(secret in instructor for secret in ("SECRET-DATA", "SECRET-ANSWER", "SECRET-LINE"))


def test_what_an_earlier_check_explained_is_folded() -> None:
    fields = {"message": "It adds up.", "mistake": "m", "curves": samples.explained()}
    found = read(samples.exercise("e", samples.check("a", title="A.", **fields), samples.check("b", **fields)))
    assert "For the same reason as “A.”" in found.words
    assert [attrs.get("class") for attrs in found.all("details")] == ["seen"]


def test_what_holds_for_the_whole_file_is_printed_once() -> None:
    found = read(samples.exercise("e", samples.check(message="SyntaxError: no"), message="SyntaxError: no"))
    assert found.words.count("SyntaxError: no") == 2  # in the overview, and above the checks


def test_graphs_that_part_are_open_and_described_in_words() -> None:
    found = Reader(render(samples.everything()))
    assert "yours tracks MulBackward0, and the reference tracks nothing there." in found.words
    assert "MulBackward0 ← not tracked, w_frozen" in found.words
    folds = [attrs for attrs in found.all("details") if attrs.get("class") == "graphs"]
    assert ["open" in attrs for attrs in folds] == [True, False, True]


def test_what_changed_since_the_last_attempt_is_on_the_page() -> None:
    found = Reader(render(samples.everything(), before=samples.before()))
    assert "3 → 8 points ✓ Passes now: The prediction is right. ✓ Passes now: The loss is the mean." in found.words
    assert "2 → 1 points ✗ Fails now: <script>" in found.words
    assert "The third" not in found.words
    assert "Points after each attempt, of 54 (the last 12 of 19 attempts)" in found.words
    assert not found.all("script")


def test_the_scores_over_time_are_bars_and_a_table_the_newest_first() -> None:
    before = samples.before(5)
    text = render(samples.everything(), before=before)
    heights = [
        float(h) for h in re.findall(r'class="got" x="[\d.]+%" width="[\d.]+%" y="[\d.]+%" height="([\d.]+)%"', text)
    ]
    assert heights == [0, 20, 40, 60, 80]
    times = re.findall(r'<tr><td><time datetime="([^"]+)"', text)
    assert times == [moment.graded_at for moment in reversed(before.moments)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([Change("vjp", "t", 2, 2, [], [])], "No check has changed: each passes or fails as it did."),
        ([], "This was the first attempt at what was graded now."),
    ],
)
def test_where_nothing_has_changed_the_page_says_that(changes, said) -> None:
    assert said in Reader(render(samples.everything(), before=replace(samples.before(), changes=changes))).words


def test_a_first_attempt_has_no_history() -> None:
    before = replace(samples.before(1), changes=[], attempts=1)
    assert "attempt" not in Reader(render(samples.result(samples.exercise("e", samples.passed())), before=before)).words


TOKENS = re.compile(r"--(\w+): (#[0-9a-f]{6})")
CODE = ("ink", "keyword", "string", "comment", "number", "defined")
WORDS = ("ink", "muted", "link", "passed", "failed", "ungraded", "warn")
TEXT_ON = [
    *((ink, back) for ink in WORDS for back in ("paper", "surface", "sunk")),
    *((ink, back) for ink in (*CODE, "failed") for back in ("sunk", "glow")),
    *((ink, back) for ink in (*CODE, "warn") for back in ("sunk", "trace")),
    *(("surface", back) for back in ("passed", "failed", "ungraded")),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_is_aa(theme: str) -> None:
    light, _, dark = (TEMPLATES / "palette.css").read_text().partition("macro dark")
    colours = dict(TOKENS.findall(light if theme == "light" else dark))
    poor = {pair: round(r, 2) for pair in TEXT_ON if (r := contrast(colours[pair[0]], colours[pair[1]])) < 4.5}
    for tint in ("warm", "cold"):
        back = mixed(colours[tint], colours["surface"], 0.75)
        if (r := contrast(colours["ink"], back)) < 4.5:
            poor["ink", tint] = round(r, 2)
    assert poor == {}


def mixed(a: str, b: str, part: float) -> str:
    pairs = ((int(a[i : i + 2], 16), int(b[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part * x + (1 - part) * y):02x}" for x, y in pairs)


def contrast(a: str, b: str) -> float:
    """WCAG's ratio."""
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# Explanations


def explained(text="A sign in line 1 is wrong.", message="w is 3, expected 4", **fields):
    given = {"kind": "sign", "line": 1, "file": "e.py", "hint": "Turn it into +.", **fields}
    return samples.check(message=message, explanation=samples.why("repair", text=text, **given))


def page_of(*checks, text="x = 1\n", **fields):
    return render(samples.result(samples.exercise("e", *checks, source=[Piece(label="e.py", text=text)], **fields)))


def test_of_a_gradebook_it_is_the_newest_attempt_that_is_compared_whichever_counts() -> None:
    words = Reader(render(samples.everything(), before=replace(samples.before(), stored=True))).words
    assert "Your newest attempt beside the one before" in words
    assert "Since your last attempt" not in words


def test_why_comes_before_what_was_seen_with_the_line_its_code_and_the_kind_and_the_hint_is_kept_back() -> None:
    text = page_of(explained(sure="with one change there, every check passes"))
    words = Reader(text).words
    said = ["A sign in line 1 is wrong.", "line 1 x = 1 a sign is wrong · with one change there", "w is 3, expected 4"]
    places = [words.rindex(part) for part in said]
    assert places == sorted(places)
    assert "Turn it" not in text


def test_the_line_is_marked_in_the_source_in_words_and_leads_to_its_check_and_back() -> None:
    found = Reader(page_of(explained(), text="y = 0\nx = 1\n"))
    assert {"href": "#e-1-1"} in found.all("a")
    assert any(attrs.get("id") == "e-1-1" and attrs.get("class") == "l pointed" for attrs in found.all("span"))
    assert {"class": "pointer", "href": "#e-check-1"} in found.all("a")
    assert "The explanation is about this line: y = 0 ▲ a sign is wrong x = 1" in found.words


def test_what_the_message_says_already_is_said_once() -> None:
    same = samples.why("mistake", "reduction", 1, "It sums. See line 1.", file="e.py")
    words = Reader(page_of(samples.check(message="It sums.", mistake="m", explanation=same))).words
    checks = words[words.index("The prediction is right.") :]
    assert (checks.count("It sums."), checks.count("See line 1.")) == (1, 1)


def test_a_second_check_with_the_same_explanation_says_so_with_what_was_seen_there() -> None:
    words = Reader(page_of(explained(), explained(message="b is 5, expected 6"))).words
    assert words.count("A sign in line 1 is wrong.") == 2  # in the overview, and with the first
    assert "For the same reason as “The prediction is right.”. b is 5, expected 6" in words


def test_a_line_that_the_traceback_shows_is_not_shown_again() -> None:
    frames = [Frame("e.py", 1, "f", "x = 1")]
    crash = samples.why("error", "crash", 1, "It multiplies (64, 10) by (100, 10).", file="e.py")
    text = page_of(samples.check(cause="raised", message="RuntimeError: no", frames=frames, explanation=crash))
    assert "It multiplies (64, 10) by (100, 10). RuntimeError: no Where it happened" in Reader(text).words
    assert 'class="pointer"' not in text
    assert 'class="l raised"' in text


def test_a_line_of_a_notebook_is_told_by_its_cell_and_by_jupyters_number() -> None:
    words = Reader(render(samples.everything())).words
    assert "cell 2, In [7], line 1 x = 2 an argument is not used" in words


def test_what_else_was_found_is_folded_and_without_what_is_told_already() -> None:
    text = page_of(explained(also=["w is 3, expected 4", "y changes nothing."]))
    assert re.search(r'<details class="also">.*?<li>y changes nothing.</li>.*?</details>', text, re.DOTALL)
    assert text.count("<li>y changes nothing.") == 1
    assert "<li>w is 3" not in text


def test_what_stands_between_backticks_is_shown_as_code_and_nothing_in_it_is_obeyed() -> None:
    text = page_of(explained(text="Look at `a < b` and `c`."))
    assert "Look at <code>a &lt; b</code> and <code>c</code>." in text
    assert "Look at `a &lt; b." in page_of(explained(text="Look at `a < b."))
