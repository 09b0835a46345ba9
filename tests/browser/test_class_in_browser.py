"""The class's table, used as an instructor does: by mouse, by keyboard, with thousands of rows."""

from __future__ import annotations

import pytest
import report_samples as samples

from grader.report import class_page
from grader.report.summary import ClassSummary, ExerciseCell, Outline, StudentSummary

pytestmark = pytest.mark.browser

NAMES = "#rows th[scope=row] bdi"


@pytest.fixture
def table(open_page):
    return open_page(class_page.render(samples.class_of(40)))


def test_it_filters_by_name_without_regard_to_accents(table) -> None:
    table.get_by_label("Name").fill("muller")
    assert table.locator("#count").inner_text() == "6 of 40 students"
    assert all("Müller" in name for name in table.locator(NAMES).all_inner_texts())
    table.get_by_label("Name").fill("nobody has this name")
    assert "No student matches." in table.locator("#rows").inner_text()
    table.get_by_role("button", name="Show all").click()
    assert table.locator("#count").inner_text() == "40 of 40 students"


@pytest.mark.parametrize(("status", "count"), [("absent", 1), ("incomplete", 1), ("late", 6), ("open", 4)])
def test_it_filters_by_status(table, status, count) -> None:
    table.get_by_label("Status").select_option(status)
    assert table.locator("#rows tr").count() == count


def test_it_filters_by_mistake_and_leads_to_each_occurrence(table) -> None:
    first = table.locator(".mistakes > li").first
    made_by = int(first.locator(".count strong").inner_text())
    first.get_by_role("button", name="Show in the table").click()
    assert table.locator("#rows tr").count() == made_by
    links = [a.get_attribute("href") for a in table.locator("#rows th a").all()]
    assert all("/index.html#" in link and "-check-" in link for link in links)
    first.locator("summary").click()
    assert sorted(links) == sorted(a.get_attribute("href") for a in first.locator(".who a").all())


def test_it_sorts_by_keyboard_and_says_how(table) -> None:
    total = table.get_by_role("button", name="Total")
    total.focus()
    table.keyboard.press("Enter")
    totals = [float(t) for t in table.locator("#rows .total").all_inner_texts() if t != "–"]
    assert totals == sorted(totals, reverse=True)
    assert table.locator("th[aria-sort=descending]").inner_text().startswith("Total")
    table.keyboard.press("Enter")
    again = table.locator("#rows .total").all_inner_texts()
    assert [float(t) for t in again[:-2]] == sorted(totals)
    assert again[-2:] == ["–", "–"]


def test_names_are_text(table) -> None:
    table.get_by_label("Name").fill("quinn")
    assert table.locator(NAMES).first.inner_text() == "O'Neill <b>Quinn</b> 4"
    assert table.locator("#rows b").count() == 0


def test_thousands_of_students_come_a_page_at_a_time(open_page) -> None:
    opened = open_page(class_page.render(samples.class_of(5000)))
    assert opened.locator("#rows tr").count() == 100
    assert opened.locator("#page").inner_text() == "Page 1 of 50"
    opened.get_by_role("button", name="Next").focus()
    opened.keyboard.press("Enter")
    assert opened.locator("#page").inner_text() == "Page 2 of 50"
    opened.get_by_label("Name").fill("greta")
    assert opened.locator("#count").inner_text() == "715 of 5,000 students"
    opened.emulate_media(media="print")
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.locator("#rows tr").count() == 715


def test_a_score_set_by_hand_is_shown_where_nothing_was_handed_in(open_page) -> None:
    outlines = [Outline("e", "One", 10), Outline("f", "Two", 10)]
    cells = [ExerciseCell("absent", 0.0, True), ExerciseCell("absent")]
    student = StudentSummary("a", "A", "incomplete", None, 20, cells)
    page = open_page(class_page.render(ClassSummary(course="C", exercises=outlines, students=[student])))
    assert page.locator("#rows .cell").all_inner_texts() == ["0*", "–"]
    assert "not graded yet" in (page.locator("#rows .cell [title]").last.get_attribute("title") or "")
    assert page.locator("#rows a").count() == 0  # no report to link to
