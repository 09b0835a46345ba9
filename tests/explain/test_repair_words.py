"""A repair in words: a line of the student's, the kind of change, and never what is to stand there."""

from __future__ import annotations

import ast
import textwrap

import pytest

from grader.explain import repair_words
from grader.explain.repair_order import ParsedPiece, RankedEdit, ordered
from grader.outcomes.outcome import KINDS
from grader.submission.source import Source

TEXT = textwrap.dedent(
    """\
    import torch
    seen = []

    def f(w, x, n, seen=[]):
        opt = torch.optim.SGD([w], lr=0.5)
        for _ in range(n):
            loss = torch.nn.functional.l1_loss((w * x.detach() - 3).relu(), x)
            loss.backward()
            w.grad = None
            w -= 0.125 * w.grad
            if n < 3:
                seen.append(loss.item())
        return w[1:], seen
    """
)


def candidates() -> list[RankedEdit]:
    solution = TEXT.replace("l1_loss", "mse_loss").replace("0.125", "0.75").replace("SGD", "Adam")
    return ordered(ast.parse(solution), [ParsedPiece.of("a.py", ast.parse(TEXT))], {"f"})


SOURCE = Source("f", "a.py", "a.py", {"a.py": TEXT.encode()})
ALL = candidates()
SAID = [(candidate.edit, repair_words.explanation(candidate, SOURCE)) for candidate in ALL]


def test_every_edit_has_a_kind_a_text_and_a_hint() -> None:
    assert len({edit.kind for edit, _ in SAID}) > 25
    for edit, said in SAID:
        assert said.kind in KINDS
        assert said.source == "repair"
        assert said.text and said.hint and said.sure
        assert f"line {said.line}" in said.text, edit


def test_what_goes_in_is_never_said() -> None:
    for edit, said in SAID:
        assert not any(new in f"{said.text} {said.hint}" for new in ("0.75", "mse_loss", "Adam")), edit


@pytest.mark.parametrize(
    ("kind", "name", "line", "means"),
    [
        ("dropped", "", 9, "cleared_too_early"),
        ("dropped", "", 10, "extra_step"),
        ("moved", "", 9, "cleared_too_early"),
        ("moved_out", "", 12, "order_of_statements"),
        ("call_dropped", "detach", 7, "graph_cut"),
        ("call_dropped", "relu", 7, "wrong_formula"),
        ("function", "l1_loss", 7, "wrong_loss"),
        ("function", "SGD", 5, "wrong_optimizer"),
        ("name_for_constant", "n", 10, "hard_coded"),
        ("constant", "", 5, "wrong_hyperparameter"),
        ("new_start", "seen", 4, "state_between_calls"),
        ("range", "", 6, "off_by_one"),
        ("cleared", "w", 11, "missing_clear"),
        ("returned", "", 13, "wrong_return"),
    ],
)
def test_a_kind_of_mistake(kind, name, line, means) -> None:
    said = [said for edit, said in SAID if (edit.kind, edit.name, edit.line) == (kind, name, line)]
    assert means in {each.kind for each in said}


def test_a_copy_is_missed_where_the_caller_s_own_is_changed() -> None:
    (place,) = {said.line for edit, said in SAID if (edit.kind, edit.name) == ("own_copy", "w")}
    assert place == 10


def test_a_long_line_is_cut_and_control_characters_are_shown() -> None:
    text = "def f(w):\n    w += 1; s = '\x1b[31m" + "x" * 200 + "'\n"
    piece = ParsedPiece.of("a.py", ast.parse(text))
    edit = next(each.edit for each in ALL if each.edit.kind == "dropped")
    (function,) = piece.tree.body
    assert isinstance(function, ast.FunctionDef)
    dropped = function.body[0]
    said = repair_words.explanation(
        RankedEdit(piece, type(edit)("dropped", 2, "f", dropped, ()), 0.0),
        Source("f", "a.py", "a.py", {"a.py": text.encode()}),
    )
    assert "\x1b" not in said.text
    assert len(said.text) < 200
