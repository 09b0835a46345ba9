"""Words in two languages: a result is translated into Korean, and what a student wrote stays unchanged."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from command_line import grade
from gradebook_examples import ADA, mse, record

from grader import gradebook, language
from grader.checks import answers
from grader.checks.compare import TOLERANCES, close
from grader.checks.readings import reading
from grader.courses.find import builtin, load
from grader.errors import CourseError, StudentError, UsageError
from grader.explain import words
from grader.language.kinds import KIND_WORDS
from grader.message import Wording, listed, say
from grader.outcomes.outcome import KINDS, CheckFailed, Explanation
from grader.outcomes.result import CheckResult, ExerciseResult, beyond, from_json, stored, to_json
from grader.people import Problem
from grader.report import class_page, page
from grader.report.summary import ClassRemark, ClassSummary
from grader.sandbox.channel import Until
from grader.sessions.failures import explained
from grader.submission.source import Source
from grader.worker.messages import wire

ROOT = builtin()
STORED = sorted(Path(__file__).parents[2].glob("reports/sample/*/result.json"))
HANGUL = re.compile("[가-힣]")


@pytest.fixture(scope="module")
def korean():
    return language.words("ko", ROOT)


@pytest.fixture
def in_korean(korean):
    with language.speaking(korean):
        yield


def result_of(message="", **fields):
    """A stored result with one failed check."""
    kept = from_json(STORED[0].read_bytes())
    check = CheckResult(name="c", title="The prediction is w · x.", status="failed", score=0, points=1, message=message)
    check = stored(msgspec.structs.replace(check, **{"cause": "wrong_value", **fields}))
    exercise = ExerciseResult(id="e", title="x", file="e.py", status="failed", score=0, points=1, checks=[check])
    return msgspec.structs.replace(kept, exercises=[exercise])


RETURNED = say(
    "{what} is {actual}, expected {expected}", what=say("the returned {name}", name="w"), actual=3, expected=4
)


def raised(error, text="", **fields):
    """The message about a student's exception."""
    return explained(wire.Failed("raised", error, text, **fields), Source("a", "a.py")).message


# Sentences


FACTOR = reading(np.array([[1.0, 2.0], [3.0, 4.0]]), 2 * np.array([[1.0, 2.0], [3.0, 4.0]]))
SUBPROCESS = wire.Failed("forbidden", "ImportError", "subprocess", [wire.Frame("a.py", 3, "<module>")])


@pytest.mark.parametrize(
    ("english", "told"),
    [
        (FACTOR, "정확히 기대값의 절반입니다. 2가 빠지지 않았나요?"),
        (Until(0, 10, say("one call")).passed().message,
         "호출 한 번에 허용된 10초를 넘겼습니다. 끝나지 않는 반복문이 있나요?"),
        (say("the process that ran your code {what}", what=say("started more than {most} threads", most=64)),
         "코드를 실행한 프로세스가 스레드를 64개 넘게 만들었습니다"),
        (say("{name} is not here: a stub that does nothing took its place", name="matplotlib"),
         "여기에는 matplotlib이 없어서, 아무 일도 하지 않는 스텁을 대신 썼습니다"),
        (say("{about}: {line}", about="kim/a.zip", line=say("it is a link")), "kim/a.zip: 링크입니다"),
        (explained(SUBPROCESS, Source("a", "a.py")).message,
         "여기서는 subprocess를 import할 수 없습니다 (a.py, 3번째 줄)"),
        (RETURNED, "반환된 w가 3입니다. 4여야 합니다"),
        (listed([say("the loss"), "the loss"]), "손실, the loss"),
    ],
)  # fmt: skip
def test_a_sentence_is_translated_with_its_values(in_korean, english, told) -> None:
    assert language.sentence(english) == told


OF_F = say("the result of {function}", function="f")
VECTOR = wire.Tensor("float32", (3,), bytes(12), library="torch")
LINEAR = wire.Kept(1, "Linear")
NAN = wire.Tensor("float64", (1,), np.array([np.nan]).tobytes(), library="numpy")


@pytest.mark.parametrize(
    ("claim", "english", "told"),
    [
        (lambda: close(np.array([3.0]), np.array([4.0]), "the returned w"),
         "the returned w is 3, expected 4", "반환된 w가 3입니다. 4여야 합니다"),
        (lambda: close(np.array([3.0, 1]), np.array([4.0, 1]), "the returned w"),
         "the returned w[0] is 3, expected 4", "반환된 w[0]이 3입니다. 4여야 합니다"),
        (lambda: answers.number(VECTOR, OF_F),
         "the result of f is a float32 tensor of shape (3,), expected a single number",
         "f의 결과가 shape이 (3,)인 float32 tensor입니다. 숫자 하나여야 합니다"),
        (lambda: answers.number(LINEAR, OF_F),
         "the result of f is an object of type Linear, expected a number",
         "f의 결과가 Linear 객체입니다. 숫자여야 합니다"),
        (lambda: answers.results(*[answers.number] * 5)(wire.Items("tuple", [1, 2, 3, 4, LINEAR]), OF_F),
         "result 5 of f is an object of type Linear, expected a number",
         "f의 5번째 결과가 Linear 객체입니다. 숫자여야 합니다"),
        (lambda: answers.results(answers.number, answers.sequence(answers.number, 2))(
            wire.Items("tuple", [1, wire.Items("list", [1, LINEAR])]), OF_F),
         "entry [1] of the second result of f is an object of type Linear, expected a number",
         "f의 두 번째 결과의 항목 [1]이 Linear 객체입니다. 숫자여야 합니다"),
        (lambda: answers.mapping(answers.number, "x")(wire.Dict({"x": LINEAR}), OF_F),
         "entry ['x'] of the result of f is an object of type Linear, expected a number",
         "f의 결과의 항목 ['x']가 Linear 객체입니다. 숫자여야 합니다"),
        (lambda: answers.results(*[answers.nothing] * 3, answers.array)(wire.Items("tuple", [1, 2, 3, NAN]), OF_F),
         "the fourth result of f contains NaN (not a number), expected finite numbers",
         "f의 네 번째 결과에 NaN(숫자가 아님)이 들어 있습니다. 유한한 숫자여야 합니다"),
        (lambda: close(1.0000001, 1, say("the returned {name}", name="d"), tolerance=TOLERANCES["float64"]),
         "the returned d is 1.0000001, expected 1", "반환된 d가 1.0000001입니다. 1이어야 합니다"),
        (lambda: close(1, 2, say("{name} {when}", name="c", when=say("after {n} steps", n=15))),
         "c after 15 steps is 1, expected 2", "c (15스텝 뒤)가 1입니다. 2여야 합니다"),
        (lambda: close(1, 2), "your answer is 1, expected 2", "답이 1입니다. 2여야 합니다"),
    ],
)  # fmt: skip
def test_a_sentence_of_a_check_is_translated_with_its_values(in_korean, claim, english, told) -> None:
    with pytest.raises((CheckFailed, StudentError)) as caught:
        claim()
    error: Any = caught.value
    message = error.outcome.message if isinstance(error, CheckFailed) else error.message
    assert message == english
    assert language.sentence(message) == told


@pytest.mark.parametrize(
    ("error", "text"),
    [
        ("ValueError", "x is 3, expected 4"),
        ("ValueError", "the loss is 3, expected 4"),
        ("RuntimeError", "a leaf Variable that requires grad is being used in an in-place operation."),
        ("mine.Odd", "{what} is %(actual)s, expected 100 %"),
        ("KeyError", "'none'"),
        ("the loss", ""),
        ("{error}", "{error} {text} {place}"),
        ("{what} is {actual}, expected {expected}", "the loss"),
        ("E", "}{0.__class__}{{%%"),
        ("E", "은(는) 을(를)"),
    ],
)
def test_what_a_student_raised_stays_as_it_is(in_korean, error, text) -> None:
    assert language.sentence(raised(error, text)) == (f"{error}: {text}" if text else error)


def test_what_a_student_raised_stays_as_it_is_in_the_page_too(in_korean) -> None:
    text = "it took longer than the 9 s allowed for one call: is there a loop without end?"
    html = page.render(result_of(raised("KeyError", text), cause="raised"))
    assert f"KeyError: {text}" in html


def test_the_line_is_translated_beside_what_a_student_raised(in_korean) -> None:
    frames = [wire.Frame("a.py", 3, "f")]
    assert language.sentence(raised("ValueError", "no", frames=frames)) == "ValueError: no (a.py, 3번째 줄)"


def test_a_cell_of_a_notebook_is_named_as_a_cell(in_korean) -> None:
    failed = wire.Failed("raised", "ValueError", "no", [wire.Frame("cell 2", 1, "f")])
    cells = (wire.NotebookCell(2, "f()"),)
    assert language.sentence(explained(failed, Source("a", "a.ipynb", cells=cells)).message) == (
        "ValueError: no (셀 2, 1번째 줄)"
    )


@pytest.mark.parametrize(
    "value", ["{what}" * 20_000, "}" * 100_000, "a" * 100_000 + "1!", "%(n)s." * 20_000, "은(는)" * 30_000]
)
def test_a_long_value_does_not_hold_the_page_up(korean, value) -> None:
    message = say("{what} is {actual}, expected {expected}", what=value, actual=value, expected=value)
    assert korean.told(message.wording).count(value) == 3


def test_nested_texts_are_translated_to_a_depth() -> None:
    deep = Wording("the end")
    for _ in range(500):
        deep = Wording("{a}", {"a": deep})
    assert language.words("ko", ROOT).told(deep) == "{a}"


def test_a_text_of_an_earlier_version_is_shown(in_korean) -> None:
    """It is stored without the way it was made."""
    message = "the returned w is 3, expected 4"
    told = language.retold(
        result_of(message, hint="Write the loop's body down for one step: prediction, loss, gradient, update.")
    )
    (check,) = told.exercises[0].checks
    assert check.message == message
    assert HANGUL.search(check.hint)


@pytest.mark.skipif(not STORED, reason="reports/sample is not rendered: make sample")
def test_of_the_sample_class_nothing_stays_english_but_what_students_raised(in_korean) -> None:
    raised = re.compile(r"[A-Z]\w*(Error|Exception): ")
    for path in STORED:
        result = from_json(path.read_bytes())
        told = language.retold(result)
        for exercise in told.exercises:
            assert HANGUL.search(exercise.title)
            for check in exercise.checks:
                said = [check.title, check.hint, check.message, check.detail, check.reading]
                left = [text for text in said if text and not HANGUL.search(text) and not raised.match(text)]
                assert left == [], f"{path.parent.name}, {exercise.id}, {check.name}"


# Choosing


def test_the_option_goes_before_the_course_and_the_course_before_english() -> None:
    course = load(ROOT)
    korean = replace(course, lang="ko")
    assert language.choose(None, course).lang == "en"
    assert language.choose(None, korean).lang == "ko"
    assert language.choose("en", korean).lang == "en"
    assert language.choose("ko_KR", course).lang == "ko"


@pytest.mark.parametrize("lang", ["fr", "", "../ko", "korean"])
def test_an_unknown_language_is_refused_with_those_that_there_are(lang) -> None:
    with pytest.raises(UsageError, match="choose from en, ko"):
        language.choose(lang, load(ROOT))
    with pytest.raises(CourseError, match=r"course.toml.*choose from en, ko"):
        language.choose(None, replace(load(ROOT), lang=lang))


@pytest.mark.parametrize("command", ["submit", "watch", "list", "hint mse_gradient", "batch submissions", "report"])
def test_every_command_with_translated_output_refuses_it(command, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "submissions").mkdir()
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "mse_gradient.py").write_text("")
    isolation = ["--isolation", "none"] if command.startswith(("submit", "watch", "batch")) else []
    done = grade(*command.split(), *isolation, "--lang", "fr")
    assert done.exit_code == 2
    assert done.output.strip() == "grade: --lang fr: this language is not available; choose from en, ko"


def test_a_course_without_words_in_the_language_keeps_its_own(tmp_path) -> None:
    words = language.words("ko", tmp_path)
    assert words.gettext("The prediction is w · x.") == "The prediction is w · x."
    assert words.gettext("Hint") == "힌트"


# What is written


def test_an_explanation_of_two_parts_is_translated_part_by_part(in_korean) -> None:
    (check,) = result_of(RETURNED, mistake="m").exercises[0].checks
    place = Explanation(source="repair", text=say("{file}, line {line}", file="a.py", line=3), line=3)
    both = words.combined([*words.own(check, {}), place])
    told = language.retold(result_of(RETURNED, mistake="m", explanation=both)).exercises[0].checks[0]
    assert told.explanation.text.endswith(" a.py, 3번째 줄")
    assert beyond(told) == "a.py, 3번째 줄"


def test_every_kind_of_mistake_has_words_in_korean(in_korean) -> None:
    assert set(KIND_WORDS) == KINDS
    assert [kind for kind, text in KIND_WORDS.items() if not HANGUL.search(language.gettext(text))] == []


def test_the_page_is_in_korean_and_says_so(in_korean) -> None:
    html = page.render(result_of(RETURNED))
    assert '<html lang="ko">' in html
    assert "예측이 w · x입니다." in html
    assert "반환된 w가 3입니다. 4여야 합니다." in html
    assert "1점 중 0점" in html


def test_the_page_is_in_english_by_default() -> None:
    assert '<html lang="en">' in page.render(result_of())


def test_the_class_page_is_in_korean_to_the_words_of_its_script(in_korean) -> None:
    summary = msgspec.json.decode((STORED[0].parents[1] / "class.json").read_bytes(), type=ClassSummary)
    html = class_page.render(summary)
    assert '<html lang="ko">' in html
    assert "학급 보고서" in html
    assert "그래디언트를 비우지 않음" in html
    assert "\\ud559\\uc0dd" in html  # in the script's JSON


def test_what_could_not_be_read_comes_after_whose_it_is(in_korean) -> None:
    line = say("{about}: {line}", about="Kim", line=say("{file}: {reason}", file="b.zip", reason=say("it is a link")))
    remarks = [ClassRemark.of(Problem(line)), ClassRemark("Kim: odd")]
    remarks = msgspec.json.decode(msgspec.json.encode(remarks), type=list[ClassRemark])
    assert remarks[0].text == "Kim: b.zip: it is a link"
    summary = ClassSummary(course="c", exercises=[], students=[], remarks=remarks)
    html = class_page.render(summary)
    assert "<li>Kim: b.zip: 링크입니다</li>" in html
    assert "<li>Kim: odd</li>" in html


@pytest.mark.parametrize("text", ["<b>%(n)s</b>", "{what} & {at}", "100 %% %s", "\x1b[31mred\u202e"])
def test_what_a_student_wrote_is_neither_a_template_nor_markup(in_korean, text) -> None:
    result = result_of(raised("ValueError", text), cause="raised")
    result.exercises[0].file = text
    html = page.render(result)
    assert str(page.harmless(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in html
    assert "<b>" not in html
    assert "\x1b" not in html


def test_the_stored_result_stays_in_english(in_korean) -> None:
    result = result_of(RETURNED)
    assert result.exercises[0].checks[0].message == "the returned w is 3, expected 4"
    before = to_json(result)
    told = language.retold(result)
    page.render(result)
    assert to_json(result) == before
    assert told.exercises[0].checks[0].message == "반환된 w가 3입니다. 4여야 합니다."


def test_a_result_of_0_1_0_from_before_there_were_words_is_still_shown(in_korean) -> None:
    result = from_json((Path(__file__).parent / "result_without_words.json").read_bytes())
    (check,) = language.retold(result).exercises[0].checks
    assert check.detail is not None
    assert check.detail.startswith("gradient is -34.3858, expected -6.87716.")  # with values: in English
    assert check.hint.startswith("식의 단계마다")  # a constant of the course: translated
    assert "gradient is -34.3858" in page.render(result)


def test_a_reading_is_translated_with_the_message_that_ends_with_it(in_korean) -> None:
    found = say("{what} is {actual}, expected {expected}", what="gradient", actual=-3.4, expected=-6.8)
    message = say("{message}. {reading}", message=found, reading=FACTOR)
    told = language.retold(result_of(message, reading=FACTOR))
    (check,) = told.exercises[0].checks
    assert check.message == f"gradient가 -3.4입니다. -6.8이어야 합니다. {check.reading}"
    assert check.reading == "정확히 기대값의 절반입니다. 2가 빠지지 않았나요?"


def test_reports_are_rendered_again_in_korean_from_what_is_stored(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    with gradebook.open(tmp_path / "reports" / "gradebook.sqlite") as book:
        book.enrol([ADA])
        record(book, ADA, mse("a"))
    done = grade("report", "--course", ROOT, "--lang", "ko")
    assert done.exit_code == 0, done.output
    for written in ("index.html", "ada/index.html"):
        assert '<html lang="ko">' in (tmp_path / "reports" / written).read_text()
    assert language.spoken().lang == "en"


def test_a_summary_and_a_report_are_in_korean_and_the_result_is_not(tmp_path, sandbox, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    sums = "import numpy as np\ndef gradient(x, y, y_pred): return np.dot(2 * x, y_pred - y).mean()\n"
    Path("mse_gradient.py").write_text(sums)
    done = grade("submit", "mse_gradient.py", "--student", "kim", "--lang", "ko")
    assert done.exit_code == 0, done.output
    assert "그래디언트가 정확히 식의 N배입니다" in done.output
    assert "10점 중" in done.output
    assert "그래디언트가 정확히 식의 N배입니다" in Path("reports/kim/index.html").read_text()
    assert not HANGUL.search(Path("reports/kim/result.json").read_text())


def test_the_list_and_the_hints_are_in_korean(tmp_path) -> None:
    def said(*arguments):
        return grade(*arguments, "--out", tmp_path, "--lang", "ko").output

    assert "그래디언트" in said("list")
    assert said("hint", "mse_gradient").startswith("힌트 1/")
