"""Whatever happens, in whatever order: nothing goes out twice, and nothing is said wrongly."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.console.memory_ground import memory_ground
from tests.console.outbox_ground import Ground
from tests.console.outbox_machine import OutboxMachine
from tests.console.x_ground import x_ground

STEPS = 40
# What fails is made small first, which takes longer than all examples do.
pytestmark = pytest.mark.timeout(600)


def run(make_ground: Callable[[], AbstractContextManager[Ground]], examples: int) -> None:
    class Machine(OutboxMachine):
        def __init__(self) -> None:
            super().__init__(make_ground)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
        ),
    )


def test_nothing_is_lost_twice_or_unseen_in_memory() -> None:
    run(memory_ground, examples=100)


def test_nothing_is_lost_twice_or_unseen_over_http() -> None:
    run(x_ground, examples=20)
