"""Our grader beside others: the same assignment and answers, in one run.

    .venv/bin/python bench/peers/compare.py [--torch-judge CHECKOUT] [--peers PYTHON] [--only WORDS]

The peers are installed with pip into an environment of their own in a temporary folder, or --peers names the Python of
one that is there; they use this environment's torch. torch-judge is taken from a checkout. Whoever is missing is left
out, with a line that says so. Prints a table: what an answer costs in a small class, start included, what each further
one costs, whether the honest ones were judged rightly, and which hostile ones got full points or stopped the grader.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import socket
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import graders
from submissions import HOSTILE, honest, hostile

PEERS = ("nbgrader", "otter-grader", "pytest")
SMALL, FEW, MANY, CLASS = 2, 8, 48, 100
HEAD = (
    *("", "isolation", f"CPU s an answer, {FEW} of them", "wall s", "CPU s each further one", "wall s"),
    *(f"so {CLASS} of them", "judged rightly", "survived", "full points to"),
)


def environment(folder: Path) -> Path | None:
    """The Python of a new environment with the peers, torch taken from here. None where they cannot be installed."""
    python = folder / "bin" / "python"
    print(f"installing {', '.join(PEERS)} into {folder}", file=sys.stderr)
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"the peers cannot be installed ({error}): they are left out")
        return None
    return python


def with_torch(python: Path) -> None:
    """Lets the environment find what is installed here, after its own."""
    found = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    here = metadata.distribution("torch").locate_file("")
    Path(found.stdout.strip(), "zz_torch.pth").write_text(f"{here}\n")


def versions(python: Path) -> str:
    code = f"from importlib.metadata import version; print(', '.join(p + ' ' + version(p) for p in {PEERS!r}))"
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def row(grader: graders.Grader, files: dict[str, str]) -> str:
    each = isinstance(grader, graders.ProcessEach)
    grader.grade({name.replace("s", "w"): text for name, (text, _) in honest(1).items()})  # files into the page cache
    class_ = honest(FEW)
    cost, verdicts = grader.grade({name: text for name, (text, _) in class_.items()})
    wrong = [name for name, (_, full) in class_.items() if verdicts.get(name) is not full]
    cpu, wall = cost.cpu / FEW, cost.wall / FEW
    more_cpu, more_wall = cpu, wall
    if not each:
        ours = isinstance(grader, graders.Ours)
        count = MANY if ours else SMALL
        others = {name.replace("s", "t"): text for name, (text, _) in honest(count).items()}
        other, _ = grader.grade(others)
        more_cpu, more_wall = (other.cpu - cost.cpu) / (count - FEW), (other.wall - cost.wall) / (count - FEW)
    judged = {**files, "hzz": honest(1)["s000"][0]}
    _, found = grader.grade(judged)
    through = [what for what, name in zip(HOSTILE, files, strict=True) if found.get(name)]
    stood = found.get("hzz") is True
    print(grader.name, verdicts, found, sep="\n", file=sys.stderr)
    survived = f"{len(HOSTILE) - len(through)} of {len(HOSTILE)}" if stood else "stopped by one"
    return (
        f"| {grader.name} | {grader.isolates} | {cpu:.2f} | {wall:.2f} | {more_cpu:.3f} | {more_wall:.3f} | "
        f"{(FEW * cpu + (CLASS - FEW) * more_cpu) / CLASS:.3f} | "
        f"{FEW - len(wrong)} of {FEW} | {survived} | {', '.join(through) or '–'} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--torch-judge", type=Path, help="a checkout of it")
    parser.add_argument("--peers", type=Path, help="the Python of an environment that has the peers")
    parser.add_argument("--only", default="", help="graders whose name has this in it")
    given = parser.parse_args()
    graders.TorchJudge.checkout = given.torch_judge and given.torch_judge.resolve()
    place = tempfile.TemporaryDirectory(prefix="peers-", ignore_cleanup_errors=True)
    with place, socket.create_server(("127.0.0.1", 0), backlog=99) as door:
        root = Path(place.name).resolve()
        python = given.peers.absolute() if given.peers else environment(root / "environment")
        if python is not None:
            with_torch(python)
        rows = []
        for kind in graders.GRADERS:
            needs_peers = kind not in (graders.Ours, graders.TorchJudge, graders.Process)
            if given.only not in kind.name or (needs_peers and python is None):
                continue
            if kind is graders.TorchJudge and given.torch_judge is None:
                print("torch-judge is left out: name a checkout with --torch-judge")
                continue
            work = root / kind.__name__
            grader = kind(Path(sys.executable) if not needs_peers else python or Path(), work)
            files = hostile(str(work), str(given.torch_judge or ""), door.getsockname()[1])
            rows.append(row(grader, files))
            print(rows[-1], file=sys.stderr, flush=True)
    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Linux {platform.release()}"
    installed = f"Python {platform.python_version()}, torch {metadata.version('torch')}"
    print(f"\n{datetime.date.today()}; {machine}; {installed}" + (f", {versions(python)}" if python else "") + "\n")
    print("|", "|".join(HEAD), "|")
    print("|", "|".join("---" for _ in HEAD), "|")
    print(*rows, sep="\n")


if __name__ == "__main__":
    main()
