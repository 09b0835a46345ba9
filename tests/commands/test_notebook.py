"""`from grader import check` in a kernel, in a plain namespace, and in what is handed in."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from grader import check
from grader.errors import CourseError, GraderError
from grader.grading.grade import Grading

ROOT = Path(__file__).parents[2]
SOLUTION = (ROOT / "solutions/clamp_mlp/solution.py").read_text()
NEVER_CLEARED = SOLUTION.replace("            w1.grad.zero_()\n            w2.grad.zero_()\n", "")


def checked(text: str, exercise: str = "clamp_mlp", **options: object):
    """What check() returns for the functions that the text defines."""
    namespace = {"__name__": "__main__"}
    exec(compile(text, "/nowhere/mine.py", "exec"), namespace)
    return check(exercise, namespace=namespace, seed="tests", **options)  # type: ignore[arg-type]


def test_a_solution_gets_all_points_and_nothing_is_written(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    feedback = checked(SOLUTION)
    assert (feedback.result.status, feedback.result.score) == ("passed", 10)
    assert repr(feedback).startswith("clamp_mlp  10/10  passed\nNote: this ran in your own kernel, with no sandbox")
    assert list(tmp_path.iterdir()) == []


def test_the_functions_are_those_of_the_caller() -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(f"{SOLUTION}\nfrom grader import check\nfeedback = check('clamp_mlp', course={str(ROOT)!r})", namespace)
    assert namespace["feedback"].result.score == 10


def test_kernel_and_sandbox_find_the_same(grade) -> None:
    there = grade("clamp_mlp", NEVER_CLEARED)
    here = checked(NEVER_CLEARED).result
    assert [(c.name, c.status, c.score, c.mistake) for c in here.checks] == [
        (c.name, c.status, c.score, c.mistake) for c in there.checks
    ]
    assert [c.mistake for c in here.checks if c.mistake] == ["gradients_never_cleared"] * 2


def test_the_cell_is_the_reports_exercise_and_obeys_nothing() -> None:
    html = checked(f"{SOLUTION}\ndef forward(X, w1, w2): raise ValueError('<script>x</script> $y$')")._repr_html_()
    assert "ValueError: &lt;script&gt;x&lt;/script&gt; $y$ (mine.py, line " in html
    assert not re.search(r"<(script|link|html|body|iframe)|\son\w+=|https?:|url\(", html)
    assert 'class="autograd-grader tex2jax_ignore mathjax_ignore"' in html
    assert "prefers-color-scheme: dark" in html and 'data-jp-theme-light="false"' in html
    assert html.count("--paper: #fafaf8") == 2 == html.count("--paper: #15171a")


def test_every_rule_of_the_cell_is_its_own() -> None:
    """Outside the nested block of exercise.css nothing but the cell's own class is a subject."""
    style = checked(SOLUTION)._repr_html_().split("<style>")[1].split("</style>")[0]
    depth, subjects = 0, []
    for text, brace in re.findall(r"([^{}]*)([{}])", style):
        if brace == "{" and depth == 0:
            subjects.append(text.strip())
        depth += 1 if brace == "{" else -1
    assert depth == 0
    assert all(re.search(r"\.autograd-grader$|^@media screen", subject) for subject in subjects), subjects


def test_no_two_cells_share_an_id_and_links_stay_in_their_cell() -> None:
    wrong = SOLUTION.replace("clamp(min=0)", "clamp(min=0).double()")
    cells = [checked(wrong)._repr_html_() for _ in range(2)]
    ids = [set(Ids(cell).found) for cell in cells]
    assert not ids[0] & ids[1]
    for cell, own in zip(cells, ids, strict=True):
        assert set(re.findall(r'href="#([^"]+)"', cell)) <= own


class Ids(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)
        assert len(self.found) == len(set(self.found))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "id" and value]


def test_a_missing_function_fails_its_checks() -> None:
    feedback = checked(SOLUTION.replace("def train", "def trian"))
    failed = {check.cause for check in feedback.result.checks if check.status == "failed"}
    assert failed == {"missing_name"}
    assert "train is not defined" in repr(feedback) and "you define 'trian': is it a slip?" in repr(feedback)


def test_stubs_are_not_attempted() -> None:
    feedback = checked((ROOT / "exercises/clamp_mlp.py").read_text().partition("# %% Try it")[0])
    assert repr(feedback).startswith("clamp_mlp  0/10  not attempted\n")
    assert "Not attempted yet: its functions still raise NotImplementedError." in feedback._repr_html_()


def test_exit_is_the_answers_failure_and_a_key_press_stops() -> None:
    feedback = checked(f"{SOLUTION}\ndef forward(X, w1, w2): raise SystemExit")
    assert {check.cause for check in feedback.result.checks[:2]} == {"died"}
    with pytest.raises(KeyboardInterrupt):
        checked(f"{SOLUTION}\ndef forward(X, w1, w2): raise KeyboardInterrupt")


def test_a_check_that_needs_a_worker_is_skipped_and_does_not_count() -> None:
    feedback = checked((ROOT / "solutions/custom_backward/solution.py").read_text(), "custom_backward")
    skipped = [check for check in feedback.result.checks if check.status == "skipped"]
    assert [(check.name, check.score, check.hint) for check in skipped] == [("backward_is_written_out", 0, "")]
    assert (feedback.result.status, feedback.result.score, feedback.result.points) == ("passed", 9, 9)
    assert "its point is not counted here" in repr(feedback)
    assert "its point is not counted here" in feedback._repr_html_()


def test_where_every_check_is_skipped_none_is_reported_as_passed() -> None:
    feedback = checked((ROOT / "solutions/sine_tensors/solution.py").read_text(), "sine_tensors")
    assert {check.status for check in feedback.result.checks} == {"skipped"}
    assert (feedback.result.status, feedback.result.points) == ("ungraded", 0)
    assert "is only looked for by `grade submit`" in repr(feedback)


def test_a_wrong_answer_is_reported_before_a_worker_is_needed(caplog) -> None:
    text = (ROOT / "solutions/custom_backward/solution.py").read_text()
    text += "\nLegendrePolynomial3.backward = staticmethod(lambda ctx, grad_output: grad_output)"
    feedback = checked(text, "custom_backward")
    assert {check.status for check in feedback.result.checks[-3:-1]} == {"failed"}
    assert not caplog.records


def test_an_unknown_exercise_gets_the_near_match() -> None:
    with pytest.raises(GraderError, match="no exercise is called 'clamp_mpl'; did you mean clamp_mlp"):
        check("clamp_mpl")
    with pytest.raises(GraderError, match="no exercise is called 'q'; the exercises are single_neuron"):
        check("q")


def test_a_folder_without_a_course_is_named(tmp_path) -> None:
    with pytest.raises(CourseError, match=re.escape(str(tmp_path))):
        check("clamp_mlp", course=tmp_path)


def test_without_a_sandbox_our_own_bug_is_ungraded(monkeypatch) -> None:
    monkeypatch.setattr(Grading, "_run", lambda *things: 1 / 0)
    feedback = checked(SOLUTION)
    assert feedback.result.status == "ungraded"
    assert "the grader itself failed" in repr(feedback) and "not yours" in feedback._repr_html_()


def notebook(*cells: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])


@pytest.mark.slow
def test_in_a_real_kernel(tmp_path) -> None:
    """The solution passes, then fails with a cell's line and values; prints go to the cell; nothing is written."""
    ran = NotebookClient(
        notebook(
            SOLUTION,
            "from grader import check\ncheck('clamp_mlp')",
            "def forward(X, w1, w2):\n    print('hello')\n    raise ValueError('<b>')",
            "check('clamp_mlp')",
            "def forward(X, w1, w2):\n    return X @ w1.T, 1",
            "check('clamp_mlp')",
        ),
        timeout=120,
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()
    good, bad = ran.cells[1].outputs[-1].data, ran.cells[3].outputs[-1].data
    assert good["text/plain"].startswith("clamp_mlp  10/10  passed")
    assert '<div class="autograd-grader' in good["text/html"] and "10 of 10 points" in good["text/html"]
    assert "ValueError: <b> (Cell In[3], line 3)" in bad["text/plain"]
    assert "ValueError: &lt;b&gt; (Cell In[3], line 3)" in bad["text/html"]
    assert "<code>raise ValueError(&#39;&lt;b&gt;&#39;)</code>" in bad["text/html"]
    assert "hello\n" in ran.cells[3].outputs[0].text
    assert "Line 2 of Cell In[5] multiplies X of shape" in ran.cells[5].outputs[-1].data["text/plain"]
    assert list(tmp_path.iterdir()) == []


def test_in_what_is_handed_in_it_does_nothing(grade) -> None:
    text = "from grader import check\ncheck('clamp_mlp')\nfeedback = check('clamp_mlp', course='.')\nfeedback"
    cells = json.dumps(notebook(SOLUTION, text))
    for result in (grade("clamp_mlp", cells, ".ipynb"), grade("clamp_mlp", f"{SOLUTION}\n{text}\n")):
        assert (result.status, result.score, result.stdout) == ("passed", 10, "")
        assert result.notes == ["grader is not here: a stub that does nothing took its place"]
