"""The window stays awake while people work: in no journey is it long busy, nor its store."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loop import MOST, watched
from tests.stretches import measured, plain_window

MOST_WINDOWS = 100
"""Plain windows of fifty fields that could be made in the longest stretch. Half of that was seen on
a machine with seven other things to do, first imports and the measuring itself included."""


@pytest.fixture(autouse=True)
def awake() -> Iterator[None]:
    """No call into a window makes SQLite work long in the window's thread."""
    with watched() as watch:
        yield
    steps, call = watch.call
    assert steps <= MOST, f"{call} asks {steps:,} steps of the store in the window's thread"


@pytest.fixture(scope="session")
def floor(qapp) -> float:
    """Seconds of the processor for a plain window, made and drawn."""
    with measured():
        return min(plain_window() for _ in range(3))


@pytest.fixture(autouse=True)
def answering(floor, awake, request) -> Iterator[None]:
    """In no stretch is nobody answered for long; all are written into a file that is asked for."""
    with measured() as stretches:
        yield
    longest, where = stretches.longest()
    if file := os.environ.get("FENGQIAO_STRETCHES"):
        told = {
            "journey": request.node.name,
            "longest": longest,
            "where": where,
            "floor": floor,
            "all": sorted(stretches.found, reverse=True),
        }
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(told, ensure_ascii=False) + "\n")
    assert longest <= MOST_WINDOWS * floor, f"{where} leaves people waiting: {longest / floor:.0f}"
