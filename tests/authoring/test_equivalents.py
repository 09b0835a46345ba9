"""equivalents.toml: what `grade verify` prints of a mutant is read as that mutant."""

from __future__ import annotations

import pytest
from small_course import written

from grader.authoring import equivalents
from grader.courses import find
from grader.edits.mutate import mutants
from grader.errors import CourseError

LONG = "y = f(" + ", ".join(f"argument_{i}=x{i}" for i in range(20)) + ")"
SOURCES = {
    "a line": "def f(x):\n    return x",
    "a long line": f"def f(x):\n    {LONG}",
    "quotes and backslashes": r"""def f(x):
    g('a "word"', "it's", b'\\', '\x7f\t', 'é')
    h()
    return x
""",
    "several lines that end in a quote": "def f(x):\n    g = 'a'\n    h = '''b'''\n",
    "three quotes": "def f(x):\n    g('\"\"\"', \"'''\")\n    h()\n",
    "no function": "y = a + b\nz = y",
    "the same line twice": "def f():\n    g(1)\n    h()\n    g(1)",
    "an empty line": "@a\nclass F:\n\n    @b\n    def f(x):\n        pass\n\n    @c\n    def g(x):\n        pass\n",
    "an indented block": "def f():\n    with a:\n        if b:\n            c()\n            d()\n",
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_printed_entry_reads_back_as_its_mutant(name, tmp_path) -> None:
    found = mutants(SOURCES[name])
    text = "\n".join(equivalents.entry(mutant).replace("…", "It is right as well.") for mutant in found)
    course = find.load(written(tmp_path, **{"solutions/double/equivalents.toml": ""}))
    (course.exercises["double"].folder / equivalents.FILE).write_text(text, encoding="utf-8")
    assert list(equivalents.read(course.exercises["double"])) == [mutant.key for mutant in found] != []


def test_several_lines_stand_as_they_are() -> None:
    (mutant,) = [m for m in mutants("def f():\n    g()\n    h()") if m.kind == "order"]
    expected = "where = \"f\"\nwas = '''\ng()\nh()'''\nbecomes = '''\nh()\ng()'''\n"
    assert expected in equivalents.entry(mutant)


def test_a_printed_entry_without_its_reason_is_refused(tmp_path) -> None:
    entry = equivalents.entry(mutants("def f(x):\n    return x")[0])
    course = find.load(written(tmp_path, **{"solutions/double/equivalents.toml": entry}))
    with pytest.raises(CourseError, match=r"equivalents.toml: .*length"):
        equivalents.read(course.exercises["double"])
