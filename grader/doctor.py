"""`grade doctor`: what this machine gives, and the mend for what is missing."""

from __future__ import annotations

import platform
import sys
from importlib import metadata

from rich.console import Console
from rich.table import Table

from grader import course, isolation

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
        table.add_row(layer.name, _MARKS[layer.state], remedy)
    console = Console(highlight=False, soft_wrap=False)
    console.print(table)
    level = isolation.level("auto")
    if level == "full":
        console.print("\nStudents' code runs at the level [bold]full[/].")
        return 0
    console.print(
        f"\nWithout bubblewrap's namespaces students' code runs at the level [bold]{level}[/]: "
        "your own code is fine (grade submit), other people's is not."
    )
    return 0


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _cuda() -> tuple[str, str]:
    try:
        import torch
    except ImportError:
        return "", "torch is not installed"
    if torch.cuda.is_available():
        return str(torch.cuda.device_count()), ", ".join(
            torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())
        )
    return "none", "no CUDA device: exercises run on the CPU"
