"""The object that stubbed modules return: loops run, nothing else happens."""

from __future__ import annotations

import operator
import sys
from typing import Any

import numpy as np
import pytest

from grader.worker.code.stub_object import LOOPS, is_stub, stub_of
from grader.worker.code.stubs import Finder

tqdm: Any = stub_of("tqdm")()


@pytest.mark.parametrize(
    "bar", [tqdm(range(3)), tqdm(iterable=range(3), desc="x"), tqdm(desc="x", iterable=range(3)), LOOPS["trange"](3)]
)
def test_a_bar_runs_its_loop_and_takes_any_call(bar) -> None:
    seen = []
    with bar as inner:
        for i in inner:
            inner.set_postfix(loss=i)
            seen.append(i)
    assert seen == [0, 1, 2]
    assert bar.n % 10 != 0 and bar.n + 1 is bar and -bar is bar and not bar.n > 5


def test_loops_of_several_go_over_what_they_are_given() -> None:
    assert list(LOOPS["tzip"]([1, 2], "ab", desc="x")) == [(1, "a"), (2, "b")]
    assert list(LOOPS["tenumerate"]("ab")) == [(0, "a"), (1, "b")]


@pytest.mark.parametrize("name", ["add", "mod", "floordiv", "matmul", "pow", "and_", "or_", "lshift"])
def test_every_operator_does_nothing_on_either_side(name) -> None:
    assert getattr(operator, name)(tqdm, 2) is tqdm
    assert getattr(operator, name)(2, tqdm) is tqdm


def test_it_can_be_a_type_in_a_hint_and_a_base_class() -> None:
    assert (tqdm | None) is tqdm and (int | tqdm) is tqdm and not isinstance(3, tqdm)

    class Bar(tqdm):  # type: ignore[misc]
        def __init__(self, *args, **kwargs) -> None:
            super().__init__(*args, **kwargs)
            self.mine = 1

    assert list(Bar(range(2), desc="x")) == [0, 1] and Bar().mine == 1


def test_a_base_class_whose_beginning_is_left_out_goes_over_nothing() -> None:
    class Plot(tqdm):  # type: ignore[misc]
        def __init__(self) -> None:
            self.lines: list[str] = []

    assert list(Plot()) == []


def test_all_that_comes_from_it_names_its_module() -> None:
    first, second = tqdm(range(2)).rest
    assert {type(thing).__name__ for thing in (tqdm.a(3), tqdm["b"], first, second, tqdm + 1)} == {"stub of tqdm"}
    with pytest.raises(TypeError, match="stub of tqdm"):
        b"".join([tqdm])


def test_an_object_of_a_class_that_has_one_as_a_base_is_not_a_stub() -> None:
    class Bar(tqdm):  # type: ignore[misc]
        pass

    assert is_stub(tqdm) and not is_stub(Bar()) and not is_stub(3)


def test_an_array_of_it_holds_what_it_was_called_with() -> None:
    assert np.asarray(tqdm([1.0, 2.0])).tolist() == [1.0, 2.0]


@pytest.mark.parametrize(("file", "found"), [("<a.py>", True), ("/usr/lib/python3/torch/hub.py", False)])
@pytest.mark.parametrize("line", ["import not_installed", "import importlib; importlib.import_module('not_installed')"])
def test_a_stub_is_for_students_files_and_not_for_the_libraries_they_use(monkeypatch, file, found, line) -> None:
    """torch asks for colorama, and does without."""
    finder = Finder({}, ["not_installed"])
    monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    try:
        exec(compile(line, file, "exec"), {"__name__": "a"})
    except ModuleNotFoundError:
        assert not found
    else:
        assert found
    finally:
        sys.modules.pop("not_installed", None)
    assert finder.used == (["not_installed"] if found else [])
