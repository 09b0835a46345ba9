"""`grade doctor`: what this machine offers, and how to fix what is missing."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

import click

from grader.language import gettext as _
from grader.language import sentence

if TYPE_CHECKING:
    from rich.table import Table


@click.command()
def doctor() -> None:
    """Show what this machine offers: torch, devices, the layers of isolation, and how to fix what is missing.

    \b
    Example:
      grade doctor
    """
    from rich.console import Console
    from rich.markup import escape

    from grader.sandbox import levels

    console = Console(highlight=False, soft_wrap=False)
    console.print(_table())
    level = levels.level("auto")
    protects = escape(sentence(levels.PROTECTS[level]))
    told = _(
        "Students' code runs at the level %(level)s. This level %(protects)s.", level=_bold(level), protects=protects
    )
    console.print(f"\n{told}")
    for other in ("full", "container"):
        if other != level:
            console.print(_other(other))


def _table() -> Table:
    from rich.markup import escape
    from rich.table import Table

    from grader.courses import find
    from grader.sandbox import levels

    marks = {"on": ("green", _("on")), "off": ("yellow", _("off")), "unavailable": ("red", _("unavailable"))}
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_row("Python", platform.python_version(), sys.executable)
    for package in ("torch", "numpy"):
        table.add_row(package, *_version(package))
    table.add_row("CUDA", *_cuda())
    table.add_row(_("course"), find.load(find.builtin()).name, str(find.builtin()))
    for layer in levels.layers():
        detail, remedy = sentence(layer.detail), sentence(layer.remedy)
        told = f"{detail}\n→ {remedy}" if remedy else detail
        table.add_row(sentence(layer.name), "[{}]{}[/]".format(*marks[layer.state]), escape(told))
    return table


def _other(level: str) -> str:
    from rich.markup import escape

    from grader.sandbox import levels

    layer = levels.bubblewrap() if level == "full" else levels.container()
    if layer.state == "on":
        return _(
            "The level %(level)s is also available (%(option)s).", level=_bold(level), option=f"--isolation {level}"
        )
    reason = escape(sentence(layer.detail))
    return _("The level %(level)s is not available: %(reason)s.", level=_bold(level), reason=reason)


def _bold(text: str) -> str:
    return f"[bold]{text}[/]"


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
        return "", _("torch is not installed")
    if reason:
        return _("none"), _("%(reason)s: exercises run on the CPU", reason=sentence(reason))
    return str(len(gpu.find().cards)), ", ".join(card.name for card in gpu.find().cards)
