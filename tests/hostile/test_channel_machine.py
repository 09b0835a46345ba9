"""A worker that misbehaves at random never gets more out of the channel than an ending with a cause.

`python bench/channel.py` runs the same for 100,000 steps.
"""

from __future__ import annotations

from channel_machine import ChannelMachine
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test


def test_every_question_ends_in_its_answer_or_in_a_cause() -> None:
    few = settings(max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(ChannelMachine, settings=few)
