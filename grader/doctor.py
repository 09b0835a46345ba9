"""`grade doctor`: what this machine gives, and the mend for what is missing."""

from __future__ import annotations

import platform
import sys
from importlib import metadata

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from grader import isolation
from grader.courses import course, device
from grader.sandbox import gpu

_MARKS = {"on": "[green]on[/]", "off": "[yellow]off[/]", "unavailable": "[red]unavailable[/]"}


def run() -> int:
    """Prints the table."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_row("Python", platform.python_version(), sys.executable)
    for package in ("torch", "numpy"):
        table.add_row(package, _version(package), "" if _version(package) else f"pip install {package}")
    table.add_row("CUDA", *_cuda())
    table.add_row("course", course.load(course.builtin()).name, str(course.builtin()))
    for layer in isolation.layers():
        remedy = f"{layer.detail}\n→ {layer.remedy}" if layer.remedy else layer.detail
        table.add_row(layer.name, _MARKS[layer.state], escape(remedy))
    console = Console(highlight=False, soft_wrap=False)
    console.print(table)
    level = isolation.level("auto")
    console.print(f"\nStudents' code runs at the level [bold]{level}[/], which protects {isolation.PROTECTS[level]}.")
    for other in ("full", "container"):
        if other != level:
            console.print(_other(other))
    return 0


def _other(level: str) -> str:
    layer = isolation.bubblewrap() if level == "full" else isolation.container()
    if layer.state == "on":
        return f"The level [bold]{level}[/] can be had as well (--isolation {level})."
    return f"The level [bold]{level}[/] cannot be had: {escape(layer.detail)}."


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _cuda() -> tuple[str, str]:
    try:
        reason = device.obstacle()
    except ImportError:
        return "", "torch is not installed"
    if reason:
        return "none", f"{reason}: exercises run on the CPU"
    return str(len(gpu.find().cards)), ", ".join(card.name for card in gpu.find().cards)
