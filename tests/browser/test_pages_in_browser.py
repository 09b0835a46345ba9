"""Every kind of page in a real browser: what axe finds, what runs, what is asked for, how it prints."""

from __future__ import annotations

from typing import Any

import pytest
import report_samples as samples

from grader import language
from grader.courses.find import builtin
from grader.report import class_page, page

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HIDDEN = samples.exercise(
    "clamp_mlp", samples.passed(), samples.check(hidden=True, message="m", entries=samples.entries())
)


def in_korean(render: Any, *arguments: Any) -> str:
    with language.speaking(language.words("ko", builtin())):
        return render(*arguments)


PAGES = {
    "student": lambda: page.render(samples.everything()),
    "student, after other attempts": lambda: page.render(samples.everything(), before=samples.before()),
    "instructor": lambda: page.render(samples.result(HIDDEN), "instructor"),
    "hostile": lambda: page.render(samples.hostile()),
    "nothing handed in": lambda: page.render(samples.result()),
    "class": lambda: class_page.render(samples.class_of(8, 6)),
    "class of one": lambda: class_page.render(samples.class_of(1, 1)),
    "class of nobody": lambda: class_page.render(samples.class_of(0)),
    "student, in Korean": lambda: in_korean(page.render, samples.everything()),
    "class, in Korean": lambda: in_korean(class_page.render, samples.class_of(8, 6)),
}


def unfolded(opened: Any) -> Any:
    opened.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    return opened


def faults(opened: Any, **only: Any) -> list[tuple[str, str, int]]:
    """What axe finds: the rule, where first, how often."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = axe.Axe().run(opened, options={"runOnly": only}).response["violations"]
    return [(fault["id"], fault["nodes"][0]["html"][:200], len(fault["nodes"])) for fault in found]


@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing_in_either_theme(open_page, kind) -> None:
    opened = unfolded(open_page(PAGES[kind]()))
    assert faults(opened, type="tag", values=TAGS) == []
    opened.emulate_media(color_scheme="dark")
    assert faults(opened, type="rule", values=["color-contrast"]) == []


def test_axe_would_find_a_fault(open_page) -> None:
    opened = open_page("<html lang=en><title>t</title><p style='color: #ccc; background: #fff'>low</p>")
    assert [fault[0] for fault in faults(opened, type="rule", values=["color-contrast"])] == ["color-contrast"]


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_sticks_out_sideways(open_page, kind) -> None:
    opened = unfolded(open_page(PAGES[kind]()))
    for width in (320, 1600):
        opened.set_viewport_size({"width": width, "height": 800})
        assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_text_stays_text(open_page) -> None:
    opened = open_page(PAGES["hostile"]())
    assert opened.locator("script, img, iframe").count() == 0
    assert "<script>alert('x')</script>" in opened.locator("h1").inner_text()


def test_a_students_page_unfolds_and_links_to_the_failing_line(open_page) -> None:
    opened = open_page(PAGES["student"]())
    hint = opened.locator("details.hint").first
    assert not hint.locator("p").is_visible()
    hint.locator("summary").focus()
    opened.keyboard.press("Enter")
    assert hint.locator("p").is_visible()
    opened.get_by_role("link", name="clamp_mlp.py, line 13").click()
    assert opened.url.endswith("#clamp_mlp-1-13")
    assert opened.locator("#clamp_mlp-1-13").is_visible()


def test_the_theme_follows_the_system(open_page) -> None:
    opened = open_page(PAGES["student"](), theme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    light = opened.evaluate(background)
    opened.emulate_media(color_scheme="dark")
    assert opened.evaluate(background) != light


@pytest.mark.parametrize("kind", ["student", "class"])
def test_it_prints_on_a4(open_page, kind) -> None:
    opened = open_page(PAGES[kind]())
    text = opened.pdf(prefer_css_page_size=True)
    assert text.startswith(b"%PDF")
    opened.emulate_media(media="print")
    a4 = 210 - 28
    opened.set_viewport_size({"width": round(a4 / 25.4 * 96), "height": 1000})
    assert opened.evaluate("document.documentElement.scrollWidth") <= round(a4 / 25.4 * 96)


def test_the_page_stands_without_scripts(open_page) -> None:
    opened = open_page(PAGES["class"](), scripts=False)
    assert opened.locator("noscript").count() == 1
    assert opened.get_by_role("heading", name="Most common mistakes").is_visible()
