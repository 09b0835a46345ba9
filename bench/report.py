"""Sizes of the reports and how long it takes to make them: CPU milliseconds, the best of a few. And how long a browser
takes to open the page of a class of 10,000 with its table drawn, where Chromium is installed: at most a second.

.venv/bin/python bench/report.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import numpy as np
import report_samples as samples

from grader.outcomes.outcome import Jacobians, finite
from grader.outcomes.result import Piece, Result, for_student, to_json
from grader.report import class_page, page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def long_files() -> Result:
    text = "\n".join(f"    value_{i} = function(x, {i}) * 2.5  # comment {i}" for i in range(10_000))
    return samples.result(samples.exercise("e", samples.check(), source=[Piece(label="e.py", text=text)]))


def large_jacobian() -> Result:
    right = np.random.default_rng(0).normal(size=(500, 500))
    wrong = right * np.where(right > 1, 2, 1)
    jacobians = Jacobians("x", finite(wrong), finite(right), finite(right), 250, 250)
    return samples.result(samples.exercise("e", samples.check(jacobians=jacobians)))


def usual() -> Result:
    """Fifteen exercises: ten passed, five failing with a figure each."""
    source = [Piece(label="e.py", text=samples.SOURCE * 3)]
    passed = [samples.exercise(f"p{i}", *[samples.passed()] * 4, status="passed", source=source) for i in range(10)]
    figures = (
        {"curves": samples.explained()}, {"jacobians": samples.jacobians()}, {"entries": samples.entries()},
        {"parameters": samples.parameters()}, {"curves": samples.curves()},
    )  # fmt: skip
    wrong = [
        samples.exercise(f"w{i}", *[samples.passed()] * 3, samples.check(message="m", **figure), source=source)
        for i, figure in enumerate(figures)
    ]
    return samples.result(*passed, *wrong)


def row(name: str, made: Callable[[], str | bytes], times: int) -> None:
    text = made()
    took = []
    for _ in range(times):
        started = time.process_time()
        made()
        took.append(time.process_time() - started)
    size = len(text.encode() if isinstance(text, str) else text)
    print(f"{name:<42}{size / 1000:>9.1f} KB{1000 * min(took):>9.1f} ms")


def opened(html: str, times: int = 5) -> tuple[float, float]:
    """Seconds until the table is drawn: of the browser's process for the page (CPU), and by the clock. The best of a
    few."""
    from playwright.sync_api import sync_playwright

    found = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "index.html"
        path.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(times):
            page = browser.new_context().new_page()
            told = page.context.new_cdp_session(page)
            told.send("Performance.enable")
            started = time.perf_counter()
            page.goto(path.as_uri())
            page.locator("#rows tr").first.wait_for()
            by_clock = time.perf_counter() - started
            metrics = {each["name"]: each["value"] for each in told.send("Performance.getMetrics")["metrics"]}
            found.append((metrics["ProcessTime"], by_clock))
            page.context.close()
        browser.close()
    return min(cpu for cpu, _ in found), min(clock for _, clock in found)


def main() -> None:
    pages = {
        "a usual student": usual(),
        "everything there is": samples.everything(),
        "hostile": samples.hostile(),
        "10,000 lines": long_files(),
        "a Jacobian of 500 × 500": large_jacobian(),
    }
    for name, result in pages.items():
        row(f"student: {name}", lambda result=result: page.render(result), 15)  # type: ignore[misc]
    row("instructor: everything there is", lambda: page.render(samples.everything(), "instructor"), 15)
    row("result.json: everything there is", lambda: to_json(for_student(samples.everything())), 15)
    for size in (1, 40, 1000, 10_000):
        summary = samples.class_of(size)
        row(f"class of {size:,}", lambda summary=summary: class_page.render(summary), 3)  # type: ignore[misc]
    if CHROMIUM is not None:
        cpu, clock = opened(class_page.render(samples.class_of(10_000)))
        print(f"{'class of 10,000, opened in Chromium':<42}{cpu:>9.2f} s CPU{clock:>7.2f} s by the clock")


if __name__ == "__main__":
    main()
