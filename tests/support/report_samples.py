"""Results for the report's tests: every kind of thing that a result can hold, without grading anything."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np

from grader.outcomes.history import Before, Change, Moment
from grader.outcomes.outcome import (
    Candidate,
    Curves,
    Entries,
    Explanation,
    Finder,
    Frame,
    Graph,
    Graphs,
    Jacobians,
    Kind,
    Node,
    Parameter,
    finite,
)  # fmt: skip
from grader.outcomes.result import CheckResult, ExerciseResult, Piece, Result, Versions
from grader.report.summary import ClassRemark, ClassSummary, ExerciseCell, FailedCheck, Outline, StudentSummary

READING = "The first 6 losses are right: look at what is carried over from one step to the next."
HOSTILE = (
    "<script>alert('x')</script></style></title>\"'&amp;<img src=//evil.example/x onerror=alert(1)>\u202eevil{{7*7}}"
)

SOURCE = '''import torch


@torch.no_grad()
def forward(X, w1, w2):  # a "comment" with <b>tags</b> & more
    """A docstring,
    over two lines."""
    return X.mm(w1).clamp(min=0).mm(w2) * 1e-3


class Net:
    def step(self):
        raise ValueError(f"shape {self!r} 'is' wrong")
'''


def check(name: str = "a_check", **fields: Any) -> CheckResult:
    given = {"title": "The prediction is right.", "status": "failed", "score": 0.0, "points": 3.0, **fields}
    return CheckResult(name=name, **given)


def passed(**fields: Any) -> CheckResult:
    return check(**{"status": "passed", "score": 3.0, **fields})


def exercise(id: str = "mse_gradient", *checks: CheckResult, **fields: Any) -> ExerciseResult:
    given: dict[str, Any] = {
        "title": id.replace("_", " ").capitalize(),
        "file": f"{id}.py",
        "status": "failed",
        **fields,
    }
    score, points = sum(c.score for c in checks), sum(c.points for c in checks)
    return ExerciseResult(id=id, score=score, points=points, checks=list(checks), **given)


def result(*exercises: ExerciseResult, **fields: Any) -> Result:
    given: dict[str, Any] = {
        "course": "autograd", "student": "s01", "device": "cpu", "isolation": "full", "seed": "73fbbb9c",
        "graded_at": "2026-11-20T12:00:00Z", "layers": ["namespaces", "seccomp"],
        "versions": Versions("0.1.0", "2.13.0", "2.4.6", "3.11.7"), **fields,
    }  # fmt: skip
    score, points = sum(e.score for e in exercises), sum(e.points for e in exercises)
    return Result(exercises=list(exercises), score=score, points=points, **given)


CLEARED = "The gradients of all steps add up: backward() adds to .grad, and nothing clears it."


def why(source: Finder, kind: Kind, line: int, text: str, **fields: Any) -> Explanation:
    return Explanation(source=source, kind=kind, line=line, text=text, **fields)


def jacobians(rows: int = 4, columns: int = 5, at: tuple[int, int] = (2, 3)) -> Jacobians:
    """The forward is right, the gradient is not in one entry."""
    expected = np.round(np.sin(np.arange(rows * columns)).reshape(rows, columns), 4)
    analytic = expected.copy()
    analytic[at] = -7.25
    return Jacobians("w1", finite(analytic), finite(expected), finite(expected), *at)


def descent(steps: int, rate: float = 0.95, start: float = 40.0) -> list[float | None]:
    return [start * rate**i for i in range(steps)]


def curves(steps: int = 40, first: int = 6) -> Curves:
    expected = descent(steps)
    return Curves(
        [v * (1.0 if i < first else 1.12 ** (i - first + 1)) for i, v in enumerate(expected) if v is not None],
        expected,
        first,
    )


def explained(steps: int = 40, first: int = 6) -> Curves:
    """The same, with a mistake that gives the student's losses and two that do not."""
    found = curves(steps, first)
    candidates = [
        Candidate("gradients_never_cleared", list(found.actual)),
        Candidate("loss_halved", [v / 2 for v in found.expected if v is not None]),
        Candidate("uphill", [40 * 1.4**i for i in range(steps)]),
    ]
    return Curves(found.actual, found.expected, found.first, candidates)


def nodes(text: str) -> Graph:
    """A graph from `name: input input` lines, the result first; leaves are in small letters, `-` is untracked."""
    rows = [line.split(":") for line in text.split(";")]
    kinds = {True: "leaf", False: "operation"}
    return Graph(
        [
            Node("", "untracked", []) if (name := row[0].strip()) == "-" else
            Node(name, kinds[name.islower()], [int(i) for i in row[1].split()])  # type: ignore[arg-type]
            for row in rows
        ]
    )  # fmt: skip


EXPECTED_GRAPH = nodes("MeanBackward0: 1; PowBackward0: 2; SubBackward0: 3 4; MulBackward0: 5 6; -:; -:; w:")
TRACKED_GRAPH = nodes(
    "MeanBackward0: 1; PowBackward0: 2; SubBackward0: 3 4; MulBackward0: 5 6; -:; MulBackward0: 7 8; w:; -:; w_frozen:"
)


def entries() -> Entries:
    expected = np.round(np.cos(np.arange(12)).reshape(3, 4), 4)
    actual = expected.copy()
    actual[1, 2] = -7.25
    return Entries(finite(actual), finite(expected), (actual != expected).tolist(), [3, 4])


def parameters() -> list[Parameter]:
    """A small ResNet with a last block that is trained by mistake."""
    names = ["conv1.weight", "bn1.weight", "bn1.bias"]
    names += [f"layer{i}.{j}.{n}" for i in (1, 2) for j in (0, 1) for n in ("conv1.weight", "bn1.weight", "bn1.bias")]
    found = [Parameter(n, n.startswith("layer2.1"), False, n.startswith("layer2.1"), False) for n in names]
    return [*found, Parameter("fc.weight", True, True, True, True), Parameter("fc.bias", False, True, False, True)]


def everything() -> Result:
    """One page with everything, for tests and for looking at."""
    blown_up = [40 * 3.0**i if i < 25 else None for i in range(40)]
    cells = [Piece(label=f"cell {i}", run=i + 5, text=f"x = {i}\n\n\nprint(x)  # {'long ' * i}") for i in range(1, 5)]
    return result(
        exercise(
            "mse_gradient",
            passed(title="The prediction is w · x."),
            passed(title="The loss is the mean of the squared errors.", points=2, score=2),
            status="passed", source=[Piece(label="mse_gradient.py", text=SOURCE)], seconds=0.154,
        ),
        exercise(
            "autograd_loop",
            passed(title="The returned w is the trained one."),
            check(
                title="Training follows the reference, step by step.", cause="wrong_trajectory",
                mistake="gradients_never_cleared", where="step 6", expected="29.4037", actual="32.9321",
                message=CLEARED,
                detail=f"the loss leaves the reference at step 6: 32.9321, expected 29.4037 (12% off). {READING}",
                reading=READING,
                curves=explained(), hint="After each update the gradient starts from nothing again.",
                explanation=why("mistake", "missing_clear", 8, CLEARED + " Line 8 is where it would be cleared.",
                                sure="the same in all 14 questions", file="autograd_loop.py"),
            ),
            check(
                title="The descent works for long runs.", cause="not_finite", message="the loss is nan at step 25",
                where="step 25", expected="8.79", actual="nan", curves=Curves(blown_up, descent(40, 0.6), 1),
            ),
            stdout="step 0 loss 40.0\nstep 1 loss 38.0\n", notes=["matplotlib is not here: a stub took its place"],
            source=[Piece(label="autograd_loop.py", text=SOURCE)], seconds=1.2,
        ),
        exercise(
            "clamp_mlp",
            check(
                title="The prediction has the right gradient with respect to w1 and w2.", cause="wrong_gradient",
                message="the gradient with respect to w1[1, 2] is 0.763028, expected -0.108698", where="[1, 2]",
                expected="-0.108698", actual="0.763028", jacobians=jacobians(),
                explanation=why("repair", "factor", 5, "A factor in line 5 makes the prediction too small.",
                                sure="with one change there all 4 checks pass", file="clamp_mlp.py",
                                also=["Your function does not depend on w2: asked with another w2, it answers alike."]),
            ),
            check(
                title="It also has it where there are many entries.", cause="wrong_gradient", where="[20, 30]",
                message="the gradient with respect to w2[20, 30] is -7.25, expected 0.3",
                jacobians=jacobians(40, 50, (20, 30)),
            ),
            check(
                title="The result is a tensor of the right shape.", cause="raised",
                message="ValueError: shape <student.Net object at 0x…> 'is' wrong (clamp_mlp.py, line 13)",
                frames=[
                    Frame("clamp_mlp.py", 8, "forward", "    return X.mm(w1).clamp(min=0).mm(w2) * 1e-3"),
                    Frame("clamp_mlp.py", 13, "step", "        raise ValueError(f\"shape {self!r} 'is' wrong\")"),
                ], hint="Print the shapes.",
            ),
            check(title="Nothing else changes.", status="skipped"),
            check(
                title="It works for other data.", cause="wrong_value", hidden=True, hint="Which sizes have you tried?",
                message="the result is SECRET-DATA, expected SECRET-ANSWER", actual="SECRET-DATA", entries=entries(),
                frames=[Frame("clamp_mlp.py", 13, "step", "SECRET-LINE")], expected="SECRET-ANSWER",
            ),
            source=[Piece(label="clamp_mlp.py", text=SOURCE)],
        ),
        exercise(
            "graph_exclusion",
            check(
                title="Where w_frozen requires gradients it still gets none.", cause="wrong_gradient",
                message="w_frozen gets a gradient from the loss", graphs=Graphs(TRACKED_GRAPH, EXPECTED_GRAPH),
            ),
            check(
                title="w gets its gradient.", cause="wrong_gradient", where="[1, 2]", actual="-7.25", expected="0.96",
                message="the gradient with respect to w[1, 2] is -7.25, expected 0.96", entries=entries(),
                graphs=Graphs(EXPECTED_GRAPH, EXPECTED_GRAPH),
            ),
            check(
                title="Only the last layer is trained.", cause="wrong_state", parameters=parameters(),
                message="the trainable parameters: fc.weight and 3 more; expected fc.weight and fc.bias",
            ),
            check(title="The loss can be differentiated.", cause="wrong_gradient", message="it has no grad_fn",
                  graphs=Graphs(Graph([]), EXPECTED_GRAPH)),
        ),
        exercise(
            "notebook",
            check(title="It loads.", cause="raised", message="NameError: name 'y' is not defined (cell 3, line 4)",
                  frames=[Frame("cell 3", 4, "<module>", "print(x)")]),
            check(title="The sum is right.", cause="wrong_value", points=0, message="the result is 3, expected 4",
                  explanation=why("probe", "argument_ignored", 1, "y changes nothing: asked with other y, your code "
                                  "gave the same numbers.", file="cell 2", cell=2)),
            file="notebook.ipynb", source=cells,
        ),
        exercise(
            "custom_backward",
            passed(title="The polynomial is right."),
            check(title="Its backward is the derivative times grad_output.", status="ungraded",
                  message="the sandbox stopped twice: the forkserver ended with status -9"),
            status="ungraded", source=[Piece(label="custom_backward.py", text=SOURCE)],
        ),
        exercise("freeze_resnet", check(title="Only fc is trained.", status="skipped", hint="Look at requires_grad."),
                 status="not_attempted", message="its functions still raise NotImplementedError"),
        exercise("vjp", check(title="The product is right.", status="skipped", points=1), status="missing", file=None,
                 message="no file for this exercise"),
        isolation="partial", ignored=["notes.txt", "solution (1).py"],
    )  # fmt: skip


def hostile() -> Result:
    """Hostile text wherever a student's text can appear, and numbers that are not finite."""
    bad = check(
        title=HOSTILE, cause="raised", message=HOSTILE, mistake="m", detail=HOSTILE + " d", hint=HOSTILE,
        expected=HOSTILE, actual=HOSTILE, where=HOSTILE, reading=HOSTILE,
        explanation=why("probe", "sign", 1, HOSTILE + " e", sure=HOSTILE, file=HOSTILE, also=[HOSTILE + " a"]),
        frames=[Frame(HOSTILE, 1, HOSTILE, HOSTILE), Frame("f.py", 1, "f", HOSTILE)],
        curves=Curves([None] * 5, [math.pi] * 5, 0), jacobians=Jacobians(HOSTILE, [[None]], [[None]], [[1.0]], 0, 0),
    )  # fmt: skip
    pieces = [
        Piece(label="f.py", text=f'x = "{HOSTILE}"\n# {HOSTILE}\n"""{HOSTILE}\n'),
        Piece(label=HOSTILE, text=HOSTILE),
    ]
    return result(
        exercise("e1", bad, file=HOSTILE, stdout=HOSTILE, notes=[HOSTILE], source=pieces, message=HOSTILE),
        exercise("e2", check(status="ungraded", message=HOSTILE), status="ungraded", message=HOSTILE),
        exercise("e3", check(status="skipped"), status="not_attempted", message=HOSTILE),
        student=HOSTILE, ignored=[HOSTILE],
    )  # fmt: skip


NAMES = ["Ada Abe", "Greta Müller", "김 민준", "ليلى حداد", "O'Neill <b>Quinn</b>", "Nguyễn Văn Åsa", 'Zofia "Z" & Co']
MISTAKES = ("gradients_never_cleared", "sum_instead_of_mean", "wrong_sign", "loss_halved", "transposed")
IDS = (
    "single_neuron", "chain_rule", "mse_gradient", "autograd_loop", "per_sample_sgd", "sine_numpy", "sine_tensors",
    "custom_backward", "nn_module", "optim_rmsprop", "clamp_mlp", "vjp", "graph_exclusion", "resnet_step",
    "freeze_resnet",
)  # fmt: skip


def class_of(size: int, exercises: int = 15) -> ClassSummary:
    """A class of `size` students, of whom the first is absent (in a class of more than one), the second incomplete."""
    chance = random.Random(size)
    outlines = [Outline(i, i.replace("_", " ").capitalize(), 10, [f"Claim {j}." for j in range(4)]) for i in IDS]
    return ClassSummary(
        course="Gradients by hand and by autograd",
        exercises=outlines[:exercises],
        students=[_member(chance, i, size, exercises) for i in range(size)],
        mistakes={f"{e}/{m}": f"What a student reads about {m}. It is <b>text</b>." for e in IDS for m in MISTAKES[:4]},
        remarks=[ClassRemark("folder 'x': no file of an exercise is in it")],
        graded_at="2026-11-20T12:00:00Z",
    )


def _failed(e: int, j: int, mistake: str | None) -> FailedCheck:
    """Of those that are not a known mistake every second is explained."""
    kind: Kind | None = "reduction" if mistake else "missing_clear" if j % 2 else None
    return FailedCheck(e, j, "wrong_gradient", mistake, kind, None if kind else f"{e}{j}")


def _member(chance: random.Random, i: int, size: int, exercises: int) -> StudentSummary:
    key, name = f"s{i:04}", f"{NAMES[i % len(NAMES)]} {i}"
    if size > 1 and i == 0:
        return StudentSummary(key, name, "absent", None, 10.0 * exercises, [ExerciseCell("absent")] * exercises)
    cells, findings, skill = [], [], chance.random()
    for e in range(exercises):
        failed = [j for j in range(4) if chance.random() > 0.5 + skill / 2]
        findings += [_failed(e, j, chance.choice([*MISTAKES, None])) for j in failed]
        status, overridden, tries = "failed" if failed else "passed", chance.random() < 0.01, 1 + i % 5
        took, passed_at = (86_400.0 * tries if tries > 1 else 0.0), None if failed else tries
        score = 10.0 - 2.5 * len(failed)
        cells.append(ExerciseCell(status, score, overridden, tries=tries, passed_at=passed_at, between=took))
    if i % 9 == 5:
        cells[-1] = ExerciseCell("missing", 0.0)
    if i == 1:
        cells[0] = ExerciseCell("ungraded")
    scores = [cell.score for cell in cells if cell.score is not None]
    whole = len(scores) == exercises
    total = sum(scores) if whole else None
    return StudentSummary(
        key, name, "graded" if whole else "incomplete", total, 10.0 * exercises, cells, findings, i % 7 == 3
    )


def before(attempts: int = 12) -> Before:
    """What was before `everything()`: an exercise got better, one worse, one was not graded now."""
    names = [exercise.id for exercise in everything().exercises]
    changes = [
        Change(names[0], "The first", 3.0, 8.0, ["The prediction is right.", "The loss is the mean."], []),
        Change(names[1], "The second", 2.0, 1.0, [], [HOSTILE]),
        Change(names[2], "The third", 2.0, 2.0, [], []),
    ]
    moments = [Moment(f"2026-11-{i + 1:02}T12:00:00Z", 54 * i / attempts, {names[0]: 3.5}) for i in range(attempts)]
    return Before({names[2]: "2026-11-01T12:00:00Z"}, changes, moments, attempts + 7)
