"""A file's statements, run past those that fail."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from grader.worker.code.execute import execute, ignored

TEXT = """from __future__ import annotations
def before(x: Unknown): return 1
before.fail()
for i in range(3):
    seen = i
    if i == 1:
        raise SystemExit("a demo ends")
def after(): return seen
"""


def test_what_comes_after_a_failing_statement_is_still_defined() -> None:
    namespace: dict[str, Any] = {}
    execute(ast.parse(TEXT), "<file>", namespace, ignored)
    assert (namespace["before"](0), namespace["after"]()) == (1, 1)
    assert namespace["before"].__annotations__ == {"x": "Unknown"}, "imports from __future__ hold for the whole file"


def test_otherwise_the_first_failure_ends_it() -> None:
    namespace: dict[str, Any] = {}
    with pytest.raises(AttributeError):
        execute(ast.parse(TEXT), "<file>", namespace)
    assert "after" not in namespace
