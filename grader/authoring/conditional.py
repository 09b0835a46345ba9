"""Conditional twins of a wrong answer: the solution under some condition on a call's arguments, the wrong answer
otherwise ("right up to 17 samples"). Checks that ask for a few fixed sizes let them through.

What can be asked of a function is read from its stub, never from what the checks happen to send: a lazy check would
look strong. Half of a twin is drawn here, half happens in its worker (dispatch.py).
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.authoring import equivalents
from grader.authoring.trial import mutants_of, shown, solution_text
from grader.courses.course import CourseExercise, parsed
from grader.edits.mutate import common
from grader.errors import CourseError
from grader.submission.source import Source

RANGES: dict[str, tuple[float, float]] = {
    "samples": (1, 300),
    "steps": (1, 300),
    "magnitude": (1e-3, 1e3),
    "dims": (0, 3),
    "float32": (0, 1),
    "float64": (0, 1),
    "calls": (1, 3),
}
"""What a contract asks for at least and at most, by kind of condition. An exercise's own `ranges` come first: a kind
whose two ends are one is not asked there."""

_DTYPES = "float32", "float64"
_WORDS = {"magnitude": "|x|", "float32": "dtype float32", "float64": "dtype float64"}
_DRAWN = ("samples", "steps", "magnitude")
"""Kinds with a threshold from anywhere between the PERCENTILES of their range, and with both directions."""
PERCENTILES = 0.1, 0.9
_ARRAY = re.compile("Tensor|ndarray|NDArray")
_STEPS = re.compile(r"n_|.*(steps|iters|iterations|epochs)$")


@dataclass(frozen=True)
class Condition:
    """beyond: what is above the threshold is answered wrongly, else what is not."""

    kind: str
    threshold: float
    beyond: bool = True

    def __str__(self) -> str:
        what, sign = _WORDS.get(self.kind, self.kind), "≤" if self.beyond else ">"
        return f"right for {what}{'' if self.kind in _DTYPES else f' {sign} {self.threshold:.3g}'}, else wrong"


@dataclass(frozen=True)
class Wrong:
    """A wrong answer that twins are made of. name: for people. names: of its functions and classes, those that the
    checks call and that are not the solution's."""

    name: str
    text: bytes
    names: tuple[str, ...]


@dataclass(frozen=True)
class Twin:
    wrong: Wrong
    names: tuple[str, ...]
    condition: Condition

    def source(self, exercise: CourseExercise) -> Source:
        """As if it were handed in: both answers are helper files."""
        kept = [name for name in exercise.spec.returns if name not in self.names]
        files = {
            "twin.py": _MAIN.format(kept=kept, names=list(self.names), **vars(self.condition)).encode(),
            "right.py": solution_text(exercise).encode(),
            "wrong.py": self.wrong.text,
            "dispatch.py": Path(__file__).with_name("dispatch.py").read_bytes(),
        }
        return Source(exercise.id, "twin.py", "twin.py", files)


_MAIN = """\
import dispatch, right, wrong

globals().update({{name: vars(right)[name] for name in {kept}}})
globals().update(dispatch.join(right, wrong, {names}, {kind!r}, {threshold!r}, {beyond}))
"""


@dataclass
class Twins:
    """All that can be drawn for one exercise. with_mutants: of mutants too, those apart that are right by contract."""

    exercise: CourseExercise
    with_mutants: bool = True
    _asked: dict[str, set[str]] = field(init=False)
    _wrong: dict[str, list[Wrong]] = field(init=False)

    def __post_init__(self) -> None:
        self._asked = asked(self.exercise)
        wrong = [each for each in self._all() if each.names]
        self._wrong = {kind: [each for each in wrong if self._named(each, kind)] for kind in RANGES}

    def draw(self, number: int, seed: str) -> Iterator[Twin]:
        """The same ones for the same seed, of all kinds alike."""
        rng = random.Random(f"{seed}\0{self.exercise.id}")
        kinds = [kind for kind, wrong in self._wrong.items() if wrong]
        rng.shuffle(kinds)
        for i in range(number if kinds else 0):
            kind = kinds[i % len(kinds)]
            wrong = rng.choice(self._wrong[kind])
            yield Twin(wrong, self._named(wrong, kind), self._condition(kind, rng))

    def made_of(self, wrong: Wrong, right: bytes, rng: random.Random) -> Twin | None:
        """One whose wrong half is any answer's: `right` with a change. None where the change meets no condition."""
        changed = self._changed(_bindings(right), wrong.text)
        wrong = Wrong(wrong.name, wrong.text, changed)
        kinds = [kind for kind in RANGES if self._named(wrong, kind)]
        if not kinds:
            return None
        kind = rng.choice(kinds)
        return Twin(wrong, self._named(wrong, kind), self._condition(kind, rng))

    def control(self) -> Twin:
        """A twin both of whose halves are right: one that loses points says that twins cannot be judged."""
        return Twin(Wrong("solution.py", solution_text(self.exercise).encode(), ()), tuple(self._asked), ALWAYS)

    def _all(self) -> Iterator[Wrong]:
        right = _bindings(solution_text(self.exercise).encode())
        for mistake in self.exercise.mistakes:
            text = self.exercise.mistake_source(mistake.name)
            yield Wrong(f"mistakes/{mistake.name}.py", text, self._changed(right, text))
        recorded = equivalents.read(self.exercise)
        for mutant in mutants_of(self.exercise) if self.with_mutants else ():
            if mutant.key not in recorded:
                name = f"solution.py, line {mutant.line}, {_change(mutant.was, mutant.becomes)}"
                yield Wrong(name, mutant.text.encode(), self._changed(right, mutant.text.encode()))

    def _changed(self, right: Mapping[str, str], text: bytes) -> tuple[str, ...]:
        """What the checks call and is not the solution's; all of it, where something else is not that these may use."""
        wrong = _bindings(text)
        changed = {name for name, was in right.items() if wrong.get(name) != was}
        return tuple(name for name in self._asked if name in changed or changed.difference(self._asked))

    def _named(self, wrong: Wrong, kind: str) -> tuple[str, ...]:
        return tuple(name for name in wrong.names if kind in self._asked[name])

    def _condition(self, kind: str, rng: random.Random) -> Condition:
        low, high = ranges(self.exercise)[kind]
        if kind in _DRAWN:
            threshold = low * (high / low) ** rng.uniform(*PERCENTILES)
            return Condition(kind, threshold if kind == "magnitude" else int(threshold), rng.random() < 0.5)
        return Condition(kind, 2 if kind == "dims" else 0 if kind in _DTYPES else rng.randint(int(low), int(high)))


ALWAYS = Condition("calls", 0)


def _change(was: str, becomes: str) -> str:
    """Both without most of what they begin with alike."""
    start = max(common(list(was), list(becomes)) - 20, 0)
    cut = "…" if start else ""
    return " -> ".join(shown(f"{cut}{text[start:]}" if text else "", 60) for text in (was, becomes))


def ranges(exercise: CourseExercise) -> dict[str, tuple[float, float]]:
    """Raises CourseError for a kind that there is not."""
    own = exercise.spec.ranges
    if unknown := [kind for kind in own if kind not in RANGES]:
        raise CourseError(
            "{path}: no range is called {unknown}; the ranges are {names}",
            path=exercise.folder / "checks.py",
            unknown=unknown[0],
            names=", ".join(RANGES),
        )
    return {**RANGES, **own}


def asked(exercise: CourseExercise) -> dict[str, set[str]]:
    """name -> the kinds of conditions that can be met, for what the checks call: as its stub says."""
    open_kinds = {kind for kind, (low, high) in ranges(exercise).items() if low < high}
    stub, found = parsed(Path(f"{exercise.id}.py"), exercise.stub), dict[str, set[str]]()
    for node in stub.body:
        match node:
            case ast.FunctionDef(name=name):
                found[name] = _kinds(node, node.args.args) & open_kinds
            case ast.ClassDef(name=name, body=body, bases=bases):
                is_module = any(ast.unparse(base).endswith("Module") for base in bases)
                decisive = ("__init__",) if is_module else ("forward", "__init__")  # as dispatch.py decides
                for each in body:
                    if isinstance(each, ast.FunctionDef) and each.name in decisive:
                        found[name] = _kinds(each, each.args.args[1:]) & open_kinds
    return {name: found.get(name, {"calls"}) for name in exercise.spec.returns}


def _kinds(function: ast.FunctionDef, parameters: list[ast.arg]) -> set[str]:
    """A parameter without a type may be anything, but no number of steps unless it is called so."""
    types = {each.arg: ast.unparse(each.annotation) if each.annotation else "Tensor" for each in parameters}
    has_array, has_model = any(map(_ARRAY.search, types.values())), any("Module" in each for each in types.values())
    has_list = any("list[float]" in each or "Sequence[float]" in each for each in types.values())
    found = {"calls"}
    if has_array or has_list:
        found.add("samples")
    if has_array or has_list or "float" in types.values():
        found.add("magnitude")
    if has_array and not has_model:  # a model's own numbers are float32
        found.update(_DTYPES)
    if has_array and "any shape" in (ast.get_docstring(function) or ""):
        found.add("dims")
    if any(_STEPS.match(name) and type_ in ("int", "Tensor") for name, type_ in types.items()):
        found.add("steps")
    return found


def _bindings(text: bytes) -> dict[str, str]:
    """Each name at the top of a file -> the statement that binds it last."""
    found: dict[str, str] = {}
    for node in ast.parse(text).body:
        found |= dict.fromkeys(_bound(node), ast.unparse(node))
    return found


def _bound(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return [each.asname or each.name.partition(".")[0] for each in names]
    return [each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]
