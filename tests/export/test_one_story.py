"""The class page, result.json, the gradebook and every export tell the same score, and which attempt it is from."""

from __future__ import annotations

import csv
import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import gradebook_examples as examples
import pytest
from command_line import grade
from gradebook_examples import ADA, BOB, DEADLINE, DEE, EVE, missing, mse, record, vjp

from grader import gradebook

DAY = timedelta(days=1)
LATE = examples.LATE
POLICIES = {
    "the best": "",
    "the last": 'counts = "last"',
    "the best, less lateness": LATE.format(more=""),
    "the last, less lateness": LATE.format(more='counts = "last"'),
}
SCORES = {
    "the best": {"ada": (6, 4), "bob": (5, 4), "eve": (6, 0)},
    "the last": {"ada": (4, 4), "bob": (5, 0), "eve": (2, 0)},
    "the best, less lateness": {"ada": (6, 3.6), "bob": (5, 4), "eve": (5.4, 0)},
    "the last, less lateness": {"ada": (3.6, 3.6), "bob": (5, 0), "eve": (1.6, 0)},
}
ATTEMPTS = {
    "the best": {"ada": (1, 2), "bob": (1, 1), "eve": (1, 1)},
    "the last": {"ada": (2, 2), "bob": (2, 2), "eve": (2, 1)},
}
IDS = ("mse_gradient", "vjp")


@pytest.fixture(params=POLICIES)
def policy(request):
    return request.param


@pytest.fixture
def story(policy, tmp_path, monkeypatch):
    """Everything made for a class of several attempts -> student -> exercise -> (score, attempt), and the files."""
    monkeypatch.chdir(tmp_path)
    for folder in ("course", "reports"):
        (tmp_path / folder).mkdir()
    examples.course(tmp_path / "course", POLICIES[policy])
    write_checks(tmp_path / "course")
    (tmp_path / "reports" / "gradebook.csv").write_text("of an earlier batch")
    with gradebook.open(tmp_path / "reports" / "gradebook.sqlite") as book:
        book.enrol([ADA, BOB, DEE, EVE])
        record(book, ADA, mse("a"), vjp(), submission="second", at=DEADLINE + DAY / 2)
        record(book, ADA, mse(), vjp("failed"), submission="first", at=DEADLINE - DAY)
        record(book, BOB, mse(), vjp(), submission="first", at=DEADLINE - DAY)
        record(book, BOB, mse("b"), vjp("failed"), submission="second", at=DEADLINE - DAY / 2)
        record(book, EVE, mse(), vjp("failed"), submission="first", at=DEADLINE + DAY / 2)
        record(book, EVE, mse("a", "b"), missing(vjp()), submission="second", at=DEADLINE + 3 * DAY / 2)
        book.override("bob", "mse_gradient", 5, "explained it", "prof")
    return tmp_path


def write_checks(course) -> None:
    """The checks that the examples' results are of."""
    for exercise, points, names in (("mse_gradient", 2, "abc"), ("vjp", 4, "d")):
        folder = course / "solutions" / exercise
        folder.mkdir()
        text = "from grader import Exercise, number\n\nexercise = Exercise('…', allows=(), returns={'f': number})\n"
        for name in names:
            text += f"\n@exercise.check(points={points})\ndef {name}(student, solution, data):\n    'The claim.'\n"
        (folder / "checks.py").write_text(text)
        (folder / "solution.py").write_text("")


def run(*arguments) -> str:
    done = grade(*arguments, "--course", "course")
    assert done.exit_code == 0, done.output
    return done.stdout


def expected(policy, of):
    return {student: dict(zip(IDS, numbers, strict=True)) for student, numbers in of.items()}


def scores(policy):
    return expected(policy, SCORES[policy])


def attempts(policy):
    return expected(policy, ATTEMPTS[policy.split(",")[0]])


def test_result_json_and_the_page(story, policy) -> None:
    run("report")
    for student, each in scores(policy).items():
        document = json.loads((story / "reports" / student / "result.json").read_text())
        assert {e["id"]: e["score"] for e in document["exercises"]} == each
        assert document["score"] == pytest.approx(sum(each.values()))
        assert {e["id"]: e["attempt"]["number"] for e in document["exercises"]} == attempts(policy)[student]
        assert {e["attempt"]["of"] for e in document["exercises"]} == {2}
        page = (story / "reports" / student / "index.html").read_text()
        number = attempts(policy)[student]["vjp"]
        assert f"attempt {number} of 2 counts, handed in 2026-11-" in page


def test_the_class_page(story, policy) -> None:
    run("report")
    text = (story / "reports" / "index.html").read_text()
    data = json.loads(re.search(r'<script id="data"[^>]*>(.*?)</script>', text, re.S)[1])
    rows = {row[0]: row for row in data["students"]}
    for student, each in scores(policy).items():
        assert [cell[1] for cell in rows[student][5]] == list(each.values())
        assert rows[student][3] == pytest.approx(sum(each.values()))
        assert [cell[3] for cell in rows[student][5]] == list(attempts(policy)[student].values())
        assert all(cell[4].startswith("2026-11-") for cell in rows[student][5])
    assert rows["dee"][5][0] == ["a", None]  # nothing more to say


@pytest.mark.parametrize("beside", [True, False], ids=["beside the reports", "exported"])
def test_the_gradebook(story, policy, beside) -> None:
    run(*(("report",) if beside else ("export", "csv", "--out", "book.csv")))
    path = story / ("reports/gradebook.csv" if beside else "book.csv")
    rows = {row["student"]: row for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())}
    for student, each in scores(policy).items():
        assert {i: float(rows[student][i]) for i in IDS} == each
        assert float(rows[student]["total"]) == pytest.approx(sum(each.values()))
        numbers = attempts(policy)[student]
        same = len(set(numbers.values())) == 1
        told = str(numbers["vjp"]) if same else ", ".join(f"{i} {number}" for i, number in numbers.items())
        assert rows[student]["attempt"] == told
        assert rows[student]["submitted_at"].startswith("2026-11-")
    assert (rows["dee"]["attempt"], rows["dee"]["submitted_at"]) == ("", "")


def test_json(story, policy) -> None:
    found = {s["student"]: s for s in json.loads(run("export", "json"))["students"]}
    for student, each in scores(policy).items():
        assert {e["id"]: e["score"] for e in found[student]["exercises"]} == each
        assert {e["id"]: e["attempt"] for e in found[student]["exercises"]} == attempts(policy)[student]


def test_canvas(story, policy) -> None:
    run("export", "canvas", "--per-exercise", "--out", "canvas.csv")
    rows = {row["ID"]: row for row in csv.DictReader((story / "canvas.csv").read_text().splitlines())}
    for student in (ADA, BOB, EVE):
        assert {i: float(rows[student.ids["canvas"]][i]) for i in IDS} == scores(policy)[student.key]


def test_moodle(story, policy) -> None:
    run("export", "moodle", "--out", "moodle.csv")
    rows = {row["Identifier"]: row for row in csv.DictReader((story / "moodle.csv").read_text().splitlines())}
    for student in (ADA, BOB, EVE):
        row = rows[f"Participant {student.ids['moodle']}"]
        assert float(row["Grade"]) == pytest.approx(sum(scores(policy)[student.key].values()))
        assert " counts (mse_gradient " in row["Feedback comments"]


def test_junit(story, policy) -> None:
    root = ElementTree.fromstring(run("export", "junit"))
    suites = [{p.get("name"): p.get("value") for p in suite.iter("property")} for suite in root.iter("testsuite")]
    found = {(s["student"], s["exercise"]): (float(s["score"]), int(s["attempt"])) for s in suites}
    for student, each in scores(policy).items():
        for exercise, score in each.items():
            assert found[student, exercise] == (score, attempts(policy)[student][exercise])


def test_gradescope_and_classroom50(story, policy) -> None:
    for student, each in scores(policy).items():
        one = json.loads(run("export", "gradescope", "--student", student))
        assert one["score"] == pytest.approx(sum(each.values()))
        assert one["extra_data"]["attempts"] == attempts(policy)[student]
        other = json.loads(run("export", "classroom50", "--student", student))
        assert other["score"] == int(sum(each.values()) + 1e-9)
        document = json.loads(run("export", "json"))
        counting = next(s for s in document["students"] if s["student"] == student)["exercises"]
        assert other["datetime"] == max(e["submitted_at"] for e in counting)[:19] + "Z"
