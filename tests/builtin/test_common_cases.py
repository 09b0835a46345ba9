"""The cases in which all exercises behave alike (the end of the exercise contract)."""

from __future__ import annotations

import json
import textwrap

import pytest

from grader.courses.course import CourseExercise
from grader.grading.grade import Grading
from grader.limits import Limits
from grader.sessions.session import Sandbox
from grader.submission.source import Source
from grader.worker.messages.wire import NotebookCell, Rules

RIGHT = textwrap.dedent("""
    def forward(x, w):
        return w * x

    def loss(y, y_pred):
        return ((y_pred - y) ** 2).mean()

    def gradient(x, y, y_pred):
        return (2 * x * (y_pred - y)).mean()

    def train(X, Y, learning_rate, n_iters):
        w, losses = 0.0, []
        for _ in range(n_iters):
            y_pred = forward(X, w)
            losses.append(loss(Y, y_pred))
            w = w - learning_rate * gradient(X, Y, y_pred)
        return w, losses
""")


def replacing(function: str, body: str) -> str:
    """RIGHT with another function of that name, defined last."""
    return RIGHT + "\n" + textwrap.dedent(body).strip() + "\n"


def only(result, name="gradient_matches_the_formula"):
    (check,) = (check for check in result.checks if check.name == name)
    return check


def others_passed(result, *names):
    return all(c.status == "passed" for c in result.checks if c.name not in names)


def notebook(*cells: str) -> str:
    made = [{"cell_type": "markdown", "metadata": {}, "source": "# A title"}]
    made += [
        {"cell_type": "code", "metadata": {}, "source": c.splitlines(True), "outputs": [], "execution_count": None}
        for c in cells
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made})


def test_the_right_answer_earns_everything(grade) -> None:
    result = grade("mse_gradient", RIGHT)
    assert (result.status, result.score) == ("passed", 10)


@pytest.mark.parametrize("changed", ["\r\n", "\n\n\n"])
def test_the_stub_is_not_an_attempt_whatever_its_line_ends(grade, course, changed) -> None:
    stub = course.exercises["mse_gradient"].stub.replace(b"\n", changed.encode() if changed == "\r\n" else b"\n")
    result = grade("mse_gradient", stub)
    assert (result.status, result.score) == ("not_attempted", 0)
    assert {check.status for check in result.checks} == {"skipped"}


def test_one_function_done_is_an_attempt(grade, course) -> None:
    stub = course.exercises["mse_gradient"].stub.decode()
    result = grade("mse_gradient", stub + "\ndef forward(x, w):\n    return x * w\n")
    assert (result.status, result.score) == ("failed", 2)  # the prediction, and that it leaves x as it is


def test_a_syntax_error_names_file_and_line_and_shows_the_line(grade) -> None:
    result = grade("mse_gradient", RIGHT + "\ndef oops(:\n    pass\n")
    assert (result.status, result.score) == ("failed", 0)
    for check in result.checks:
        assert check.cause == "syntax_error"
        assert f"mse_gradient.py, line {RIGHT.count(chr(10)) + 2}" in check.message
        assert check.frames[-1].text == "def oops(:"


def test_a_syntax_error_in_a_notebook_names_the_cell(grade) -> None:
    cell = "y = 2\nfor i in range(3) print(i)\n" + RIGHT
    result = grade("mse_gradient", notebook("x = 1", "y = 1", cell), ".ipynb")
    assert {check.cause for check in result.checks} == {"syntax_error"}
    assert "cell 4, line 2" in result.checks[0].message
    assert result.checks[0].frames[-1].text == "for i in range(3) print(i)"


@pytest.mark.parametrize("text", [b"x = '\xff\xfe'\n", b"# coding: no-such-codec\n", b"x = 1\0\n", b"(" * 5000])
def test_what_python_cannot_read_is_a_syntax_error(grade, text) -> None:
    result = grade("mse_gradient", RIGHT.encode() + text if not text.startswith(b"#") else text + RIGHT.encode())
    assert {check.cause for check in result.checks} == {"syntax_error"}
    assert result.status == "failed"


def test_a_missing_function_is_named_and_the_other_checks_run(grade) -> None:
    result = grade("mse_gradient", RIGHT.replace("def gradient(", "def Gradient("))
    check = only(result)
    assert check.cause == "missing_name"
    assert "gradient(x, y, y_pred)" in check.message
    assert "Gradient" in check.message
    assert others_passed(result, "gradient_matches_the_formula", "training_follows_the_reference")


@pytest.mark.parametrize(
    "parameters", ["x, y", "x, y, prediction", "y, x, y_pred", "x, y, y_pred, extra", "x, y, y_pred, *, extra"]
)
def test_other_parameters_are_a_wrong_signature(grade, parameters) -> None:
    body = f"def gradient({parameters}):\n    return 0.0"
    check = only(grade("mse_gradient", replacing("gradient", body)))
    assert check.cause == "wrong_signature"
    assert "gradient(x, y, y_pred)" in check.message


@pytest.mark.parametrize(
    "definition",
    [
        "def gradient(x, y, y_pred, verbose=False, *more, **options): return (2 * x * (y_pred - y)).mean()",
        "gradient = lambda x, y, y_pred: (2 * x * (y_pred - y)).mean()",
        "class G:\n    def __call__(self, x, y, y_pred): return (2 * x * (y_pred - y)).mean()\ngradient = G()",
        "import functools\ngradient = functools.partial(lambda x, y, y_pred, k: (k * x * (y_pred - y)).mean(), k=2)",
        "def gradient(*a, **kw):\n    x, y, p = a or (kw['x'], kw['y'], kw['y_pred'])\n    return (2*x*(p - y)).mean()",
    ],
)
def test_any_callable_with_the_parameters_will_do(grade, definition) -> None:
    assert grade("mse_gradient", replacing("gradient", definition)).status == "passed"


def test_a_raise_shows_the_students_own_lines_and_the_other_checks_run(grade) -> None:
    result = grade(
        "mse_gradient",
        replacing(
            "gradient", "def gradient(x, y, y_pred):\n    return helper(x)\n\ndef helper(x):\n    return x.nothing"
        ),
    )
    check = only(result)
    assert check.cause == "raised"
    assert "AttributeError" in check.message
    assert [frame.function for frame in check.frames] == ["gradient", "helper"]
    assert {frame.file for frame in check.frames} == {"mse_gradient.py"}
    assert check.frames[-1].text == "    return x.nothing"
    assert others_passed(result, "gradient_matches_the_formula", "training_follows_the_reference")


def test_every_check_reports_a_raise_while_loading_that_leaves_something_undefined(grade) -> None:
    result = grade("mse_gradient", RIGHT.replace("def train", "@np.vectorise\ndef train"))
    assert {check.cause for check in result.checks} == {"raised"}
    assert "line 11" in result.checks[0].message
    assert result.score == 0


@pytest.mark.parametrize("failing", ["X = np.array([1], dypte=np.float32)", "train(1, 2)", "raise SystemExit(2)"])
@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_a_statement_that_raises_takes_nothing_where_all_is_defined(grade, failing, first) -> None:
    result = grade("mse_gradient", f"import numpy as np\n{failing}\n{RIGHT}" if first else f"{RIGHT}\n{failing}\n")
    assert result.status == "passed", result.checks[0].message
    (note,) = result.notes
    assert f"mse_gradient.py, line {2 if first else RIGHT.count(chr(10)) + 2})" in note
    assert "passed over" in note


def test_a_name_that_a_failed_statement_was_to_define_is_explained_by_it(grade) -> None:
    result = grade("mse_gradient", "np = numpy\n" + RIGHT.replace("(2 * x", "np.mean(2 * x"))
    assert "The statement that was to define np failed: NameError: name 'numpy' is not defined" in only(result).message


@pytest.mark.parametrize("cell", ["train(1, 2)", "this is a note to myself", "return 3", "(", "%%bash\nls", "%%sql\nx"])
def test_a_cell_that_fails_or_is_not_python_is_passed_over_with_a_note(grade, cell) -> None:
    result = grade("mse_gradient", notebook(cell, RIGHT, cell), ".ipynb")
    assert result.status == "passed", result.checks[0].message
    first, second = result.notes
    assert "(cell 2, line 1)" in first
    assert "(cell 4, line 1)" in second


def test_a_cell_may_raise_where_its_author_expects_it() -> None:
    cells = (
        NotebookCell(1, RIGHT),
        NotebookCell(2, "1 / 0", may_raise=True),
        NotebookCell(3, "cd", skip="shellscript"),
    )
    with Sandbox("full") as sandbox:
        session = sandbox.session(("numpy",), Source("m", "m.ipynb", cells=cells), Rules(("train",)))
        assert "train" in session.loaded().signatures
        assert session.passed_over() == ["shellscript was not run (cell 3, line 1)"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            ("%pylab inline", RIGHT.replace("(2 * x", "np.mean(2 * x")),
            "np may come from %pylab inline (cell 2,",
        ),
        (
            ("%run helpers.py", RIGHT.replace("(2 * x", "two(2 * x")),
            "two may come from %run helpers.py (cell 2,",
        ),
        (("%%writefile mine.py\ntwo = 2", "import mine", RIGHT.replace("(2 *", "(mine.two *")), "define mine failed"),
        (("%%script python\n" + RIGHT, "x = 1"), "gradient is a function in cell 2, which is not run"),
    ],
)
def test_a_magic_that_is_not_run_is_named_where_it_turns_out_to_be_the_cause(grade, cells, words) -> None:
    assert words in only(grade("mse_gradient", notebook(*cells), ".ipynb")).message


def test_a_function_inside_another_or_in_a_class_is_said_to_be_there(grade) -> None:
    inside = RIGHT.replace("def gradient(", "def outer():\n  def gradient(").replace("return (2", "  return (2")
    assert "gradient is a function inside outer, expected" in only(grade("mse_gradient", inside)).message
    result = grade("mse_gradient", "class Solution:\n" + textwrap.indent(RIGHT, "    "))
    assert "gradient is a method of class Solution, expected" in only(result).message


EXPORTED = """#!/usr/bin/env python
# In[1]:
get_ipython().run_line_magic('matplotlib', 'inline')
get_ipython().system('pip install numpy')
files = get_ipython().getoutput('ls')
assert files == []
for line in get_ipython().getoutput('ls'):
    print(line)
if 'IPKernelApp' in get_ipython().config:
    get_ipython().run_cell_magic('bash', '', 'ls\\n')
# In[2]:
get_ipython().run_cell_magic('time', '', {text!r})
get_ipython().run_line_magic('time', 'seen = forward(2, 3)')
display(seen)
assert seen == 6 and __file__ == "mse_gradient.py"
"""


def test_a_file_exported_from_a_notebook_is_graded_as_the_notebook_is(grade) -> None:
    result = grade("mse_gradient", EXPORTED.format(text="%matplotlib inline\n" + RIGHT))
    assert (result.status, result.notes) == ("passed", []), result.checks[0].message


def test_a_notebook_has_no_file_of_its_own(grade) -> None:
    result = grade("mse_gradient", notebook("assert '__file__' not in globals()", RIGHT), ".ipynb")
    assert result.notes == []


def test_what_a_cell_as_text_imports_is_looked_at_too(grade) -> None:
    result = grade("mse_gradient", EXPORTED.format(text="import torch\n" + RIGHT))
    assert {check.cause for check in result.checks} == {"forbidden"}


@pytest.mark.parametrize(
    ("value", "cause"),
    [
        ("None", "wrong_type"),
        ("'text'", "wrong_type"),
        ("True", "wrong_type"),
        ("1j", "wrong_type"),
        ("[1.0]", "wrong_type"),
        ("10 ** 400", "wrong_type"),
        ("object()", "wrong_type"),
        ("float('nan')", "not_finite"),
        ("float('inf')", "not_finite"),
        ("2 * x * (y_pred - y)", "wrong_shape"),
        ("x[:0]", "wrong_shape"),
        ("-(2 * x * (y_pred - y)).mean()", "wrong_gradient"),
    ],
)
def test_wrong_results_are_named_for_what_they_are(grade, value, cause) -> None:
    check = only(grade("mse_gradient", replacing("gradient", f"def gradient(x, y, y_pred):\n    return {value}")))
    assert (check.status, check.cause) == ("failed", cause), check.message
    assert "expected" in check.message or check.mistake


def test_torch_is_forbidden_where_the_exercise_is_numpy_even_unused(grade) -> None:
    result = grade(
        "mse_gradient", "import numpy\ntry:\n    import torch.nn as nn\nexcept ImportError:\n    nn = None\n" + RIGHT
    )
    assert result.score == 0
    for check in result.checks:
        assert check.cause == "forbidden"
        assert "torch" in check.message
        assert "line 3" in check.message


@pytest.mark.parametrize(
    "trick",
    [
        "import importlib\nm = importlib.import_module('to' + 'rch')",
        "m = __import__('tor' + 'ch')",
        "import sys, os\nsys.path += [r for r, d, f in os.walk('/') if 'torch' in d]\nm = __import__('TORCH'.lower())",
    ],
)
def test_torch_cannot_be_imported_by_a_trick_either(grade, trick) -> None:
    result = grade("mse_gradient", trick + "\n" + RIGHT)
    assert result.score == 0
    assert {check.cause for check in result.checks} == {"forbidden"}


def test_plotting_and_progress_modules_are_replaced_by_stubs_with_a_note(grade) -> None:
    text = textwrap.dedent("""
        import matplotlib.pyplot as plt
        import pandas as pd
        from tqdm.auto import tqdm, trange
        from turtle import forward
        import torchvision.models as models
        from IPython.display import *
        fig, (left, right) = plt.subplots(1, 2)
        left.plot([1, 2], [3, 4]); right.set_title("x")
        with plt.style.context("dark"):
            plt.show()
        assert sum(tqdm([1, 2, 3])) == 6 and list(trange(2)) == [0, 1]
        @plt.FuncFormatter
        def formatted(x): return x
        assert formatted(3) == 3
        pd.DataFrame({"a": [1]}).plot()["b"].x += 1
    """)
    result = grade("mse_gradient", text + RIGHT)
    assert result.status == "passed", result.checks[0].message
    assert any("matplotlib" in note for note in result.notes)


USED = """
    from pylab import *
    import koreanize_matplotlib, japanize_matplotlib, seaborn as sns
    from tensorboardX import SummaryWriter
    from graphviz import Digraph
    from tabulate import tabulate
    from prettytable import PrettyTable
    from loguru import logger
    from alive_progress import alive_bar
    from fastprogress import progress_bar
    import plotly.graph_objects as go, bokeh.plotting, altair as alt, mlflow, otter, psutil
    from google.colab import files, drive
    koreanize_matplotlib.koreanize()
    drive.mount("/content/drive")
    sns.set_theme(style="whitegrid")
    with SummaryWriter("runs") as writer:
        writer.add_scalar("loss", 1.0, 0)
    dot = Digraph(comment="graph")
    dot.node("w"); dot.edge("w", "loss"); dot.render("graph")
    print(tabulate([["a", 1]], headers=["name", "value"]))
    table = PrettyTable(["a"]); table.add_row([1]); print(table)
    logger.info("starts")
    with alive_bar(3) as bar:
        for _ in range(3): bar()
    assert list(progress_bar(range(3))) == [0, 1, 2]
    fig = go.Figure(data=go.Scatter(x=[1], y=[2])); fig.update_layout(title="x"); fig.show()
    alt.Chart(None).mark_line().encode(x="x:Q", y="y:Q")
    mlflow.log_metric("loss", 1.0)
    otter.Notebook("hw.ipynb").check("q1")
    print(f"{psutil.virtual_memory().percent} %")
"""


def test_what_only_draws_prints_or_logs_is_a_stub(grade) -> None:
    result = grade("mse_gradient", textwrap.dedent(USED) + RIGHT)
    assert result.status == "passed", result.checks[0].message
    assert [note for note in result.notes if "a stub that does nothing" not in note] == []


def test_a_stub_that_is_in_the_way_is_said_to_be_one(grade) -> None:
    upload = "from google.colab import files\nimport io\ntext = io.BytesIO(files.upload()['a'])\n"
    result = grade("mse_gradient", upload + RIGHT)
    assert result.status == "passed"
    assert any("A stub takes its place and does nothing" in note for note in result.notes)


def test_a_stub_module_does_not_count_as_a_definition(grade) -> None:
    result = grade("mse_gradient", "from turtle import forward\n" + RIGHT.replace("def forward", "def fwd"))
    assert only(result, "prediction_is_w_times_x").cause == "missing_name"


def test_a_module_that_is_not_here_is_not_among_the_allowed(grade) -> None:
    result = grade("mse_gradient", "from sklearn.linear_model import train\n" + RIGHT.replace("def train", "def fit"))
    assert {check.cause for check in result.checks} == {"forbidden"}
    assert "sklearn" in result.checks[0].message
    used = grade("mse_gradient", "import sklearn\n" + RIGHT.replace("(2 * x", "(sklearn.two * x"))
    assert "failed: No module named 'sklearn': it is not among what this" in only(used).message


def test_a_module_that_is_not_here_and_not_used_takes_nothing(grade) -> None:
    result = grade("mse_gradient", "import sklearn\nfrom sklearn.datasets import make_regression\n" + RIGHT)
    assert result.status == "passed", result.checks[0].message
    assert ["No module named 'sklearn'" in note for note in result.notes] == [True, True]


def test_helper_files_beside_the_exercise_can_be_imported(grade, tmp_path) -> None:
    magic = "get_ipython().run_line_magic('matplotlib', 'inline')\nassert __file__ == 'helpers.py'\n"
    (tmp_path / "helpers.py").write_text(f"{magic}from more.two import TWO\ndef half(x): return x / TWO\n")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "two.py").write_text("TWO = 2\n")
    result = grade("mse_gradient", "from helpers import half\n" + RIGHT.replace("2 * x *", "half(4) * x *"))
    assert result.status == "passed", result.checks[0].message


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + RIGHT.encode(),
        RIGHT.replace("\n", "\r\n").encode(),
        RIGHT.replace("    ", "\t").encode(),
        b"# -*- coding: euc-kr -*-\n" + ("# 경사하강\n기울기 = 1\n" + RIGHT).encode("euc-kr"),
    ],
    ids=["bom", "crlf", "tabs", "pep263"],
)
def test_a_file_is_read_as_python_reads_it(grade, text) -> None:
    assert grade("mse_gradient", text).status == "passed"


def test_a_notebook_runs_by_ipythons_rules(grade) -> None:
    cells = (
        "%matplotlib inline\n!pip install torch\nimport numpy as np",
        "%%time\n" + RIGHT,
        "%%bash\nrm -rf /",
        "files = !ls\nassert files == []\nif files == []:\n    !ls\n%time t = 1\nassert t == 1",
        "s = '''\n%time x\n!ls'''\nassert s.count('!') == 1 and 7 %\\\n3 == 1\ndisplay(get_ipython())\nnp?",
        "%%capture out\nseen = True",
        "assert seen",
    )
    result = grade("mse_gradient", notebook(*cells), ".ipynb")
    assert result.status == "passed", result.checks[0].message


def test_an_error_in_a_notebook_names_the_cell_and_its_line(grade) -> None:
    cells = ("import numpy as np", "\n\n" + RIGHT.replace("(2 * x * (y_pred - y)).mean()", "1 / 0"))
    check = only(grade("mse_gradient", notebook(*cells), ".ipynb"))
    assert check.cause == "raised"
    assert check.frames[-1].file == "cell 3"
    assert check.frames[-1].text.strip() == "return 1 / 0"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "[" * 100_000, '{"cells": 3}', '{"nbformat": 4, "cells": [[1]]}', "null"]
)
def test_a_broken_notebook_is_a_syntax_error(grade, text) -> None:
    result = grade("mse_gradient", text, ".ipynb")
    assert (result.status, result.score) == ("failed", 0)
    assert {check.cause for check in result.checks} <= {"syntax_error", "missing_name"}


def test_prints_are_shown_once_and_cost_nothing(grade) -> None:
    result = grade("mse_gradient", "import sys\nprint('안녕')\nprint('warned', file=sys.stderr)\n" + RIGHT)
    assert result.status == "passed"
    assert result.stdout.split() == ["안녕", "warned"]


SMALL = Limits(load_s=3, call_s=1, exercise_s=20, memory=256 * 2**20, file_size=2**20, output=2**20)


@pytest.fixture(scope="module")
def hurried(course, sandbox):
    """A grading with limits that are soon hit."""
    with Sandbox("full", SMALL) as small:
        yield Grading(course, small, "hurried")


def limited(hurried: Grading, exercise: CourseExercise, tmp_path, body: str):
    from grader.submission.source import read_source

    path = tmp_path / f"{exercise.id}.py"
    path.write_text(
        replacing("gradient", "def gradient(x, y, y_pred):\n" + textwrap.indent(textwrap.dedent(body), "    "))
    )
    return hurried.grade(exercise, read_source(path, exercise.id))


@pytest.mark.parametrize(
    ("body", "cause", "words"),
    [
        ("while True: pass", "timed_out", "1 s"),
        ("import time\ntime.sleep(60)", "timed_out", "1 s"),
        ("while True: print('x' * 1000)", "too_much_output", "1 MiB"),
        ("b = []\nwhile True: b.append(bytearray(10**7))", "out_of_memory", "memory"),
        ("import numpy as np\nreturn np.ones((10**6, 10**6)).sum()", "out_of_memory", "memory"),
        ("import os\nos.fork()\nreturn 0.0", "raised", "processes"),
        ("import subprocess\nsubprocess.run(['ls'])", "raised", "processes"),
        ("import os\nos._exit(0)", "died", "exited"),
        ("import sys\nsys.exit(0)", "died", "exit()"),
        (
            "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\nimport ctypes\nctypes.string_at(0)",
            "died",
            "signal",
        ),
        ("with open('/tmp/big', 'wb') as f: f.write(bytes(2**22))", "raised", "too large"),
        ("def f(): return f()\nreturn f()", "raised", "RecursionError"),
    ],
)
def test_a_limit_that_is_hit_is_named_and_the_other_checks_go_on(hurried, course, tmp_path, body, cause, words) -> None:
    result = limited(hurried, course.exercises["mse_gradient"], tmp_path, body)
    check = only(result)
    assert (check.status, check.cause) == ("failed", cause), check.message
    assert words in check.message
    assert others_passed(result, "gradient_matches_the_formula", "training_follows_the_reference")


def test_a_file_that_never_finishes_loading_is_stopped_once(hurried, course, tmp_path) -> None:
    from grader.submission.source import read_source

    path = tmp_path / "mse_gradient.py"
    path.write_text(RIGHT + "\nwhile True: pass\n")
    result = hurried.grade(course.exercises["mse_gradient"], read_source(path, "mse_gradient"))
    assert {check.cause for check in result.checks} == {"timed_out"}
    assert all('under `if __name__ == "__main__":`' in check.message for check in result.checks)
    assert result.seconds < 2 * SMALL.load_s


@pytest.mark.parametrize("before", ["", "\n" * 5], ids=["first line", "further down"])
def test_a_file_in_another_encoding_should_be_saved_as_utf_8(grade, before) -> None:
    result = grade("mse_gradient", (before + "# 한글 주석\n" + RIGHT).encode("cp949"))
    assert {check.cause for check in result.checks} == {"syntax_error"}
    line = before.count("\n") + 1
    assert f"(mse_gradient.py, line {line}): save the file as UTF-8" in result.message


def test_another_encoding_with_its_coding_line_is_fine(grade) -> None:
    assert grade("mse_gradient", ("# -*- coding: cp949 -*-\n# 한글 주석\n" + RIGHT).encode("cp949")).score == 10
