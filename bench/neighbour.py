"""How long the next submission waits for its worker while an attack runs beside it.

    .venv/bin/python bench/neighbour.py

Each attack runs in a worker of one forkserver; the neighbour's worker comes from the same one (the next exercise of the
same job), and from another (the next job). The aim: at most a second more than alone.
"""

from __future__ import annotations

import statistics
import threading
import time

from grader.courses import find
from grader.sessions.session import Sandbox, WorkerSession
from grader.submission.source import Source
from grader.worker.messages.wire import Rules

ATTACKS = {
    "nothing": "",
    "a fork bomb": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n",
    "a thread bomb": "import threading\ndef spin():\n    while True: pass\nwhile True:\n"
    "    try: threading.Thread(target=spin).start()\n    except RuntimeError: pass\n",
    "a memory hog": "kept = []\nwhile True:\n    try: kept.append(bytearray(2**24))\n    except MemoryError: pass\n",
}
RUNS = 9


def session(sandbox: Sandbox, text: str) -> WorkerSession:
    source = Source("mse_gradient", "x.py", "x.py", {"x.py": text.encode()})
    return sandbox.session(("numpy",), source, Rules(names=()))


def starts(sandbox: Sandbox) -> list[float]:
    """Seconds from the order to a loaded file."""
    taken = []
    for _ in range(RUNS):
        neighbour, started = session(sandbox, "x = 1\n"), time.perf_counter()
        neighbour.loaded()
        taken.append(time.perf_counter() - started)
        neighbour.close()
    return taken


def attack(attacker: WorkerSession) -> None:
    try:
        attacker.loaded()
    except Exception as error:  # however it ends, only the neighbour is measured
        del error


def main() -> None:
    limits = find.load(find.builtin()).limits
    with Sandbox("full", limits) as mine, Sandbox("full", limits) as other:
        starts(mine), starts(other)
        for name, text in ATTACKS.items():
            attacker = session(mine, text or "x = 1\n")
            running = threading.Thread(target=attack, args=(attacker,), daemon=True)
            running.start()
            time.sleep(1)
            for whose, sandbox in (("the same job", mine), ("another job", other)):
                found = starts(sandbox)
                print(
                    f"beside {name:<14} {whose:<13} median {1000 * statistics.median(found):6.1f} ms   "
                    f"slowest {1000 * max(found):6.1f} ms of {RUNS}"
                )
            attacker.close()


if __name__ == "__main__":
    main()
