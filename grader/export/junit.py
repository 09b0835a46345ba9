"""JUnit XML: a suite for each student and exercise, a case for each check. Points are properties of the suite, since
the format has no field for them and some readers refuse properties of a case. Ungraded is an error, no failure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from xml.sax.saxutils import quoteattr

from grader.courses.course import Course
from grader.errors import UsageError
from grader.export.common import bytes_to, exact
from grader.gradebook import Gradebook
from grader.outcomes.result import CheckResult, ExerciseResult, Result, beyond
from grader.text import one_line, printable

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(book: Gradebook, course: Course, out: Path | None, student: str | None = None) -> list[str]:
    """student: only this one. Who has handed nothing in has no suites."""
    if student is not None and student not in {s.key for s in book.students()}:
        raise UsageError("{name}: no student has the key {key}", name=book.name, key=repr(one_line(student, 80)))
    found = ((standing.student.key, result) for standing, result in book.results(course, student))
    return write_results(((key, result) for key, result in found if result is not None), course.name, out)


def write_result(result: Result, out: Path | None) -> list[str]:
    return write_results([(result.student, result)], result.course, out)


def write_results(results: Iterable[tuple[str, Result]], course: str, out: Path | None) -> list[str]:
    """results: each with the name that stands for the student."""
    with bytes_to(out) as file:
        file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites name={quoteattr(_clean(course))}>\n'.encode())
        for key, result in results:
            for exercise in result.exercises:
                suite = _suite(key, exercise, result)
                indent(suite)
                file.write(tostring(suite, "utf-8", xml_declaration=False) + b"\n")
        file.write(b"</testsuites>\n")
    return []


def _suite(key: str, exercise: ExerciseResult, result: Result) -> Element:
    statuses: list[str] = [check.status for check in exercise.checks]
    name = _clean(f"{key}.{exercise.id}")
    counts = {"failures": "failed", "errors": "ungraded", "skipped": "skipped"}
    suite = Element("testsuite", name=name, tests=str(len(statuses)))
    for attribute, status in counts.items():
        suite.set(attribute, str(statuses.count(status)))
    suite.set("time", f"{exercise.seconds:.3f}")
    suite.set("timestamp", result.graded_at.removesuffix("Z"))
    suite.set("hostname", "localhost")
    _properties(suite, key, exercise)
    for check in exercise.checks:
        _case(SubElement(suite, "testcase", classname=name, name=_clean(check.name)), check, exercise)
    return suite


def _properties(suite: Element, key: str, exercise: ExerciseResult) -> None:
    named = {"student": key, "exercise": exercise.id, "status": exercise.status}
    if exercise.attempt is not None:
        named |= {"attempt": str(exercise.attempt.number), "submitted_at": exercise.attempt.submitted_at or ""}
    named |= {"score": exact(exercise.score), "points": exact(exercise.points)}
    for check in exercise.checks:
        named |= {f"{check.name}.score": exact(check.score), f"{check.name}.points": exact(check.points)}
    properties = SubElement(suite, "properties")
    for name, value in named.items():
        SubElement(properties, "property", name=_clean(name), value=_clean(value))


def _case(case: Element, check: CheckResult, exercise: ExerciseResult) -> None:
    if check.status == "passed":
        return
    kind = {"failed": "failure", "ungraded": "error"}.get(check.status, "skipped")
    message = one_line(check.message or exercise.message or check.title, 300)
    found = SubElement(case, kind, message=_clean(message))
    if kind != "skipped":
        found.set("type", check.mistake or check.cause or check.status)
        found.text = _clean("\n".join(filter(None, (check.title, check.message, beyond(check), check.hint))))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", printable(text))
