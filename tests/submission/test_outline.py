"""The parts of a file, and what stands before them and in them."""

from __future__ import annotations

import time

import pytest

from grader.submission.outline import bound, of_python, parameters

TEXT = '''"""vjp: my answer"""
import torch

# %% [markdown]
# # First

@decorator
def f(
    a,
):
    return """
def inside(): ...
"""


class C:
    def method(self): ...
if f:
    x = 1
else:
    x = 2
# last
y = 3
'''


def test_a_python_file_is_its_parts_in_order() -> None:
    parts = of_python(TEXT)
    assert "".join(part.text for part in parts) == TEXT
    assert [part.defined for part in parts if part.defined] == [["f", "inside"], ["C"]]
    assert [part.comments for part in parts if part.comments] == [
        ('"""vjp: my answer"""',),
        ("# %% [markdown]\n", "# # First\n"),
        ("# last\n",),
    ]
    assert any(part.text.endswith("else:\n    x = 2\n") for part in parts)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("import torch", ["torch"]),
        ("import torch.nn as nn, numpy", ["nn", "numpy"]),
        ("import os.path  # a, b", ["os"]),
        ("from torch import nn as n, Tensor", ["n", "Tensor"]),
        ("from torch import (", []),
        ("from torch import nn, \\", []),
    ],
)
def test_the_names_that_an_import_binds(line, names) -> None:
    assert bound(line) == names


def test_imports_that_are_not_used_are_left_out_and_the_lines_stay() -> None:
    (part,) = of_python("if 1: pass\n")
    assert part.without_imports(set()) == part.text
    text = "".join(
        part.without_imports({"np"}) for part in of_python("import torch\nimport numpy as np\nfrom a import (\n b)\n")
    )
    assert text == "\nimport numpy as np\nfrom a import (\n b)\n"


def test_a_functions_parameters() -> None:
    text = "def fit(x: dict[str, int], y=(1, 2), *rest,\n  key: int = 1, **more) -> int:\n"
    assert parameters(text, "fit") == ["x", "y", "rest", "key", "more"]
    assert parameters(text, "other") == parameters("def fit(x", "fit") == []


@pytest.mark.parametrize(
    "text", ["(" * 10**6, "def f(" * 10**5, "\n" * 10**6, '"""\n' * 10**5, "import a," * 10**5, "@a\n" * 10**5]
)
def test_a_hostile_file_takes_time_by_its_length(text) -> None:
    start = time.process_time()
    for part in of_python(text)[:1000]:
        part.without_imports(part.used | part.imported | set(part.defined))
    assert time.process_time() - start < 5
