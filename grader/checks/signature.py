"""Whether a file defines what the exercise asks for, with the parameters that it fixes."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from grader.errors import StudentError
from grader.message import say
from grader.text import one_line
from grader.worker.messages import wire


def require(loaded: wire.Loaded, name: str, parameters: list[str] | None) -> None:
    """Raises StudentError unless `name` is there and takes these parameters; None: unless it is a class."""
    actual: str
    wanted = f"class {name}" if parameters is None else f"{name}({', '.join(parameters)})"
    kind, signature = loaded.kinds.get(name), loaded.signatures.get(name)
    if kind is None:
        raise _missing(name, wanted, list(loaded.kinds), asked=loaded.signatures)
    if kind not in (("class",) if parameters is None else ("function", "class")):
        actual = say("a {kind}", kind=one_line(kind, 40))
        message = say("{what} is {actual}, expected {expected}", what=name, actual=actual, expected=wanted)
        raise StudentError("wrong_type", message, expected=wanted, actual=actual)
    if parameters is not None and signature is not None and not _takes(signature, parameters):
        actual = f"{name}({', '.join(_in_words(p) for p in signature[:20])})"
        message = say("the signature is {actual}, expected {expected}", actual=actual, expected=wanted)
        raise StudentError("wrong_signature", message, expected=wanted, actual=actual, fingerprint=actual)


def _missing(name: str, wanted: str, defined: list[str], asked: Collection[str] = ()) -> StudentError:
    """asked: what is there and asked for itself: it is not a slip for something else."""
    if not defined:
        message = say(
            "your code defines no function and no class: is the file empty or not saved, or has a cell not run?"
        )
        return StudentError("missing_name", message, stops_exercise=True)
    others = [other for other in defined if other not in asked]
    near = difflib.get_close_matches(name, others, 1, 0.6)
    near = near or [other for other in others if other.lower() == name.lower()]
    words = {"name": name, "expected": wanted}
    message = say("{name} is not defined, expected {expected}", **words)
    if near:
        words["near"] = repr(one_line(near[0], 40))
        message = say("{name} is not defined, expected {expected} (you define {near}: is it a slip?)", **words)
    return StudentError("missing_name", message, expected=wanted, fingerprint=name)


def _takes(signature: list[wire.FunctionParameter], expected: list[str]) -> bool:
    """Whether a function can be called with the expected parameters both by position and by name."""
    rest = any(p.kind == "rest" for p in signature)
    rest_named = any(p.kind == "rest_named" for p in signature)
    ordered = [p for p in signature if p.kind in ("positional", "either")]
    for i, name in enumerate(expected):
        if name.startswith("*") and rest:
            continue
        by_position = rest if i >= len(ordered) else ordered[i].name == name or rest_named
        by_name = rest_named or any(p.name == name and p.kind in ("either", "keyword") for p in signature)
        if not (by_position and by_name):
            return False
    return not any(p.required and p.name not in expected for p in signature if p.kind != "rest")


def _in_words(parameter: wire.FunctionParameter) -> str:
    star = {"rest": "*", "rest_named": "**"}.get(parameter.kind, "")
    return f"{star}{one_line(parameter.name, 40)}{'' if parameter.required or star else '=…'}"
