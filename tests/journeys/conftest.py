"""The window stays awake while people work: in no journey is it long busy, nor its store."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loop import MOST, watched
from tests.stretches import measured


@pytest.fixture(autouse=True)
def awake() -> Iterator[None]:
    """No call into a window makes SQLite work long in the window's thread."""
    with watched() as watch:
        yield
    steps, call = watch.call
    assert steps <= MOST, f"{call} asks {steps:,} steps of the store in the window's thread"


@pytest.fixture(autouse=True)
def answering(qapp, awake, request) -> Iterator[None]:
    """No stretch is long in which the window answers nobody."""
    with measured() as stretches:
        yield
    file = os.environ.get("FENGQIAO_STRETCHES")
    if file:
        told = [f"{one * 1000:.1f} {request.node.name} {where}\n" for one, where in stretches.found]
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.writelines(told)
