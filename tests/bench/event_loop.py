"""The longest time for which the window does not answer, in acts with many cases and in journeys.

Each size is a process of its own. What people do is done in turn; between two turns of the event
loop the window answers nobody. Compared with drawing the whole window once, in processor time, so
that the machine's other work does not count; memory with an empty window of the same Qt.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench import many

_ROOT = Path(__file__).parents[2]
_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 760)
window.show()
app.processEvents()
print(open("/proc/self/status").read().split("VmRSS:")[1].split()[0])
"""
_NAMES = {
    "jump": "jump to the middle",
    "sort": "sort by name",
    "filter": "one type of dispute",
    "page": "open the list",
    "first": "open the first record (its form is made)",
    "record": "open another record",
    "save": "save a record",
    "again": "look at everything again",
}


def run() -> Iterator[tuple[str, float, str]]:
    """The longest stretch of each act, and the memory once all is known; then the journeys."""
    bare = int(_output("-c", _BARE))
    for cases in many.SIZES:
        with many.store_of(cases) as database:
            path = database.path
            database.close()  # the process opens it
            told: dict[str, float] = json.loads(_output("-m", "tests.bench.event_loop", str(path)))
        floor = told["floor"]
        for act, name in _NAMES.items():
            note = f"{told[act] * 1000:.1f} ms without an answer, drawn in {floor * 1000:.1f} ms"
            yield f"{cases:,} cases: {name}", told[act] / floor, note
        note = f"{told['memory'] / 1024:.0f} MB against {bare / 1024:.0f} MB of a bare window"
        yield f"{cases:,} cases: memory", told["memory"] / bare, note
    yield from _journeys()


def _journeys() -> list[tuple[str, float, str]]:
    """The longest event of each journey, beside a plain window of fifty fields made then."""
    with TemporaryDirectory() as folder:
        told = Path(folder) / "told"
        _output("-m", "pytest", "-q", "tests/journeys", FENGQIAO_ANSWERING=str(told))
        lines = [json.loads(line) for line in told.read_text("utf-8").splitlines()]
    found = []
    for line in lines:
        name = line["journey"].removeprefix("test_").replace("_", " ")
        longest, what = line["events"][0] if line["events"] else (0.02, "nothing longer")
        note = f"{longest * 1000:.0f} ms ({what}), fifty fields {line['floor'] * 1000:.0f} ms"
        found.append((f"journey {name[:43]}", longest / line["floor"], note))
    return found


def _output(*arguments: str, **settings: str) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **settings}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    return done.stdout.splitlines()[-1]


def measure(path: Path) -> None:
    """In the process of its own: print the seconds of the longest stretch by act, and kB."""
    import time

    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtWidgets import QMainWindow

    from db.registers import Case
    from db.store.database import Database
    from desktop.windows.app import application
    from desktop.windows.lists.register_page import RegisterPage
    from desktop.windows.opening import ahead
    from desktop.windows.parts.garbage import settle
    from desktop.windows.parts.in_turns import InTurns

    app = application()
    ahead.make_ready()
    for module in ahead._WINDOWS:
        import_module(module)
    settle()  # as where a password was typed
    found: dict[str, float] = {}

    def longest(name: str, act: Any) -> None:
        """The act itself, then turn by turn until the list is known and drawn."""
        stretches = []
        turns = 0
        while turns < 20 or not page.model.exact or any(one.busy for one in in_turns(window)):
            start = time.thread_time()
            act()
            app.processEvents()
            stretches.append(time.thread_time() - start)
            act, turns = (lambda: None), turns + 1
            time.sleep(0.002)
        found[name] = max(stretches)

    def in_turns(window: QMainWindow) -> list[Any]:
        return window.findChildren(InTurns)

    with Database.open(path, many.PASSWORD) as database:
        window = QMainWindow()
        window.resize(1280, 760)
        window.show()
        page = RegisterPage(database, Case, whole=False)

        def shown() -> Iterator[None]:  # as the main window does
            yield from page.make_in_turns()
            yield
            window.setCentralWidget(page)

        longest("page", lambda: InTurns(window).begin(shown()))
        bar, header = page.table.verticalScrollBar(), page.table.horizontalHeader()
        longest("jump", lambda: bar.setValue(page.model.total // 2))
        longest("sort", lambda: header.setSortIndicator(2, Qt.SortOrder.AscendingOrder))
        longest("filter", lambda: page.filters.choose("dispute_type", ("二", [("=", "02")])))
        longest("again", page.reload)
        longest("first", lambda: page.open_record(page.model.record_id(0)))
        longest("record", lambda: page.open_record(page.model.record_id(1)))
        page.pane._edited()
        longest("save", page.pane.head.save.click)
        start = time.thread_time()
        for _ in range(5):
            window.grab()
        found["floor"] = (time.thread_time() - start) / 5
        status = Path("/proc/self/status").read_text("ascii")
        found["memory"] = float(status.split("VmRSS:")[1].split()[0])
        QCoreApplication.processEvents()
        print(json.dumps(found), flush=True)
        os._exit(0)


if __name__ == "__main__":
    measure(Path(sys.argv[1]))
