"""The page of a class: its table, its findings and what the script gets."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shlex
from typing import Any

import report_samples as samples
from html_reader import Reader
from msgspec.structs import replace

from grader.report.class_page import ClassView, render
from grader.report.summary import ClassRemark, ClassSummary, ExerciseCell, FailedCheck, Outline, StudentSummary


def data(text: str) -> dict[str, Any]:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def row(key: str, score: float | None, *findings: FailedCheck, **fields: object) -> StudentSummary:
    status = "passed" if score == 10 else "ungraded" if score is None else "failed"
    given = {"status": "incomplete" if score is None else "graded", "cells": [ExerciseCell(status, score)], **fields}
    return StudentSummary(key, key.title(), score=score, points=10, findings=list(findings), **given)  # type: ignore[arg-type]


def summary(*students: StudentSummary) -> ClassSummary:
    return ClassSummary(
        course="A course", exercises=[Outline("e", "An exercise", 10, ["One.", "Two."])], students=[*students]
    )


def test_the_page_is_well_formed_and_runs_only_our_own_script() -> None:
    text = render(samples.class_of(20))
    found = Reader(text)
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text
    assert not [a for _, attrs in found.elements for a in attrs if a.startswith("on")]
    ids = [attrs["id"] for _, attrs in found.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_names_cannot_end_the_data_or_run() -> None:
    evil = "</script><script>alert(1)</script><!--\u202e"
    text = render(
        summary(row("a", 10.0), StudentSummary(evil, evil, "graded", 3.0, 10.0, [ExerciseCell("failed", 3.0)]))
    )
    assert "<script>alert" not in text
    assert data(text)["students"][1][1] == evil.replace("\u202e", "\\x202e")
    assert "/" not in data(text)["students"][1][0]


def test_a_missing_score_is_not_a_zero() -> None:
    view = ClassView(summary(row("a", 10.0), row("b", None)), "index.html")
    assert (view.median, view.mean, view.full, view.having("incomplete")) == (100, 100, 1, 1)
    words = Reader(render(view.summary)).words
    assert "The work of one student could not be graded completely." in words
    assert data(render(view.summary))["students"][1][3] is None


def test_what_people_have_yet_to_grade_is_said_apart_and_so_are_late_days_and_more_time() -> None:
    waiting = row("b", None, cells=[ExerciseCell("passed", None, due="2026-12-03T22:59:00Z")], pending=2, tokens=1)
    found = replace(summary(row("a", 10.0), waiting), tokens=5)
    view, text = ClassView(found, "index.html"), render(found)
    assert (view.pending, view.ungraded, view.elsewhere) == (1, 0, 0)
    assert "Of one student's work people have yet to grade a part: no total yet." in Reader(text).words
    told = data(text)
    assert (told["tokens"], told["students"][1][8], told["students"][1][5][0][-1]) == (5, 1, "2026-12-03 22:59:00 UTC")


def test_rates_count_those_who_were_graded() -> None:
    students = [row("a", 10.0), row("b", 5.0, FailedCheck(0, 1, "raised")), row("c", None, FailedCheck(0, 0))]
    students.append(row("d", 0.0, cells=[ExerciseCell("missing", 0.0)]))
    part = ClassView(summary(*students), "index.html").exercises[0]
    assert (part.rate.passed, part.rate.graded, part.mean) == (1, 2, 5.0)
    assert part.others == [("missing", 1), ("ungraded", 1)]
    assert [(check.passed, check.graded) for check in part.checks] == [(2, 2), (1, 2)]


def test_mistakes_are_ordered_by_how_many_made_them_and_lead_to_each() -> None:
    twice = row("b c", 2.0, FailedCheck(0, 0, None, "wrong_sign"), FailedCheck(0, 1, None, "wrong_sign"))
    students = [
        row("a", 5.0, FailedCheck(0, 1, None, "transposed")),
        twice,
        row("c", 3.0, FailedCheck(0, 1, None, "wrong_sign")),
    ]
    found = ClassView(summary(*students), "page.html").mistakes
    assert [(part.words, part.count) for part in found] == [("wrong sign", 2), ("transposed", 1)]
    assert found[0].who == [("B C", "b%20c/page.html#e-check-1"), ("C", "c/page.html#e-check-2")]


def test_each_score_falls_into_one_bin() -> None:
    view = ClassView(summary(*(row(f"s{i}", float(i)) for i in range(11))), "index.html")
    assert [b.count for b in view.bins] == [1] * 9 + [2]


def test_a_class_may_have_no_student_or_one() -> None:
    assert "Nobody has a score yet." in Reader(render(summary())).words
    assert "No known mistake was recognised." in Reader(render(summary(row("a", 10.0)))).words


def test_remarks_on_the_input_are_grouped_by_kind_and_a_question_is_open() -> None:
    remarks = [
        ClassRemark("x", "roster"),
        ClassRemark("y", "roster"),
        ClassRemark("is it?", "name"),
        ClassRemark("z", "unread"),
    ]
    text = render(replace(summary(row("a", 10.0)), remarks=remarks))
    words = Reader(text).words
    headings = [
        "One file was not graded because of its name: is it meant for an exercise?",
        "One thing in the input could not be read.",
        "2 notes on who is in the class.",
    ]
    places = [words.index(heading) for heading in headings]
    assert places == sorted(places)
    assert text.count('<details class="banner warn" open>') == 1
    assert "could not be read" not in Reader(render(replace(summary(row("a", 1.0)), remarks=remarks[:2]))).words


def test_an_exercise_without_a_graded_student_has_no_rate() -> None:
    text = render(summary(row("a", 0.0, cells=[ExerciseCell("missing", 0.0)])))
    words, whole = Reader(text).words, Reader(render(summary(row("a", 10.0))))
    assert "0 of 0" not in words and "–" in words.split("Open an exercise")[1].split("Most common")[0]
    assert 'class="got"' not in text
    assert "1 of 1 passed" in whole.words


def test_only_what_was_tried_and_failed_is_the_graders_fault() -> None:
    elsewhere = row("b", None, cells=[ExerciseCell("absent", 0.0, True)])
    text = render(summary(row("a", 10.0), elsewhere))
    assert "grader's fault" not in Reader(text).words
    assert "One student was not graded on every exercise here: no total yet." in Reader(text).words
    text = render(summary(row("a", None), elsewhere))
    assert "The work of one student could not be graded completely." in Reader(text).words


def test_kinds_are_counted_over_exercises_and_a_student_counts_once() -> None:
    both = row("a", 2.0, FailedCheck(0, 0, kind="sign"), FailedCheck(0, 1, kind="sign"))
    view = ClassView(summary(both, row("b", 2.0, FailedCheck(0, 1, kind="sign"))), "page.html")
    (group,) = view.kinds
    assert (group.words, group.about, group.count) == ("a sign is wrong", "in one exercise", 2)
    assert group.who == [("A", "a/page.html#e-check-1"), ("B", "b/page.html#e-check-2")]


def test_unexplained_answers_that_are_alike_are_shown_the_largest_group_first_and_each_once() -> None:
    def answers(*clusters):
        return [FailedCheck(0, i, cluster=cluster) for i, cluster in enumerate(clusters)]

    students = [row(key, 1.0, *answers("x", "xx")) for key in "abc"]
    students += [row(key, 1.0, *answers("y")) for key in "de"] + [row("f", 1.0, *answers("z"))]
    view = ClassView(summary(*students), "page.html")
    assert [(group.words, group.count) for group in view.clusters] == [("One. Two.", 3), ("One.", 2)]
    words = Reader(render(view.summary)).words
    assert "3 students One. Two. An exercise" in words
    assert "grade new mistake e --from a" in words
    assert "Alike, and not explained yet" not in Reader(render(summary(row("f", 1.0, *answers("z"))))).words


def test_the_command_for_a_mistake_quotes_what_a_shell_would_obey() -> None:
    students = [row(key, 1.0, FailedCheck(0, 0, cluster="x")) for key in ("o'b; rm", "b")]
    (group,) = ClassView(summary(*students), "page.html").clusters
    assert shlex.split(group.command) == ["grade", "new", "mistake", "e", "--from", "o'b; rm"]


def test_attempts_until_it_was_passed_and_the_time_that_took_are_told_where_somebody_has_several() -> None:
    def tried(key: str, tries: int, passed_at: int | None, between: float = 0.0) -> StudentSummary:
        cell = ExerciseCell("passed" if passed_at else "failed", 5.0, tries=tries, passed_at=passed_at, between=between)
        return row(key, 5.0, cells=[cell])

    several = [tried("a", 1, 1), tried("b", 3, 2, 5_000.0), tried("c", 6, 5, 200_000.0), tried("d", 2, None, 90_000.0)]
    words = Reader(render(summary(*several))).words
    assert "Passed at which attempt: at the first 1, at the second 1, later 1" in words
    assert "One student has not passed it in several attempts." in words
    assert "half of those with several took at most 25 hours." in words
    assert "at which attempt" not in Reader(render(summary(tried("a", 1, 1)))).words


def test_a_large_class_is_told_which_check_stands_apart() -> None:
    students = [row(f"p{i}", 10.0) for i in range(25)]
    students += [row(f"f{i}", 5.0, FailedCheck(0, 0)) for i in range(8)]
    students += [row(f"w{i}", 0.0, FailedCheck(0, 0), FailedCheck(0, 1)) for i in range(2)]
    words = Reader(render(summary(*students))).words
    assert "Most who fail this one pass everything else. Item-rest correlation: 0.39" in words
    assert "Item-rest" not in Reader(render(summary(*students[:29]))).words


def test_a_check_that_was_skipped_is_not_passed() -> None:
    students = [row("a", 10.0), row("b", 5.0, FailedCheck(0, 0), skipped=[(0, 1)])]
    (part,) = ClassView(summary(*students), "index.html").exercises
    assert [(check.passed, check.graded) for check in part.checks] == [(1, 2), (1, 1)]
