"""reports/sample/ is what the code makes today: `make sample` writes it again."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

from grader.outcomes.result import from_json

ROOT = Path(__file__).parents[2]
SOME = ("boris_costa", "elodie_novak", "newcomer")
"""Whose work is graded again here: a few in place of all."""
STALE = "reports/sample is stale: run `make sample`, look at what has changed, and commit it"


@pytest.fixture(scope="module")
def sample() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sample", ROOT / "reports" / "make_sample.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_rendered_from_the_stored_results(sample) -> None:
    pages = sample.rendered(sample.OUT)
    assert len(pages) > 10
    stale = [str(path.relative_to(ROOT)) for path, text in pages.items() if path.read_bytes() != text]
    assert stale == [], STALE


def test_every_link_of_the_class_page_leads_to_a_report(sample) -> None:
    students = {path.parent.name for path in sample.OUT.glob("*/index.html")}
    summary = sample.msgspec.json.decode((sample.OUT / sample.SUMMARY).read_bytes(), type=sample.ClassSummary)
    assert {s.key for s in summary.students if s.status != "absent"} == students


@pytest.mark.slow
def test_the_stored_results_are_what_grading_finds(sample, sandbox) -> None:
    """Outcomes, not numbers: those differ in their last digits from machine to machine."""
    assert os.environ["OMP_NUM_THREADS"] == "1"
    stale = []
    for student, result in sample.graded(sample.sample_course(), SOME):
        stored = from_json((sample.OUT / student.key / "result.json").read_bytes())
        if outline(result) != outline(stored):
            stale.append(student.key)
    assert stale == [], STALE


def outline(result):
    checks = [
        (e.id, e.status, c.name, c.title, c.status, c.cause, c.mistake, c.score, c.hint)
        for e in result.exercises
        for c in e.checks
    ]
    return result.student, result.score, result.points, checks
