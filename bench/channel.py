"""The channel against a worker that misbehaves at random, for many steps.

    .venv/bin/python bench/channel.py [STEPS]

Prints the number of steps, how questions ended and the largest buffer; stops with the steps that led to what must not
happen. The default is 100,000 steps, some minutes.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from channel_machine import ChannelMachine


def main(steps: int) -> None:
    started, counts = time.monotonic(), ChannelMachine.counts
    some = settings(
        max_examples=200,
        stateful_step_count=50,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    while counts["steps"] < steps:
        run_state_machine_as_test(ChannelMachine, settings=some)
    print(f"{counts['steps']:,} steps in {time.monotonic() - started:.0f} s")
    print(f"largest buffer {ChannelMachine.largest:,} bytes")
    for name, count in counts.most_common():
        print(f"{count:>9,}  {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
