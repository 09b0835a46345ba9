"""`grade doctor`: what this machine offers, and how to fix what is missing."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.table import Table


@click.command()
def doctor() -> None:
    """Show what this machine offers: torch, devices, each layer of isolation, and what to do about what is missing.

    \b
    Example:
      grade doctor
    """
    from rich.console import Console

    from grader.sandbox import levels

    console = Console(highlight=False, soft_wrap=False)
    console.print(_table())
    level = levels.level("auto")
    console.print(f"\nStudents' code runs at the level [bold]{level}[/], which protects {levels.PROTECTS[level]}.")
    for other in ("full", "container"):
        if other != level:
            console.print(_other(other))


def _table() -> Table:
    from rich.markup import escape
    from rich.table import Table

    from grader.courses import find
    from grader.sandbox import levels

    marks = {"on": "[green]on[/]", "off": "[yellow]off[/]", "unavailable": "[red]unavailable[/]"}
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_row("Python", platform.python_version(), sys.executable)
    for package in ("torch", "numpy"):
        table.add_row(package, *_version(package))
    table.add_row("CUDA", *_cuda())
    table.add_row("course", find.load(find.builtin()).name, str(find.builtin()))
    for layer in levels.layers():
        remedy = f"{layer.detail}\n→ {layer.remedy}" if layer.remedy else layer.detail
        table.add_row(layer.name, marks[layer.state], escape(remedy))
    return table


def _other(level: str) -> str:
    from rich.markup import escape

    from grader.sandbox import levels

    layer = levels.bubblewrap() if level == "full" else levels.container()
    if layer.state == "on":
        return f"The level [bold]{level}[/] is also available (--isolation {level})."
    return f"The level [bold]{level}[/] is not available: {escape(layer.detail)}."


def _version(package: str) -> tuple[str, str]:
    """With what to do where there is none."""
    from importlib import metadata

    try:
        return metadata.version(package), ""
    except metadata.PackageNotFoundError:
        return "", f"pip install {package}"


def _cuda() -> tuple[str, str]:
    from grader.courses import device
    from grader.sandbox import gpu

    try:
        reason = device.obstacle()
    except ImportError:
        return "", "torch is not installed"
    if reason:
        return "none", f"{reason}: exercises run on the CPU"
    return str(len(gpu.find().cards)), ", ".join(card.name for card in gpu.find().cards)
