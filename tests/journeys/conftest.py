"""In no journey does the window ask much of the store, or answer nobody for long."""

import json
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.windows.app import application
from desktop.windows.opening import ahead
from desktop.windows.parts.garbage import settle
from tests.answering import Answering, Floor, floor_of, plain_window, stale, too_long
from tests.journeys.known import ANYWHERE, KNOWN
from tests.loop import MOST, watched

_LOOKING = pytest.StashKey[Answering]()


@pytest.fixture(autouse=True)
def awake() -> Iterator[None]:
    """No call into a window makes SQLite work long in the window's thread."""
    with watched() as watch:
        yield
    steps, call = watch.call
    assert steps <= MOST, f"{call} asks {steps:,} steps of the store in the window's thread"


@pytest.fixture(scope="session")
def floor(qapp: QApplication) -> Floor:
    """A plain window in the house's dress, once all is ready as where a password was typed."""
    application()
    ahead.make_ready()
    for name in ahead._WINDOWS:
        import_module(name)
    settle()
    return floor_of(qapp)


@pytest.fixture(autouse=True)
def answering(request: pytest.FixtureRequest) -> Iterator[Answering | None]:
    """Looks at a journey through windows from its first window on; a command has none."""
    if "qtbot" not in request.fixturenames:
        yield None
        return
    floor = request.getfixturevalue("floor")
    looking = Answering(request.getfixturevalue("qapp"), floor)
    request.node.stash[_LOOKING] = looking
    looking.begin()
    yield looking
    looking.end()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Iterator[None]:
    """What takes the windows to pieces after a journey is none of it."""
    looking = item.stash.get(_LOOKING, None)
    try:
        yield
    finally:
        if looking is not None:
            looking.end()
    if looking is None:
        return
    if file := os.environ.get("FENGQIAO_ANSWERING"):
        _tell(Path(file), item.name, looking)
    else:
        _judge(item.name, looking)


def _judge(name: str, looking: Answering) -> None:
    """Every event is short enough, or known; on a busy machine a plain window takes longer."""
    floor = looking.floor
    known = {what for journey, what in KNOWN if journey == name}
    unknown = [one for one in looking.found if one.what not in known | ANYWHERE.keys()]
    if too_long(unknown, floor.window):
        now = max(floor.window, *(plain_window() for _ in range(8)))
        found = [f"{one.what}: {one.seconds:.3f} s" for one in too_long(unknown, now)]
        assert not found, f"the window answers nobody meanwhile; a plain one takes {now:.3f} s"
    over = stale(known, looking.found, floor.window)
    assert not over, "tests/journeys/known.py lists what takes long no more"


def _tell(file: Path, name: str, looking: Answering) -> None:
    """For the bench, which judges nothing: a line of JSON for each journey."""
    events = sorted(looking.found, reverse=True)
    line = {"journey": name, "floor": looking.floor.window, "events": events}
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line, ensure_ascii=False) + "\n")
