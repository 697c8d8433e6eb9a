"""The window stays awake while people work: in no journey it asks the store for much at a time."""

from collections.abc import Iterator

import pytest

from tests.loop import MOST, watched


@pytest.fixture(autouse=True)
def awake() -> Iterator[None]:
    """No call into a window makes SQLite work long in the window's thread."""
    with watched() as watch:
        yield
    steps, call = watch.call
    assert steps <= MOST, f"{call} asks {steps:,} steps of the store in the window's thread"
