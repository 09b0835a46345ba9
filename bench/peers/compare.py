"""Our grader beside others: the same assignment and answers, in one run.

    .venv/bin/python bench/peers/compare.py [--torch-judge CHECKOUT] [--peers FOLDER] [--only WORDS]

Each peer is installed with pip into an environment of its own, in FOLDER (one that is there is used as it is) or in a
temporary folder; they use this environment's torch. torch-judge is taken from a checkout. Whoever is missing is left
out, with a line that says so. Prints a table: what an answer costs in a small class, start included, what each further
one costs, whether the honest ones were judged rightly, and which hostile ones got full points or stopped the grader;
then how much cheaper ours is than the cheapest of the others that isolate at all.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import graders
from submissions import HOSTILE, honest, hostile

FEW, CLASS = 8, 100
HEAD = (
    *("", "isolation", f"CPU s an answer, {FEW} of them", "wall s", "CPU s each further one", "wall s"),
    *(f"CPU s an answer, {CLASS} of them", "judged rightly", "survived", "full points to"),
)


def environment(folder: Path, package: str) -> Path | None:
    """The Python of an environment that has the package alone, made if the folder has none; torch is taken from here.
    None where it cannot be installed. One each: what one peer brings along can cost another seconds at each import."""
    own = folder / package.partition("[")[0]
    python = own / "bin" / "python"
    if not python.exists():
        print(f"installing {package} into {own}", file=sys.stderr)
        try:
            subprocess.run([sys.executable, "-m", "venv", own], check=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", package], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            shutil.rmtree(own, ignore_errors=True)
            print(f"{package} cannot be installed ({error}): it is left out")
            return None
    with_torch(python)
    return python


def _printed(python: Path, code: str) -> str:
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def with_torch(python: Path) -> None:
    """Lets the environment find what is installed here, after its own."""
    found = _printed(python, "import sysconfig; print(sysconfig.get_paths()['purelib'])")
    here = metadata.distribution("torch").locate_file("")
    Path(found, "zz_torch.pth").write_text(f"{here}\n")


def version(python: Path, package: str) -> str:
    name = package.partition("[")[0]
    return f"{name} " + _printed(python, f"from importlib.metadata import version; print(version({name!r}))")


class Row(NamedTuple):
    """Of one grader. few, many: CPU seconds an answer in a class of FEW and of CLASS; cells: the table's columns."""

    name: str
    isolates: str
    few: float
    many: float
    cells: tuple[str, ...]

    def line(self) -> str:
        return f"| {' | '.join((self.name, self.isolates, *self.cells))} |"


def row(grader: graders.Grader, files: dict[str, str]) -> Row:
    grader.grade({name.replace("s", "w"): text for name, (text, _) in honest(1).items()})  # files into the page cache
    class_ = honest(FEW)
    cost, verdicts = grader.grade({name: text for name, (text, _) in class_.items()})
    few = more = (cost.cpu / FEW, cost.wall / FEW)
    if grader.larger:
        others = {name.replace("s", "t"): answer for name, answer in honest(grader.larger).items()}
        other, found = grader.grade({name: text for name, (text, _) in others.items()})
        class_, verdicts, further = class_ | others, verdicts | found, grader.larger - FEW
        more = ((other.cpu - cost.cpu) / further, (other.wall - cost.wall) / further)
    many = (cost.cpu + (CLASS - FEW) * more[0]) / CLASS
    wrong = [name for name, (_, full) in class_.items() if verdicts.get(name) is not full]
    _, found = grader.grade({**files, "hzz": honest(1)["s000"][0]})
    through = [what for what, name in zip(HOSTILE, files, strict=True) if found.get(name)]
    print(grader.name, f"judged wrongly: {wrong}", found, sep="\n", file=sys.stderr)
    cells = (
        *(f"{few[0]:.2f}", f"{few[1]:.2f}", f"{more[0]:.3f}", f"{more[1]:.3f}"),
        f"{many:.3f}" + ("" if grader.larger == CLASS else " (computed)"),
        f"{len(class_) - len(wrong)} of {len(class_)}",
        f"{len(HOSTILE) - len(through)} of {len(HOSTILE)}" if found.get("hzz") is True else "stopped by one",
        ", ".join(through) or "–",
    )
    return Row(grader.name, grader.isolates, few[0], many, cells)


def summary(rows: list[Row]) -> str | None:
    """How much cheaper ours is than the cheapest of the others that isolate at all. None where either was not run."""
    ours = next((row for row in rows if row.name == graders.Ours.name), None)
    others = [row for row in rows if row is not ours and row.isolates != "no"]
    if ours is None or not others:
        return None
    many, few = min(others, key=lambda row: row.many), min(others, key=lambda row: row.few)
    return (
        f"CPU an answer, the cheapest of the others that isolate at all divided by ours: {many.many / ours.many:.1f} "
        f"in a class of {CLASS} ({many.name}), {few.few / ours.few:.1f} in one of {FEW} ({few.name})."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--torch-judge", type=Path, help="a checkout of it")
    parser.add_argument("--peers", type=Path, help="a folder for their environments, kept; default: a temporary one")
    parser.add_argument("--only", default="", help="graders whose name has this in it")
    given = parser.parse_args()
    graders.TorchJudge.checkout = given.torch_judge and given.torch_judge.resolve()
    place = tempfile.TemporaryDirectory(prefix="peers-", ignore_cleanup_errors=True)
    with place, socket.create_server(("127.0.0.1", 0), backlog=99) as door:
        root = Path(place.name).resolve()
        load, installed = os.getloadavg()[0], [f"Python {platform.python_version()}"]
        installed.append(f"torch {metadata.version('torch')}")
        rows = []
        for kind in graders.GRADERS:
            if given.only not in kind.name:
                continue
            if kind is graders.TorchJudge and given.torch_judge is None:
                print("torch-judge is left out: name a checkout with --torch-judge")
                continue
            python: Path | None = Path(sys.executable)
            if kind.package is not None:
                python = environment((given.peers or root / "environments").absolute(), kind.package)
                if python is None:
                    continue
                installed.append(version(python, kind.package))
            work = root / kind.__name__
            files = hostile(str(work), str(given.torch_judge or ""), door.getsockname()[1])
            rows.append(row(kind(python, work), files))
            print(rows[-1].line(), file=sys.stderr, flush=True)
    machine = f"{os.cpu_count()} cores, load {load:.1f} before, Linux {platform.release()}"
    print(f"\n{datetime.date.today()}; {machine}; {', '.join(installed)}\n")
    print("|", " | ".join(HEAD), "|")
    print("|", " | ".join("---" for _ in HEAD), "|")
    print(*(row.line() for row in rows), sep="\n")
    if said := summary(rows):
        print(f"\n{said}")


if __name__ == "__main__":
    main()
